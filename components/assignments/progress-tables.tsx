import Link from "next/link";
import { type Column, Table } from "@/components/ui/table";
import { SHOW_LABELS } from "@/lib/assignments/labels";
import type { Show } from "@/lib/assignments/rules";
import { formatNumber, formatPercent } from "@/lib/format";

type Counted = Record<Show, number> & { name: string; unitId: string | null; holderId: string | null };

const href = (campaignId: string, show: Show, place: { unit?: string | null; person?: string | null }) => {
  const said = Object.entries({ show, ...place }).flatMap(([name, value]) => (value ? [[name, value]] : []));
  return `/campaigns/${campaignId}/enterprises?${new URLSearchParams(said)}` as const;
};

/** How far each unit, or each person charged with enterprises, is; every number opens its list. */
export function ProgressTable({
  campaignId,
  caption,
  by,
  rows,
  total,
}: {
  campaignId: string;
  caption: string;
  by: "unit" | "person";
  rows: readonly Counted[];
  total?: Record<Show, number> | undefined;
}) {
  const shows: readonly Show[] =
    by === "unit" ? ["all", "unassigned", "waiting", "late", "surveyed"] : ["assigned", "waiting", "late"];
  const number = (show: Show): Column<Counted> => ({
    key: show,
    label: SHOW_LABELS[show],
    isNumeric: true,
    // An enterprise nobody manages has no unit to ask for: its number is told without a list of its own.
    cell: (row) =>
      by === "unit" && row.unitId === null ? (
        formatNumber(row[show])
      ) : (
        <Link
          href={href(campaignId, show, by === "unit" ? { unit: row.unitId } : { person: row.holderId })}
          prefetch={false}
        >
          {formatNumber(row[show])}
          <span className="sr-only">{` doanh nghiệp, ${SHOW_LABELS[show].toLocaleLowerCase("vi")}, ${row.name}`}</span>
        </Link>
      ),
    foot: total && (
      <Link href={href(campaignId, show, {})} prefetch={false}>
        {formatNumber(total[show])}
        <span className="sr-only">{` doanh nghiệp, ${SHOW_LABELS[show].toLocaleLowerCase("vi")}, cộng`}</span>
      </Link>
    ),
  });
  return (
    <Table
      caption={caption}
      columns={[
        {
          key: "name",
          label: by === "unit" ? "Đơn vị" : "Người, tổ khảo sát",
          isName: true,
          cell: ({ name }) => name,
          foot: "Cộng",
        },
        ...shows.map(number),
        ...(by === "unit"
          ? [
              {
                key: "share",
                label: "Tỷ lệ",
                isNumeric: true,
                cell: ({ surveyed, all }: Counted) => formatPercent(surveyed, all),
                foot: total && formatPercent(total.surveyed, total.all),
              },
            ]
          : []),
      ]}
      rows={rows}
      rowKey={({ unitId, holderId, name }) => (by === "unit" ? (unitId ?? name) : (holderId ?? name))}
      empty={<p className="text-(--ink-soft)">Chưa có gì để đếm.</p>}
      hasFoot={total !== undefined && rows.length > 1}
    />
  );
}
