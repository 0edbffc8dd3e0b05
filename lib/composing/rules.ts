import type { PlainDate } from "@/lib/dates/plain-date";
import type { PlanState } from "@/lib/generated/prisma/enums";

/** What a plan can be brought to; that it is drafted is its beginning. */
export type PlanMove = Exclude<PlanState, "draft">;

/** Who somebody is to a plan: answers for the unit whose plan it is, or only reads it. */
export type PlanParty = "composer" | "reader";

/** Every move there is, and whose it is. The database holds the same table: access.move_plan. */
export const PLAN_MOVES: Readonly<
  Record<PlanMove, { from: readonly PlanState[]; by: readonly PlanParty[] }>
> = {
  issued: { from: ["draft"], by: ["composer"] },
  dropped: { from: ["draft"], by: ["composer"] },
};

/** What can be done with a plan in the state by somebody who is that to it. */
export const planMovesFor = (state: PlanState, party: PlanParty): PlanMove[] =>
  (["issued", "dropped"] as const).filter(
    (move) => PLAN_MOVES[move].from.includes(state) && PLAN_MOVES[move].by.includes(party),
  );

/** What a paper cannot go out without. */
export const PARTS = ["symbol", "issuedOn", "signatory", "clauses", "renewal"] as const;
export type Part = (typeof PARTS)[number];

/** What a draft still lacks; nothing else is required, no target and no deadline (§0.2). */
export const missingParts = (draft: {
  symbol: string;
  issuedOn: PlainDate | null;
  signatoryName: string;
  clauses: number;
  basesToRenew: number;
}): Part[] => {
  const lacks: Record<Part, boolean> = {
    symbol: draft.symbol === "",
    issuedOn: draft.issuedOn === null,
    signatory: draft.signatoryName === "",
    clauses: draft.clauses === 0,
    renewal: draft.basesToRenew > 0,
  };
  return PARTS.filter((part) => lacks[part]);
};

/** The number in a symbol as the paper writes it: "105" of "105 -KH/TĐTN-TCKT"; null where it begins with none. */
export const numberOf = (symbol: string): string | null => /^\s*(\d+)/.exec(symbol)?.[1] ?? null;

/** A clause in its place: brothers stand in the order of the list they come in. */
export type Clause = {
  id: string;
  parentId: string | null;
  /** Numbered on paper, or marked with a dash under what stands over it. The outermost are always numbered. */
  isNumbered: boolean;
};
export type PlacedClause = { id: string; parentId: string | null; order: number; section: string };

const ROMAN: readonly [number, string][] = [
  [50, "L"],
  [40, "XL"],
  [10, "X"],
  [9, "IX"],
  [5, "V"],
  [4, "IV"],
  [1, "I"],
];
/** 4 as "IV". */
export const roman = (count: number): string => {
  const [value, sign] = ROMAN.find(([worth]) => worth <= count) ?? [];
  return value && sign ? sign + roman(count - value) : "";
};

/** Every clause with its place in the paper and its section: I, II.3, II.3.1; a dash shares the section over it. */
export function numbered(
  clauses: readonly Clause[],
  parent: { id: string; section: string } | null = null,
  before = 0,
): PlacedClause[] {
  let count = 0;
  let order = before;
  return clauses
    .filter(({ parentId }) => parentId === (parent?.id ?? null))
    .flatMap(({ id, parentId, isNumbered }) => {
      const hasNumber = isNumbered || parent === null;
      if (hasNumber) count += 1;
      const own = parent ? `${parent.section}.${count}` : roman(count);
      const section = hasNumber ? own : (parent?.section ?? own);
      order += 1;
      const here: PlacedClause = { id, parentId, order, section };
      const below = numbered(clauses, { id, section }, order);
      order += below.length;
      return [here, ...below];
    });
}

/** Whether a stored clause is numbered: a dash shares the section of what stands over it. */
export const isNumbered = (section: string, parentSection: string | null): boolean =>
  section !== parentSection;

export const CLAUSE_MOVES = ["up", "down", "in", "out"] as const;
export type ClauseMove = (typeof CLAUSE_MOVES)[number];

/** The clauses with one of them moved: before its elder brother, after its younger, under the elder, or out beside its parent. */
export function placeClause(clauses: readonly Clause[], id: string, move: ClauseMove): Clause[] | null {
  const clause = clauses.find((one) => one.id === id);
  if (!clause) return null;
  const brothers = clauses.filter(({ parentId }) => parentId === clause.parentId);
  const at = brothers.indexOf(clause);
  const rest = clauses.filter((one) => one !== clause);
  switch (move) {
    case "up":
      return swapped(clauses, clause, brothers[at - 1]);
    case "down":
      return swapped(clauses, clause, brothers[at + 1]);
    case "in": {
      const elder = brothers[at - 1];
      return elder ? [...rest, { ...clause, parentId: elder.id }] : null;
    }
    case "out": {
      const parent = clauses.find((one) => one.id === clause.parentId);
      return parent
        ? rest.flatMap((one) => (one === parent ? [one, { ...clause, parentId: parent.parentId }] : [one]))
        : null;
    }
  }
}

const swapped = (clauses: readonly Clause[], one: Clause, other: Clause | undefined): Clause[] | null =>
  other ? clauses.map((clause) => (clause === one ? other : clause === other ? one : clause)) : null;

/** The ids of a clause and everything under it. */
export const subtreeOf = (
  clauses: readonly { id: string; parentId: string | null }[],
  id: string,
): string[] => [
  id,
  ...clauses.filter(({ parentId }) => parentId === id).flatMap((child) => subtreeOf(clauses, child.id)),
];

type Charged = { id: string; parentId: string | null; unitIds: readonly string[] };

/**
 * What of a plan is a unit's to carry out (rows 51, 56): the clauses that charge it, what stands over them so that they can
 * be understood, and what stands under them without charging anybody else.
 */
export function clausesFor<Line extends Charged>(clauses: readonly Line[], unitId: string): Line[] {
  const byId = new Map(clauses.map((clause) => [clause.id, clause]));
  const kept = new Set<string>();
  for (const clause of clauses) {
    const isUnder = clause.unitIds.length === 0 && clause.parentId !== null && kept.has(clause.parentId);
    const isCharged = clause.unitIds.includes(unitId);
    // What stands over comes first in the paper: a line under a mere heading is not kept for the heading's sake.
    if (isCharged || (isUnder && chargedOver(byId, clause, unitId))) kept.add(clause.id);
    if (isCharged) for (const id of ancestorsOf(byId, clause)) kept.add(id);
  }
  return clauses.filter(({ id }) => kept.has(id));
}

function ancestorsOf(byId: ReadonlyMap<string, Charged>, clause: Charged): string[] {
  const parent = clause.parentId === null ? undefined : byId.get(clause.parentId);
  return parent ? [parent.id, ...ancestorsOf(byId, parent)] : [];
}

const chargedOver = (byId: ReadonlyMap<string, Charged>, clause: Charged, unitId: string): boolean =>
  ancestorsOf(byId, clause).some((id) => byId.get(id)?.unitIds.includes(unitId));

/** A title of the next year: "… năm 2014" as "… năm 2015"; a title without the year stays. */
export const titleOfNextYear = (title: string, year: number): string =>
  title.replaceAll(String(year), String(year + 1));

/** Which words a form was shown, as a number it can carry: a clause has no count of its changes. FNV-1a, below a million. */
export const wordsVersion = (text: string): number => {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text)) hash = Math.imul(hash ^ byte, 0x01000193);
  return (hash >>> 0) % 1_000_000;
};
