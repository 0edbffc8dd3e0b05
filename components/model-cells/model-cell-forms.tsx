import { Badge } from "@/components/ui/basics";
import {
  ActionForm,
  CheckboxField,
  DateField,
  NumberField,
  SelectField,
  SubmitButton,
  TextArea,
  TextField,
} from "@/components/ui/form";
import { formatDate, type PlainDate } from "@/lib/dates/plain-date";
import { optionsOf } from "@/lib/enterprises/labels";
import type { FormAction } from "@/lib/forms/state";
import { FACT_LABELS, MOVE_LABELS } from "@/lib/model-cells/labels";
import type { Criteria, ModelCellPage } from "@/lib/model-cells/queries";
import { criterionField, type Move, noteField, pointsField } from "@/lib/model-cells/rules";

type Base = { action: FormAction; requestId: string };

export const RegistrationForm = ({
  action,
  requestId,
  branchId,
  years,
  today,
}: Base & { branchId: string; years: readonly number[]; today: PlainDate }) => (
  <ActionForm action={action} requestId={requestId} hidden={{ branchId }} className="max-w-2xl space-y-5">
    <SelectField
      name="year"
      label="Năm đăng ký"
      required
      options={years.map((year) => ({ value: String(year), label: String(year) }))}
      defaultValue={String(years[0])}
    />
    <DateField name="on" label="Ngày đăng ký" required defaultValue={formatDate(today)} />
    <TextArea name="note" label="Ghi chú" rows={2} />
    <SubmitButton>Đăng ký chi đoàn mạnh</SubmitButton>
  </ActionForm>
);

type Step = Base & { modelCellId: string; today: PlainDate };

/** Points for every criterion in one form, with what the program knows beside each. */
export const ScoresForm = ({
  action,
  requestId,
  modelCellId,
  today,
  move,
  criteria,
}: Step & { move: "self_scored" | "checked"; criteria: ModelCellPage["criteria"] }) => (
  <ActionForm action={action} requestId={requestId} hidden={{ modelCellId }} className="space-y-5">
    <ol className="divide-y divide-(--line)">
      {criteria.map((criterion) => {
        const said = move === "checked" ? (criterion.superior ?? criterion.self) : criterion.self;
        return (
          <li key={criterion.id} className="space-y-3 py-4">
            <p className="font-semibold">
              {`${criterion.order}. ${criterion.text} `}
              {criterion.isRequired && <Badge tone="accent">Bắt buộc</Badge>}
            </p>
            <p className="text-(--ink-soft) text-sm">
              {[
                criterion.fact &&
                  criterion.known &&
                  `${FACT_LABELS[criterion.fact]} theo phần mềm: ${criterion.known.words}`,
                move === "checked" &&
                  criterion.self &&
                  `chi đoàn tự chấm ${criterion.self.points}${criterion.self.note ? `: ${criterion.self.note}` : ""}`,
              ]
                .filter(Boolean)
                .join(" · ")}
            </p>
            <div className="grid gap-4 sm:grid-cols-[10rem_1fr]">
              <NumberField
                name={pointsField(criterion.id)}
                label={`Điểm (tối đa ${criterion.points})`}
                required
                {...(said && { defaultValue: said.points })}
              />
              <TextArea
                name={noteField(criterion.id)}
                label={move === "checked" ? "Lý do khi chấm khác" : "Minh chứng"}
                rows={2}
                {...(move === "checked"
                  ? { defaultValue: criterion.superior?.note ?? null }
                  : { defaultValue: criterion.self?.note ?? null })}
              />
            </div>
          </li>
        );
      })}
    </ol>
    <DateField name="on" label="Ngày chấm" required defaultValue={formatDate(today)} className="max-w-xs" />
    <SubmitButton>{MOVE_LABELS[move]}</SubmitButton>
  </ActionForm>
);

export const DecisionForm = ({ action, requestId, modelCellId, today }: Step) => (
  <ActionForm action={action} requestId={requestId} hidden={{ modelCellId }} className="max-w-2xl space-y-5">
    <TextField name="documentNumber" label="Số, ký hiệu quyết định" required maxLength={60} />
    <DateField name="on" label="Ngày quyết định" required defaultValue={formatDate(today)} />
    <TextArea name="note" label="Ghi chú" rows={2} />
    <SubmitButton>{MOVE_LABELS.recognised}</SubmitButton>
  </ActionForm>
);

export const RefusalForm = ({ action, requestId, modelCellId, today, move }: Step & { move: Move }) => (
  <ActionForm action={action} requestId={requestId} hidden={{ modelCellId }} className="max-w-2xl space-y-5">
    <TextArea name="note" label="Lý do" required />
    <DateField name="on" label="Ngày" required defaultValue={formatDate(today)} />
    {move === "revoked" && <TextField name="documentNumber" label="Số, ký hiệu quyết định" maxLength={60} />}
    <SubmitButton tone="danger">{MOVE_LABELS[move]}</SubmitButton>
  </ActionForm>
);

/** All criteria of a year with one save; a row left blank is no criterion. */
export const CriteriaForm = ({
  action,
  requestId,
  year,
  set,
  rows,
}: Base & { year: number; set: Criteria | null; rows: number }) => (
  <ActionForm
    action={action}
    requestId={requestId}
    {...(set && { version: set.version })}
    hidden={{ year: String(year) }}
    className="space-y-5"
  >
    <div className="grid max-w-3xl gap-5 sm:grid-cols-[1fr_12rem]">
      <TextField
        name="name"
        label="Tên bộ tiêu chí, văn bản ban hành"
        required
        maxLength={200}
        defaultValue={set?.name ?? null}
      />
      <NumberField
        name="passPoints"
        label="Điểm tối thiểu"
        hint="Để trống khi văn bản không quy định"
        defaultValue={set?.passPoints ?? null}
      />
    </div>
    <TextArea name="note" label="Ghi chú" rows={2} defaultValue={set?.note ?? null} className="max-w-3xl" />
    <ol className="divide-y divide-(--line)">
      {/* The place of a row is all that tells it from the others. */}
      {[...Array(rows).keys()].map((row) => {
        const criterion = set?.criteria[row];
        return (
          <li key={row} className="space-y-3 py-4">
            <TextArea
              name={criterionField(row, "text")}
              label={`Tiêu chí ${row + 1}`}
              rows={2}
              defaultValue={criterion?.text ?? null}
            />
            <div className="grid gap-4 sm:grid-cols-[10rem_1fr_1fr] sm:items-end">
              <NumberField
                name={criterionField(row, "points")}
                label="Điểm tối đa"
                defaultValue={criterion?.points ?? null}
              />
              <SelectField
                name={criterionField(row, "fact")}
                label="Phần mềm đối chiếu"
                empty="Không có"
                options={optionsOf(FACT_LABELS)}
                defaultValue={criterion?.fact ?? null}
              />
              <CheckboxField
                name={criterionField(row, "required")}
                label="Bắt buộc đạt đủ điểm"
                defaultChecked={criterion?.isRequired ?? false}
              />
            </div>
          </li>
        );
      })}
    </ol>
    <SubmitButton>Lưu bộ tiêu chí</SubmitButton>
  </ActionForm>
);

export const CloneForm = ({
  action,
  requestId,
  fromYear,
  year,
}: Base & { fromYear: number; year: number }) => (
  <ActionForm
    action={action}
    requestId={requestId}
    hidden={{ fromYear: String(fromYear) }}
    className="max-w-sm space-y-5"
  >
    <NumberField name="year" label="Chép sang năm" required defaultValue={year} />
    <SubmitButton>Chép thành bộ mới</SubmitButton>
  </ActionForm>
);
