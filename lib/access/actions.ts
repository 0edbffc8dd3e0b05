"use server";

import { cookies, headers } from "next/headers";
import { redirect } from "next/navigation";
import { z } from "zod";
import { changePassword, closeOtherSessions, closeSession } from "@/lib/access/commands";
import { cookieName, cookieOptions } from "@/lib/access/cookie";
import { LINK_SPENT, waitSentence } from "@/lib/access/rules";
import {
  codeSchema,
  credentialsSchema,
  passwordChangeSchema,
  redemptionSchema,
  sessionChoiceSchema,
} from "@/lib/access/schema";
import {
  confirmSecondFactor,
  partyOf,
  passSecondFactor,
  removeSecondFactor,
  renewRecoveryCodes,
  startSecondFactor,
} from "@/lib/access/second-factor";
import { sessionTokenOf } from "@/lib/access/session";
import { cameFrom, closeSessions, openSession, redeemLink } from "@/lib/access/sign-in";
import { currentToken, goOnUnder } from "@/lib/access/viewer";
import { formAction } from "@/lib/forms/action";
import { type FormState, readForm, withoutSecrets } from "@/lib/forms/state";
import type { Refused } from "@/lib/result";

/** Signs in with or without JavaScript. Every failure has one sentence: it never tells whether an account exists. */
export async function signInAction(_previous: FormState, form: FormData): Promise<FormState> {
  const posted = readForm(form);
  const values = withoutSecrets(posted);
  const parsed = credentialsSchema.safeParse(posted);
  if (!parsed.success) return { values, errors: z.flattenError(parsed.error).fieldErrors };
  const opened = await openSession(parsed.data, cameFrom(await headers()));
  if (!opened.ok) {
    return {
      values,
      message: {
        wrong: "Tên đăng nhập hoặc mật khẩu không đúng.",
        locked_out: waitSentence(opened.details ?? 0),
      }[opened.refusal],
    };
  }
  await goOnUnder(opened.value);
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

const codeRefusal = (refused: Refused<"wrong"> | Refused<"locked_out", number>): FormState => ({
  errors: {
    code: [
      refused.refusal === "wrong"
        ? "Mã không đúng hoặc đã dùng. Chờ ứng dụng hiện mã mới rồi nhập lại; giờ của điện thoại phải đúng."
        : waitSentence(refused.details),
    ],
  },
});

/** Somebody with the right password who lacks the second factor; everybody else is led where they belong. */
async function requirePending() {
  const token = await currentToken();
  const party = token && (await partyOf(token));
  if (!party) redirect("/login");
  if (!party.isPending) redirect("/");
  return { token, party };
}

/** The second step of signing in: a code of the app, or a recovery code. */
export async function passSecondFactorAction(_previous: FormState, form: FormData): Promise<FormState> {
  const { token, party } = await requirePending();
  const parsed = codeSchema.safeParse(readForm(form));
  if (!parsed.success) return { errors: z.flattenError(parsed.error).fieldErrors };
  const passed = await passSecondFactor(token, party, parsed.data.code);
  if (!passed.ok) return codeRefusal(passed);
  await goOnUnder(passed.value);
  redirect("/");
}

/** The first second factor of somebody whose role needs one, before anything else works. */
export async function startRequiredFactorAction(): Promise<FormState> {
  const { token, party } = await requirePending();
  await startSecondFactor(token, party.accountId);
  redirect("/account/second-factor");
}

export async function confirmRequiredFactorAction(_previous: FormState, form: FormData): Promise<FormState> {
  const { token, party } = await requirePending();
  const parsed = codeSchema.safeParse(readForm(form));
  if (!parsed.success) return { errors: z.flattenError(parsed.error).fieldErrors };
  const confirmed = await confirmSecondFactor(token, party, parsed.data.code);
  if (!confirmed.ok) return codeRefusal(confirmed);
  await goOnUnder(confirmed.value);
  redirect("/account/second-factor/codes");
}

/** The same by choice. */
export const startSecondFactorAction = formAction(
  z.object({}),
  async (viewer) => {
    await startSecondFactor(sessionTokenOf(viewer), viewer.accountId);
    redirect("/account/second-factor");
  },
  { proof: true },
);

export const confirmSecondFactorAction = formAction(
  codeSchema,
  async (viewer, { code }) => {
    const token = sessionTokenOf(viewer);
    const party = await partyOf(token);
    if (!party) redirect("/login");
    const confirmed = await confirmSecondFactor(token, party, code);
    if (!confirmed.ok) return codeRefusal(confirmed);
    await goOnUnder(confirmed.value, viewer);
    redirect("/account/second-factor/codes");
  },
  { proof: true },
);

/** Ten new recovery codes, which stand in this one answer and nowhere else. */
export const renewRecoveryCodesAction = formAction(
  z.object({}),
  async (viewer) => {
    const codes = await renewRecoveryCodes(sessionTokenOf(viewer));
    return codes ? { values: { codes } } : { message: "Tài khoản chưa có bước xác thực thứ hai." };
  },
  { proof: true },
);

export const removeSecondFactorAction = formAction(
  z.object({}),
  async (viewer) => {
    await removeSecondFactor(sessionTokenOf(viewer));
    redirect("/account?done=factor-removed");
  },
  { proof: true },
);

export const changePasswordAction = formAction(passwordChangeSchema, async (viewer, input) => {
  const changed = await changePassword(viewer, input);
  if (changed.ok) {
    await goOnUnder(changed.value, viewer);
    redirect("/account?done=password");
  }
  switch (changed.refusal) {
    case "wrong":
      return { errors: { currentPassword: ["Mật khẩu đang dùng không đúng"] } };
    case "locked_out":
      return { errors: { currentPassword: [waitSentence(changed.details)] } };
    case "password_refused":
      return { errors: { newPassword: [changed.details] } };
  }
});

/** Ends one other session, or every other one. Whoever found the device open must not end what the account's owner uses. */
export const closeSessionsAction = formAction(
  sessionChoiceSchema,
  async (viewer, { session }) => {
    // A session that is gone, or another's, is no longer in the list: that is all there is to say.
    if (session === "others") await closeOtherSessions(viewer);
    else await closeSession(viewer, session);
    redirect("/account?done=sessions");
  },
  { proof: true },
);

export async function signOutAction(): Promise<void> {
  await leave(false);
}

/** Ends every session of the account, on every device, at once. */
export async function signOutEverywhereAction(): Promise<void> {
  await leave(true);
}

async function leave(everywhere: boolean): Promise<never> {
  const token = await currentToken();
  if (token) await closeSessions(token, everywhere);
  (await cookies()).delete({ name: cookieName(), path: "/", secure: cookieOptions().secure });
  redirect("/login");
}
