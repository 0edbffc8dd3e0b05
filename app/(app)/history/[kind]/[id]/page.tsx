import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { HistoryList } from "@/components/audit/history-list";
import { PageHeader } from "@/components/layout/page-header";
import { Card } from "@/components/ui/basics";
import { Pagination } from "@/components/ui/table";
import { recordHistory } from "@/lib/audit/queries";
import { historyQuerySchema, RECORD_KINDS } from "@/lib/audit/schema";
import { formatDate } from "@/lib/dates/plain-date";
import { today } from "@/lib/dates/today";
import { readAsViewer } from "@/lib/db/scope";

export const metadata: Metadata = { title: "Lịch sử" };

export default async function HistoryPage({ params, searchParams }: PageProps<"/history/[kind]/[id]">) {
  const { kind: asked, id } = await params;
  const { after } = historyQuerySchema.parse(await searchParams);
  const kind = RECORD_KINDS.find((known) => known === asked);
  const found = await readAsViewer(async (viewer, tx) =>
    kind ? recordHistory(viewer, tx, { kind, id, after }) : null,
  );
  if (!found) notFound();
  const { record, deeds, next } = found;
  const here = `/history/${asked}/${id}` as const;
  return (
    <div className="space-y-5">
      <PageHeader
        trail={record.href ? [{ href: record.href, label: record.title }] : []}
        title={`Lịch sử: ${record.title}`}
        help="Ai đã làm gì, lúc nào, vì sao; giá trị cũ → giá trị mới. Vết này không ai sửa được."
        printNote={`In ngày ${formatDate(today())}`}
      />
      <Card>
        <HistoryList deeds={deeds} />
        <Pagination first={after && here} next={next && `${here}?after=${next}`} />
      </Card>
    </div>
  );
}
