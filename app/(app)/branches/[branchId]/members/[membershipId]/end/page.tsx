import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { PageHeader } from "@/components/layout/page-header";
import { EndForm } from "@/components/members/membership-forms";
import { Notice } from "@/components/ui/basics";
import { formatDate } from "@/lib/dates/plain-date";
import { today } from "@/lib/dates/today";
import { newId } from "@/lib/db/id";
import { readAsViewer } from "@/lib/db/scope";
import { endMembershipAction } from "@/lib/members/actions";
import { END_LABELS, memberWord, postLabel } from "@/lib/members/labels";
import { findMembership } from "@/lib/members/queries";
import { recordableEndsOf } from "@/lib/members/rules";

export const metadata: Metadata = { title: "Kết thúc sinh hoạt" };

type Props = PageProps<"/branches/[branchId]/members/[membershipId]/end">;

export default async function EndMembershipPage({ params, searchParams }: Props) {
  const { branchId, membershipId } = await params;
  const { why } = await searchParams;
  const membership = await readAsViewer((viewer, tx) => findMembership(viewer, tx, branchId, membershipId));
  if (!membership?.branch.canKeep || membership.validTo) notFound();
  const { branch, person, posts, line } = membership;
  const chosen = recordableEndsOf(line).find((kind) => kind === why) ?? null;
  return (
    <div className="space-y-5">
      <PageHeader
        trail={[
          { href: `/branches/${branch.id}`, label: branch.name },
          { href: `/branches/${branch.id}/members`, label: `Danh sách ${memberWord(line)}` },
        ]}
        title={`${person.fullName}: ${chosen ? END_LABELS[chosen].toLocaleLowerCase("vi") : "kết thúc sinh hoạt"}`}
        help={`${line === "union" ? "Đoàn viên" : "Hội viên"} từ ngày ${formatDate(membership.validFrom)}. ${chosen ? "Xem lại rồi ghi." : "Chọn vì sao và từ ngày nào không còn là thành viên."}`}
      />
      {posts.length > 0 && (
        <Notice tone="warn">
          Đang giữ chức vụ {posts.map(({ title }) => postLabel(title, branch.kind)).join(", ")}: chức vụ sẽ
          kết thúc cùng ngày.
        </Notice>
      )}
      <EndForm
        action={endMembershipAction}
        requestId={newId()}
        membershipId={membership.id}
        line={line}
        today={formatDate(today())}
        chosen={chosen}
      />
      {chosen && (
        <p>
          <Link href={`/branches/${branch.id}/members/${membership.id}/end`} prefetch={false}>
            Ra vì lý do khác
          </Link>
        </p>
      )}
    </div>
  );
}
