"use client";

import { memo, type ReactNode, useMemo, useRef, useState, useSyncExternalStore } from "react";
import { flushSync } from "react-dom";
import { useBlocks } from "@/components/grid/blocks";
import { ActionForm, useForm } from "@/components/ui/form";
import { cellLead, cellName, cellOf, type GridColumn, type GridRow } from "@/lib/forms/grid";
import type { FormAction } from "@/lib/forms/state";

type EditGridProps = {
  /** Stands before the cells' names: `members.3.birth`. */
  name: string;
  caption: ReactNode;
  columns: readonly GridColumn[];
  rows: readonly GridRow[];
  /** Empty rows after them. */
  blankRows?: number;
  /** Up to how many rows may be added by hand or by pasting; none when left out. */
  mostRows?: number;
};

/**
 * A table of plain inputs inside an `ActionForm`, read by `formGrid` or `readGrid`. It posts without JavaScript; with it
 * a block copied from a spreadsheet is pasted, copied, filled down and taken back.
 */
export function EditGrid({ name, caption, columns, rows, blankRows = 0, mostRows = 0 }: EditGridProps) {
  const { state } = useForm();
  const [added, setAdded] = useState(0);
  const [said, setSaid] = useState({ text: "", turn: 0 });
  const table = useRef<HTMLTableElement>(null);
  const isLive = useSyncExternalStore(
    () => () => {},
    () => true,
    () => false,
  );
  const last = Math.max(0, ...rows.map(({ number }) => number));
  // Every row shown is posted, so a refusal brings back as many as there were.
  const posted = useMemo(
    () =>
      Object.keys(state.values ?? {}).reduce((most, key) => Math.max(most, cellOf(name, key)?.row ?? 0), 0),
    [state.values, name],
  );
  const blank = Math.max(blankRows + added, posted - last);
  const numbers = useMemo(
    () => [
      ...rows.map(({ number }) => number),
      ...Array.from({ length: blank }, (_, index) => last + 1 + index),
    ],
    [rows, blank, last],
  );
  const resize = (count: number) => flushSync(() => setAdded(Math.max(0, count - rows.length - blankRows)));
  const blocks = useBlocks({
    ...{ name, columns, numbers, table },
    mostRows: Math.max(mostRows, numbers.length),
    resize,
    say: (text) => setSaid(({ turn }) => ({ text, turn: turn + 1 })),
  });
  const canAdd = numbers.length < mostRows;
  return (
    <div className="space-y-2">
      {isLive && (
        <div className="no-print flex flex-wrap items-center gap-3">
          {canAdd && (
            <button type="button" className="btn" data-tone="quiet" onClick={blocks.addRow}>
              Thêm dòng
            </button>
          )}
          <button type="button" className="btn" data-tone="quiet" onClick={blocks.fillDown}>
            Điền xuống
          </button>
          <button type="button" className="btn" data-tone="quiet" onClick={blocks.undo}>
            Hoàn tác
          </button>
          <p className="max-w-prose text-(--ink-soft) text-sm">
            Dán được cả khối ô từ Excel, LibreOffice, Google Sheets. Enter xuống dòng, kéo chuột hoặc Shift và
            phím mũi tên để chọn nhiều ô, Ctrl+D điền xuống, Ctrl+Z hoàn tác.
          </p>
        </div>
      )}
      <p role="status" className="no-print min-h-6 font-medium text-sm">
        <span key={said.turn}>{said.text}</span>
      </p>
      <div className="cells">
        <table ref={table} {...blocks.handlers}>
          <caption>{caption}</caption>
          <thead>
            <tr>
              <th scope="col">
                <span aria-hidden="true">#</span>
                <span className="sr-only">Dòng</span>
              </th>
              {columns.map((column, index) => (
                <th
                  key={column.name}
                  scope="col"
                  className={index === 0 ? "names" : undefined}
                  data-width={widthOf(column)}
                >
                  {column.label}
                  {column.isRequired && <span aria-hidden="true"> *</span>}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {numbers.map((number, index) => (
              <Row
                key={number}
                grid={name}
                columns={columns}
                row={rows[index]}
                number={number}
                index={index}
              />
            ))}
          </tbody>
        </table>
      </div>
      {columns.map(({ name: column, options }) =>
        options ? (
          <datalist key={column} id={`${name}-${column}-options`}>
            {options.map((option) => (
              <option key={option} value={option} />
            ))}
          </datalist>
        ) : null,
      )}
    </div>
  );
}

/** A step and no style: the page's security policy takes styles out of elements. */
const widthOf = ({ width = 9 }: GridColumn) => (width <= 7 ? "narrow" : width <= 11 ? undefined : "wide");

/** Hundreds of rows: one is drawn anew only when the form's answer or its own row changes. */
const Row = memo(function Row({
  grid,
  columns,
  row,
  number,
  index,
}: {
  grid: string;
  columns: readonly GridColumn[];
  row: GridRow | undefined;
  number: number;
  index: number;
}) {
  return (
    <tr>
      <th scope="row">
        {number}
        {Object.entries(row?.hidden ?? {}).map(([field, value]) => (
          <HiddenCell key={field} name={cellName(grid, number, field)} given={value} />
        ))}
      </th>
      {columns.map((column, place) => (
        <Cell
          key={column.name}
          {...{ grid, column, number, row: index, place }}
          given={row?.values[column.name] ?? ""}
          givenErrors={row?.errors?.[column.name]}
        />
      ))}
    </tr>
  );
});

/** After a stale save the answer puts a new version beside what was typed: so this, too, follows the answer. */
function HiddenCell({ name, given }: { name: string; given: string }) {
  const { state } = useForm();
  const value = [state.values?.[name] ?? given].flat()[0] ?? "";
  return <input type="hidden" name={name} value={value} />;
}

function Cell({
  grid,
  column,
  number,
  row,
  place,
  given,
  givenErrors = [],
}: {
  grid: string;
  column: GridColumn;
  number: number;
  row: number;
  place: number;
  given: string;
  givenErrors?: readonly string[] | undefined;
}) {
  const { state } = useForm();
  const name = cellName(grid, number, column.name);
  const value = state.values ? ([state.values[name] ?? ""].flat()[0] ?? "") : given;
  const errors = state.values ? (state.errors?.[name] ?? []) : givenErrors;
  const warnings = (state.warnings ?? []).filter(({ field }) => field === name);
  const described = [errors.length > 0 && `${name}-error`, warnings.length > 0 && `${name}-warning`].filter(
    Boolean,
  );
  const wiring = {
    ...{ id: name, name, className: "cell", autoComplete: "off", spellCheck: false, defaultValue: value },
    ...{ "aria-label": `${column.label}, dòng ${number}`, "data-row": row, "data-place": place },
    "data-type": column.type,
    ...(column.isReadOnly && { readOnly: true }),
    ...(column.isRequired && { "aria-required": true }),
    ...(errors.length > 0 && { "aria-invalid": true }),
    ...(described.length > 0 && { "aria-describedby": described.join(" ") }),
  };
  return (
    <td className={place === 0 ? "names" : undefined}>
      {column.type === "lines" ? (
        <textarea rows={1} {...wiring} />
      ) : (
        <input
          {...wiring}
          inputMode={column.type === "number" ? "numeric" : "text"}
          list={column.options && `${grid}-${column.name}-options`}
        />
      )}
      {errors.length > 0 && (
        <p id={`${name}-error`} className="said">
          <span className="sr-only">Lỗi: </span>
          {errors.join(" ")}
        </p>
      )}
      {warnings.length > 0 && (
        <p id={`${name}-warning`} className="said" data-tone="warn">
          {warnings.map(({ message }) => message).join(" ")}
        </p>
      )}
    </td>
  );
}

/** The grid in a form of its own, whose summary of errors names row and column; buttons are the children. */
export function GridForm({
  action,
  requestId,
  hidden,
  children,
  ...grid
}: EditGridProps & {
  action: FormAction;
  requestId: string;
  hidden?: Record<string, string>;
  children: ReactNode;
}) {
  return (
    <ActionForm
      action={action}
      requestId={requestId}
      {...(hidden && { hidden })}
      lead={(field) => cellLead(grid.name, grid.columns, field)}
    >
      <EditGrid {...grid} />
      {children}
    </ActionForm>
  );
}
