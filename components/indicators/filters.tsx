import { FilterBar, FilterSelect, FilterText } from "@/components/ui/filter-bar";
import { formatDate, type PlainDate } from "@/lib/dates/plain-date";
import { type IndicatorParams, type NamedUnit, NO_UNIT } from "@/lib/indicators/rules";

/** What the numbers are asked for: days, unit and campaign, in the address. */
export function Filters({
  params,
  units,
  campaigns,
  isFiltered,
}: {
  params: IndicatorParams;
  units: readonly NamedUnit[];
  campaigns: readonly { id: string; name: string; referenceDate: PlainDate }[];
  isFiltered: boolean;
}) {
  return (
    <FilterBar
      action="/dashboard"
      isFiltered={isFiltered}
      hidden={{
        line: params.line === "all" ? undefined : params.line,
        unit: units.length < 2 ? (params.unit ?? undefined) : undefined,
        plan: params.plan,
      }}
    >
      <FilterText
        name="asOf"
        label="Số liệu ngày"
        value={formatDate(params.asOf)}
        placeholder="Ví dụ 15/12/2014"
      />
      <FilterText
        name="from"
        label="Kỳ từ ngày"
        value={formatDate(params.from)}
        placeholder="Ví dụ 23/10/2014"
      />
      <FilterText
        name="knownAt"
        label="Theo ghi nhận đến hết ngày"
        value={params.knownAt ? formatDate(params.knownAt) : undefined}
        placeholder="Để trống: đến nay"
      />
      {units.length > 1 && (
        <FilterSelect
          name="unit"
          label="Đơn vị"
          value={params.unit ?? undefined}
          options={[
            ...units.map(({ id, shortName }) => ({ value: id, label: shortName })),
            { value: NO_UNIT, label: "Chưa có đơn vị quản lý" },
          ]}
        />
      )}
      {campaigns.length > 1 && (
        <FilterSelect
          name="campaign"
          label="Đợt khảo sát"
          value={params.campaign ?? undefined}
          empty="Đợt mới nhất"
          options={campaigns.map(({ id, name }) => ({ value: id, label: name }))}
        />
      )}
    </FilterBar>
  );
}
