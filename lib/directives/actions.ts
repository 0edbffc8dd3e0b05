"use server";

import { redirect } from "next/navigation";
import { recordDirective, takeBackDirective, traceTask, untraceTask } from "@/lib/directives/commands";
import { directiveIdSchema, directiveSchema, traceSchema, untraceSchema } from "@/lib/directives/schema";
import { formAction, REQUEST_REUSED } from "@/lib/forms/action";
import type { FormState } from "@/lib/forms/state";

const NOT_FOUND: FormState = { message: "Không tìm thấy trong phạm vi của bạn." };

export const recordDirectiveAction = formAction(directiveSchema, async (viewer, input, deed) => {
  const recorded = await recordDirective(viewer, deed, input);
  if (recorded.ok) redirect(`/directives/${recorded.value.directiveId}?done=recorded`);
  return {
    not_allowed: NOT_FOUND,
    in_future: { errors: { issuedOn: ["Ngày này không được ở tương lai"] } },
    already_there: { errors: { symbol: ["Văn bản này đã có trong danh mục"] } },
    request_reused: REQUEST_REUSED,
  }[recorded.refusal];
});

export const takeBackDirectiveAction = formAction(directiveIdSchema, async (viewer, input, deed) => {
  const taken = await takeBackDirective(viewer, deed, input);
  if (taken.ok) redirect("/directives?done=taken");
  return {
    directive_not_found: NOT_FOUND,
    still_traced: { message: "Còn nhiệm vụ ghi theo văn bản này. Bỏ các nhiệm vụ đó trước." },
    request_reused: REQUEST_REUSED,
  }[taken.refusal];
});

export const traceTaskAction = formAction(traceSchema, async (viewer, input, deed) => {
  const traced = await traceTask(viewer, deed, input);
  if (traced.ok) redirect(`/directives/${traced.value.directiveId}?done=traced`);
  return {
    task_not_found: { errors: { taskId: ["Nhiệm vụ này không chọn được. Tải lại trang"] } },
    already_traced: { errors: { taskId: ["Nhiệm vụ này đã ghi theo văn bản"] } },
    request_reused: REQUEST_REUSED,
  }[traced.refusal];
});

export const untraceTaskAction = formAction(untraceSchema, async (viewer, input, deed) => {
  const gone = await untraceTask(viewer, deed, input);
  if (gone.ok) redirect(`/directives/${gone.value.directiveId}?done=untraced`);
  return { link_not_found: NOT_FOUND, request_reused: REQUEST_REUSED }[gone.refusal];
});
