import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { PersonExport } from "@/components/exports/export-links";
import { PageHeader } from "@/components/layout/page-header";
import { DecisionForm } from "@/components/members/decision-form";
import { ProposalList } from "@/components/members/proposal-list";
import { Card, EmptyState, Notice, Tabs } from "@/components/ui/basics";
import { can } from "@/lib/access/policy";
import { formatDate, formatMoment } from "@/lib/dates/plain-date";
import { newId } from "@/lib/db/id";
import { readAsViewer } from "@/lib/db/scope";
import { decideAdmissionsAction, withdrawAdmissionAction } from "@/lib/members/actions";
import { birthLabel, EDUCATION_LABELS, explainWarning, GENDER_LABELS } from "@/lib/members/labels";
import { type WaitingAdmissions, waitingAdmissions } from "@/lib/members/queries";

export const metadata: Metadata = { title: "Chuẩn y kết nạp" };

export default async function AdmissionsPage({ searchParams }: PageProps<"/admissions">) {
  const { branch: asked, done, count } = await searchParams;
  const page = await readAsViewer(async (viewer, tx) =>
    can(viewer, "member.write") ? waitingAdmissions(viewer, tx) : null,
  );
  if (!page) notFound();
  const { branches, mine } = page;
  const chosen = branches.find(({ id }) => id === asked) ?? branches[0];
  return (
    <div className="space-y-5">
      <PageHeader
        trail={[{ href: "/members", label: "Đoàn viên, hội viên" }]}
        title="Chuẩn y kết nạp"
        actions={branches.length + mine.length > 0 && <PersonExport list="admissions" />}
        help="Chọn những người cùng một quyết định của một tổ chức, rồi chuẩn y hoặc không chuẩn y kèm lý do. Người đề nghị không tự quyết định."
      />
      {done === "approve" && (
        <Notice tone="good">Đã chuẩn y {count} người; họ là thành viên từ ngày kết nạp.</Notice>
      )}
      {done === "refuse" && <Notice tone="good">Đã ghi không chuẩn y {count} người.</Notice>}
      {branches.length > 1 && (
        <Tabs
          label="Tổ chức có đề nghị"
          tabs={branches.map(({ id, name, admissions }) => ({
            href: `/admissions?branch=${id}`,
            label: `${name} (${admissions.length})`,
            isCurrent: id === chosen?.id,
          }))}
        />
      )}
      {chosen ? (
        <Card title={chosen.name}>
          <DecisionForm
            action={decideAdmissionsAction}
            requestId={newId()}
            candidates={chosen.admissions.map((admission) => ({
              value: admission.id,
              label: `${admission.person.fullName}, sinh ${birthLabel(admission.person.birth)}`,
              hint: hintOf(admission),
            }))}
          />
        </Card>
      ) : (
        <EmptyState title="Không có đề nghị nào chờ bạn chuẩn y" />
      )}
      {mine.length > 0 && (
        <Card title="Bạn đã đề nghị, đang chờ người khác">
          <ProposalList
            proposals={mine}
            withdraw={withdrawAdmissionAction}
            newRequestId={newId}
            empty={null}
          />
        </Card>
      )}
    </div>
  );
}

type Candidate = WaitingAdmissions["branches"][number]["admissions"][number];

const hintOf = ({ person, admitOn, proposedBy, proposedAt, note, findings }: Candidate): string =>
  [
    `Kết nạp ngày ${formatDate(admitOn)}`,
    person.gender && GENDER_LABELS[person.gender],
    person.education && EDUCATION_LABELS[person.education],
    person.occupation,
    `${proposedBy ?? "Tài khoản khác"} đề nghị lúc ${formatMoment(proposedAt)}`,
    note,
    ...findings.map(explainWarning),
  ]
    .filter(Boolean)
    .join(". ");
