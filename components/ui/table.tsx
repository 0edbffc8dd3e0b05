import Link from "next/link";
import type { ReactNode } from "react";
import { hrefOf, type Place } from "@/components/ui/place";

export type Column<Row> = {
  key: string;
  label: string;
  cell: (row: Row) => ReactNode;
  isNumeric?: boolean;
  /** The column that names the row: a header cell, without a label on a phone. */
  isName?: boolean;
  /** On a phone left out of rows that have a menu of deeds. */
  isMinor?: boolean;
  /** Where sorting by this column leads, and how it is sorted now. */
  sort?: { href: Place; now?: "ascending" | "descending" };
  foot?: ReactNode;
};

/** A list: on a wide screen a table, on a phone a card for each row, on paper a table with its head on every sheet. */
export function Table<Row>({
  caption,
  columns,
  rows,
  rowKey,
  empty,
  hasFoot = false,
  isStacked = true,
}: {
  caption: ReactNode;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  rowKey: (row: Row) => string;
  empty: ReactNode;
  hasFoot?: boolean;
  isStacked?: boolean;
}) {
  if (rows.length === 0) return <>{empty}</>;
  return (
    // A wide table scrolls inside its own box, reachable by keyboard, never the page.
    <section
      className="overflow-x-auto"
      tabIndex={isStacked ? undefined : 0}
      aria-label={isStacked ? undefined : typeof caption === "string" ? caption : "Bảng số liệu"}
    >
      <table className="table" data-stacked={isStacked}>
        <caption>{caption}</caption>
        <thead>
          <tr>
            {columns.map(({ key, label, isNumeric, sort }) => (
              <th key={key} scope="col" className={isNumeric ? "num" : undefined} aria-sort={sort?.now}>
                {sort ? (
                  <Link href={hrefOf(sort.href)} prefetch={false}>
                    {label}
                    {sort.now && <span aria-hidden="true">{sort.now === "ascending" ? " ▲" : " ▼"}</span>}
                  </Link>
                ) : (
                  label
                )}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={rowKey(row)}>
              {columns.map(({ key, label, cell, isNumeric, isName, isMinor }) =>
                isName ? (
                  <th key={key} scope="row">
                    {cell(row)}
                  </th>
                ) : (
                  <td
                    key={key}
                    data-label={label}
                    data-minor={isMinor}
                    className={isNumeric ? "num" : undefined}
                  >
                    {cell(row)}
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
        {hasFoot && (
          <tfoot>
            <tr>
              {columns.map(({ key, label, foot, isNumeric, isName }) =>
                isName ? (
                  <th key={key} scope="row">
                    {foot}
                  </th>
                ) : (
                  <td key={key} data-label={label} className={isNumeric ? "num" : undefined}>
                    {foot}
                  </td>
                ),
              )}
            </tr>
          </tfoot>
        )}
      </table>
    </section>
  );
}

/** Above how many records a count is not counted on. */
export const COUNT_CAP = 1000;

/** "1.000+" when there are more than anybody counts. */
export const cappedCount = (count: number): string =>
  count > COUNT_CAP ? `${COUNT_CAP.toLocaleString("vi-VN")}+` : count.toLocaleString("vi-VN");

type Elsewhere = Place | "" | null | undefined;

/** Keyset pages: forward by the last row seen, back to the start; what is empty is not offered. */
export const Pagination = ({ first, next }: { first?: Elsewhere; next?: Elsewhere }) =>
  first || next ? (
    <nav aria-label="Trang" className="no-print mt-4 flex flex-wrap gap-3">
      {first && (
        <Link href={hrefOf(first)} prefetch={false} className="btn" data-tone="quiet">
          Về trang đầu
        </Link>
      )}
      {next && (
        <Link href={hrefOf(next)} prefetch={false} className="btn" data-tone="quiet">
          Trang sau
        </Link>
      )}
    </nav>
  ) : null;
