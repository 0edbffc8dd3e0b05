import Link from "next/link";
import { Badge, Card, Disclosure, EmptyState, Timeline } from "@/components/ui/basics";
import { ActionForm, DateField, RadioField, SubmitButton, TextArea, TextField } from "@/components/ui/form";
import { formatDate, formatMoment, type PlainDate } from "@/lib/dates/plain-date";
import { formatNumber } from "@/lib/format";
import type { FormAction } from "@/lib/forms/state";
import type { ObligationState, PlanReceipt } from "@/lib/generated/prisma/enums";
import {
  OBLIGATION_LABELS,
  OBLIGATION_MOVE_LABELS,
  OBLIGATION_TONES,
  RECEIPT_LABELS,
  RECEIPT_MOVE_LABELS,
  RECEIPT_TONES,
} from "@/lib/receipts/labels";
import type { Obligation, ReceiptMove } from "@/lib/receipts/rules";

type Base = { action: FormAction; requestId: string; today: string };
const FORM = "max-w-2xl space-y-5";

export type ReceiptRow = {
  id: string;
  unitName: string;
  state: PlanReceipt;
  isLiving: boolean;
  deliveredOn: PlainDate;
  steps: readonly {
    id: string;
    state: PlanReceipt;
    on: PlainDate;
    assignee: string | null;
    note: string | null;
    recordedAt: Date;
    by: string | null;
  }[];
  ownPlan: { id: string; name: string } | null;
  moves: readonly ReceiptMove[];
};

/** For the unit that received the plan: where it stands with it, and what it says next. */
export const OwnReceipt = ({ row, action, requestId, today }: Base & { row: ReceiptRow }) => (
  <Card
    title={
      <span className="flex flex-wrap items-center gap-x-2">
        {row.unitName}: tiếp nhận <ReceiptBadge state={row.state} />
      </span>
    }
  >
    <div className="space-y-4">
      {row.moves.length === 1 && row.moves[0] === "seen" ? (
        <ActionForm
          action={action}
          requestId={requestId}
          hidden={{ deliveryId: row.id, move: "seen" }}
          className={FORM}
        >
          <p>Mở kế hoạch ra đọc chưa phải là tiếp nhận. Bấm nút này để cấp trên biết đơn vị đã xem.</p>
          <DateField name="on" label="Ngày xem" required defaultValue={today} />
          <SubmitButton>{RECEIPT_MOVE_LABELS.seen}</SubmitButton>
        </ActionForm>
      ) : (
        <ActionForm action={action} requestId={requestId} hidden={{ deliveryId: row.id }} className={FORM}>
          <RadioField
            name="move"
            legend="Việc tiếp theo"
            defaultValue={row.moves[0] ?? null}
            options={row.moves.map((move) => ({
              value: move,
              label: move === "seen" ? "Ghi lại về “đã xem”" : RECEIPT_MOVE_LABELS[move],
              ...(move === "seen" && { hint: "Khi bước sau ghi nhầm; cần nêu lý do ở ghi chú" }),
            }))}
          />
          <TextField name="assignee" label="Giao cho ai" hint="Khi ghi đã giao việc" maxLength={300} />
          <DateField name="on" label="Ngày" required defaultValue={today} />
          <TextArea name="note" label="Ghi chú" rows={2} />
          <SubmitButton>Lưu</SubmitButton>
        </ActionForm>
      )}
      <Steps row={row} />
    </div>
  </Card>
);

const Steps = ({ row }: { row: ReceiptRow }) => (
  <Timeline
    items={[
      ...row.steps.map(({ id, state, on, assignee, note, recordedAt, by }) => ({
        key: id,
        when: `${formatDate(on)}, ghi ${formatMoment(recordedAt)}${by ? `, ${by}` : ""}`,
        what: assignee ? `${RECEIPT_LABELS[state]}: ${assignee}` : RECEIPT_LABELS[state],
        more: note,
      })),
    ]}
    empty={`Gửi ngày ${formatDate(row.deliveredOn)}, đơn vị chưa ghi gì.`}
  />
);

const ReceiptBadge = ({ state }: { state: PlanReceipt }) => (
  <Badge tone={RECEIPT_TONES[state]}>{RECEIPT_LABELS[state]}</Badge>
);

/** For the province: every unit that received the plan, and which made its own of it. */
export const ReceiptList = ({ rows }: { rows: readonly ReceiptRow[] }) => {
  const living = rows.filter(({ isLiving }) => isLiving);
  const count = (isAsked: (row: ReceiptRow) => boolean) => formatNumber(living.filter(isAsked).length);
  return (
    <Card title={`Đơn vị nhận (${formatNumber(rows.length)})`}>
      {rows.length === 0 ? (
        <EmptyState title="Kế hoạch này không gửi đơn vị nào qua phần mềm" />
      ) : (
        <>
          <p className="mb-3">
            {`Đã xem ${count(({ state }) => state !== "sent")}/${formatNumber(living.length)}, đã triển khai ${count(
              ({ state }) => state === "under_way",
            )}, có kế hoạch riêng ${count(({ ownPlan }) => ownPlan !== null)}.`}
          </p>
          <ul className="space-y-2">
            {rows.map((row) => (
              <li key={row.id}>
                <Disclosure
                  summary={
                    <span className="flex flex-wrap items-center gap-x-3">
                      {row.unitName} <ReceiptBadge state={row.state} />
                      {row.ownPlan && <Badge tone="good">Có kế hoạch riêng</Badge>}
                      {!row.isLiving && <Badge>Đơn vị không còn</Badge>}
                    </span>
                  }
                >
                  {row.ownPlan && (
                    <Link
                      href={`/plans/${row.ownPlan.id}`}
                      prefetch={false}
                      className="inline-flex min-h-11 items-center"
                    >
                      {row.ownPlan.name}
                    </Link>
                  )}
                  <Steps row={row} />
                </Disclosure>
              </li>
            ))}
          </ul>
        </>
      )}
    </Card>
  );
};

export type ClauseProgress = {
  id: string;
  section: string;
  text: string;
  units: readonly {
    unitId: string;
    unitName: string;
    dueOn: PlainDate | null;
    state: Obligation;
    isOverdue: boolean;
    history: readonly { state: Obligation; on: PlainDate; note: string; by: string | null }[];
    moves: readonly ObligationState[];
  }[];
  tally: Record<Obligation, number>;
  overdue: number;
};

/** Each clause with its number of units that are done, and which of them are late; only where a day was given is one late. */
export const ClauseList = ({ planId, clauses }: { planId: string; clauses: readonly ClauseProgress[] }) => (
  <Card title="Từng nhiệm vụ được giao">
    {clauses.every(({ units }) => units.length === 0) ? (
      <EmptyState title="Kế hoạch không giao nhiệm vụ nào trong phạm vi của bạn" />
    ) : (
      <ul className="space-y-4">
        {clauses
          .filter(({ units }) => units.length > 0)
          .map((clause) => (
            <li key={clause.id} id={clause.id} className="space-y-1">
              <p className="max-w-prose">
                <span className="font-medium">{clause.section}. </span>
                {clause.text}
              </p>
              <p className="flex flex-wrap items-center gap-x-3 text-sm">
                <span>{`Xong ${clause.tally.done}/${clause.units.length} đơn vị, đang làm ${clause.tally.under_way}`}</span>
                {clause.overdue > 0 && <Badge tone="bad">{`${clause.overdue} đơn vị quá hạn`}</Badge>}
              </p>
              <Disclosure summary="Từng đơn vị">
                <ul className="space-y-2">
                  {clause.units.map((unit) => (
                    <li key={unit.unitId}>
                      <p className="flex flex-wrap items-center gap-x-3">
                        <span className="font-medium">{unit.unitName}</span>
                        <Badge tone={OBLIGATION_TONES[unit.state]}>{OBLIGATION_LABELS[unit.state]}</Badge>
                        {unit.dueOn && <span className="text-sm">hạn {formatDate(unit.dueOn)}</span>}
                        {unit.isOverdue && <Badge tone="bad">Quá hạn</Badge>}
                      </p>
                      {unit.history.length > 0 && (
                        <p className="text-(--ink-soft) text-sm">
                          {unit.history.map(({ on, note }) => `${formatDate(on)}: ${note}`).join(" · ")}
                        </p>
                      )}
                    </li>
                  ))}
                </ul>
              </Disclosure>
              {clause.units
                .filter(({ moves }) => moves.length > 0)
                .map((unit) => (
                  <Link
                    key={unit.unitId}
                    href={`/plans/${planId}/progress/${clause.id}?unit=${unit.unitId}`}
                    prefetch={false}
                    className="no-print inline-flex min-h-11 items-center pr-5"
                  >
                    {`Ghi việc đã làm của ${unit.unitName}`}
                    <span className="sr-only"> theo mục {clause.section}</span>
                  </Link>
                ))}
            </li>
          ))}
      </ul>
    )}
  </Card>
);

/** What a charged unit did, with the evidence in words. */
export const ObligationForm = ({
  action,
  requestId,
  today,
  taskId,
  unitId,
  moves,
}: Base & { taskId: string; unitId: string; moves: readonly ObligationState[] }) => (
  <ActionForm action={action} requestId={requestId} hidden={{ taskId, unitId }} className={FORM}>
    <RadioField
      name="state"
      legend="Đến đâu rồi"
      options={moves.map((value) => ({ value, label: OBLIGATION_MOVE_LABELS[value] }))}
    />
    <TextArea
      name="note"
      label="Đã làm gì"
      hint="Văn bản số mấy, hoạt động nào, kết quả ra sao; mở lại việc đã xong thì nêu lý do"
      required
    />
    <DateField name="on" label="Ngày" required defaultValue={today} />
    <SubmitButton>Lưu</SubmitButton>
  </ActionForm>
);
