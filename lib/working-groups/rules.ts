import type { PlainDate } from "@/lib/dates/plain-date";
import type { WorkingGroupState } from "@/lib/generated/prisma/enums";

/** What a group can be brought to; that it is planned is its beginning. */
export type Move = Exclude<WorkingGroupState, "planned">;

/**
 * Every move there is (§1.10 (12)), each the unit's own. Going back from the report, and ending before it, need a reason. The
 * database holds the same table: upkeep.may_move_working_group, upkeep.needs_reason_working_group.
 */
export const MOVES: Readonly<
  Record<Move, { from: readonly WorkingGroupState[]; reasonFrom: readonly WorkingGroupState[] }>
> = {
  established: { from: ["planned"], reasonFrom: [] },
  surveying: { from: ["established", "reported"], reasonFrom: ["reported"] },
  reported: { from: ["surveying"], reasonFrom: [] },
  dissolved: {
    from: ["planned", "established", "surveying", "reported"],
    reasonFrom: ["planned", "established", "surveying"],
  },
};

const MOVE_ORDER = ["established", "reported", "surveying", "dissolved"] as const satisfies readonly Move[];

/** What can be done next by whoever keeps the group, the next deed first. */
export const movesFor = (state: WorkingGroupState, keeps: boolean): Move[] =>
  keeps ? MOVE_ORDER.filter((move) => MOVES[move].from.includes(state)) : [];

export const needsReason = (state: WorkingGroupState, move: Move): boolean =>
  MOVES[move].reasonFrom.includes(state);

/** Enterprises go to a group that stands. */
export const takesEnterprises = (state: WorkingGroupState): boolean =>
  state !== "planned" && state !== "dissolved";

/** A planned visit was made when somebody met the enterprise, or surveyed it, since the group was established. */
export const wasMade = (
  visit: { enterpriseId: string | null },
  seen: ReadonlyMap<string, PlainDate>,
  establishedOn: PlainDate | null,
): boolean => {
  const on = visit.enterpriseId === null ? undefined : seen.get(visit.enterpriseId);
  return on !== undefined && establishedOn !== null && on >= establishedOn;
};
