import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { ClauseForm, MoveClauseForm, RemoveForm } from "@/components/composing/draft-forms";
import { PageHeader } from "@/components/layout/page-header";
import { Card, Disclosure } from "@/components/ui/basics";
import { moveClauseAction, removeClauseAction, writeClauseAction } from "@/lib/composing/actions";
import { draftName } from "@/lib/composing/labels";
import { composingChoices, draftPage } from "@/lib/composing/queries";
import { isNumbered, subtreeOf } from "@/lib/composing/rules";
import { newId } from "@/lib/db/id";
import { readAsViewer } from "@/lib/db/scope";

export const metadata: Metadata = { title: "Sửa mục" };

export default async function ClausePage({ params }: PageProps<"/plans/[planId]/draft/clauses/[clauseId]">) {
  const { planId, clauseId } = await params;
  const { draft, choices } = await readAsViewer(async (viewer, tx) => ({
    draft: await draftPage(viewer, tx, planId),
    choices: await composingChoices(viewer, tx, planId),
  }));
  const clause = draft?.isMine ? draft.tasks.find(({ id }) => id === clauseId) : undefined;
  if (!draft || !clause) notFound();
  const parent = draft.tasks.find(({ id }) => id === clause.parentId);
  const inside = subtreeOf(draft.tasks, clause.id).length - 1;
  return (
    <div className="space-y-5">
      <PageHeader
        trail={[
          { href: "/plans", label: "Kế hoạch" },
          { href: `/plans/${draft.id}/draft`, label: draftName(draft) },
        ]}
        title={`Mục ${clause.section}`}
        help="Sửa lời, đơn vị được giao và hạn nếu có; xếp lại hoặc bỏ mục ở dưới."
      />
      <Card title="Nội dung">
        <ClauseForm
          taskId={clause.id}
          text={clause.text}
          isNumbered={isNumbered(clause.section, parent?.section ?? null)}
          isOutermost={clause.parentId === null}
          unitIds={clause.charged.map(({ id }) => id)}
          dueOn={clause.charged.find(({ dueOn }) => dueOn)?.dueOn ?? null}
          units={choices.units}
          requestId={newId()}
          action={writeClauseAction}
        />
      </Card>
      <Card title="Vị trí">
        <MoveClauseForm taskId={clause.id} requestId={newId()} action={moveClauseAction} />
      </Card>
      <Disclosure summary="Bỏ mục này">
        <p className="mb-3">
          {inside > 0 ? `Bỏ cả ${inside} mục bên trong.` : "Mục này không có mục bên trong."}
        </p>
        <RemoveForm
          hidden={{ taskId: clause.id }}
          label="Bỏ mục"
          requestId={newId()}
          action={removeClauseAction}
        />
      </Disclosure>
    </div>
  );
}
