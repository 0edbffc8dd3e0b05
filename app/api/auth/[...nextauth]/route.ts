import type { NextRequest } from "next/server";
import NextAuth from "next-auth";
import { authOptions } from "@/lib/access/options";

type Context = RouteContext<"/api/auth/[...nextauth]">;

/** Options are read when a request comes: building the program needs no secret. */
const handler = (request: NextRequest, context: Context) => NextAuth(request, context, authOptions());

export { handler as GET, handler as POST };
