"use server";

import { cookies, headers } from "next/headers";
import { redirect } from "next/navigation";
import { z } from "zod";
import { closeSessions } from "@/lib/access/commands";
import { cookieName, cookieOptions, sealToken } from "@/lib/access/cookie";
import { credentialsSchema } from "@/lib/access/schema";
import { openSession } from "@/lib/access/sign-in";
import { requireViewer } from "@/lib/access/viewer";
import { type FormState, readForm } from "@/lib/forms/state";

/** Signs in with or without JavaScript. Every failure has one sentence: it never tells whether an account exists. */
export async function signInAction(_previous: FormState, form: FormData): Promise<FormState> {
  const { password: _, ...values } = readForm(form);
  const parsed = credentialsSchema.safeParse(readForm(form));
  if (!parsed.success) return { values, errors: z.flattenError(parsed.error).fieldErrors };
  const device = (await headers()).get("user-agent") ?? "";
  const token = await openSession(parsed.data.login, parsed.data.password, device);
  if (!token) return { values, message: "Tên đăng nhập hoặc mật khẩu không đúng." };
  (await cookies()).set(cookieName(), await sealToken(token), cookieOptions());
  redirect("/");
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
