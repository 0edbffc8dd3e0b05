import { type NextRequest, NextResponse } from "next/server";
import { sessionTokenFromCookie } from "@/lib/access/cookie";

/** A courtesy redirect for the signed-out. The real check is beside the data, in `requireViewer`. */
export async function proxy(request: NextRequest) {
  if (await sessionTokenFromCookie(request.cookies)) return NextResponse.next();
  return NextResponse.redirect(new URL("/login", request.url));
}

export const config = { matcher: ["/((?!api|login|_next|icon|favicon.ico|manifest).*)"] };
