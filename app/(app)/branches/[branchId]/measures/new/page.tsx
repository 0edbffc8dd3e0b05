import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { MeasureForm } from "@/components/consolidation/measure-forms";
import { PageHeader } from "@/components/layout/page-header";
import { branchPage } from "@/lib/branches/queries";
import { startMeasureAction } from "@/lib/consolidation/actions";
import { measureKeepers } from "@/lib/consolidation/queries";
import { measurePrefillSchema } from "@/lib/consolidation/schema";
import { today } from "@/lib/dates/today";
import { newId } from "@/lib/db/id";
import { readAsViewer } from "@/lib/db/scope";

export const metadata: Metadata = { title: "Đề ra biện pháp củng cố" };

export default async function NewMeasurePage({
  params,
  searchParams,
}: PageProps<"/branches/[branchId]/measures/new">) {
  const { branchId } = await params;
  const { kind, measure } = measurePrefillSchema.parse(await searchParams);
  const found = await readAsViewer(async (viewer, tx) => {
    const page = await branchPage(viewer, tx, branchId);
    return page && { page, keepers: await measureKeepers(viewer, tx, page.id) };
  });
  if (!found?.page.canWrite || !found.page.evidence.alive) notFound();
  const { page, keepers } = found;
  return (
    <>
      <PageHeader
        title="Đề ra biện pháp củng cố"
        help={`${page.name}. Điểm yếu đã điền sẵn theo hồ sơ; hiện trạng hôm bắt đầu được phần mềm giữ lại để so sánh.`}
        trail={[
          { href: "/branches", label: "Tổ chức Đoàn, Hội" },
          { href: `/branches/${page.id}`, label: page.name },
        ]}
      />
      <MeasureForm
        action={startMeasureAction}
        requestId={newId()}
        branchId={page.id}
        keepers={keepers}
        said={{
          ...{ kind, measure, startedOn: today() },
          weakness: page.signals.map(({ words }) => words).join("; "),
        }}
      />
    </>
  );
}
