import "server-only";
import { parsePhoneNumberFromString } from "libphonenumber-js/max";
import { normalizeText } from "@/lib/text/normalize";

/** `original` is what was typed, kept because an old number may have been converted wrongly. */
export type Phone = { e164: string; original: string };
export type ParsedPhone = ({ ok: true } & Phone) | { ok: false; reason: "missing" | "invalid" };

/** Mobile prefixes of eleven-digit numbers and what they became from 15/9 to 14/11/2018 (domain §4.4). */
const OLD_MOBILE: Readonly<Record<string, string>> = {
  "0162": "032",
  "0163": "033",
  "0164": "034",
  "0165": "035",
  "0166": "036",
  "0167": "037",
  "0168": "038",
  "0169": "039",
  "0120": "070",
  "0121": "079",
  "0122": "077",
  "0126": "076",
  "0128": "078",
  "0123": "083",
  "0124": "084",
  "0125": "085",
  "0127": "081",
  "0129": "082",
  "0186": "056",
  "0188": "058",
  "0199": "059",
};

/** The number as dialled today; `national` begins with 0. */
function modern(national: string): string {
  const prefix = OLD_MOBILE[national.slice(0, 4)];
  if (prefix && national.length === 11) return prefix + national.slice(4);
  // Cao Bằng's 026 became 0206 in 2017. Today's 0263 (Lâm Đồng) has eleven digits, the old 026 3… has ten.
  if (/^026\d{7}$/.test(national)) return `0206${national.slice(3)}`;
  return national;
}

/** Reads one telephone number, Vietnamese unless it begins with + and another country, today's or from before 2018. */
export function parsePhone(raw: string): ParsedPhone {
  const original = normalizeText(raw);
  if (!original) return { ok: false, reason: "missing" };
  const compact = original.replace(/[\s().\-‐‑–—]/g, "");
  const vietnamese = compact.replace(/^(?:\+|00)?84(?=\d{8,})0?/, "0");
  const number = parsePhoneNumberFromString(/^0\d+$/.test(vietnamese) ? modern(vietnamese) : compact, {
    defaultCountry: "VN",
    extract: false,
  });
  return number?.isValid() && !number.ext
    ? { ok: true, e164: number.number, original }
    : { ok: false, reason: "invalid" };
}
