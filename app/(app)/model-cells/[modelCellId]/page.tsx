import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { PageHeader } from "@/components/layout/page-header";
import { DecisionForm, RefusalForm, ScoresForm } from "@/components/model-cells/model-cell-forms";
import { ModelCellBadge } from "@/components/model-cells/model-cell-table";
import { ScoreTable } from "@/components/model-cells/score-table";
import { Card, LinkButton, Notice, Timeline } from "@/components/ui/basics";
import { formatDate } from "@/lib/dates/plain-date";
import { today } from "@/lib/dates/today";
import { newId } from "@/lib/db/id";
import { readAsViewer } from "@/lib/db/scope";
import type { FormAction } from "@/lib/forms/state";
import {
  checkModelCellAction,
  recogniseModelCellAction,
  refuseModelCellAction,
  returnModelCellAction,
  revokeModelCellAction,
  scoreModelCellAction,
  withdrawModelCellAction,
} from "@/lib/model-cells/actions";
import { MODEL_CELL_STATE_LABELS, MOVE_LABELS, PARTY_LABELS } from "@/lib/model-cells/labels";
import { type ModelCellPage, modelCellPage } from "@/lib/model-cells/queries";
import { type Move, TURN } from "@/lib/model-cells/rules";

export const metadata: Metadata = { title: "Chi đoàn mạnh" };

const ACTIONS: Record<Move, FormAction> = {
  self_scored: scoreModelCellAction,
  checked: checkModelCellAction,
  returned: returnModelCellAction,
  recognised: recogniseModelCellAction,
  not_recognised: refuseModelCellAction,
  revoked: revokeModelCellAction,
  withdrawn: withdrawModelCellAction,
};

export default async function ModelCellRecordPage({
  params,
  searchParams,
}: PageProps<"/model-cells/[modelCellId]">) {
  const { modelCellId } = await params;
  const { do: asked, done } = await searchParams;
  const page = await readAsViewer((viewer, tx) => modelCellPage(viewer, tx, modelCellId));
  if (!page) notFound();
  const { branch, year, state, moves, verdict } = page;
  // A decision that would be refused waits behind its link.
  const next = moves.find((one) => one === TURN[state]?.move && (one !== "recognised" || verdict.passes));
  const move = moves.find((one) => one === asked) ?? next;
  const turn = TURN[state];
  return (
    <div className="space-y-5">
      <PageHeader
        trail={[
          { href: `/model-cells?year=${year}`, label: "Chi đoàn mạnh" },
          { href: `/branches/${branch.id}`, label: branch.name },
        ]}
        title={`Chi đoàn mạnh năm ${year}: ${branch.name}`}
        help="Theo tiêu chí của chính năm đó; tiêu chí năm sau không làm thay đổi kết quả năm này."
        actions={
          <LinkButton href={`/history/branch/${branch.id}`} tone="quiet">
            Lịch sử
          </LinkButton>
        }
        printNote={`${branch.name} · in ngày ${formatDate(today())}`}
      />
      {typeof done === "string" && Object.hasOwn(MODEL_CELL_STATE_LABELS, done) && (
        <Notice tone="good" title="Đã ghi." />
      )}
      <Card title="Điểm" action={<ModelCellBadge state={state} />}>
        <ScoreTable page={page} />
        <VerdictLine page={page} />
      </Card>
      {turn && moves.length === 0 && (
        <p className="text-(--ink-soft)">{`Đang chờ: ${PARTY_LABELS[turn.party].toLowerCase()} ${MOVE_LABELS[turn.move].toLowerCase()}.`}</p>
      )}
      {moves.length > 0 && (
        <nav aria-label="Việc có thể làm" className="no-print flex flex-wrap gap-3">
          {moves.map((one) => (
            <Link
              key={one}
              href={`/model-cells/${page.id}?do=${one}`}
              prefetch={false}
              className="btn"
              data-tone="quiet"
              aria-current={one === move ? "page" : undefined}
            >
              {MOVE_LABELS[one]}
            </Link>
          ))}
        </nav>
      )}
      {move && (
        <div className="no-print">
          <Card title={MOVE_LABELS[move]}>
            {move === "recognised" && !verdict.passes && (
              <Notice tone="warn" title="Chưa đủ điều kiện công nhận theo bộ tiêu chí" />
            )}
            <MoveForm page={page} move={move} />
          </Card>
        </div>
      )}
      <Card title="Diễn biến">
        <Timeline items={page.steps.toReversed().map(timelineItem)} empty="Chưa có bước nào." />
      </Card>
    </div>
  );
}

const VerdictLine = ({ page: { verdict, superiorTotal } }: { page: ModelCellPage }) =>
  superiorTotal === null ? null : (
    <p className="mt-3">
      {[
        `${verdict.total}/${verdict.most} điểm`,
        verdict.passPoints === null ? "không có điểm tối thiểu" : `tối thiểu ${verdict.passPoints}`,
        verdict.missing.length > 0
          ? `thiếu tiêu chí bắt buộc: ${verdict.missing.map(({ order }) => order).join(", ")}`
          : "đủ tiêu chí bắt buộc",
      ].join(" · ")}
    </p>
  );

function MoveForm({ page, move }: { page: ModelCellPage; move: Move }) {
  const of = { action: ACTIONS[move], requestId: newId(), modelCellId: page.id, today: today() };
  if (move === "self_scored" || move === "checked") {
    return <ScoresForm {...of} move={move} criteria={page.criteria} />;
  }
  return move === "recognised" ? <DecisionForm {...of} /> : <RefusalForm {...of} move={move} />;
}

const timelineItem = ({ id, state, on, note, documentNumber, by }: ModelCellPage["steps"][number]) => ({
  key: id,
  when: formatDate(on),
  what: MODEL_CELL_STATE_LABELS[state],
  more: [by, documentNumber, note].filter(Boolean).join(" · "),
});
