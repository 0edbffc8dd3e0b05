import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { CorrectionForm } from "@/components/composing/draft-forms";
import { PageHeader } from "@/components/layout/page-header";
import { Card } from "@/components/ui/basics";
import { correctPlanAction } from "@/lib/composing/actions";
import { planFamily } from "@/lib/composing/queries";
import { formatDate } from "@/lib/dates/plain-date";
import { today } from "@/lib/dates/today";
import { newId } from "@/lib/db/id";
import { readAsViewer } from "@/lib/db/scope";
import { planName } from "@/lib/plans/labels";
import { planPage } from "@/lib/plans/queries";

export const metadata: Metadata = { title: "Đính chính kế hoạch" };

/** Long clauses are told apart by how they begin. */
const beginning = (text: string): string => (text.length > 90 ? `${text.slice(0, 90)}…` : text);

export default async function NewCorrectionPage({ params }: PageProps<"/plans/[planId]/corrections/new">) {
  const { planId } = await params;
  const { plan, family } = await readAsViewer(async (viewer, tx) => ({
    plan: await planPage(viewer, tx, planId),
    family: await planFamily(viewer, tx, planId),
  }));
  if (!plan || !family?.isMine) notFound();
  return (
    <>
      <PageHeader
        trail={[
          { href: "/plans", label: "Kế hoạch" },
          { href: `/plans/${plan.id}`, label: planName(plan) },
        ]}
        title="Đính chính"
        help="Lời đã ban hành giữ nguyên; lời đúng đứng cạnh, kèm lý do và ngày. Thay đổi lớn thì soạn kế hoạch mới."
      />
      <Card>
        <CorrectionForm
          planId={plan.id}
          taskId={null}
          clauses={plan.tasks.map(({ id, section, text }) => ({
            value: id,
            label: `${section}. ${beginning(text)}`,
          }))}
          today={formatDate(today())}
          requestId={newId()}
          action={correctPlanAction}
        />
      </Card>
    </>
  );
}
