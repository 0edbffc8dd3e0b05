import type { ReactNode } from "react";
import {
  ActionForm,
  CheckboxField,
  type Option,
  SelectField,
  SubmitButton,
  TextField,
} from "@/components/ui/form";
import type { FormAction } from "@/lib/forms/state";

type Shared = { action: FormAction; requestId: string; importId: string };

/** Another sheet, or the row where the heading begins. */
export const SheetForm = ({
  sheets,
  sheet,
  headerRow,
  ...form
}: Shared & { sheets: readonly Option[]; sheet: number; headerRow: number | null }) => (
  <ActionForm action={form.action} requestId={form.requestId} hidden={{ importId: form.importId }}>
    <div className="grid gap-4 sm:grid-cols-2">
      <SelectField name="sheet" label="Trang tính" options={sheets} defaultValue={String(sheet)} required />
      <TextField
        name="headerRow"
        label="Dòng tiêu đề bắt đầu ở dòng số"
        hint="Để trống: chương trình tự tìm"
        inputMode="numeric"
        maxLength={8}
        defaultValue={headerRow}
      />
    </div>
    <SubmitButton tone="quiet">Đọc lại</SubmitButton>
  </ActionForm>
);

export type MappedColumn = {
  column: number;
  /** "C", "AA". */
  letter: string;
  heading: string;
  field: string | null;
  /** Why the column was left open, in words. */
  why?: string | undefined;
  samples: readonly string[];
  /** Letters of an old font, with what a few cells would become. */
  legacy?:
    | { encoding: string; label: string; samples: readonly { before: string; after: string }[] }
    | undefined;
};

/** What each column holds, with samples; letters of old fonts are converted where somebody agrees. */
export const MappingForm = ({
  columns,
  fields,
  children,
  ...form
}: Shared & { columns: readonly MappedColumn[]; fields: readonly Option[]; children: ReactNode }) => (
  <ActionForm action={form.action} requestId={form.requestId} hidden={{ importId: form.importId }}>
    <table className="table" data-stacked={true}>
      <caption className="sr-only">Các cột của tệp và mục chúng chứa</caption>
      <thead>
        <tr>
          <th scope="col">Cột của tệp</th>
          <th scope="col">Ví dụ trong tệp</th>
          <th scope="col">Là mục</th>
        </tr>
      </thead>
      <tbody>
        {columns.map(({ column, letter, heading, field, why, samples, legacy }) => (
          <tr key={column}>
            <th scope="row">
              <span className="text-(--ink-soft)">{letter}</span> {heading}
            </th>
            <td data-label="Ví dụ trong tệp">
              <span className="break-words">{samples.filter(Boolean).join(" · ") || "(trống)"}</span>
              {legacy && (
                <div className="mt-1">
                  <label className="tick">
                    <input
                      type="checkbox"
                      name={`convert.${column}`}
                      value={legacy.encoding}
                      defaultChecked
                    />
                    <span>Chuyển từ {legacy.label} sang Unicode</span>
                  </label>
                  <ul className="text-sm">
                    {legacy.samples.map(({ before, after }) => (
                      <li key={before}>
                        <span className="text-(--ink-soft)">{before}</span> → {after}
                      </li>
                    ))}
                  </ul>
                </div>
              )}
            </td>
            <td data-label="Là mục">
              <SelectField
                name={`column.${column}`}
                label={
                  <span className="sr-only">
                    Cột {letter}, {heading}, là mục
                  </span>
                }
                hint={why}
                options={fields}
                empty="Bỏ qua cột này"
                defaultValue={field ?? ""}
              />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
    {children}
    <SubmitButton>Kiểm tra (chưa ghi gì)</SubmitButton>
  </ActionForm>
);

/** A step that cannot be slipped into: a tick and a button. */
export const AgreeForm = ({
  agree,
  button,
  tone,
  ...form
}: Shared & { agree: string; button: string; tone?: "danger" }) => (
  <ActionForm action={form.action} requestId={form.requestId} hidden={{ importId: form.importId }}>
    <CheckboxField name="agreed" label={agree} />
    <SubmitButton {...(tone && { tone })}>{button}</SubmitButton>
  </ActionForm>
);

export const PressForm = ({
  button,
  tone,
  ...form
}: Shared & { button: string; tone?: "quiet" | "danger" }) => (
  <ActionForm action={form.action} requestId={form.requestId} hidden={{ importId: form.importId }}>
    <SubmitButton {...(tone && { tone })}>{button}</SubmitButton>
  </ActionForm>
);
