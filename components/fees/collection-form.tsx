"use client";

import { ActionForm, DateField, SubmitButton, TextField, useFieldValue, useForm } from "@/components/ui/form";
import { MONTH_STATE_LABELS } from "@/lib/fees/labels";
import { amountField, type MonthState, paidField, shownField } from "@/lib/fees/rules";
import type { FormAction } from "@/lib/forms/state";

type Member = {
  personId: string;
  fullName: string;
  state: MonthState;
  exemptUntil: string | null;
  /** Words about what was paid: "Đã đóng 5.000 đ ngày 5/12/2014". */
  told: string | null;
  feeId: string | null;
  amount: string;
};

/**
 * A month of an organisation on one page: a tick and an amount for each member, one save. Who has not paid is marked in one tap
 * each, or all together by the second button; names and hints wrap beside boxes a thumb can hit.
 */
export const CollectionForm = ({
  action,
  requestId,
  branchId,
  month,
  today,
  members,
  amounts,
  paidCount,
}: {
  action: FormAction;
  requestId: string;
  branchId: string;
  month: string;
  today: string;
  members: readonly Member[];
  /** Usual amounts, offered while typing. */
  amounts: readonly { value: string; label: string }[];
  paidCount: number;
}) => {
  const owed = members.filter(({ state }) => state === "owed").length;
  return (
    <ActionForm action={action} requestId={requestId} hidden={{ branchId, month }} className="space-y-4">
      <datalist id="fee-amounts">
        {amounts.map(({ value, label }) => (
          <option key={value} value={value}>
            {label}
          </option>
        ))}
      </datalist>
      <ul className="divide-y divide-(--line)">
        {members.map((member) => (
          <li key={member.personId}>
            {member.state === "owed" || member.state === "paid" ? (
              <MemberRow member={member} />
            ) : (
              <p className="flex min-h-11 flex-wrap items-center gap-x-2 py-1">
                {member.fullName}
                <span className="text-(--ink-soft) text-sm">
                  {member.told ?? MONTH_STATE_LABELS[member.state]}
                </span>
              </p>
            )}
          </li>
        ))}
      </ul>
      <DateField name="collectedOn" label="Ngày thu" required defaultValue={today} className="max-w-48" />
      {paidCount > 0 && (
        <TextField
          name="reason"
          label="Lý do sửa"
          hint="Chỉ khi sửa hoặc bỏ khoản đã thu"
          maxLength={500}
          className="max-w-2xl"
        />
      )}
      <div className="flex flex-wrap gap-3">
        <SubmitButton name="intent" value="save">
          Lưu những người đã đánh dấu
        </SubmitButton>
        {owed > 1 && (
          <SubmitButton name="intent" value="all" tone="quiet">
            Cả {owed} người còn lại đã đóng
          </SubmitButton>
        )}
      </div>
    </ActionForm>
  );
};

function MemberRow({ member: { personId, fullName, feeId, amount, told } }: { member: Member }) {
  const { state } = useForm();
  const [paid, sum, shown] = [paidField(personId), amountField(personId), shownField(personId)];
  const isTicked = state.values ? state.values[paid] !== undefined : feeId !== null;
  const value = useFieldValue(sum, amount);
  const errors = [...(state.errors?.[sum] ?? []), ...(state.errors?.[shown] ?? [])];
  return (
    <div className="flex items-center gap-x-3 py-1">
      <input type="hidden" name={shown} value={feeId ?? ""} />
      <label className="tick min-w-0 flex-1">
        <input type="checkbox" name={paid} key={String(isTicked)} defaultChecked={isTicked} />
        <span>
          {fullName}
          {told && <span className="block text-(--ink-soft) text-sm">{told}</span>}
          {errors.length > 0 && (
            <span id={`${sum}-error`} className="block font-medium text-(--bad) text-sm">
              <span className="sr-only">Lỗi: </span>
              {errors.join(" ")}
            </span>
          )}
        </span>
      </label>
      <input
        id={sum}
        name={sum}
        aria-label={`Số tiền của ${fullName}, đồng`}
        className="input w-24 text-right tabular-nums"
        inputMode="numeric"
        autoComplete="off"
        maxLength={12}
        list="fee-amounts"
        defaultValue={value}
        {...(errors.length > 0 && { "aria-invalid": true, "aria-describedby": `${sum}-error` })}
      />
    </div>
  );
}
