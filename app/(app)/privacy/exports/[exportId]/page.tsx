import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { PageHeader } from "@/components/layout/page-header";
import { PrintButton } from "@/components/layout/print-button";
import { Card } from "@/components/ui/basics";
import { formatMoment } from "@/lib/dates/plain-date";
import { readAsViewer } from "@/lib/db/scope";
import { fieldLabel, TABLE_LABELS, valueLabel } from "@/lib/privacy/labels";
import { openExport } from "@/lib/privacy/queries";
import { EXPORTED_TABLES } from "@/lib/privacy/rules";

export const metadata: Metadata = { title: "Bản xuất dữ liệu" };

export default async function ExportPage({ params }: PageProps<"/privacy/exports/[exportId]">) {
  const { exportId } = await params;
  const made = await readAsViewer((viewer, tx) => openExport(viewer, tx, exportId));
  if (!made) notFound();
  const watermark = `Xuất lúc ${formatMoment(made.createdAt)} bởi ${made.madeBy}. Mã ${made.id}. Lý do: ${made.reason}`;
  return (
    <div className="space-y-5">
      <PageHeader
        trail={[{ href: "/privacy/exports", label: "Các lần xuất dữ liệu" }]}
        title={`Mọi dữ liệu về ${made.person.fullName}`}
        help="Chỉ giao cho đúng người đó. Trang này mở được trong một giờ kể từ lúc xuất."
        actions={
          <>
            <a href={`/privacy/exports/${made.id}/data`} className="btn no-print">
              Tải về (JSON)
            </a>
            <PrintButton />
          </>
        }
      />
      <p className="notice" data-tone="warn">
        {watermark}
      </p>
      {EXPORTED_TABLES.map((table) => ({ table, rows: made.held[table] })).map(({ table, rows }) => (
        <Card key={table} title={TABLE_LABELS[table] ?? table}>
          {(rows ?? []).length === 0 && <p className="text-(--ink-soft)">Không có.</p>}
          {/* Rows of a finished export never change places, and have no key in common. */}
          {[...(rows ?? []).entries()].map(([place, row]) => (
            <dl key={place} className="mb-4 grid gap-x-6 gap-y-1 sm:grid-cols-[14rem_1fr]">
              {Object.entries(row)
                .filter(([, value]) => value !== null)
                .map(([field, value]) => (
                  <div key={field} className="contents">
                    <dt className="wrap-anywhere text-(--ink-soft) text-sm">{fieldLabel(table, field)}</dt>
                    <dd className="wrap-anywhere">{valueLabel(value)}</dd>
                  </div>
                ))}
            </dl>
          ))}
          <p className="only-print text-xs">{watermark}</p>
        </Card>
      ))}
    </div>
  );
}
