import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { PageHeader } from "@/components/layout/page-header";
import { RestoreForm } from "@/components/members/membership-forms";
import { formatDate } from "@/lib/dates/plain-date";
import { today } from "@/lib/dates/today";
import { newId } from "@/lib/db/id";
import { readAsViewer } from "@/lib/db/scope";
import { restoreMembershipAction } from "@/lib/members/actions";
import { END_LABELS, memberWord } from "@/lib/members/labels";
import { findMembership } from "@/lib/members/queries";
import { moveFrom } from "@/lib/members/rules";

export const metadata: Metadata = { title: "Khôi phục" };

type Props = PageProps<"/branches/[branchId]/members/[membershipId]/restore">;

export default async function RestorePage({ params }: Props) {
  const { branchId, membershipId } = await params;
  const membership = await readAsViewer((viewer, tx) => findMembership(viewer, tx, branchId, membershipId));
  if (!membership?.branch.decidesAbove || !membership.validTo || !membership.endKind) notFound();
  const { branch, person, line, validTo, endKind } = membership;
  if (!moveFrom(line, endKind, "restore")) notFound();
  return (
    <div className="space-y-5">
      <PageHeader
        trail={[
          { href: `/branches/${branch.id}`, label: branch.name },
          { href: `/branches/${branch.id}/members?state=ended`, label: `Danh sách ${memberWord(line)}` },
        ]}
        title={`${person.fullName}: khôi phục`}
        help={`Đã ra ngày ${formatDate(validTo)} (${END_LABELS[endKind].toLocaleLowerCase("vi")}). Ngày vào Đoàn, Hội và số thẻ được giữ. Chỉ sửa ngày ghi nhầm thì dùng “Sửa ngày vào, ngày ra”.`}
      />
      <RestoreForm
        action={restoreMembershipAction}
        requestId={newId()}
        membershipId={membership.id}
        today={formatDate(today())}
      />
    </div>
  );
}
