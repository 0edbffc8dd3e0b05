import { Card, EmptyState } from "@/components/ui/basics";
import { type Column, Table } from "@/components/ui/table";
import { formatDate } from "@/lib/dates/plain-date";
import { formatNumber } from "@/lib/format";
import { formTitle, headingOf } from "@/lib/returns/labels";
import type { FormCell, FormColumn, ReturnForm } from "@/lib/returns/rules";

/** Lines of a form that a screen shows; the file has them all. */
const SHOWN = 50;

type Row = readonly FormCell[];

/** One of the eight forms as a table that scrolls inside its own box; each figure opens its list where there is one. */
export function FormTable({ form: { columns, rows, total, note, listHref, ...form } }: { form: ReturnForm }) {
  return (
    <Card id={`bieu-${form.number}`} title={formTitle(form)}>
      {note && <p className="mb-2 max-w-prose text-(--ink-soft) text-sm">{note}</p>}
      <div className="text-sm print:[&_table]:text-[6.5pt]! print:[&_:is(td,th)]:px-[1.5pt]! print:[&_:is(td,th)]:py-[1pt]! [&_:is(td,tbody_th):not(.num)]:min-w-36 print:[&_:is(td,th)]:min-w-0! [&_tbody_th]:min-w-44 [&_thead_.num]:whitespace-normal">
        <Table
          caption={formTitle(form)}
          columns={columns.map(
            (column, index): Column<Row> => ({
              key: column.label,
              label: headingOf(column),
              isNumeric: column.kind === "number",
              isName: index === 1,
              cell: (row) => <Value of={row[index]} kind={column.kind} />,
              foot: <Value of={total?.[index]} kind={column.kind} />,
            }),
          )}
          rows={rows.slice(0, SHOWN)}
          rowKey={([first]) => String(first?.value)}
          empty={
            <EmptyState title="Không có dòng nào trong kỳ">
              {[...new Set(columns.flatMap(({ missing }) => missing ?? []))].join("; ")}
            </EmptyState>
          }
          hasFoot={total !== undefined}
          isStacked={false}
        />
      </div>
      {rows.length > SHOWN && (
        <p className="mt-2 text-sm">
          Đang xem {SHOWN} trên {formatNumber(rows.length)} dòng; tệp tải về có đủ.
        </p>
      )}
      {listHref && (
        <p className="no-print mt-2 text-sm">
          <a href={listHref} className="inline-flex min-h-6 items-center">
            Mở danh sách<span className="sr-only"> của {formTitle(form)}</span>
          </a>
        </p>
      )}
    </Card>
  );
}

function Value({ of, kind }: { of: FormCell | undefined; kind: FormColumn["kind"] }) {
  if (of === undefined || of.value === null) return "–";
  const { value, href } = of;
  const said = typeof value === "number" ? formatNumber(value) : kind === "day" ? formatDate(value) : value;
  return href ? (
    <a href={href} className="inline-block min-h-6 min-w-6">
      {said}
    </a>
  ) : (
    said
  );
}
