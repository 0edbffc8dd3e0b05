import { z } from "zod";
import { choice, optionalText, plainDate, text, uuid } from "@/lib/forms/fields";
import { ObligationState } from "@/lib/generated/prisma/enums";

const day = () => plainDate({ missing: "Nhập ngày, ví dụ 23/10/2014" });

export const acknowledgementSchema = z.object({
  deliveryId: uuid(),
  move: choice(["seen", "assigned", "under_way"], { missing: "Chọn đã đến bước nào" }),
  on: day(),
  assignee: optionalText(300),
  note: optionalText(1000, { lines: true }),
});
export type AcknowledgementInput = z.output<typeof acknowledgementSchema>;

export const obligationStepSchema = z.object({
  taskId: uuid(),
  unitId: uuid(),
  state: choice(Object.values(ObligationState), { missing: "Chọn đang làm hay đã xong" }),
  on: day(),
  note: text(1000, { lines: true, missing: "Ghi đã làm gì: văn bản, hoạt động, kết quả" }),
});
export type ObligationStepInput = z.output<typeof obligationStepSchema>;
