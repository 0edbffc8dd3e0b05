import "server-only";
import { can, type Viewer } from "@/lib/access/policy";
import { findCommune } from "@/lib/areas/queries";
import type { PlainDate } from "@/lib/dates/plain-date";
import { command } from "@/lib/db/command";
import { newId } from "@/lib/db/id";
import type { Tx } from "@/lib/db/scope";
import { currentMembership } from "@/lib/members/queries";
import { visibleReferrals } from "@/lib/referrals/policy";
import { residenceMonths } from "@/lib/referrals/queries";
import { ELSEWHERE, isResidence, type Move } from "@/lib/referrals/rules";
import type { EndInput, ReferralInput, RemarkInput, SignatureInput } from "@/lib/referrals/schema";
import { done, refuse } from "@/lib/result";

const STARTING = [
  "in_future",
  "not_a_member",
  "before_joined",
  "already_under_way",
  "area_not_found",
] as const;

/**
 * Asks that a member of the Đoàn be introduced where they live (row 31). The membership stays as it is: a referral is none (V14).
 * Refuses a temporary residence shorter than the rule set of the day asks for.
 */
export const requestReferral = command("referral.request", async (viewer, tx, input: ReferralInput) => {
  const membership = await currentMembership(viewer, tx, input.membershipId);
  if (membership?.line !== "union" || !can(viewer, "member.write")) {
    return refuse("membership_not_found");
  }
  const isElsewhere = input.place === ELSEWHERE;
  const found = isElsewhere ? null : await findCommune(viewer, tx, input.place);
  if (found && !found.ok) return refuse("area_not_found");
  const months = await residenceMonths(viewer, tx, input.on);
  if (!isResidence(input, input.on, months)) return refuse("too_short", { months });
  const id = newId();
  const place = found?.ok ? found.commune.label : input.elsewhere;
  const since = input.residence === "temporary" ? input.since : null;
  const [answer] = await tx.$queryRaw<{ outcome: string }[]>`
    select access.start_referral(${id}::uuid, ${membership.personId}::uuid, ${membership.branchId}::uuid,
      ${isElsewhere ? null : input.place}::uuid, ${place}, ${input.residence}::public.residence_kind, ${since}::date,
      ${input.on}::date, ${input.note}) as outcome`;
  if (answer?.outcome === "done") return done({ referralId: id });
  return refuse(STARTING.find((refusal) => refusal === answer?.outcome) ?? "membership_not_found");
});

type Moved = { referralId: string; on: PlainDate; note: string | null } & {
  documentNumber?: string | null;
  year?: number;
};

const MOVING = ["not_possible", "in_future", "before_last_step", "year_outside", "already_remarked"] as const;

/** One step; the row of the referral is held, so that of two moves at a moment one is told that it came too late. */
async function move(viewer: Viewer, tx: Tx, to: Move, input: Moved) {
  const referral = await tx.referral.findFirst({
    where: { id: input.referralId, AND: visibleReferrals(viewer) },
    select: { id: true },
  });
  if (!referral || !can(viewer, "member.write")) return refuse("referral_not_found");
  const [answer] = await tx.$queryRaw<{ outcome: string }[]>`
    select access.move_referral(${referral.id}::uuid, ${to}::public.referral_state, ${input.on}::date, ${input.note},
      ${input.documentNumber ?? null}, ${input.year ?? null}::int) as outcome`;
  if (answer?.outcome === "done") return done({ referralId: referral.id });
  return refuse(MOVING.find((refusal) => refusal === answer?.outcome) ?? "referral_not_found");
}

/** The đoàn cơ sở or the unit signs the paper. */
export const introduceReferral = command("referral.introduce", (viewer, tx, input: SignatureInput) =>
  move(viewer, tx, "introduced", input),
);

/** The residence confirms, or the level that signed writes down its paper. */
export const receiveReferral = command("referral.receive", (viewer, tx, input: SignatureInput) =>
  move(viewer, tx, "received", input),
);

/** The residence's remark of a year, once for each. */
export const remarkReferral = command("referral.remark", (viewer, tx, input: RemarkInput) =>
  move(viewer, tx, "remarked", input),
);

/** Ends it with the reason: moved house, left, or never received. */
export const endReferral = command("referral.end", (viewer, tx, input: EndInput) =>
  move(viewer, tx, "ended", input),
);
