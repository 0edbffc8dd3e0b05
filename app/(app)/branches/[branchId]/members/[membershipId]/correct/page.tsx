import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { PageHeader } from "@/components/layout/page-header";
import { CorrectForm, TakeBackForm } from "@/components/members/membership-forms";
import { Disclosure, LinkButton } from "@/components/ui/basics";
import { newId } from "@/lib/db/id";
import { readAsViewer } from "@/lib/db/scope";
import { correctMembershipAction, takeBackMembershipAction } from "@/lib/members/actions";
import { memberWord } from "@/lib/members/labels";
import { findMembership } from "@/lib/members/queries";

export const metadata: Metadata = { title: "Sửa ngày vào, ngày ra" };

type Props = PageProps<"/branches/[branchId]/members/[membershipId]/correct">;

export default async function CorrectMembershipPage({ params }: Props) {
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
        title={`${person.fullName}: sửa ngày vào, ngày ra`}
        help="Chỉ để sửa điều đã ghi sai. Số liệu báo cáo trước ngày sửa vẫn xem lại được như đã báo cáo."
        actions={
          <LinkButton href={`/members/${person.id}/edit`} tone="quiet">
            Sửa họ tên, ngày sinh
          </LinkButton>
        }
      />
      <CorrectForm action={correctMembershipAction} requestId={newId()} given={membership} />
      <Disclosure summary="Ghi nhầm người: người này chưa từng là thành viên ở đây">
        <TakeBackForm action={takeBackMembershipAction} requestId={newId()} membershipId={membership.id} />
      </Disclosure>
    </div>
  );
}
