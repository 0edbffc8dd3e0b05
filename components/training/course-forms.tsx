import { type Desk, DeskFields } from "@/components/advice/advice-forms";
import {
  ActionForm,
  CheckboxesField,
  DateField,
  NumberField,
  SubmitButton,
  TextArea,
  TextField,
} from "@/components/ui/form";
import { formatDate } from "@/lib/dates/plain-date";
import { formatNumber } from "@/lib/format";
import type { FormAction } from "@/lib/forms/state";
import { postLabel } from "@/lib/members/labels";
import type { Candidate, CoursePage } from "@/lib/training/queries";

type Base = { action: FormAction; requestId: string };

type Given = Pick<
  CoursePage,
  "id" | "topic" | "fromOn" | "toOn" | "place" | "lecturers" | "budget" | "result" | "line" | "unitId"
>;

/** A new course, or one to be put right. */
export const CourseForm = ({
  action,
  requestId,
  desks,
  course,
}: Base & { desks: readonly Desk[]; course?: Given }) => (
  <ActionForm
    action={action}
    requestId={requestId}
    hidden={course ? { courseId: course.id, unitId: course.unitId, line: course.line } : {}}
    className="max-w-2xl space-y-5"
  >
    <TextField
      name="topic"
      label="Nội dung tập huấn, bồi dưỡng"
      maxLength={300}
      required
      defaultValue={course?.topic ?? null}
    />
    <DateField
      name="fromOn"
      label="Từ ngày"
      required
      defaultValue={course ? formatDate(course.fromOn) : null}
    />
    <DateField
      name="toOn"
      label="Đến hết ngày"
      required
      defaultValue={course ? formatDate(course.toOn) : null}
    />
    <TextField name="place" label="Nơi mở lớp" maxLength={200} defaultValue={course?.place ?? null} />
    <TextField
      name="lecturers"
      label="Giảng viên"
      hint="Chức danh, cơ quan, ví dụ: giảng viên Trường Chính trị tỉnh"
      maxLength={500}
      defaultValue={course?.lecturers ?? null}
    />
    <TextField
      name="budget"
      label="Kinh phí, đồng"
      hint="Ví dụ 5.000.000"
      maxLength={20}
      defaultValue={course?.budget ? formatNumber(course.budget) : null}
    />
    <TextArea name="result" label="Kết quả" defaultValue={course?.result ?? null} />
    {course ? (
      <TextField name="why" label="Sửa, vì" hint="Ví dụ: ghi nhầm ngày" maxLength={300} required />
    ) : (
      <DeskFields desks={desks} />
    )}
    <SubmitButton>{course ? "Lưu" : "Ghi lớp"}</SubmitButton>
  </ActionForm>
);

export const GuestForm = ({ action, requestId, courseId }: Base & { courseId: string }) => (
  <ActionForm action={action} requestId={requestId} hidden={{ courseId }} className="max-w-2xl space-y-4">
    <TextField
      name="description"
      label="Người dự không có trong sổ"
      hint="Họ là ai, không ghi tên, ví dụ: cán bộ công đoàn cơ sở"
      maxLength={200}
      required
    />
    <NumberField name="count" label="Số người" required />
    <SubmitButton tone="quiet">Ghi thêm</SubmitButton>
  </ActionForm>
);

export const CertificateForm = ({
  action,
  requestId,
  participantId,
  number,
}: Base & { participantId: string; number: string | null }) => (
  <ActionForm
    action={action}
    requestId={requestId}
    hidden={{ participantId }}
    className="max-w-2xl space-y-4"
  >
    <TextField
      name="certificateNumber"
      label="Số giấy chứng nhận"
      maxLength={60}
      required
      defaultValue={number}
    />
    <SubmitButton>Ghi số</SubmitButton>
  </ActionForm>
);

/** Ticks beside names: who held a post then, or was found by name. */
export const ParticipantsForm = ({
  action,
  requestId,
  courseId,
  candidates,
}: Base & { courseId: string; candidates: readonly Candidate[] }) => (
  <ActionForm action={action} requestId={requestId} hidden={{ courseId }} className="max-w-2xl space-y-4">
    <CheckboxesField
      name="chosen"
      legend="Người dự"
      options={candidates.map(({ personId, branchId, fullName, title, branchKind, branchName }) => ({
        value: `${personId}/${branchId}`,
        label: fullName,
        hint: `${title ? postLabel(title, branchKind) : "thành viên"}, ${branchName}`,
      }))}
    />
    <SubmitButton>Ghi người dự</SubmitButton>
  </ActionForm>
);
