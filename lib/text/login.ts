import "server-only";
import { normalizeText } from "@/lib/text/normalize";
import { parsePhone } from "@/lib/text/phone";

/**
 * What somebody typed to be known by, as accounts store it: a telephone number in E.164, however it was written, or a
 * user name in lower case.
 */
export function loginKey(typed: string): string {
  const text = normalizeText(typed).toLowerCase();
  const phone = /^[+\d][\d\s().-]{6,}$/.test(text) ? parsePhone(text) : null;
  return phone?.ok ? phone.e164 : text;
}
