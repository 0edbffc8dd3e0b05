/** A day of the calendar, "YYYY-MM-DD", with no time and no zone: what a paper would date. Days compare as strings. */
export type PlainDate = string;

export type DatePrecision = "day" | "month" | "year";

/** A date of which only the month or the year may be known; `date` is the first day it can be. */
export type PartialDate = { date: PlainDate; precision: DatePrecision };

const DAY_MS = 86_400_000;

/** Whether the text is a day that exists, from year 1000 on (earlier ones are typing errors). */
export function isPlainDate(text: string): text is PlainDate {
  if (!/^[1-9]\d{3}-\d{2}-\d{2}$/.test(text)) return false;
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

/** For Prisma's `@db.Date`: midnight UTC. Throws RangeError when it is no day, for only a bug can bring one here. */
export function toDatabase(date: PlainDate): Date {
  if (!isPlainDate(date)) throw new RangeError(`Not a day of the calendar: ${date}`);
  return new Date(`${date}T00:00:00Z`);
}

/** From Prisma's `@db.Date`, which comes as midnight UTC. */
export function fromDatabase(midnight: Date): PlainDate {
  const date = midnight.toISOString().slice(0, 10);
  if (!isPlainDate(date)) throw new RangeError(`Out of the calendar: ${midnight.toISOString()}`);
  return date;
}

const write = (year: number, month: number, day: number): PlainDate =>
  `${String(year).padStart(4, "0")}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`;

const numbers = (date: PlainDate) => {
  const midnight = toDatabase(date);
  return { year: midnight.getUTCFullYear(), month: midnight.getUTCMonth() + 1, day: midnight.getUTCDate() };
};

/** Day 0 of the next month is the last of this one. */
const daysInMonth = (year: number, month: number) => new Date(Date.UTC(year, month, 0)).getUTCDate();

export const addDays = (date: PlainDate, days: number): PlainDate =>
  fromDatabase(new Date(toDatabase(date).getTime() + days * DAY_MS));

/** The same day that many months on, or the last of a month that has no such day (Civil Code 2015, art. 148). */
export function addMonths(date: PlainDate, months: number): PlainDate {
  const { year, month, day } = numbers(date);
  const count = year * 12 + (month - 1) + months;
  const toYear = Math.floor(count / 12);
  const toMonth = count - toYear * 12 + 1;
  const to = write(toYear, toMonth, Math.min(day, daysInMonth(toYear, toMonth)));
  if (!isPlainDate(to)) throw new RangeError(`Out of the calendar: ${date} and ${months} months`);
  return to;
}

/** The same day that many years on; 29/02 becomes 28/02 in a common year: who was born then is a year older that day. */
export const addYears = (date: PlainDate, years: number): PlainDate => addMonths(date, years * 12);

/** Days from one to the other; negative when the second is earlier. */
export const daysBetween = (from: PlainDate, to: PlainDate): number =>
  (toDatabase(to).getTime() - toDatabase(from).getTime()) / DAY_MS;

/** The last day a partial date can be. */
export function latest({ date, precision }: PartialDate): PlainDate {
  const { year, month } = numbers(date);
  if (precision === "day") return date;
  return precision === "month" ? write(year, month, daysInMonth(year, month)) : write(year, 12, 31);
}

function fullYears(from: PlainDate, on: PlainDate): number {
  const years = numbers(on).year - numbers(from).year;
  return addYears(from, years) <= on ? years : years - 1;
}

/**
 * Full years of age on a day: every age from `min` to `max` is possible and no other (V05: an unknown day is never
 * 01/01). The two are equal for a full date. Negative before birth.
 */
export const ageOn = (birth: PartialDate, on: PlainDate): { min: number; max: number } => ({
  min: fullYears(latest(birth), on),
  max: fullYears(birth.date, on),
});

/** Vietnam is at UTC+7 all the year, and has been for every moment this program can have recorded. */
const VIETNAM_MS = 7 * 3_600_000;

/** The day it is in Vietnam (Asia/Ho_Chi_Minh) at a moment. */
export const vietnamDate = (moment: Date): PlainDate => fromDatabase(new Date(moment.getTime() + VIETNAM_MS));

/**
 * Reads a day as Vietnamese write it, 5/3/2014, 05.03.2014 or 5-3-2014, or as a browser does, 2014-03-05. The day comes
 * first, always: 3/25/2014 is refused, and so are 31/02/2014 and a year of two digits.
 */
export function parseVietnameseDate(text: string): PlainDate | null {
  const trimmed = text.trim();
  const parts = /^(\d{1,2}) ?([/.-]) ?(\d{1,2}) ?\2 ?(\d{4})$/.exec(trimmed);
  const date = parts ? write(Number(parts[4]), Number(parts[3]), Number(parts[1])) : trimmed;
  return isPlainDate(date) ? date : null;
}

/** 23/10/2014, 05/03/2014. */
export const formatDate = (date: PlainDate): string => date.split("-").reverse().join("/");

/** "ngày 05 tháng 3 năm 2014", as documents write it: days under ten and months 1 and 2 with a nought (domain §4.6). */
export function formatLongDate(date: PlainDate): string {
  const { year, month, day } = numbers(date);
  return `ngày ${String(day).padStart(2, "0")} tháng ${month < 3 ? `0${month}` : month} năm ${year}`;
}

/** A moment as read in Vietnam: "14:05 ngày 23/10/2014". */
export const formatMoment = (moment: Date): string => {
  const local = new Date(moment.getTime() + VIETNAM_MS).toISOString();
  return `${local.slice(11, 16)} ngày ${formatDate(local.slice(0, 10))}`;
};
