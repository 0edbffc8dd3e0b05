import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { MeasureResultForm } from "@/components/branches/branch-forms";
import { PageHeader } from "@/components/layout/page-header";
import { Card, Facts } from "@/components/ui/basics";
import { completeMeasureAction } from "@/lib/branches/actions";
import { MEASURE_KIND_LABELS } from "@/lib/branches/labels";
import { findMeasure, mayWriteBranch } from "@/lib/branches/queries";
import { formatDate } from "@/lib/dates/plain-date";
import { today } from "@/lib/dates/today";
import { newId } from "@/lib/db/id";
import { readAsViewer } from "@/lib/db/scope";

export const metadata: Metadata = { title: "Kết quả củng cố" };

export default async function MeasurePage({
  params,
}: PageProps<"/branches/[branchId]/measures/[measureId]">) {
  const { branchId, measureId } = await params;
  const { measure, isOpen } = await readAsViewer(async (viewer, tx) => {
    const found = await findMeasure(viewer, tx, measureId);
    return {
      measure: found?.branch.id === branchId ? found : null,
      isOpen: found !== null && found.doneOn === null && mayWriteBranch(viewer, found.branch),
    };
  });
  if (!measure) notFound();
  return (
    <div className="space-y-5">
      <PageHeader
        title={isOpen ? "Ghi kết quả củng cố" : "Biện pháp củng cố"}
        help={`${measure.branch.name}. Hoàn thành có ngày và kết quả mới được tính là đã củng cố.`}
        trail={[
          { href: "/branches", label: "Tổ chức Đoàn, Hội" },
          { href: `/branches/${branchId}`, label: measure.branch.name },
        ]}
      />
      <Card>
        <Facts
          facts={[
            { label: "Biện pháp", value: `${MEASURE_KIND_LABELS[measure.kind]}: ${measure.measure}` },
            { label: "Điểm yếu", value: measure.weakness },
            { label: "Bắt đầu", value: formatDate(measure.startedOn) },
            { label: "Thời hạn", value: measure.dueOn ? formatDate(measure.dueOn) : "chưa đặt hạn" },
            ...(measure.doneOn
              ? [{ label: `Hoàn thành ${formatDate(measure.doneOn)}`, value: measure.result }]
              : []),
          ]}
        />
      </Card>
      {isOpen && (
        <MeasureResultForm
          action={completeMeasureAction}
          requestId={newId()}
          measureId={measure.id}
          version={measure.version}
          ratings={measure.ratings}
          today={formatDate(today())}
        />
      )}
    </div>
  );
}
