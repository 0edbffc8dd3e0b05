"use server";

import { redirect } from "next/navigation";
import { remindUnits, takeBackReminder } from "@/lib/coordination/commands";
import { remindersSchema, takeBackReminderSchema } from "@/lib/coordination/schema";
import { formAction, REQUEST_REUSED } from "@/lib/forms/action";

export const remindUnitsAction = formAction(remindersSchema, async (viewer, input, deed) => {
  const sent = await remindUnits(viewer, deed, input);
  if (sent.ok) {
    const { planId, reminders } = sent.value;
    const [only, ...others] = reminders;
    if (only && others.length === 0) redirect(`/coordination/reminders/${only}?done=sent`);
    redirect(`/coordination?plan=${planId}&sent=${reminders.length}#don-doc`);
  }
  return {
    plan_not_found: { message: "Không tìm thấy kế hoạch trong phạm vi bạn đôn đốc." },
    nobody_reminded: { message: "Chưa có đơn vị nào: viết lời nhắc cho ít nhất một đơn vị." },
    in_future: { errors: { on: ["Ngày này chưa tới"] } },
    unit_not_found: { message: "Có đơn vị không còn trong danh sách. Mở lại từ bảng theo dõi." },
    request_reused: REQUEST_REUSED,
  }[sent.refusal];
});

export const takeBackReminderAction = formAction(takeBackReminderSchema, async (viewer, input, deed) => {
  const taken = await takeBackReminder(viewer, { ...deed, reason: input.reason }, input);
  if (taken.ok) redirect(`/coordination/reminders/${input.reminderId}?done=taken-back`);
  return {
    reminder_not_found: { message: "Không tìm thấy trong phạm vi của bạn." },
    taken_back_already: { message: "Lời nhắc này đã được rút trước đó." },
    request_reused: REQUEST_REUSED,
  }[taken.refusal];
});
