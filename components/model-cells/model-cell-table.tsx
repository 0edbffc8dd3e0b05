import Link from "next/link";
import { NUMBERS_TABLE, NumberLink } from "@/components/indicators/number-link";
import { Badge, EmptyState, type Tone } from "@/components/ui/basics";
import { type Column, Table } from "@/components/ui/table";
import { BRANCH_KIND_LABELS } from "@/lib/branches/labels";
import { formatDate } from "@/lib/dates/plain-date";
import { formatNumber, formatPercent } from "@/lib/format";
import type { ModelCellState } from "@/lib/generated/prisma/enums";
import { MODEL_CELL_STATE_LABELS, NUMBER_LABELS } from "@/lib/model-cells/labels";
import type { ModelCellList } from "@/lib/model-cells/queries";
import type { ModelCellIndicator, ModelCellRecords } from "@/lib/model-cells/reports";
import { MODEL_CELL_NUMBERS, type ModelCellNumber } from "@/lib/model-cells/rules";

const TONES: Record<ModelCellState, Tone> = {
  ...{ registered: "calm", self_scored: "accent", returned: "warn", checked: "accent" },
  ...{ recognised: "good", not_recognised: "warn", revoked: "bad", withdrawn: "calm" },
};

export const ModelCellBadge = ({ state }: { state: ModelCellState }) => (
  <Badge tone={TONES[state]}>{MODEL_CELL_STATE_LABELS[state]}</Badge>
);

const points = (total: number | null, most: number) =>
  total === null ? "–" : `${formatNumber(total)}/${formatNumber(most)}`;

type Row = ModelCellList["rows"][number];

const COLUMNS: readonly Column<Row>[] = [
  {
    key: "branch",
    label: "Chi đoàn",
    isName: true,
    cell: ({ id, branch, unitName, isDemo }) => (
      <>
        <Link href={`/model-cells/${id}`} prefetch={false}>
          {branch.name}
        </Link>
        <span className="block font-normal text-(--ink-soft) text-sm">
          {unitName}
          {isDemo && " · minh hoạ"}
        </span>
      </>
    ),
  },
  {
    key: "registered",
    label: "Đăng ký",
    cell: ({ registeredOn }) => (registeredOn ? formatDate(registeredOn) : "–"),
  },
  {
    key: "self",
    label: "Tự chấm",
    isNumeric: true,
    cell: ({ selfTotal, verdict }) => points(selfTotal, verdict.most),
  },
  {
    key: "superior",
    label: "Cấp trên chấm",
    isNumeric: true,
    cell: ({ superiorTotal, verdict }) => points(superiorTotal, verdict.most),
  },
  {
    key: "state",
    label: "Tình trạng",
    cell: ({ state, since, decision }) => (
      <>
        <ModelCellBadge state={state} />
        <span className="block text-(--ink-soft) text-sm">
          {[since && `từ ${formatDate(since)}`, state === "recognised" && decision]
            .filter(Boolean)
            .join(" · ")}
        </span>
      </>
    ),
  },
];

/** Registrations of a year. */
export const ModelCellTable = ({ rows }: { rows: readonly Row[] }) => (
  <Table
    caption={`${formatNumber(rows.length)} chi đoàn`}
    columns={COLUMNS}
    rows={rows}
    rowKey={({ id }) => id}
    empty={<EmptyState title="Chưa có chi đoàn nào" />}
  />
);

type UnitRow = ModelCellIndicator["rows"][number];

/** K14: units down; every number opens its chi đoàn. */
export const ModelCellNumbers = ({
  indicator,
  href,
}: {
  indicator: ModelCellIndicator;
  href: (show: ModelCellNumber, unit: string | null) => `/${string}`;
}) => {
  const { rows, total } = indicator;
  return (
    <div className={NUMBERS_TABLE}>
      <Table
        caption="Chi đoàn, chi đoàn cơ sở trong doanh nghiệp thuộc kế hoạch; phần trăm tính trên số chi đoàn."
        columns={[
          {
            key: "unit",
            label: "Đơn vị",
            isName: true,
            cell: ({ name }: UnitRow) => name ?? "Đơn vị khác",
            foot: "Cộng",
          },
          ...MODEL_CELL_NUMBERS.map((show): Column<UnitRow> => {
            const cell = (numbers: UnitRow["numbers"], unit: string | null) => (
              <>
                <NumberLink href={href(show, unit)} value={numbers[show]} />{" "}
                {show !== "cells" && (
                  <span className="text-(--ink-soft) text-xs">
                    {formatPercent(numbers[show], numbers.cells)}
                  </span>
                )}
              </>
            );
            return {
              key: show,
              label: NUMBER_LABELS[show].name,
              isNumeric: true,
              cell: ({ numbers, unitId }) => cell(numbers, unitId),
              foot: cell(total, indicator.params.unit),
            };
          }),
        ]}
        rows={rows}
        rowKey={({ unitId }) => unitId}
        empty={<p>Không có chi đoàn nào trong phạm vi đang xem.</p>}
        hasFoot
      />
    </div>
  );
};

/** The chi đoàn behind one number. */
export const ModelCellRecordTable = ({ records }: { records: ModelCellRecords }) => (
  <Table
    caption={`${formatNumber(records.rows.length)} chi đoàn`}
    columns={[
      {
        key: "name",
        label: "Tên",
        isName: true,
        cell: ({ id, name }) => (
          <Link href={`/branches/${id}`} prefetch={false}>
            {name}
          </Link>
        ),
      },
      { key: "kind", label: "Loại", cell: ({ kind }) => BRANCH_KIND_LABELS[kind] },
      {
        key: "registration",
        label: "Đăng ký",
        cell: ({ modelCellId, name }) =>
          modelCellId ? (
            <Link href={`/model-cells/${modelCellId}`} prefetch={false}>
              Xem đăng ký
              <span className="sr-only">{` của ${name}`}</span>
            </Link>
          ) : (
            "Chưa đăng ký"
          ),
      },
    ]}
    rows={records.rows}
    rowKey={({ id }) => id}
    empty={<EmptyState title="Không có chi đoàn nào" />}
  />
);
