import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { DropForm, IssueForm } from "@/components/composing/draft-forms";
import { DraftParts, MissingParts } from "@/components/composing/draft-view";
import { PageHeader } from "@/components/layout/page-header";
import { Card, Disclosure, LinkButton, Notice } from "@/components/ui/basics";
import { dropPlanAction, issuePlanAction } from "@/lib/composing/actions";
import { draftName } from "@/lib/composing/labels";
import { draftPage } from "@/lib/composing/queries";
import { newId } from "@/lib/db/id";
import { readAsViewer } from "@/lib/db/scope";

export const metadata: Metadata = { title: "Dự thảo kế hoạch" };

const DONE = new Map([
  ["head", "Đã lưu phần đầu."],
  ["clause", "Đã lưu mục."],
  ["moved", "Đã xếp lại."],
  ["removed", "Đã bỏ."],
  ["basis", "Đã lưu căn cứ."],
  ["recipients", "Đã lưu nơi nhận."],
  [
    "cascaded",
    "Đã chép các mục giao cho đơn vị. Bổ sung đặc thù của đơn vị, số, ngày, người ký rồi ban hành.",
  ],
  ["cloned", "Đã chép sang năm sau. Số, ngày, người ký và thời hạn không chép; xem lại từng căn cứ."],
]);

export default async function DraftPageRoute({ params, searchParams }: PageProps<"/plans/[planId]/draft">) {
  const { planId } = await params;
  const { done } = await searchParams;
  const draft = await readAsViewer((viewer, tx) => draftPage(viewer, tx, planId));
  if (!draft) notFound();
  const told = DONE.get(String(done));
  return (
    <div className="space-y-5">
      <PageHeader
        trail={[{ href: "/plans", label: "Kế hoạch" }]}
        title={draftName(draft)}
        help={`${draft.unitName}: ${draft.title}. Viết từng phần, đủ rồi thì ban hành; chỉ đơn vị soạn và Ban Tổ chức – Kiểm tra thấy dự thảo.`}
        actions={
          <>
            {draft.parent && (
              <LinkButton href={`/plans/${draft.parent.id}`} tone="quiet">
                Kế hoạch cấp trên
              </LinkButton>
            )}
            {draft.clonedFrom && (
              <LinkButton href={`/plans/${draft.clonedFrom.id}`} tone="quiet">
                Kế hoạch năm trước
              </LinkButton>
            )}
            {!draft.isOfProvince && (
              <LinkButton href={`/plans/${draft.id}/lists`} tone="quiet">
                Danh sách củng cố, thành lập
              </LinkButton>
            )}
          </>
        }
      />
      {told && <Notice tone="good">{told}</Notice>}
      {draft.isMine && (
        <Card title="Ban hành">
          {draft.missing.length > 0 ? (
            <MissingParts planId={draft.id} missing={draft.missing} />
          ) : (
            <IssueForm planId={draft.id} requestId={newId()} action={issuePlanAction} />
          )}
        </Card>
      )}
      <DraftParts draft={draft} />
      {draft.isMine && (
        <Disclosure summary="Bỏ dự thảo này">
          <DropForm planId={draft.id} requestId={newId()} action={dropPlanAction} />
        </Disclosure>
      )}
    </div>
  );
}
