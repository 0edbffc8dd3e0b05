import type { Metadata } from "next";
import { ExportLinks } from "@/components/exports/export-links";
import { PageHeader } from "@/components/layout/page-header";
import { TargetBoardView } from "@/components/targets/target-board";
import { EmptyState, LinkButton, Notice } from "@/components/ui/basics";
import { FilterBar, FilterSelect, FilterText } from "@/components/ui/filter-bar";
import { formatDate } from "@/lib/dates/plain-date";
import { readAsViewer } from "@/lib/db/scope";
import { planName } from "@/lib/plans/labels";
import { listPlans } from "@/lib/plans/queries";
import { targetBoard } from "@/lib/targets/reports";
import { targetFilterSchema } from "@/lib/targets/schema";

export const metadata: Metadata = { title: "Chỉ tiêu" };

export default async function TargetsPage({ searchParams }: PageProps<"/targets">) {
  const query = await searchParams;
  const filter = targetFilterSchema.parse(query);
  const { board, plans } = await readAsViewer(async (viewer, tx) => ({
    board: await targetBoard(viewer, tx, filter),
    plans: await listPlans(viewer, tx),
  }));
  const given = Number(query.given);
  const newHref = board?.mayGive ? (`/targets/edit?plan=${board.plan.id}` as const) : null;
  const isFiltered = Object.values(filter).some((value) => value !== undefined);
  return (
    <div className="space-y-5">
      <PageHeader
        trail={[{ href: "/plans", label: "Kế hoạch" }]}
        title="Chỉ tiêu"
        help="Số nào cũng do một văn bản giao và mở ra đúng danh sách đã đếm; nơi không ai giao thì ghi là chưa giao."
        actions={
          board && (
            <>
              {newHref && <LinkButton href={newHref}>Giao chỉ tiêu mới</LinkButton>}
              <LinkButton href={`/coordination?plan=${board.plan.id}`} tone="quiet">
                Theo dõi các đơn vị
              </LinkButton>
              <ExportLinks list="targets" filter={filter} />
            </>
          )
        }
        printNote={board && `${planName(board.plan)}; số liệu ngày ${formatDate(board.asOf)}`}
      />
      {Number.isInteger(given) && given > 0 && (
        <Notice tone="good">{`Đã lưu ${given} thay đổi. Số cũ vẫn giữ trong lịch sử của từng chỉ tiêu.`}</Notice>
      )}
      {board ? (
        <>
          <FilterBar action="/targets" isFiltered={isFiltered} hidden={{ knownAt: filter.knownAt }}>
            {plans.length > 1 && (
              <FilterSelect
                name="plan"
                label="Kế hoạch"
                value={board.plan.id}
                empty="Kế hoạch mới nhất"
                options={plans.map((plan) => ({ value: plan.id, label: planName(plan) }))}
              />
            )}
            <FilterText
              name="asOf"
              label="Số liệu ngày"
              value={formatDate(board.asOf)}
              placeholder="Ví dụ 15/12/2014"
            />
            <FilterSelect
              name="unit"
              label="Đơn vị"
              value={filter.unit}
              options={board.units.map(({ id, shortName }) => ({ value: id, label: shortName }))}
            />
          </FilterBar>
          <TargetBoardView
            planId={board.plan.id}
            groups={board.groups}
            units={board.shown}
            newHref={newHref}
          />
        </>
      ) : (
        <EmptyState title="Chưa có kế hoạch nào">Chỉ tiêu được giao theo một kế hoạch.</EmptyState>
      )}
    </div>
  );
}
