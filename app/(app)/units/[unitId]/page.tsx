import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { PageHeader } from "@/components/layout/page-header";
import { OversightSection } from "@/components/oversight/oversight-section";
import { TargetSection } from "@/components/targets/target-lines";
import { LinkButton } from "@/components/ui/basics";
import { UnitDetails } from "@/components/units/unit-view";
import { can } from "@/lib/access/policy";
import { formatDate } from "@/lib/dates/plain-date";
import { readAsViewer } from "@/lib/db/scope";
import { oversightOf } from "@/lib/oversight/queries";
import { planName } from "@/lib/plans/labels";
import { targetLines } from "@/lib/targets/reports";
import { UNIT_KIND_LABELS } from "@/lib/units/labels";
import { unitPage } from "@/lib/units/queries";

export const metadata: Metadata = { title: "Một đơn vị" };

export default async function UnitPage({ params }: PageProps<"/units/[unitId]">) {
  const { unitId } = await params;
  const page = await readAsViewer(async (viewer, tx) => {
    const unit = await unitPage(viewer, tx, unitId);
    return (
      unit && {
        unit,
        targets: await targetLines(viewer, tx, { unit: unit.id }),
        oversight: await oversightOf(viewer, tx, { unitId: unit.id }),
        mayOversee: can(viewer, "desk.write"),
      }
    );
  });
  if (!page) notFound();
  const { unit, targets, oversight, mayOversee } = page;
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
      {oversight && (
        <OversightSection oversight={oversight} about={{ name: "unit", id: unit.id }} mayWrite={mayOversee} />
      )}
    </>
  );
}
