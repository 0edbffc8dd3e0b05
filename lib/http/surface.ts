/** What every answer of the program says to a browser about itself, and which requests are not even looked at. */

/** Forms carry text only; nothing a person types comes near this. */
export const MOST_BODY_BYTES = 1_000_000;

/**
 * Scripts run only when they carry this request's nonce or were loaded by one that does; nothing comes from elsewhere and
 * nobody may frame a page. Development needs eval for React's stack traces, and styles and a socket for hot reloading.
 */
export const contentSecurityPolicy = (nonce: string, { isDevelopment = false } = {}): string =>
  [
    "default-src 'none'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${isDevelopment ? " 'unsafe-eval'" : ""}`,
    `style-src 'self'${isDevelopment ? " 'unsafe-inline'" : ""}`,
    "img-src 'self' data:",
    "font-src 'self'",
    `connect-src 'self'${isDevelopment ? " ws:" : ""}`,
    "manifest-src 'self'",
    "worker-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join("; ");

/** A year, as browsers and ASVS 3.4.1 expect; only ever sent over https. */
export const STRICT_TRANSPORT = "max-age=31536000; includeSubDomains";

const SAFE_METHODS = new Set(["GET", "HEAD", "OPTIONS"]);

/**
 * Whether a request that may change something was sent by a page of another site, or by nobody knows whom. Browsers send
 * Sec-Fetch-Site or Origin with every such request; one that has neither is refused rather than believed (ASVS 3.5.1).
 * `hosts` are the names people reach the program by.
 */
export function isForeign(method: string, headers: Headers, hosts: readonly string[]): boolean {
  if (SAFE_METHODS.has(method)) return false;
  const site = headers.get("sec-fetch-site");
  if (site !== null && site !== "same-origin") return true;
  const origin = headers.get("origin");
  if (origin === null) return site === null;
  try {
    return !hosts.includes(new URL(origin).host);
  } catch {
    // "null": a sandboxed frame or a redirect across sites.
    return true;
  }
}

/** Whether a body says of itself that it is longer than any form of the program. */
export const isTooLong = (headers: Headers): boolean =>
  Number(headers.get("content-length") ?? 0) > MOST_BODY_BYTES;
