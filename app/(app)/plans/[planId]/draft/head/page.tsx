import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { HeadForm } from "@/components/composing/draft-forms";
import { PageHeader } from "@/components/layout/page-header";
import { Card } from "@/components/ui/basics";
import { writePlanHeadAction } from "@/lib/composing/actions";
import { draftName } from "@/lib/composing/labels";
import { draftPage } from "@/lib/composing/queries";
import { newId } from "@/lib/db/id";
import { readAsViewer } from "@/lib/db/scope";

export const metadata: Metadata = { title: "Phần đầu kế hoạch" };

export default async function DraftHeadPage({ params }: PageProps<"/plans/[planId]/draft/head">) {
  const { planId } = await params;
  const draft = await readAsViewer((viewer, tx) => draftPage(viewer, tx, planId));
  if (!draft?.isMine) notFound();
  return (
    <>
      <PageHeader
        trail={[
          { href: "/plans", label: "Kế hoạch" },
          { href: `/plans/${draft.id}/draft`, label: draftName(draft) },
        ]}
        title="Phần đầu, người ký"
        help="Số, ngày và người ký cần có trước khi ban hành; chưa có thì để trống và ghi sau."
      />
      <Card>
        <HeadForm draft={draft} requestId={newId()} action={writePlanHeadAction} />
      </Card>
    </>
  );
}
