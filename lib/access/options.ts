import "server-only";
import type { NextAuthOptions } from "next-auth";
import Credentials from "next-auth/providers/credentials";
import { z } from "zod";
import { cookieName, cookieOptions } from "@/lib/access/cookie";
import { credentialsSchema } from "@/lib/access/schema";
import { SESSION_HOURS } from "@/lib/access/session";
import { cameFrom, closeSessions, openSession } from "@/lib/access/sign-in";
import { env } from "@/lib/env";

/** next-auth's side of sign-in: the same door as the form, the same cookie, nothing in it but the session's token. */
export const authOptions = (): NextAuthOptions => ({
  secret: env.NEXTAUTH_SECRET,
  session: { strategy: "jwt", maxAge: SESSION_HOURS * 3600 },
  pages: { signIn: "/login" },
  cookies: { sessionToken: { name: cookieName(), options: cookieOptions() } },
  providers: [
    Credentials({
      credentials: { login: {}, password: {} },
      async authorize(given, request) {
        const parsed = credentialsSchema.safeParse(given);
        if (!parsed.success) return null;
        const headers = new Headers(
          Object.entries(z.record(z.string(), z.string()).parse(request.headers ?? {})),
        );
        const opened = await openSession(parsed.data, cameFrom(headers));
        return opened.ok ? { id: opened.value } : null;
      },
    }),
  ],
  events: {
    // A cookie that was deleted here may live on elsewhere; its session does not.
    signOut: async ({ token }) => {
      if (typeof token?.["session"] === "string") await closeSessions(token["session"], false);
    },
  },
  callbacks: {
    jwt: ({ token, user }) => (user ? { session: user.id } : { session: token.session }),
    // What the browser may ask next-auth about a session: only that there is one.
    session: ({ session }) => ({ expires: session.expires }),
  },
});
