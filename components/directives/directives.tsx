import Link from "next/link";
import { Badge, EmptyState } from "@/components/ui/basics";
import {
  ActionForm,
  DateField,
  type Option,
  SelectField,
  SubmitButton,
  TextArea,
  TextField,
} from "@/components/ui/form";
import { type Column, Table } from "@/components/ui/table";
import { formatDate, type PlainDate } from "@/lib/dates/plain-date";
import { formatNumber } from "@/lib/format";
import type { FormAction } from "@/lib/forms/state";

type Base = { action: FormAction; requestId: string };
const FORM = "max-w-2xl space-y-5";

export type DirectiveRow = {
  id: string;
  symbol: string;
  issuedOn: PlainDate;
  issuer: string;
  abstract: string;
  tasks: number;
};

/** The library of directives, each opening the tasks that carry it out (row 27). */
export const DirectiveList = ({ rows }: { rows: readonly DirectiveRow[] }) => (
  <Table
    caption={`${formatNumber(rows.length)} văn bản, mới nhất đứng trước`}
    columns={COLUMNS}
    rows={rows}
    rowKey={({ id }) => id}
    empty={
      <EmptyState title="Chưa có văn bản chỉ đạo nào">
        Ban Tổ chức – Kiểm tra ghi văn bản của cấp trên, rồi gắn nhiệm vụ của kế hoạch vào.
      </EmptyState>
    }
  />
);

const COLUMNS: Column<DirectiveRow>[] = [
  {
    key: "name",
    label: "Văn bản",
    isName: true,
    cell: (row) => (
      <>
        <Link href={`/directives/${row.id}`} prefetch={false}>
          {row.symbol}
        </Link>
        <span className="block font-normal">{row.abstract}</span>
      </>
    ),
  },
  { key: "on", label: "Ngày", cell: ({ issuedOn }) => formatDate(issuedOn) },
  { key: "issuer", label: "Nơi ban hành", cell: ({ issuer }) => issuer },
  { key: "tasks", label: "Nhiệm vụ", isNumeric: true, cell: ({ tasks }) => formatNumber(tasks) },
];

export const DirectiveForm = ({ action, requestId }: Base) => (
  <ActionForm action={action} requestId={requestId} className={FORM}>
    <TextField name="symbol" label="Số, ký hiệu" hint="Ghi như trên văn bản" required maxLength={60} />
    <DateField name="issuedOn" label="Ngày ban hành" required />
    <TextField name="issuer" label="Cơ quan ban hành" required maxLength={200} />
    <TextArea name="abstract" label="Trích yếu" required />
    <SubmitButton>Lưu văn bản</SubmitButton>
  </ActionForm>
);

export const TraceForm = ({
  action,
  requestId,
  directiveId,
  tasks,
}: Base & { directiveId: string; tasks: readonly Option[] }) => (
  <ActionForm action={action} requestId={requestId} hidden={{ directiveId }} className={FORM}>
    <SelectField
      name="taskId"
      label="Nhiệm vụ thực hiện văn bản"
      required
      empty="Chọn nhiệm vụ"
      options={tasks}
    />
    <SubmitButton>Gắn nhiệm vụ</SubmitButton>
  </ActionForm>
);

export const UntraceForm = ({ action, requestId, links }: Base & { links: readonly Option[] }) => (
  <ActionForm action={action} requestId={requestId} className={FORM}>
    <SelectField name="linkId" label="Nhiệm vụ gắn nhầm" required empty="Chọn nhiệm vụ" options={links} />
    <SubmitButton tone="danger">Bỏ nhiệm vụ</SubmitButton>
  </ActionForm>
);

export type TracedTask = {
  linkId: string;
  taskId: string;
  planId: string;
  planName: string;
  section: string;
  text: string;
  state: { tally: Record<string, number>; charged: number; overdue: number } | null;
};

/** The tasks of a directive with how far the charged units are. */
export const TracedTasks = ({ tasks }: { tasks: readonly TracedTask[] }) =>
  tasks.length === 0 ? (
    <EmptyState title="Chưa có nhiệm vụ nào thực hiện văn bản này" />
  ) : (
    <ul className="space-y-3">
      {tasks.map((task) => (
        <li key={task.linkId}>
          <Link
            href={`/plans/${task.planId}/progress#${task.taskId}`}
            prefetch={false}
            className="inline-flex min-h-11 items-center"
          >
            {task.planName}, mục {task.section}
          </Link>
          <p className="max-w-prose">{task.text}</p>
          {task.state && task.state.charged > 0 && (
            <p className="flex flex-wrap items-center gap-x-3 text-sm">
              <span>{`Xong ${task.state.tally["done"] ?? 0}/${task.state.charged} đơn vị`}</span>
              {task.state.overdue > 0 && <Badge tone="bad">{`${task.state.overdue} đơn vị quá hạn`}</Badge>}
            </p>
          )}
        </li>
      ))}
    </ul>
  );
