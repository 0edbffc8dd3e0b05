"use client";

import { type ReactNode, useState } from "react";
import { RadioField, SubmitButton, useFieldValue, useForm } from "@/components/ui/form";
import {
  FOUNDER_ROWS,
  type FounderField,
  type FoundingState,
  founderField,
  MOST_FOUNDERS,
  type PersonMatch,
} from "@/lib/branches/rules";
import { formatPartialDate } from "@/lib/dates/partial-date";
import { GENDER_LABELS } from "@/lib/members/labels";

const GENDERS = Object.entries(GENDER_LABELS).map(([value, label]) => ({ value, label }));

/** How many rows came back with the form: every row posts its name, written in or not. */
const postedRows = (state: FoundingState): number =>
  Object.keys(state.values ?? {}).filter((name) => /^p\d+_name$/.test(name)).length;

/**
 * The founding list, a row a person. Without JavaScript "more rows" posts the form and comes back with them; with it a
 * row is added on the spot.
 */
export function FounderRows({
  rows,
  required,
  headLabel,
}: {
  /** Rows shown at first. */
  rows: number;
  /** How many the charter asks for; more are welcome. */
  required: number;
  headLabel: string;
}) {
  const { state }: { state: FoundingState } = useForm();
  const [added, setAdded] = useState(0);
  const posted = postedRows(state) + (state.rowsAdded ? FOUNDER_ROWS : 0);
  const shown = Math.min(Math.max(rows + added, posted), MOST_FOUNDERS);
  return (
    <div className="space-y-4">
      {/* Rows never change places: the number is the identity, and the name of the fields. */}
      {[...Array(shown).keys()].map((row) => (
        <FounderRow key={row} row={row} isRequired={row < required} headLabel={headLabel} />
      ))}
      <NoHead headLabel={headLabel} />
      <div className="flex flex-wrap gap-3">
        {shown < MOST_FOUNDERS && (
          <button
            type="submit"
            name="intent"
            value="rows"
            className="btn"
            data-tone="quiet"
            onClick={(event) => {
              event.preventDefault();
              setAdded(shown + 1 - rows);
            }}
          >
            Thêm người
          </button>
        )}
        <SubmitButton tone="quiet" name="intent" value="find">
          Tìm hồ sơ đã có theo tên đã nhập
        </SubmitButton>
      </div>
    </div>
  );
}

function FounderRow({ row, isRequired, headLabel }: { row: number; isRequired: boolean; headLabel: string }) {
  const { state } = useForm();
  const isHead = state.values?.secretary === String(row);
  return (
    <fieldset className="rounded-lg border border-(--line) px-3 pb-2">
      <legend className="px-1 font-semibold">{`Người thứ ${row + 1}`}</legend>
      <div className="grid items-end gap-3 sm:grid-cols-2 lg:grid-cols-[2fr_1fr_1fr_1.5fr]">
        <Cell row={row} field="name" label="Họ và tên" isRequired={isRequired} />
        <GenderCell row={row} />
        <Cell row={row} field="birth" label="Ngày sinh" />
        <Cell row={row} field="occupation" label="Nghề nghiệp" />
      </div>
      <Records row={row} />
      <label className="tick">
        <input type="radio" name="secretary" value={row} key={String(isHead)} defaultChecked={isHead} />
        <span>
          {`${headLabel} đầu tiên`}
          <span className="sr-only">{`: người thứ ${row + 1}`}</span>
        </span>
      </label>
    </fieldset>
  );
}

/** A label, its error and its control, without the words that a list would repeat on every row. */
function Labelled({
  name,
  label,
  children,
}: {
  name: string;
  label: string;
  children: (wiring: {
    id: string;
    name: string;
    "aria-invalid"?: true;
    "aria-describedby"?: string;
  }) => ReactNode;
}) {
  const { state } = useForm();
  const errors = state.errors?.[name] ?? [];
  return (
    <div>
      <label htmlFor={name} className="mb-1 block text-sm">
        {label}
      </label>
      {errors.length > 0 && (
        <p id={`${name}-error`} className="mb-1 font-medium text-(--bad) text-sm">
          <span className="sr-only">Lỗi: </span>
          {errors.join(" ")}
        </p>
      )}
      {children({
        id: name,
        name,
        ...(errors.length > 0 && { "aria-invalid": true, "aria-describedby": `${name}-error` }),
      })}
    </div>
  );
}

function Cell({
  row,
  field,
  label,
  isRequired = false,
}: {
  row: number;
  field: FounderField;
  label: string;
  isRequired?: boolean;
}) {
  const name = founderField(row, field);
  const value = useFieldValue(name);
  return (
    <Labelled name={name} label={label}>
      {(wiring) => (
        <input
          {...wiring}
          className="input"
          autoComplete="off"
          maxLength={100}
          required={isRequired}
          defaultValue={value}
        />
      )}
    </Labelled>
  );
}

function GenderCell({ row }: { row: number }) {
  const name = founderField(row, "gender");
  const value = useFieldValue(name) ?? "";
  return (
    <Labelled name={name} label="Giới tính">
      {(wiring) => (
        // React does not put a select back to its default after an action; a new key does.
        <select key={value} {...wiring} className="input" defaultValue={value}>
          <option value="">Chưa chọn</option>
          {GENDERS.map((gender) => (
            <option key={gender.value} value={gender.value}>
              {gender.label}
            </option>
          ))}
        </select>
      )}
    </Labelled>
  );
}

function NoHead({ headLabel }: { headLabel: string }) {
  const { state } = useForm();
  const isChosen = !state.values?.secretary;
  return (
    <label className="tick" id="secretary">
      <input type="radio" name="secretary" value="" key={String(isChosen)} defaultChecked={isChosen} />
      <span>{`Chưa cử ${headLabel.toLowerCase()}`}</span>
    </label>
  );
}

const recordLine = ({ name, birth, of }: PersonMatch): string =>
  [name, birth ? `sinh ${formatPartialDate(birth)}` : "chưa rõ ngày sinh", ...of].join(", ");

/** Records the person of a row may already have: somebody has to say which, the program never merges by itself. */
function Records({ row }: { row: number }) {
  const { state }: { state: FoundingState } = useForm();
  const name = founderField(row, "person");
  const chosen = [state.values?.[name] ?? ""].flat()[0] ?? "";
  const matches = (state.matches ?? []).filter((match) => match.row === row);
  const typed = [state.values?.[founderField(row, "name")] ?? ""].flat().join("");
  const options = matches.map((match) => ({ value: match.id, label: recordLine(match) }));
  // Chosen before, and this answer says nothing of it: kept, and still to be undone.
  if (chosen && chosen !== "new" && !options.some(({ value }) => value === chosen)) {
    options.push({ value: chosen, label: "Hồ sơ đã chọn" });
  }
  if (options.length > 0 || chosen === "new") {
    return (
      <RadioField
        name={name}
        legend="Hồ sơ"
        options={[...options, { value: "new", label: "Người khác, lập hồ sơ mới" }]}
      />
    );
  }
  return state.searched && typed ? (
    <p className="text-(--ink-soft) text-sm">Chưa có hồ sơ nào như vậy trong phạm vi của bạn.</p>
  ) : null;
}
