import Link from "next/link";
import { Badge, EmptyState } from "@/components/ui/basics";
import { hrefOf } from "@/components/ui/place";
import { type Column, Table } from "@/components/ui/table";
import type { PlainDate } from "@/lib/dates/plain-date";
import { formatNumber } from "@/lib/format";
import type { NeedRanking, RankedNeed, UnitNeeds } from "@/lib/programmes/reports";
import { NEED_LABELS, type Need } from "@/lib/surveys/labels";

type Params = NeedRanking["params"];

const recordsHref = (need: Need, { unit, asOf }: Params) =>
  `/needs/${need}?${new URLSearchParams({ ...(unit && { unit }), asOf })}` as const;

const activitiesHref = ({ need, since }: RankedNeed, { unit, asOf }: Params) =>
  `/activities?${new URLSearchParams({ need, from: since, to: asOf, ...(unit && { unit }) })}` as const;

/** Needs in their order, each number with its list; `plan` leads to where one is answered. */
export function NeedTable({
  caption,
  rows,
  params,
  plan,
}: {
  caption: string;
  rows: readonly RankedNeed[];
  params: Params;
  plan?: ((need: Need) => `/${string}`) | undefined;
}) {
  const columns: Column<RankedNeed>[] = [
    { key: "rank", label: "Thứ", isNumeric: true, cell: ({ rank }) => rank },
    {
      key: "need",
      label: "Nhu cầu",
      isName: true,
      cell: ({ need, urgent }) => (
        <>
          <Link href={recordsHref(need, params)} prefetch={false}>
            {NEED_LABELS[need]}
          </Link>{" "}
          {urgent > 0 && <Badge tone="warn">{`${urgent} nơi cần gấp`}</Badge>}
        </>
      ),
    },
    {
      key: "persons",
      label: "Số người nêu",
      isNumeric: true,
      cell: ({ need, persons, uncounted }) => (
        <>
          <Link href={recordsHref(need, params)} prefetch={false}>
            {formatNumber(persons)}
            <span className="sr-only">{` người nêu ${NEED_LABELS[need]}`}</span>
          </Link>
          {uncounted > 0 && (
            <span className="block text-(--ink-soft) text-sm">{`${uncounted} nơi không đếm`}</span>
          )}
        </>
      ),
    },
    {
      key: "enterprises",
      label: "Doanh nghiệp",
      isNumeric: true,
      cell: ({ need, enterprises }) => (
        <Link href={recordsHref(need, params)} prefetch={false}>
          {formatNumber(enterprises)}
          <span className="sr-only">{` doanh nghiệp nêu ${NEED_LABELS[need]}`}</span>
        </Link>
      ),
    },
    {
      key: "activities",
      label: "Hoạt động đã làm",
      isNumeric: true,
      cell: (row) =>
        row.activities === 0 ? (
          <Badge tone="bad">Chưa có</Badge>
        ) : (
          <Link href={activitiesHref(row, params)} prefetch={false}>
            {formatNumber(row.activities)}
            <span className="sr-only">{` hoạt động đáp ứng ${NEED_LABELS[row.need]}`}</span>
          </Link>
        ),
    },
    {
      key: "planned",
      label: "Trong chương trình",
      isNumeric: true,
      cell: ({ need, planned }) => (
        <Link href={hrefOf(`${recordsHref(need, params)}#planned`)} prefetch={false}>
          {formatNumber(planned)}
          <span className="sr-only">{` việc trong chương trình đáp ứng ${NEED_LABELS[need]}`}</span>
        </Link>
      ),
    },
    ...(plan
      ? [
          {
            key: "plan",
            label: "Việc tiếp",
            cell: ({ need }: RankedNeed) => (
              <Link
                href={hrefOf(plan(need))}
                prefetch={false}
                className="no-print inline-flex min-h-6 items-center"
              >
                Đưa vào chương trình<span className="sr-only">{`: ${NEED_LABELS[need]}`}</span>
              </Link>
            ),
          },
        ]
      : []),
  ];
  return (
    <Table
      caption={caption}
      columns={columns}
      rows={rows}
      rowKey={({ need }) => need}
      empty={
        <EmptyState title="Chưa có phiếu khảo sát nào đã duyệt nêu nhu cầu">
          Nhu cầu lấy từ mục F của phiếu khảo sát.
        </EmptyState>
      }
    />
  );
}

/** By unit, those with most needs that nobody answered first. */
export const UnitNeedTable = ({ rows, asOf }: { rows: readonly UnitNeeds[]; asOf: PlainDate }) => (
  <Table
    caption="Đơn vị còn nhiều nhu cầu chưa có hoạt động xếp trước"
    columns={[
      {
        key: "unit",
        label: "Đơn vị",
        isName: true,
        cell: ({ id, name }: UnitNeeds) => (
          <Link href={`/needs?${new URLSearchParams({ unit: id, asOf })}`} prefetch={false}>
            {name}
          </Link>
        ),
      },
      { key: "needs", label: "Nhu cầu", isNumeric: true, cell: ({ needs }: UnitNeeds) => needs },
      {
        key: "unanswered",
        label: "Chưa có hoạt động",
        isNumeric: true,
        cell: ({ unanswered }: UnitNeeds) => unanswered,
      },
      {
        key: "first",
        label: "Đứng đầu",
        cell: ({ first }: UnitNeeds) => (first ? NEED_LABELS[first] : "–"),
      },
    ]}
    rows={rows}
    rowKey={({ id }) => id}
    empty={<p className="text-(--ink-soft)">Chưa có đơn vị nào có nhu cầu được nêu.</p>}
  />
);
