import { FilterBar, FilterSelect, FilterText } from "@/components/ui/filter-bar";
import { DEED_LABELS, OPERATION_LABELS, TABLE_LABELS } from "@/lib/audit/labels";
import type { TraceFilter } from "@/lib/audit/schema";
import { formatDate } from "@/lib/dates/plain-date";

const options = (labels: Readonly<Record<string, string>>) =>
  Object.entries(labels)
    .map(([value, label]) => ({ value, label }))
    .sort((one, other) => one.label.localeCompare(other.label, "vi"));

/** What the organisation department searches the trace by. */
export const TraceFilters = ({
  filter,
  units,
}: {
  filter: TraceFilter;
  units: readonly { id: string; shortName: string }[];
}) => (
  <FilterBar action="/audit" isFiltered={Object.values(filter).some((value) => value !== undefined)}>
    <FilterText name="who" label="Người làm" value={filter.who} placeholder="Tên hoặc tên đăng nhập" />
    <FilterText
      name="from"
      label="Từ ngày"
      value={filter.from && formatDate(filter.from)}
      placeholder="23/10/2014"
    />
    <FilterText
      name="to"
      label="Đến ngày"
      value={filter.to && formatDate(filter.to)}
      placeholder="15/12/2014"
    />
    <FilterSelect name="deed" label="Việc" value={filter.deed} options={options(DEED_LABELS)} />
    <FilterSelect name="table" label="Hồ sơ loại" value={filter.table} options={options(TABLE_LABELS)} />
    <FilterSelect
      name="operation"
      label="Thao tác"
      value={filter.operation}
      options={options(OPERATION_LABELS)}
    />
    <FilterSelect
      name="unit"
      label="Đơn vị"
      value={filter.unit}
      options={units.map(({ id, shortName }) => ({ value: id, label: shortName }))}
    />
    <FilterText name="record" label="Mã hồ sơ" value={filter.record} />
    <FilterText name="request" label="Mã yêu cầu" value={filter.request} />
  </FilterBar>
);

/** The filter as a line on paper, where its form is not printed. */
export const filterInWords = (filter: TraceFilter): string =>
  [
    filter.who && `người làm “${filter.who}”`,
    filter.from && `từ ${formatDate(filter.from)}`,
    filter.to && `đến ${formatDate(filter.to)}`,
    filter.deed && (DEED_LABELS[filter.deed] ?? filter.deed),
    filter.table && (TABLE_LABELS[filter.table] ?? filter.table),
    filter.operation && OPERATION_LABELS[filter.operation],
    filter.record && `hồ sơ ${filter.record}`,
    filter.request && `yêu cầu ${filter.request}`,
  ]
    .filter(Boolean)
    .join(" · ") || "tất cả";
