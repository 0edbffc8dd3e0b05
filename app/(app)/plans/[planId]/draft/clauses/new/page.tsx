import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { NewClauseForm } from "@/components/composing/draft-forms";
import { PageHeader } from "@/components/layout/page-header";
import { Card } from "@/components/ui/basics";
import { addClauseAction } from "@/lib/composing/actions";
import { draftName } from "@/lib/composing/labels";
import { composingChoices, draftPage } from "@/lib/composing/queries";
import { newId } from "@/lib/db/id";
import { readAsViewer } from "@/lib/db/scope";

export const metadata: Metadata = { title: "Thêm mục" };

export default async function NewClausePage({
  params,
  searchParams,
}: PageProps<"/plans/[planId]/draft/clauses/new">) {
  const { planId } = await params;
  const { under } = await searchParams;
  const { draft, choices } = await readAsViewer(async (viewer, tx) => ({
    draft: await draftPage(viewer, tx, planId),
    choices: await composingChoices(viewer, tx, planId),
  }));
  if (!draft?.isMine) notFound();
  const parent = draft.tasks.find(({ id }) => id === under);
  return (
    <>
      <PageHeader
        trail={[
          { href: "/plans", label: "Kế hoạch" },
          { href: `/plans/${draft.id}/draft`, label: draftName(draft) },
        ]}
        title={parent ? `Thêm vào mục ${parent.section}` : "Thêm mục lớn"}
        help={parent ? parent.text : "Mục lớn đứng cuối kế hoạch; xếp lại sau nếu cần."}
      />
      <Card>
        <NewClauseForm
          planId={draft.id}
          parentId={parent?.id ?? null}
          units={choices.units}
          requestId={newId()}
          action={addClauseAction}
        />
      </Card>
    </>
  );
}
