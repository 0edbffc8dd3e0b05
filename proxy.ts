import { randomBytes } from "node:crypto";
import { type NextRequest, NextResponse } from "next/server";
import { isSecure, sessionTokenFromCookie } from "@/lib/access/cookie";
import { env } from "@/lib/env";
import { contentSecurityPolicy, isForeign, isTooLong, STRICT_TRANSPORT } from "@/lib/http/surface";
import { logEvent } from "@/lib/log";

/** What needs no one to be signed in: the doors themselves, and what answers for itself. */
const OPEN = /^\/(?:api|login|invite|privacy-notice)(?:\/|$)/;

/** The door: refuses what other sites send, gives each page its nonce, and shows the signed-out to the sign-in page. */
export async function proxy(request: NextRequest) {
  const { pathname } = request.nextUrl;
  if (isForeign(request.method, request.headers, ownHosts(request))) {
    noteRefusal(request, "foreign");
    return refusal(403, "Yêu cầu này không đến từ trang của chương trình. Mở lại trang rồi gửi lại.");
  }
  if (isTooLong(request.headers)) {
    noteRefusal(request, "too_long");
    return refusal(413, "Nội dung gửi quá dài. Quay lại, rút ngắn rồi gửi lại.");
  }
  // A form sent by the page's script answers for itself, so that what was typed outlives the session.
  const isForm = request.headers.has("next-action");
  if (!OPEN.test(pathname) && !isForm && !(await sessionTokenFromCookie(request.cookies))) {
    return sealed(NextResponse.redirect(new URL("/login", request.url)));
  }
  const policy = contentSecurityPolicy(randomBytes(16).toString("base64"), {
    isDevelopment: process.env.NODE_ENV === "development",
  });
  // Next reads the nonce from the request and puts it on its own scripts.
  const headers = new Headers(request.headers);
  headers.set("content-security-policy", policy);
  const response = sealed(NextResponse.next({ request: { headers } }));
  response.headers.set("content-security-policy", policy);
  return response;
}

const ownHosts = (request: NextRequest): string[] => [
  ...[request.headers.get("host") ?? []].flat(),
  ...(env.PUBLIC_URL ? [new URL(env.PUBLIC_URL).host] : []),
];

/** The address of a one-time link is a secret: of every address only its first part is written down. */
const noteRefusal = ({ method, nextUrl }: NextRequest, why: "foreign" | "too_long") =>
  logEvent("warn", "request.refused", { why, method, under: `/${nextUrl.pathname.split("/")[1] ?? ""}` });

function refusal(status: number, sentence: string): NextResponse {
  const headers = { "content-type": "text/plain; charset=utf-8", "cache-control": "no-store" };
  return sealed(new NextResponse(sentence, { status, headers }));
}

function sealed(response: NextResponse): NextResponse {
  if (isSecure()) response.headers.set("strict-transport-security", STRICT_TRANSPORT);
  return response;
}

// Uploads answer for themselves: what passes here is held in memory as a whole (app/(app)/imports/upload).
export const config = { matcher: ["/((?!_next/static|icon|favicon.ico|manifest|imports/upload$).*)"] };
