import { z } from "zod";
import {
  checkbox,
  choice,
  headcount,
  optional,
  optionalText,
  plainDate,
  text,
  uuid,
} from "@/lib/forms/fields";
import { ActivityKind } from "@/lib/generated/prisma/enums";

export const activitySchema = z.object({
  branchId: uuid(),
  kind: choice(Object.values(ActivityKind), { missing: "Chọn loại hoạt động" }),
  on: plainDate({ missing: "Nhập ngày diễn ra, ví dụ 23/10/2014" }),
  title: text(200, { missing: "Nhập tên hoạt động" }),
  participants: optional(headcount()),
  benefitsYouth: checkbox(),
  benefitsEnterprise: checkbox(),
  result: optionalText(1000, { lines: true }),
});
export type ActivityInput = z.output<typeof activitySchema>;

export const takingBackSchema = z.object({
  activityId: uuid(),
  why: text(300, { missing: "Nêu vì sao bỏ, ví dụ: ghi trùng" }),
});

/** Where a page of activities goes on: the last one's day and id; nonsense is no cursor. */
export const activityPageSchema = z
  .object({ after: z.tuple([z.iso.date(), z.uuid()]).optional().catch(undefined) })
  .catch({});
