import { z } from "zod";
import {
  choice,
  choices,
  headcount,
  optional,
  optionalText,
  plainDate,
  text,
  uuid,
} from "@/lib/forms/fields";
import { ActivityForm, ActivityKind } from "@/lib/generated/prisma/enums";
import { said, saidDay } from "@/lib/http/params";
import { NEEDS } from "@/lib/surveys/labels";

export const programmeSchema = z
  .object({
    programmeId: optional(uuid()),
    version: optional(headcount()),
    unitId: uuid({ missing: "Chọn đơn vị" }),
    title: text(200, { missing: "Nhập tên chương trình" }),
    startsOn: plainDate({ missing: "Nhập ngày bắt đầu, ví dụ 1/1/2015" }),
    endsOn: plainDate({ missing: "Nhập ngày kết thúc, ví dụ 30/6/2015" }),
    note: optionalText(1000, { lines: true }),
  })
  .refine(({ startsOn, endsOn }) => endsOn >= startsOn, {
    path: ["endsOn"],
    error: "Ngày kết thúc không thể trước ngày bắt đầu",
  });
export type ProgrammeInput = z.output<typeof programmeSchema>;

const item = {
  needs: choices(NEEDS),
  title: text(200, { missing: "Nhập tên hoạt động dự kiến" }),
  kind: choice(Object.values(ActivityKind), { missing: "Chọn loại hoạt động" }),
  form: optional(choice(Object.values(ActivityForm))),
  plannedOn: plainDate({ missing: "Nhập ngày dự kiến, ví dụ 26/3/2015" }),
  responsible: text(200, { missing: "Ghi ai phụ trách" }),
  audience: optionalText(200),
  branchId: optional(uuid()),
};

export const itemSchema = z.object({ programmeId: uuid(), ...item });
export type ItemInput = z.output<typeof itemSchema>;

export const itemChangeSchema = z.object({
  itemId: uuid(),
  /** How often it was changed before it was shown: more by now says that somebody was quicker. */
  version: optional(headcount()),
  ...item,
  why: text(300, { missing: "Nêu vì sao sửa, ví dụ: dời ngày vì doanh nghiệp tăng ca" }),
});

export const itemRemovalSchema = z.object({
  itemId: uuid(),
  why: text(300, { missing: "Nêu vì sao bỏ khỏi chương trình" }),
});

export const needFilterSchema = z
  .object({ unit: said(z.uuid()), asOf: saidDay(), after: said(z.string().max(600)) })
  .catch({});
export type NeedFilter = z.output<typeof needFilterSchema>;

export const needCursor = z.tuple([z.int(), z.string(), z.uuid()]);
