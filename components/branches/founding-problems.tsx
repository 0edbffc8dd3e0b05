"use client";

import { CheckboxesField, SubmitButton, TextArea, useForm } from "@/components/ui/form";
import type { FoundingState } from "@/lib/branches/rules";

/** Warnings are shown once and ticked to go on; what was ticked before stays ticked when other warnings come. */
export function ReadWarnings() {
  const { state } = useForm();
  const warnings = state.warnings ?? [];
  const rules = [...new Set(warnings.map(({ rule }) => rule))];
  const before = [state.values?.confirmed ?? []].flat().filter((rule) => !rules.includes(rule));
  return (
    <>
      {before.map((rule) => (
        <input key={rule} type="hidden" name="confirmed" value={rule} />
      ))}
      {rules.length > 0 && (
        <CheckboxesField
          name="confirmed"
          legend="Đã xem và vẫn tiếp tục"
          options={rules.map((rule) => ({
            value: rule,
            label: warnings
              .filter((warning) => warning.rule === rule)
              .map(({ message }) => message)
              .join(" "),
          }))}
        />
      )}
    </>
  );
}

/** V20 asks why a step was skipped: only then is there anything to write. */
export function SkippedSteps() {
  const { state } = useForm();
  const isAsked = state.warnings?.some(({ rule }) => rule === "V20") || state.values?.skipReason;
  return isAsked ? <TextArea name="skipReason" label="Lý do bỏ qua bước" required rows={2} /> : null;
}

/** Where a rule stands in the way: ask the organisation department, with a reason, and keep what was typed. */
export function OverrideRequest() {
  const { state }: { state: FoundingState } = useForm();
  if (state.asked) {
    return (
      <div className="notice" data-tone="good" role="status">
        <p className="font-semibold">Đã gửi đề nghị tới Ban Tổ chức – Kiểm tra.</p>
        <p>
          Khi được đồng ý, gửi lại biểu mẫu này. Theo dõi ở <a href="/overrides">danh sách xin ngoại lệ</a>.
        </p>
      </div>
    );
  }
  // Asked without a reason, or with the rest unfinished: the request is still being written.
  const isAsking = state.values?.intent === "ask";
  if (!state.blocked && !isAsking) return null;
  const blocked = state.blocked ?? [state.values?.blocked ?? []].flat();
  return (
    <fieldset className="card space-y-3">
      <legend className="font-semibold">Xin phép ngoại lệ</legend>
      <p>
        Quy định không cho làm việc này. Nếu có lý do chính đáng, đề nghị Ban Tổ chức – Kiểm tra cho phép một
        lần.
      </p>
      {blocked.map((rule) => (
        <input key={rule} type="hidden" name="blocked" value={rule} />
      ))}
      <TextArea name="overrideReason" label="Lý do" required />
      <SubmitButton tone="quiet" name="intent" value="ask">
        Gửi đề nghị ngoại lệ
      </SubmitButton>
    </fieldset>
  );
}
