import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { PageHeader } from "@/components/layout/page-header";
import { LinkButton } from "@/components/ui/basics";
import { UnitDetails } from "@/components/units/unit-view";
import { readAsViewer } from "@/lib/db/scope";
import { UNIT_KIND_LABELS } from "@/lib/units/labels";
import { unitPage } from "@/lib/units/queries";

export const metadata: Metadata = { title: "Một đơn vị" };

export default async function UnitPage({ params }: PageProps<"/units/[unitId]">) {
  const { unitId } = await params;
  const unit = await readAsViewer((viewer, tx) => unitPage(viewer, tx, unitId));
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
      <UnitDetails unit={unit} />
    </>
  );
}
