import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { PageHeader } from "@/components/layout/page-header";
import { PersonBases } from "@/components/privacy/person-bases";
import {
  ConsentForm,
  EndBasisForm,
  ExportForm,
  KeepOrderForm,
  LegalBasisForm,
  LiftKeepingForm,
} from "@/components/privacy/privacy-forms";
import { RequestList } from "@/components/privacy/request-list";
import { Card, LinkButton, Notice } from "@/components/ui/basics";
import { can } from "@/lib/access/policy";
import { proofNeeded } from "@/lib/access/proof";
import { formatDate } from "@/lib/dates/plain-date";
import { newId } from "@/lib/db/id";
import { readAsViewer } from "@/lib/db/scope";
import {
  endBasisAction,
  exportPersonAction,
  liftKeepingAction,
  orderKeepingAction,
  recordConsentAction,
  recordLegalBasisAction,
} from "@/lib/privacy/actions";
import { lawToday, legalGrounds, privacyOfPerson } from "@/lib/privacy/queries";

export const metadata: Metadata = { title: "Quyền riêng tư của một người" };

const DONE = new Map([
  ["basis", "Đã ghi căn cứ."],
  ["ended", "Đã kết thúc căn cứ."],
  ["keep", "Đã ghi nghĩa vụ phải giữ."],
  ["lifted", "Đã bỏ nghĩa vụ phải giữ."],
]);

export default async function PersonPrivacyPage({
  params,
  searchParams,
}: PageProps<"/members/[personId]/privacy">) {
  const { personId } = await params;
  const { done, form, of } = await searchParams;
  const page = await readAsViewer(async (viewer, tx) => {
    const found = await privacyOfPerson(viewer, tx, personId);
    return (
      found && {
        ...found,
        grounds: await legalGrounds(viewer, tx),
        proof: proofNeeded(viewer),
        canRegister: can(viewer, "privacy.register"),
      }
    );
  });
  if (!page) notFound();
  const { person, purposes, isMinor, grounds, requests, keepOrders, proof, canRegister } = page;
  const purpose = purposes.find(({ code, standing }) => code === of && standing === null);
  const ending = purposes.find(({ standing }) => standing !== null && standing.id === of);
  const said = DONE.get(String(done));
  const canEnd = person.canRecord || person.isOfDepartment;
  const base = { requestId: newId(), personId: person.id };
  return (
    <div className="space-y-5">
      <PageHeader
        trail={[
          { href: "/members", label: "Đoàn viên, hội viên" },
          { href: `/members/${person.id}`, label: person.fullName },
        ]}
        title={`Quyền riêng tư của ${person.fullName}`}
        help="Vì sao được xử lý dữ liệu của người này, theo từng mục đích. Chưa ghi thì là chưa ghi: không ai được đoán thay."
        actions={
          <>
            {canRegister && (
              <LinkButton href={`/privacy/requests/new?person=${person.id}`}>
                Ghi yêu cầu của người này
              </LinkButton>
            )}
            {person.isOfDepartment && (
              <LinkButton href={`/members/${person.id}/privacy?form=export`} tone="quiet">
                Xuất dữ liệu
              </LinkButton>
            )}
            {person.isOfDepartment && !person.isErased && (
              <LinkButton href={`/members/${person.id}/privacy?form=keep`} tone="quiet">
                Phải giữ hồ sơ
              </LinkButton>
            )}
          </>
        }
      />
      {said && <Notice tone="good">{said}</Notice>}
      {person.isErased && <Notice title="Hồ sơ này đã xoá; lịch sử cũ không hiện nữa." />}
      {isMinor && !person.isErased && (
        <Notice tone="warn" title="Có thể chưa đủ 16 tuổi">
          Cha, mẹ hoặc người giám hộ phải đồng ý (V32).
        </Notice>
      )}
      {form === "consent" && purpose && person.canRecord && (
        <Card title={`Ghi sự đồng ý: ${purpose.name}`}>
          <ConsentForm {...base} action={recordConsentAction} purpose={purpose.code} isMinor={isMinor} />
        </Card>
      )}
      {form === "legal" && purpose && person.canRecord && (
        <Card title={`Ghi căn cứ của luật: ${purpose.name}`}>
          <LegalBasisForm
            {...base}
            action={recordLegalBasisAction}
            purpose={purpose.code}
            grounds={grounds.map(({ code, label }) => ({ value: code, label }))}
          />
        </Card>
      )}
      {form === "end" && ending?.standing && canEnd && (
        <Card title={`Kết thúc căn cứ: ${ending.name}`}>
          <EndBasisForm action={endBasisAction} requestId={newId()} basisId={ending.standing.id} />
        </Card>
      )}
      {form === "export" && person.isOfDepartment && (
        <Card title="Xuất mọi dữ liệu về người này">
          <ExportForm {...base} action={exportPersonAction} proof={proof} />
        </Card>
      )}
      {form === "keep" && person.isOfDepartment && !person.isErased && (
        <Card title="Nghĩa vụ phải giữ hồ sơ">
          <KeepOrderForm {...base} action={orderKeepingAction} />
        </Card>
      )}
      <PersonBases personId={person.id} purposes={purposes} canRecord={person.canRecord} canEnd={canEnd} />
      {keepOrders.length > 0 && (
        <Card title="Nghĩa vụ phải giữ">
          <ul className="space-y-3">
            {keepOrders.map((order) => (
              <li key={order.id}>
                <p>
                  {order.reason} ({order.article}){order.until && `, đến ${formatDate(order.until)}`}
                </p>
                {order.liftedAt === null ? (
                  <LiftKeepingForm action={liftKeepingAction} requestId={newId()} keepOrderId={order.id} />
                ) : (
                  <p className="text-(--ink-soft) text-sm">Đã bỏ</p>
                )}
              </li>
            ))}
          </ul>
        </Card>
      )}
      {person.isOfDepartment && (
        <div className="card">
          <RequestList requests={requests} today={lawToday()} caption="Yêu cầu của người này" />
        </div>
      )}
    </div>
  );
}
