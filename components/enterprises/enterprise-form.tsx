import {
  ActionForm,
  CheckboxField,
  ConfirmWarnings,
  DateField,
  NumberField,
  type Option,
  RadioField,
  SelectField,
  SubmitButton,
  TextArea,
  TextField,
} from "@/components/ui/form";
import { LiveHint } from "@/components/ui/live-hint";
import { formatDate } from "@/lib/dates/plain-date";
import { LEGAL_FORM_LABELS, OWNERSHIP_LABELS, optionsOf, STATUS_LABELS } from "@/lib/enterprises/labels";
import type { FormAction } from "@/lib/forms/state";
import { formatTaxCode } from "@/lib/text/tax-code";

type Given = {
  id: string;
  version: number;
  name: string;
  shortName: string | null;
  taxCode: string | null;
  taxBranch: string | null;
  hasNoTaxCode: boolean;
  legalForm: string;
  ownership: string;
  status: string;
  industry: string | null;
  areaId: string;
  address: string | null;
  startedYear: number | null;
  representative: string | null;
  phone: string | null;
  isHeadOffice: boolean;
  entrepreneurSince: string | null;
};

type Props = {
  action: FormAction;
  requestId: string;
  communes: readonly Option[];
  /** Units to register for; absent when an enterprise is changed. */
  units?: readonly Option[];
  given?: Given;
};

/** The facts of an enterprise: one form to register it and to change it. */
export function EnterpriseForm({ action, requestId, communes, units, given }: Props) {
  return (
    <ActionForm
      action={action}
      requestId={requestId}
      {...(given && { version: given.version, hidden: { enterpriseId: given.id } })}
      className="max-w-3xl space-y-6"
    >
      <LiveHint
        url="/api/suggest/enterprises"
        fields={["name", "taxCode", "enterpriseId"]}
        title="Có thể đã có trong danh sách của bạn:"
      >
        <TextField
          name="name"
          label="Tên đầy đủ"
          required
          maxLength={200}
          defaultValue={given?.name ?? null}
        />
        <TextField
          name="shortName"
          label="Tên viết tắt"
          maxLength={100}
          defaultValue={given?.shortName ?? null}
        />
        <TextField
          name="taxCode"
          label="Mã số thuế"
          hint="10 chữ số; chi nhánh thêm 3 chữ số; hộ kinh doanh có thể dùng số định danh 12 chữ số"
          inputMode="numeric"
          maxLength={20}
          defaultValue={given?.taxCode ? formatTaxCode(given.taxCode, given.taxBranch ?? undefined) : null}
        />
      </LiveHint>
      <CheckboxField
        name="hasNoTaxCode"
        label="Chưa có mã số thuế"
        defaultChecked={given?.hasNoTaxCode ?? false}
      />
      <div className="grid gap-5 sm:grid-cols-2">
        <SelectField
          name="legalForm"
          label="Loại hình"
          required
          empty="Chọn loại hình"
          options={optionsOf(LEGAL_FORM_LABELS)}
          defaultValue={given?.legalForm ?? null}
        />
        <SelectField
          name="ownership"
          label="Khu vực sở hữu"
          required
          empty="Chọn khu vực"
          options={optionsOf(OWNERSHIP_LABELS)}
          defaultValue={given?.ownership ?? null}
        />
        <SelectField
          name="areaId"
          label="Xã, phường, thị trấn"
          required
          empty="Chọn nơi đặt trụ sở"
          options={communes}
          defaultValue={given?.areaId ?? null}
        />
        <TextField
          name="address"
          label="Thôn, tổ, đường"
          maxLength={200}
          defaultValue={given?.address ?? null}
        />
        <TextField
          name="industry"
          label="Ngành nghề chính"
          maxLength={200}
          defaultValue={given?.industry ?? null}
        />
        <NumberField
          name="startedYear"
          label="Năm bắt đầu hoạt động"
          defaultValue={given?.startedYear ?? null}
        />
        <TextField
          name="representative"
          label="Chủ hoặc người đại diện"
          maxLength={120}
          defaultValue={given?.representative ?? null}
        />
        <TextField
          name="phone"
          label="Điện thoại"
          type="tel"
          inputMode="tel"
          defaultValue={given?.phone ?? null}
        />
        <SelectField
          name="status"
          label="Tình trạng"
          required
          options={optionsOf(STATUS_LABELS)}
          defaultValue={given?.status ?? "active"}
        />
        <DateField
          name="entrepreneurSince"
          label="Hội viên Hội Doanh nhân trẻ từ ngày"
          hint="Để trống nếu không phải hội viên"
          defaultValue={given?.entrepreneurSince ? formatDate(given.entrepreneurSince) : null}
        />
      </div>
      <CheckboxField
        name="isHeadOffice"
        label="Trụ sở chính (bỏ chọn nếu là chi nhánh)"
        defaultChecked={given?.isHeadOffice ?? true}
      />
      {units && (
        <>
          <SelectField
            name="unitId"
            label="Đơn vị quản lý (phần Đoàn và phần Hội)"
            required
            options={units}
            defaultValue={units[0]?.value ?? null}
          />
          <DateField
            name="validFrom"
            label="Hoạt động trên địa bàn từ ngày"
            hint="Để trống: tính từ hôm nay"
          />
          <ConfirmWarnings label="Tôi đã xem, đây là doanh nghiệp khác: vẫn đăng ký" />
          <SubmitButton>Đăng ký doanh nghiệp</SubmitButton>
        </>
      )}
      {given && (
        <>
          <RadioField
            name="kind"
            legend="Nếu tên, loại hình, khu vực sở hữu, tình trạng hoặc nơi đặt trụ sở khác trước, đây là"
            options={[
              { value: "change", label: "Thay đổi thật", hint: "Doanh nghiệp khác trước kể từ một ngày" },
              { value: "correction", label: "Sửa sai", hint: "Trước đây ghi không đúng" },
            ]}
          />
          <DateField
            name="validFrom"
            label="Thay đổi từ ngày"
            hint="Chỉ cần khi là thay đổi thật, ví dụ 5/3/2014"
          />
          <TextArea name="reason" label="Lý do, căn cứ" />
          <SubmitButton>Lưu</SubmitButton>
        </>
      )}
    </ActionForm>
  );
}
