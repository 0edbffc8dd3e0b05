import Link from "next/link";
import { EmptyState } from "@/components/ui/basics";
import { type Column, cappedCount, Table } from "@/components/ui/table";
import { formatNumber } from "@/lib/format";
import { postLabel } from "@/lib/members/labels";
import { daysOf } from "@/lib/training/labels";
import type { CoursePage, CourseRow, trainingsOf } from "@/lib/training/queries";

const COLUMNS: Column<CourseRow>[] = [
  {
    key: "topic",
    label: "Nội dung",
    isName: true,
    cell: ({ id, topic, place }) => (
      <>
        <Link href={`/training/${id}`} prefetch={false}>
          {topic}
        </Link>
        {place && <span className="block font-normal text-(--ink-soft) text-sm">{place}</span>}
      </>
    ),
  },
  { key: "days", label: "Ngày", cell: daysOf },
  { key: "unit", label: "Đơn vị tổ chức", cell: ({ unitName }) => unitName },
  {
    key: "people",
    label: "Người dự",
    isNumeric: true,
    cell: ({ persons, guests }) => formatNumber(persons + guests),
  },
];

export const CourseTable = ({
  rows,
  count,
  isFiltered,
}: {
  rows: readonly CourseRow[];
  count: number;
  isFiltered: boolean;
}) => (
  <Table
    caption={`${cappedCount(count)} lớp${isFiltered ? " theo bộ lọc" : ""}, mới nhất trước`}
    columns={COLUMNS}
    rows={rows}
    rowKey={({ id }) => id}
    empty={
      <EmptyState title={isFiltered ? "Không có lớp nào khớp bộ lọc" : "Chưa ghi lớp tập huấn nào"}>
        Ghi lớp đã mở và người dự: tỷ lệ cán bộ được tập huấn tính từ đây.
      </EmptyState>
    }
  />
);

/** Who took part, of the people the viewer reads. */
export const ParticipantTable = ({ course }: { course: CoursePage }) => (
  <Table
    caption={
      course.participants.length === course.persons
        ? `${formatNumber(course.persons)} người trong sổ`
        : `${formatNumber(course.participants.length)} người trong phạm vi của bạn, trên ${formatNumber(course.persons)} người trong sổ`
    }
    columns={[
      {
        key: "name",
        label: "Họ và tên",
        isName: true,
        cell: ({ person }) => (
          <Link href={`/members/${person.id}`} prefetch={false}>
            {person.fullName}
          </Link>
        ),
      },
      {
        key: "post",
        label: "Chức vụ khi dự",
        cell: ({ title, branch }) => (title ? postLabel(title, branch.kind) : "thành viên"),
      },
      { key: "branch", label: "Tổ chức", cell: ({ branch }) => branch.name },
      { key: "number", label: "Giấy chứng nhận", cell: ({ certificateNumber }) => certificateNumber ?? "–" },
      ...(course.isDesk
        ? [
            {
              key: "deeds",
              label: "Việc",
              cell: ({ id, person }: CoursePage["participants"][number]) => (
                <Link
                  href={`/training/${course.id}/participants/${id}`}
                  prefetch={false}
                  className="no-print"
                >
                  Sửa<span className="sr-only"> {person.fullName}</span>
                </Link>
              ),
            },
          ]
        : []),
    ]}
    rows={course.participants}
    rowKey={({ id }) => id}
    empty={<EmptyState title="Chưa có ai trong phạm vi của bạn" />}
  />
);

export const PersonTrainings = ({ rows }: { rows: Awaited<ReturnType<typeof trainingsOf>> }) => (
  <ul className="space-y-1">
    {rows.map(({ id, course, certificateNumber }) => (
      <li key={id}>
        <Link href={`/training/${course.id}`} prefetch={false}>
          {course.topic}
        </Link>{" "}
        <span className="text-(--ink-soft)">
          {daysOf(course)}
          {certificateNumber && ` · giấy chứng nhận số ${certificateNumber}`}
        </span>
      </li>
    ))}
  </ul>
);
