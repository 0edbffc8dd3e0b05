"use server";

import { redirect } from "next/navigation";
import { formAction, REQUEST_REUSED } from "@/lib/forms/action";
import type { FormState } from "@/lib/forms/state";
import {
  addGroupMember,
  addGroupProduct,
  dissolveWorkingGroup,
  endGroupMember,
  establishWorkingGroup,
  planGroupVisit,
  planWorkingGroup,
  removeGroupLine,
  reportWorkingGroup,
  sendWorkingGroup,
  undoGroupStep,
} from "@/lib/working-groups/commands";
import {
  groupMemberSchema,
  groupMoveSchema,
  groupProductSchema,
  groupSchema,
  groupUndoSchema,
  groupVisitSchema,
  lineRemovalSchema,
  memberEndSchema,
} from "@/lib/working-groups/schema";

const at = (field: string, message: string): FormState => ({ errors: { [field]: [message] } });

const REFUSALS = {
  group_not_found: { message: "Không tìm thấy tổ công tác trong phạm vi của bạn, hoặc tổ đã giải thể." },
  not_possible: {
    message: "Việc này không còn làm được: người khác vừa ghi bước khác. Tải lại trang để xem.",
  },
  in_future: at("on", "Ngày này không được ở tương lai"),
  before_last_step: at("on", "Không được trước ngày của bước liền trước"),
  before_joined: at("on", "Không được trước ngày vào tổ"),
  reason_needed: at("note", "Nêu lý do"),
  document_needed: at("documentNumber", "Ghi số quyết định"),
  head_needed: { message: "Chưa có tổ trưởng. Thêm tổ trưởng trước khi ghi quyết định." },
  head_there_is: at("role", "Trong thời gian này tổ đã có tổ trưởng"),
  account_not_found: at("accountId", "Tài khoản này không phải cán bộ trong phạm vi của bạn"),
  enterprise_not_found: at("enterpriseId", "Doanh nghiệp này không thuộc đơn vị"),
  line_not_found: at("line", "Dòng này không còn"),
  request_reused: REQUEST_REUSED,
} satisfies Record<string, FormState>;

const told = (groupId: string, what: string) => redirect(`/working-groups/${groupId}?done=${what}`);

export const planWorkingGroupAction = formAction(groupSchema, async (viewer, input, deed) => {
  const planned = await planWorkingGroup(viewer, deed, input);
  return planned.ok ? told(planned.value.groupId, "planned") : REFUSALS[planned.refusal];
});

export const establishWorkingGroupAction = formAction(groupMoveSchema, async (viewer, input, deed) => {
  const moved = await establishWorkingGroup(viewer, deed, input);
  return moved.ok ? told(moved.value.groupId, "established") : REFUSALS[moved.refusal];
});

export const sendWorkingGroupAction = formAction(groupMoveSchema, async (viewer, input, deed) => {
  const moved = await sendWorkingGroup(viewer, { ...deed, reason: input.note ?? undefined }, input);
  return moved.ok ? told(moved.value.groupId, "surveying") : REFUSALS[moved.refusal];
});

export const reportWorkingGroupAction = formAction(groupMoveSchema, async (viewer, input, deed) => {
  const moved = await reportWorkingGroup(viewer, deed, input);
  return moved.ok ? told(moved.value.groupId, "reported") : REFUSALS[moved.refusal];
});

export const dissolveWorkingGroupAction = formAction(groupMoveSchema, async (viewer, input, deed) => {
  const moved = await dissolveWorkingGroup(viewer, { ...deed, reason: input.note ?? undefined }, input);
  return moved.ok ? told(moved.value.groupId, "dissolved") : REFUSALS[moved.refusal];
});

export const undoGroupStepAction = formAction(groupUndoSchema, async (viewer, { groupId, why }, deed) => {
  const undone = await undoGroupStep(viewer, { ...deed, reason: why }, { groupId });
  return undone.ok ? told(undone.value.groupId, "undone") : REFUSALS[undone.refusal];
});

export const addGroupMemberAction = formAction(groupMemberSchema, async (viewer, input, deed) => {
  const added = await addGroupMember(viewer, deed, input);
  return added.ok ? told(added.value.groupId, "member") : REFUSALS[added.refusal];
});

export const endGroupMemberAction = formAction(memberEndSchema, async (viewer, input, deed) => {
  const ended = await endGroupMember(viewer, { ...deed, reason: input.why }, input);
  return ended.ok ? told(ended.value.groupId, "member-ended") : REFUSALS[ended.refusal];
});

export const planGroupVisitAction = formAction(groupVisitSchema, async (viewer, input, deed) => {
  const planned = await planGroupVisit(viewer, deed, input);
  return planned.ok ? told(planned.value.groupId, "visit") : REFUSALS[planned.refusal];
});

export const addGroupProductAction = formAction(groupProductSchema, async (viewer, input, deed) => {
  const added = await addGroupProduct(viewer, deed, input);
  return added.ok ? told(added.value.groupId, "product") : REFUSALS[added.refusal];
});

export const removeGroupLineAction = formAction(lineRemovalSchema, async (viewer, input, deed) => {
  const removed = await removeGroupLine(viewer, { ...deed, reason: input.why }, input);
  return removed.ok ? told(removed.value.groupId, "removed") : REFUSALS[removed.refusal];
});
