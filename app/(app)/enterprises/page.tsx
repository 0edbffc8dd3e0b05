import type { Metadata } from "next";
import Link from "next/link";
import { ExportLinks } from "@/components/exports/export-links";
import { PageHeader } from "@/components/layout/page-header";
import { Badge, EmptyState, LinkButton } from "@/components/ui/basics";
import { FilterBar, FilterSelect, FilterText } from "@/components/ui/filter-bar";
import { type Column, cappedCount, Pagination, Table } from "@/components/ui/table";
import { can } from "@/lib/access/policy";
import { formatDate } from "@/lib/dates/plain-date";
import { today } from "@/lib/dates/today";
import { readAsViewer } from "@/lib/db/scope";
import { LEGAL_FORM_LABELS, OWNERSHIP_LABELS, optionsOf, STATUS_LABELS } from "@/lib/enterprises/labels";
import { areasToFilter, type EnterpriseRow, listEnterprises, unitsToFilter } from "@/lib/enterprises/queries";
import { type EnterpriseFilter, enterpriseFilterSchema } from "@/lib/enterprises/schema";
import { formatNumber } from "@/lib/format";
import { formatTaxCode } from "@/lib/text/tax-code";

export const metadata: Metadata = { title: "Doanh nghiệp" };

const HAS = [
  { value: "none", label: "Chưa có tổ chức nào" },
  { value: "union", label: "Có tổ chức Đoàn" },
  { value: "association", label: "Có tổ chức Hội" },
  { value: "both", label: "Có cả Đoàn và Hội" },
];
const SURVEY = [
  { value: "accepted", label: "Đã có phiếu được duyệt" },
  { value: "none", label: "Chưa có phiếu được duyệt" },
];

export default async function EnterprisesPage({ searchParams }: PageProps<"/enterprises">) {
  const filter = enterpriseFilterSchema.parse(await searchParams);
  const { list, units, areas, mayRegister } = await readAsViewer(async (viewer, tx) => ({
    list: await listEnterprises(viewer, tx, filter),
    units: await unitsToFilter(viewer, tx),
    areas: await areasToFilter(viewer, tx),
    mayRegister: can(viewer, "enterprise.write"),
  }));
  const { after, sort, ...narrowing } = filter;
  const isFiltered = Object.values(narrowing).some((value) => value !== undefined);
  return (
    <div className="space-y-5">
      <PageHeader
        title="Doanh nghiệp"
        help="Danh sách trong phạm vi của bạn. Bấm vào tên để xem hồ sơ, ghi lần gặp, khảo sát hoặc thành lập tổ chức."
        actions={
          <>
            {mayRegister && <LinkButton href="/enterprises/new">Đăng ký doanh nghiệp</LinkButton>}
            {mayRegister && (
              <LinkButton href="/imports/new?kind=enterprises" tone="quiet">
                Nhập từ Excel
              </LinkButton>
            )}
            <ExportLinks list="enterprises" filter={filter} />
          </>
        }
        printNote={`In ngày ${formatDate(today())} · ${inWords(filter, units, areas)}`}
      />
      <FilterBar action="/enterprises" isFiltered={isFiltered} hidden={{ sort }}>
        <FilterText name="q" label="Tìm tên hoặc mã số thuế" value={filter.q} placeholder="không cần dấu" />
        {units.length > 1 && (
          <FilterSelect
            name="unit"
            label="Đơn vị quản lý"
            value={filter.unit}
            options={units.map(({ id, name }) => ({ value: id, label: name }))}
          />
        )}
        {areas.length > 1 && (
          <FilterSelect
            name="area"
            label="Nơi đặt trụ sở"
            value={filter.area}
            options={areas.map(({ id, name }) => ({ value: id, label: name }))}
          />
        )}
        <FilterSelect name="has" label="Tổ chức" value={filter.has} options={HAS} />
        <FilterSelect name="survey" label="Khảo sát" value={filter.survey} options={SURVEY} />
        <FilterSelect
          name="status"
          label="Tình trạng"
          value={filter.status}
          options={optionsOf(STATUS_LABELS)}
        />
        <FilterSelect
          name="form"
          label="Loại hình"
          value={filter.form}
          options={optionsOf(LEGAL_FORM_LABELS)}
        />
        <FilterSelect
          name="ownership"
          label="Khu vực sở hữu"
          value={filter.ownership}
          options={optionsOf(OWNERSHIP_LABELS)}
        />
        <FilterSelect
          name="dnt"
          label="Hội Doanh nhân trẻ"
          value={filter.dnt}
          options={[{ value: "1", label: "Là hội viên" }]}
        />
      </FilterBar>
      <div className="card">
        <Table
          caption={`${cappedCount(list.count)} doanh nghiệp${isFiltered ? " theo bộ lọc" : ""}`}
          columns={columns(filter)}
          rows={list.rows}
          rowKey={({ id }) => id}
          empty={
            <EmptyState
              title={isFiltered ? "Không có doanh nghiệp nào khớp bộ lọc" : "Chưa có doanh nghiệp nào"}
              action={mayRegister && <LinkButton href="/enterprises/new">Đăng ký doanh nghiệp</LinkButton>}
            >
              {isFiltered
                ? "Bỏ bớt điều kiện lọc, hoặc tìm bằng ít chữ hơn."
                : "Bắt đầu bằng việc đăng ký doanh nghiệp đầu tiên."}
            </EmptyState>
          }
        />
        <Pagination
          first={after ? href(filter, { after: undefined }) : undefined}
          next={list.next && href(filter, { after: list.next })}
        />
      </div>
    </div>
  );
}

const href = (filter: EnterpriseFilter, change: Partial<EnterpriseFilter>) => {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries({ ...filter, ...change })) if (value) query.set(name, value);
  return `/enterprises?${query}` as const;
};

const columns = (filter: EnterpriseFilter): Column<EnterpriseRow>[] => {
  const sorted = (sort: EnterpriseFilter["sort"], now: "ascending" | "descending") => ({
    href: href(filter, { sort, after: undefined }),
    ...(filter.sort === sort && { now }),
  });
  return [
    {
      key: "name",
      label: "Tên",
      isName: true,
      sort: sorted("name", "ascending"),
      cell: ({ id, name, taxCode, taxBranch }) => (
        <>
          <Link href={`/enterprises/${id}`} prefetch={false}>
            {name}
          </Link>
          <span className="block font-normal text-(--ink-soft) text-sm">
            {taxCode ? `MST ${formatTaxCode(taxCode, taxBranch ?? undefined)}` : "Chưa có mã số thuế"}
          </span>
        </>
      ),
    },
    { key: "unit", label: "Đơn vị", cell: ({ unitName }) => unitName },
    { key: "area", label: "Nơi đặt", cell: ({ areaName }) => areaName },
    {
      key: "status",
      label: "Tình trạng",
      cell: ({ status }) => (
        <Badge tone={status === "active" ? "good" : "warn"}>{STATUS_LABELS[status]}</Badge>
      ),
    },
    {
      key: "organisations",
      label: "Tổ chức",
      cell: ({ hasUnion, hasAssociation }) =>
        hasUnion || hasAssociation
          ? [hasUnion ? "Đoàn" : "", hasAssociation ? "Hội" : ""].filter(Boolean).join(", ")
          : "Chưa có",
    },
    {
      key: "workers",
      label: "Lao động",
      isNumeric: true,
      sort: sorted("workers", "descending"),
      cell: ({ workers }) => (workers === null ? "–" : formatNumber(workers)),
    },
    {
      key: "survey",
      label: "Khảo sát",
      sort: sorted("survey", "descending"),
      cell: ({ surveyedOn }) => (surveyedOn ? formatDate(surveyedOn) : "Chưa"),
    },
  ];
};

type Named = { id: string; name: string };

/** The filter in words, for paper. */
function inWords(filter: EnterpriseFilter, units: readonly Named[], areas: readonly Named[]): string {
  const words = [
    filter.q && `tìm “${filter.q}”`,
    units.find(({ id }) => id === filter.unit)?.name,
    areas.find(({ id }) => id === filter.area)?.name,
    filter.status && STATUS_LABELS[filter.status],
    filter.form && LEGAL_FORM_LABELS[filter.form],
    filter.ownership && OWNERSHIP_LABELS[filter.ownership],
    HAS.find(({ value }) => value === filter.has)?.label,
    SURVEY.find(({ value }) => value === filter.survey)?.label,
    filter.dnt && "hội viên Hội Doanh nhân trẻ",
  ].filter(Boolean);
  return words.length > 0 ? `Lọc: ${words.join("; ")}` : "Toàn bộ danh sách";
}
