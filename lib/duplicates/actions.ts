"use server";

import { redirect } from "next/navigation";
import { decideDuplicate, mergePersons, partPersons, undoPair } from "@/lib/duplicates/commands";
import {
  distinctSchema,
  duplicateDecisionSchema,
  mergeSchema,
  undoPairSchema,
} from "@/lib/duplicates/schema";
import { formAction, PROOF_NEEDED, REQUEST_REUSED } from "@/lib/forms/action";

const NOT_FOUND = { message: "Không tìm thấy trong phạm vi của bạn." };

export const decideDuplicateAction = formAction(duplicateDecisionSchema, async (viewer, input, deed) => {
  const decided = await decideDuplicate(viewer, { ...deed, reason: input.note }, input);
  if (decided.ok) redirect(`/duplicates?done=${decided.value.verdict}`);
  return {
    duplicate_not_found: NOT_FOUND,
    already_decided: { message: "Người khác vừa quyết định việc này. Tải lại trang để xem." },
    request_reused: REQUEST_REUSED,
  }[decided.refusal];
});

export const partPersonsAction = formAction(distinctSchema, async (viewer, input, deed) => {
  const parted = await partPersons(viewer, { ...deed, reason: input.why }, input);
  if (parted.ok) redirect("/duplicates?done=distinct");
  return {
    pair_not_found: NOT_FOUND,
    already_decided: { message: "Hai hồ sơ này đã được ghi là hai người." },
    request_reused: REQUEST_REUSED,
  }[parted.refusal];
});

export const mergePersonsAction = formAction(
  mergeSchema,
  async (viewer, input, deed) => {
    const merged = await mergePersons(viewer, { ...deed, reason: input.reason }, input);
    if (merged.ok) redirect(`/members/${merged.value.personId}?done=merged`);
    return {
      proof_needed: PROOF_NEEDED,
      pair_not_found: NOT_FOUND,
      identity_differs: { message: "Hai hồ sơ có hai số định danh khác nhau. Sửa số sai trước, rồi gộp." },
      periods_cross: {
        message:
          "Hai hồ sơ có thời gian sinh hoạt hoặc chức vụ chồng lấn ở cùng một tổ chức. Sửa ngày ở một hồ sơ trước, rồi gộp.",
      },
      two_cells_at_once: {
        message:
          "Gộp lại thì một người sinh hoạt ở hai chi đoàn cùng lúc. Kết thúc hoặc sửa một lần sinh hoạt trước, rồi gộp.",
      },
      two_proposals: {
        message:
          "Cả hai hồ sơ đều có đề nghị kết nạp đang chờ ở cùng một tổ chức. Rút một đề nghị trước, rồi gộp.",
      },
      two_transfers: {
        message:
          "Cả hai hồ sơ đều có việc chuyển sinh hoạt đang đi từ cùng một tổ chức. Huỷ một việc trước, rồi gộp.",
      },
      two_erasures: {
        message: "Cả hai hồ sơ đều có đề nghị xoá đang chờ. Quyết định một đề nghị trước, rồi gộp.",
      },
      already_decided: {
        message: "Hai hồ sơ này đã được ghi là hai người. Xem lại kết luận đó ở trang Hồ sơ trùng trước.",
      },
      request_reused: REQUEST_REUSED,
    }[merged.refusal];
  },
  { proof: true },
);

export const undoPairAction = formAction(
  undoPairSchema,
  async (viewer, input, deed) => {
    const undone = await undoPair(viewer, { ...deed, reason: input.reason }, input);
    if (undone.ok) redirect("/duplicates?done=undone");
    return {
      proof_needed: PROOF_NEEDED,
      pair_not_found: NOT_FOUND,
      changed_since: {
        message:
          "Sinh hoạt, chức vụ, đề nghị kết nạp hoặc căn cứ dữ liệu của người này đã đổi sau khi gộp, nên không tách tự động được. Trả các mục đó về như cũ trước, rồi tách.",
      },
      request_reused: REQUEST_REUSED,
    }[undone.refusal];
  },
  { proof: true },
);
