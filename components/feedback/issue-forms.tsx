import {
  ActionForm,
  CheckboxField,
  DateField,
  RadioField,
  SelectField,
  SubmitButton,
  TextArea,
  TextField,
} from "@/components/ui/form";
import { optionsOf } from "@/lib/enterprises/labels";
import { ISSUE_CATEGORY_LABELS, ISSUE_KIND_LABELS, turnLabel } from "@/lib/feedback/labels";
import type { Turn } from "@/lib/feedback/rules";
import type { FormAction } from "@/lib/forms/state";
import type { Line } from "@/lib/generated/prisma/enums";

type Base = { action: FormAction; requestId: string };

export const RaiseForm = ({
  action,
  requestId,
  raisers,
  raisedFor,
  tasks,
  line,
  about,
}: Base & {
  raisers: readonly { value: string; label: string }[];
  /** Which of them is chosen at first. */
  raisedFor: string | null;
  /** Sections of the plan it may be about, where it was opened from a plan. */
  tasks: readonly { value: string; label: string }[];
  /** The line it is about, where the place it is raised from says so. */
  line: Line | null;
  /** Hidden ids of what it is about. */
  about: Record<string, string>;
}) => (
  <ActionForm action={action} requestId={requestId} hidden={about} className="max-w-2xl space-y-5">
    <RadioField
      name="kind"
      legend="Đây là"
      options={optionsOf(ISSUE_KIND_LABELS)}
      defaultValue="difficulty"
    />
    <SelectField
      name="category"
      label="Nhóm việc"
      required
      empty="Chọn nhóm việc"
      options={optionsOf(ISSUE_CATEGORY_LABELS)}
    />
    <TextArea
      name="text"
      label="Nội dung"
      hint="Việc gì, ở đâu, cần ai làm gì. Không ghi chuyện riêng của từng người."
      required
    />
    <RadioField
      name="line"
      legend="Thuộc phần"
      options={[
        { value: "union", label: "Đoàn", hint: "Ban Tổ chức – Kiểm tra trả lời" },
        { value: "association", label: "Hội", hint: "Ban Đoàn kết tập hợp thanh niên trả lời" },
      ]}
      defaultValue={line ?? "union"}
    />
    <SelectField name="raisedFor" label="Nơi nêu" required options={raisers} defaultValue={raisedFor} />
    {tasks.length > 0 && (
      <SelectField name="taskId" label="Về mục nào của kế hoạch" empty="Không về mục nào" options={tasks} />
    )}
    <DateField
      name="answerBy"
      label="Mong được trả lời trước ngày"
      hint="Để trống nếu không gấp; quá ngày này mà chưa trả lời thì tự chuyển lên một cấp."
    />
    <CheckboxField name="isUrgent" label="Việc gấp" />
    <SubmitButton>Gửi lên cấp trên</SubmitButton>
  </ActionForm>
);

export const TurnForm = ({
  action,
  requestId,
  issueId,
  version,
  turns,
}: Base & { issueId: string; version: number; turns: readonly Turn[] }) => {
  const choices = turns.map((turn) => ({ value: `${turn.move}:${turn.to}`, label: turnLabel(turn) }));
  return (
    <ActionForm
      action={action}
      requestId={requestId}
      version={version}
      hidden={{ issueId }}
      className="max-w-2xl space-y-4"
    >
      <RadioField
        name="turn"
        legend="Việc cần làm"
        options={choices}
        defaultValue={choices[0]?.value ?? null}
      />
      <TextArea
        name="text"
        label="Nội dung"
        hint="Nơi nêu sẽ đọc. Có thể để trống khi xác nhận đã xong."
        rows={4}
      />
      {turns.some(({ to }) => to === "outside") && (
        <TextField name="outsideBody" label="Cơ quan nhận, nếu chuyển ra ngoài Đoàn" maxLength={200} />
      )}
      <SubmitButton>Gửi</SubmitButton>
    </ActionForm>
  );
};

export const NoteForm = ({ action, requestId, issueId }: Base & { issueId: string }) => (
  <ActionForm action={action} requestId={requestId} hidden={{ issueId }} className="max-w-2xl space-y-4">
    <TextArea name="text" label="Trao đổi thêm" required rows={2} />
    <SubmitButton tone="quiet">Gửi trao đổi</SubmitButton>
  </ActionForm>
);
