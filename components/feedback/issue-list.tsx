import Link from "next/link";
import { Badge, EmptyState } from "@/components/ui/basics";
import { type Column, cappedCount, Table } from "@/components/ui/table";
import { formatDate } from "@/lib/dates/plain-date";
import {
  ISSUE_CATEGORY_LABELS,
  ISSUE_KIND_LABELS,
  ISSUE_STAGE_LABELS,
  ISSUE_STAGE_TONES,
} from "@/lib/feedback/labels";
import type { IssueRow } from "@/lib/feedback/queries";
import type { IssueCategory } from "@/lib/generated/prisma/enums";

const MOST_SHOWN = 140;

/** The first words of a long text; the whole stands on its own page. */
const beginning = (text: string): string =>
  text.length <= MOST_SHOWN ? text : `${text.slice(0, text.lastIndexOf(" ", MOST_SHOWN)).trimEnd()} …`;

const COLUMNS: Column<IssueRow>[] = [
  {
    key: "what",
    label: "Nội dung",
    isName: true,
    cell: ({ id, text, kind, category, isUrgent, enterprise, task }) => (
      <>
        <Link href={`/feedback/${id}`} prefetch={false}>
          {beginning(text)}
        </Link>
        <span className="block font-normal text-(--ink-soft) text-sm">
          {ISSUE_KIND_LABELS[kind]} · {ISSUE_CATEGORY_LABELS[category]}
          {enterprise && ` · ${enterprise.name}`}
          {task && ` · mục ${task.section} của kế hoạch`}
        </span>
        {isUrgent && <Badge tone="bad">gấp</Badge>}
      </>
    ),
  },
  { key: "by", label: "Nơi nêu", cell: ({ raisedBy }) => raisedBy },
  { key: "on", label: "Ngày nêu", cell: ({ raisedOn }) => formatDate(raisedOn) },
  {
    key: "stage",
    label: "Đang ở đâu",
    cell: ({ stage, outsideBody }) => (
      <Badge tone={ISSUE_STAGE_TONES[stage]}>
        {stage === "outside" && outsideBody ? `Đã chuyển ${outsideBody}` : ISSUE_STAGE_LABELS[stage]}
      </Badge>
    ),
  },
  {
    key: "by-when",
    label: "Trả lời",
    cell: ({ answeredOn, answerBy, isLate }) => {
      if (answeredOn) return `ngày ${formatDate(answeredOn)}`;
      if (!answerBy) return "chưa đặt hạn";
      return isLate ? (
        <Badge tone="bad">{`quá hạn ${formatDate(answerBy)}`}</Badge>
      ) : (
        `trước ${formatDate(answerBy)}`
      );
    },
  },
];

export const IssueTable = ({
  rows,
  count,
  isFiltered,
}: {
  rows: readonly IssueRow[];
  count: number;
  isFiltered: boolean;
}) => (
  <Table
    caption={`${cappedCount(count)} khó khăn, kiến nghị${isFiltered ? " theo bộ lọc" : ""}, mới nhất trước`}
    columns={COLUMNS}
    rows={rows}
    rowKey={({ id }) => id}
    empty={
      <EmptyState
        title={isFiltered ? "Không có nội dung nào khớp bộ lọc" : "Chưa có khó khăn, kiến nghị nào"}
      >
        Khi gặp việc không tự gỡ được, nêu ở đây: cấp trên trả lời và bạn luôn thấy nó đang ở đâu.
      </EmptyState>
    }
  />
);

/** The same difficulty together: how much of what is unanswered has this reason, each a link to its list. */
export function CategoryShares({
  groups,
  hrefOf,
}: {
  groups: readonly { category: IssueCategory; count: number }[];
  hrefOf: (category: IssueCategory) => `/feedback?${string}`;
}) {
  const total = groups.reduce((sum, { count }) => sum + count, 0);
  if (total < 2) return null;
  return (
    <ul className="flex flex-wrap gap-x-5 gap-y-1">
      {groups.map(({ category, count }) => (
        <li key={category}>
          <Link href={hrefOf(category)} prefetch={false} className="inline-flex min-h-11 items-center">
            {`${ISSUE_CATEGORY_LABELS[category]}: ${count}/${total}`}
          </Link>
        </li>
      ))}
    </ul>
  );
}
