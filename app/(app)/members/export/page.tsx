import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { ExportForm, FetchForm } from "@/components/exports/export-form";
import { PageHeader } from "@/components/layout/page-header";
import { Notice } from "@/components/ui/basics";
import { proofNeeded } from "@/lib/access/proof";
import { newId } from "@/lib/db/id";
import { readAsViewer } from "@/lib/db/scope";
import { askExportAction } from "@/lib/exports/actions";
import { findExport, personList } from "@/lib/exports/queries";
import { personListSchema } from "@/lib/exports/schema";
import { formatNumber } from "@/lib/format";

export const metadata: Metadata = { title: "Xuất danh sách" };

export default async function ExportPage({ searchParams }: PageProps<"/members/export">) {
  const query = await searchParams;
  const asked = personListSchema.parse(query);
  if (!asked) notFound();
  const page = await readAsViewer(async (viewer, tx) => {
    const ready = query.ready ? await findExport(viewer, tx, String(query.ready)) : null;
    // Once it is ready, the list is the one that was asked for.
    const { list, filter } = ready ?? asked;
    const found = await personList(viewer, tx, list, filter);
    return found && { ...found, list, filter, ready, needed: proofNeeded(viewer) };
  });
  if (!page) notFound();
  const { title, href, count, list, filter, ready, needed } = page;
  return (
    <div className="space-y-5">
      <PageHeader
        trail={[{ href, label: title }]}
        title="Xuất danh sách"
        help="Tệp Excel hoặc CSV theo bộ lọc đang dùng, không có thông tin nhạy cảm. Mỗi dòng mang tên người xuất; lý do và số dòng được ghi lại."
      />
      {ready ? (
        <Notice tone="good" title={`Tệp đã sẵn sàng: ${formatNumber(ready.count)} dòng.`}>
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
          <p>
            {title}: {formatNumber(count)} dòng theo bộ lọc đang dùng.
          </p>
          <ExportForm
            action={askExportAction}
            requestId={newId()}
            filter={{
              list,
              ...Object.fromEntries(
                Object.entries(filter).flatMap(([name, value]) => (value ? [[name, value]] : [])),
              ),
            }}
            needed={needed}
          />
        </>
      )}
    </div>
  );
}
