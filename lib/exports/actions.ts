"use server";

import { redirect } from "next/navigation";
import { askExport } from "@/lib/exports/commands";
import { exportSchema } from "@/lib/exports/schema";
import { formAction, REQUEST_REUSED } from "@/lib/forms/action";

export const askExportAction = formAction(
  exportSchema,
  async (viewer, input, deed) => {
    const asked = await askExport(viewer, { ...deed, reason: input.reason }, input);
    if (asked.ok) redirect(`/members/export?ready=${deed.requestId}`);
    return {
      not_allowed: { message: "Không tìm thấy trong phạm vi của bạn." },
      nobody: { message: "Không có dòng nào khớp bộ lọc, nên không có gì để xuất." },
      too_many: { message: "Danh sách dài hơn 5.000 dòng. Lọc bớt rồi xuất." },
      proof_needed: { message: "Lần xác nhận đã quá lâu. Tải lại trang rồi gửi lại." },
      request_reused: REQUEST_REUSED,
    }[asked.refusal];
  },
  { proof: true },
);
