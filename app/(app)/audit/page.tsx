import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { Changes, whoDid } from "@/components/audit/history-list";
import { filterInWords, TraceFilters } from "@/components/audit/trace-filter";
import { PageHeader } from "@/components/layout/page-header";
import { EmptyState } from "@/components/ui/basics";
import { cappedCount, Pagination, Table } from "@/components/ui/table";
import { searchTrace } from "@/lib/audit/queries";
import { traceAddress, traceFilterSchema } from "@/lib/audit/schema";
import { formatDate, formatMoment } from "@/lib/dates/plain-date";
import { today } from "@/lib/dates/today";
import { readAsViewer } from "@/lib/db/scope";

export const metadata: Metadata = { title: "Tra cứu vết" };

export default async function AuditPage({ searchParams }: PageProps<"/audit">) {
  const filter = traceFilterSchema.parse(await searchParams);
  const found = await readAsViewer((viewer, tx) => searchTrace(viewer, tx, filter));
  if (!found) notFound();
  return (
    <div className="space-y-5">
      <PageHeader
        title="Tra cứu vết"
        help="Ai đã làm gì, lúc nào, vì sao. Lọc theo người, ngày, việc hoặc hồ sơ; bấm vào hồ sơ để xem toàn bộ lịch sử."
        printNote={`Lọc: ${filterInWords(filter)}. In ngày ${formatDate(today())}.`}
      />
      <TraceFilters filter={filter} units={found.units} />
      <Table
        caption={`${cappedCount(found.count)} dòng vết, mới nhất trước`}
        columns={[
          { key: "at", label: "Lúc", isName: true, cell: ({ at }) => formatMoment(at) },
          { key: "who", label: "Người làm", cell: whoDid },
          {
            key: "deed",
            label: "Việc",
            cell: ({ deed, reason }) => (
              <>
                {deed}
                {reason && <p className="text-(--ink-soft) text-sm">Lý do: {reason}</p>}
              </>
            ),
          },
          { key: "changes", label: "Thay đổi", cell: ({ rows }) => <Changes rows={rows} isLinked /> },
        ]}
        rows={found.deeds}
        rowKey={({ key }) => key}
        empty={
          <EmptyState title="Không có vết nào như vậy">
            Bỏ bớt điều kiện lọc, hoặc xem lại ngày và tên.
          </EmptyState>
        }
      />
      <Pagination
        first={filter.after && traceAddress({ ...filter, after: undefined })}
        next={found.next && traceAddress({ ...filter, after: found.next })}
      />
    </div>
  );
}
