"use server";

import { redirect } from "next/navigation";
import { changeEnterprise, recordVisit, registerEnterprise } from "@/lib/enterprises/commands";
import { LEGAL_FORM_LABELS, OWNERSHIP_LABELS, STATUS_LABELS } from "@/lib/enterprises/labels";
import { changeSchema, registrationSchema, visitSchema } from "@/lib/enterprises/schema";
import { formAction, REQUEST_REUSED } from "@/lib/forms/action";
import type { FormState } from "@/lib/forms/state";

const FUTURE = "Ngày này còn ở tương lai";
const TAX_CODE_TAKEN =
  "Mã số thuế này đã được đăng ký trong tỉnh. Kiểm tra lại; nếu đúng, báo Ban Tổ chức – Kiểm tra Tỉnh Đoàn.";

const areaGone = (successors: readonly string[]): FormState => ({
  errors: {
    areaId: [
      successors.length > 0
        ? `Nơi này không còn; nay thuộc ${successors.join(", ")}`
        : "Nơi này không có trong danh mục ngày hôm nay",
    ],
  },
});

export const registerEnterpriseAction = formAction(registrationSchema, async (viewer, input, deed) => {
  const registered = await registerEnterprise(viewer, deed, input);
  if (registered.ok) redirect(`/enterprises/${registered.value.id}?done=registered`);
  switch (registered.refusal) {
    case "unit_not_found":
      return { errors: { unitId: ["Chọn đơn vị của bạn"] } };
    case "date_in_future":
      return { errors: { validFrom: [FUTURE] } };
    case "area_not_valid":
      return areaGone(registered.details.successors);
    case "tax_code_taken":
      return { errors: { taxCode: [TAX_CODE_TAKEN] } };
    case "likely_duplicates":
      return {
        warnings: registered.details.duplicates.map(({ name, taxCode, why }) => ({
          rule: "V16",
          field: why === "tax_code" ? "taxCode" : "name",
          message: `Có thể trùng với “${name}”${taxCode ? ` (mã số thuế ${taxCode})` : ""} đã có trong danh sách của bạn.`,
        })),
      };
    case "request_reused":
      return REQUEST_REUSED;
  }
});

export const changeEnterpriseAction = formAction(changeSchema, async (viewer, input, deed) => {
  const changed = await changeEnterprise(viewer, { ...deed, reason: input.reason ?? undefined }, input);
  if (changed.ok) redirect(`/enterprises/${changed.value.id}?done=changed`);
  switch (changed.refusal) {
    case "enterprise_not_found":
      return { message: "Không tìm thấy doanh nghiệp trong phạm vi của bạn." };
    case "date_in_future":
      return { errors: { validFrom: [FUTURE] } };
    case "kind_missing":
      return {
        errors: {
          kind: [
            "Tên, loại hình, khu vực sở hữu, tình trạng hoặc nơi đặt trụ sở khác trước: chọn thay đổi thật hay sửa sai",
          ],
        },
      };
    case "entrepreneur_period_overlaps":
      return {
        errors: { entrepreneurSince: ["Trùng với thời gian là hội viên đã ghi trước đây; nhập ngày sau đó"] },
      };
    case "before_last_change":
      return {
        errors: {
          validFrom: ["Phải sau ngày của lần thay đổi trước; nếu lần trước ghi sai, chọn “sửa sai”"],
        },
      };
    case "period_overlaps":
      return { errors: { validFrom: ["Chồng lên một giai đoạn đã ghi"] } };
    case "area_not_valid":
      return areaGone(changed.details.successors);
    case "tax_code_taken":
      return { errors: { taxCode: [TAX_CODE_TAKEN] } };
    case "request_reused":
      return REQUEST_REUSED;
    case "enterprise_changed_meanwhile": {
      const { theirs } = changed.details;
      const fields: [string, string, string, string][] = [
        ["name", "Tên đầy đủ", input.name, theirs.name],
        ["shortName", "Tên viết tắt", input.shortName ?? "", theirs.shortName ?? ""],
        ["taxCode", "Mã số thuế", input.taxCode?.code10 ?? "", theirs.taxCode ?? ""],
        ["legalForm", "Loại hình", LEGAL_FORM_LABELS[input.legalForm], LEGAL_FORM_LABELS[theirs.legalForm]],
        [
          "ownership",
          "Khu vực sở hữu",
          OWNERSHIP_LABELS[input.ownership],
          OWNERSHIP_LABELS[theirs.ownership],
        ],
        ["status", "Tình trạng", STATUS_LABELS[input.status], STATUS_LABELS[theirs.status]],
        ["industry", "Ngành nghề", input.industry ?? "", theirs.industry ?? ""],
        ["address", "Địa chỉ", input.address ?? "", theirs.address ?? ""],
        ["representative", "Người đại diện", input.representative ?? "", theirs.representative ?? ""],
        ["phone", "Điện thoại", input.phone?.e164 ?? "", theirs.phone ?? ""],
      ];
      return {
        message:
          "Người khác vừa sửa doanh nghiệp này. So sánh hai bên rồi lưu lại; nội dung bạn nhập còn nguyên.",
        stale: fields
          .filter(([, , yours, other]) => yours !== other)
          .map(([field, label, yours, other]) => ({ field, label, yours, theirs: other })),
        newVersion: theirs.version,
      };
    }
  }
});

export const recordVisitAction = formAction(visitSchema, async (viewer, input, deed) => {
  const recorded = await recordVisit(viewer, deed, input);
  if (recorded.ok) redirect(`/enterprises/${input.enterpriseId}?done=visited`);
  switch (recorded.refusal) {
    case "enterprise_not_found":
      return { message: "Không tìm thấy doanh nghiệp trong phạm vi của bạn." };
    case "date_in_future":
      return { errors: { on: [FUTURE] } };
    case "request_reused":
      return REQUEST_REUSED;
  }
});
