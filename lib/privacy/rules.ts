import { addDays, addMonths, ageOn, type PartialDate, type PlainDate } from "@/lib/dates/plain-date";
import type {
  ClockUnit,
  DataRequestKind,
  DataRequestStepKind,
  RetentionClass,
} from "@/lib/generated/prisma/enums";

/** The age below which a parent or guardian consents too (V32). */
export const GUARDIAN_UNDER = 16;

/** A time limit of the law as it is in force on a day. */
export type Clock = {
  rule: string;
  duty: string;
  amount: number;
  unit: ClockUnit;
  validFrom: PlainDate;
  validTo: PlainDate | null;
};

/** A row of a table that holds from a day on, of a province or (without one) for everybody. */
type Dated = { provinceId: string | null; validFrom: PlainDate };

/** The row in force on a day: the province's own before the sample, the latest that has begun. */
export function inForce<Row extends Dated>(rows: readonly Row[], on: PlainDate): Row | undefined {
  const begun = rows.filter(({ validFrom }) => validFrom <= on);
  const own = begun.filter(({ provinceId }) => provinceId !== null);
  return [...(own.length > 0 ? own : begun)].sort((one, other) =>
    one.validFrom < other.validFrom ? 1 : -1,
  )[0];
}

/** The clock of a duty in force on a day; undefined where the law gave none, which is never taken for no limit. */
export const clockOf = (clocks: readonly Clock[], duty: string, on: PlainDate): Clock | undefined =>
  clocks.find(
    (clock) => clock.duty === duty && clock.validFrom <= on && (!clock.validTo || on < clock.validTo),
  );

/** Saturday and Sunday are no working days, nor is a holiday of the table. */
export function isWorkingDay(day: PlainDate, holidays: ReadonlySet<PlainDate>): boolean {
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
  return weekday !== 0 && weekday !== 6 && !holidays.has(day);
}

/**
 * The last day of a limit that begins on `from`, which itself is not counted (Civil Code 2015, art. 147). A limit in
 * calendar days is not moved when it ends on a day off: sooner than the law demands harms nobody. For the same reason a
 * holiday that nobody entered makes the limit earlier, never later.
 */
export function lastDay(
  { amount, unit }: Pick<Clock, "amount" | "unit">,
  from: PlainDate,
  holidays: ReadonlySet<PlainDate>,
): PlainDate {
  if (unit === "months") return addMonths(from, amount);
  if (unit === "hours") return addDays(from, Math.ceil(amount / 24));
  if (unit === "days") return addDays(from, amount);
  let day = from;
  for (let left = amount; left > 0; ) {
    day = addDays(day, 1);
    if (isWorkingDay(day, holidays)) left -= 1;
  }
  return day;
}

export type Step = { kind: DataRequestStepKind; on: PlainDate };

export type RequestState = "received" | "acknowledged" | "answered" | "refused";

/** Where a request stands and until when what is to be done: null where the law gives no limit. */
export type Standing = {
  state: RequestState;
  acknowledgeBy: PlainDate | null;
  answerBy: PlainDate | null;
  isExtended: boolean;
  /** The next thing that is due, with its day; null when the request is closed. */
  next: { what: "acknowledge" | "answer"; by: PlainDate | null } | null;
  /** What was done later than the law allows. */
  wasLate: boolean;
};

/** The standing of a request follows from its steps, the clocks of the day it came in and the holidays. */
export function standingOf(
  request: { kind: DataRequestKind; receivedOn: PlainDate; hasThirdParty: boolean },
  steps: readonly Step[],
  clocks: readonly Clock[],
  holidays: ReadonlySet<PlainDate>,
): Standing {
  const { kind, receivedOn, hasThirdParty } = request;
  const of = (duty: string) => clockOf(clocks, duty, receivedOn);
  const answering = (hasThirdParty ? of(`request.${kind}.third_party`) : undefined) ?? of(`request.${kind}`);
  const acknowledging = of("request.acknowledge");
  const extension = of("request.extension");
  const stepOf = (wanted: DataRequestStepKind) => steps.find((step) => step.kind === wanted);
  const acknowledged = stepOf("acknowledged");
  const end = stepOf("answered") ?? stepOf("refused");
  const isExtended = stepOf("extended") !== undefined;
  const acknowledgeBy = acknowledging ? lastDay(acknowledging, receivedOn, holidays) : null;
  const first = answering ? lastDay(answering, receivedOn, holidays) : null;
  const answerBy = first && isExtended && extension ? lastDay(extension, first, holidays) : first;
  const isLate = (done: Step | undefined, by: PlainDate | null) => Boolean(done && by && done.on > by);
  const ended = end && (end.kind === "answered" ? ("answered" as const) : ("refused" as const));
  return {
    state: ended ?? (acknowledged ? "acknowledged" : "received"),
    acknowledgeBy,
    answerBy,
    isExtended,
    next: ended
      ? null
      : acknowledged
        ? { what: "answer", by: answerBy }
        : { what: "acknowledge", by: acknowledgeBy },
    // An answer without a word before it acknowledged too.
    wasLate: isLate(acknowledged ?? end, acknowledgeBy) || isLate(end, answerBy),
  };
}

/** The latest moment to tell the authority of a breach; null where the law gives no clock on that day. */
export function notifyBy(clocks: readonly Clock[], discoveredAt: Date, on: PlainDate): Date | null {
  const clock = clockOf(clocks, "breach.notify", on);
  return clock?.unit === "hours" ? new Date(discoveredAt.getTime() + clock.amount * 3_600_000) : null;
}

/** Whether a guardian must consent: as long as the person may be under sixteen on that day (V32, V05). */
export const needsGuardian = (birth: PartialDate | null, on: PlainDate): boolean =>
  birth !== null && ageOn(birth, on).min < GUARDIAN_UNDER;

/** Classes that the program deletes or makes nobody's once somebody decided; the others are only listed. */
export const CARRIED_OUT: readonly RetentionClass[] = [
  "ex_member",
  "sign_in_attempt",
  "ended_session",
  "command_receipt",
  "person_export",
  "answered_request",
];

/** The name that stands in place of an erased one. */
export const erasedName = (number: string): string => `Đã xoá theo yêu cầu số ${number}`;

/** Tables whose rows about a person are in the export of what is held about them; a test compares with the database. */
export const EXPORTED_TABLES = [
  "person",
  "person_scope",
  "person_sensitive",
  "membership",
  "admission",
  "post",
  "member_rating",
  "membership_status",
  "discipline",
  "award",
  "transfer",
  "referral",
  "congress_seat",
  "fee",
  "fee_exemption",
  "training_participant",
  "duplicate_case",
  "person_pair",
  "privacy_basis",
  "data_request",
  "erasure",
  "erased_person",
  "keep_order",
  "person_export",
  "audit_entry",
] as const;

/** A line of the processing register: one field and everything the law wants to know of it. */
export type RegisterLine = Record<(typeof REGISTER_HEAD)[number][0], string>;

export const REGISTER_HEAD = [
  ["field", "Trường dữ liệu"],
  ["table", "Ở đâu"],
  ["kind", "Loại"],
  ["purpose", "Mục đích"],
  ["basis", "Căn cứ"],
  ["recipients", "Ai nhận"],
  ["retention", "Giữ bao lâu"],
  ["measures", "Biện pháp bảo vệ"],
] as const;
