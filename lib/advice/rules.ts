import { addDays, type PlainDate } from "@/lib/dates/plain-date";
import type { AdviceCategory, AdviceMove, AdviceState } from "@/lib/generated/prisma/enums";

/**
 * Every move there is, and whose: all of them are written down by the desk that sent the paper, whoever spoke. `no_opinion` is an
 * answer that decides nothing yet. The database holds the same table: upkeep.advice_after.
 */
export const MOVES: Readonly<Record<AdviceMove, { from: readonly AdviceState[]; to: AdviceState }>> = {
  no_opinion: { from: ["waiting"], to: "waiting" },
  more_wanted: { from: ["waiting"], to: "more_wanted" },
  supplemented: { from: ["more_wanted"], to: "waiting" },
  agreed: { from: ["waiting", "more_wanted"], to: "agreed" },
  refused: { from: ["waiting", "more_wanted"], to: "refused" },
  outcome: { from: ["agreed"], to: "agreed" },
};

const MOVE_ORDER = ["supplemented", "agreed", "more_wanted", "refused", "no_opinion", "outcome"] as const;

/** What the desk may write down next, the likeliest first; nothing for anybody else. */
export const movesFor = (state: AdviceState, isDesk: boolean): AdviceMove[] =>
  isDesk ? MOVE_ORDER.filter((move) => MOVES[move].from.includes(state)) : [];

/** Words that a move cannot do without: what is wanted, what was added, why not. */
export const needsWords = (move: AdviceMove): boolean =>
  move === "more_wanted" || move === "supplemented" || move === "refused";

/** After so many days without an answer it is time to ask. A habit of this program, no rule of anybody. */
export const QUIET_DAYS = 30;

/** A report of how things stand is read; everything else asks for an answer. */
export const asksAnswer = (category: AdviceCategory): boolean => category !== "situation";

type Paper = {
  category: AdviceCategory;
  state: AdviceState;
  waitingSince: PlainDate | null;
  answerBy: PlainDate | null;
};

/**
 * What is to be done about a paper: add what the body wants; ask, where the day given has passed, or where nobody has answered for
 * QUIET_DAYS. Null where there is an answer, or time.
 */
export function chaseOf(paper: Paper, today: PlainDate): "supplement" | "overdue" | "quiet" | null {
  if (paper.state === "more_wanted") return "supplement";
  if (paper.state !== "waiting" || paper.waitingSince === null) return null;
  if (paper.answerBy !== null) return paper.answerBy < today ? "overdue" : null;
  return asksAnswer(paper.category) && addDays(paper.waitingSince, QUIET_DAYS) < today ? "quiet" : null;
}
