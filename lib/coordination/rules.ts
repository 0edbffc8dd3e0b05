import type { PlainDate } from "@/lib/dates/plain-date";
import { CoordinationColumn } from "@/lib/generated/prisma/enums";

/** What is followed of each unit, in the order in which it falls due. */
export const COLUMNS: readonly CoordinationColumn[] = Object.values(CoordinationColumn);

/** Where a unit is with one of them. */
export type CellState =
  | "done"
  /** Begun, not whole. */
  | "partly"
  | "missing"
  /** Nothing is asked of it yet, or there is nothing to ask: no campaign is open, it manages no enterprise. */
  | "not_due";

export type Cell = {
  state: CellState;
  /** The day of what stands behind it; null where nothing does. */
  on: PlainDate | null;
  /** What it is, in words: "12/20 doanh nghiệp". */
  says: string;
  /** The records behind it. */
  href: `/${string}` | null;
};

export type Cells = Readonly<Record<CoordinationColumn, Cell>>;

const isLacking = ({ state }: Cell): boolean => state === "missing" || state === "partly";

/** What a unit still owes, in the order of the columns. */
export const lackingOf = (cells: Cells): CoordinationColumn[] =>
  COLUMNS.filter((column) => isLacking(cells[column]));

/** So many surveyed of so many: done when none is left, and never of nothing. */
export const surveyState = (surveyed: number, enterprises: number): CellState => {
  if (enterprises === 0) return "not_due";
  if (surveyed >= enterprises) return "done";
  return surveyed === 0 ? "missing" : "partly";
};

/** What of a reminder is still to be done: a function of the unit's own papers, never ticked. What is not due is asked of nobody. */
export const openAsks = (asks: readonly CoordinationColumn[], cells: Cells): CoordinationColumn[] =>
  COLUMNS.filter((column) => asks.includes(column) && isLacking(cells[column]));

/** How far a reminder has come. */
export type ReminderState = "taken_back" | "done" | "late" | "open";

export function reminderState(
  {
    voidedAt,
    asks,
    dueOn,
  }: { voidedAt: Date | null; asks: readonly CoordinationColumn[]; dueOn: PlainDate | null },
  cells: Cells | undefined,
  today: PlainDate,
): ReminderState {
  if (voidedAt !== null) return "taken_back";
  if (cells && openAsks(asks, cells).length === 0) return "done";
  return dueOn !== null && dueOn < today ? "late" : "open";
}
