import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { PageHeader } from "@/components/layout/page-header";
import { TargetSection } from "@/components/targets/target-lines";
import { LinkButton } from "@/components/ui/basics";
import { UnitDetails } from "@/components/units/unit-view";
import { formatDate } from "@/lib/dates/plain-date";
import { readAsViewer } from "@/lib/db/scope";
import { isId } from "@/lib/http/params";
import { planName } from "@/lib/plans/labels";
import { targetLines } from "@/lib/targets/reports";
import { UNIT_KIND_LABELS } from "@/lib/units/labels";
import { unitPage } from "@/lib/units/queries";

export const metadata: Metadata = { title: "Một đơn vị" };

export default async function UnitPage({ params }: PageProps<"/units/[unitId]">) {
  const { unitId } = await params;
  const { unit, targets } = await readAsViewer(async (viewer, tx) => ({
    unit: await unitPage(viewer, tx, unitId),
    targets: isId(unitId) ? await targetLines(viewer, tx, { unit: unitId }) : undefined,
  }));
  if (!unit) notFound();
  const kind = (unit.standing ?? unit.versions[0])?.kind;
  return (
    <>
      <PageHeader
        trail={[{ href: "/units", label: "Đơn vị" }]}
        title={unit.name}
        help={`${kind ? `${UNIT_KIND_LABELS[kind]}: ` : ""}các giai đoạn, đơn vị trước và sau, việc kế hoạch giao.`}
        actions={
          <>
            {unit.counts && unit.counts.enterprises > 0 && (
              <LinkButton href={`/goals?unit=${unit.id}`}>Mục tiêu của đơn vị</LinkButton>
            )}
            <LinkButton href={`/history/unit/${unit.id}`} tone="quiet">
              Lịch sử
            </LinkButton>
          </>
        }
      />
      {targets && (
        <div className="mb-5">
          <TargetSection
            lines={targets.lines}
            planId={targets.plan.id}
            caption={`Theo ${planName(targets.plan)}, số liệu ngày ${formatDate(targets.asOf)}`}
          />
        </div>
      )}
      <UnitDetails unit={unit} />
    </>
  );
}
