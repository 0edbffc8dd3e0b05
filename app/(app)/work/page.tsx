import type { Metadata } from "next";
import { PageHeader } from "@/components/layout/page-header";
import { Card, EmptyState, LinkButton, Tabs } from "@/components/ui/basics";
import { FilterBar, FilterSelect } from "@/components/ui/filter-bar";
import { cappedCount, Pagination } from "@/components/ui/table";
import { WorkItems } from "@/components/worklist/work-items";
import { formatDate } from "@/lib/dates/plain-date";
import { today } from "@/lib/dates/today";
import { readAsViewer } from "@/lib/db/scope";
import { CONSEQUENCE_LABELS, kindLabel, WORK_KINDS } from "@/lib/worklist/labels";
import { workPage } from "@/lib/worklist/queries";
import { CONSEQUENCES } from "@/lib/worklist/rules";
import { type WorkFilter, workFilterSchema } from "@/lib/worklist/schema";

export const metadata: Metadata = { title: "Mọi việc đang chờ" };

export default async function WorkPage({ searchParams }: PageProps<"/work">) {
  const filter = workFilterSchema.parse(await searchParams);
  const { items, total, kinds, hasNext } = await readAsViewer((viewer, tx) => workPage(viewer, tx, filter));
  const { show, kind, page } = filter;
  const isAsked = show === "asked";
  const groups = CONSEQUENCES.map((consequence) => ({
    consequence,
    items: items.filter((item) => item.consequence === consequence),
  })).filter((group) => group.items.length > 0);
  return (
    <div className="space-y-5">
      <PageHeader
        title="Mọi việc đang chờ"
        help={
          isAsked
            ? "Việc bạn, tổ chức hay đơn vị của bạn đã gửi, đang chờ nơi khác; ghi rõ đang ở đâu."
            : "Mọi việc đang chờ bạn, việc hệ trọng trước; bấm vào để làm ngay."
        }
        printNote={`In ngày ${formatDate(today())}`}
        actions={
          <LinkButton href="/inbox" tone="quiet">
            Mở hộp thông báo
          </LinkButton>
        }
      />
      <Tabs
        label="Chờ ai"
        tabs={[
          { href: "/work", label: "Chờ tôi", isCurrent: !isAsked },
          { href: "/work?show=asked", label: "Tôi đang chờ", isCurrent: isAsked },
        ]}
      />
      {kinds.length > 1 && (
        <FilterBar action="/work" hidden={{ show }} isFiltered={kind !== undefined}>
          <FilterSelect
            name="kind"
            label="Loại việc"
            value={kind}
            options={kinds
              .toSorted((one, other) => WORK_KINDS.indexOf(one.kind) - WORK_KINDS.indexOf(other.kind))
              .map((one) => ({
                value: one.kind,
                label: `${kindLabel(one.kind)} (${cappedCount(one.count)})`,
              }))}
          />
        </FilterBar>
      )}
      {total === 0 && (
        <EmptyState title={isAsked ? "Bạn không chờ ai" : "Không có việc nào đang chờ bạn"}>
          {kind && "Bỏ lọc để xem các loại việc khác."}
        </EmptyState>
      )}
      {total > 0 && <p className="text-(--ink-soft)">{`${cappedCount(total)} việc`}</p>}
      {isAsked
        ? items.length > 0 && (
            <Card>
              <WorkItems items={items} />
            </Card>
          )
        : groups.map((group) => (
            <Card key={group.consequence} title={CONSEQUENCE_LABELS[group.consequence]}>
              <WorkItems items={group.items} />
            </Card>
          ))}
      <Pagination
        first={page > 1 ? address({ ...filter, page: 1 }) : null}
        next={hasNext ? address({ ...filter, page: page + 1 }) : null}
      />
    </div>
  );
}

const address = ({ show, kind, page }: WorkFilter): `/${string}` => {
  const said = Object.entries({ show, kind, page: page > 1 ? String(page) : undefined });
  return `/work?${new URLSearchParams(said.flatMap(([name, value]) => (value ? [[name, value]] : [])))}`;
};
