import type { PlainDate } from "@/lib/dates/plain-date";

/** What of a person is sensitive (domain.md §8.2) and kept; health is not. */
export const SENSITIVE_FIELDS = ["ethnicity", "religion", "partyMember", "identity"] as const;
export type SensitiveField = (typeof SENSITIVE_FIELDS)[number];

export type IdentityProblem = "not_digits" | "lost_zeros" | "wrong_length" | "no_such_place" | "never_issued";

/**
 * A CMND (9 digits) or a CCCD (12 digits: three of place, one of century and sex, two of the year, six of chance; domain.md
 * §4.3). Blanks, dots and hyphens are let pass. Ten or eleven digits are a CCCD whose zeros a spreadsheet ate.
 */
export function parseIdentityNumber(
  typed: string,
): { ok: true; number: string } | { ok: false; reason: IdentityProblem; proposal?: string } {
  const number = typed.replace(/[\s.\-–]/g, "");
  if (!/^\d+$/.test(number)) return { ok: false, reason: "not_digits" };
  if (number.length === 10 || number.length === 11) {
    return { ok: false, reason: "lost_zeros", proposal: number.padStart(12, "0") };
  }
  if (number.length !== 9 && number.length !== 12) return { ok: false, reason: "wrong_length" };
  if (/^0+$/.test(number)) return { ok: false, reason: "never_issued" };
  // Provinces are 001 to 096, countries follow from there on.
  if (number.length === 12 && number.startsWith("000")) return { ok: false, reason: "no_such_place" };
  return { ok: true, number };
}

/** What a CCCD says of its bearer: 0 is a man and 1 a woman of 1900–1999, 2 and 3 of 2000–2099, and so on to 9. */
function saidBy(number: string): { year: number; gender: "male" | "female" } | undefined {
  if (number.length !== 12) return undefined;
  const sign = Number(number[3]);
  return {
    year: 1900 + Math.floor(sign / 2) * 100 + Number(number.slice(4, 6)),
    gender: sign % 2 === 0 ? "male" : "female",
  };
}

/** Where a CCCD contradicts the record: worth a second look, never a reason to refuse (domain.md §4.3). */
export function identityDoubts(
  number: string,
  { birth, gender }: { birth: { date: PlainDate } | null; gender: "male" | "female" | null },
): ("year" | "gender")[] {
  const said = saidBy(number);
  if (!said) return [];
  return [
    ...(birth && Number(birth.date.slice(0, 4)) !== said.year ? (["year"] as const) : []),
    ...(gender && gender !== said.gender ? (["gender"] as const) : []),
  ];
}

/** What is shown of a number that stays hidden. */
export const maskedIdentity = (tail: string): string => `•••••••• ${tail}`;
