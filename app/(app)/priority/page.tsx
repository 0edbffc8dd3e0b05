import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { ExportLinks } from "@/components/exports/export-links";
import { PageHeader } from "@/components/layout/page-header";
import { PriorityList } from "@/components/priority/priority-list";
import { EmptyState, LinkButton } from "@/components/ui/basics";
import { LINE_LABELS } from "@/lib/access/labels";
import { can } from "@/lib/access/policy";
import { formatDate } from "@/lib/dates/plain-date";
import { readAsViewer } from "@/lib/db/scope";
import { priorityList } from "@/lib/priority/reports";
import { priorityFilterSchema } from "@/lib/priority/schema";

export const metadata: Metadata = { title: "Ưu tiên đi trước" };

export default async function PriorityPage({ searchParams }: PageProps<"/priority">) {
  const filter = priorityFilterSchema.parse(await searchParams);
  const page = await readAsViewer(async (viewer, tx) =>
    can(viewer, "dashboard.read") ? { list: await priorityList(viewer, tx, filter) } : undefined,
  );
  if (!page) notFound();
  const { list } = page;
  return (
    <>
      <PageHeader
        title="Ưu tiên đi trước"
        help="Doanh nghiệp chưa có tổ chức nên đến trước, theo đúng lời của kế hoạch; điểm nào cũng nói vì sao. Đánh dấu nơi sẽ đến rồi lập chuyến đi."
        actions={
          <>
            <LinkButton href="/trips" tone="quiet">
              Chuyến đi
            </LinkButton>
            {list && <ExportLinks list="priority" filter={filter} />}
          </>
        }
        printNote={
          list &&
          `Chưa có tổ chức ${LINE_LABELS[list.line]}, tính đến ngày ${formatDate(list.params.asOf)}${
            list.params.knownAt ? `, theo ghi nhận đến hết ngày ${formatDate(list.params.knownAt)}` : ""
          }`
        }
      />
      {list ? (
        <PriorityList {...list} filter={filter} asOf={list.params.asOf} />
      ) : (
        <EmptyState title="Chưa có kế hoạch nào">
          Thứ tự ưu tiên tính theo phạm vi của một kế hoạch; danh sách có khi tỉnh đã ghi kế hoạch.
        </EmptyState>
      )}
    </>
  );
}
