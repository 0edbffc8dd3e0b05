import "server-only";
import type { Viewer } from "@/lib/access/policy";
import { addMonths, type PlainDate } from "@/lib/dates/plain-date";
import type { Tx } from "@/lib/db/scope";
import type { TargetIndicator } from "@/lib/generated/prisma/enums";
import { openQuestion, structureOn } from "@/lib/indicators/queries";
import { indicatorTable } from "@/lib/indicators/reports";
import { type NamedUnit, recordsHref } from "@/lib/indicators/rules";
import { countMovements } from "@/lib/movements/reports";
import { type MovementParams, peopleHref } from "@/lib/movements/rules";
import { mayDistribute, mayGiveTargets, readsAll } from "@/lib/targets/policy";
import {
  branchNames,
  endedUnits,
  metricsGiven,
  openTargets,
  type Target,
  targetHistory,
} from "@/lib/targets/queries";
import {
  groupKey,
  judgedOn,
  lineTab,
  MEASURES,
  type Metric,
  type Period,
  RECENT_MONTHS,
  recentFrom,
  type Standing,
  type SumCheck,
  standingOf,
  sumCheck,
} from "@/lib/targets/rules";
import type { TargetFilter } from "@/lib/targets/schema";
import { unitNamesOn } from "@/lib/units/queries";

/** A number and the list that it is the length of. */
type Counted = { number: number; href: `/${string}` };

/** A target with what was reached, and at which pace. */
export type TargetLine = Target & {
  unit: NamedUnit;
  /** Of the whole province, and not of one of its units. */
  isWhole: boolean;
  branchName: string | null;
  /** Null before the period, and for who does not read all that the target counts. */
  actual: Counted | null;
  /** What the last three months brought, only while it is under way; with a list where one shows it. */
  recent: { number: number; href: `/${string}` | null } | null;
  /** Null where `actual` is, unless the period has not begun. */
  standing: Standing | null;
  /** The unit is no more: what was reached since is counted with who took over. */
  ended: { on: PlainDate; into: NamedUnit[] } | null;
};

/** Where a number is asked for: the province, one of its units, or an organisation. */
type At = { provinceId: string; unitId: string; branchId: string | null };

/** The numbers of one question for every place at once. */
type Board = {
  /** The survey campaign they are of. */
  campaign: string | null;
  count: (indicator: TargetIndicator, at: At) => Counted;
};

type Asked = { from: PlainDate; asOf: PlainDate; target: Target };

/**
 * The targets of a plan with what was reached by the day: each the length of its own list, for this viewer, that day and what was known
 * then. What the last three months brought is counted by the same lists: of a sum that of the three months, of a level the
 * difference between two days. Undefined where no plan is in force.
 */
export async function targetLines(
  viewer: Viewer,
  tx: Tx,
  filter: TargetFilter,
  /** Which of them: what is not shown need not be counted. */
  isAsked: (target: Target) => boolean = () => true,
) {
  const opened = await openTargets(viewer, tx, filter);
  if (!opened) return undefined;
  const { plan, asOf, knownAt } = opened;
  const targets = opened.targets.filter(isAsked);
  const names = await unitNamesOn(viewer, tx, asOf);
  const unitIds = targets.map(({ unitId }) => unitId);
  const ended = await endedUnits(viewer, tx, unitIds, asOf);
  const branches = await branchNames(
    viewer,
    tx,
    targets.flatMap(({ branchId }) => branchId ?? []),
  );
  // However many targets ask the same question, it is put once.
  const boards = new Map<string, Board | undefined>();
  const boardOf = async ({ from, asOf: on, target }: Asked): Promise<Board | undefined> => {
    const isOfPeople = target.indicator === "K10";
    const key = [isOfPeople, target.line, from, on].join(" ");
    if (!boards.has(key)) {
      const given = {
        ...{ from, asOf: on, line: lineTab(target.line), plan: plan.id },
        ...(knownAt && { knownAt }),
      };
      boards.set(key, await (isOfPeople ? peopleBoard : recordsBoard)(viewer, tx, given));
    }
    return boards.get(key);
  };

  const lines: TargetLine[] = [];
  // One after another: they share the transaction's one connection.
  for (const target of targets) {
    const { indicator, period, value, unitId } = target;
    const on = judgedOn(period, asOf);
    const isReadable = asOf >= period.from && readsAll(viewer, target, target);
    const board = isReadable ? await boardOf({ from: period.from, asOf: on, target }) : undefined;
    const actual = board?.count(indicator, target) ?? null;
    const isOpen = board && actual && actual.number < value && asOf < period.to;
    const recent = isOpen ? await recentOf(target, asOf, board, boardOf) : null;
    lines.push({
      ...target,
      unit: names.get(unitId) ?? { id: unitId, name: "Đơn vị", shortName: "Đơn vị", sortKey: "~" },
      isWhole: unitId === target.provinceId && target.branchId === null,
      branchName: target.branchId && (branches.get(target.branchId) ?? "Tổ chức khác"),
      ...{ actual, recent },
      standing:
        actual || asOf < period.from
          ? standingOf({ value, actual: actual?.number ?? 0, recent: recent?.number ?? null }, period, asOf)
          : null,
      ended: ended.get(unitId) ?? null,
    });
  }
  return { plan, asOf, knownAt, lines };
}

async function recentOf(
  target: Target,
  asOf: PlainDate,
  now: Board,
  boardOf: (asked: Asked) => Promise<Board | undefined>,
): Promise<TargetLine["recent"]> {
  const { indicator } = target;
  if (MEASURES[indicator].kind === "sum") {
    const board = await boardOf({ from: recentFrom(asOf), asOf, target });
    return board ? board.count(indicator, target) : null;
  }
  const then = addMonths(asOf, -RECENT_MONTHS);
  const board = await boardOf({ from: then, asOf: then, target });
  if (!board) return null;
  // Another campaign's surveys are none of this one's.
  const isOther = indicator === "K17" && board.campaign !== now.campaign;
  const before = isOther ? 0 : board.count(indicator, target).number;
  return { number: now.count(indicator, target).number - before, href: null };
}

type Given = {
  from: PlainDate;
  asOf: PlainDate;
  line: MovementParams["line"];
  plan: string;
  knownAt?: PlainDate;
};

/** Enterprises and organisations, by the dashboard's own numbers. */
async function recordsBoard(viewer: Viewer, tx: Tx, given: Given): Promise<Board | undefined> {
  const table = await indicatorTable(viewer, tx, given);
  if (!table) return undefined;
  const { params, rows, total } = table;
  return {
    campaign: params.campaign,
    count: (indicator, { provinceId, unitId }) => {
      // Movements are on the other board.
      if (indicator === "K10") throw new RangeError("K10 counts people");
      const isWhole = unitId === provinceId;
      const row = isWhole ? total : rows.find(({ unit }) => unit?.id === unitId);
      return {
        number: row?.numbers[indicator] ?? 0,
        href: recordsHref(indicator, { ...params, unit: isWhole ? null : unitId }),
      };
    },
  };
}

/** The admitted, by the numbers of the movements. */
async function peopleBoard(viewer: Viewer, tx: Tx, given: Given): Promise<Board | undefined> {
  const question = await openQuestion(viewer, tx, given);
  if (!question) return undefined;
  const { asOf, from, knownAt, line } = question.params;
  const params: MovementParams = {
    ...{ asOf, from, knownAt, line, unit: null, branch: null },
    plan: question.plan.id,
  };
  const counted = await countMovements(viewer, tx, { plan: question.plan, params }, [
    "whole",
    "unit",
    "branch",
  ]);
  return {
    campaign: null,
    count: (_, { provinceId, unitId, branchId }) => {
      const isWhole = unitId === provinceId;
      const rows = counted.filter(({ level, unit_id, branch_id }) => {
        if (branchId) return level === "branch" && branch_id === branchId;
        return isWhole ? level === "whole" : level === "unit" && unit_id === unitId;
      });
      return {
        number: rows.reduce((sum, { numbers }) => sum + numbers.entries.admitted, 0),
        href: peopleHref("in.admitted", {
          ...params,
          unit: isWhole || branchId ? null : unitId,
          branch: branchId,
        }),
      };
    },
  };
}

/** What was given of one thing in one period: the whole, the units' parts and those of organisations, and whether they add up. */
export type TargetGroup = {
  key: string;
  metric: Metric;
  period: Period;
  whole: TargetLine | null;
  units: TargetLine[];
  organisations: TargetLine[];
  check: SumCheck;
  mayGive: boolean;
};

/**
 * Everything given under a plan, thing by thing, with the units that answer on the day: those without a target stand there too.
 * One unit asked for narrows who is listed, not what was given in all: the whole and its sum stay what they are. Undefined where
 * no plan is in force.
 */
export async function targetBoard(viewer: Viewer, tx: Tx, filter: TargetFilter) {
  const found = await targetLines(viewer, tx, { ...filter, unit: undefined });
  if (!found) return undefined;
  const { plan, asOf, lines } = found;
  const { answering } = await structureOn(viewer, tx, plan.provinceId, asOf);
  // A unit that is no more keeps its row as long as it has a target.
  const gone = lines.flatMap(({ unit, ended }) => (ended ? [unit] : []));
  const units = [...new Map([...answering, ...gone].map((unit) => [unit.id, unit])).values()];
  const isShown = (id: string) => filter.unit === undefined || id === filter.unit;
  const keys = [...new Set(lines.map(groupKey))];
  const groups = keys.flatMap((key): TargetGroup[] => {
    const own = lines.filter((line) => groupKey(line) === key);
    const [first] = own;
    if (!first) return [];
    const whole = own.find(({ isWhole }) => isWhole) ?? null;
    const parts = own.filter(({ isWhole, branchId }) => !isWhole && branchId === null);
    const valueAt = (id: string) => parts.find(({ unitId }) => unitId === id)?.value ?? null;
    return [
      {
        ...{ key, whole, units: parts, period: first.period },
        metric: { indicator: first.indicator, line: first.line },
        organisations: own.filter(({ branchId, unitId }) => branchId !== null && isShown(unitId)),
        check: sumCheck(
          whole?.value ?? null,
          units.map(({ id }) => valueAt(id)),
        ),
        mayGive: mayGiveTargets(viewer, first.line, plan.provinceId),
      },
    ];
  });
  return {
    ...found,
    /** To choose from, and those that are listed. */
    units,
    shown: units.filter(({ id }) => isShown(id)),
    groups,
    /** Whether the viewer enters targets at all. */
    mayGive: metricsGiven(viewer, plan.provinceId).length > 0,
  };
}

/** One target with all that was ever said of it, and what stands there now. */
export async function targetPage(viewer: Viewer, tx: Tx, targetId: string) {
  const history = await targetHistory(viewer, tx, targetId);
  if (!history) return null;
  const { planId, unitId, indicator, line, branchId } = history.target;
  const found = await targetLines(viewer, tx, { plan: planId, unit: unitId }, ({ id }) =>
    history.versions.some((version) => version.id === id),
  );
  const names = await unitNamesOn(viewer, tx, found?.asOf ?? history.target.period.from);
  const branches = await branchNames(viewer, tx, branchId ? [branchId] : []);
  return {
    ...history,
    plan: found?.plan ?? null,
    /** Null when it was taken back. */
    standing: found?.lines[0] ?? null,
    placeName: branchId ? (branches.get(branchId) ?? "Tổ chức khác") : (names.get(unitId)?.name ?? "Đơn vị"),
    isWhole: unitId === history.target.provinceId && branchId === null,
    mayGive: branchId === null && mayGiveTargets(viewer, line, history.target.provinceId),
    mayDistribute:
      indicator === "K10" && unitId !== history.target.provinceId && mayDistribute(viewer, line, unitId),
  };
}
