import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { BasisForm } from "@/components/composing/draft-forms";
import { PageHeader } from "@/components/layout/page-header";
import { Card } from "@/components/ui/basics";
import { writeBasisAction } from "@/lib/composing/actions";
import { draftName } from "@/lib/composing/labels";
import { composingChoices, draftPage } from "@/lib/composing/queries";
import { newId } from "@/lib/db/id";
import { readAsViewer } from "@/lib/db/scope";

export const metadata: Metadata = { title: "Thêm căn cứ" };

export default async function NewBasisPage({ params }: PageProps<"/plans/[planId]/draft/bases/new">) {
  const { planId } = await params;
  const { draft, choices } = await readAsViewer(async (viewer, tx) => ({
    draft: await draftPage(viewer, tx, planId),
    choices: await composingChoices(viewer, tx, planId),
  }));
  if (!draft?.isMine) notFound();
  return (
    <>
      <PageHeader
        trail={[
          { href: "/plans", label: "Kế hoạch" },
          { href: `/plans/${draft.id}/draft`, label: draftName(draft) },
        ]}
        title="Thêm căn cứ"
        help="Văn bản đến của cấp trên, hoặc kế hoạch đã có trong phần mềm."
      />
      <Card>
        <BasisForm
          planId={draft.id}
          basis={null}
          plans={choices.plans}
          requestId={newId()}
          action={writeBasisAction}
        />
      </Card>
    </>
  );
}
