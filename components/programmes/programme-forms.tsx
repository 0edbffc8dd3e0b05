import {
  ActionForm,
  CheckboxesField,
  DateField,
  type Option,
  SelectField,
  SubmitButton,
  TextArea,
  TextField,
} from "@/components/ui/form";
import { ACTIVITY_FORM_LABELS, ACTIVITY_KIND_LABELS } from "@/lib/activities/labels";
import { formatDate } from "@/lib/dates/plain-date";
import { optionsOf } from "@/lib/enterprises/labels";
import type { FormAction } from "@/lib/forms/state";
import type { ItemRow, ProgrammePage } from "@/lib/programmes/queries";
import { NEED_LABELS, type Need } from "@/lib/surveys/labels";

const FORM = "max-w-2xl space-y-5";

export const ProgrammeForm = ({
  action,
  requestId,
  units,
  given,
}: {
  action: FormAction;
  requestId: string;
  units: readonly Option[];
  given?: ProgrammePage;
}) => {
  const [only] = units;
  const isOne = given !== undefined || units.length === 1;
  return (
    <ActionForm
      action={action}
      requestId={requestId}
      {...(given && { version: given.version })}
      hidden={{
        ...(given && { programmeId: given.id }),
        ...(isOne && { unitId: given?.unitId ?? only?.value ?? "" }),
      }}
      className={FORM}
    >
      {!isOne && <SelectField name="unitId" label="Đơn vị" required empty="Chọn đơn vị" options={units} />}
      <TextField
        name="title"
        label="Tên chương trình"
        hint="Ví dụ: Chương trình tháng thanh niên 2015"
        required
        maxLength={200}
        defaultValue={given?.title ?? null}
      />
      <DateField
        name="startsOn"
        label="Từ ngày"
        required
        defaultValue={given ? formatDate(given.startsOn) : null}
      />
      <DateField
        name="endsOn"
        label="Đến ngày"
        required
        defaultValue={given ? formatDate(given.endsOn) : null}
      />
      <TextArea name="note" label="Ghi chú" rows={2} defaultValue={given?.note ?? null} />
      <SubmitButton>{given ? "Lưu" : "Lập chương trình"}</SubmitButton>
    </ActionForm>
  );
};

export const ItemForm = ({
  action,
  requestId,
  programmeId,
  branches,
  given,
  version,
  needs = [],
}: {
  action: FormAction;
  requestId: string;
  programmeId: string;
  /** Organisations of the unit that could do it. */
  branches: readonly Option[];
  given?: ItemRow;
  /** How often the item was changed before it was shown. */
  version?: number;
  needs?: readonly Need[];
}) => (
  <ActionForm
    action={action}
    requestId={requestId}
    hidden={given ? { itemId: given.itemId } : { programmeId }}
    {...(version !== undefined && { version })}
    className={FORM}
  >
    <CheckboxesField
      name="needs"
      legend="Đáp ứng nhu cầu"
      hint="Chọn những nhu cầu mà hoạt động này trả lời"
      options={optionsOf(NEED_LABELS)}
      defaultValues={given?.needs ?? needs}
    />
    <TextField
      name="title"
      label="Hoạt động dự kiến"
      required
      maxLength={200}
      defaultValue={given?.title ?? null}
    />
    <SelectField
      name="kind"
      label="Loại"
      required
      options={optionsOf(ACTIVITY_KIND_LABELS)}
      defaultValue={given?.kind ?? null}
    />
    <SelectField
      name="form"
      label="Hình thức"
      empty="Chưa chọn"
      hint="Doanh nghiệp làm ca thì chọn hình thức theo ca hoặc trực tuyến"
      options={optionsOf(ACTIVITY_FORM_LABELS)}
      defaultValue={given?.form ?? null}
    />
    <DateField
      name="plannedOn"
      label="Ngày dự kiến"
      required
      defaultValue={given ? formatDate(given.plannedOn) : null}
    />
    <SelectField
      name="branchId"
      label="Tổ chức thực hiện"
      empty="Đơn vị tự làm"
      options={branches}
      defaultValue={given?.branchId ?? null}
    />
    <TextField
      name="responsible"
      label="Ai phụ trách"
      hint="Chức danh, ví dụ: Phó bí thư huyện đoàn"
      required
      maxLength={200}
      defaultValue={given?.responsible ?? null}
    />
    <TextField
      name="audience"
      label="Cho ai"
      hint="Ví dụ: thanh niên công nhân ở trọ"
      maxLength={200}
      defaultValue={given?.audience ?? null}
    />
    {given && <TextField name="why" label="Vì sao sửa" required maxLength={300} />}
    <SubmitButton>{given ? "Lưu bản sửa" : "Đưa vào chương trình"}</SubmitButton>
  </ActionForm>
);

export const RemoveItemForm = ({
  action,
  requestId,
  itemId,
}: {
  action: FormAction;
  requestId: string;
  itemId: string;
}) => (
  <ActionForm action={action} requestId={requestId} hidden={{ itemId }} className={FORM}>
    <TextField name="why" label="Vì sao bỏ" required maxLength={300} />
    <SubmitButton tone="danger">Bỏ khỏi chương trình</SubmitButton>
  </ActionForm>
);
