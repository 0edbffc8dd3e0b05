import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { LiftingForm } from "@/components/discipline/discipline-forms";
import { PageHeader } from "@/components/layout/page-header";
import { formatDate } from "@/lib/dates/plain-date";
import { today } from "@/lib/dates/today";
import { newId } from "@/lib/db/id";
import { readAsViewer } from "@/lib/db/scope";
import { liftDisciplineAction } from "@/lib/discipline/actions";
import { DISCIPLINE_LABELS } from "@/lib/discipline/labels";
import { findDiscipline } from "@/lib/discipline/queries";

export const metadata: Metadata = { title: "Bỏ kỷ luật" };

type Props = PageProps<"/branches/[branchId]/discipline/[disciplineId]/lift">;

export default async function LiftDisciplinePage({ params }: Props) {
  const { branchId, disciplineId } = await params;
  const row = await readAsViewer((viewer, tx) => findDiscipline(viewer, tx, branchId, disciplineId));
  if (!row) notFound();
  const { branch, person, kind, decisionNumber, validFrom } = row;
  return (
    <div className="space-y-5">
      <PageHeader
        trail={[
          { href: `/branches/${branch.id}`, label: branch.name },
          { href: `/branches/${branch.id}/discipline`, label: "Sổ kỷ luật" },
        ]}
        title={`${person?.fullName ?? branch.name}: bỏ kỷ luật`}
        help={`${DISCIPLINE_LABELS[kind]} theo quyết định số ${decisionNumber} ngày ${formatDate(validFrom)}.`}
      />
      <LiftingForm
        action={liftDisciplineAction}
        requestId={newId()}
        today={formatDate(today())}
        disciplineId={row.id}
      />
    </div>
  );
}
