import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { PageHeader } from "@/components/layout/page-header";
import { PaperList } from "@/components/papers/papers";
import { Card, EmptyState } from "@/components/ui/basics";
import { can } from "@/lib/access/policy";
import { formatDate } from "@/lib/dates/plain-date";
import { today } from "@/lib/dates/today";
import { readAsViewer } from "@/lib/db/scope";
import { papersInSight } from "@/lib/papers/queries";

export const metadata: Metadata = { title: "Kế hoạch, tự báo cáo của tổ chức" };

export default async function PapersPage() {
  const page = await readAsViewer(async (viewer, tx) =>
    can(viewer, "branch.read") ? papersInSight(viewer, tx) : null,
  );
  if (!page) notFound();
  return (
    <div className="space-y-5">
      <PageHeader
        trail={[{ href: "/branches", label: "Tổ chức" }]}
        title="Kế hoạch, tự báo cáo của tổ chức"
        help="Bản các chi đoàn, chi hội đã gửi; bản chờ bạn ghi nhận đứng trước."
        printNote={`In ngày ${formatDate(today())}`}
      />
      <Card title={`Chờ bạn ghi nhận (${page.waiting.length})`}>
        {page.waiting.length === 0 ? (
          <EmptyState title="Không có bản nào chờ bạn" />
        ) : (
          <PaperList papers={page.waiting} namesBranch />
        )}
      </Card>
      <Card title={`Đã gửi (${page.others.length})`}>
        {page.others.length === 0 ? (
          <EmptyState title="Chưa có bản nào khác" />
        ) : (
          <PaperList papers={page.others} namesBranch />
        )}
      </Card>
    </div>
  );
}
