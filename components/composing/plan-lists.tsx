import Link from "next/link";
import { GoalStateBadge, Why } from "@/components/plans/goal-state";
import { Card, EmptyState } from "@/components/ui/basics";
import { type Column, Table } from "@/components/ui/table";
import { LINE_LABELS } from "@/lib/access/labels";
import { LIST_LABELS } from "@/lib/composing/labels";
import { formatNumber } from "@/lib/format";
import type { GoalKind, Line } from "@/lib/generated/prisma/enums";
import type { GoalState } from "@/lib/plans/rules";

type Row = {
  itemId: string;
  goalId: string;
  enterpriseName: string;
  line: Line;
  kind: GoalKind;
  listedAs: GoalKind;
  state: GoalState;
  explanation: readonly string[];
  reason: string | null;
};

const isReached = ({ state }: Row): boolean => state === "achieved" || state === "achieved_by_fallback";

/** The two lists of a unit's plan, each with how many of it are reached (row 59). */
export const PlanListsView = ({ lists }: { lists: Record<GoalKind, readonly Row[]> }) => (
  <div className="space-y-5">
    {(["consolidate", "establish"] as const).map((kind) => (
      <Card key={kind} title={`${LIST_LABELS[kind].title} (${formatNumber(lists[kind].length)})`} id={kind}>
        <Table
          caption={`Đã đạt ${formatNumber(lists[kind].filter(isReached).length)}/${formatNumber(lists[kind].length)}`}
          columns={COLUMNS}
          rows={lists[kind]}
          rowKey={({ itemId }) => itemId}
          empty={<EmptyState title={LIST_LABELS[kind].empty} />}
        />
      </Card>
    ))}
  </div>
);

const COLUMNS: Column<Row>[] = [
  {
    key: "enterprise",
    label: "Doanh nghiệp",
    isName: true,
    cell: (row) => (
      <Link href={`/goals/${row.goalId}`} prefetch={false}>
        {row.enterpriseName}
      </Link>
    ),
  },
  { key: "line", label: "Phần", cell: ({ line }) => LINE_LABELS[line] },
  { key: "state", label: "Tình trạng", cell: ({ state }) => <GoalStateBadge state={state} /> },
  { key: "why", label: "Vì sao", cell: ({ explanation }) => <Why sentences={explanation} /> },
  {
    key: "reason",
    label: "Ghi chú",
    cell: ({ reason, kind, listedAs }) =>
      [reason && `Thêm sau khi ban hành: ${reason}`, kind !== listedAs && "Loại mục tiêu đã được sửa"]
        .filter(Boolean)
        .join(". ") || "–",
  },
];
