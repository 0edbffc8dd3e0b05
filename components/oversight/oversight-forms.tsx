import type { Desk } from "@/components/advice/advice-forms";
import {
  ActionForm,
  DateField,
  type Option,
  RadioField,
  SelectField,
  SubmitButton,
  TextArea,
  TextField,
} from "@/components/ui/form";
import { LINE_LABELS } from "@/lib/access/labels";
import { optionsOf } from "@/lib/enterprises/labels";
import type { FormAction } from "@/lib/forms/state";
import type { RemedyMove } from "@/lib/generated/prisma/enums";
import { REMEDY_STEP_LABELS } from "@/lib/oversight/labels";

type Base = { action: FormAction; requestId: string };
type About = { desks: readonly Desk[]; targets: readonly Option[] };

/** About whom, in whose name, on which line: asked only where there is a choice. */
const AboutFields = ({ desks, targets, label }: About & { label: string }) => {
  const lines = [...new Set(desks.flatMap((desk) => desk.lines))];
  const [first] = desks;
  const [only] = targets;
  return (
    <>
      {targets.length > 1 ? (
        <SelectField name="target" label={label} required empty="Chọn" options={targets} />
      ) : (
        <input type="hidden" name="target" value={only?.value ?? ""} />
      )}
      {desks.length > 1 ? (
        <SelectField
          name="byUnitId"
          label="Đơn vị thực hiện"
          required
          options={desks.map(({ id, name }) => ({ value: id, label: name }))}
          defaultValue={first?.id ?? null}
        />
      ) : (
        <input type="hidden" name="byUnitId" value={first?.id ?? ""} />
      )}
      {lines.length > 1 && !only?.value.startsWith("branch:") ? (
        <RadioField
          name="line"
          legend="Thuộc phần"
          hint="Của một tổ chức thì theo phần của tổ chức đó."
          options={optionsOf(LINE_LABELS)}
          defaultValue="union"
        />
      ) : (
        <input type="hidden" name="line" value={lines[0] ?? "union"} />
      )}
    </>
  );
};

export const InspectionForm = ({ action, requestId, ...about }: Base & About) => (
  <ActionForm action={action} requestId={requestId} className="max-w-2xl space-y-5">
    <AboutFields {...about} label="Nơi được kiểm tra" />
    <DateField name="on" label="Ngày kiểm tra" required />
    <TextField name="decisionNumber" label="Số quyết định, kế hoạch kiểm tra" maxLength={60} />
    <TextArea
      name="team"
      label="Đoàn kiểm tra"
      hint="Chức danh, đơn vị, ví dụ: Trưởng ban Tổ chức – Kiểm tra; cán bộ huyện đoàn"
      required
      rows={2}
    />
    <TextArea name="findings" label="Kết quả kiểm tra" required rows={5} />
    <SubmitButton>Ghi lần kiểm tra</SubmitButton>
  </ActionForm>
);

export const RequestForm = ({ action, requestId, inspectionId }: Base & { inspectionId: string }) => (
  <ActionForm action={action} requestId={requestId} hidden={{ inspectionId }} className="max-w-2xl space-y-4">
    <TextArea name="text" label="Yêu cầu khắc phục" required rows={2} />
    <DateField name="dueOn" label="Hạn khắc phục" hint="Để trống nếu không đặt hạn. Ví dụ 5/3/2014" />
    <SubmitButton tone="quiet">Thêm yêu cầu</SubmitButton>
  </ActionForm>
);

export const RemedyForm = ({
  action,
  requestId,
  remedyId,
  moves,
}: Base & { remedyId: string; moves: readonly RemedyMove[] }) => (
  <ActionForm action={action} requestId={requestId} hidden={{ remedyId }} className="max-w-2xl space-y-4">
    <RadioField
      name="move"
      legend="Ghi việc gì"
      options={moves.map((move) => ({ value: move, label: REMEDY_STEP_LABELS[move] }))}
      defaultValue={moves[0] ?? null}
    />
    <DateField name="on" label="Ngày" required />
    <TextArea name="note" label="Nội dung" hint="Đã làm gì, còn thiếu gì, vì sao" rows={2} />
    {moves.includes("extended") && (
      <DateField name="dueOn" label="Hạn mới, khi gia hạn" hint="Ví dụ 5/3/2014" />
    )}
    <SubmitButton>Ghi lại</SubmitButton>
  </ActionForm>
);

export const VisitForm = ({ action, requestId, ...about }: Base & About) => (
  <ActionForm action={action} requestId={requestId} className="max-w-2xl space-y-5">
    <AboutFields {...about} label="Nơi được hỗ trợ" />
    <DateField name="on" label="Ngày" required />
    <TextArea
      name="visitors"
      label="Ai đến"
      hint="Chức danh, đơn vị, ví dụ: Phó Bí thư Thành đoàn"
      required
      rows={2}
    />
    <TextField name="money" label="Kinh phí, đồng" hint="Ví dụ 2.000.000" maxLength={20} />
    <TextArea name="material" label="Tài liệu, hiện vật" rows={2} />
    <TextArea name="staff" label="Người giúp, việc đã giúp" rows={2} />
    <TextArea name="result" label="Kết quả" />
    <SubmitButton>Ghi lần hỗ trợ</SubmitButton>
  </ActionForm>
);

export const EvaluationForm = ({ action, requestId, ...about }: Base & About) => (
  <ActionForm action={action} requestId={requestId} className="max-w-2xl space-y-5">
    <AboutFields {...about} label="Nơi được đánh giá" />
    <DateField name="fromOn" label="Kỳ từ ngày" required />
    <DateField name="toOn" label="Đến hết ngày" required />
    <TextArea name="assessment" label="Đánh giá: làm được, chưa được" required rows={5} />
    <TextArea name="lessons" label="Rút kinh nghiệm" required rows={3} />
    <SubmitButton>Ghi đánh giá</SubmitButton>
  </ActionForm>
);
