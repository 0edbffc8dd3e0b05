import Link from "next/link";
import { GoalKindForm } from "@/components/plans/goal-kind-form";
import { GoalStateBadge, Why } from "@/components/plans/goal-state";
import { Card, Facts, Notice } from "@/components/ui/basics";
import { LINE_LABELS } from "@/lib/access/labels";
import { formatDate, type PlainDate } from "@/lib/dates/plain-date";
import type { FormAction } from "@/lib/forms/state";
import type { GoalKind, Line } from "@/lib/generated/prisma/enums";
import {
  GOAL_KIND_LABELS,
  NO_DEADLINE,
  planName,
  WORK_LIST_HINTS,
  WORK_LIST_LABELS,
} from "@/lib/plans/labels";
import type { GoalState, WorkList } from "@/lib/plans/rules";

export type GoalView = {
  id: string;
  version: number;
  line: Line;
  kind: GoalKind;
  kindReason: string | null;
  fixedOn: PlainDate;
  plan: { id: string; type: string; symbol: string; dueOn: PlainDate | null };
  /** Null when the enterprise does not count under the plan today. */
  standing: {
    state: GoalState;
    explanation: readonly string[];
    workList: WorkList;
    dueOn: PlainDate | null;
    lastEvidenceOn: PlainDate | null;
  } | null;
  isCorrectable: boolean;
};

/** One goal: where it stands and why, what fixed it, and for its owners the way to put its kind right. */
export const GoalDetails = ({
  goal,
  requestId,
  action,
}: {
  goal: GoalView;
  requestId: string;
  action: FormAction;
}) => (
  <div className="space-y-5">
    {goal.standing ? (
      <Card title="Trạng thái hôm nay">
        <div className="space-y-2">
          <p>
            <GoalStateBadge state={goal.standing.state} />
          </p>
          <Why sentences={goal.standing.explanation} />
          <p className="text-(--ink-soft) text-sm">
            Trạng thái do phần mềm tính từ khảo sát, hồ sơ vận động, tổ chức, biện pháp củng cố và hoạt động;
            không ai nhập tay.
          </p>
        </div>
      </Card>
    ) : (
      <Notice tone="warn" title="Hôm nay doanh nghiệp không thuộc phạm vi tính của kế hoạch">
        Mục tiêu được giữ nguyên và được tính lại khi doanh nghiệp trở lại phạm vi.
      </Notice>
    )}
    <Card title="Mục tiêu">
      <Facts
        facts={[
          {
            label: "Kế hoạch",
            value: (
              <Link href={`/plans/${goal.plan.id}`} prefetch={false}>
                {planName(goal.plan)}
              </Link>
            ),
          },
          {
            label: "Loại",
            value: GOAL_KIND_LABELS[goal.kind],
            source: goal.kindReason
              ? `Đã sửa: ${goal.kindReason}`
              : `Xác định theo hiện trạng ngày ${formatDate(goal.fixedOn)}`,
          },
          { label: "Phần", value: LINE_LABELS[goal.line] },
          { label: "Thời hạn", value: deadline(goal) },
          ...(goal.standing
            ? [
                {
                  label: "Danh sách việc",
                  value: WORK_LIST_LABELS[goal.standing.workList],
                  source: WORK_LIST_HINTS[goal.standing.workList],
                },
                {
                  label: "Việc gần nhất",
                  value: goal.standing.lastEvidenceOn ? formatDate(goal.standing.lastEvidenceOn) : "chưa có",
                },
              ]
            : []),
        ]}
      />
    </Card>
    {goal.isCorrectable && (
      <Card title="Sửa loại mục tiêu">
        <GoalKindForm
          goalId={goal.id}
          version={goal.version}
          kind={goal.kind}
          fixedOn={goal.fixedOn}
          requestId={requestId}
          action={action}
        />
      </Card>
    )}
  </div>
);

function deadline({ standing, plan }: GoalView): string {
  const dueOn = standing ? standing.dueOn : plan.dueOn;
  return dueOn ? formatDate(dueOn) : NO_DEADLINE;
}
