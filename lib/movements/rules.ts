import type { PlainDate } from "@/lib/dates/plain-date";
import { type Line, MembershipEnd, MembershipStart } from "@/lib/generated/prisma/enums";
import type { IndicatorParams } from "@/lib/indicators/rules";

/** An organisation that changes its managing unit takes its members along: they leave one unit and join the other. */
export const REORGANISED = "reorganised";

/** How somebody comes to be counted at a level, and how they cease to be: as memberships begin and end, and by reorganisation. */
export const ENTRIES = [...Object.values(MembershipStart), REORGANISED] as const;
export const EXITS = [...Object.values(MembershipEnd), REORGANISED] as const;
export type Entry = (typeof ENTRIES)[number];
export type Exit = (typeof EXITS)[number];

/**
 * Steps across a border between organisations. Leaving one and joining another on the same day by such steps is no
 * movement at a level that both lie in (K10: transfers between two units of one parent cancel out at the parent).
 */
export const CROSSING_ENTRIES: readonly Entry[] = ["transferred_in", REORGANISED];
export const CROSSING_EXITS: readonly Exit[] = ["transferred_out", REORGANISED];

/** What a list of people may be asked for: those behind one number of the table. */
export const MOVEMENTS = [
  ...(["opening", "closing", "women"] as const),
  ...ENTRIES.map((kind) => `in.${kind}` as const),
  ...EXITS.map((kind) => `out.${kind}` as const),
  /** Put right after the moment the figures are asked as known at. */
  ...(["corrected.in", "corrected.out"] as const),
] as const;
export type Movement = (typeof MOVEMENTS)[number];

/** What the movements are asked for: days, what was known, line, unit and organisation. Everything is said. */
export type MovementParams = Pick<IndicatorParams, "asOf" | "from" | "knownAt" | "line" | "unit" | "plan"> & {
  /** Only this organisation. */
  branch: string | null;
};

/** What an address says of it: anything may be left out. */
export type GivenMovementParams = { [Name in keyof MovementParams]?: MovementParams[Name] | undefined };

/** The numbers of one level in the period: K10. Kinds that did not happen are noughts. */
export type MovementNumbers = {
  opening: number;
  entries: Readonly<Record<Entry, number>>;
  exits: Readonly<Record<Exit, number>>;
  closing: number;
  /** Women among the closing; those whose sex is not recorded are none. */
  women: number;
  /** Of the opening and of the closing, counted a second way: distinct persons with a membership true on that day. */
  standing: { opening: number; closing: number };
  /** What was put right after the moment that is asked for; null where the figures are those known now. */
  corrected: { in: number; out: number } | null;
};

export const sumOf = (counts: Readonly<Record<string, number>>): number =>
  Object.values(counts).reduce((sum, count) => sum + count, 0);

/** Opening + entries − exits = closing (V24). */
export const balances = ({ opening, entries, exits, closing }: MovementNumbers): boolean =>
  opening + sumOf(entries) - sumOf(exits) === closing;

/** What cancels out between the parts of a whole: the sums of the parts less the whole, kind by kind. */
export type Between = Pick<MovementNumbers, "opening" | "entries" | "exits" | "closing">;

export function betweenParts(whole: MovementNumbers, parts: readonly MovementNumbers[]): Between {
  const less = (pick: (numbers: MovementNumbers) => number): number =>
    parts.reduce((sum, part) => sum + pick(part), 0) - pick(whole);
  return {
    opening: less(({ opening }) => opening),
    entries: recordOf(ENTRIES, (kind) => less(({ entries }) => entries[kind])),
    exits: recordOf(EXITS, (kind) => less(({ exits }) => exits[kind])),
    closing: less(({ closing }) => closing),
  };
}

/** One value for each kind. */
export const recordOf = <Kind extends string, Value>(
  kinds: readonly Kind[],
  value: (kind: Kind) => Value,
): Record<Kind, Value> => Object.fromEntries(kinds.map((kind) => [kind, value(kind)])) as Record<Kind, Value>;

/**
 * Whether what lies between whole and parts is what may lie there. On the Đoàn line nobody is in two parts at once (V14), so that only
 * steps across borders cancel, as many out as in. A hội viên may be in several organisations and counts once above them:
 * what joins and leaves beyond the whole's then makes up exactly those counted twice.
 */
export const cancels = (between: Between, line: Line): boolean => {
  const { opening, entries, exits, closing } = between;
  if (opening + sumOf(entries) - sumOf(exits) !== closing) return false;
  if (line === "association") return opening >= 0 && closing >= 0;
  return (
    opening === 0 &&
    closing === 0 &&
    ENTRIES.every((kind) => entries[kind] === 0 || CROSSING_ENTRIES.includes(kind)) &&
    EXITS.every((kind) => exits[kind] === 0 || CROSSING_EXITS.includes(kind))
  );
};

/** What must hold at a level; `broken` names the rows where it does not. */
export type MovementCheck = { name: "balance" | "persons" | "cancelling"; level: Level; broken: string[] };
export type Level = "branch" | "unit" | "whole";

/** One row of the table, or a part of one: a unit, or an organisation in a unit. */
export type MovementRow = { id: string; unitId: string; name: string; numbers: MovementNumbers };

/** Shown beside the numbers at every level, organisation → unit → whole, so that an error cannot hide (V24). */
export function movementChecks(
  { whole, units, branches }: { whole: MovementNumbers; units: MovementRow[]; branches: MovementRow[] },
  line: Line,
): MovementCheck[] {
  const broken = (rows: readonly MovementRow[], holds: (numbers: MovementNumbers) => boolean) =>
    rows.filter(({ numbers }) => !holds(numbers)).map(({ name }) => name);
  const levels = [
    { level: "branch" as const, rows: branches },
    { level: "unit" as const, rows: units },
    { level: "whole" as const, rows: [{ id: "", unitId: "", name: "tổng", numbers: whole }] },
  ];
  const partsOf = (unit: MovementRow) =>
    branches.filter(({ unitId }) => unitId === unit.id).map(({ numbers }) => numbers);
  return [
    ...levels.flatMap(({ level, rows }) => [
      { name: "balance" as const, level, broken: broken(rows, balances) },
      { name: "persons" as const, level, broken: broken(rows, countsPersons) },
    ]),
    {
      name: "cancelling",
      level: "unit",
      broken: units
        .filter((unit) => !cancels(betweenParts(unit.numbers, partsOf(unit)), line))
        .map(({ name }) => name),
    },
    {
      name: "cancelling",
      level: "whole",
      broken: cancels(
        betweenParts(
          whole,
          units.map(({ numbers }) => numbers),
        ),
        line,
      )
        ? []
        : ["tổng"],
    },
  ];
}

const countsPersons = ({ opening, closing, standing }: MovementNumbers): boolean =>
  opening === standing.opening && closing === standing.closing;

/** The parameters as an address carries them, in one order, what is not said left out. */
export function movementQuery(params: MovementParams, movement?: Movement): string {
  const { line, ...others } = params;
  const said = Object.entries({ movement: movement ?? null, ...others, line: line === "all" ? null : line });
  return new URLSearchParams(said.flatMap(([name, value]) => (value ? [[name, value]] : []))).toString();
}

export const movementsHref = (params: MovementParams) => `/movements?${movementQuery(params)}` as const;

/** The people behind a number. */
export const peopleHref = (movement: Movement, params: MovementParams) =>
  `/movements/people?${movementQuery(params, movement)}` as const;

/** One person behind a number. */
export type MovedPerson = {
  personId: string;
  name: string;
  /** Since when they were counted: with the person it tells one movement from another. */
  starts: PlainDate;
  line: Line | null;
  branch: { id: string; name: string } | null;
  unitName: string | null;
  /** The day of the movement; null for those who are simply there. */
  on: PlainDate | null;
};

/**
 * How many belong to an ethnic minority, as far as it may be said: null where fewer than five whose ethnicity is known stand behind it, and for
 * one unit more where only one would be missing, or the total would give it away.
 */
export type Minority = { known: number; minority: number; members: number } | null;

export function protectCounts<Key>(
  counts: ReadonlyMap<Key, { members: number; known: number | null; minority: number | null }>,
) {
  const open = [...counts].flatMap(([key, { members, known, minority }]) =>
    known === null || minority === null ? [] : [[key, { members, known, minority }] as const],
  );
  const hidden = counts.size - open.length;
  const smallest = open.toSorted(([, one], [, other]) => one.members - other.members)[0];
  return new Map(hidden === 1 && smallest ? open.filter((entry) => entry !== smallest) : open);
}
