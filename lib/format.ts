const NUMBER = new Intl.NumberFormat("vi-VN");
const ONE_DECIMAL = new Intl.NumberFormat("vi-VN", { maximumFractionDigits: 1 });

/** 1234567.5 → "1.234.567,5" (domain §4.6). */
export const formatNumber = (value: number): string => NUMBER.format(value);

/** A share in percent with at most one decimal: "45,5%"; "–" where there is nothing to be a share of. */
export const formatPercent = (part: number, whole: number): string =>
  whole === 0 ? "–" : `${ONE_DECIMAL.format((part / whole) * 100)}%`;

const MOBILE = /^\+84([35789]\d{2})(\d{3})(\d{3})$/;
const CAPITAL_LANDLINE = /^\+84(2[48])(\d{4})(\d{4})$/;
const LANDLINE = /^\+84(2\d{2})(\d{4})(\d{3})$/;
/** Hotlines are dialled without the leading 0. */
const HOTLINE = /^\+84(1[89]00)(\d{4,6})$/;

/**
 * A stored E.164 number as it is read in Vietnam: "+84912345678" → "0912 345 678". A foreign number or one that is not
 * E.164 is shown as stored. By hand: the phone library would weigh more than the rest of a page.
 */
export function formatPhone(e164: string): string {
  const groups = MOBILE.exec(e164) ?? CAPITAL_LANDLINE.exec(e164) ?? LANDLINE.exec(e164);
  if (groups) return `0${groups.slice(1).join(" ")}`;
  return e164.replace(HOTLINE, "$1 $2");
}
