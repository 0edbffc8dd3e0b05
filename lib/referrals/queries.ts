import "server-only";
import { z } from "zod";
import { can, type Viewer, visibleBranches, visibleOfPeople } from "@/lib/access/policy";
import { accountNames } from "@/lib/access/queries";
import { fromDatabase, type PlainDate, toDatabase } from "@/lib/dates/plain-date";
import { today } from "@/lib/dates/today";
import type { Tx } from "@/lib/db/scope";
import type { Prisma } from "@/lib/generated/prisma/client";
import { isId } from "@/lib/http/params";
import { MOVE_LABELS } from "@/lib/referrals/labels";
import { partiesOf, visibleReferrals } from "@/lib/referrals/policy";
import { type Move, movesFor, remarksDue, yearsToRemark } from "@/lib/referrals/rules";
import type { WorkItem } from "@/lib/worklist/rules";

const dated = (stored: Date | null): PlainDate | null => stored && fromDatabase(stored);

/** Most rows of a list; who has more works them off from the top. */
const MOST = 500;

const residenceRules = z.object({
  temporaryResidenceMonths: z.object({ value: z.int().min(0) }).transform(({ value }) => value),
});

/** Months of temporary residence that make a place one's residence, by the rule set of the day (domain §2.1). */
export async function residenceMonths(_viewer: Viewer, tx: Tx, on: PlainDate): Promise<number> {
  const sets = await tx.ruleSet.findMany({
    where: { line: "union" },
    orderBy: { validFrom: "asc" },
    select: { validFrom: true, params: true },
  });
  const set = sets.findLast(({ validFrom }) => validFrom <= toDatabase(on)) ?? sets[0];
  if (!set) throw new Error("No rule sets are loaded: run the reference loader");
  return residenceRules.parse(set.params).temporaryResidenceMonths;
}

const referralFacts = {
  id: true,
  personId: true,
  branchId: true,
  areaId: true,
  toUnitId: true,
  personName: true,
  fromName: true,
  placeName: true,
  residence: true,
  residentSince: true,
  state: true,
  introducedOn: true,
  askedAt: true,
  isDemo: true,
  steps: { orderBy: { order: "asc" }, select: { state: true, on: true, year: true } },
} satisfies Prisma.ReferralSelect;

async function listed(viewer: Viewer, tx: Tx, where: Prisma.ReferralWhereInput) {
  const on = today();
  const rows = await tx.referral.findMany({
    where: { AND: [visibleReferrals(viewer), where] },
    orderBy: [{ askedAt: "desc" }, { id: "asc" }],
    take: MOST,
    select: referralFacts,
  });
  const branches = await tx.branch.findMany({
    where: { AND: visibleBranches(viewer), id: { in: rows.map(({ branchId }) => branchId) } },
    select: { id: true, unitId: true, provinceId: true, parentId: true, line: true, kind: true },
  });
  const known = new Map(branches.map((branch) => [branch.id, branch]));
  const members = await tx.membership.findMany({
    where: {
      AND: visibleOfPeople(viewer),
      ...{ voidedAt: null, validTo: null },
      personId: { in: rows.map(({ personId }) => personId) },
    },
    select: { personId: true, branchId: true },
  });
  const isMember = new Set(members.map(({ personId, branchId }) => `${personId} ${branchId}`));
  return rows.map(({ steps, introducedOn, residentSince, ...row }) => {
    const parties = partiesOf(viewer, { ...row, introducedOn }, known.get(row.branchId));
    const received = steps.find(({ state }) => state === "received");
    const remarkedYears = steps.flatMap(({ year }) => year ?? []);
    const facts = {
      ...{ introducedOn: dated(introducedOn), remarkedYears },
      receivedOn: received ? fromDatabase(received.on) : null,
    };
    const last = steps.at(-1);
    const isOwn = parties.some((party) => party !== "residence");
    return {
      ...row,
      ...facts,
      residentSince: dated(residentSince),
      since: last ? fromDatabase(last.on) : null,
      moves: movesFor(row.state, parties),
      due: remarksDue({ ...facts, state: row.state }, on),
      years: yearsToRemark(facts, on),
      isOwn,
      isResidence: parties.includes("residence"),
      /** Nobody to take part any more: told only to those who read the person's memberships. */
      hasLeft: isOwn && row.state !== "ended" && !isMember.has(`${row.personId} ${row.branchId}`),
    };
  });
}

export type ReferralRow = Awaited<ReturnType<typeof listed>>[number];

const longestFirst = (one: ReferralRow, other: ReferralRow) =>
  (one.since ?? "") < (other.since ?? "") ? -1 : 1;

/** Signing and receiving wait for somebody at once; a remark when its year is due; an end when the member left. */
const waitsForMe = ({ moves, due, hasLeft }: ReferralRow): boolean =>
  moves.includes("introduced") ||
  moves.includes("received") ||
  (moves.includes("remarked") && due.length > 0) ||
  (moves.includes("ended") && hasLeft);

const remarkIsDue = ({ moves, due, hasLeft }: ReferralRow): boolean =>
  moves.includes("remarked") && due.length > 0 && !hasLeft;

/** Referrals in sight: those that wait for the viewer, remarks of the year that are missing, those going on, those that ended lately. */
export async function referralLists(viewer: Viewer, tx: Tx) {
  const open = (await listed(viewer, tx, { state: { not: "ended" } })).sort(longestFirst);
  const ended = await listed(viewer, tx, { state: "ended" });
  return {
    mine: open.filter((row) => waitsForMe(row) && !remarkIsDue(row)),
    remarksDue: open.filter(remarkIsDue),
    others: open.filter((row) => !waitsForMe(row)),
    ended: ended.slice(0, 50),
  };
}

/** Referrals whose next deed is the viewer's: to sign, to receive, to remark on the year, to end where the member left. */
export async function referralsWork(viewer: Viewer, tx: Tx): Promise<WorkItem[]> {
  if (!can(viewer, "member.write")) return [];
  return (await listed(viewer, tx, { state: { not: "ended" } })).filter(waitsForMe).map((row) => ({
    key: `referral-move:${row.id}`,
    title: `Giới thiệu nơi cư trú: ${MOVE_LABELS[deedOf(row)].toLocaleLowerCase("vi")}`,
    subject: `${row.personName}, ${row.fromName} → ${row.placeName}`,
    href: `/referrals/${row.id}`,
    heldBy: "Bạn",
    consequence: remarkIsDue(row) || row.hasLeft ? "open" : "blocks_others",
    since: row.since,
    dueOn: null,
  }));
}

function deedOf({ moves, hasLeft }: ReferralRow): Move {
  const [next = "ended"] = hasLeft ? [] : moves;
  return next;
}

/** Referrals of the viewer's own organisations that wait for a signature, or for the place of residence. */
export async function referralsAsked(viewer: Viewer, tx: Tx): Promise<WorkItem[]> {
  if (!can(viewer, "member.write")) return [];
  const rows = await listed(viewer, tx, { state: { in: ["requested", "introduced"] } });
  return rows
    .filter((row) => row.isOwn && !waitsForMe(row))
    .map((row) => ({
      key: `referral-asked:${row.id}`,
      title:
        row.state === "requested" ? "Giới thiệu nơi cư trú: chờ ký" : "Giới thiệu nơi cư trú: chờ tiếp nhận",
      subject: `${row.personName}, ${row.fromName} → ${row.placeName}`,
      href: `/referrals/${row.id}`,
      heldBy: row.state === "requested" ? `Cấp trên của ${row.fromName}` : row.placeName,
      consequence: "open",
      since: row.since,
      dueOn: null,
    }));
}

/** One referral with all its steps; null out of reach. */
export async function referralPage(viewer: Viewer, tx: Tx, referralId: string) {
  if (!isId(referralId)) return null;
  const [referral] = await listed(viewer, tx, { id: referralId });
  if (!referral) return null;
  const steps = await tx.referralStep.findMany({
    where: { referralId, referral: visibleReferrals(viewer) },
    orderBy: { order: "asc" },
    select: {
      ...{ id: true, state: true, on: true, year: true, note: true, documentNumber: true },
      ...{ recordedAt: true, recordedById: true },
    },
  });
  const names = await accountNames(
    viewer,
    tx,
    steps.map(({ recordedById }) => recordedById),
  );
  const person = await tx.person.findFirst({
    where: { id: referral.personId, scopes: { some: {} } },
    select: { id: true },
  });
  return {
    ...referral,
    seesPerson: person !== null,
    steps: steps.map(({ on, recordedById, ...step }) => ({
      ...step,
      on: fromDatabase(on),
      by: names.get(recordedById) ?? null,
    })),
  };
}

export type ReferralPage = NonNullable<Awaited<ReturnType<typeof referralPage>>>;

/** A person's referrals, the latest first, for the page of the person. */
export const referralsOf = async (viewer: Viewer, tx: Tx, personId: string) =>
  isId(personId) ? listed(viewer, tx, { personId }) : [];
