"use server";

import { redirect } from "next/navigation";
import { formAction, REQUEST_REUSED } from "@/lib/forms/action";
import type { FormState } from "@/lib/forms/state";
import { beginPaper, movePaper, writePaper } from "@/lib/papers/commands";
import { newPaperSchema, paperMoveSchema, paperSchema } from "@/lib/papers/schema";

const NOT_FOUND: FormState = { message: "Không tìm thấy trong phạm vi của bạn." };
const MOVED: FormState = {
  message: "Việc này không còn làm được: người khác vừa ghi bước khác. Tải lại trang để xem.",
};

export const beginPaperAction = formAction(newPaperSchema, async (viewer, input, deed) => {
  const begun = await beginPaper(viewer, deed, input);
  if (begun.ok) redirect(`/branches/${begun.value.branchId}/papers/${begun.value.paperId}?done=written`);
  return {
    branch_not_found: NOT_FOUND,
    branch_ended: { message: "Tổ chức này đã thôi hoạt động." },
    request_reused: REQUEST_REUSED,
  }[begun.refusal];
});

export const writePaperAction = formAction(paperSchema, async (viewer, input, deed) => {
  const written = await writePaper(viewer, deed, input);
  if (written.ok)
    redirect(`/branches/${written.value.branchId}/papers/${written.value.paperId}?done=written`);
  switch (written.refusal) {
    case "paper_not_found":
      return NOT_FOUND;
    case "not_possible":
      return MOVED;
    case "paper_changed_meanwhile":
      return {
        message: "Người khác vừa sửa bản này. Gửi lại để giữ phần bạn nhập.",
        newVersion: written.details.version,
      };
    case "request_reused":
      return REQUEST_REUSED;
  }
});

export const movePaperAction = formAction(paperMoveSchema, async (viewer, input, deed) => {
  const moved = await movePaper(viewer, deed, input);
  if (moved.ok)
    redirect(`/branches/${moved.value.branchId}/papers/${moved.value.paperId}?done=${input.move}`);
  return {
    paper_not_found: NOT_FOUND,
    not_possible: MOVED,
    own_paper: { message: "Người đã gửi bản này không tự ghi nhận, trả lại được." },
    reason_missing: { errors: { note: ["Nêu lý do trả lại"] } },
    request_reused: REQUEST_REUSED,
  }[moved.refusal];
});
