import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { ActivityList } from "@/components/activities/activity-list";
import { ExportLinks } from "@/components/exports/export-links";
import { PageHeader } from "@/components/layout/page-header";
import { LinkButton, Notice } from "@/components/ui/basics";
import { activitiesPage } from "@/lib/activities/queries";
import { activityPageSchema } from "@/lib/activities/schema";
import { formatDate } from "@/lib/dates/plain-date";
import { today } from "@/lib/dates/today";
import { readAsViewer } from "@/lib/db/scope";

export const metadata: Metadata = { title: "Hoạt động của tổ chức" };

const DONE: Record<string, string> = {
  recorded: "Đã ghi hoạt động.",
  "taken-back": "Đã bỏ hoạt động ghi nhầm.",
};

export default async function ActivitiesRecordPage({
  params,
  searchParams,
}: PageProps<"/branches/[branchId]/activities">) {
  const { branchId } = await params;
  const { done, ...query } = await searchParams;
  const { after } = activityPageSchema.parse(query);
  const page = await readAsViewer((viewer, tx) => activitiesPage(viewer, tx, branchId, after));
  if (!page) notFound();
  return (
    <div className="space-y-5">
      <PageHeader
        title="Hoạt động của tổ chức"
        help={`${page.branch.name}. Ghi ngay sau mỗi buổi: tổ chức được đánh giá theo hoạt động gần nhất.`}
        trail={[
          { href: "/branches", label: "Tổ chức Đoàn, Hội" },
          { href: `/branches/${branchId}`, label: page.branch.name },
        ]}
        printNote={`In ngày ${formatDate(today())}`}
        actions={
          <>
            {page.canRecord && (
              <LinkButton href={`/branches/${branchId}/activities/new`}>Ghi hoạt động</LinkButton>
            )}
            <ExportLinks list="activities" filter={{ branch: branchId }} />
          </>
        }
      />
      {typeof done === "string" && DONE[done] && <Notice tone="good" title={DONE[done]} />}
      <ActivityList page={page} isFirst={after === undefined} />
    </div>
  );
}
