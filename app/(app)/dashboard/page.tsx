import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { Dashboard, NextStep } from "@/components/indicators/dashboard";
import { PageHeader } from "@/components/layout/page-header";
import { WorstStalls } from "@/components/pipeline/worst-stalls";
import { TargetSection } from "@/components/targets/target-lines";
import { EmptyState, LinkButton } from "@/components/ui/basics";
import { can } from "@/lib/access/policy";
import { formatDate } from "@/lib/dates/plain-date";
import { readAsViewer } from "@/lib/db/scope";
import { dashboard } from "@/lib/indicators/reports";
import { NO_UNIT, periodHref } from "@/lib/indicators/rules";
import { indicatorParamsSchema } from "@/lib/indicators/schema";
import { worstStalls } from "@/lib/pipeline/reports";
import { targetLines } from "@/lib/targets/reports";
import { targetFilterSchema } from "@/lib/targets/schema";

export const metadata: Metadata = { title: "Bảng điều hành" };

export default async function DashboardPage({ searchParams }: PageProps<"/dashboard">) {
  const given = indicatorParamsSchema.parse(await searchParams);
  const page = await readAsViewer(async (viewer, tx) => {
    if (!can(viewer, "dashboard.read")) return undefined;
    const view = await dashboard(viewer, tx, given);
    // Of one unit its own targets, else the whole province's; an officer's are those of the own units. Nobody has none.
    const asked = given.unit
      ? [given.unit].filter((unit) => unit !== NO_UNIT)
      : view?.units.map(({ id }) => id);
    const isWhole = view?.isProvince && given.unit === undefined;
    const filter = { ...targetFilterSchema.parse(given), unit: undefined };
    const targets = await targetLines(
      viewer,
      tx,
      filter,
      ({ unitId, provinceId, branchId }) =>
        branchId === null && (isWhole ? unitId === provinceId : asked?.includes(unitId) === true),
    );
    return { view, targets, stalls: await worstStalls(viewer, tx, given) };
  });
  if (!page) notFound();
  const { view, stalls, targets } = page;
  return (
    <>
      <PageHeader
        title="Bảng điều hành"
        help="Con số nào cũng mở ra đúng danh sách đứng sau nó; đơn vị còn nhiều việc đứng trước."
        {...(view && {
          actions: (
            <>
              <NextStep goals={view.total.goals} params={view.params} />
              <LinkButton href={periodHref("/movements", view.params)} tone="quiet">
                Biến động đoàn viên, hội viên
              </LinkButton>
              <LinkButton href="/coordination" tone="quiet">
                Theo dõi các đơn vị
              </LinkButton>
              <LinkButton href={periodHref("/reports/forms", view.params)} tone="quiet">
                Biểu tổng hợp
              </LinkButton>
            </>
          ),
        })}
      />
      {view ? (
        <>
          <Dashboard
            {...view}
            targets={targets?.lines ?? []}
            isFiltered={Object.values(given).some((value) => value !== undefined)}
            stalls={stalls && <WorstStalls {...stalls} params={view.params} />}
          />
          {targets && (
            // The meeting's sheet stays one sheet; the page of targets prints its own.
            <div className="no-print mt-5">
              <TargetSection
                lines={targets.lines}
                planId={targets.plan.id}
                caption={`Số liệu ngày ${formatDate(targets.asOf)}`}
              />
            </div>
          )}
        </>
      ) : (
        <EmptyState title="Chưa có kế hoạch nào">
          Số liệu tính theo phạm vi của một kế hoạch; bảng này có số khi tỉnh đã ghi kế hoạch.
        </EmptyState>
      )}
    </>
  );
}
