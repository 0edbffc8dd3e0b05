import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { PageHeader } from "@/components/layout/page-header";
import { PostEndForm } from "@/components/members/post-forms";
import { formatDate } from "@/lib/dates/plain-date";
import { today } from "@/lib/dates/today";
import { newId } from "@/lib/db/id";
import { readAsViewer } from "@/lib/db/scope";
import { endPostAction } from "@/lib/members/actions";
import { postLabel } from "@/lib/members/labels";
import { findPost } from "@/lib/members/queries";

export const metadata: Metadata = { title: "Thôi chức vụ" };

export default async function EndPostPage({ params }: PageProps<"/branches/[branchId]/posts/[postId]/end">) {
  const { branchId, postId } = await params;
  const post = await readAsViewer((viewer, tx) => findPost(viewer, tx, branchId, postId));
  if (!post?.branch.canKeep || post.validTo) notFound();
  const { branch, person, title, validFrom } = post;
  return (
    <div className="space-y-5">
      <PageHeader
        trail={[
          { href: `/branches/${branch.id}`, label: branch.name },
          { href: `/branches/${branch.id}/posts`, label: "Chức vụ" },
        ]}
        title={`${person.fullName}: thôi ${postLabel(title, branch.kind)}`}
        help={`Giữ chức vụ từ ngày ${formatDate(validFrom)}. Người này vẫn là thành viên của tổ chức.`}
      />
      <PostEndForm action={endPostAction} requestId={newId()} today={formatDate(today())} postId={post.id} />
    </div>
  );
}
