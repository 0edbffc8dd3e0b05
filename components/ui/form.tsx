"use client";

import {
  createContext,
  Fragment,
  type ReactNode,
  useActionState,
  useContext,
  useEffect,
  useRef,
} from "react";
import { type FormAction, type FormState, unknownName } from "@/lib/forms/state";

type Form = { state: FormState; pending: boolean };

const FormContext = createContext<Form>({ state: {}, pending: false });

type ActionFormProps = {
  action: FormAction;
  /** Rendered by the page: sending the form twice does its deed once. */
  requestId: string;
  /** The version the person was shown; a stale one comes back with the other person's values. */
  version?: number;
  hidden?: Record<string, string>;
  /** What stands before a message in the summary, where it does not say by itself which field it is about. */
  lead?: (field: string) => string;
  children: ReactNode;
  className?: string;
};

/**
 * A form that posts without JavaScript and keeps what was typed when it is refused. Fields inside read its state; the
 * summary of errors stands on top with links to the fields.
 */
export function ActionForm({
  action,
  requestId,
  version,
  hidden = {},
  lead = () => "",
  children,
  className,
}: ActionFormProps) {
  const [state, submit, pending] = useActionState(action, {});
  const shownVersion =
    state.newVersion?.toString() ?? single(state.values?.["version"]) ?? version?.toString();
  return (
    <FormContext value={{ state, pending }}>
      <form action={submit} aria-busy={pending} className={className ?? "space-y-5"} noValidate>
        <input type="hidden" name="requestId" value={requestId} />
        {shownVersion !== undefined && <input type="hidden" name="version" value={shownVersion} />}
        {Object.entries(hidden).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        <FormProblems lead={lead} />
        {children}
      </form>
    </FormContext>
  );
}

/** A summary is read; two hundred lines of it are not. */
const MOST_LISTED = 30;

/** The form's state, for fields that need more than the ones below give. */
export const useForm = (): Form => useContext(FormContext);

const single = (value: string | string[] | undefined): string | undefined =>
  Array.isArray(value) ? value[0] : value;

/** What a field starts with: what was typed before a refusal, else what the page gave. */
export function useFieldValue(name: string, given?: string | number | null): string | undefined {
  const { state } = useForm();
  if (state.values) return single(state.values[name]) ?? "";
  return given === null || given === undefined ? undefined : String(given);
}

const useErrors = (name: string): readonly string[] => useForm().state.errors?.[name] ?? [];

/** On a refusal: one summary with the same words as at the fields, focused, and the other person's values if any. */
function FormProblems({ lead }: { lead: (field: string) => string }) {
  const { state } = useForm();
  const box = useRef<HTMLDivElement>(null);
  const errors = Object.entries(state.errors ?? {}).flatMap(([name, words]) =>
    (words ?? []).map((word) => ({ name, word })),
  );
  const warnings = state.warnings ?? [];
  const hasProblem = errors.length > 0 || state.message !== undefined || warnings.length > 0;
  useEffect(() => {
    if (!hasProblem) return;
    box.current?.focus();
    if (errors.length > 0 && !document.title.startsWith("Lỗi: ")) document.title = `Lỗi: ${document.title}`;
  }, [hasProblem, errors.length]);
  if (!hasProblem) return null;
  const isBad = errors.length > 0 || state.message !== undefined;
  return (
    <div ref={box} tabIndex={-1} role="alert" className="notice" data-tone={isBad ? "bad" : "warn"}>
      <h2>{isBad ? "Chưa gửi được" : "Xem lại trước khi gửi"}</h2>
      {state.message && <p>{state.message}</p>}
      {errors.length > 0 && (
        <ul className="mt-1 list-disc pl-5">
          {errors.slice(0, MOST_LISTED).map(({ name, word }) => (
            <li key={`${name} ${word}`}>
              <a href={`#${name}`}>{lead(name) + word}</a>
            </li>
          ))}
          {errors.length > MOST_LISTED && (
            <li>{`Còn ${errors.length - MOST_LISTED} lỗi khác, ghi ngay tại ô.`}</li>
          )}
        </ul>
      )}
      {warnings.slice(0, MOST_LISTED).map(({ rule, message, field = "" }) => (
        <p key={`${rule} ${field} ${message}`}>
          {field ? <a href={`#${field}`}>{lead(field) + message}</a> : message}
        </p>
      ))}
      {warnings.length > MOST_LISTED && (
        <p>{`Còn ${warnings.length - MOST_LISTED} điều khác, ghi ngay tại ô.`}</p>
      )}
      {state.stale && state.stale.length > 0 && (
        <table className="table mt-2">
          <thead>
            <tr>
              <th scope="col">Mục</th>
              <th scope="col">Bạn nhập</th>
              <th scope="col">Người khác đã lưu</th>
            </tr>
          </thead>
          <tbody>
            {state.stale.map(({ field, label, yours, theirs }) => (
              <tr key={field}>
                <th scope="row">{label}</th>
                <td>{yours || "(trống)"}</td>
                <td>{theirs || "(trống)"}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </div>
  );
}

type Labelled = {
  name: string;
  label: ReactNode;
  hint?: ReactNode;
  required?: boolean;
  className?: string;
};

type Described = { id: string; "aria-describedby"?: string; "aria-invalid"?: true };

/** Label, hint and error around one control, wired for assistive technology. */
function Labelling({
  name,
  label,
  hint,
  required,
  className,
  children,
}: Labelled & { children: (wiring: Described) => ReactNode }) {
  const errors = useErrors(name);
  const described = [hint ? `${name}-hint` : "", errors.length > 0 ? `${name}-error` : ""].filter(Boolean);
  return (
    <div className={className}>
      <label htmlFor={name} className="mb-1 block font-medium">
        {label}
        {!required && typeof label === "string" && (
          <span className="font-normal text-(--ink-soft)"> (không bắt buộc)</span>
        )}
      </label>
      {hint && (
        <p id={`${name}-hint`} className="mb-1 text-(--ink-soft) text-sm">
          {hint}
        </p>
      )}
      {errors.length > 0 && (
        <p id={`${name}-error`} className="mb-1 font-medium text-(--bad)">
          <span className="sr-only">Lỗi: </span>
          {errors.join(" ")}
        </p>
      )}
      {children({
        id: name,
        ...(described.length > 0 && { "aria-describedby": described.join(" ") }),
        ...(errors.length > 0 && { "aria-invalid": true }),
      })}
    </div>
  );
}

type TextFieldProps = Labelled & {
  defaultValue?: string | number | null;
  type?: "text" | "password" | "tel" | "search";
  inputMode?: "text" | "numeric" | "tel" | "search";
  autoComplete?: string;
  placeholder?: string;
  maxLength?: number;
  list?: string;
  onInput?: (value: string) => void;
};

export function TextField({
  defaultValue,
  type = "text",
  inputMode,
  autoComplete = "off",
  placeholder,
  maxLength,
  list,
  onInput,
  ...labelled
}: TextFieldProps) {
  const value = useFieldValue(labelled.name, defaultValue);
  return (
    <Labelling {...labelled}>
      {(wiring) => (
        <input
          {...wiring}
          name={labelled.name}
          type={type}
          className="input"
          autoComplete={autoComplete}
          required={labelled.required}
          {...(type !== "password" && { defaultValue: value })}
          {...(inputMode && { inputMode })}
          {...(placeholder && { placeholder })}
          {...(maxLength && { maxLength })}
          {...(list && { list })}
          {...(onInput && { onInput: (event) => onInput(event.currentTarget.value) })}
        />
      )}
    </Labelling>
  );
}

export function TextArea({
  defaultValue,
  rows = 3,
  ...labelled
}: Labelled & { defaultValue?: string | null; rows?: number }) {
  const value = useFieldValue(labelled.name, defaultValue);
  return (
    <Labelling {...labelled}>
      {(wiring) => (
        <textarea
          {...wiring}
          name={labelled.name}
          rows={rows}
          className="input"
          required={labelled.required}
          defaultValue={value}
        />
      )}
    </Labelling>
  );
}

/** A day typed the Vietnamese way; no picker can be as quick for somebody with a paper in hand. */
export const DateField = ({ hint, ...props }: Omit<TextFieldProps, "type" | "inputMode">) => (
  <TextField {...props} hint={hint ?? "Ví dụ 5/3/2014"} inputMode="text" maxLength={20} />
);

/** A date of which only the year or the month may be known (V05). */
export const PartialDateField = ({ hint, ...props }: Omit<TextFieldProps, "type" | "inputMode">) => (
  <TextField
    {...props}
    hint={hint ?? "Ngày 5/3/1990; chỉ biết tháng: 3/1990; chỉ biết năm: 1990"}
    maxLength={20}
  />
);

export const NumberField = (props: Omit<TextFieldProps, "type" | "inputMode">) => (
  <TextField {...props} inputMode="numeric" maxLength={12} />
);

/** A number, or the tick "không rõ", which is neither zero nor empty. */
export function NumberOrUnknownField({
  defaultValue,
  defaultUnknown = false,
  ...labelled
}: Labelled & { defaultValue?: number | null; defaultUnknown?: boolean }) {
  const { state } = useForm();
  const value = useFieldValue(labelled.name, defaultValue);
  const tick = unknownName(labelled.name);
  const isUnknown = state.values ? state.values[tick] !== undefined : defaultUnknown;
  return (
    <Labelling {...labelled}>
      {(wiring) => (
        <div className="flex flex-wrap items-center gap-x-4">
          <input
            {...wiring}
            name={labelled.name}
            inputMode="numeric"
            autoComplete="off"
            maxLength={12}
            className="input max-w-36"
            defaultValue={value}
          />
          <label className="tick">
            <input type="checkbox" name={tick} key={String(isUnknown)} defaultChecked={isUnknown} />
            <span>
              Không rõ<span className="sr-only">: {labelled.label}</span>
            </span>
          </label>
        </div>
      )}
    </Labelling>
  );
}

export type Option = { value: string; label: string; group?: string };

export function SelectField({
  options,
  defaultValue,
  empty,
  ...labelled
}: Labelled & {
  options: readonly Option[];
  defaultValue?: string | null;
  /** The words of the empty choice; without it the first option is chosen. */
  empty?: string;
}) {
  const value = useFieldValue(labelled.name, defaultValue);
  const groups = [...new Set(options.map(({ group }) => group ?? ""))];
  return (
    <Labelling {...labelled}>
      {(wiring) => (
        // React does not put a select back to its default after an action; a new key does.
        <select
          key={value ?? ""}
          {...wiring}
          name={labelled.name}
          className="input"
          required={labelled.required}
          defaultValue={value ?? ""}
        >
          {empty !== undefined && <option value="">{empty}</option>}
          {groups.map((group) => {
            const items = options
              .filter((option) => (option.group ?? "") === group)
              .map((option) => (
                <option key={option.value} value={option.value}>
                  {option.label}
                </option>
              ));
            return group ? (
              <optgroup key={group} label={group}>
                {items}
              </optgroup>
            ) : (
              <Fragment key="">{items}</Fragment>
            );
          })}
        </select>
      )}
    </Labelling>
  );
}

type ChoiceProps = {
  name: string;
  legend: ReactNode;
  hint?: ReactNode;
  options: readonly (Option & { hint?: string })[];
};

function Choices({
  name,
  legend,
  hint,
  options,
  chosen,
  type,
}: ChoiceProps & { chosen: readonly string[]; type: "radio" | "checkbox" }) {
  const errors = useErrors(name);
  const described = [hint ? `${name}-hint` : "", errors.length > 0 ? `${name}-error` : ""]
    .filter(Boolean)
    .join(" ");
  return (
    <fieldset id={name} tabIndex={-1} {...(described && { "aria-describedby": described })}>
      <legend className="font-medium">{legend}</legend>
      {hint && (
        <p id={`${name}-hint`} className="text-(--ink-soft) text-sm">
          {hint}
        </p>
      )}
      {errors.length > 0 && (
        <p id={`${name}-error`} className="font-medium text-(--bad)">
          <span className="sr-only">Lỗi: </span>
          {errors.join(" ")}
        </p>
      )}
      <div className="flex flex-wrap gap-x-6">
        {options.map((option) => (
          <label key={option.value} className="tick">
            <input
              type={type}
              name={name}
              value={option.value}
              key={String(chosen.includes(option.value))}
              defaultChecked={chosen.includes(option.value)}
            />
            <span>
              {option.label}
              {option.hint && <span className="block text-(--ink-soft) text-sm">{option.hint}</span>}
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

export function RadioField({ defaultValue, ...choice }: ChoiceProps & { defaultValue?: string | null }) {
  const value = useFieldValue(choice.name, defaultValue);
  return <Choices {...choice} type="radio" chosen={value ? [value] : []} />;
}

export function CheckboxesField({
  defaultValues = [],
  ...choice
}: ChoiceProps & { defaultValues?: readonly string[] }) {
  const { state } = useForm();
  const posted = state.values && [state.values[choice.name] ?? []].flat();
  return <Choices {...choice} type="checkbox" chosen={posted ?? defaultValues} />;
}

export function CheckboxField({
  name,
  label,
  hint,
  defaultChecked = false,
}: {
  name: string;
  label: ReactNode;
  hint?: ReactNode;
  defaultChecked?: boolean;
}) {
  const { state } = useForm();
  const errors = useErrors(name);
  const checked = state.values ? state.values[name] !== undefined : defaultChecked;
  return (
    <div>
      {errors.length > 0 && (
        <p id={`${name}-error`} className="font-medium text-(--bad)">
          <span className="sr-only">Lỗi: </span>
          {errors.join(" ")}
        </p>
      )}
      <label className="tick">
        <input
          id={name}
          type="checkbox"
          name={name}
          key={String(checked)}
          defaultChecked={checked}
          {...(errors.length > 0 && { "aria-invalid": true, "aria-describedby": `${name}-error` })}
        />
        <span>
          {label}
          {hint && <span className="block text-(--ink-soft) text-sm">{hint}</span>}
        </span>
      </label>
    </div>
  );
}

/** Shown only after the form came back with warnings: the person says they have seen them and want to go on. */
export function ConfirmWarnings({ name = "confirmed", label }: { name?: string; label: string }) {
  const { state } = useForm();
  if (!state.warnings || state.warnings.length === 0) return null;
  return <CheckboxField name={name} label={label} />;
}

export function SubmitButton({
  children,
  tone,
  name,
  value,
}: {
  children: ReactNode;
  tone?: "quiet" | "danger";
  /** For forms with two ways to send: which one this is. */
  name?: string;
  value?: string;
}) {
  const { pending } = useForm();
  return (
    <button
      type="submit"
      className="btn"
      data-tone={tone}
      aria-disabled={pending}
      {...(name && { name, value })}
      onClick={(event) => {
        if (pending) event.preventDefault();
      }}
    >
      {children}
    </button>
  );
}
