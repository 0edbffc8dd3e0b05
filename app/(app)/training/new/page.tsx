import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { PageHeader } from "@/components/layout/page-header";
import { CourseForm } from "@/components/training/course-forms";
import { can } from "@/lib/access/policy";
import { writingDesks } from "@/lib/advice/queries";
import { newId } from "@/lib/db/id";
import { readAsViewer } from "@/lib/db/scope";
import { recordCourseAction } from "@/lib/training/actions";

export const metadata: Metadata = { title: "Ghi lớp tập huấn" };

export default async function NewCoursePage() {
  const desks = await readAsViewer(async (viewer, tx) =>
    can(viewer, "desk.write") ? writingDesks(viewer, tx) : null,
  );
  if (!desks) notFound();
  return (
    <div className="space-y-5">
      <PageHeader
        trail={[{ href: "/training", label: "Tập huấn" }]}
        title="Ghi lớp tập huấn, bồi dưỡng"
        help="Ghi lớp trước, người dự chọn ở trang sau."
      />
      <CourseForm action={recordCourseAction} requestId={newId()} desks={desks} />
    </div>
  );
}
