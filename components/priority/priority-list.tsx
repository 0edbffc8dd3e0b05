import Link from "next/link";
import { CountedBy, type CountingPlan } from "@/components/plans/counted-by";
import { EmptyState, Notice, Tabs } from "@/components/ui/basics";
import { FilterBar, FilterSelect, FilterText } from "@/components/ui/filter-bar";
import { type Column, Pagination, Table } from "@/components/ui/table";
import { LINE_LABELS } from "@/lib/access/labels";
import { formatDate, type PlainDate } from "@/lib/dates/plain-date";
import { formatNumber } from "@/lib/format";
import { Line } from "@/lib/generated/prisma/enums";
import { NO_UNIT } from "@/lib/indicators/rules";
import { explainScore, SUGGESTION, scoreInWords, weightsInWords, weightsSince } from "@/lib/priority/labels";
import type { PriorityFacts, Score, Weights } from "@/lib/priority/rules";
import { PRIORITY_LISTS, type PriorityFilter, priorityAddress } from "@/lib/priority/schema";

export type PriorityItem = {
  id: string;
  rank: number;
  name: string;
  unitName: string | null;
  facts: PriorityFacts;
  score: Score;
  refusedOn: PlainDate | null;
  caseId: string | null;
  mayWork: boolean;
  mayVisit: boolean;
};

type Show = (typeof PRIORITY_LISTS)[number];
const SHOW_LABELS: Record<Show, string> = { next: "Nên đi trước", refused: "Chủ doanh nghiệp đang từ chối" };

/** Where to go next, every point told; ticked ones become a trip. */
export function PriorityList({
  filter,
  line,
  asOf,
  show,
  weights,
  rows,
  total,
  byShow,
  units,
  hasUnmanaged,
  page,
  pages,
  plan,
}: {
  filter: PriorityFilter;
  line: Line;
  asOf: PlainDate;
  show: Show;
  weights: Weights & { since: PlainDate | null };
  rows: readonly PriorityItem[];
  total: number;
  byShow: Readonly<Record<Show, number>>;
  units: readonly { id: string; shortName: string }[];
  hasUnmanaged: boolean;
  page: number;
  pages: number;
  plan: CountingPlan;
}) {
  const { page: _, ...asked } = filter;
  const { show: __, ...narrowing } = asked;
  const unitOptions = [
    ...units.map(({ id, shortName }) => ({ value: id, label: shortName })),
    ...(hasUnmanaged ? [{ value: NO_UNIT, label: "Chưa có đơn vị quản lý" }] : []),
  ];
  return (
    <div className="space-y-4">
      <Notice>
        <p>
          <strong>{SUGGESTION}</strong> {weightsInWords(weights)}; {weightsSince(weights.since)}.{" "}
          <Link href="/priority/weights" prefetch={false} className="no-print">
            Xem trọng số
          </Link>
        </p>
      </Notice>
      <Tabs
        label="Danh sách"
        tabs={PRIORITY_LISTS.map((one) => ({
          href: priorityAddress({ ...asked, show: one }),
          label: `${SHOW_LABELS[one]} ${formatNumber(byShow[one])}`,
          isCurrent: one === show,
        }))}
      />
      <FilterBar
        action="/priority"
        isFiltered={Object.values(narrowing).some((value) => value !== undefined)}
        hidden={{ show: asked.show }}
      >
        <FilterSelect
          name="line"
          label="Chưa có tổ chức"
          value={line}
          empty={LINE_LABELS.union}
          options={[{ value: Line.association, label: LINE_LABELS.association }]}
        />
        {unitOptions.length > 1 && (
          <FilterSelect name="unit" label="Đơn vị" value={asked.unit} options={unitOptions} />
        )}
        <FilterText
          name="asOf"
          label="Tính đến ngày"
          value={formatDate(asOf)}
          placeholder="Ví dụ 15/12/2014"
        />
        {asked.knownAt && (
          <FilterText
            name="knownAt"
            label="Theo ghi nhận đến hết ngày"
            value={formatDate(asked.knownAt)}
            placeholder="Để trống: đến nay"
          />
        )}
      </FilterBar>
      <form action="/trips" method="get" className="space-y-4">
        <Table
          caption={`${formatNumber(total)} doanh nghiệp chưa có tổ chức ${LINE_LABELS[line]}, nhiều điểm đứng trước`}
          columns={columnsOf(show)}
          rows={rows}
          rowKey={({ id }) => id}
          empty={
            <EmptyState
              title={
                show === "refused"
                  ? "Không có doanh nghiệp nào mà lần gặp gần nhất chủ từ chối"
                  : `Không còn doanh nghiệp nào chưa có tổ chức ${LINE_LABELS[line]}`
              }
            >
              Trong phạm vi đang xem. Bỏ bớt điều kiện lọc để xem rộng hơn.
            </EmptyState>
          }
        />
        {rows.length > 0 && (
          <p className="no-print">
            <button type="submit" className="btn">
              Lập chuyến đi từ các nơi đã chọn
            </button>
          </p>
        )}
      </form>
      <Pagination
        {...(page > 1 && { first: priorityAddress(asked) })}
        {...(page < pages && { next: priorityAddress({ ...asked, page: page + 1 }) })}
      />
      <CountedBy plan={plan} />
    </div>
  );

  function columnsOf(shown: Show): Column<PriorityItem>[] {
    return [
      {
        key: "name",
        label: "Doanh nghiệp",
        isName: true,
        cell: ({ id, name, rank }) => (
          <span className="flex items-start gap-2">
            <label className="tick no-print min-w-6">
              <input type="checkbox" name="e" value={id} />
              <span className="sr-only">{`Chọn ${name} vào chuyến đi`}</span>
            </label>
            <span>
              {rank}.{" "}
              <Link href={`/enterprises/${id}`} prefetch={false}>
                {name}
              </Link>
            </span>
          </span>
        ),
      },
      { key: "unit", label: "Đơn vị", cell: ({ unitName }) => unitName ?? "Chưa có đơn vị quản lý" },
      { key: "score", label: "Điểm", cell: ({ score }) => <strong>{scoreInWords(score)}</strong> },
      {
        key: "why",
        label: "Vì sao",
        cell: ({ facts, score }) => (
          <>
            <ul className="list-disc pl-5">
              {explainScore(facts, score, weights).map((sentence) => (
                <li key={sentence}>{sentence}</li>
              ))}
            </ul>
            {facts.survey && (
              <p className="text-(--ink-soft) text-sm">
                {`Theo phiếu khảo sát đã duyệt, số liệu ngày ${formatDate(facts.survey.on)}`}
              </p>
            )}
          </>
        ),
      },
      ...(shown === "refused"
        ? [
            {
              key: "refused",
              label: "Từ chối ngày",
              cell: ({ refusedOn }: PriorityItem) => refusedOn && formatDate(refusedOn),
            },
          ]
        : []),
      {
        key: "next",
        label: "Làm tiếp",
        cell: ({ id, caseId, mayWork, mayVisit }) => (
          <span className="no-print flex flex-col gap-1">
            {caseId ? (
              <Link href={`/cases/${caseId}`} prefetch={false}>
                Xem hồ sơ vận động
              </Link>
            ) : (
              mayWork && (
                <Link href={`/enterprises/${id}/cases/new`} prefetch={false}>
                  Mở hồ sơ vận động
                </Link>
              )
            )}
            {mayVisit && (
              <Link href={`/enterprises/${id}/visits/new`} prefetch={false}>
                Ghi lần gặp
              </Link>
            )}
          </span>
        ),
      },
    ];
  }
}
