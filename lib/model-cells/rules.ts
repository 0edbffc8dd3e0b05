import type { BranchKind, Line, ModelCellFact, ModelCellState } from "@/lib/generated/prisma/enums";

/** Kinds that may be a "chi đoàn mạnh"; a đoàn cơ sở is none. */
export const MODEL_CELL_KINDS = ["cell", "grassroots_cell"] as const satisfies readonly BranchKind[];

export const maySeek = ({ line, kind }: { line: Line; kind: BranchKind }): boolean =>
  line === "union" && MODEL_CELL_KINDS.some((one) => one === kind);

/** What a registration can be brought to; that it is registered is its beginning. */
export type Move = Exclude<ModelCellState, "registered">;

/**
 * Who somebody is to a registration: keeps the chi đoàn; the level above, that is its unit or its đoàn cơ sở; the unit. A chi đoàn
 * cơ sở is not its own level above here: nobody checks themselves.
 */
export type Party = "cell" | "above" | "unit";

/**
 * Every move there is, and whose it is (row 29). The database holds the same table: upkeep.may_move_model_cell. A recognition that was
 * wrong is revoked; a refusal that was wrong is withdrawn and registered anew.
 */
export const MOVES: Readonly<Record<Move, { from: readonly ModelCellState[]; by: readonly Party[] }>> = {
  self_scored: { from: ["registered", "self_scored", "returned"], by: ["cell"] },
  checked: { from: ["self_scored", "checked"], by: ["above"] },
  returned: { from: ["self_scored", "checked"], by: ["above"] },
  recognised: { from: ["checked"], by: ["unit"] },
  not_recognised: { from: ["checked"], by: ["unit"] },
  revoked: { from: ["recognised"], by: ["unit"] },
  withdrawn: { from: ["registered", "self_scored", "returned", "checked", "not_recognised"], by: ["cell"] },
};

const MOVE_ORDER = [
  "recognised",
  "checked",
  "self_scored",
  "not_recognised",
  "returned",
  "revoked",
  "withdrawn",
] as const satisfies readonly Move[];

/** What can be done next by somebody who is these parties, the deed that moves it on first. */
export const movesFor = (state: ModelCellState, parties: readonly Party[]): Move[] =>
  MOVE_ORDER.filter(
    (move) => MOVES[move].from.includes(state) && MOVES[move].by.some((party) => parties.includes(party)),
  );

/** Whose turn it is: what the work waits for in a state; null where it is over. */
export const TURN: Readonly<Record<ModelCellState, { move: Move; party: Party } | null>> = {
  registered: { move: "self_scored", party: "cell" },
  returned: { move: "self_scored", party: "cell" },
  self_scored: { move: "checked", party: "above" },
  checked: { move: "recognised", party: "unit" },
  ...{ recognised: null, not_recognised: null, revoked: null, withdrawn: null },
};

export type Criterion = {
  id: string;
  order: number;
  text: string;
  points: number;
  isRequired: boolean;
  fact: ModelCellFact | null;
};

export type Verdict = {
  total: number;
  most: number;
  passPoints: number | null;
  /** Required criteria without all their points. */
  missing: readonly Criterion[];
  passes: boolean;
};

/** Whether points would be enough: every required criterion whole, and as many in all as the paper asks, if it names a number. */
export function verdictOf(
  criteria: readonly Criterion[],
  passPoints: number | null,
  points: ReadonlyMap<string, number>,
): Verdict {
  const total = criteria.reduce((sum, { id }) => sum + (points.get(id) ?? 0), 0);
  const missing = criteria.filter(
    (criterion) => criterion.isRequired && (points.get(criterion.id) ?? 0) < criterion.points,
  );
  return {
    ...{ total, passPoints, missing },
    most: criteria.reduce((sum, criterion) => sum + criterion.points, 0),
    passes: missing.length === 0 && total >= (passPoints ?? 0),
  };
}

/** What K14 counts, each of them chi đoàn of a year; the share is of all that lived on its last day. */
export const MODEL_CELL_NUMBERS = ["cells", "registered", "recognised"] as const;
export type ModelCellNumber = (typeof MODEL_CELL_NUMBERS)[number];

/** The chi đoàn behind a number, on the page of the register, for the same days and unit. */
export function modelCellsHref(
  {
    asOf,
    knownAt,
    unit,
    year,
  }: { asOf: string; knownAt: string | null; unit: string | null; year: number | null },
  show: ModelCellNumber,
) {
  const said = { year: year ?? Number(asOf.slice(0, 4)), show, unit, asOf, knownAt };
  const query = Object.entries(said).flatMap(([name, value]) =>
    value === null ? [] : [[name, String(value)]],
  );
  return `/model-cells?${new URLSearchParams(query).toString()}#records` as const;
}

export type ModelCellCounts = Record<ModelCellNumber, number>;

/** Rows of the form of a set. */
export const MOST_CRITERIA = 20;

export type CriterionField = "text" | "points" | "required" | "fact";

/** "c3_points": the name of a field in a row of the form of a set. */
export const criterionField = (row: number, field: CriterionField): string => `c${row}_${field}`;

/** "p_<id>" and "n_<id>": points and words of one criterion. */
export const pointsField = (criterionId: string): string => `p_${criterionId}`;
export const noteField = (criterionId: string): string => `n_${criterionId}`;
