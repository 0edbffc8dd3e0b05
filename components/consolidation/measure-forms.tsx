import {
  ActionForm,
  DateField,
  RadioField,
  SelectField,
  SubmitButton,
  TextArea,
  TextField,
} from "@/components/ui/form";
import { MEASURE_KIND_LABELS } from "@/lib/branches/labels";
import { formatDate, type PlainDate } from "@/lib/dates/plain-date";
import { optionsOf } from "@/lib/enterprises/labels";
import type { FormAction } from "@/lib/forms/state";
import type { MeasureKind } from "@/lib/generated/prisma/enums";

type Base = { action: FormAction; requestId: string };
type Versioned = Base & { measureId: string; version: number };
type Keepers = readonly { id: string; name: string; role: "unit_officer" | "branch_secretary" }[];

const ROLES = { unit_officer: "cán bộ đơn vị", branch_secretary: "người đứng đầu tổ chức" } as const;

type Said = {
  kind?: MeasureKind | undefined;
  weakness: string;
  measure?: string | undefined;
  responsible?: string | undefined;
  responsibleId?: string | null;
  startedOn: PlainDate;
  dueOn?: PlainDate | null;
};

const date = (on: PlainDate | null | undefined) => (on ? formatDate(on) : null);

/** What a measure says: the same fields when it is begun and when it is corrected. */
const MeasureFields = ({ said, keepers }: { said: Said; keepers: Keepers }) => (
  <>
    <RadioField
      name="kind"
      legend="Biện pháp"
      options={optionsOf(MEASURE_KIND_LABELS)}
      {...(said.kind && { defaultValue: said.kind })}
    />
    <TextArea name="weakness" label="Điểm yếu" required defaultValue={said.weakness} />
    <TextArea
      name="measure"
      label="Việc sẽ làm"
      required
      {...(said.measure && { defaultValue: said.measure })}
    />
    <SelectField
      name="responsibleId"
      label="Người phụ trách"
      hint="Người được chọn thấy việc này trong danh sách việc của mình"
      empty="Người khác: ghi tên ở ô dưới"
      options={keepers.map(({ id, name, role }) => ({ value: id, label: `${name} (${ROLES[role]})` }))}
      {...(said.responsibleId && { defaultValue: said.responsibleId })}
    />
    <TextField
      name="responsible"
      label="Người phụ trách khác"
      hint="Ghi khi người phụ trách không có tài khoản"
      maxLength={200}
      {...(said.responsible && !said.responsibleId && { defaultValue: said.responsible })}
    />
    <div className="grid gap-5 sm:grid-cols-2">
      <DateField
        name="startedOn"
        label="Bắt đầu từ ngày"
        required
        defaultValue={formatDate(said.startedOn)}
      />
      <DateField name="dueOn" label="Thời hạn" defaultValue={date(said.dueOn)} />
    </div>
  </>
);

export const MeasureForm = ({
  action,
  requestId,
  branchId,
  said,
  keepers,
}: Base & { branchId: string; said: Said; keepers: Keepers }) => (
  <ActionForm action={action} requestId={requestId} hidden={{ branchId }} className="max-w-2xl space-y-5">
    <MeasureFields said={said} keepers={keepers} />
    <SubmitButton>Đề ra biện pháp</SubmitButton>
  </ActionForm>
);

export const MeasureResultForm = ({
  action,
  requestId,
  measureId,
  version,
  today,
}: Versioned & { today: PlainDate }) => (
  <ActionForm
    action={action}
    requestId={requestId}
    version={version}
    hidden={{ measureId }}
    className="max-w-2xl space-y-5"
  >
    <DateField name="doneOn" label="Hoàn thành ngày" required defaultValue={formatDate(today)} />
    <TextArea name="result" label="Kết quả" required />
    <SubmitButton>Ghi hoàn thành</SubmitButton>
  </ActionForm>
);

export const MeasureExtensionForm = ({ action, requestId, measureId, version }: Versioned) => (
  <ActionForm
    action={action}
    requestId={requestId}
    version={version}
    hidden={{ measureId }}
    className="max-w-2xl space-y-5"
  >
    <DateField name="dueOn" label="Thời hạn mới" required />
    <TextArea name="reason" label="Lý do gia hạn" required />
    <SubmitButton>Gia hạn</SubmitButton>
  </ActionForm>
);

export const MeasureCorrectionForm = ({
  action,
  requestId,
  measureId,
  version,
  said,
  ended,
  keepers,
}: Versioned & { said: Said; ended: { doneOn: PlainDate; result: string } | null; keepers: Keepers }) => (
  <ActionForm
    action={action}
    requestId={requestId}
    version={version}
    hidden={{ measureId }}
    className="max-w-2xl space-y-5"
  >
    <MeasureFields said={said} keepers={keepers} />
    {ended && (
      <>
        <DateField name="doneOn" label="Hoàn thành ngày" required defaultValue={formatDate(ended.doneOn)} />
        <TextArea name="result" label="Kết quả" required defaultValue={ended.result} />
      </>
    )}
    <TextArea name="reason" label="Lý do sửa" required />
    <SubmitButton>Lưu bản sửa</SubmitButton>
  </ActionForm>
);

export const MeasureWithdrawalForm = ({ action, requestId, measureId, version }: Versioned) => (
  <ActionForm
    action={action}
    requestId={requestId}
    version={version}
    hidden={{ measureId }}
    className="max-w-2xl space-y-5"
  >
    <TextArea
      name="reason"
      label="Lý do rút"
      hint="Biện pháp rút đi không tính là đã củng cố; vẫn còn trong lịch sử"
      required
    />
    <SubmitButton tone="danger">Rút biện pháp</SubmitButton>
  </ActionForm>
);
