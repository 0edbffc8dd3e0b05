export type TaxCodeProblem =
  | "missing"
  | "not_digits"
  | "wrong_length"
  | "wrong_check_digit"
  | "never_issued"
  | "no_such_branch"
  | "personal_not_allowed"
  | "not_a_personal_number";

/** `code10`: ten digits, or the twelve of a personal number (then without branch). `branch`: the three after the hyphen. */
export type TaxCode = { ok: true; code10: string; branch?: string } | { ok: false; reason: TaxCodeProblem };

const WEIGHTS = [31, 29, 23, 19, 17, 13, 7, 5, 3];

/**
 * 10 − (weighted sum mod 11). As no weight is a multiple of 11 and neighbours differ mod 11, any single wrong digit and
 * any two swapped neighbours are noticed, always. Other mistakes pass about once in eleven; the 2nd and the 7th digit
 * swapped always pass (29 ≡ 7). That a code is right does not say that it was ever issued.
 */
function checkDigit(code: string): number {
  const sum = WEIGHTS.reduce((total, weight, index) => total + weight * Number(code[index]), 0);
  return 10 - (sum % 11);
}

const refused = (reason: TaxCodeProblem): TaxCode => ({ ok: false, reason });

/**
 * Reads a tax code (domain §4.2, V18): ten digits with a check digit, thirteen for a dependent unit, with or without the
 * hyphen. Blanks and dots are let pass. Twelve digits, a personal number, only where `allowPersonal` says that the
 * legal form is a household business (since 01/7/2025).
 */
export function parseTaxCode(raw: string, { allowPersonal = false } = {}): TaxCode {
  const text = raw.normalize("NFC").replace(/[\s.]/g, "");
  if (!text) return refused("missing");
  const digits = text.replace(/^(\d{10})[-‐‑–—](?=\d)/, "$1");
  if (!/^\d+$/.test(digits)) return refused("not_digits");

  if (digits.length === 12 && digits === text) {
    if (!allowPersonal) return refused("personal_not_allowed");
    // The first three are the province of birth registration, 001 to 096 (domain §4.3).
    const province = Number(digits.slice(0, 3));
    return province >= 1 && province <= 96 ? { ok: true, code10: digits } : refused("not_a_personal_number");
  }
  if (digits.length !== 10 && digits.length !== 13) return refused("wrong_length");

  const code10 = digits.slice(0, 10);
  const branch = digits.slice(10);
  const check = checkDigit(code10);
  // No province 00, no serial 0000000, and none whose check would need two digits.
  if (check === 10 || /^(00|\d\d0{7})/.test(code10)) return refused("never_issued");
  if (check !== Number(code10[9])) return refused("wrong_check_digit");
  if (branch === "000") return refused("no_such_branch");
  return branch ? { ok: true, code10, branch } : { ok: true, code10 };
}

/** "4899999017", "4899999017-001". */
export const formatTaxCode = (code10: string, branch?: string | null): string =>
  branch ? `${code10}-${branch}` : code10;
