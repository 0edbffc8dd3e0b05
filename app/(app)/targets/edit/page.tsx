import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { PageHeader } from "@/components/layout/page-header";
import { TargetForm } from "@/components/targets/target-form";
import { EmptyState, Notice } from "@/components/ui/basics";
import { newId } from "@/lib/db/id";
import { readAsViewer } from "@/lib/db/scope";
import { planName } from "@/lib/plans/labels";
import { giveTargetsAction } from "@/lib/targets/actions";
import { metricTitle, periodInWords, sumInWords } from "@/lib/targets/labels";
import { targetForm } from "@/lib/targets/queries";
import { sumCheck } from "@/lib/targets/rules";
import { sheetQuerySchema } from "@/lib/targets/schema";

export const metadata: Metadata = { title: "Giao chỉ tiêu" };

export default async function EditTargetsPage({ searchParams }: PageProps<"/targets/edit">) {
  const asked = sheetQuerySchema.parse(await searchParams);
  const form = await readAsViewer((viewer, tx) => targetForm(viewer, tx, asked));
  if (!form) notFound();
  const { plan, clauses, sheet, places, metrics } = form;
  const parts = sheet?.parts ?? [];
  const givenAt = (id: string) => {
    const target = parts.find(({ branchId, unitId }) => (branchId ?? unitId) === id);
    return target ? { id: target.id, value: target.value } : null;
  };
  const first = sheet?.unit ? parts[0] : (sheet?.whole ?? parts[0]);
  const check =
    sheet &&
    sumCheck(
      sheet.whole?.value ?? null,
      places.map(({ id }) => givenAt(id)?.value ?? null),
    );
  return (
    <>
      <PageHeader
        trail={[
          { href: `/plans/${plan.id}`, label: planName(plan) },
          { href: `/targets?plan=${plan.id}`, label: "Chỉ tiêu" },
        ]}
        title={sheet ? metricTitle(sheet.metric) : "Giao chỉ tiêu"}
        help={
          sheet
            ? `${periodInWords(sheet.period)}${sheet.unit ? `, các tổ chức của ${sheet.unit.name}` : ", toàn tỉnh và từng đơn vị"}.`
            : "Ghi con số mà một văn bản đã giao, cho toàn tỉnh và cho từng đơn vị, trong một lần lưu."
        }
      />
      {check && (
        <div className="mb-4 max-w-3xl">
          <Notice tone={check.off ? "warn" : "calm"}>
            {sumInWords(check, sheet?.unit ? "tổ chức" : "đơn vị")}.
          </Notice>
        </div>
      )}
      {places.length === 0 ? (
        <EmptyState title="Không có nơi nào để phân">Đơn vị chưa có tổ chức nào phần này.</EmptyState>
      ) : (
        <TargetForm
          action={giveTargetsAction}
          requestId={newId()}
          planId={plan.id}
          metrics={metrics}
          fixed={sheet && { metric: sheet.metric, period: sheet.period }}
          unitId={sheet?.unit?.id ?? null}
          whole={sheet?.unit ? null : { id: plan.provinceId, given: sheet?.whole ?? null }}
          places={places.map((place) => ({ ...place, given: givenAt(place.id) }))}
          source={first?.source ?? null}
          baseline={sheet?.whole?.baseline ?? null}
          taskId={first?.task?.id ?? null}
          clauses={clauses}
          isCorrection={first !== undefined}
        />
      )}
    </>
  );
}
