import { ActionForm, DateField, SubmitButton, TextArea } from "@/components/ui/form";
import { COLUMN_LABELS } from "@/lib/coordination/labels";
import { asksField, textField } from "@/lib/coordination/schema";
import type { FormAction } from "@/lib/forms/state";
import type { CoordinationColumn } from "@/lib/generated/prisma/enums";

/** One reminder for each unit in one form: the words are begun from what the unit still owes. */
export const RemindForm = ({
  action,
  requestId,
  planId,
  today,
  units,
}: {
  action: FormAction;
  requestId: string;
  planId: string;
  /** As it is written: 15/12/2014. */
  today: string;
  units: readonly { id: string; name: string; text: string; asks: readonly CoordinationColumn[] }[];
}) => (
  <ActionForm action={action} requestId={requestId} hidden={{ planId }} className="max-w-3xl space-y-5">
    <div className="grid gap-4 sm:grid-cols-2">
      <DateField name="on" label="Ngày đôn đốc" required defaultValue={today} />
      <DateField name="dueOn" label="Làm xong trước hết ngày" hint="Chỉ ghi khi có hạn, ví dụ 31/12/2014" />
    </div>
    {units.map(({ id, name, text, asks }) => (
      <fieldset key={id} className="card">
        <legend className="font-semibold">{name}</legend>
        <input type="hidden" name={asksField(id)} value={asks.length === 1 ? asks[0] : ""} />
        {asks.length > 1 && (
          <div className="mb-2 flex flex-wrap gap-x-4">
            {asks.map((column) => (
              <label key={column} className="tick">
                <input type="checkbox" name={asksField(id)} value={column} defaultChecked />
                <span>{COLUMN_LABELS[column]}</span>
              </label>
            ))}
          </div>
        )}
        <TextArea
          name={textField(id)}
          label={<span>Lời nhắc gửi {name}</span>}
          hint="Xoá trắng để không nhắc đơn vị này"
          rows={3}
          defaultValue={text}
        />
      </fieldset>
    ))}
    <SubmitButton>Ghi và gửi đôn đốc</SubmitButton>
  </ActionForm>
);

/** A reminder that was wrong is taken back; it stays in the history. */
export const TakeBackForm = ({
  action,
  requestId,
  reminderId,
}: {
  action: FormAction;
  requestId: string;
  reminderId: string;
}) => (
  <ActionForm action={action} requestId={requestId} hidden={{ reminderId }} className="max-w-2xl space-y-4">
    <TextArea name="reason" label="Lý do rút" required rows={2} />
    <SubmitButton tone="quiet">Rút lời nhắc</SubmitButton>
  </ActionForm>
);
