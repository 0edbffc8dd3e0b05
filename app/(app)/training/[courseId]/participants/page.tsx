import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { PageHeader } from "@/components/layout/page-header";
import { ParticipantsForm } from "@/components/training/course-forms";
import { Card, EmptyState } from "@/components/ui/basics";
import { FilterBar, FilterSelect, FilterText } from "@/components/ui/filter-bar";
import { newId } from "@/lib/db/id";
import { readAsViewer } from "@/lib/db/scope";
import { reportingUnits } from "@/lib/surveys/queries";
import { addParticipantsAction } from "@/lib/training/actions";
import { daysOf } from "@/lib/training/labels";
import { courseCandidates } from "@/lib/training/queries";
import { candidateFilterSchema } from "@/lib/training/schema";

export const metadata: Metadata = { title: "Chọn người dự" };

export default async function ChooseParticipantsPage({
  params,
  searchParams,
}: PageProps<"/training/[courseId]/participants">) {
  const { courseId } = await params;
  const filter = candidateFilterSchema.parse(await searchParams);
  const page = await readAsViewer(async (viewer, tx) => {
    const found = await courseCandidates(viewer, tx, courseId, filter);
    return found && { ...found, units: await reportingUnits(viewer, tx) };
  });
  if (!page) notFound();
  const { course, rows, units } = page;
  return (
    <div className="space-y-5">
      <PageHeader
        trail={[
          { href: "/training", label: "Tập huấn" },
          { href: `/training/${course.id}`, label: course.topic },
        ]}
        title="Chọn người dự"
        help={`Cán bộ đang giữ chức vụ những ngày mở lớp (${daysOf(course)}); tìm theo tên để thấy cả đoàn viên, hội viên.`}
      />
      <FilterBar
        action={`/training/${course.id}/participants`}
        isFiltered={filter.q !== undefined || filter.unit !== undefined}
      >
        <FilterText name="q" label="Họ và tên" value={filter.q} />
        {units.length > 1 && (
          <FilterSelect
            name="unit"
            label="Đơn vị"
            value={filter.unit}
            options={units.map(({ id, name }) => ({ value: id, label: name }))}
          />
        )}
      </FilterBar>
      <Card>
        {rows.length > 0 ? (
          <ParticipantsForm
            action={addParticipantsAction}
            requestId={newId()}
            courseId={course.id}
            candidates={rows}
          />
        ) : (
          <EmptyState title="Không còn ai để chọn">Tìm theo tên, hoặc ghi người dự ngoài sổ.</EmptyState>
        )}
      </Card>
    </div>
  );
}
