import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { PageHeader } from "@/components/layout/page-header";
import { ObligationForm } from "@/components/receipts/receipts";
import { Card, Timeline } from "@/components/ui/basics";
import { formatDate } from "@/lib/dates/plain-date";
import { today } from "@/lib/dates/today";
import { newId } from "@/lib/db/id";
import { readAsViewer } from "@/lib/db/scope";
import { planName } from "@/lib/plans/labels";
import { stepObligationAction } from "@/lib/receipts/actions";
import { OBLIGATION_LABELS } from "@/lib/receipts/labels";
import { obligationPage } from "@/lib/receipts/queries";

export const metadata: Metadata = { title: "Việc đã làm theo kế hoạch" };

export default async function ObligationPage({
  params,
  searchParams,
}: PageProps<"/plans/[planId]/progress/[clauseId]">) {
  const { planId, clauseId } = await params;
  const { unit: unitId } = await searchParams;
  const page = await readAsViewer((viewer, tx) =>
    obligationPage(viewer, tx, planId, clauseId, String(unitId)),
  );
  if (!page) notFound();
  const { plan, clause, unit } = page;
  return (
    <div className="space-y-5">
      <PageHeader
        trail={[
          { href: "/plans", label: "Kế hoạch" },
          { href: `/plans/${planId}`, label: planName(plan) },
          { href: `/plans/${planId}/progress`, label: "Tiếp nhận, thực hiện" },
        ]}
        title={`Mục ${clause.section}: ${unit.unitName}`}
        help={clause.text}
      />
      <Card title="Ghi việc đã làm">
        <ObligationForm
          taskId={clause.id}
          unitId={unit.unitId}
          moves={unit.moves}
          today={formatDate(today())}
          requestId={newId()}
          action={stepObligationAction}
        />
      </Card>
      <Card title="Đã ghi">
        <Timeline
          items={unit.history.map((step, index) => ({
            key: String(index),
            when: `${formatDate(step.on)}${step.by ? `, ${step.by}` : ""}`,
            what: OBLIGATION_LABELS[step.state],
            more: step.note,
          }))}
          empty="Chưa ghi gì."
        />
      </Card>
    </div>
  );
}
