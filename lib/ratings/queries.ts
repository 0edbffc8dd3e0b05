import "server-only";
import { type Viewer, visibleOfBranches, visibleOfPeople } from "@/lib/access/policy";
import { accountNames } from "@/lib/access/queries";
import { mayWriteBranch } from "@/lib/branches/queries";
import { fromDatabase, type PlainDate, toDatabase } from "@/lib/dates/plain-date";
import { today } from "@/lib/dates/today";
import type { Tx } from "@/lib/db/scope";
import type { RatingStage } from "@/lib/generated/prisma/enums";
import { type MemberBranch, memberBranch, membersOf } from "@/lib/members/queries";
import { lastYearToRate, type RaterRole, ratingState, type Scheme, stagesOpenTo } from "@/lib/ratings/rules";

const lastDayOf = (year: number): PlainDate => `${year}-12-31`;

/** The scheme of a year: the words in force on its last day, never those of today (V30). Null where none is known. */
export async function schemeOf(
  _viewer: Viewer,
  tx: Tx,
  target: "branch" | "member",
  year: number,
): Promise<Scheme | null> {
  const on = toDatabase(lastDayOf(year));
  const entries = await tx.catalogueEntry.findMany({
    where: {
      catalogue: { startsWith: `${target}_rating_` },
      validFrom: { lte: on },
      OR: [{ validTo: null }, { validTo: { gt: on } }],
    },
    orderBy: { order: "asc" },
    select: { id: true, label: true, order: true, catalogue: true },
  });
  const [first] = entries;
  if (!first) return null;
  return {
    name: first.catalogue,
    levels: entries.map(({ id, label, order }) => ({ id, label, step: order })),
  };
}

/** Who the viewer is to an organisation that is rated. */
export function raterRoles(viewer: Viewer, branch: MemberBranch): RaterRole[] {
  return [
    ...(viewer.branches.includes(branch.id) && branch.canKeep ? (["branch"] as const) : []),
    ...(branch.isLevelAbove ? (["above"] as const) : []),
    ...(mayWriteBranch(viewer, branch) ? (["unit"] as const) : []),
  ];
}

/** Standing ratings of an organisation, every year, the latest first. */
async function standingRatings(viewer: Viewer, tx: Tx, branchId: string, year?: number) {
  const rows = await tx.branchRating.findMany({
    where: { AND: visibleOfBranches(viewer), branchId, voidedAt: null, ...(year && { year }) },
    orderBy: [{ year: "desc" }, { stage: "asc" }],
    select: {
      ...{
        id: true,
        year: true,
        stage: true,
        levelId: true,
        decidedOn: true,
        reason: true,
        recordedById: true,
      },
      level: { select: { label: true, order: true } },
    },
  });
  return rows.map(({ decidedOn, level, ...rating }) => ({
    ...rating,
    label: level.label,
    step: level.order,
    decidedOn: fromDatabase(decidedOn),
  }));
}

type Standing = Awaited<ReturnType<typeof standingRatings>>[number];

/** What stands of a year by stage, for a command. */
export async function ratingOf(viewer: Viewer, tx: Tx, branchId: string, year: number) {
  const standing = await standingRatings(viewer, tx, branchId, year);
  const by: Partial<Record<RatingStage, Standing>> = {};
  for (const rating of standing) by[rating.stage] = rating;
  return { by, state: ratingState(standing.map(({ stage }) => stage)) };
}

/** The ratings of one organisation: the year asked for with what may be said next, and the years before. */
export async function branchRatings(viewer: Viewer, tx: Tx, branchId: string, asked?: number) {
  const branch = await memberBranch(viewer, tx, branchId);
  if (!branch) return null;
  const year = Math.min(asked ?? lastYearToRate(today()), lastYearToRate(today()));
  const all = await standingRatings(viewer, tx, branchId);
  const names = await accountNames(
    viewer,
    tx,
    all.map(({ recordedById }) => recordedById),
  );
  const told = all.map((rating) => ({ ...rating, by: names.get(rating.recordedById) ?? "tài khoản khác" }));
  const years = [...new Set(told.map((rating) => rating.year))].map((one) => {
    const of = told.filter((rating) => rating.year === one);
    return { year: one, ratings: of, state: ratingState(of.map(({ stage }) => stage)) };
  });
  const current = years.find((one) => one.year === year) ?? { year, ratings: [], state: "open" as const };
  const roles = branch.isAlive ? raterRoles(viewer, branch) : [];
  const ratedSelf = current.ratings.some(
    ({ stage, recordedById }) => stage === "self" && recordedById === viewer.accountId,
  );
  return {
    branch,
    year,
    scheme: branch.line === "union" ? await schemeOf(viewer, tx, "branch", year) : null,
    current,
    years,
    /** Never what would be refused: nobody rates what they said of the organisation themselves. */
    stages: stagesOpenTo(roles, current.state).filter((stage) => stage !== "superior" || !ratedSelf),
    waitsForAnother: ratedSelf && current.state === "self_rated" && roles.includes("unit"),
  };
}

/** Standing ratings of the members of an organisation in a year, by person. */
export async function memberRatingsOf(viewer: Viewer, tx: Tx, branchId: string, year: number) {
  return tx.memberRating.findMany({
    where: { AND: visibleOfPeople(viewer), branchId, year, voidedAt: null },
    orderBy: { id: "asc" },
    select: {
      ...{ id: true, personId: true, stage: true, levelId: true, recordedById: true },
      level: { select: { label: true } },
    },
  });
}

/** Who is rated for a year: the members on its last day, or today while it lasts. */
export const ratedMembers = (viewer: Viewer, tx: Tx, branchId: string, year: number) => {
  const [day = today()] = [lastDayOf(year), today()].sort();
  return membersOf(viewer, tx, [branchId], day);
};

/** One page for all members of an organisation in a year; null for whoever does not read its members. */
export async function memberRatings(viewer: Viewer, tx: Tx, branchId: string, asked?: number) {
  const branch = await memberBranch(viewer, tx, branchId);
  if (!branch?.canRead) return null;
  const year = Math.min(asked ?? lastYearToRate(today()), lastYearToRate(today()));
  const rated = await memberRatingsOf(viewer, tx, branchId, year);
  const roles = branch.isAlive ? raterRoles(viewer, branch) : [];
  const members = (await ratedMembers(viewer, tx, branchId, year)).map((member) => {
    const of = (stage: "proposed" | "confirmed") =>
      rated.find((rating) => rating.personId === member.id && rating.stage === stage);
    return { ...member, proposed: of("proposed"), confirmed: of("confirmed") };
  });
  const proposals = members.flatMap(({ proposed, confirmed }) => (proposed && !confirmed ? [proposed] : []));
  return {
    branch,
    year,
    scheme: branch.line === "union" ? await schemeOf(viewer, tx, "member", year) : null,
    members,
    canPropose: roles.some((role) => role === "branch" || role === "unit"),
    canConfirm:
      roles.some((role) => role === "above" || role === "unit") &&
      proposals.some(({ recordedById }) => recordedById !== viewer.accountId),
  };
}

export type MemberRatings = NonNullable<Awaited<ReturnType<typeof memberRatings>>>;
