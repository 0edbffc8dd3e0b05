"use server";

import { redirect } from "next/navigation";
import { stableId } from "@/lib/db/id";
import { withViewer } from "@/lib/db/scope";
import { askDuplicate } from "@/lib/duplicates/commands";
import { formAction, REQUEST_REUSED } from "@/lib/forms/action";
import type { FormState } from "@/lib/forms/state";
import { writeSensitive } from "@/lib/sensitive/commands";
import { IDENTITY_DOUBTS, PURPOSE_LABELS, RELIGION_LABELS, SENSITIVE_LABELS } from "@/lib/sensitive/labels";
import { ethnicGroups, findByIdentity, readSensitive } from "@/lib/sensitive/queries";
import type { SensitiveField } from "@/lib/sensitive/rules";
import { identitySearchSchema, revealSchema, sensitiveSchema } from "@/lib/sensitive/schema";

const NOT_FOUND: FormState = { message: "Không tìm thấy trong phạm vi của bạn." };
const at = (field: string, message: string): FormState => ({ errors: { [field]: [message] } });

/** "Xem, vì …": the values stand in this answer only. The database notes who read them and why. */
export const revealSensitiveAction = formAction(
  revealSchema,
  async (viewer, { personId, fields, purpose, note }) => {
    const why = [PURPOSE_LABELS[purpose], note].filter((part) => part !== null).join(": ");
    const read = await withViewer(viewer, async (tx) => {
      const values = await readSensitive(viewer, tx, { personId, fields, purpose: why });
      return values && { values, groups: await ethnicGroups(viewer, tx) };
    });
    if (!read) return NOT_FOUND;
    const { values, groups } = read;
    const words: Record<SensitiveField, string | null | undefined> = {
      ethnicity: groups.find(({ code }) => code === values.ethnicity)?.label ?? values.ethnicity,
      religion: values.religion && (RELIGION_LABELS[values.religion] ?? values.religion),
      partyMember: values.partyMember === true ? "Có" : values.partyMember === false ? "Không" : null,
      identity: values.identity,
    };
    return {
      revealed: fields.map((field) => ({
        label: SENSITIVE_LABELS[field],
        value: words[field] ?? "Chưa ghi",
      })),
    };
  },
  { proof: true },
);

export const writeSensitiveAction = formAction(sensitiveSchema, async (viewer, input, deed) => {
  const written = await writeSensitive(viewer, deed, input);
  if (written.ok) redirect(`/members/${written.value.personId}?done=sensitive`);
  switch (written.refusal) {
    case "person_not_found":
      return NOT_FOUND;
    case "ethnicity_unknown":
      return at("ethnicity", "Mục đã chọn không có trong danh sách");
    case "nothing_to_write":
      return { message: "Chưa có gì để lưu: nhập hoặc chọn ít nhất một mục." };
    case "doubts_unread":
      return {
        warnings: written.details.doubts.map((doubt) => ({
          ...{ rule: doubt, field: "identityNumber", message: IDENTITY_DOUBTS[doubt] },
        })),
      };
    case "identity_taken": {
      // A deed of its own, for the refused one left nothing; its id follows from the form's.
      const asking = { requestId: stableId(`${deed.requestId} ${input.identityNumber} duplicate`) };
      const { personId, identityNumber: number } = input;
      const asked = await askDuplicate(viewer, asking, { personId, ...(number && { number }) });
      return at(
        "identityNumber",
        `Số này đã có trong một hồ sơ khác của tỉnh. Xem lại từng chữ số${asked.ok ? "; nếu đúng thì chờ: cấp trên chung đã được nhờ xác minh" : ""}`,
      );
    }
    case "sensitive_changed_meanwhile":
      return {
        message: "Người khác vừa sửa thông tin này. Mở lại trang sửa để xem mục nào đã có, rồi nhập lại.",
      };
    case "request_reused":
      return REQUEST_REUSED;
  }
});

/** The number goes by POST and stays out of every address; the address of who was found does not hold it. */
export const searchIdentityAction = formAction(identitySearchSchema, async (viewer, { identityNumber }) => {
  const id = await withViewer(viewer, (tx) => findByIdentity(viewer, tx, identityNumber));
  if (id) redirect(`/members/${id}`);
  return at("identityNumber", "Không có ai có số này trong phạm vi của bạn");
});
