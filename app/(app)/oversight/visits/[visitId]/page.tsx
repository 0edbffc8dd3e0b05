import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { TakeBackForm } from "@/components/advice/advice-forms";
import { PageHeader } from "@/components/layout/page-header";
import { Card, Facts, Notice } from "@/components/ui/basics";
import { LINE_LABELS } from "@/lib/access/labels";
import { formatDate } from "@/lib/dates/plain-date";
import { newId } from "@/lib/db/id";
import { readAsViewer } from "@/lib/db/scope";
import { formatNumber } from "@/lib/format";
import { takeBackSupportAction } from "@/lib/oversight/actions";
import { findVisit } from "@/lib/oversight/queries";

export const metadata: Metadata = { title: "Lần hỗ trợ" };

export default async function SupportVisitPage({
  params,
  searchParams,
}: PageProps<"/oversight/visits/[visitId]">) {
  const { visitId } = await params;
  const { done } = await searchParams;
  const visit = await readAsViewer((viewer, tx) => findVisit(viewer, tx, visitId));
  if (!visit) notFound();
  return (
    <div className="space-y-5">
      <PageHeader
        trail={[{ href: "/oversight?show=visits", label: "Hỗ trợ cơ sở" }]}
        title={`Hỗ trợ ${visit.about} ngày ${formatDate(visit.on)}`}
        help="Ai đến, đã giúp gì, kết quả ra sao."
      />
      {done === "recorded" && <Notice tone="good" title="Đã ghi." />}
      <Card>
        <Facts
          facts={[
            { label: "Đơn vị hỗ trợ", value: visit.by, source: `phần ${LINE_LABELS[visit.line]}` },
            { label: "Ai đến", value: <span className="whitespace-pre-line">{visit.visitors}</span> },
            {
              label: "Kinh phí",
              value: visit.money === null ? "không có" : `${formatNumber(visit.money)} đ`,
            },
            { label: "Tài liệu, hiện vật", value: visit.material },
            { label: "Người giúp", value: visit.staff },
            { label: "Kết quả", value: visit.result },
          ]}
        />
      </Card>
      {visit.isDesk && (
        <TakeBackForm
          action={takeBackSupportAction}
          requestId={newId()}
          hidden={{ visitId: visit.id }}
          summary="Bỏ lần hỗ trợ ghi nhầm"
        />
      )}
    </div>
  );
}
