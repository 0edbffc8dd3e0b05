import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { MeasureForm } from "@/components/branches/branch-forms";
import { PageHeader } from "@/components/layout/page-header";
import { startMeasureAction } from "@/lib/branches/actions";
import { branchPage, ratingLevels } from "@/lib/branches/queries";
import { formatDate } from "@/lib/dates/plain-date";
import { today } from "@/lib/dates/today";
import { newId } from "@/lib/db/id";
import { readAsViewer } from "@/lib/db/scope";

export const metadata: Metadata = { title: "Đề ra biện pháp củng cố" };

export default async function NewMeasurePage({ params }: PageProps<"/branches/[branchId]/measures/new">) {
  const { branchId } = await params;
  const { page, ratings } = await readAsViewer(async (viewer, tx) => ({
    page: await branchPage(viewer, tx, branchId),
    ratings: await ratingLevels(viewer, tx),
  }));
  if (!page?.canWrite || !page.evidence.alive) notFound();
  return (
    <>
      <PageHeader
        title="Đề ra biện pháp củng cố"
        help={`${page.name}. Điểm yếu đã điền sẵn theo hồ sơ; sửa lại theo thực tế, ghi việc sẽ làm và người phụ trách.`}
        trail={[
          { href: "/branches", label: "Tổ chức Đoàn, Hội" },
          { href: `/branches/${page.id}`, label: page.name },
        ]}
      />
      <MeasureForm
        action={startMeasureAction}
        requestId={newId()}
        branchId={page.id}
        ratings={ratings}
        weakness={page.health.reasons.join("; ")}
        today={formatDate(today())}
      />
    </>
  );
}
