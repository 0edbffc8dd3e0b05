"use server";

import { redirect } from "next/navigation";
import { formAction, REQUEST_REUSED } from "@/lib/forms/action";
import type { FormState } from "@/lib/forms/state";
import { confirmMemberRatings, proposeMemberRatings, rateBranch } from "@/lib/ratings/commands";
import { branchRatingSchema, memberRatingsSchema } from "@/lib/ratings/schema";

const NOT_FOUND: FormState = { message: "Không tìm thấy tổ chức trong phạm vi bạn được xếp loại." };
const NOT_ALIVE: FormState = { message: "Tổ chức đã thôi hoạt động." };
const NOT_OVER: FormState = { errors: { year: ["Chưa đến kỳ xếp loại của năm này (từ tháng 10)"] } };
const OTHER_SCHEME: FormState = {
  errors: { levelId: ["Mức này không thuộc hướng dẫn xếp loại của năm đã chọn"] },
};
const MEANWHILE: FormState = {
  message: "Người khác vừa xếp loại. Tải lại trang để xem; nội dung bạn nhập còn ở đây.",
};
const OWN: FormState = {
  message: "Người đã ghi mức tự xếp loại hoặc đề nghị không xếp loại, xác nhận thay cấp trên.",
};

export const rateBranchAction = formAction(branchRatingSchema, async (viewer, input, deed) => {
  const rated = await rateBranch(viewer, { ...deed, reason: input.reason ?? undefined }, input);
  if (rated.ok) redirect(`/branches/${input.branchId}/ratings?year=${input.year}&done=rated`);
  return {
    branch_not_found: NOT_FOUND,
    branch_not_alive: NOT_ALIVE,
    year_not_over: NOT_OVER,
    date_in_future: { errors: { decidedOn: ["Ngày này chưa tới"] } },
    level_of_other_scheme: OTHER_SCHEME,
    not_its_turn: MEANWHILE,
    own_rating: OWN,
    reason_missing: {
      errors: { reason: ["Kết luận khác với mức đã xếp, hoặc sửa kết luận cũ: nêu lý do"] },
    },
    rated_meanwhile: MEANWHILE,
    request_reused: REQUEST_REUSED,
  }[rated.refusal];
});

export const rateMembersAction = formAction(
  memberRatingsSchema,
  async (viewer, { intent, ...input }, deed) => {
    const rated =
      intent === "confirm"
        ? await confirmMemberRatings(viewer, deed, input)
        : await proposeMemberRatings(viewer, deed, input);
    if (rated.ok) {
      redirect(`/branches/${input.branchId}/ratings/members?year=${input.year}&done=${intent}`);
    }
    return {
      branch_not_found: NOT_FOUND,
      branch_not_alive: NOT_ALIVE,
      year_not_over: NOT_OVER,
      level_of_other_scheme: { message: "Có mức không thuộc hướng dẫn xếp loại của năm này. Tải lại trang." },
      person_not_found: { message: "Có người không còn trong danh sách của năm này. Tải lại trang." },
      own_rating: OWN,
      nothing_proposed: { message: "Chưa có mức nào được đề nghị để xác nhận." },
      rated_meanwhile: MEANWHILE,
      request_reused: REQUEST_REUSED,
    }[rated.refusal];
  },
);
