import { z } from "zod";
import { plainDate, text, uuid } from "@/lib/forms/fields";

export const directiveSchema = z.object({
  symbol: text(60, { missing: "Nhập số, ký hiệu của văn bản" }),
  issuedOn: plainDate({ missing: "Nhập ngày, ví dụ 23/10/2014" }),
  issuer: text(200, { missing: "Nhập cơ quan ban hành" }),
  abstract: text(1000, { lines: true, missing: "Nhập trích yếu của văn bản" }),
});
export type DirectiveInput = z.output<typeof directiveSchema>;

export const directiveIdSchema = z.object({ directiveId: uuid() });

export const traceSchema = z.object({
  directiveId: uuid(),
  taskId: uuid({ missing: "Chọn nhiệm vụ" }),
});
export type TraceInput = z.output<typeof traceSchema>;

export const untraceSchema = z.object({ linkId: uuid({ missing: "Chọn nhiệm vụ" }) });
