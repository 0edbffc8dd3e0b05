import { describe, expect, it } from "vitest";
import { contentSecurityPolicy, isForeign, isTooLong, MOST_BODY_BYTES } from "@/lib/http/surface";

const HOSTS = ["doan.example.vn", "localhost:3000"];
const foreign = (method: string, headers: Record<string, string>) =>
  isForeign(method, new Headers(headers), HOSTS);

describe("a request that changes something", () => {
  it.each([
    ["its own page", { origin: "https://doan.example.vn", "sec-fetch-site": "same-origin" }, false],
    ["its own page in a browser without fetch metadata", { origin: "http://localhost:3000" }, false],
    ["its own page whose origin is withheld", { "sec-fetch-site": "same-origin" }, false],
    ["another site", { origin: "https://evil.example", "sec-fetch-site": "cross-site" }, true],
    [
      "a sister site of the same domain",
      { origin: "https://x.example.vn", "sec-fetch-site": "same-site" },
      true,
    ],
    ["another site that withholds its origin", { "sec-fetch-site": "cross-site" }, true],
    ["another port of the same machine", { origin: "http://localhost:4000" }, true],
    ["a sandboxed frame", { origin: "null", "sec-fetch-site": "same-origin" }, true],
    ["nobody knows whom", {}, true],
  ])("sent by %s: is foreign is %#", (_sender, headers, expected) => {
    expect(foreign("POST", headers)).toBe(expected);
    expect(foreign("DELETE", headers)).toBe(expected);
  });

  it("is the only kind that is asked: a link from elsewhere may be followed", () => {
    expect(foreign("GET", { origin: "https://evil.example", "sec-fetch-site": "cross-site" })).toBe(false);
    expect(foreign("HEAD", {})).toBe(false);
  });
});

describe("the content security policy", () => {
  const policy = contentSecurityPolicy("bm9uY2U=");

  it("runs no script but those with the request's nonce", () => {
    expect(policy).toContain("script-src 'self' 'nonce-bm9uY2U=' 'strict-dynamic'");
    expect(policy).not.toMatch(/unsafe-inline|unsafe-eval|https?:|\*/);
  });

  it("lets nothing in from elsewhere, and nobody frame it", () => {
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).toContain("base-uri 'none'");
    expect(policy).toContain("form-action 'self'");
  });
});

it("a body longer than any form is refused by what it says of itself", () => {
  expect(isTooLong(new Headers({ "content-length": String(MOST_BODY_BYTES + 1) }))).toBe(true);
  expect(isTooLong(new Headers({ "content-length": String(MOST_BODY_BYTES) }))).toBe(false);
  expect(isTooLong(new Headers())).toBe(false);
});
