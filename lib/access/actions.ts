"use server";

import { cookies, headers } from "next/headers";
import { redirect } from "next/navigation";
import { z } from "zod";
import { closeSessions } from "@/lib/access/commands";
import { cookieName, cookieOptions, sealToken } from "@/lib/access/cookie";
import { LINK_SPENT, waitSentence } from "@/lib/access/rules";
import { credentialsSchema, redemptionSchema } from "@/lib/access/schema";
import { openSession, redeemLink } from "@/lib/access/sign-in";
import { requireViewer } from "@/lib/access/viewer";
import { type FormState, readForm, withoutSecrets } from "@/lib/forms/state";

/** Signs in with or without JavaScript. Every failure has one sentence: it never tells whether an account exists. */
export async function signInAction(_previous: FormState, form: FormData): Promise<FormState> {
  const posted = readForm(form);
  const values = withoutSecrets(posted);
  const parsed = credentialsSchema.safeParse(posted);
  if (!parsed.success) return { values, errors: z.flattenError(parsed.error).fieldErrors };
  const opened = await openSession(parsed.data, (await headers()).get("user-agent") ?? "");
  if (!opened.ok) {
    return {
      values,
      message: {
        wrong: "Tên đăng nhập hoặc mật khẩu không đúng.",
        locked_out: waitSentence(opened.details ?? 0),
      }[opened.refusal],
    };
  }
  (await cookies()).set(cookieName(), await sealToken(opened.value), cookieOptions());
  redirect("/");
}

/** Sets the password by a one-time link. Whatever is wrong with the link is said in one sentence. */
export async function redeemLinkAction(_previous: FormState, form: FormData): Promise<FormState> {
  const parsed = redemptionSchema.safeParse(readForm(form));
  if (!parsed.success) return { errors: z.flattenError(parsed.error).fieldErrors };
  const redeemed = await redeemLink(parsed.data.token, parsed.data.newPassword);
  if (redeemed.ok) redirect("/login?done=password");
  return redeemed.refusal === "link_spent"
    ? { message: LINK_SPENT }
    : { errors: { newPassword: [redeemed.details] } };
}

export async function signOutAction(): Promise<void> {
  await leave(false);
}

/** Ends every session of the account, on every device, at once. */
export async function signOutEverywhereAction(): Promise<void> {
  await leave(true);
}

async function leave(everywhere: boolean): Promise<never> {
  await closeSessions(await requireViewer(), everywhere);
  (await cookies()).delete({ name: cookieName(), path: "/", secure: cookieOptions().secure });
  redirect("/login");
}
