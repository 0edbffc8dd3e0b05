import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { PageHeader } from "@/components/layout/page-header";
import { ReferralForm } from "@/components/referrals/referral-forms";
import { listCommunes } from "@/lib/areas/queries";
import { formatDate } from "@/lib/dates/plain-date";
import { today } from "@/lib/dates/today";
import { newId } from "@/lib/db/id";
import { readAsViewer } from "@/lib/db/scope";
import { memberWord } from "@/lib/members/labels";
import { findMembership, findPerson } from "@/lib/members/queries";
import { requestReferralAction } from "@/lib/referrals/actions";
import { residenceMonths } from "@/lib/referrals/queries";

export const metadata: Metadata = { title: "Giới thiệu về nơi cư trú" };

type Props = PageProps<"/branches/[branchId]/members/[membershipId]/refer">;

export default async function ReferPage({ params }: Props) {
  const { branchId, membershipId } = await params;
  const page = await readAsViewer(async (viewer, tx) => {
    const membership = await findMembership(viewer, tx, branchId, membershipId);
    if (!membership?.branch.canKeep || membership.validTo || membership.line !== "union") return null;
    const person = await findPerson(viewer, tx, membership.person.id);
    return {
      membership,
      areaId: person?.areaId ?? null,
      communes: await listCommunes(viewer, tx),
      months: await residenceMonths(viewer, tx, today()),
    };
  });
  if (!page) notFound();
  const { membership, areaId, communes, months } = page;
  const { branch, person, line, id } = membership;
  return (
    <div className="space-y-5">
      <PageHeader
        trail={[
          { href: `/branches/${branch.id}`, label: branch.name },
          { href: `/branches/${branch.id}/members`, label: `Danh sách ${memberWord(line)}` },
        ]}
        title={`${person.fullName}: giới thiệu về nơi cư trú`}
        help="Chọn nơi cư trú rồi gửi; đoàn cơ sở ký giấy giới thiệu. Người này vẫn là đoàn viên ở đây."
      />
      <ReferralForm
        action={requestReferralAction}
        requestId={newId()}
        today={formatDate(today())}
        membershipId={id}
        communes={communes.map(({ id: value, name, district }) => ({ value, label: name, group: district }))}
        areaId={areaId}
        months={months}
      />
    </div>
  );
}
