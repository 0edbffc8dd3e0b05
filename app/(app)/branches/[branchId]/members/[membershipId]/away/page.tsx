import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { PageHeader } from "@/components/layout/page-header";
import { LostContactForm, ReturnForm, SuspensionForm } from "@/components/members/membership-forms";
import { Card, Notice } from "@/components/ui/basics";
import { covers } from "@/lib/dates/period";
import { addMonths, formatDate } from "@/lib/dates/plain-date";
import { today } from "@/lib/dates/today";
import { newId } from "@/lib/db/id";
import { readAsViewer } from "@/lib/db/scope";
import { loseContactAction, returnMemberAction, suspendMembershipAction } from "@/lib/members/actions";
import { memberWord, periodLabel, STATUS_LABELS } from "@/lib/members/labels";
import { findMembership } from "@/lib/members/queries";

export const metadata: Metadata = { title: "Hoãn sinh hoạt, mất liên lạc" };

/** What the form offers for a time of being put off; up to twelve may be typed. */
const USUAL_MONTHS = 6;

type Props = PageProps<"/branches/[branchId]/members/[membershipId]/away">;

export default async function AwayPage({ params, searchParams }: Props) {
  const { branchId, membershipId } = await params;
  const { kind } = await searchParams;
  const membership = await readAsViewer((viewer, tx) => findMembership(viewer, tx, branchId, membershipId));
  if (!membership?.branch.canKeep || membership.validTo || membership.line !== "union") notFound();
  const { branch, person, line, id, statuses } = membership;
  const on = today();
  const standing = statuses.find((status) => covers(status, on));
  const last = statuses.at(-1);
  const asked = kind === "lost_contact" ? "lost_contact" : "suspended";
  const next = standing?.validTo ?? on;
  const base = { requestId: newId(), membershipId: id, today: formatDate(on) };
  return (
    <div className="space-y-5">
      <PageHeader
        trail={[
          { href: `/branches/${branch.id}`, label: branch.name },
          { href: `/branches/${branch.id}/members`, label: `Danh sách ${memberWord(line)}` },
        ]}
        title={`${person.fullName}: ${STATUS_LABELS[standing?.kind ?? asked].toLocaleLowerCase("vi")}`}
        help={
          (standing?.kind ?? asked) === "suspended"
            ? "Ban Chấp hành chi đoàn quyết định; người hoãn vẫn là đoàn viên, vẫn đóng đoàn phí."
            : "Ghi để chi đoàn biết mà tìm; người này vẫn là đoàn viên."
        }
      />
      {standing && (
        <Notice>
          {STATUS_LABELS[standing.kind]} {periodLabel(standing.validFrom, standing.validTo)}
          {standing.note && `: ${standing.note}`}
        </Notice>
      )}
      {standing && (
        <Card title="Đã trở lại">
          <ReturnForm {...base} action={returnMemberAction} />
        </Card>
      )}
      {standing?.kind === "suspended" && standing === last && (
        <Card title="Gia hạn">
          <SuspensionForm
            {...base}
            requestId={newId()}
            action={suspendMembershipAction}
            from={formatDate(next)}
            until={formatDate(addMonths(next, USUAL_MONTHS))}
          />
        </Card>
      )}
      {!standing && asked === "suspended" && (
        <SuspensionForm
          {...base}
          action={suspendMembershipAction}
          from={base.today}
          until={formatDate(addMonths(on, USUAL_MONTHS))}
        />
      )}
      {!standing && asked === "lost_contact" && <LostContactForm {...base} action={loseContactAction} />}
    </div>
  );
}
