import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { PageHeader } from "@/components/layout/page-header";
import { AwardForm } from "@/components/members/membership-forms";
import { formatDate } from "@/lib/dates/plain-date";
import { today } from "@/lib/dates/today";
import { newId } from "@/lib/db/id";
import { readAsViewer } from "@/lib/db/scope";
import { recordAwardAction } from "@/lib/members/actions";
import { memberWord } from "@/lib/members/labels";
import { findMembership } from "@/lib/members/queries";

export const metadata: Metadata = { title: "Khen thưởng" };

type Props = PageProps<"/branches/[branchId]/members/[membershipId]/award">;

export default async function AwardPage({ params }: Props) {
  const { branchId, membershipId } = await params;
  const membership = await readAsViewer((viewer, tx) => findMembership(viewer, tx, branchId, membershipId));
  if (!membership?.branch.canKeep) notFound();
  const { branch, person, line } = membership;
  return (
    <div className="space-y-5">
      <PageHeader
        trail={[
          { href: `/branches/${branch.id}`, label: branch.name },
          { href: `/branches/${branch.id}/members`, label: `Danh sách ${memberWord(line)}` },
        ]}
        title={`${person.fullName}: khen thưởng`}
        help="Mỗi lần khen một dòng, như trong sổ đoàn viên."
      />
      <AwardForm
        action={recordAwardAction}
        requestId={newId()}
        membershipId={membership.id}
        today={formatDate(today())}
      />
    </div>
  );
}
