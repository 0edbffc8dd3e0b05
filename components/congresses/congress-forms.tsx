import { ReadWarnings } from "@/components/branches/founding-problems";
import {
  ActionForm,
  DateField,
  NumberField,
  type Option,
  SelectField,
  SubmitButton,
  TextArea,
  TextField,
} from "@/components/ui/form";
import { CHOSEN_LABELS, MOVE_LABELS } from "@/lib/congresses/labels";
import { type Move, seatField } from "@/lib/congresses/rules";
import type { FormAction } from "@/lib/forms/state";
import type { Line } from "@/lib/generated/prisma/enums";

type Base = {
  action: FormAction;
  requestId: string;
  /** As it is typed: 15/12/2014. */
  today: string;
};

const FORM = "max-w-2xl space-y-5";

export const PlanForm = ({ action, requestId, today, branchId }: Base & { branchId: string }) => (
  <ActionForm action={action} requestId={requestId} hidden={{ branchId }} className={FORM}>
    <DateField name="plannedOn" label="Ngày dự kiến đại hội" required />
    <TextField
      name="term"
      label="Nhiệm kỳ"
      hint="Năm đầu và năm cuối, ví dụ 2014–2017"
      required
      maxLength={20}
    />
    <DateField
      name="termEndOn"
      label="Ngày hết nhiệm kỳ"
      hint="Chỉ khi văn bản ghi rõ ngày; không thì tính đến hết năm cuối"
    />
    <DateField name="on" label="Ngày lập kế hoạch" required defaultValue={today} />
    <TextArea name="note" label="Ghi chú" rows={2} />
    <ReadWarnings />
    <SubmitButton>Dự kiến đại hội</SubmitButton>
  </ActionForm>
);

export const ExtensionForm = ({
  action,
  requestId,
  branchId,
  isFirst,
  until,
  decidedBy,
}: Omit<Base, "today"> & {
  branchId: string;
  isFirst: boolean;
  /** The last day it may be put off to, as it is typed. */
  until: string | null;
  decidedBy: string;
}) => (
  <ActionForm action={action} requestId={requestId} hidden={{ branchId }} className={FORM}>
    <DateField
      name="extendedTo"
      label={isFirst ? "Hạn đại hội lần đầu" : "Gia hạn đến ngày"}
      hint={until ? `Nhiều nhất nửa nhiệm kỳ: đến ${until}` : undefined}
      required
    />
    <TextField name="decisionNumber" label={`Số quyết định của ${decidedBy}`} required maxLength={60} />
    <DateField name="decidedOn" label="Ngày quyết định" required />
    <TextArea name="reason" label="Lý do" required rows={2} />
    <SubmitButton>{isFirst ? "Ghi hạn đại hội lần đầu" : "Ghi gia hạn"}</SubmitButton>
  </ActionForm>
);

type MoveForm = Base & { congressId: string };

/** What the organisation does with a day and a word: begins, asks, submits, drops. */
export const AdvanceForm = ({
  action,
  requestId,
  today,
  congressId,
  move,
}: MoveForm & { move: Extract<Move, "prepare" | "ask" | "submit" | "cancel"> }) => (
  <ActionForm action={action} requestId={requestId} hidden={{ congressId, move }} className={FORM}>
    <DateField name="on" label="Ngày" required defaultValue={today} />
    {(move === "ask" || move === "submit") && (
      <TextField
        name="documentNumber"
        label={move === "ask" ? "Số văn bản xin phép" : "Số tờ trình"}
        hint="Nếu có"
        maxLength={60}
      />
    )}
    <TextArea name="note" label={move === "cancel" ? "Vì sao bỏ" : "Ghi chú"} rows={2} />
    <ReadWarnings />
    <SubmitButton {...(move === "cancel" && { tone: "danger" })}>{MOVE_LABELS[move]}</SubmitButton>
  </ActionForm>
);

const ANSWERS = {
  permit: { number: "Số văn bản cho phép", note: "Ghi chú", needsNote: false },
  send_back: { number: null, note: "Vì sao trả lại, cần sửa gì", needsNote: true },
  postpone: { number: "Số quyết định cho hoãn", note: "Lý do hoãn", needsNote: true },
} as const;

/** What the level above answers. */
export const AnswerForm = ({
  action,
  requestId,
  today,
  congressId,
  move,
}: MoveForm & { move: keyof typeof ANSWERS }) => {
  const { number, note, needsNote } = ANSWERS[move];
  return (
    <ActionForm action={action} requestId={requestId} hidden={{ congressId, move }} className={FORM}>
      {number && <TextField name="documentNumber" label={number} required maxLength={60} />}
      <DateField
        name="on"
        label={move === "send_back" ? "Ngày trả lại" : "Ngày văn bản"}
        required
        defaultValue={today}
      />
      {move === "postpone" && <DateField name="movedTo" label="Dự kiến mới" required />}
      <TextArea name="note" label={note} required={needsNote} rows={2} />
      <ReadWarnings />
      <SubmitButton {...(move !== "permit" && { tone: "quiet" })}>{MOVE_LABELS[move]}</SubmitButton>
    </ActionForm>
  );
};

export const RecogniseForm = ({ action, requestId, today, congressId }: MoveForm) => (
  <ActionForm action={action} requestId={requestId} hidden={{ congressId }} className={FORM}>
    <TextField name="documentNumber" label="Số quyết định công nhận, chuẩn y" required maxLength={60} />
    <DateField name="on" label="Ngày quyết định" required defaultValue={today} />
    <TextArea name="note" label="Ghi chú" rows={2} />
    <p className="text-(--ink-soft) text-sm">
      Công nhận thì chức vụ cũ kết thúc và những người được chọn giữ chức từ ngày đại hội; hạn đại hội lần tới
      được tính lại.
    </p>
    <SubmitButton>{MOVE_LABELS.recognise}</SubmitButton>
  </ActionForm>
);

/** One step of the preparation: ticked with its day, or the tick taken away. */
export const TickForm = ({
  action,
  requestId,
  today,
  congressId,
  code,
  label,
  isDone,
}: MoveForm & { code: string; label: string; isDone: boolean }) => (
  <ActionForm
    action={action}
    requestId={requestId}
    hidden={{ congressId, code, on: today, ...(!isDone && { isDone: "on" }) }}
  >
    <SubmitButton tone="quiet">
      {isDone ? "Bỏ đánh dấu" : "Đã xong"}
      <span className="sr-only">: {label}</span>
    </SubmitButton>
  </ActionForm>
);

/** Who came and who was chosen: a row for each post, none of which must be filled but the head's. */
export const ResultForm = ({
  action,
  requestId,
  congressId,
  line,
  day,
  called,
  present,
  rows,
  titles,
  candidates,
  chosen,
}: Omit<MoveForm, "today"> & {
  line: Line;
  day: string;
  called: number;
  present: number | null;
  rows: number;
  titles: readonly Option[];
  candidates: readonly Option[];
  chosen: readonly { title: string; person: string; reason: string | null }[];
}) => (
  <ActionForm action={action} requestId={requestId} hidden={{ congressId }} className={FORM}>
    <DateField name="on" label="Ngày đại hội" required defaultValue={day} />
    <div className="grid gap-4 sm:grid-cols-2">
      <NumberField name="called" label="Số được triệu tập" required defaultValue={called} />
      <NumberField name="present" label="Số có mặt" required defaultValue={present} />
    </div>
    <fieldset className="space-y-4">
      <legend className="mb-2 font-semibold">{CHOSEN_LABELS[line]}</legend>
      {Array.from({ length: Math.max(rows, chosen.length) }, (_, row) => (
        <SeatRow key={seatField(row, "title")} {...{ row, titles, candidates }} chosen={chosen[row]} />
      ))}
    </fieldset>
    <TextArea name="note" label="Ghi chú" rows={2} />
    <ReadWarnings />
    <SubmitButton>Ghi kết quả</SubmitButton>
  </ActionForm>
);

const SeatRow = ({
  row,
  titles,
  candidates,
  chosen,
}: {
  row: number;
  titles: readonly Option[];
  candidates: readonly Option[];
  chosen: { title: string; person: string; reason: string | null } | undefined;
}) => (
  <div className="grid gap-3 border-(--line) border-t pt-3 sm:grid-cols-3">
    <SelectField
      name={seatField(row, "title")}
      label={`Chức vụ ${row + 1}`}
      empty="Không"
      options={titles}
      defaultValue={chosen?.title ?? (row === 0 ? (titles[0]?.value ?? null) : null)}
    />
    <SelectField
      name={seatField(row, "person")}
      label="Người"
      empty="Chọn người"
      options={candidates}
      defaultValue={chosen?.person ?? null}
    />
    <TextField
      name={seatField(row, "reason")}
      label="Lý do ngoại lệ"
      hint="Chỉ khi không phải thành viên"
      maxLength={300}
      defaultValue={chosen?.reason ?? null}
    />
  </div>
);
