"use server";

import { redirect } from "next/navigation";
import { decideDuplicate } from "@/lib/duplicates/commands";
import { duplicateDecisionSchema } from "@/lib/duplicates/schema";
import { formAction, REQUEST_REUSED } from "@/lib/forms/action";

export const decideDuplicateAction = formAction(duplicateDecisionSchema, async (viewer, input, deed) => {
  const decided = await decideDuplicate(viewer, { ...deed, reason: input.note }, input);
  if (decided.ok) redirect(`/duplicates?done=${decided.value.verdict}`);
  return {
    duplicate_not_found: { message: "Không tìm thấy trong phạm vi của bạn." },
    already_decided: { message: "Người khác vừa quyết định việc này. Tải lại trang để xem." },
    request_reused: REQUEST_REUSED,
  }[decided.refusal];
});
