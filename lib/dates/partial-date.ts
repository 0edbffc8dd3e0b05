import {
  isPlainDate,
  latest,
  type PartialDate,
  type PlainDate,
  parseVietnameseDate,
} from "@/lib/dates/plain-date";

export type { PartialDate } from "@/lib/dates/plain-date";
export { latest };

/** The first day a partial date can be. */
export const earliest = ({ date }: PartialDate): PlainDate => date;

/** Reads "1990", "3/1990" (also "1990-03") or a full day; null for anything else, such as 13/1990. */
export function parsePartialDate(text: string): PartialDate | null {
  const trimmed = text.trim();
  const day = parseVietnameseDate(trimmed);
  if (day) return { date: day, precision: "day" };

  const month = /^(?<month>\d{1,2}) ?[/.-] ?(?<year>\d{4})$|^(?<isoYear>\d{4})-(?<isoMonth>\d{2})$/.exec(
    trimmed,
  );
  if (month?.groups) {
    const { month: typed, isoMonth, year, isoYear } = month.groups;
    const date = `${year ?? isoYear}-${(typed ?? isoMonth ?? "").padStart(2, "0")}-01`;
    return isPlainDate(date) ? { date, precision: "month" } : null;
  }
  const date = `${trimmed}-01-01`;
  return isPlainDate(date) ? { date, precision: "year" } : null;
}

/** 1990, 03/1990 or 05/03/1990: never a day or a month that nobody knows (V05). */
export function formatPartialDate({ date, precision }: PartialDate): string {
  const [year = "", month = "", day = ""] = date.split("-");
  if (precision === "year") return year;
  return precision === "month" ? `${month}/${year}` : `${day}/${month}/${year}`;
}
