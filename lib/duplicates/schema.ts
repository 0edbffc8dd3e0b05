import { z } from "zod";
import { choice, text, uuid } from "@/lib/forms/fields";

export const duplicateDecisionSchema = z.object({
  caseId: uuid(),
  verdict: choice(["different", "same"], { missing: "Chọn hai người khác nhau hoặc cùng một người" }),
  /** Read by the asker: it names nobody and no place. */
  note: text(500, { lines: true, missing: "Ghi căn cứ, ví dụ: đã đối chiếu sổ đoàn viên" }),
});
export type DuplicateDecisionInput = z.output<typeof duplicateDecisionSchema>;
