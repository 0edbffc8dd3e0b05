"use server";

import { redirect } from "next/navigation";
import {
  completeMeasure,
  correctMeasure,
  extendMeasure,
  startMeasure,
  withdrawMeasure,
} from "@/lib/consolidation/commands";
import {
  measureCorrectionSchema,
  measureExtensionSchema,
  measureResultSchema,
  measureSchema,
  measureWithdrawalSchema,
} from "@/lib/consolidation/schema";
import { formatDate, type PlainDate } from "@/lib/dates/plain-date";
import { formAction, REQUEST_REUSED } from "@/lib/forms/action";
import type { FormState } from "@/lib/forms/state";

const at = (field: string, message: string): FormState => ({ errors: { [field]: [message] } });
const day = (date: PlainDate | null): string => (date ? formatDate(date) : "");
const MEASURE_NOT_FOUND: FormState = { message: "Không tìm thấy biện pháp trong phạm vi của bạn." };
const NOT_POSSIBLE: FormState = {
  message: "Biện pháp vừa được người khác sửa, hoàn thành hoặc rút. Tải lại trang để xem.",
};
const NOT_ALIVE = at("startedOn", "Ngày này tổ chức chưa thành lập hoặc đã thôi hoạt động");
const DUE_FIRST = at("dueOn", "Thời hạn phải sau ngày bắt đầu");
const DONE_FIRST = at("doneOn", "Ngày hoàn thành phải sau ngày bắt đầu");
const KEEPER = at("responsibleId", "Người này không còn phụ trách ở đơn vị hay tổ chức: chọn lại");
const notYet = (fields: readonly string[]): FormState => ({
  errors: Object.fromEntries(
    fields.map((field) => [field, ["Ngày này chưa tới; việc định làm thì ghi ở thời hạn"]]),
  ),
});

export const startMeasureAction = formAction(measureSchema, async (viewer, input, deed) => {
  const started = await startMeasure(viewer, deed, input);
  if (started.ok) redirect(`/branches/${input.branchId}?done=measure-started`);
  switch (started.refusal) {
    case "branch_not_found":
      return { message: "Không tìm thấy tổ chức trong phạm vi của bạn." };
    case "date_in_future":
      return notYet(started.details.fields);
    case "branch_not_alive_then":
      return NOT_ALIVE;
    case "due_before_start":
      return DUE_FIRST;
    case "done_before_start":
      return DONE_FIRST;
    case "keeper_unfit":
      return KEEPER;
    case "request_reused":
      return REQUEST_REUSED;
  }
});

export const completeMeasureAction = formAction(measureResultSchema, async (viewer, input, deed) => {
  const completed = await completeMeasure(viewer, deed, input);
  if (completed.ok) redirect(`/branches/${completed.value.branchId}?done=measure-done`);
  switch (completed.refusal) {
    case "measure_not_found":
      return MEASURE_NOT_FOUND;
    case "date_in_future":
      return notYet(completed.details.fields);
    case "done_before_start":
      return DONE_FIRST;
    case "measure_changed_meanwhile": {
      const { doneOn, result } = completed.details;
      return {
        message: "Người khác vừa ghi kết quả cho biện pháp này.",
        stale: [
          { field: "doneOn", label: "Ngày hoàn thành", yours: day(input.doneOn), theirs: day(doneOn) },
          { field: "result", label: "Kết quả", yours: input.result, theirs: result ?? "" },
        ],
      };
    }
    case "request_reused":
      return REQUEST_REUSED;
  }
});

export const extendMeasureAction = formAction(measureExtensionSchema, async (viewer, input, deed) => {
  const extended = await extendMeasure(viewer, { ...deed, reason: input.reason }, input);
  if (extended.ok)
    redirect(`/branches/${extended.value.branchId}/measures/${extended.value.measureId}?done=extended`);
  switch (extended.refusal) {
    case "measure_not_found":
      return MEASURE_NOT_FOUND;
    case "not_possible":
      return NOT_POSSIBLE;
    case "not_later":
      return at("dueOn", `Phải sau thời hạn đang có: ${formatDate(extended.details.dueOn)}`);
    case "due_before_start":
      return DUE_FIRST;
    case "request_reused":
      return REQUEST_REUSED;
  }
});

export const correctMeasureAction = formAction(measureCorrectionSchema, async (viewer, input, deed) => {
  const corrected = await correctMeasure(viewer, { ...deed, reason: input.reason }, input);
  if (corrected.ok) {
    redirect(`/branches/${corrected.value.branchId}/measures/${corrected.value.measureId}?done=corrected`);
  }
  switch (corrected.refusal) {
    case "measure_not_found":
      return MEASURE_NOT_FOUND;
    case "not_possible":
      return NOT_POSSIBLE;
    case "date_in_future":
      return notYet(corrected.details.fields);
    case "branch_not_alive_then":
      return NOT_ALIVE;
    case "due_before_start":
      return DUE_FIRST;
    case "done_before_start":
      return DONE_FIRST;
    case "keeper_unfit":
      return KEEPER;
    case "request_reused":
      return REQUEST_REUSED;
  }
});

export const withdrawMeasureAction = formAction(measureWithdrawalSchema, async (viewer, input, deed) => {
  const withdrawn = await withdrawMeasure(viewer, { ...deed, reason: input.reason }, input);
  if (withdrawn.ok) redirect(`/branches/${withdrawn.value.branchId}?done=measure-withdrawn`);
  return {
    measure_not_found: MEASURE_NOT_FOUND,
    not_possible: NOT_POSSIBLE,
    request_reused: REQUEST_REUSED,
  }[withdrawn.refusal];
});
