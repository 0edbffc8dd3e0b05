"use server";

import { redirect } from "next/navigation";
import { formatDate } from "@/lib/dates/plain-date";
import { formAction, REQUEST_REUSED } from "@/lib/forms/action";
import { changeItem, planItem, removeItem, saveProgramme } from "@/lib/programmes/commands";
import { itemChangeSchema, itemRemovalSchema, itemSchema, programmeSchema } from "@/lib/programmes/schema";

const NOT_FOUND = { message: "Không tìm thấy chương trình trong phạm vi của bạn." };
const CHANGED = { message: "Người khác vừa sửa. Tải lại trang để xem rồi làm tiếp." };
const NO_ITEM = { message: "Không tìm thấy việc này trong chương trình." };
const NO_BRANCH = { errors: { branchId: ["Tổ chức này không thuộc đơn vị hoặc đã thôi hoạt động"] } };

const outside = ({ startsOn, endsOn }: { startsOn: string; endsOn: string }) => ({
  errors: {
    plannedOn: [`Chương trình từ ${formatDate(startsOn)} đến ${formatDate(endsOn)}: chọn ngày trong đó`],
  },
});

export const saveProgrammeAction = formAction(programmeSchema, async (viewer, input, deed) => {
  const saved = await saveProgramme(viewer, deed, input);
  if (saved.ok) redirect(`/programmes/${saved.value.programmeId}?done=saved`);
  return {
    programme_not_found: NOT_FOUND,
    programme_changed_meanwhile: CHANGED,
    request_reused: REQUEST_REUSED,
  }[saved.refusal];
});

export const planItemAction = formAction(itemSchema, async (viewer, input, deed) => {
  const planned = await planItem(viewer, deed, input);
  if (planned.ok) redirect(`/programmes/${planned.value.programmeId}?done=planned`);
  switch (planned.refusal) {
    case "programme_not_found":
      return NOT_FOUND;
    case "outside_period":
      return outside(planned.details);
    case "branch_not_found":
      return NO_BRANCH;
    case "request_reused":
      return REQUEST_REUSED;
  }
});

export const changeItemAction = formAction(itemChangeSchema, async (viewer, { why, ...input }, deed) => {
  const changed = await changeItem(viewer, { ...deed, reason: why }, input);
  if (changed.ok) redirect(`/programmes/${changed.value.programmeId}?done=changed`);
  switch (changed.refusal) {
    case "item_not_found":
      return NO_ITEM;
    case "item_stale": {
      const { version, ...theirs } = changed.details;
      const fields = [
        { field: "title", label: "Hoạt động dự kiến", yours: input.title, theirs: theirs.title },
        {
          ...{ field: "plannedOn", label: "Ngày dự kiến", yours: formatDate(input.plannedOn) },
          theirs: formatDate(theirs.plannedOn),
        },
        { field: "responsible", label: "Ai phụ trách", yours: input.responsible, theirs: theirs.responsible },
      ];
      return {
        message: "Người khác vừa sửa việc này. Xem lại rồi lưu lần nữa để thay bằng bản của bạn.",
        stale: fields.filter(({ yours, theirs: other }) => yours !== other),
        newVersion: version,
      };
    }
    case "item_changed_meanwhile":
      return CHANGED;
    case "outside_period":
      return outside(changed.details);
    case "branch_not_found":
      return NO_BRANCH;
    case "request_reused":
      return REQUEST_REUSED;
  }
});

export const removeItemAction = formAction(itemRemovalSchema, async (viewer, { itemId, why }, deed) => {
  const removed = await removeItem(viewer, { ...deed, reason: why }, { itemId });
  if (removed.ok) redirect(`/programmes/${removed.value.programmeId}?done=removed`);
  return {
    item_not_found: NO_ITEM,
    item_changed_meanwhile: CHANGED,
    item_done: { message: "Việc này đã có hoạt động ghi là đã làm nên không bỏ được." },
    request_reused: REQUEST_REUSED,
  }[removed.refusal];
});
