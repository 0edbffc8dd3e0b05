import {
  ActionForm,
  CheckboxesField,
  CheckboxField,
  DateField,
  NumberField,
  SubmitButton,
  TextArea,
} from "@/components/ui/form";
import { BRANCH_KIND_LABELS } from "@/lib/branches/labels";
import { formatDate, type PlainDate } from "@/lib/dates/plain-date";
import { LEGAL_FORM_LABELS, OWNERSHIP_LABELS } from "@/lib/enterprises/labels";
import type { FormAction } from "@/lib/forms/state";
import { type BranchKind, LegalForm, Ownership } from "@/lib/generated/prisma/enums";
import { ASSOCIATION_KINDS } from "@/lib/plans/rules";

/** What of a plan is the province's to set. The paper's own words are not here: they do not change. */
export const PlanSettingsForm = ({
  plan,
  requestId,
  action,
}: {
  plan: {
    id: string;
    version: number;
    scopeLegalForms: readonly LegalForm[];
    scopeOwnerships: readonly Ownership[];
    scopeSuspended: boolean;
    scopeNote: string | null;
    associationKinds: readonly BranchKind[];
    baselineOn: PlainDate;
    baselineNote: string | null;
    dueOn: PlainDate | null;
    idleDays: number;
  };
  requestId: string;
  action: FormAction;
}) => (
  <ActionForm action={action} requestId={requestId} version={plan.version} hidden={{ planId: plan.id }}>
    <CheckboxesField
      name="scopeLegalForms"
      legend="Loại hình được tính"
      hint="Đổi lựa chọn là đổi mọi con số của kế hoạch; cách tính được in cạnh các con số."
      defaultValues={plan.scopeLegalForms}
      options={Object.values(LegalForm).map((value) => ({ value, label: LEGAL_FORM_LABELS[value] }))}
    />
    <CheckboxesField
      name="scopeOwnerships"
      legend="Khu vực kinh tế được tính"
      defaultValues={plan.scopeOwnerships}
      options={Object.values(Ownership).map((value) => ({ value, label: OWNERSHIP_LABELS[value] }))}
    />
    <CheckboxField
      name="scopeSuspended"
      label="Tính cả doanh nghiệp tạm ngừng"
      defaultChecked={plan.scopeSuspended}
    />
    <CheckboxesField
      name="associationKinds"
      legend="Loại tổ chức Hội được tính"
      hint="Tổ chức không được tính thì không làm doanh nghiệp thành nơi có Hội, cũng không thay được tổ chức Đoàn."
      defaultValues={plan.associationKinds}
      options={ASSOCIATION_KINDS.map((value) => ({ value, label: BRANCH_KIND_LABELS[value] }))}
    />
    <TextArea name="scopeNote" label="Ghi chú về phạm vi" defaultValue={plan.scopeNote} rows={5} />
    <DateField
      name="baselineOn"
      label="Ngày chốt hiện trạng"
      hint="Mục tiêu lập từ nay lấy hiện trạng ngày này để xác định củng cố hay thành lập; mục tiêu đã lập giữ nguyên loại."
      defaultValue={formatDate(plan.baselineOn)}
      required
    />
    <TextArea name="baselineNote" label="Ghi chú về ngày chốt" defaultValue={plan.baselineNote} />
    <DateField
      name="dueOn"
      label="Thời hạn"
      hint="Chỉ nhập khi cấp trên đã giao. Để trống: chưa giao thời hạn"
      defaultValue={plan.dueOn && formatDate(plan.dueOn)}
    />
    <NumberField
      name="idleDays"
      label="Số ngày không có việc mới thì coi là bỏ dở"
      hint="Mục tiêu đang làm mà im lặng lâu hơn số ngày này thì thành có nguy cơ"
      defaultValue={plan.idleDays}
      required
    />
    <SubmitButton>Lưu cách tính, thời hạn</SubmitButton>
  </ActionForm>
);
