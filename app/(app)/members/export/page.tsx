import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { ExportForm, FetchForm } from "@/components/exports/export-form";
import { PageHeader } from "@/components/layout/page-header";
import { Notice } from "@/components/ui/basics";
import { cappedCount } from "@/components/ui/table";
import { can } from "@/lib/access/policy";
import { proofNeeded } from "@/lib/access/proof";
import { newId } from "@/lib/db/id";
import { readAsViewer } from "@/lib/db/scope";
import { askExportAction } from "@/lib/exports/actions";
import { findExport } from "@/lib/exports/queries";
import { formatNumber } from "@/lib/format";
import { countMembers } from "@/lib/members/queries";
import { memberFilterSchema } from "@/lib/members/schema";

export const metadata: Metadata = { title: "Xuất danh sách" };

export default async function ExportPage({ searchParams }: PageProps<"/members/export">) {
  const query = await searchParams;
  const { after: _, ...filter } = memberFilterSchema.parse(query);
  const page = await readAsViewer(async (viewer, tx) =>
    can(viewer, "member.export")
      ? {
          count: await countMembers(viewer, tx, filter),
          ready: query.ready ? await findExport(viewer, tx, String(query.ready)) : null,
          needed: proofNeeded(viewer),
        }
      : null,
  );
  if (!page) notFound();
  const { count, ready, needed } = page;
  return (
    <div className="space-y-5">
      <PageHeader
        trail={[{ href: "/members", label: "Đoàn viên, hội viên" }]}
        title="Xuất danh sách"
        help="Tệp Excel hoặc CSV theo bộ lọc đang dùng, không có thông tin nhạy cảm. Mỗi dòng mang tên người xuất; lý do và số dòng được ghi lại."
      />
      {ready ? (
        <Notice tone="good" title={`Tệp đã sẵn sàng: ${formatNumber(ready.count)} người.`}>
          <p className="mb-3">Tải trong 10 phút. Giữ tệp như giữ sổ đoàn viên; dùng xong thì xóa.</p>
          <FetchForm exportId={ready.requestId} />
        </Notice>
      ) : (
        <>
          {query.ready && (
            <Notice tone="warn" title="Lần chuẩn bị này đã hết hạn.">
              Nêu lại lý do để chuẩn bị tệp mới.
            </Notice>
          )}
          <p>{cappedCount(count)} người theo bộ lọc đang dùng.</p>
          <ExportForm
            action={askExportAction}
            requestId={newId()}
            filter={Object.fromEntries(
              Object.entries(filter).flatMap(([name, value]) => (value ? [[name, value]] : [])),
            )}
            needed={needed}
          />
        </>
      )}
    </div>
  );
}
