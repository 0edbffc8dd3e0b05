import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { TakeBackForm } from "@/components/advice/advice-forms";
import { PageHeader } from "@/components/layout/page-header";
import { AgreementForm, JointForm } from "@/components/partners/partner-forms";
import { Badge, Card, Facts, LinkButton, Notice } from "@/components/ui/basics";
import { hrefOf } from "@/components/ui/place";
import { LINE_LABELS } from "@/lib/access/labels";
import { can } from "@/lib/access/policy";
import { writingDesks } from "@/lib/advice/queries";
import { formatDate } from "@/lib/dates/plain-date";
import { newId } from "@/lib/db/id";
import { readAsViewer } from "@/lib/db/scope";
import { formatNumber } from "@/lib/format";
import {
  recordAgreementAction,
  recordJointAction,
  takeBackAgreementAction,
  takeBackJointAction,
} from "@/lib/partners/actions";
import { PARTNER_KIND_LABELS } from "@/lib/partners/labels";
import { activitiesToName, findPartner } from "@/lib/partners/queries";

export const metadata: Metadata = { title: "Cơ quan phối hợp" };

const DONE: Readonly<Record<string, string>> = {
  added: "Đã thêm. Việc tiếp theo: ghi chương trình phối hợp hoặc việc đã cùng làm.",
  renamed: "Đã lưu tên.",
  agreed: "Đã ghi chương trình phối hợp.",
  joined: "Đã ghi việc đã cùng làm.",
  "taken-back": "Đã bỏ.",
};

export default async function PartnerPage({ params, searchParams }: PageProps<"/partners/[partnerId]">) {
  const { partnerId } = await params;
  const { done, form, back } = await searchParams;
  const page = await readAsViewer(async (viewer, tx) => {
    const partner = can(viewer, "desk.read") ? await findPartner(viewer, tx, partnerId) : null;
    return (
      partner && {
        partner,
        desks: partner.mayWrite ? await writingDesks(viewer, tx) : [],
        activities: partner.mayWrite ? await activitiesToName(viewer, tx) : [],
      }
    );
  });
  if (!page) notFound();
  const { partner, desks, activities } = page;
  // One form at a time: the fields of two would bear the same names.
  const base = `/partners/${partner.id}` as const;
  const opened = partner.mayWrite && (form === "agreement" || form === "joint") ? form : null;
  const takenBack = (id: string) => opened === null && back === id;
  const earlier = partner.names.filter(({ name }) => name !== partner.name);
  return (
    <div className="space-y-5">
      <PageHeader
        trail={[{ href: "/partners", label: "Phối hợp" }]}
        title={partner.name}
        help="Đã ký gì với cơ quan này, đã cùng làm gì."
        actions={
          <>
            {partner.mayWrite && (
              <LinkButton href={`${base}?form=agreement`}>Ghi chương trình phối hợp</LinkButton>
            )}
            {partner.mayWrite && (
              <LinkButton href={`${base}?form=joint`} tone="quiet">
                Ghi việc đã cùng làm
              </LinkButton>
            )}
            {partner.isKeeper && (
              <LinkButton href={`${base}/rename`} tone="quiet">
                Đổi tên, đầu mối
              </LinkButton>
            )}
          </>
        }
      />
      {typeof done === "string" && DONE[done] && <Notice tone="good" title={DONE[done]} />}
      <Card>
        <Facts
          facts={[
            { label: "Loại", value: PARTNER_KIND_LABELS[partner.kind] },
            { label: "Đầu mối liên hệ", value: partner.contact },
            { label: "Nơi theo dõi", value: partner.keptBy },
            ...earlier.map(({ id, name, validFrom }) => ({
              label: "Tên khác",
              value: name,
              source: <span key={id}>{`từ ngày ${formatDate(validFrom)}`}</span>,
            })),
          ]}
        />
      </Card>
      <Card title="Chương trình phối hợp">
        {partner.agreements.length === 0 && <p className="text-(--ink-soft)">Chưa ghi chương trình nào.</p>}
        <ul className="space-y-4">
          {partner.agreements.map((row) => (
            <li key={row.id}>
              <p className="max-w-prose whitespace-pre-line font-medium">{row.content}</p>
              <p className="text-(--ink-soft)">
                {[
                  row.unitName,
                  `phần ${LINE_LABELS[row.line]}`,
                  ...(row.documentNumber ? [`số ${row.documentNumber}`] : []),
                  `ký ${formatDate(row.signedOn)}`,
                  row.untilOn ? `đến hết ${formatDate(row.untilOn)}` : "không nêu ngày hết",
                ].join(" · ")}{" "}
                <Badge tone={row.inForce ? "good" : "calm"}>
                  {row.inForce ? "còn hiệu lực" : "hết hiệu lực"}
                </Badge>
              </p>
              {row.isOwn && !takenBack(row.id) && (
                <BackLink href={`${base}?back=${row.id}`} what={row.content} />
              )}
              {row.isOwn && takenBack(row.id) && (
                <TakeBackForm
                  isOpen
                  action={takeBackAgreementAction}
                  requestId={newId()}
                  hidden={{ agreementId: row.id }}
                  summary={`Bỏ chương trình ký ${formatDate(row.signedOn)}`}
                />
              )}
            </li>
          ))}
        </ul>
        {opened === "agreement" && (
          <div className="no-print mt-5">
            <AgreementForm
              action={recordAgreementAction}
              requestId={newId()}
              partnerId={partner.id}
              desks={desks}
            />
          </div>
        )}
      </Card>
      <Card title="Đã cùng làm">
        {partner.activities.length === 0 && <p className="text-(--ink-soft)">Chưa ghi việc nào.</p>}
        <ul className="space-y-4">
          {partner.activities.map((row) => (
            <li key={row.id}>
              <p className="max-w-prose whitespace-pre-line font-medium">{row.content}</p>
              <p className="text-(--ink-soft)">
                {`${formatDate(row.on)} · ${row.unitName}`}
                {row.participants !== null && ` · ${formatNumber(row.participants)} người`}
                {row.activity && (
                  <>
                    {" · "}
                    <Link href={`/branches/${row.activity.branchId}/activities`} prefetch={false}>
                      {row.activity.title}
                    </Link>
                  </>
                )}
              </p>
              {row.isOwn && !takenBack(row.id) && (
                <BackLink href={`${base}?back=${row.id}`} what={row.content} />
              )}
              {row.isOwn && takenBack(row.id) && (
                <TakeBackForm
                  isOpen
                  action={takeBackJointAction}
                  requestId={newId()}
                  hidden={{ jointId: row.id }}
                  summary={`Bỏ việc ngày ${formatDate(row.on)}`}
                />
              )}
            </li>
          ))}
        </ul>
        {opened === "joint" && (
          <div className="no-print mt-5">
            <JointForm
              action={recordJointAction}
              requestId={newId()}
              partnerId={partner.id}
              desks={desks}
              activities={activities}
            />
          </div>
        )}
      </Card>
    </div>
  );
}

const BackLink = ({ href, what }: { href: `/${string}`; what: string }) => (
  <Link href={hrefOf(href)} prefetch={false} className="no-print inline-flex min-h-6 items-center">
    Bỏ<span className="sr-only">: {what}</span>
  </Link>
);
