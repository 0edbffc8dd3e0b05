import { Disclosure } from "@/components/ui/basics";
import {
  ActionForm,
  DateField,
  RadioField,
  SelectField,
  SubmitButton,
  TextArea,
  TextField,
} from "@/components/ui/form";
import { LINE_LABELS } from "@/lib/access/labels";
import { ADVICE_BODY_LABELS, ADVICE_CATEGORY_LABELS, ADVICE_MOVE_LABELS } from "@/lib/advice/labels";
import { optionsOf } from "@/lib/enterprises/labels";
import type { FormAction } from "@/lib/forms/state";
import type { AdviceCategory, AdviceMove, Line } from "@/lib/generated/prisma/enums";

type Base = { action: FormAction; requestId: string };

export type Desk = { id: string; name: string; lines: readonly Line[] };

/** In whose name and on which line: asked only where there is a choice. */
export const DeskFields = ({ desks, line }: { desks: readonly Desk[]; line?: Line | null }) => {
  const lines = [...new Set(desks.flatMap((desk) => desk.lines))];
  const [first] = desks;
  return (
    <>
      {desks.length > 1 ? (
        <SelectField
          name="unitId"
          label="Đơn vị"
          required
          options={desks.map(({ id, name }) => ({ value: id, label: name }))}
          defaultValue={first?.id ?? null}
        />
      ) : (
        <input type="hidden" name="unitId" value={first?.id ?? ""} />
      )}
      {lines.length > 1 ? (
        <RadioField
          name="line"
          legend="Thuộc phần"
          options={optionsOf(LINE_LABELS)}
          defaultValue={line ?? "union"}
        />
      ) : (
        <input type="hidden" name="line" value={lines[0] ?? "union"} />
      )}
    </>
  );
};

export const AdviceForm = ({
  action,
  requestId,
  desks,
  about,
  given,
}: Base & {
  desks: readonly Desk[];
  /** Hidden ids of what it is about. */
  about: Record<string, string>;
  given: { category: AdviceCategory; asked: string | null; content: string | null; line: Line | null };
}) => (
  <ActionForm action={action} requestId={requestId} hidden={about} className="max-w-2xl space-y-5">
    <SelectField
      name="category"
      label="Loại nội dung"
      required
      options={optionsOf(ADVICE_CATEGORY_LABELS)}
      defaultValue={given.category}
    />
    <TextField
      name="asked"
      label="Xin ý kiến, đề nghị hoặc báo cáo việc gì"
      hint="Một câu, ví dụ: xin chủ trương thành lập chi đoàn tại doanh nghiệp"
      maxLength={300}
      required
      defaultValue={given.asked}
    />
    <RadioField
      name="body"
      legend="Nơi nhận"
      options={optionsOf(ADVICE_BODY_LABELS)}
      defaultValue="party_committee"
    />
    <TextField
      name="bodyName"
      label="Tên cơ quan nhận"
      hint="Ví dụ: Ban Thường vụ Huyện ủy. Ghi tên cơ quan, không ghi tên người."
      maxLength={200}
      required
    />
    <DateField name="sentOn" label="Ngày gửi" required />
    <TextField name="documentNumber" label="Số, ký hiệu văn bản" maxLength={60} />
    <DateField
      name="answerBy"
      label="Mong có ý kiến trước ngày"
      hint="Để trống nếu văn bản không nêu. Ví dụ 5/3/2014"
    />
    <TextArea name="content" label="Nội dung" rows={8} defaultValue={given.content} />
    <DeskFields desks={desks} line={given.line} />
    <SubmitButton>Ghi lại</SubmitButton>
  </ActionForm>
);

export const AdviceMoveForm = ({
  action,
  requestId,
  adviceId,
  moves,
}: Base & { adviceId: string; moves: readonly AdviceMove[] }) => (
  <ActionForm action={action} requestId={requestId} hidden={{ adviceId }} className="max-w-2xl space-y-4">
    <RadioField
      name="move"
      legend="Ghi việc gì"
      options={moves.map((move) => ({ value: move, label: ADVICE_MOVE_LABELS[move] }))}
      defaultValue={moves[0] ?? null}
    />
    <DateField name="on" label="Ngày" required />
    <TextField name="documentNumber" label="Số văn bản" maxLength={60} />
    <TextArea
      name="content"
      label="Nội dung"
      hint="Cần bổ sung gì, đã bổ sung gì, vì sao không đồng ý, được gì."
    />
    {moves.includes("outcome") && (
      <TextField name="granted" label="Kinh phí được cấp, đồng" hint="Ví dụ 5.000.000" maxLength={20} />
    )}
    <SubmitButton>Ghi lại</SubmitButton>
  </ActionForm>
);

/** To take something back that was entered by mistake: closed until asked for, unless a link has asked already. */
export const TakeBackForm = ({
  action,
  requestId,
  hidden,
  summary,
  isOpen = false,
}: Base & { hidden: Record<string, string>; summary: string; isOpen?: boolean }) => {
  const form = (
    <ActionForm action={action} requestId={requestId} hidden={hidden} className="max-w-2xl space-y-4">
      <TextField name="why" label="Bỏ, vì" hint="Ví dụ: ghi nhầm, ghi trùng" maxLength={300} required />
      <SubmitButton tone="danger">Bỏ</SubmitButton>
    </ActionForm>
  );
  return (
    <div className="no-print">
      {isOpen ? (
        <>
          <p className="mb-2 font-medium">{summary}</p>
          {form}
        </>
      ) : (
        <Disclosure summary={summary}>{form}</Disclosure>
      )}
    </div>
  );
};
