import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { TakeBackForm } from "@/components/advice/advice-forms";
import { PersonExport } from "@/components/exports/export-links";
import { PageHeader } from "@/components/layout/page-header";
import { GuestForm } from "@/components/training/course-forms";
import { ParticipantTable } from "@/components/training/course-list";
import { Card, Facts, LinkButton, Notice } from "@/components/ui/basics";
import { LINE_LABELS } from "@/lib/access/labels";
import { can } from "@/lib/access/policy";
import { newId } from "@/lib/db/id";
import { readAsViewer } from "@/lib/db/scope";
import { formatNumber } from "@/lib/format";
import { addGuestsAction, takeBackGuestsAction } from "@/lib/training/actions";
import { daysOf } from "@/lib/training/labels";
import { coursePage } from "@/lib/training/queries";

export const metadata: Metadata = { title: "Lớp tập huấn" };

const DONE: Readonly<Record<string, string>> = {
  recorded: "Đã ghi lớp. Việc tiếp theo: chọn người dự.",
  corrected: "Đã sửa.",
  added: "Đã ghi người dự.",
  certified: "Đã ghi số giấy chứng nhận.",
  "participant-back": "Đã bỏ người ghi nhầm.",
  guests: "Đã ghi.",
  "guests-back": "Đã bỏ.",
};

export default async function CoursePage({ params, searchParams }: PageProps<"/training/[courseId]">) {
  const { courseId } = await params;
  const { done, back } = await searchParams;
  const page = await readAsViewer(async (viewer, tx) =>
    can(viewer, "desk.read")
      ? { course: await coursePage(viewer, tx, courseId), mayExport: can(viewer, "member.export") }
      : null,
  );
  if (!page?.course) notFound();
  const { course, mayExport } = page;
  const guest = course.isDesk && course.guestRows.find(({ id }) => id === back);
  return (
    <div className="space-y-5">
      <PageHeader
        trail={[{ href: "/training", label: "Tập huấn" }]}
        title={course.topic}
        help="Lớp mở khi nào, ai dự; người dự trong sổ được tính vào tỷ lệ cán bộ được tập huấn."
        printNote={course.unitName}
        actions={
          course.isDesk && (
            <>
              <LinkButton href={`/training/${course.id}/participants`}>Chọn người dự</LinkButton>
              <LinkButton href={`/training/${course.id}/edit`} tone="quiet">
                Sửa
              </LinkButton>
            </>
          )
        }
      />
      {typeof done === "string" && DONE[done] && <Notice tone="good" title={DONE[done]} />}
      <Card>
        <Facts
          facts={[
            { label: "Ngày", value: daysOf(course) },
            {
              label: "Đơn vị tổ chức",
              value: course.unitName,
              source: `phần ${LINE_LABELS[course.line]}`,
            },
            { label: "Nơi mở lớp", value: course.place },
            { label: "Giảng viên", value: course.lecturers },
            {
              label: "Kinh phí",
              value: course.budget === null ? "chưa ghi" : `${formatNumber(course.budget)} đ`,
            },
            {
              label: "Người dự",
              value: formatNumber(course.persons + course.guests),
              source: `${formatNumber(course.persons)} trong sổ, ${formatNumber(course.guests)} người khác`,
            },
          ]}
        />
        {course.result && <p className="mt-4 max-w-prose whitespace-pre-line">{course.result}</p>}
      </Card>
      <Card
        title="Người dự trong sổ"
        action={
          mayExport &&
          course.participants.length > 0 && (
            <PersonExport list="training-participants" filter={{ course: course.id }} />
          )
        }
      >
        <ParticipantTable course={course} />
      </Card>
      {(course.guestRows.length > 0 || course.isDesk) && (
        <Card title="Người dự khác">
          <ul className="mb-4 space-y-2">
            {course.guestRows.map(({ id, description, count }) => (
              <li key={id}>
                {`${description}: ${formatNumber(count)} người`}
                {course.isDesk && (
                  <>
                    {" "}
                    <Link
                      href={`/training/${course.id}?back=${id}#khach`}
                      prefetch={false}
                      className="no-print inline-flex min-h-6 items-center"
                    >
                      Bỏ<span className="sr-only"> dòng {description}</span>
                    </Link>
                  </>
                )}
              </li>
            ))}
          </ul>
          {guest && (
            <div id="khach" className="mb-4">
              <TakeBackForm
                isOpen
                action={takeBackGuestsAction}
                requestId={newId()}
                hidden={{ guestId: guest.id }}
                summary={`Bỏ dòng “${guest.description}”`}
              />
            </div>
          )}
          {course.isDesk && (
            <div className="no-print">
              <GuestForm action={addGuestsAction} requestId={newId()} courseId={course.id} />
            </div>
          )}
        </Card>
      )}
    </div>
  );
}
