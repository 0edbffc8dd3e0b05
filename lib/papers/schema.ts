import { z } from "zod";
import { choice, headcount, optionalText, plainDate, text, uuid } from "@/lib/forms/fields";
import { BranchPaperKind } from "@/lib/generated/prisma/enums";

const content = {
  fromOn: plainDate({ missing: "Nhập ngày đầu kỳ, ví dụ 1/1/2015" }),
  toOn: plainDate({ missing: "Nhập ngày cuối kỳ, ví dụ 31/3/2015" }),
  words: text(4000, { lines: true, missing: "Viết ít nhất một dòng" }),
};
const inOrder = ({ fromOn, toOn }: { fromOn: string; toOn: string }) => fromOn <= toOn;
const ORDER = { path: ["toOn"], error: "Ngày cuối kỳ không được trước ngày đầu kỳ" };

export const newPaperSchema = z
  .object({
    branchId: uuid(),
    kind: choice(Object.values(BranchPaperKind), { missing: "Chọn kế hoạch hay tự báo cáo" }),
    ...content,
  })
  .refine(inOrder, ORDER);
export type NewPaperInput = z.output<typeof newPaperSchema>;

export const paperSchema = z
  .object({ paperId: uuid(), version: headcount(), ...content })
  .refine(inOrder, ORDER);
export type PaperInput = z.output<typeof paperSchema>;

export const paperMoveSchema = z.object({
  paperId: uuid(),
  move: choice(["sent", "noted", "returned"]),
  note: optionalText(1000, { lines: true }),
});
export type PaperMoveInput = z.output<typeof paperMoveSchema>;
