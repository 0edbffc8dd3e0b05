import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { BasisForm, RemoveForm } from "@/components/composing/draft-forms";
import { PageHeader } from "@/components/layout/page-header";
import { Card, Disclosure, Notice } from "@/components/ui/basics";
import { removeBasisAction, writeBasisAction } from "@/lib/composing/actions";
import { draftName } from "@/lib/composing/labels";
import { composingChoices, draftPage } from "@/lib/composing/queries";
import { newId } from "@/lib/db/id";
import { readAsViewer } from "@/lib/db/scope";

export const metadata: Metadata = { title: "Sửa căn cứ" };

export default async function BasisPage({ params }: PageProps<"/plans/[planId]/draft/bases/[basisId]">) {
  const { planId, basisId } = await params;
  const { draft, choices } = await readAsViewer(async (viewer, tx) => ({
    draft: await draftPage(viewer, tx, planId),
    choices: await composingChoices(viewer, tx, planId),
  }));
  const basis = draft?.isMine ? draft.bases.find(({ id }) => id === basisId) : undefined;
  if (!draft || !basis) notFound();
  return (
    <div className="space-y-5">
      <PageHeader
        trail={[
          { href: "/plans", label: "Kế hoạch" },
          { href: `/plans/${draft.id}/draft`, label: draftName(draft) },
        ]}
        title="Căn cứ"
        help="Sửa theo văn bản, hoặc bỏ khỏi dự thảo."
      />
      {basis.needsRenewal && (
        <Notice tone="warn">
          Chép từ kế hoạch năm trước. Còn hiệu lực thì lưu lại, hết hiệu lực thì bỏ.
        </Notice>
      )}
      <Card>
        <BasisForm
          planId={draft.id}
          basis={basis}
          plans={choices.plans}
          requestId={newId()}
          action={writeBasisAction}
        />
      </Card>
      <Disclosure summary="Bỏ căn cứ này">
        <RemoveForm
          hidden={{ basisId: basis.id }}
          label="Bỏ căn cứ"
          requestId={newId()}
          action={removeBasisAction}
        />
      </Disclosure>
    </div>
  );
}
