"use server";

import { redirect } from "next/navigation";
import { formAction, REQUEST_REUSED } from "@/lib/forms/action";
import { setWeights } from "@/lib/priority/commands";
import { weightsSchema } from "@/lib/priority/schema";

export const setWeightsAction = formAction(weightsSchema, async (viewer, input, deed) => {
  const set = await setWeights(viewer, { ...deed, reason: input.reason }, input);
  if (set.ok) redirect("/priority/weights?done=set");
  return {
    province_not_found: { message: "Trọng số do ban tổ chức của tỉnh đặt." },
    date_in_future: { errors: { validFrom: ["Ngày này còn ở tương lai"] } },
    weights_changed_meanwhile: {
      message: "Người khác vừa đổi trọng số. Tải lại trang để xem; nội dung bạn nhập còn ở đây.",
    },
    request_reused: REQUEST_REUSED,
  }[set.refusal];
});
