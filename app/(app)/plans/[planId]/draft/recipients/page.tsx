import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { RecipientsForm } from "@/components/composing/draft-forms";
import { PageHeader } from "@/components/layout/page-header";
import { Card } from "@/components/ui/basics";
import { writeRecipientsAction } from "@/lib/composing/actions";
import { draftName } from "@/lib/composing/labels";
import { composingChoices, draftPage } from "@/lib/composing/queries";
import { newId } from "@/lib/db/id";
import { readAsViewer } from "@/lib/db/scope";

export const metadata: Metadata = { title: "Nơi nhận" };

export default async function DraftRecipientsPage({ params }: PageProps<"/plans/[planId]/draft/recipients">) {
  const { planId } = await params;
  const { draft, choices } = await readAsViewer(async (viewer, tx) => ({
    draft: await draftPage(viewer, tx, planId),
    choices: await composingChoices(viewer, tx, planId),
  }));
  if (!draft?.isMine) notFound();
  const withUnits = draft.recipients.find(({ units }) => units.length > 0);
  return (
    <>
      <PageHeader
        trail={[
          { href: "/plans", label: "Kế hoạch" },
          { href: `/plans/${draft.id}/draft`, label: draftName(draft) },
        ]}
        title="Nơi nhận"
        help="Đơn vị trong hệ thống nhận ngay khi ban hành; cơ quan khác chỉ ghi tên trên văn bản."
      />
      <Card>
        <RecipientsForm
          planId={draft.id}
          units={choices.units.filter(({ id, kind }) => kind !== "department" && id !== draft.unitId)}
          unitsText={withUnits?.text ?? null}
          unitIds={withUnits?.units.map(({ id }) => id) ?? []}
          others={draft.recipients
            .filter((recipient) => recipient !== withUnits)
            .map(({ text }) => text)
            .join("\n")}
          requestId={newId()}
          action={writeRecipientsAction}
        />
      </Card>
    </>
  );
}
