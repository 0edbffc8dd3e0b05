import { z } from "zod";
import {
  choice,
  dong,
  optional,
  optionalPlainDate,
  optionalText,
  plainDate,
  text,
  uuid,
} from "@/lib/forms/fields";
import { AdviceBody, AdviceCategory, AdviceMove, AdviceState, Line } from "@/lib/generated/prisma/enums";
import { said, saidDay } from "@/lib/http/params";

const subject = {
  enterpriseId: optional(uuid()),
  caseId: optional(uuid()),
  planId: optional(uuid()),
  campaignId: optional(uuid()),
};

export const adviceSchema = z.object({
  unitId: uuid({ missing: "Chọn đơn vị gửi" }),
  line: choice(Object.values(Line), { missing: "Chọn Đoàn hoặc Hội" }),
  category: choice(Object.values(AdviceCategory), { missing: "Chọn loại nội dung" }),
  body: choice(Object.values(AdviceBody), { missing: "Chọn nơi nhận" }),
  bodyName: text(200, { missing: "Ghi tên cơ quan nhận, ví dụ: Ban Thường vụ Huyện ủy" }),
  documentNumber: optionalText(60),
  sentOn: plainDate({ missing: "Nhập ngày gửi, ví dụ 15/11/2014" }),
  asked: text(300, { missing: "Ghi điều xin ý kiến, đề nghị hoặc báo cáo" }),
  content: optionalText(20_000, { lines: true }),
  answerBy: optionalPlainDate(),
  ...subject,
});
export type AdviceInput = z.output<typeof adviceSchema>;

export const adviceMoveSchema = z.object({
  adviceId: uuid(),
  move: choice(Object.values(AdviceMove), { missing: "Chọn việc cần ghi" }),
  on: plainDate({ missing: "Nhập ngày, ví dụ 15/12/2014" }),
  documentNumber: optionalText(60),
  content: optionalText(3000, { lines: true }),
  granted: optional(dong()),
});
export type AdviceMoveInput = z.output<typeof adviceMoveSchema>;

const why = text(300, { missing: "Nêu vì sao bỏ, ví dụ: ghi nhầm" });
export const stepBackSchema = z.object({ stepId: uuid(), why });
export type StepBackInput = z.output<typeof stepBackSchema>;
export const adviceBackSchema = z.object({ adviceId: uuid(), why });
export type AdviceBackInput = z.output<typeof adviceBackSchema>;

/** The list's address; `chase` shows what it is time to ask about. */
export const adviceFilterSchema = z
  .object({
    show: said(z.enum(["chase"])),
    category: said(z.enum(AdviceCategory)),
    state: said(z.enum(AdviceState)),
    body: said(z.enum(AdviceBody)),
    line: said(z.enum(Line)),
    unit: said(z.uuid()),
    after: said(z.string().max(300)),
  })
  .catch({});
export type AdviceFilter = z.output<typeof adviceFilterSchema>;

/** Where a page ended: the day it was sent, and its id. */
export const adviceCursor = z.tuple([z.iso.date(), z.uuid()]);

/** What an address says a new paper is about; `report` begins it with the unit's figures. */
export const adviceAboutSchema = z
  .object({
    enterprise: said(z.uuid()),
    case: said(z.uuid()),
    plan: said(z.uuid()),
    campaign: said(z.uuid()),
    unit: said(z.uuid()),
    asOf: saidDay(),
    report: said(z.enum(["survey"])),
  })
  .catch({});
