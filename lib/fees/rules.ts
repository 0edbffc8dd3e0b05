import { addDays, addMonths, type PlainDate } from "@/lib/dates/plain-date";
import type { BranchKind } from "@/lib/generated/prisma/enums";

/** Money is whole đồng everywhere: an integer, never a fraction. */
export type Dong = number;

/** What a level keeps of what it takes in: 2 of 3 parts; the rest goes up. */
export type Share = { kept: number; of: number };

/** The rules of a line on a day; null where no source says (the Hội's). */
export type FeeRules = {
  monthlyFee: { unpaid: Dong; paid: Dong } | null;
  exemptMaxMonths: number | null;
  share: Share | null;
  /** Months without a fee in a year from which a member may be struck off; null for the Hội. */
  strikeOffAfterMonths: number | null;
};

/** A month is named by its first day. */
export const monthOf = (day: PlainDate): PlainDate => `${day.slice(0, 7)}-01`;

/** Months from one to another, both included; none when they are the wrong way round. */
export function monthsFrom(first: PlainDate, last: PlainDate): PlainDate[] {
  const months: PlainDate[] = [];
  for (let month = monthOf(first); month <= monthOf(last); month = addMonths(month, 1)) months.push(month);
  return months;
}

/** The quarter of a day, by the first day of its first month. */
export const quarterOf = (day: PlainDate): PlainDate => {
  const first = Math.floor((Number(day.slice(5, 7)) - 1) / 3) * 3 + 1;
  return `${day.slice(0, 4)}-${String(first).padStart(2, "0")}-01`;
};

export const monthsOfQuarter = (quarter: PlainDate): PlainDate[] =>
  monthsFrom(quarter, addMonths(quarter, 2));

/** Divides what came in: only whole parts go up, so the remainder stays with the level that collected. Nothing is lost. */
export function divide(amount: Dong, { kept, of }: Share): { up: Dong; kept: Dong } {
  const parts = amount * (of - kept);
  const up = (parts - (parts % of)) / of;
  return { up, kept: amount - up };
}

/** A chi đoàn pays up every month; chi đoàn cơ sở, đoàn cơ sở and units every quarter. */
export const paysMonthly = (kind: BranchKind | "unit"): boolean => kind === "cell";

/** What a level owes for a quarter: divided month by month where it pays monthly, else the quarter as a whole. */
export const dueOf = (incomes: readonly Dong[], kind: BranchKind | "unit", share: Share): Dong =>
  paysMonthly(kind)
    ? incomes.reduce((sum, income) => sum + divide(income, share).up, 0)
    : divide(
        incomes.reduce((sum, income) => sum + income, 0),
        share,
      ).up;

/** How a member stands in a month. */
export type MonthState = "outside" | "paid" | "exempt" | "covered" | "owed";

type Standing = {
  periods: readonly { validFrom: PlainDate; validTo: PlainDate | null }[];
  paid: readonly PlainDate[];
  exempt: readonly { from: PlainDate; to: PlainDate }[];
  /** Months that a transfer's remark says were paid where the member came from. */
  covered: readonly { from: PlainDate; to: PlainDate }[];
};

const within = (month: PlainDate, spans: readonly { from: PlainDate; to: PlainDate }[]): boolean =>
  spans.some(({ from, to }) => monthOf(from) <= month && month <= to);

/** V31: a month before the admission or after the exit is outside; a month begun as a member is inside. */
export const isMemberIn = (month: PlainDate, periods: Standing["periods"]): boolean =>
  periods.some(
    ({ validFrom, validTo }) =>
      monthOf(validFrom) <= month && (validTo === null || month <= addDays(validTo, -1)),
  );

export function monthState(month: PlainDate, { periods, paid, exempt, covered }: Standing): MonthState {
  if (paid.includes(month)) return "paid";
  if (!isMemberIn(month, periods)) return "outside";
  if (within(month, covered)) return "covered";
  return within(month, exempt) ? "exempt" : "owed";
}

/** One level in the account of a quarter, and what it paid up. */
export type LevelAccount = {
  collected: Dong;
  received: Dong;
  due: Dong;
  paid: Dong;
  waiting: Dong;
};

/** What is left with a level: what is on its way up is with nobody until it is booked. */
export const holdings = ({ collected, received, paid, waiting }: LevelAccount): Dong =>
  collected + received - paid - waiting;

/** What still has to go up; below nothing when more was paid than due. */
export const outstanding = ({ due, paid, waiting }: LevelAccount): Dong => due - paid - waiting;

/** Nothing is lost: all that was collected is with some level, on its way, or with the province. */
export const reconciles = (levels: readonly LevelAccount[], atTop: Dong): boolean => {
  const sum = (pick: (level: LevelAccount) => Dong) =>
    levels.reduce((total, level) => total + pick(level), 0);
  return sum(({ collected }) => collected) === sum(holdings) + sum(({ waiting }) => waiting) + atTop;
};

/** Names of a member's boxes in the form of a month: paid, how much, and which payment was there when the form was made. */
export const paidField = (personId: string): string => `p_${personId}`;
export const amountField = (personId: string): string => `a_${personId}`;
export const shownField = (personId: string): string => `w_${personId}`;
