import Link from "next/link";
import { PlanPaper, type PlanPaperView, type TracedDirectives } from "@/components/plans/plan-paper";
import { Card, Facts, LinkButton } from "@/components/ui/basics";
import { formatDate, type PlainDate } from "@/lib/dates/plain-date";
import { formatNumber } from "@/lib/format";
import type { BranchKind } from "@/lib/generated/prisma/enums";
import { NO_DEADLINE, planTypeName, scopeInWords } from "@/lib/plans/labels";
import type { ScopeRule } from "@/lib/plans/rules";

export type PlanView = PlanPaperView & {
  id: string;
  baselineOn: PlainDate;
  baselineNote: string | null;
  dueOn: PlainDate | null;
  idleDays: number;
  scope: ScopeRule;
  scopeNote: string | null;
  associationKinds: readonly BranchKind[];
  isEditable: boolean;
  resolutionTasks: readonly { id: string; order: number; text: string | null }[];
};

/** A plan: what counts under it and until when, its paper word for word, and the tasks of its attachment. */
export const PlanDetails = ({
  plan,
  openIssues,
  directives,
}: {
  plan: PlanView;
  openIssues: ReadonlyMap<string, number>;
  directives: TracedDirectives;
}) => (
  <div className="space-y-5">
    <Card title="Cách tính và thời hạn">
      <div className="mb-4 max-w-prose">
        <h3>Doanh nghiệp được tính</h3>
        <p>{scopeInWords(plan)}.</p>
        {plan.scopeNote && (
          <p className="mt-1 whitespace-pre-line text-(--ink-soft) text-sm">{plan.scopeNote}</p>
        )}
      </div>
      <Facts
        facts={[
          { label: "Ngày chốt hiện trạng", value: formatDate(plan.baselineOn), source: plan.baselineNote },
          {
            label: "Chỉ tiêu",
            value: <a href="#chi-tieu">xem phần Chỉ tiêu</a>,
            source: "Chỉ có khi một văn bản giao; phần mềm không đặt thay.",
          },
          {
            label: "Thời hạn",
            value: plan.dueOn ? formatDate(plan.dueOn) : NO_DEADLINE,
            source: plan.dueOn ? "Do Ban Tổ chức – Kiểm tra nhập" : "Kế hoạch không nêu thời hạn.",
          },
          {
            label: "Coi là bỏ dở",
            value: `sau ${formatNumber(plan.idleDays)} ngày không có việc mới`,
            source: "Do tỉnh đặt, không phải lời của kế hoạch",
          },
        ]}
      />
    </Card>
    <PlanPaper plan={plan} openIssues={openIssues} directives={directives} />
    {plan.resolutionTasks.length > 0 && <Attachment plan={plan} />}
  </div>
);

/** The tasks of the resolution sent along: its text was not found, so they are empty until somebody enters it. */
const Attachment = ({ plan }: { plan: PlanView }) => (
  <Card title={`${plan.resolutionTasks.length} nhiệm vụ, giải pháp của nghị quyết gửi kèm`} id="gui-kem">
    <ol className="space-y-3">
      {plan.resolutionTasks.map(({ id, order, text }) => (
        <li key={id} className="flex flex-wrap items-start justify-between gap-x-6 gap-y-1">
          <p className="min-w-0 max-w-prose flex-1 whitespace-pre-line">
            <span className="font-semibold">{order}. </span>
            {text ?? <span className="text-(--ink-soft)">chưa có văn bản gửi kèm</span>}
          </p>
          {plan.isEditable && (
            <Link
              href={`/plans/${plan.id}/resolution-tasks/${id}`}
              prefetch={false}
              className="no-print inline-flex min-h-11 items-center"
            >
              {text ? "Sửa" : "Nhập"}
              <span className="sr-only"> nhiệm vụ {order}</span>
            </Link>
          )}
        </li>
      ))}
    </ol>
  </Card>
);

/** The plan's name as a heading; number and symbol stay on one line, for the blank in them is part of what is written. */
export const PlanName = ({ plan: { type, symbol } }: { plan: { type: string; symbol: string } }) => (
  <>
    {planTypeName(type)} số <span className="whitespace-nowrap">{symbol}</span>
  </>
);

/** The plan's buttons: for its department what the plan waits for, for everybody its goals. */
export const PlanSettingsLink = ({ planId, isPrimary }: { planId: string; isPrimary: boolean }) => (
  <LinkButton href={`/plans/${planId}/settings`} {...(!isPrimary && { tone: "quiet" as const })}>
    Sửa cách tính, thời hạn
  </LinkButton>
);
