import Link from "next/link";
import { ConditionBadge, SignalPhrases } from "@/components/branches/health";
import { EmptyState, LinkButton, Notice } from "@/components/ui/basics";
import { FilterBar, FilterSelect, FilterText } from "@/components/ui/filter-bar";
import { type Column, cappedCount, Pagination, Table } from "@/components/ui/table";
import { LINE_LABELS } from "@/lib/access/labels";
import { BRANCH_KIND_LABELS, HEALTH_LABELS } from "@/lib/branches/labels";
import type { BranchList as List } from "@/lib/branches/queries";
import type { BranchFilter } from "@/lib/branches/schema";
import { formatDate } from "@/lib/dates/plain-date";
import { optionsOf } from "@/lib/enterprises/labels";
import { formatNumber } from "@/lib/format";

type Row = List["rows"][number];

/** Organisations, weak ones first, with what narrows them. */
export function BranchList({ list, filter }: { list: List; filter: BranchFilter }) {
  const { after, ...narrowing } = filter;
  const isFiltered = Object.values(narrowing).some((value) => value !== undefined);
  return (
    <>
      {list.weak > 0 && filter.health !== "weak" && filter.state !== "ended" && (
        <Notice tone="warn" title={`${formatNumber(list.weak)} tổ chức còn yếu, cần củng cố`}>
          <Link href={href(filter, { health: "weak", after: undefined })} prefetch={false}>
            Chỉ xem tổ chức yếu
          </Link>
        </Notice>
      )}
      <FilterBar action="/branches" isFiltered={isFiltered}>
        <FilterText name="q" label="Tìm tên tổ chức" value={filter.q} placeholder="không cần dấu" />
        <FilterSelect name="line" label="Đoàn, Hội" value={filter.line} options={optionsOf(LINE_LABELS)} />
        <FilterSelect name="kind" label="Loại" value={filter.kind} options={optionsOf(BRANCH_KIND_LABELS)} />
        {list.units.length > 1 && (
          <FilterSelect
            name="unit"
            label="Đơn vị quản lý"
            value={filter.unit}
            options={list.units.map(({ id, name }) => ({ value: id, label: name }))}
          />
        )}
        <FilterSelect
          name="health"
          label="Vững, yếu"
          value={filter.health}
          options={optionsOf(HEALTH_LABELS)}
        />
        <FilterSelect
          name="state"
          label="Tình trạng"
          value={filter.state}
          empty="Đang hoạt động"
          options={[{ value: "ended", label: "Đã thôi hoạt động" }]}
        />
      </FilterBar>
      <div className="card">
        <Table
          caption={`${cappedCount(list.total)} tổ chức${isFiltered ? " theo bộ lọc" : ""}, yếu xếp trước`}
          columns={COLUMNS}
          rows={list.rows}
          rowKey={({ id }) => id}
          empty={
            <EmptyState
              title={isFiltered ? "Không có tổ chức nào khớp bộ lọc" : "Chưa có tổ chức nào"}
              action={list.canFound && <LinkButton href="/branches/new">Thành lập tổ chức</LinkButton>}
            >
              {isFiltered
                ? "Bỏ bớt điều kiện lọc, hoặc tìm bằng ít chữ hơn."
                : "Tổ chức Đoàn, Hội trong doanh nghiệp của bạn sẽ hiện ở đây."}
            </EmptyState>
          }
        />
        <Pagination
          first={after ? href(filter, { after: undefined }) : undefined}
          next={list.next ? href(filter, { after: list.next }) : undefined}
        />
      </div>
    </>
  );
}

const href = (filter: BranchFilter, change: Partial<BranchFilter>) => {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries({ ...filter, ...change })) if (value) query.set(name, value);
  return `/branches?${query}` as const;
};

const COLUMNS: readonly Column<Row>[] = [
  {
    key: "name",
    label: "Tên",
    isName: true,
    cell: ({ id, name, kind }) => (
      <>
        <Link href={`/branches/${id}`} prefetch={false}>
          {name}
        </Link>
        <span className="block font-normal text-(--ink-soft) text-sm">{BRANCH_KIND_LABELS[kind]}</span>
      </>
    ),
  },
  { key: "unit", label: "Đơn vị", cell: ({ unitName }) => unitName },
  {
    key: "enterprises",
    label: "Doanh nghiệp",
    cell: ({ enterprises: [first, ...others] }) =>
      first ? `${first}${others.length > 0 ? ` và ${others.length} doanh nghiệp nữa` : ""}` : "–",
  },
  {
    key: "members",
    label: "Người",
    isNumeric: true,
    cell: ({ members }) => formatNumber(members),
  },
  {
    key: "activity",
    label: "Hoạt động gần nhất",
    cell: ({ lastActivityOn }) => (lastActivityOn ? formatDate(lastActivityOn) : "Chưa có"),
  },
  {
    key: "health",
    label: "Vững, yếu",
    cell: ({ condition, signals }) => (
      <>
        <ConditionBadge condition={condition} />
        <SignalPhrases signals={signals} />
      </>
    ),
  },
];
