import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { TakeBackForm } from "@/components/advice/advice-forms";
import { PageHeader } from "@/components/layout/page-header";
import { CourseForm } from "@/components/training/course-forms";
import { LinkButton } from "@/components/ui/basics";
import { newId } from "@/lib/db/id";
import { readAsViewer } from "@/lib/db/scope";
import { correctCourseAction, takeBackCourseAction } from "@/lib/training/actions";
import { findCourse } from "@/lib/training/queries";

export const metadata: Metadata = { title: "Sửa lớp tập huấn" };

export default async function EditCoursePage({
  params,
  searchParams,
}: PageProps<"/training/[courseId]/edit">) {
  const { courseId } = await params;
  // One form at a time: both ask why.
  const takesBack = (await searchParams)["back"] !== undefined;
  const course = await readAsViewer((viewer, tx) => findCourse(viewer, tx, courseId));
  if (!course?.isDesk) notFound();
  return (
    <div className="space-y-5">
      <PageHeader
        trail={[
          { href: "/training", label: "Tập huấn" },
          { href: `/training/${course.id}`, label: course.topic },
        ]}
        title="Sửa lớp tập huấn"
        help="Điều đã ghi được giữ lại là đã bỏ; người dự theo sang."
      />
      {takesBack ? (
        <TakeBackForm
          isOpen
          action={takeBackCourseAction}
          requestId={newId()}
          hidden={{ courseId: course.id }}
          summary="Bỏ lớp ghi nhầm"
        />
      ) : (
        <>
          <CourseForm action={correctCourseAction} requestId={newId()} desks={[]} course={course} />
          <LinkButton href={`/training/${course.id}/edit?back`} tone="quiet">
            Bỏ lớp ghi nhầm
          </LinkButton>
        </>
      )}
    </div>
  );
}
