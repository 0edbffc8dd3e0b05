import { z } from "zod";
import { choice, optional, plainDate, text, uuid } from "@/lib/forms/fields";
import { DisciplineKind } from "@/lib/generated/prisma/enums";

const day = () => plainDate({ missing: "Nhập ngày, ví dụ 23/10/2014" });

export const disciplineSchema = z.object({
  branchId: uuid(),
  /** Missing where the organisation itself is disciplined. */
  personId: optional(uuid()),
  kind: choice(Object.values(DisciplineKind), { missing: "Chọn hình thức kỷ luật" }),
  decisionNumber: text(60, { missing: "Nhập số, ký hiệu quyết định" }),
  decidedBy: text(200, { missing: "Ghi cấp ra quyết định" }),
  on: day(),
  reason: text(1000, { lines: true, missing: "Nêu lý do như trong quyết định" }),
  until: optional(plainDate()),
});
export type DisciplineInput = z.output<typeof disciplineSchema>;

export const liftingSchema = z.object({
  disciplineId: uuid(),
  on: day(),
  reason: text(1000, { lines: true, missing: "Nêu lý do, số quyết định" }),
});
export type LiftingInput = z.output<typeof liftingSchema>;

/** Whom …/discipline/new is asked for; without one it is the organisation. */
export const subjectQuerySchema = z
  .object({
    person: z
      .preprocess((value) => [value].flat()[0], z.uuid())
      .optional()
      .catch(undefined),
  })
  .catch({});
