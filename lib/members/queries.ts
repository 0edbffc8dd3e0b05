import "server-only";
import { isDeepStrictEqual } from "node:util";
import {
  can,
  provincesOf,
  unitsOf,
  type Viewer,
  visibleBranches,
  visibleOfBranches,
  visibleOfPeople,
  visiblePersons,
} from "@/lib/access/policy";
import { accountNames } from "@/lib/access/queries";
import { listCommunes } from "@/lib/areas/queries";
import { noteProfileRead } from "@/lib/audit/queries";
import { findBranch, ruleSetOn, unitNames } from "@/lib/branches/queries";
import { covers } from "@/lib/dates/period";
import { addDays, fromDatabase, type PlainDate, toDatabase, vietnamDate } from "@/lib/dates/plain-date";
import { today } from "@/lib/dates/today";
import type { Tx } from "@/lib/db/scope";
import { cellsDigest, WAS } from "@/lib/forms/fields";
import type { GridRow } from "@/lib/forms/grid";
import type { Prisma } from "@/lib/generated/prisma/client";
import { type MembershipStatusKind, PostTitle } from "@/lib/generated/prisma/enums";
import { isId } from "@/lib/http/params";
import { gridCells } from "@/lib/members/labels";
import {
  decidableAdmissions,
  decidesAbove,
  isLevelAbove,
  keepsMembers,
  keptRows,
  readsPeopleOf,
} from "@/lib/members/policy";
import {
  type AdmissionFinding,
  admissionFindings,
  birthOf,
  committeeFinding,
  couldBeSame,
  decidesAlone,
  type Identity,
  lastBirthOver,
  maturityOf,
  runsOutSoon,
  SUSPENSION_NOTICE_DAYS,
} from "@/lib/members/rules";
import {
  type Cursor,
  type MemberFilter,
  type MemberState,
  PRESENT_COLUMNS,
  readCursor,
  writeCursor,
} from "@/lib/members/schema";
import { searchTerms } from "@/lib/text/search-key";
import { consequenceOf, MOST_WORK, type WorkItem } from "@/lib/worklist/rules";

const PAGE_SIZE = 50;
/** One more than is shown as a number: lists write "1.000+" above it. */
const COUNTED = 1001;

const dated = (stored: Date | null): PlainDate | null => stored && fromDatabase(stored);

/** Rows of a period that hold on the day and were not corrected since. */
const standingOn = (on: PlainDate) => ({
  voidedAt: null,
  validFrom: { lte: toDatabase(on) },
  OR: [{ validTo: null }, { validTo: { gt: toDatabase(on) } }],
});

/** Names found by every word of what was typed, without marks. */
const named = (q: string | undefined): Prisma.PersonWhereInput => ({
  AND: searchTerms(q ?? "").map((term) => ({ searchKey: { contains: term } })),
});

// What is read of a person, and how it leaves here.

const personFacts = {
  id: true,
  fullName: true,
  gender: true,
  birthDate: true,
  birthPrecision: true,
  occupation: true,
  isDemo: true,
} satisfies Prisma.PersonSelect;

type StoredPerson = Prisma.PersonGetPayload<{ select: typeof personFacts }>;

const readPerson = ({ birthDate, birthPrecision, ...person }: StoredPerson) => ({
  ...person,
  birth: birthOf(dated(birthDate), birthPrecision),
});

// The organisation whose members are kept.

/** An organisation, its life, and what the viewer may do with its members; null out of the viewer's reach. */
export async function memberBranch(viewer: Viewer, tx: Tx, branchId: string) {
  const branch = isId(branchId) ? await findBranch(viewer, tx, branchId) : null;
  if (!branch) return null;
  const lives = await tx.branchLife.findMany({
    where: { AND: visibleOfBranches(viewer), branchId, voidedAt: null },
    select: { validFrom: true, validTo: true },
  });
  const periods = lives.map(({ validFrom, validTo }) => ({
    validFrom: fromDatabase(validFrom),
    validTo: dated(validTo),
  }));
  return {
    ...branch,
    lives: periods,
    isAlive: periods.some((life) => covers(life, today())),
    decidesAlone: decidesAlone(branch.kind),
    canRead: readsPeopleOf(viewer, branch),
    canKeep: keepsMembers(viewer, branch),
    isLevelAbove: isLevelAbove(viewer, branch),
    /** Decides as the level above, or alone. */
    decidesAbove: decidesAbove(viewer, branch),
  };
}

export type MemberBranch = NonNullable<Awaited<ReturnType<typeof memberBranch>>>;

/** The organisation and those of a đoàn cơ sở that belong to it: its members are theirs too. */
async function branchesWithin(viewer: Viewer, tx: Tx, branchId: string): Promise<Map<string, string>> {
  const branches = await tx.branch.findMany({
    where: { AND: visibleBranches(viewer), OR: [{ id: branchId }, { parentId: branchId }] },
    orderBy: [{ sortKey: "asc" }, { id: "asc" }],
    select: { id: true, name: true },
  });
  return new Map(branches.map(({ id, name }) => [id, name]));
}

// Memberships.

/** V12, V13 as a where clause: the same people `maturityOf` says something about. */
async function pastMaturity(viewer: Viewer, tx: Tx, on: PlainDate): Promise<Prisma.MembershipWhereInput> {
  const ruleSet = await ruleSetOn(viewer, tx, "union", on);
  if (!ruleSet) return { id: { in: [] } };
  const { maturityAge, stayUntilAge } = ruleSet.rules;
  return {
    line: "union",
    OR: [
      { staysAfterThirty: false, person: { birthDate: { lte: toDatabase(lastBirthOver(maturityAge, on)) } } },
      { person: { birthDate: { lte: toDatabase(lastBirthOver(stayUntilAge, on)) } } },
    ],
    person: { posts: { none: { AND: [visibleOfPeople(viewer), standingOn(on)] } } },
  };
}

/** Somebody who is put off, or out of contact, on the day; of those put off only who is so no longer than until a day. */
const awayOn = (
  viewer: Viewer,
  kind: MembershipStatusKind,
  on: PlainDate,
  until?: PlainDate,
): Prisma.PersonWhereInput => ({
  statuses: {
    some: {
      AND: [visibleOfPeople(viewer), standingOn(on), until ? { validTo: { lte: toDatabase(until) } } : {}],
      kind,
    },
  },
});

const membershipFacts = {
  id: true,
  branchId: true,
  line: true,
  startKind: true,
  endKind: true,
  endReason: true,
  staysAfterThirty: true,
  ceremonyOn: true,
  validFrom: true,
  validTo: true,
} satisfies Prisma.MembershipSelect;

async function listed(
  viewer: Viewer,
  tx: Tx,
  where: Prisma.MembershipWhereInput,
  { after, on }: { after: Cursor | undefined; on: PlainDate },
) {
  const rows = await tx.membership.findMany({
    where: { AND: [where, after ? isAfter(after) : {}] },
    orderBy: [{ person: { sortKey: "asc" } }, { id: "asc" }],
    take: PAGE_SIZE + 1,
    select: {
      ...membershipFacts,
      person: {
        select: {
          ...personFacts,
          sortKey: true,
          posts: {
            where: { AND: [visibleOfPeople(viewer), standingOn(on)] },
            orderBy: { title: "asc" },
            select: { id: true, title: true, branchId: true, branch: { select: { kind: true } } },
          },
          statuses: {
            where: { AND: [visibleOfPeople(viewer), standingOn(on)] },
            select: { kind: true, validFrom: true, validTo: true, branchId: true },
          },
        },
      },
    },
  });
  const rules = (await ruleSetOn(viewer, tx, "union", on))?.rules;
  const page = rows.slice(0, PAGE_SIZE);
  const last = rows.length > PAGE_SIZE ? page.at(-1) : undefined;
  return {
    next: last ? writeCursor([last.person.sortKey, last.id]) : null,
    rows: page.map(
      ({ person: { posts, statuses, sortKey: _, ...stored }, validFrom, validTo, ...membership }) => {
        const person = readPerson(stored);
        const holdsPost = posts.length > 0;
        const isUnion = membership.line === "union" && validTo === null;
        const away = statuses.find(({ branchId }) => isUnion && branchId === membership.branchId);
        return {
          ...membership,
          validFrom: fromDatabase(validFrom),
          validTo: dated(validTo),
          person,
          ceremonyOn: dated(membership.ceremonyOn),
          posts: posts.filter(({ branchId }) => branchId === membership.branchId),
          away: away ? readAway(away, on) : null,
          maturity:
            rules && isUnion
              ? maturityOf({ ...person, ...membership, holdsPost }, on, rules)
              : ("none" as const),
        };
      },
    ),
  };
}

type StoredAway = { kind: MembershipStatusKind; validFrom: Date; validTo: Date | null };

const readAway = ({ kind, validFrom, validTo }: StoredAway, on: PlainDate) => ({
  ...{ kind, validFrom: fromDatabase(validFrom), validTo: dated(validTo) },
  endsSoon: validTo !== null && runsOutSoon(fromDatabase(validTo), on),
});

const isAfter = ([sortKey, id]: Cursor): Prisma.MembershipWhereInput => ({
  OR: [{ person: { sortKey: { gt: sortKey } } }, { person: { sortKey }, id: { gt: id } }],
});

/**
 * Members of one organisation by given name, the Vietnamese way; of a đoàn cơ sở with those of its chi đoàn. Null where
 * the viewer does not read its people.
 */
export async function listMembersOfBranch(viewer: Viewer, tx: Tx, branchId: string, filter: MemberFilter) {
  const branch = await memberBranch(viewer, tx, branchId);
  if (!branch?.canRead) return null;
  const on = today();
  const within = await branchesWithin(viewer, tx, branchId);
  const of = { AND: visibleOfPeople(viewer), branchId: { in: [...within.keys()] } };
  const maturity = await pastMaturity(viewer, tx, on);
  const wheres = {
    active: { AND: [of, standingOn(on)] },
    over30: { AND: [of, standingOn(on), maturity] },
    suspended: { AND: [of, standingOn(on)], line: "union", person: awayOn(viewer, "suspended", on) },
    lost_contact: { AND: [of, standingOn(on)], line: "union", person: awayOn(viewer, "lost_contact", on) },
    ended: { AND: [of], voidedAt: null, validTo: { lte: toDatabase(on) } },
  } satisfies Partial<Record<MemberState, Prisma.MembershipWhereInput>>;
  const proposed = { ...of, state: "proposed" } satisfies Prisma.AdmissionWhereInput;
  const counts = {
    active: await tx.membership.count({ where: wheres.active, take: COUNTED }),
    over30: await tx.membership.count({ where: wheres.over30, take: COUNTED }),
    suspended: await tx.membership.count({ where: wheres.suspended, take: COUNTED }),
    lost_contact: await tx.membership.count({ where: wheres.lost_contact, take: COUNTED }),
    proposed: await tx.admission.count({ where: proposed, take: COUNTED }),
    ended: await tx.membership.count({ where: wheres.ended, take: COUNTED }),
  } satisfies Record<MemberState, number>;
  const state = filter.state ?? "active";
  const person = named(filter.q);
  const header = { branch, branchNames: [...within].map(([id, name]) => ({ id, name })), counts, state };
  if (state === "proposed") {
    return { ...header, proposals: await listAdmissions(viewer, tx, { AND: [proposed, { person }] }) };
  }
  const where = { AND: [wheres[state], { person }] };
  const page = await listed(viewer, tx, where, { after: readCursor(filter.after), on });
  return { ...header, ...page, total: await tx.membership.count({ where, take: COUNTED }) };
}

export type BranchMembers = NonNullable<Awaited<ReturnType<typeof listMembersOfBranch>>>;
/** Persons the viewer reads who are members of something today and fit the filter. */
async function membersWhere(viewer: Viewer, tx: Tx, filter: MemberFilter): Promise<Prisma.PersonWhereInput> {
  const on = today();
  const membership: Prisma.MembershipWhereInput = {
    AND: [
      visibleOfPeople(viewer),
      standingOn(on),
      filter.state === "over30" ? await pastMaturity(viewer, tx, on) : {},
    ],
    ...(filter.line && { line: filter.line }),
    ...(filter.unit && { unitId: filter.unit }),
  };
  const away =
    filter.state === "suspended" || filter.state === "lost_contact" ? awayOn(viewer, filter.state, on) : {};
  return { AND: [visiblePersons(viewer), named(filter.q), away, { memberships: { some: membership } }] };
}

/** Members put off whose time ends within the notice, and members out of contact; for the home page. */
export async function countAway(viewer: Viewer, tx: Tx) {
  const on = today();
  const count = (where: Prisma.PersonWhereInput) =>
    tx.person.count({ where: { AND: [visiblePersons(viewer), where] }, take: COUNTED });
  return {
    suspensionsEnding: await count(awayOn(viewer, "suspended", on, addDays(on, SUSPENSION_NOTICE_DAYS))),
    lostContact: await count(awayOn(viewer, "lost_contact", on)),
  };
}

/**
 * Proposals to decide; and where the viewer keeps members: those past the age of leaving Đoàn (V12, V13), those whose time
 * away ends soon, those out of contact. One item a person, as the lists count them.
 */
export async function membersWork(viewer: Viewer, tx: Tx): Promise<WorkItem[]> {
  const admissions = await admissionItems(viewer, tx, decidableAdmissions(viewer));
  const toDecide = admissions.map((item) => ({
    ...item,
    key: `admission-decide:${item.id}`,
    title: "Chuẩn y kết nạp",
    href: "/admissions" as const,
    heldBy: "Bạn",
    consequence: "blocks_others" as const,
  }));
  if (!can(viewer, "member.write")) return toDecide;
  const on = today();
  const people = async (where: Prisma.PersonWhereInput) =>
    tx.person.findMany({
      where,
      orderBy: [{ sortKey: "asc" }, { id: "asc" }],
      take: MOST_WORK,
      select: {
        ...{ id: true, fullName: true },
        memberships: {
          where: { AND: [visibleOfPeople(viewer), standingOn(on)] },
          take: 1,
          select: { branch: { select: { name: true } } },
        },
        statuses: {
          where: { AND: [visibleOfPeople(viewer), standingOn(on)] },
          take: 1,
          select: { validFrom: true, validTo: true },
        },
      },
    });
  const seen = (where: Prisma.PersonWhereInput) => people({ AND: [visiblePersons(viewer), where] });
  const soon = addDays(on, SUSPENSION_NOTICE_DAYS);
  const over = await people(await membersWhere(viewer, tx, { state: "over30" }));
  const ending = await seen(awayOn(viewer, "suspended", on, soon));
  const lost = await seen(awayOn(viewer, "lost_contact", on));
  const item = (
    key: string,
    title: string,
    { id, fullName, memberships: [held] }: (typeof over)[number],
  ) => ({
    ...{ key: `${key}:${id}`, title, heldBy: "Bạn", href: `/members/${id}` as const },
    subject: [fullName, held?.branch.name].filter(Boolean).join(", "),
  });
  return [
    ...toDecide,
    ...over.map((person) => ({
      ...item("member-over30", "Làm lễ trưởng thành hoặc ghi nguyện vọng ở lại", person),
      ...{ consequence: "open" as const, since: null, dueOn: null },
    })),
    ...ending.map((person) => {
      const [away] = person.statuses;
      const dueOn = dated(away?.validTo ?? null);
      return {
        ...item("suspension-ends", "Sắp hết thời gian hoãn sinh hoạt", person),
        ...{ consequence: consequenceOf(dueOn, on), since: dated(away?.validFrom ?? null), dueOn },
      };
    }),
    ...lost.map((person) => ({
      ...item("member-lost", "Tìm lại người mất liên lạc", person),
      ...{ consequence: "open" as const, since: dated(person.statuses[0]?.validFrom ?? null), dueOn: null },
    })),
  ];
}

/** Proposals of the viewer's organisations that wait for the level above. */
export async function membersAsked(viewer: Viewer, tx: Tx): Promise<WorkItem[]> {
  const own = { state: "proposed", AND: keptRows(viewer), NOT: decidableAdmissions(viewer) } as const;
  const items = can(viewer, "member.write") ? await admissionItems(viewer, tx, own) : [];
  return items.map((item) => ({
    ...item,
    key: `admission-own:${item.id}`,
    title: "Đề nghị kết nạp chờ chuẩn y",
    href: "/admissions",
    heldBy: "Cấp trên trực tiếp",
    consequence: "open",
  }));
}

async function admissionItems(viewer: Viewer, tx: Tx, where: Prisma.AdmissionWhereInput) {
  const rows = await tx.admission.findMany({
    where: { AND: [visibleOfPeople(viewer), where] },
    orderBy: [{ proposedAt: "asc" }, { id: "asc" }],
    take: MOST_WORK,
    select: {
      ...{ id: true, proposedAt: true },
      ...{ person: { select: { fullName: true } }, branch: { select: { name: true } } },
    },
  });
  return rows.map(({ id, proposedAt, person, branch }) => ({
    ...{ id, since: vietnamDate(proposedAt), dueOn: null },
    subject: `${person.fullName}, ${branch.name}`,
  }));
}

/** How many `listMembers` lists, counted no further than the lists say. */
export const countMembers = async (viewer: Viewer, tx: Tx, filter: MemberFilter): Promise<number> =>
  tx.person.count({ where: await membersWhere(viewer, tx, filter), take: COUNTED });

/** Persons by given name, each with the organisations of today and the posts held, as far as the viewer reads them. */
async function memberRows(viewer: Viewer, tx: Tx, where: Prisma.PersonWhereInput, take: number) {
  const on = today();
  const rows = await tx.person.findMany({
    where,
    orderBy: [{ sortKey: "asc" }, { id: "asc" }],
    take,
    select: {
      ...personFacts,
      sortKey: true,
      memberships: {
        where: { AND: [visibleOfPeople(viewer), standingOn(on)] },
        orderBy: [{ line: "asc" }, { validFrom: "asc" }],
        select: { ...membershipFacts, branch: { select: { name: true } }, unitId: true },
      },
      posts: {
        where: { AND: [visibleOfPeople(viewer), standingOn(on)] },
        orderBy: { title: "asc" },
        select: { id: true, title: true, branch: { select: { kind: true } } },
      },
    },
  });
  return rows.map(({ memberships, posts, sortKey, ...stored }) => ({
    ...readPerson(stored),
    ...{ posts, sortKey },
    memberships: memberships.map(({ id, line, branchId, branch, validFrom }) => ({
      ...{ id, line, branchId, branchName: branch.name, validFrom: fromDatabase(validFrom) },
    })),
  }));
}

/**
 * What a file tells of persons beside their row in the list, by id; nothing sensitive. Of the memberships of today what they say
 * as one: two that differ say nothing.
 */
export async function memberDetails(viewer: Viewer, tx: Tx, ids: readonly string[]) {
  const rows = await tx.person.findMany({
    where: { AND: visiblePersons(viewer), id: { in: [...ids] } },
    select: {
      ...{ id: true, gender: true, phone: true, areaId: true, education: true, occupation: true },
      memberships: {
        where: { AND: [visibleOfPeople(viewer), standingOn(today())] },
        select: { joinedOn: true, joinedPrecision: true, cardNumber: true },
      },
    },
  });
  const areas = new Map((await listCommunes(viewer, tx)).map(({ id, label }) => [id, label]));
  for (const { areaId } of rows) {
    if (areaId && !areas.has(areaId)) areas.set(areaId, (await areaName(viewer, tx, areaId)) ?? "");
  }
  return new Map(
    rows.map(({ id, areaId, memberships, ...row }) => {
      const [first, ...others] = memberships.map(({ joinedOn, joinedPrecision, cardNumber }) => ({
        ...{ joined: birthOf(dated(joinedOn), joinedPrecision), cardNumber },
      }));
      const isOne = others.every((other) => isDeepStrictEqual(other, first));
      return [
        id,
        {
          ...{ ...row, area: areaId && (areas.get(areaId) ?? null) },
          ...((isOne && first) || { joined: null, cardNumber: null }),
        },
      ];
    }),
  );
}

/** All that `listMembers` lists page by page, up to `most`. */
export const allMembers = async (viewer: Viewer, tx: Tx, filter: MemberFilter, most: number) =>
  memberRows(viewer, tx, await membersWhere(viewer, tx, filter), most);

/** Everybody the viewer reads who is a member of something today, each person once, with the organisations. */
export async function listMembers(viewer: Viewer, tx: Tx, filter: MemberFilter) {
  const where = await membersWhere(viewer, tx, filter);
  const after = readCursor(filter.after);
  const rows = await memberRows(
    viewer,
    tx,
    { AND: [where, after ? isAfterPerson(after) : {}] },
    PAGE_SIZE + 1,
  );
  const page = rows.slice(0, PAGE_SIZE);
  const last = rows.length > PAGE_SIZE ? page.at(-1) : undefined;
  return {
    rows: page.map(({ sortKey: _, ...row }) => row),
    total: await countMembers(viewer, tx, filter),
    next: last ? writeCursor([last.sortKey, last.id]) : null,
    units: await unitsWithMembers(viewer, tx, today()),
  };
}

export type MemberList = Awaited<ReturnType<typeof listMembers>>;

const isAfterPerson = ([sortKey, id]: Cursor): Prisma.PersonWhereInput => ({
  OR: [{ sortKey: { gt: sortKey } }, { sortKey, id: { gt: id } }],
});

/** Units that manage an organisation the viewer reads, for the filter; nothing to choose from in a single unit. */
async function unitsWithMembers(viewer: Viewer, tx: Tx, on: PlainDate) {
  if (provincesOf(viewer).length === 0 && unitsOf(viewer).length < 2) return [];
  const managing = await tx.branch.findMany({
    where: visibleBranches(viewer),
    distinct: ["unitId"],
    select: { unitId: true },
  });
  const ids = managing.map(({ unitId }) => unitId);
  const names = await unitNames(viewer, tx, ids, on);
  return [...names]
    .map(([id, name]) => ({ id, name }))
    .sort((one, other) => one.name.localeCompare(other.name, "vi"));
}

// Proposals.

/** Proposals with who made them, oldest first. */
async function listAdmissions(viewer: Viewer, tx: Tx, where: Prisma.AdmissionWhereInput) {
  const rows = await tx.admission.findMany({
    where: { AND: [visibleOfPeople(viewer), where] },
    orderBy: [{ proposedAt: "asc" }, { id: "asc" }],
    take: 500,
    select: {
      id: true,
      admitOn: true,
      note: true,
      proposedById: true,
      proposedAt: true,
      person: { select: { ...personFacts, education: true } },
      branch: {
        select: { id: true, name: true, kind: true, line: true, unitId: true, parentId: true },
      },
    },
  });
  const names = await accountNames(
    viewer,
    tx,
    rows.map(({ proposedById }) => proposedById),
  );
  return rows.map(({ person: { education, ...person }, admitOn, proposedById, ...row }) => ({
    ...row,
    admitOn: fromDatabase(admitOn),
    person: { ...readPerson(person), education },
    proposedBy: names.get(proposedById) ?? null,
    isMine: proposedById === viewer.accountId,
    canDecide: proposedById !== viewer.accountId && isLevelAbove(viewer, row.branch),
    canWithdraw: keepsMembers(viewer, row.branch),
  }));
}

export type AdmissionRow = Awaited<ReturnType<typeof listAdmissions>>[number];

/**
 * Proposals that wait for the viewer, an organisation at a time; and the viewer's own, which wait for somebody else.
 * Ages are judged again, by the rule set of the day of admission, so that whoever decides sees what the proposer saw.
 */
export async function waitingAdmissions(viewer: Viewer, tx: Tx) {
  const toDecide = await listAdmissions(viewer, tx, decidableAdmissions(viewer));
  const mine = await listAdmissions(viewer, tx, { state: "proposed", proposedById: viewer.accountId });
  const branches = [...new Map(toDecide.map(({ branch }) => [branch.id, branch])).values()];
  const judged: (AdmissionRow & { findings: AdmissionFinding[] })[] = [];
  for (const admission of toDecide) {
    const ruleSet = await ruleSetOn(viewer, tx, admission.branch.line, admission.admitOn);
    const findings = ruleSet ? admissionFindings(admission.person, admission.admitOn, ruleSet) : [];
    judged.push({ ...admission, findings });
  }
  return {
    mine,
    branches: branches.map((branch) => ({
      ...branch,
      admissions: judged.filter((admission) => admission.branch.id === branch.id),
    })),
  };
}

export type WaitingAdmissions = Awaited<ReturnType<typeof waitingAdmissions>>;

// Persons.

/** Persons in sight by name; whoever is a member of `exceptBranchId` today is left out. */
export async function searchPersons(
  viewer: Viewer,
  tx: Tx,
  { q, exceptBranchId }: { q: string; exceptBranchId?: string | undefined },
) {
  if (searchTerms(q).length === 0) return [];
  const on = today();
  const rows = await tx.person.findMany({
    where: {
      AND: [
        visiblePersons(viewer),
        named(q),
        exceptBranchId ? { memberships: { none: { AND: [standingOn(on)], branchId: exceptBranchId } } } : {},
      ],
    },
    orderBy: [{ sortKey: "asc" }, { id: "asc" }],
    take: 20,
    select: { ...personFacts, ...shownMemberships(viewer, on) },
  });
  return rows.map(({ memberships, ...person }) => ({
    ...readPerson(person),
    branchNames: memberships.map(({ branch }) => branch.name),
  }));
}

export type FoundPerson = Awaited<ReturnType<typeof searchPersons>>[number];

const shownMemberships = (viewer: Viewer, on: PlainDate) =>
  ({
    memberships: {
      where: { AND: [visibleOfPeople(viewer), standingOn(on)] },
      orderBy: { validFrom: "asc" },
      select: { branch: { select: { name: true } } },
    },
  }) satisfies Prisma.PersonSelect;

/** V16: records in sight that look like the same person, and whether one out of sight does: yes or no, nothing else. */
export async function likelyDuplicates(viewer: Viewer, tx: Tx, identity: Identity) {
  const [found] = await likelyDuplicatesOf(viewer, tx, [identity]);
  return found ?? { inSight: [], isElsewhere: false };
}

/** The same of several at once, in their order. */
export async function likelyDuplicatesOf(viewer: Viewer, tx: Tx, identities: readonly Identity[]) {
  const on = today();
  const keys = [...new Set(identities.map(({ searchKey }) => searchKey))];
  const namesakes = await tx.person.findMany({
    where: { AND: visiblePersons(viewer), searchKey: { in: keys } },
    orderBy: { id: "asc" },
    take: 50 * keys.length,
    select: { ...personFacts, areaId: true, searchKey: true, ...shownMemberships(viewer, on) },
  });
  const persons = namesakes.map(({ memberships, areaId, searchKey, ...stored }) => ({
    ...readPerson(stored),
    ...{ areaId, searchKey },
    branchNames: memberships.map(({ branch }) => branch.name),
  }));
  const asked = identities.map(({ searchKey, birth, areaId }) => ({
    key: searchKey,
    born: birth?.date,
    area: areaId,
  }));
  const answers = await tx.$queryRaw<{ known: boolean }[]>`
    select access.person_known(i.key, i.born, i.area) as known
    from rows from (jsonb_to_recordset(${JSON.stringify(asked)}::jsonb) as (key text, born date, area uuid)) with ordinality as i
    order by i.ordinality`;
  return identities.map((identity, index) => {
    const inSight = persons
      .filter((person) => couldBeSame(person, identity))
      .map(({ areaId: _, searchKey: __, ...person }) => person);
    return { inSight, isElsewhere: inSight.length === 0 && answers[index]?.known === true };
  });
}

/** The record of somebody in sight, as it is put into forms; null out of the viewer's reach. */
export async function findPerson(viewer: Viewer, tx: Tx, personId: string) {
  if (!isId(personId)) return null;
  const stored = await tx.person.findFirst({
    where: { id: personId, AND: visiblePersons(viewer) },
    select: {
      ...personFacts,
      searchKey: true,
      phone: true,
      areaId: true,
      education: true,
      joinedPlace: true,
      politicalTheory: true,
      version: true,
      scopes: {
        where: visibleOfPeople(viewer),
        orderBy: [{ line: "asc" }, { branchId: "asc" }],
        select: { branchId: true, line: true, unitId: true },
      },
    },
  });
  if (!stored) return null;
  const { scopes, searchKey, phone, areaId, education, joinedPlace, politicalTheory, version, ...person } =
    stored;
  const facts = { searchKey, phone, areaId, education, joinedPlace, politicalTheory, version, scopes };
  return { ...readPerson(person), ...facts };
}

/**
 * Whether the viewer corrects a person's record: whoever keeps an organisation the person is, was or is proposed to be
 * in. An organisation the person moved away from no longer does.
 */
export async function keepsPerson(viewer: Viewer, tx: Tx, personId: string): Promise<boolean> {
  const kept = keptRows(viewer);
  const memberships = await tx.membership.findMany({
    where: { AND: [visibleOfPeople(viewer), kept], personId, voidedAt: null },
    select: { endKind: true },
  });
  if (memberships.some(({ endKind }) => endKind !== "transferred_out")) return true;
  if (memberships.length > 0) return false;
  const scope = await tx.personScope.findFirst({
    where: { AND: kept, personId },
    select: { personId: true },
  });
  return scope !== null;
}

/** All a person's page shows; null out of the viewer's reach. */
export async function personPage(viewer: Viewer, tx: Tx, personId: string) {
  const person = await findPerson(viewer, tx, personId);
  if (!person) return null;
  await noteProfileRead(viewer, tx, personId);
  const on = today();
  const rows = await tx.membership.findMany({
    where: { AND: visibleOfPeople(viewer), personId, voidedAt: null },
    orderBy: [{ validFrom: "desc" }, { id: "asc" }],
    select: {
      ...membershipFacts,
      joinedOn: true,
      joinedPrecision: true,
      cardNumber: true,
      branch: { select: { name: true, kind: true, unitId: true, provinceId: true, parentId: true } },
    },
  });
  const statuses = await tx.membershipStatus.findMany({
    where: { AND: visibleOfPeople(viewer), personId, voidedAt: null },
    orderBy: { validFrom: "asc" },
    select: { id: true, kind: true, note: true, branchId: true, validFrom: true, validTo: true },
  });
  const posts = await tx.post.findMany({
    where: { AND: visibleOfPeople(viewer), personId, voidedAt: null },
    orderBy: [{ validFrom: "desc" }, { id: "asc" }],
    select: {
      id: true,
      title: true,
      branchId: true,
      line: true,
      unitId: true,
      validFrom: true,
      validTo: true,
      exceptionReason: true,
      branch: { select: { name: true, kind: true } },
    },
  });
  const awards = await awardsOf(viewer, tx, personId);
  const proposals = await listAdmissions(viewer, tx, { personId, state: "proposed" });
  const rules = (await ruleSetOn(viewer, tx, "union", on))?.rules;
  const branchIds = person.scopes.map(({ branchId }) => branchId);
  const branches = await tx.branch.findMany({
    where: { AND: visibleBranches(viewer), id: { in: branchIds } },
    select: { id: true, name: true, kind: true, parent: { select: { name: true } } },
  });
  const unitIds = [...person.scopes, ...rows.map(({ branch }) => branch)].map(({ unitId }) => unitId);
  const units = await unitNames(viewer, tx, unitIds, on);
  const holdsPost = posts.some(({ validFrom, validTo }) =>
    covers({ validFrom: fromDatabase(validFrom), validTo: dated(validTo) }, on),
  );
  return {
    ...person,
    areaName: person.areaId ? await areaName(viewer, tx, person.areaId) : null,
    canCorrect: await keepsPerson(viewer, tx, personId),
    memberships: rows.map(({ branch, joinedOn, joinedPrecision, ...row }) => ({
      ...row,
      branchName: branch.name,
      branchKind: branch.kind,
      unitName: units.get(branch.unitId) ?? null,
      validFrom: fromDatabase(row.validFrom),
      validTo: dated(row.validTo),
      ceremonyOn: dated(row.ceremonyOn),
      joined: birthOf(dated(joinedOn), joinedPrecision),
      canKeep: keepsMembers(viewer, { id: row.branchId, unitId: branch.unitId, line: row.line }),
      canRestore: decidesAbove(viewer, { ...branch, id: row.branchId, line: row.line }),
      statuses: statuses
        .map((status) => ({ ...status, ...readAway(status, on) }))
        .filter(
          ({ branchId, validFrom }) =>
            branchId === row.branchId &&
            covers({ validFrom: fromDatabase(row.validFrom), validTo: dated(row.validTo) }, validFrom),
        ),
      maturity:
        rules && row.line === "union" && row.validTo === null
          ? maturityOf({ ...person, ...row, holdsPost }, on, rules)
          : ("none" as const),
    })),
    posts: posts.map(({ validFrom, validTo, branch, unitId, ...post }) => ({
      ...post,
      branchName: branch.name,
      branchKind: branch.kind,
      validFrom: fromDatabase(validFrom),
      validTo: dated(validTo),
      canKeep: keepsMembers(viewer, { id: post.branchId, unitId, line: post.line }),
    })),
    awards,
    proposals,
    seenBy: person.scopes.map(({ branchId, line, unitId }) => ({
      line,
      branchId,
      branch: branches.find(({ id }) => id === branchId) ?? null,
      unitName: units.get(unitId) ?? null,
    })),
  };
}

/** What a place is called today, or was last: where somebody lives is kept though the place may be gone. */
export async function areaName(_viewer: Viewer, tx: Tx, areaId: string): Promise<string | null> {
  const latest = { orderBy: { validFrom: "desc" }, take: 1 } as const;
  const version = await tx.areaVersion.findFirst({
    where: { areaId, validFrom: { lte: toDatabase(today()) } },
    orderBy: latest.orderBy,
    select: {
      name: true,
      parent: { select: { versions: { ...latest, select: { name: true, level: true } } } },
    },
  });
  const [above] = version?.parent?.versions ?? [];
  return version && (above?.level === "district" ? `${version.name}, ${above.name}` : version.name);
}

/** Somebody's membership as it stands for a form, with the posts that would end with it; null out of reach. */
export async function findMembership(viewer: Viewer, tx: Tx, branchId: string, membershipId: string) {
  const branch = await memberBranch(viewer, tx, branchId);
  const given = branch && (await currentMembership(viewer, tx, membershipId));
  if (!given || given.branchId !== branchId) return null;
  const posts = await tx.post.findMany({
    where: { AND: visibleOfPeople(viewer), personId: given.personId, branchId, voidedAt: null },
    orderBy: { title: "asc" },
    select: { id: true, title: true, validFrom: true, validTo: true },
  });
  const { person } = given;
  return {
    ...given,
    branch,
    person: readPerson(person),
    statuses: await statusesOf(viewer, tx, given),
    posts: posts
      .map(({ validFrom, validTo, ...post }) => ({
        ...post,
        validFrom: fromDatabase(validFrom),
        validTo: dated(validTo),
      }))
      .filter(({ validTo }) => validTo === null || validTo > today()),
  };
}

/**
 * The row that stands today for a membership: a form opened before a correction names a row that was voided since, and
 * whoever wrote it goes on with the row that took its place. `version` counts the rows there have been, so that the form
 * can tell whether something changed. Null where nothing took its place, or out of reach.
 */
export async function currentMembership(viewer: Viewer, tx: Tx, membershipId: string) {
  if (!isId(membershipId)) return null;
  const first = await tx.membership.findFirst({
    where: { id: membershipId, AND: visibleOfPeople(viewer) },
    select: { personId: true, branchId: true },
  });
  if (!first) return null;
  const rows = await tx.membership.findMany({
    where: { ...first, AND: visibleOfPeople(viewer) },
    orderBy: [{ recordedAt: "asc" }, { id: "asc" }],
    select: {
      ...membershipFacts,
      personId: true,
      joinedOn: true,
      joinedPrecision: true,
      cardNumber: true,
      isDemo: true,
      recordedAt: true,
      voidedAt: true,
      person: { select: personFacts },
      branch: { select: { unitId: true, kind: true, name: true } },
    },
  });
  let current = rows.find(({ id }) => id === membershipId);
  while (current?.voidedAt) {
    const { voidedAt, startKind } = current;
    current = rows.find(
      (row) => row.recordedAt.getTime() === voidedAt.getTime() && row.startKind === startKind,
    );
  }
  if (!current) return null;
  const {
    joinedOn,
    joinedPrecision,
    validFrom,
    validTo,
    ceremonyOn,
    recordedAt: _,
    voidedAt: __,
    ...facts
  } = current;
  return {
    ...facts,
    ceremonyOn: dated(ceremonyOn),
    validFrom: fromDatabase(validFrom),
    validTo: dated(validTo),
    joined: birthOf(dated(joinedOn), joinedPrecision),
    version: rows.length,
  };
}

/**
 * Times within the memberships of a person in an organisation, as they stand, earliest first: those that lie within this one.
 */
export async function statusesOf(
  viewer: Viewer,
  tx: Tx,
  membership: { personId: string; branchId: string; validFrom: PlainDate; validTo: PlainDate | null },
) {
  const { personId, branchId, validFrom, validTo } = membership;
  const rows = await tx.membershipStatus.findMany({
    where: {
      ...{ AND: visibleOfPeople(viewer), personId, branchId, voidedAt: null },
      validFrom: { gte: toDatabase(validFrom), ...(validTo && { lt: toDatabase(validTo) }) },
    },
    orderBy: { validFrom: "asc" },
    select: { id: true, kind: true, note: true, validFrom: true, validTo: true },
  });
  return rows.map((row) => ({
    ...row,
    validFrom: fromDatabase(row.validFrom),
    validTo: dated(row.validTo),
  }));
}

/** V32: whether a parent's or guardian's consent for somebody in sight is on record, for whatever purpose, and stands. */
export async function hasGuardianConsent(viewer: Viewer, tx: Tx, personId: string): Promise<boolean> {
  const basis = await tx.privacyBasis.findFirst({
    where: { personId, guardianName: { not: null }, endedOn: null, person: visiblePersons(viewer) },
    select: { id: true },
  });
  return basis !== null;
}

/** Awards of a person, as far as the viewer reads them, the latest first. */
export async function awardsOf(viewer: Viewer, tx: Tx, personId: string) {
  const rows = await tx.award.findMany({
    where: { AND: visibleOfPeople(viewer), personId, voidedAt: null },
    orderBy: [{ on: "desc" }, { id: "asc" }],
    select: { id: true, branchId: true, title: true, decisionNumber: true, on: true },
  });
  return rows.map((award) => ({ ...award, on: fromDatabase(award.on) }));
}

// Posts.

/** Posts of one organisation, now and before, and what the charter says of its committee; null out of reach. */
export async function branchPosts(viewer: Viewer, tx: Tx, branchId: string) {
  const branch = await memberBranch(viewer, tx, branchId);
  if (!branch?.canRead) return null;
  const on = today();
  const rows = await tx.post.findMany({
    where: { AND: visibleOfPeople(viewer), branchId, voidedAt: null },
    orderBy: [{ validFrom: "desc" }, { id: "asc" }],
    select: {
      id: true,
      title: true,
      validFrom: true,
      validTo: true,
      exceptionReason: true,
      person: { select: { id: true, fullName: true, sortKey: true } },
    },
  });
  const posts = rows.map(({ validFrom, validTo, ...post }) => ({
    ...post,
    validFrom: fromDatabase(validFrom),
    validTo: dated(validTo),
  }));
  const present = posts
    .filter((post) => covers(post, on))
    .sort(
      (one, other) =>
        rank(one.title) - rank(other.title) || (one.person.sortKey < other.person.sortKey ? -1 : 1),
    );
  const members = await membersOf(viewer, tx, [branchId], on);
  const ruleSet = await ruleSetOn(viewer, tx, branch.line, on);
  const holders = new Set(present.map(({ person }) => person.id)).size;
  return {
    branch,
    present,
    past: posts.filter((post) => !covers(post, on)),
    members,
    finding:
      ruleSet && committeeFinding({ kind: branch.kind, members: members.length, posts: holders }, ruleSet),
  };
}

export type BranchPosts = NonNullable<Awaited<ReturnType<typeof branchPosts>>>;

const rank = (title: PostTitle) => Object.values(PostTitle).indexOf(title);

/** Present members on a page of the grid. */
const GRID_PAGE = 100;

/**
 * The grid of one organisation: the places to choose from and, where they are asked for, its own present members as rows with
 * all that a saving needs. Null where the viewer keeps nobody there.
 */
export async function memberGrid(
  viewer: Viewer,
  tx: Tx,
  branchId: string,
  { rows, after }: { rows?: "present" | undefined; after?: string | undefined },
) {
  const branch = await memberBranch(viewer, tx, branchId);
  if (!branch?.canKeep || !branch.isAlive) return null;
  const communes = await listCommunes(viewer, tx);
  if (rows !== "present") return { branch, communes, rows: [], next: null };
  const cursor = readCursor(after);
  const found = await tx.membership.findMany({
    where: {
      AND: [visibleOfPeople(viewer), { branchId }, standingOn(today()), cursor ? isAfter(cursor) : {}],
    },
    orderBy: [{ person: { sortKey: "asc" } }, { id: "asc" }],
    take: GRID_PAGE + 1,
    select: {
      ...{ id: true, personId: true, cardNumber: true, joinedOn: true, joinedPrecision: true },
      person: {
        select: { ...personFacts, sortKey: true, phone: true, areaId: true, education: true, version: true },
      },
    },
  });
  const page = found.slice(0, GRID_PAGE);
  const last = found.length > GRID_PAGE ? page.at(-1) : undefined;
  const counted = await tx.membership.groupBy({
    by: ["personId"],
    where: { AND: visibleOfPeople(viewer), branchId, personId: { in: page.map(({ personId }) => personId) } },
    _count: true,
  });
  const versions = new Map(counted.map(({ personId, _count }) => [personId, _count]));
  const areas = new Map(communes.map(({ id, label }) => [id, label]));
  for (const { person } of page) {
    const { areaId } = person;
    if (areaId && !areas.has(areaId)) areas.set(areaId, (await areaName(viewer, tx, areaId)) ?? "");
  }
  return {
    branch,
    communes,
    rows: page.map(({ id, personId, person, cardNumber, joinedOn, joinedPrecision }, index): GridRow => {
      const { birthDate, birthPrecision, areaId, version } = person;
      const values = gridCells({
        ...{ ...person, cardNumber, area: areaId && (areas.get(areaId) ?? null) },
        birth: birthOf(dated(birthDate), birthPrecision),
        joined: birthOf(dated(joinedOn), joinedPrecision),
      });
      return {
        number: index + 1,
        values,
        hidden: {
          ...{ personId, version: String(version), membershipId: id },
          membershipVersion: String(versions.get(personId) ?? 0),
          [WAS]: cellsDigest(PRESENT_COLUMNS.map((column) => values[column])),
        },
      };
    }),
    next: last ? writeCursor([last.person.sortKey, last.id]) : null,
  };
}

/** Who is a member of any of them on a day, each once by given name; of a đoàn cơ sở with those of its chi đoàn. */
export function membersOf(viewer: Viewer, tx: Tx, branchIds: readonly string[], on: PlainDate) {
  const ids = { in: [...branchIds] };
  const within = { AND: visibleBranches(viewer), OR: [{ id: ids }, { parentId: ids }] };
  return tx.person.findMany({
    where: {
      AND: visiblePersons(viewer),
      memberships: { some: { AND: [visibleOfPeople(viewer), standingOn(on)], branch: within } },
    },
    orderBy: [{ sortKey: "asc" }, { id: "asc" }],
    select: { id: true, fullName: true },
  });
}

/** One post with its organisation, for the form that ends it; null out of reach. */
export async function findPost(viewer: Viewer, tx: Tx, branchId: string, postId: string) {
  const branch = await memberBranch(viewer, tx, branchId);
  if (!branch || !isId(postId)) return null;
  const post = await tx.post.findFirst({
    where: { id: postId, branchId, AND: visibleOfPeople(viewer), voidedAt: null },
    select: {
      id: true,
      title: true,
      validFrom: true,
      validTo: true,
      person: { select: { id: true, fullName: true } },
    },
  });
  if (!post) return null;
  return { ...post, validFrom: fromDatabase(post.validFrom), validTo: dated(post.validTo), branch };
}
