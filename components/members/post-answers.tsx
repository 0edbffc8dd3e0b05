"use client";

import { CheckboxField, TextArea, useForm } from "@/components/ui/form";

/** V10: asked for only of somebody who is no member. */
export function ExceptionReason() {
  const { state } = useForm();
  const isAsked = state.errors?.["exceptionReason"] || state.values?.["exceptionReason"];
  return isAsked ? (
    <TextArea name="exceptionReason" label="Lý do chỉ định người ngoài tổ chức" required rows={2} />
  ) : null;
}

/** V11: offered only where somebody else holds the post. */
export function EndPresentHead() {
  const { state } = useForm();
  const isAsked = state.errors?.["endPresentHead"] || state.values?.["endPresentHead"];
  return isAsked ? (
    <CheckboxField name="endPresentHead" label="Người đang giữ thôi chức vụ cùng ngày này" />
  ) : null;
}
