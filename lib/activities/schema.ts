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
import { said } from "@/lib/http/params";

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

/** Where a page of activities ended: the day and the id of its last one. */
export const cursorSchema = z.tuple([z.iso.date(), z.uuid()]);

export const activityPageSchema = z.object({ after: said(z.string().max(500)) }).catch({});
