import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { DuplicateAsked, DuplicateToDecide } from "@/components/duplicates/duplicate-cases";
import { PageHeader } from "@/components/layout/page-header";
import { Card, EmptyState, Notice } from "@/components/ui/basics";
import { can } from "@/lib/access/policy";
import { newId } from "@/lib/db/id";
import { readAsViewer } from "@/lib/db/scope";
import { decideDuplicateAction } from "@/lib/duplicates/actions";
import { duplicatesAsked, duplicatesToDecide } from "@/lib/duplicates/queries";

export const metadata: Metadata = { title: "Hồ sơ trùng" };

export default async function DuplicatesPage({ searchParams }: PageProps<"/duplicates">) {
  const { done } = await searchParams;
  const page = await readAsViewer(async (viewer, tx) =>
    can(viewer, "duplicate.decide") || can(viewer, "member.write")
      ? { toDecide: await duplicatesToDecide(viewer, tx), asked: await duplicatesAsked(viewer, tx) }
      : null,
  );
  if (!page) notFound();
  const { toDecide, asked } = page;
  return (
    <div className="space-y-5">
      <PageHeader
        trail={[{ href: "/members", label: "Đoàn viên, hội viên" }]}
        title="Hồ sơ trùng"
        help="Hai hồ sơ giống nhau ở hai nơi. Cấp trên chung của hai nơi so sánh rồi kết luận; người hỏi chỉ biết kết luận."
      />
      {done && <Notice tone="good" title="Đã gửi kết luận." />}
      {toDecide.length === 0 && asked.length === 0 && (
        <EmptyState title="Không có hồ sơ trùng nào chờ bạn">
          Khi một người sắp kết nạp giống hồ sơ ở nơi khác, việc xác minh hiện ở đây.
        </EmptyState>
      )}
      {toDecide.map((found) => (
        <DuplicateToDecide key={found.id} found={found} action={decideDuplicateAction} requestId={newId()} />
      ))}
      {asked.length > 0 && (
        <Card title="Bạn đã hỏi">
          <ul className="space-y-4">
            {asked.map(({ personId, fullName, state, note }) => (
              <li key={personId}>
                <p>
                  <Link href={`/members/${personId}`} prefetch={false}>
                    {fullName}
                  </Link>
                </p>
                <DuplicateAsked state={state} note={note} />
              </li>
            ))}
          </ul>
        </Card>
      )}
    </div>
  );
}
