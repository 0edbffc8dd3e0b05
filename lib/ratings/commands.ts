import "server-only";
import { type Viewer, visibleOfBranches, visibleOfPeople } from "@/lib/access/policy";
import { holdBranches } from "@/lib/branches/commands";
import { toDatabase } from "@/lib/dates/plain-date";
import { today } from "@/lib/dates/today";
import { command } from "@/lib/db/command";
import { newId } from "@/lib/db/id";
import type { Tx } from "@/lib/db/scope";
import type { MemberRatingStage } from "@/lib/generated/prisma/enums";
import { memberBranch } from "@/lib/members/queries";
import { memberRatingsOf, ratedMembers, raterRoles, ratingOf, schemeOf } from "@/lib/ratings/queries";
import { lastYearToRate, MAY_RATE, MAY_RATE_MEMBERS, mayRate, needsReason } from "@/lib/ratings/rules";
import type { BranchRatingInput, MemberRatingsInput } from "@/lib/ratings/schema";
import { done, refuse } from "@/lib/result";

const CONFLICTS = {
  branch_rating_one: "rated_meanwhile",
  branch_rating_order: "rated_meanwhile",
  branch_rating_scheme: "level_of_other_scheme",
} as const;

/**
 * Says how an organisation did in a year: itself, the level above, or in conclusion (V30). Saying it again replaces what
 * stood at that stage; the former words stay in the trace.
 */
export const rateBranch = command(
  "rating.rate",
  async (viewer, tx, input: BranchRatingInput) => {
    const { branchId, year, stage, levelId, reason } = input;
    await holdBranches(tx, [branchId]);
    const branch = await memberBranch(viewer, tx, branchId);
    const roles = branch ? raterRoles(viewer, branch) : [];
    if (!branch || !MAY_RATE[stage].roles.some((role) => roles.includes(role)))
      return refuse("branch_not_found");
    if (!branch.isAlive) return refuse("branch_not_alive");
    if (year > lastYearToRate(today())) return refuse("year_not_over");
    if (input.decidedOn > today()) return refuse("date_in_future");
    const scheme = branch.line === "union" ? await schemeOf(viewer, tx, "branch", year) : null;
    if (!scheme?.levels.some(({ id }) => id === levelId)) return refuse("level_of_other_scheme");
    const { by, state } = await ratingOf(viewer, tx, branchId, year);
    if (!mayRate(stage, roles, state)) return refuse("not_its_turn");
    if (stage === "superior" && by.self?.recordedById === viewer.accountId) return refuse("own_rating");
    if (stage === "final" && reason === null && needsReason(levelId, by)) return refuse("reason_missing");
    await tx.branchRating.updateMany({
      where: { AND: visibleOfBranches(viewer), branchId, year, stage, voidedAt: null },
      data: { voidedAt: new Date() },
    });
    await tx.branchRating.create({
      data: {
        ...{ id: newId(), branchId, year, stage, levelId, reason },
        decidedOn: toDatabase(input.decidedOn),
        recordedById: viewer.accountId,
      },
      select: { id: true },
    });
    return done({ branchId });
  },
  CONFLICTS,
);

const MEMBER_CONFLICTS = {
  member_rating_one: "rated_meanwhile",
  member_rating_order: "rated_meanwhile",
  member_rating_scheme: "level_of_other_scheme",
} as const;

/** What both deeds ask first: somebody who may, a year that may be rated, levels of its scheme, members of that year. */
async function readMemberRatings(
  viewer: Viewer,
  tx: Tx,
  stage: MemberRatingStage,
  { branchId, year, levels }: MemberRatingsInput,
) {
  await holdBranches(tx, [branchId]);
  const branch = await memberBranch(viewer, tx, branchId);
  const roles = branch ? raterRoles(viewer, branch) : [];
  if (!branch || !MAY_RATE_MEMBERS[stage].some((role) => roles.includes(role)))
    return refuse("branch_not_found");
  if (!branch.isAlive) return refuse("branch_not_alive");
  if (year > lastYearToRate(today())) return refuse("year_not_over");
  const scheme = branch.line === "union" ? await schemeOf(viewer, tx, "member", year) : null;
  const known = new Set(scheme?.levels.map(({ id }) => id));
  if (levels.some(({ levelId }) => !known.has(levelId))) return refuse("level_of_other_scheme");
  const members = new Set((await ratedMembers(viewer, tx, branchId, year)).map(({ id }) => id));
  if (levels.some(({ personId }) => !members.has(personId))) return refuse("person_not_found");
  return done(await memberRatingsOf(viewer, tx, branchId, year));
}

async function writeLevels(
  viewer: Viewer,
  tx: Tx,
  stage: MemberRatingStage,
  { branchId, year, levels }: MemberRatingsInput,
): Promise<void> {
  await tx.memberRating.updateMany({
    where: {
      AND: visibleOfPeople(viewer),
      ...{ branchId, year, stage, voidedAt: null },
      personId: { in: levels.map(({ personId }) => personId) },
    },
    data: { voidedAt: new Date() },
  });
  await tx.memberRating.createMany({
    data: levels.map(({ personId, levelId }) => ({
      ...{ id: newId(), personId, branchId, year, stage, levelId },
      recordedById: viewer.accountId,
    })),
  });
}

/** Proposes how members did in a year, all in one form; what is confirmed already stays, and what is unchanged is not said again. */
export const proposeMemberRatings = command(
  "rating.propose-members",
  async (viewer, tx, input: MemberRatingsInput) => {
    const read = await readMemberRatings(viewer, tx, "proposed", input);
    if (!read.ok) return read;
    const changed = input.levels.filter(
      ({ personId, levelId }) =>
        !read.value.some(
          (rating) =>
            rating.personId === personId && (rating.stage === "confirmed" || rating.levelId === levelId),
        ),
    );
    await writeLevels(viewer, tx, "proposed", { ...input, levels: changed });
    return done({ branchId: input.branchId, rated: changed.length });
  },
  MEMBER_CONFLICTS,
);

/** The level above confirms what was proposed by somebody else, as it was proposed or at another level. */
export const confirmMemberRatings = command(
  "rating.confirm-members",
  async (viewer, tx, input: MemberRatingsInput) => {
    const read = await readMemberRatings(viewer, tx, "confirmed", input);
    if (!read.ok) return read;
    const proposalOf = (person: string) =>
      read.value.find(({ personId, stage }) => personId === person && stage === "proposed");
    const levels = input.levels.filter(
      ({ personId, levelId }) =>
        proposalOf(personId) &&
        !read.value.some(
          (rating) =>
            rating.personId === personId && rating.stage === "confirmed" && rating.levelId === levelId,
        ),
    );
    if (levels.some(({ personId }) => proposalOf(personId)?.recordedById === viewer.accountId)) {
      return refuse("own_rating");
    }
    if (levels.length === 0) return refuse("nothing_proposed");
    await writeLevels(viewer, tx, "confirmed", { ...input, levels });
    return done({ branchId: input.branchId, rated: levels.length });
  },
  MEMBER_CONFLICTS,
);
