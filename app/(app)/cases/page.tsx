import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { ExportLinks } from "@/components/exports/export-links";
import { PageHeader } from "@/components/layout/page-header";
import { CaseBoard } from "@/components/pipeline/case-board";
import { CaseFlow } from "@/components/pipeline/case-flow";
import { CaseList } from "@/components/pipeline/case-list";
import { EmptyState, LinkButton, Tabs } from "@/components/ui/basics";
import { FilterBar, FilterSelect, FilterText } from "@/components/ui/filter-bar";
import { LINE_LABELS } from "@/lib/access/labels";
import { can } from "@/lib/access/policy";
import { CASE_PLACE_LABELS, CASE_STAGE_LABELS } from "@/lib/cases/labels";
import { PLACES } from "@/lib/cases/rules";
import { formatDate } from "@/lib/dates/plain-date";
import { readAsViewer } from "@/lib/db/scope";
import { formatNumber } from "@/lib/format";
import { Line } from "@/lib/generated/prisma/enums";
import { NO_UNIT } from "@/lib/indicators/rules";
import { FATE_LABELS } from "@/lib/pipeline/labels";
import { pipeline } from "@/lib/pipeline/reports";
import { casesAddress, type PipelineFilter, pipelineFilterSchema, VIEWS } from "@/lib/pipeline/schema";

export const metadata: Metadata = { title: "Vận động thành lập" };

const VIEW_LABELS = { board: "Bảng theo bước", list: "Danh sách", flow: "Rơi rụng, thời gian" } as const;

export default async function CasesPage({ searchParams }: PageProps<"/cases">) {
  const filter = pipelineFilterSchema.parse(await searchParams);
  const page = await readAsViewer(async (viewer, tx) =>
    can(viewer, "dashboard.read") ? { found: await pipeline(viewer, tx, filter) } : undefined,
  );
  if (!page) notFound();
  const { found } = page;
  const view = filter.view ?? "board";
  const { page: _, ...asked } = filter;
  const days = found && { asOf: found.params.asOf, from: found.params.from };
  return (
    <div className="space-y-4">
      <PageHeader
        title="Vận động thành lập"
        help="Mỗi hồ sơ vận động đang ở bước nào, bao lâu, vướng gì, ai đang giữ. Mở một hồ sơ để đi bước tiếp theo."
        actions={
          <>
            {filter.stalled === undefined && (
              <LinkButton href={casesAddress({ ...asked, view: "list", stalled: "1" })}>
                Xem hồ sơ chậm
              </LinkButton>
            )}
            <LinkButton href="/priority" tone="quiet">
              Ưu tiên đi trước
            </LinkButton>
            <LinkButton href="/cases/scheme" tone="quiet">
              Các bước, số ngày
            </LinkButton>
            {found && <ExportLinks list="cases" filter={filter} />}
          </>
        }
        printNote={found && `Đến ngày ${formatDate(found.params.asOf)}; ${inWords(filter)}`}
      />
      <Tabs
        label="Cách xem"
        tabs={VIEWS.map((one) => ({
          href: casesAddress({ ...asked, view: one }),
          label: VIEW_LABELS[one],
          isCurrent: one === view,
        }))}
      />
      {found && days ? (
        <>
          <Filters filter={asked} {...found} {...days} />
          {view === "board" && <CaseBoard rows={found.rows} closed={found.closed} filter={filter} />}
          {view === "list" && (
            <CaseList
              rows={found.rows}
              filter={filter}
              caption={`${formatNumber(found.rows.length)} hồ sơ vận động; ${inWords(filter)}`}
            />
          )}
          {view === "flow" && <CaseFlow drops={found.drops} k23={found.k23} filter={filter} {...days} />}
        </>
      ) : (
        <EmptyState title="Chưa có kế hoạch nào">
          Hồ sơ vận động xem được khi tỉnh đã ghi kế hoạch.
        </EmptyState>
      )}
    </div>
  );
}

const Filters = ({
  filter,
  units,
  hasUnmanaged,
  asOf,
  from,
}: {
  filter: PipelineFilter;
  units: readonly { id: string; name: string }[];
  hasUnmanaged: boolean;
  asOf: string;
  from: string;
}) => {
  const { view, sort, reached, fate, founded, knownAt, plan, ...narrowing } = filter;
  const unitOptions = [
    ...units.map(({ id, name }) => ({ value: id, label: name })),
    ...(hasUnmanaged ? [{ value: NO_UNIT, label: "Chưa có đơn vị quản lý" }] : []),
  ];
  return (
    <FilterBar
      action="/cases"
      isFiltered={Object.values({ ...narrowing, reached, founded }).some((value) => value !== undefined)}
      hidden={{ view, sort, reached, fate, founded, knownAt, plan }}
    >
      <FilterSelect
        name="line"
        label="Đoàn, Hội"
        value={filter.line}
        options={Object.values(Line).map((line) => ({ value: line, label: LINE_LABELS[line] }))}
      />
      {unitOptions.length > 1 && (
        <FilterSelect name="unit" label="Đơn vị" value={filter.unit} options={unitOptions} />
      )}
      <FilterSelect
        name="place"
        label="Đang ở bước"
        value={filter.place}
        options={PLACES.map((place) => ({ value: place, label: CASE_PLACE_LABELS[place] }))}
      />
      <FilterSelect
        name="stalled"
        label="Chậm"
        value={filter.stalled}
        options={[{ value: "1", label: "Chỉ hồ sơ chậm" }]}
      />
      <FilterSelect
        name="difficulty"
        label="Khó khăn"
        value={filter.difficulty}
        options={[{ value: "1", label: "Chỉ nơi có khó khăn" }]}
      />
      {view === "flow" && (
        <FilterText name="from" label="Thành lập từ ngày" value={formatDate(from)} placeholder="23/10/2014" />
      )}
      <FilterText name="asOf" label="Tính đến ngày" value={formatDate(asOf)} placeholder="Ví dụ 15/12/2014" />
    </FilterBar>
  );
};

/** Which of the cases, as paper and the table's title say it. */
const inWords = ({ line, place, stalled, difficulty, reached, fate, founded }: PipelineFilter): string =>
  [
    line ? `phần ${LINE_LABELS[line]}` : "cả Đoàn và Hội",
    place && `đang ở bước “${CASE_PLACE_LABELS[place]}”`,
    stalled && "đứng yên quá mức",
    difficulty && "có khó khăn",
    reached && `đã đến bước “${CASE_STAGE_LABELS[reached]}”`,
    fate && FATE_LABELS[fate].toLocaleLowerCase("vi"),
    founded && "thành lập trong kỳ",
    founded === "days" && "có khảo sát trước khi thành lập",
  ]
    .filter(Boolean)
    .join(", ");
