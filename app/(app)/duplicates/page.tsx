import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { DuplicateAsked, DuplicateToDecide } from "@/components/duplicates/duplicate-cases";
import { DecidedPairs, LikelyPairs } from "@/components/duplicates/pair-lists";
import { PageHeader } from "@/components/layout/page-header";
import { Card, EmptyState, Notice } from "@/components/ui/basics";
import { can } from "@/lib/access/policy";
import { newId } from "@/lib/db/id";
import { readAsViewer } from "@/lib/db/scope";
import { decideDuplicateAction } from "@/lib/duplicates/actions";
import { duplicatePairs, duplicatesAsked, duplicatesToDecide, pairsDecided } from "@/lib/duplicates/queries";

export const metadata: Metadata = { title: "Hồ sơ trùng" };

const DONE = new Map([
  ["different", "Đã gửi kết luận."],
  ["same", "Đã gửi kết luận."],
  ["distinct", "Đã ghi là hai người. Hai hồ sơ này không được nêu lại nữa."],
  ["undone", "Đã bỏ kết luận cũ: hai hồ sơ lại như trước."],
]);

export default async function DuplicatesPage({ searchParams }: PageProps<"/duplicates">) {
  const { done } = await searchParams;
  const page = await readAsViewer(async (viewer, tx) =>
    can(viewer, "duplicate.decide") || can(viewer, "member.write")
      ? {
          toDecide: await duplicatesToDecide(viewer, tx),
          asked: await duplicatesAsked(viewer, tx),
          pairs: await duplicatePairs(viewer, tx),
          decided: await pairsDecided(viewer, tx),
        }
      : null,
  );
  if (!page) notFound();
  const { toDecide, asked, pairs, decided } = page;
  const said = DONE.get(String(done));
  return (
    <div className="space-y-5">
      <PageHeader
        trail={[{ href: "/members", label: "Đoàn viên, hội viên" }]}
        title="Hồ sơ trùng"
        help="Hai hồ sơ có thể là một người: so sánh, rồi gộp lại hoặc ghi là hai người. Hồ sơ ở nơi khác thì cấp trên chung kết luận."
      />
      {said && <Notice tone="good" title={said} />}
      {toDecide.length + asked.length + pairs.length + decided.length === 0 && (
        <EmptyState title="Không có hồ sơ trùng nào chờ bạn">
          Khi hai hồ sơ giống nhau, hoặc một người sắp kết nạp giống hồ sơ ở nơi khác, việc xác minh hiện ở
          đây.
        </EmptyState>
      )}
      {toDecide.map((found) => (
        <DuplicateToDecide key={found.id} found={found} action={decideDuplicateAction} requestId={newId()} />
      ))}
      {pairs.length > 0 && <LikelyPairs pairs={pairs} />}
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
      {decided.length > 0 && <DecidedPairs decided={decided} />}
    </div>
  );
}
