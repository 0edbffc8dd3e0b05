import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { PageHeader } from "@/components/layout/page-header";
import { PrintButton } from "@/components/layout/print-button";
import { EmptyState } from "@/components/ui/basics";
import { type Column, Table } from "@/components/ui/table";
import { formatDate } from "@/lib/dates/plain-date";
import { readAsViewer } from "@/lib/db/scope";
import { deskOf } from "@/lib/privacy/policy";
import { lawToday, processingRegister } from "@/lib/privacy/queries";
import { REGISTER_HEAD, type RegisterLine } from "@/lib/privacy/rules";

export const metadata: Metadata = { title: "Sổ hoạt động xử lý dữ liệu" };

const COLUMNS: Column<RegisterLine>[] = REGISTER_HEAD.map(([key, label], index) => ({
  key,
  label,
  isName: index === 0,
  cell: (line) => line[key],
}));

export default async function RegisterPage() {
  const lines = await readAsViewer(async (viewer, tx) => {
    const desk = deskOf(viewer);
    return desk ? await processingRegister(viewer, tx, desk) : null;
  });
  if (!lines) notFound();
  return (
    <div className="space-y-5">
      <PageHeader
        trail={[{ href: "/privacy", label: "Quyền riêng tư" }]}
        title="Sổ hoạt động xử lý dữ liệu"
        help="Từng trường dữ liệu cá nhân: để làm gì, theo căn cứ nào, ai nhận, giữ bao lâu, bảo vệ thế nào. Dùng để điền hồ sơ theo mẫu của cơ quan chuyên trách."
        actions={
          <>
            <a href="/privacy/register/csv" className="btn no-print">
              Tải về (CSV)
            </a>
            <PrintButton />
          </>
        }
        printNote={`In ngày ${formatDate(lawToday())}`}
      />
      <div className="card">
        <Table
          caption={`${lines.length} trường dữ liệu`}
          columns={COLUMNS}
          rows={lines}
          rowKey={({ table, field }) => `${table} ${field}`}
          empty={<EmptyState title="Chưa có gì" />}
          isStacked={false}
        />
      </div>
    </div>
  );
}
