import { ProofFields } from "@/components/access/proof-fields";
import {
  ActionForm,
  CheckboxesField,
  DateField,
  NumberField,
  type Option,
  RadioField,
  SelectField,
  SubmitButton,
  TextArea,
  TextField,
} from "@/components/ui/form";
import { LINE_LABELS } from "@/lib/access/labels";
import {
  CASE_MOVE_LABELS,
  CASE_OUTCOME_LABELS,
  CASE_STAGE_LABELS,
  PARTY_ANSWER_LABELS,
  REASON_WHY_LABELS,
} from "@/lib/cases/labels";
import { MOVING_STAGES, OPTIONAL_STAGES, type ReasonWhy, type Scheme } from "@/lib/cases/rules";
import { ISSUE_CATEGORY_LABELS } from "@/lib/feedback/labels";
import type { FormAction, ProofNeeded } from "@/lib/forms/state";
import type { CaseMove, Line } from "@/lib/generated/prisma/enums";

type Base = { action: FormAction; requestId: string };

export const OpenCaseForm = ({
  action,
  requestId,
  enterpriseId,
  today,
  lines,
}: Base & { enterpriseId: string; today: string; lines: readonly { value: string; label: string }[] }) => (
  <ActionForm action={action} requestId={requestId} hidden={{ enterpriseId }} className="max-w-2xl space-y-5">
    <RadioField
      name="line"
      legend="Vận động thành lập"
      options={lines}
      defaultValue={lines[0]?.value ?? null}
    />
    <DateField name="openedOn" label="Ngày bắt đầu" required defaultValue={today} />
    <TextArea name="note" label="Phương án, ghi chú" />
    <SubmitButton>Mở hồ sơ</SubmitButton>
  </ActionForm>
);

const optionsOf = <Value extends string>(labels: Readonly<Record<Value, string>>): Option[] =>
  Object.entries<string>(labels).map(([value, label]) => ({ value, label }));

/** What a move asks for beside its day and its reason. */
const MoveFields = ({ move, line }: { move: CaseMove; line: Line }) => {
  switch (move) {
    case "reported":
      return (
        <>
          <RadioField
            name="answer"
            legend="Ý kiến của cấp ủy"
            options={optionsOf(PARTY_ANSWER_LABELS)}
            defaultValue="waiting"
          />
          <TextField name="documentNumber" label="Số văn bản báo cáo hoặc trả lời" maxLength={60} />
          <DateField name="documentOn" label="Ngày văn bản" />
        </>
      );
    case "submitted":
      return (
        <>
          <TextField name="documentNumber" label="Số tờ trình" maxLength={60} />
          <DateField name="documentOn" label="Ngày tờ trình" />
        </>
      );
    case "appraised":
      return (
        <>
          <TextField name="documentNumber" label="Số biên bản thẩm định" required maxLength={60} />
          <DateField name="documentOn" label="Ngày biên bản" required />
        </>
      );
    case "launched":
      return <TextField name="place" label="Nơi tổ chức lễ ra mắt" required maxLength={200} />;
    case "hard":
    case "refused":
      return <CategoryField />;
    case "paused":
      return (
        <>
          <CategoryField />
          <DateField name="until" label="Dự kiến đến ngày" hint="Bỏ trống nếu chưa biết" />
        </>
      );
    case "closed":
      return (
        <RadioField
          name="outcome"
          legend="Kết quả"
          options={[
            { value: "done", label: CASE_OUTCOME_LABELS.done, hint: doneMeans(line) },
            { value: "dropped", label: CASE_OUTCOME_LABELS.dropped },
          ]}
        />
      );
    default:
      return null;
  }
};

const doneMeans = (line: Line): string =>
  `Có tổ chức ${LINE_LABELS[line]}; nếu là phương án thay thế thì tổ chức thay thế phải có hoạt động (V35)`;

const CategoryField = () => (
  <SelectField
    name="category"
    label="Loại khó khăn"
    required
    empty="Chọn loại khó khăn"
    options={optionsOf(ISSUE_CATEGORY_LABELS)}
  />
);

/** One step of a case: its day, what it asks for, and why where it is not the next step. */
export const CaseMoveForm = ({
  caseId,
  version,
  move,
  line,
  reasonWhy,
  today,
  ...form
}: Base & {
  caseId: string;
  version: number;
  move: CaseMove;
  line: Line;
  /** Why a reason is asked for; null where it may be left out. */
  reasonWhy: ReasonWhy | null;
  today: string;
}) => (
  <ActionForm {...form} version={version} hidden={{ caseId, move }} className="max-w-2xl space-y-5">
    <DateField name="on" label="Ngày" required defaultValue={today} />
    <MoveFields move={move} line={line} />
    <TextArea
      name="reason"
      label={reasonWhy ? "Lý do" : "Ghi chú"}
      rows={2}
      {...(reasonWhy && { required: true })}
      {...(reasonWhy && reasonWhy !== "always" && { hint: REASON_WHY_LABELS[reasonWhy] })}
    />
    <SubmitButton {...(move === "closed" && { tone: "danger" as const })}>
      {CASE_MOVE_LABELS[move]}
    </SubmitButton>
  </ActionForm>
);

export const VoidStepForm = ({
  stepId,
  caseId,
  version,
  ...form
}: Base & { stepId: string; caseId: string; version: number }) => (
  <ActionForm {...form} version={version} hidden={{ stepId, caseId }} className="max-w-2xl space-y-5">
    <TextArea name="reason" label="Bước này sai ở đâu" required rows={2} />
    <SubmitButton tone="quiet">Bỏ bước này</SubmitButton>
  </ActionForm>
);

/** A paper of the dossier: there with its day and number; with the day emptied, not there. */
export const PaperForm = ({
  caseId,
  kind,
  label,
  on,
  note,
  ...form
}: Base & { caseId: string; kind: string; label: string; on: string; note: string | null }) => (
  <ActionForm {...form} hidden={{ caseId, kind }} className="flex flex-wrap items-end gap-3">
    <DateField name="on" label={`Ngày: ${label}`} hint="Để trống nếu chưa có" defaultValue={on} />
    <TextField name="note" label="Số, ghi chú" maxLength={200} defaultValue={note} />
    <SubmitButton tone="quiet">Lưu</SubmitButton>
  </ActionForm>
);

/** Which optional steps a province takes, and the idle days of each stage; from a day on, so that older cases keep theirs. */
export const SchemeForm = ({
  provinceId,
  current,
  today,
  ...form
}: Base & { provinceId: string; current: Scheme; today: string }) => (
  <ActionForm {...form} hidden={{ provinceId }} className="max-w-2xl space-y-5">
    <DateField name="validFrom" label="Áp dụng cho hồ sơ mở từ ngày" required defaultValue={today} />
    <CheckboxesField
      name="stages"
      legend="Bước có thể bỏ mà tỉnh vẫn dùng"
      options={OPTIONAL_STAGES.map((stage) => ({ value: stage, label: CASE_STAGE_LABELS[stage] }))}
      defaultValues={current.stages}
    />
    <fieldset className="space-y-3">
      <legend className="font-medium">Quá bao nhiêu ngày không đi tiếp thì coi là chậm</legend>
      <div className="grid gap-4 sm:grid-cols-2">
        {MOVING_STAGES.map((stage) => (
          <NumberField
            key={stage}
            name={`days_${stage}`}
            label={CASE_STAGE_LABELS[stage]}
            defaultValue={current.idleDays[stage] ?? null}
          />
        ))}
      </div>
    </fieldset>
    <TextArea name="reason" label="Lý do, văn bản hướng dẫn" required rows={2} />
    <SubmitButton>Áp dụng</SubmitButton>
  </ActionForm>
);

export const OverrideDecisionForm = ({
  action,
  requestId,
  overrideId,
  version,
  proofNeeded,
}: Base & { overrideId: string; version: number; proofNeeded: ProofNeeded }) => (
  <ActionForm action={action} requestId={requestId} version={version} hidden={{ overrideId }}>
    <RadioField
      name="decision"
      legend="Quyết định"
      options={[
        { value: "granted", label: "Đồng ý" },
        { value: "refused", label: "Không đồng ý" },
      ]}
    />
    <TextArea name="decisionNote" label="Ý kiến" required rows={2} />
    <ProofFields needed={proofNeeded} />
    <SubmitButton>Gửi quyết định</SubmitButton>
  </ActionForm>
);
