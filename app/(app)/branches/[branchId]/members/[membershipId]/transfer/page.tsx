import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { PageHeader } from "@/components/layout/page-header";
import { StartTransferForm } from "@/components/transfers/transfer-forms";
import { Notice } from "@/components/ui/basics";
import { formatDate } from "@/lib/dates/plain-date";
import { today } from "@/lib/dates/today";
import { newId } from "@/lib/db/id";
import { readAsViewer } from "@/lib/db/scope";
import { memberWord, postLabel } from "@/lib/members/labels";
import { findMembership } from "@/lib/members/queries";
import { requestTransferAction } from "@/lib/transfers/actions";
import { transferDestinations } from "@/lib/transfers/queries";

export const metadata: Metadata = { title: "Chuyển sinh hoạt" };

type Props = PageProps<"/branches/[branchId]/members/[membershipId]/transfer">;

export default async function StartTransferPage({ params }: Props) {
  const { branchId, membershipId } = await params;
  const page = await readAsViewer(async (viewer, tx) => {
    const membership = await findMembership(viewer, tx, branchId, membershipId);
    if (!membership?.branch.canKeep || membership.validTo) return null;
    return { membership, destinations: await transferDestinations(viewer, tx, membership.line) };
  });
  if (!page) notFound();
  const { branch, person, posts, line, id } = page.membership;
  return (
    <div className="space-y-5">
      <PageHeader
        trail={[
          { href: `/branches/${branch.id}`, label: branch.name },
          { href: `/branches/${branch.id}/members`, label: `Danh sách ${memberWord(line)}` },
        ]}
        title={`${person.fullName}: chuyển sinh hoạt`}
        help="Chọn nơi đến rồi gửi. Người này vẫn tính ở đây cho đến ngày nơi đến tiếp nhận."
      />
      {posts.length > 0 && (
        <Notice tone="warn">
          Đang giữ chức vụ {posts.map(({ title }) => postLabel(title, branch.kind)).join(", ")}: chức vụ sẽ
          kết thúc vào ngày được tiếp nhận.
        </Notice>
      )}
      <StartTransferForm
        action={requestTransferAction}
        requestId={newId()}
        today={formatDate(today())}
        membershipId={id}
        line={line}
        destinations={page.destinations
          .filter((destination) => destination.id !== branch.id)
          .map(({ id: value, name, unitName, parentName }) => ({
            value,
            label: parentName ? `${name}, ${parentName}` : name,
            ...(unitName && { group: unitName }),
          }))}
      />
    </div>
  );
}
