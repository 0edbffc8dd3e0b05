"use server";

import { redirect } from "next/navigation";
import { formAction, REQUEST_REUSED } from "@/lib/forms/action";
import type { FormState } from "@/lib/forms/state";
import {
  addGuests,
  addParticipants,
  correctCourse,
  recordCertificate,
  recordCourse,
  takeBackCourse,
  takeBackGuests,
  takeBackParticipant,
} from "@/lib/training/commands";
import {
  certificateSchema,
  courseBackSchema,
  courseCorrectionSchema,
  courseSchema,
  guestBackSchema,
  guestSchema,
  participantBackSchema,
  participantsSchema,
} from "@/lib/training/schema";

const NOT_FOUND: FormState = { message: "Không tìm thấy trong phạm vi của bạn." };
const at = (field: string, message: string): FormState => ({ errors: { [field]: [message] } });

/** Every refusal of these deeds, in words. */
const REFUSALS = {
  course_not_found: NOT_FOUND,
  participant_not_found: NOT_FOUND,
  guest_not_found: NOT_FOUND,
  person_not_found: { message: "Có người không còn trong phạm vi của bạn. Tải lại trang rồi chọn lại." },
  not_yours: at("unitId", "Chọn đơn vị của bạn, đúng phần Đoàn hay Hội"),
  days_reversed: at("toOn", "Ngày cuối không được trước ngày đầu"),
  in_future: at("fromOn", "Lớp chưa mở. Chỉ ghi lớp đã mở"),
  has_people: { message: "Lớp đã có người dự: bỏ hết người dự trước." },
  already_in: { message: "Có người đã ở trong lớp này. Tải lại trang rồi chọn lại." },
  not_there_then: {
    message: "Có người vào những ngày ấy không sinh hoạt, không giữ chức vụ ở tổ chức đã ghi.",
  },
  request_reused: REQUEST_REUSED,
} as const satisfies Record<string, FormState>;

export const recordCourseAction = formAction(courseSchema, async (viewer, input, deed) => {
  const recorded = await recordCourse(viewer, deed, input);
  if (recorded.ok) redirect(`/training/${recorded.value.courseId}?done=recorded`);
  return REFUSALS[recorded.refusal];
});

export const correctCourseAction = formAction(courseCorrectionSchema, async (viewer, input, deed) => {
  const corrected = await correctCourse(viewer, { ...deed, reason: input.why }, input);
  if (corrected.ok) redirect(`/training/${corrected.value.courseId}?done=corrected`);
  return REFUSALS[corrected.refusal];
});

export const takeBackCourseAction = formAction(courseBackSchema, async (viewer, input, deed) => {
  const taken = await takeBackCourse(viewer, { ...deed, reason: input.why }, input);
  if (taken.ok) redirect("/training?done=taken-back");
  return REFUSALS[taken.refusal];
});

export const addParticipantsAction = formAction(participantsSchema, async (viewer, input, deed) => {
  const added = await addParticipants(viewer, deed, input);
  if (added.ok) redirect(`/training/${added.value.courseId}?done=added`);
  return REFUSALS[added.refusal];
});

export const recordCertificateAction = formAction(certificateSchema, async (viewer, input, deed) => {
  const certified = await recordCertificate(viewer, deed, input);
  if (certified.ok) redirect(`/training/${certified.value.courseId}?done=certified`);
  return REFUSALS[certified.refusal];
});

export const takeBackParticipantAction = formAction(participantBackSchema, async (viewer, input, deed) => {
  const taken = await takeBackParticipant(viewer, { ...deed, reason: input.why }, input);
  if (taken.ok) redirect(`/training/${taken.value.courseId}?done=participant-back`);
  return REFUSALS[taken.refusal];
});

export const addGuestsAction = formAction(guestSchema, async (viewer, input, deed) => {
  const added = await addGuests(viewer, deed, input);
  if (added.ok) redirect(`/training/${added.value.courseId}?done=guests`);
  return REFUSALS[added.refusal];
});

export const takeBackGuestsAction = formAction(guestBackSchema, async (viewer, input, deed) => {
  const taken = await takeBackGuests(viewer, { ...deed, reason: input.why }, input);
  if (taken.ok) redirect(`/training/${taken.value.courseId}?done=guests-back`);
  return REFUSALS[taken.refusal];
});
