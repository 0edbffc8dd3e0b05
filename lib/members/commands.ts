import "server-only";
import { isDeepStrictEqual } from "node:util";
import { type Viewer, visibleOfPeople } from "@/lib/access/policy";
import { type Commune, listCommunes } from "@/lib/areas/queries";
import { communesNamed } from "@/lib/areas/rules";
import { holdBranches } from "@/lib/branches/commands";
import { ruleSetOn } from "@/lib/branches/queries";
import type { RuleSet } from "@/lib/branches/rules";
import { formatPartialDate } from "@/lib/dates/partial-date";
import { covers, type Period } from "@/lib/dates/period";
import {
  addMonths,
  fromDatabase,
  type PartialDate,
  type PlainDate,
  toDatabase,
} from "@/lib/dates/plain-date";
import { today } from "@/lib/dates/today";
import { command } from "@/lib/db/command";
import { newId } from "@/lib/db/id";
import type { Tx } from "@/lib/db/scope";
import { openDuplicatesOf } from "@/lib/duplicates/commands";
import type { Education, Line, MembershipEnd, MembershipStatusKind } from "@/lib/generated/prisma/enums";
import { isLevelAbove, keepsMembers } from "@/lib/members/policy";
import {
  areaName,
  currentMembership,
  findPerson,
  hasGuardianConsent,
  keepsPerson,
  likelyDuplicates,
  likelyDuplicatesOf,
  type MemberBranch,
  memberBranch,
  membersOf,
  statusesOf,
} from "@/lib/members/queries";
import {
  type AdmissionFinding,
  type AdmissionWarning,
  admissionFindings,
  birthOf,
  committeeFinding,
  couldBeSame,
  endKindsOf,
  isHead,
  isImpossibleBirth,
  type LifeMove,
  livesOnFrom,
  looksLegacyEncoded,
  MOVE_OF_END,
  moveFrom,
  needsGuardianConsent,
  recordableEndsOf,
  SUSPENSION_MAX_MONTHS,
  standingOf,
  titlesOf,
  uncoveredPosts,
} from "@/lib/members/rules";
import type {
  AdmissionInput,
  AwardInput,
  AwardRemovalInput,
  CandidateInput,
  CorrectedRow,
  DecisionInput,
  EndingInput,
  EnteredRow,
  LostContactInput,
  MemberGridInput,
  MembershipInput,
  PersonFacts,
  PostEndingInput,
  PostInput,
  ProfileInput,
  RestorationInput,
  ReturnInput,
  StayingInput,
  SuspensionInput,
  TakingBackInput,
} from "@/lib/members/schema";
import { done, refuse } from "@/lib/result";
import { searchKey } from "@/lib/text/search-key";
import { personSortKey } from "@/lib/text/sort-key";
import { visibleTransfers } from "@/lib/transfers/policy";

// Admission.

/** V14 and its kin, when the database was asked at the same moment as somebody else. */
const MEMBERSHIP_CONFLICTS = {
  membership_one_cell: "already_in_a_cell",
  membership_no_overlap: "already_member_here",
  membership_guardian_consent: "guardian_consent_needed",
} as const;
/** V31: a month paid for there would lie outside the membership. */
const FEE_CONFLICTS = { membership_fee_outside: "fee_outside" } as const;
const UNKNOWN_AREA = { person_area_id_fkey: "area_not_found" } as const;

/**
 * Proposes to admit somebody, known or new, judged by the rule set of the day of admission (V01–V04, V14, V16, V26, V33).
 * A chi đoàn cơ sở and a đoàn cơ sở decide alone, so there the membership begins at once; elsewhere the level above does.
 */
export const proposeAdmission = command(
  "admission.propose",
  async (viewer, tx, input: AdmissionInput) => {
    await holdBranches(tx, [input.branchId]);
    const branch = await memberBranch(viewer, tx, input.branchId);
    if (!branch?.canKeep) return refuse("branch_not_found");
    if (input.admitOn > today()) return refuse("admission_in_future");
    if (!livesOnFrom(branch.lives, input.admitOn)) return refuse("branch_not_alive");
    const read = await readCandidate(viewer, tx, input.person);
    if (!read.ok) return read;
    const candidate = read.value;

    const obstacle = await obstacleTo(viewer, tx, {
      ...branch,
      personId: candidate.id,
      admitOn: input.admitOn,
    });
    if (obstacle) return refuse(obstacle);
    const findings = await findingsOn(viewer, tx, branch.line, candidate, input.admitOn);
    const tooYoung = findings.find(isTooYoung);
    if (tooYoung) return refuse("too_young", { allowedFrom: tooYoung.allowedFrom });
    if (await lacksGuardianConsent(viewer, tx, branch.line, candidate, input.admitOn)) {
      return refuse("guardian_consent_needed");
    }
    const admissionId = newId();
    if (findings.some(isTooOld) && !(await spendException(viewer, tx, branch, candidate, admissionId))) {
      return refuse("too_old", { line: branch.line, subject: exceptionSubject(branch, candidate) });
    }
    const unread = await unreadWarnings(viewer, tx, candidate, findings, input.confirmed);
    if (unread) return refuse("warnings_unread", unread);

    if (candidate.facts && !(await register(viewer, tx, branch.id, candidate.id, candidate.facts))) {
      return refuse("branch_not_found");
    }
    const at = await moment(tx);
    const membershipId = branch.decidesAlone
      ? await admit(viewer, tx, { ...input, personId: candidate.id, at })
      : null;
    await tx.admission.create({
      data: {
        id: admissionId,
        personId: candidate.id,
        branchId: branch.id,
        admitOn: toDatabase(input.admitOn),
        note: input.note,
        proposedById: viewer.accountId,
        proposedAt: at,
        ...(membershipId && {
          state: "approved",
          membershipId,
          decidedById: viewer.accountId,
          decidedAt: at,
        }),
      },
      select: { id: true },
    });
    return done({ admissionId, personId: candidate.id, isDecided: membershipId !== null });
  },
  { ...MEMBERSHIP_CONFLICTS, ...UNKNOWN_AREA, admission_one_open: "already_proposed" },
);

/**
 * Enters somebody without admitting them: a V02 exception is asked for by name, and its answer finds the record again.
 * For somebody known it only says who that is.
 */
export const registerCandidate = command(
  "person.register",
  async (viewer, tx, input: CandidateInput) => {
    const branch = await memberBranch(viewer, tx, input.branchId);
    if (!branch?.canKeep) return refuse("branch_not_found");
    const read = await readCandidate(viewer, tx, input.person);
    if (!read.ok) return read;
    const unread = await unreadWarnings(viewer, tx, read.value, [], input.confirmed);
    if (unread) return refuse("warnings_unread", unread);
    const { id, facts } = read.value;
    if (facts && !(await register(viewer, tx, branch.id, id, facts))) return refuse("branch_not_found");
    return done({ personId: id });
  },
  UNKNOWN_AREA,
);

type Candidate = {
  id: string;
  fullName: string;
  searchKey: string;
  birth: PartialDate | null;
  education: Education | null;
  areaId: string | null;
  /** What to register; null for somebody who has a record. */
  facts: PersonFacts | null;
};

async function readCandidate(viewer: Viewer, tx: Tx, given: AdmissionInput["person"]) {
  if ("id" in given) {
    const person = await findPerson(viewer, tx, given.id);
    return person ? done<Candidate>({ ...person, facts: null }) : refuse("person_not_found");
  }
  if (isImpossibleBirth(given.birth, today())) return refuse("birth_impossible");
  return done<Candidate>({ ...given, id: newId(), searchKey: searchKey(given.fullName), facts: given });
}

/** Who an exception of V02 is for: what is granted to one person is not spent on another. */
const exceptionSubject = (
  branch: { name: string },
  { fullName, birth }: Pick<Candidate, "fullName" | "birth">,
) => `Kết nạp ${fullName}, sinh ${birth ? formatPartialDate(birth) : "chưa rõ"}, vào ${branch.name}`;

/** Uses a granted exception for this admission; false when there is none for this person. */
async function spendException(
  viewer: Viewer,
  tx: Tx,
  branch: MemberBranch,
  candidate: Candidate,
  admissionId: string,
): Promise<boolean> {
  if (!keepsMembers(viewer, branch)) return false;
  const { id: branchId, line } = branch;
  const granted = await tx.overrideRequest.findFirst({
    where: { rule: "V02", branchId, line, state: "granted", subject: exceptionSubject(branch, candidate) },
    select: { id: true },
  });
  if (!granted) return false;
  const used = await tx.overrideRequest.updateMany({
    where: { id: granted.id, state: "granted" },
    data: { state: "used", usedById: admissionId, version: { increment: 1 } },
  });
  return used.count === 1;
}

async function findingsOn(
  viewer: Viewer,
  tx: Tx,
  line: Line,
  candidate: Pick<Candidate, "birth" | "education">,
  on: PlainDate,
): Promise<AdmissionFinding[]> {
  const ruleSet = await ruleSetOn(viewer, tx, line, on);
  if (!ruleSet) throw new Error("No rule sets are loaded: run the reference loader");
  return admissionFindings(candidate, on, ruleSet);
}

/** V32: whether a parent or guardian had to consent and nobody wrote down that one did; the database asks again. */
async function lacksGuardianConsent(
  viewer: Viewer,
  tx: Tx,
  line: Line,
  { id, birth }: Pick<Candidate, "id" | "birth">,
  on: PlainDate,
): Promise<boolean> {
  const ruleSet = await ruleSetOn(viewer, tx, line, on);
  return (
    ruleSet !== null &&
    needsGuardianConsent(birth, on, ruleSet) &&
    !(await hasGuardianConsent(viewer, tx, id))
  );
}

type TooYoung = Extract<AdmissionFinding, { allowedFrom: PlainDate }>;
const isTooYoung = (finding: AdmissionFinding): finding is TooYoung =>
  finding.rule === "V01" && finding.stops;
const isTooOld = ({ rule, stops }: AdmissionFinding) => rule === "V02" && stops;

/** V14: what else the person is a member of, as far as it forbids the admission; which chi đoàn is never said. */
async function obstacleTo(
  viewer: Viewer,
  tx: Tx,
  { id, line, personId, admitOn }: { id: string; line: Line; personId: string; admitOn: PlainDate },
) {
  const here = await tx.membership.findFirst({
    where: {
      ...{ AND: visibleOfPeople(viewer), personId, branchId: id, voidedAt: null },
      OR: [{ validTo: null }, { validTo: { gt: toDatabase(admitOn) } }],
    },
    select: { id: true },
  });
  if (here) return "already_member_here";
  const died = await tx.membership.findFirst({
    where: { AND: visibleOfPeople(viewer), personId, endKind: "deceased", voidedAt: null },
    select: { id: true },
  });
  if (died) return "deceased";
  if (line !== "union") return undefined;
  const [answer] = await tx.$queryRaw<{ taken: boolean }[]>`
    select access.in_a_cell(${personId}::uuid, ${admitOn}::date, null) as taken`;
  return answer?.taken ? "already_in_a_cell" : undefined;
}

/** Warnings of V01–V03, V16, V33 that nobody has said to have read. */
async function unreadWarnings(
  viewer: Viewer,
  tx: Tx,
  candidate: Candidate,
  findings: readonly AdmissionFinding[],
  confirmed: readonly string[],
) {
  const duplicates = candidate.facts ? await likelyDuplicates(viewer, tx, candidate) : NO_DUPLICATES;
  const warnings: AdmissionWarning[] = [
    ...findings.filter((finding) => !isTooOld(finding)),
    ...(duplicates.inSight.length > 0 ? [{ rule: "V16", finding: "known_here" } as const] : []),
    ...(duplicates.isElsewhere ? [{ rule: "V16", finding: "known_elsewhere" } as const] : []),
    ...(candidate.facts && hasLegacyLetters(candidate.facts)
      ? [{ rule: "V33", finding: "legacy_letters" } as const]
      : []),
  ];
  return warnings.some(({ rule }) => !confirmed.includes(rule))
    ? { warnings, duplicates: duplicates.inSight }
    : undefined;
}

const NO_DUPLICATES: Awaited<ReturnType<typeof likelyDuplicates>> = { inSight: [], isElsewhere: false };

const hasLegacyLetters = ({ fullName, occupation }: PersonFacts) =>
  looksLegacyEncoded(`${fullName} ${occupation ?? ""}`);

/**
 * Persons come into the register through an organisation only; false where the viewer does not answer for it. Whoever looks like
 * somebody out of sight is brought before the level above both (V16).
 */
const register = (viewer: Viewer, tx: Tx, branchId: string, id: string, facts: PersonFacts) =>
  registerAll(viewer, tx, branchId, [{ id, facts }]);

async function registerAll(
  viewer: Viewer,
  tx: Tx,
  branchId: string,
  persons: readonly { id: string; facts: PersonFacts }[],
): Promise<boolean> {
  const rows = persons.map(
    ({ id, facts: { fullName, gender, birth, phone, areaId, education, occupation } }) => ({
      ...{ id, name: fullName, search_key: searchKey(fullName), sort_key: personSortKey(fullName), gender },
      ...{ born: birth.date, known: birth.precision, phone, area: areaId, education, occupation },
    }),
  );
  const [answer] = await tx.$queryRaw<{ registered: boolean | null }[]>`
    select bool_and(access.register_person(r.id, ${branchId}::uuid, r.name, r.search_key, r.sort_key, r.gender, r.born, r.known,
      r.phone, r.area, r.education, r.occupation)) as registered
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(id uuid, name text, search_key text, sort_key text,
      gender public.gender, born date, known public.date_precision, phone text, area uuid, education public.education,
      occupation text)`;
  if (answer?.registered !== true) return false;
  await openDuplicatesOf(
    viewer,
    tx,
    persons.map(({ id }) => id),
  );
  return true;
}

/** The moment of a deed by the database's clock: a row voided and the one in its place carry the same. */
async function moment(tx: Tx): Promise<Date> {
  const [row] = await tx.$queryRaw<
    { at: Date }[]
  >`select date_trunc('milliseconds', clock_timestamp()) as at`;
  if (!row) throw new Error("The database tells no time");
  return row.at;
}

async function admit(
  viewer: Viewer,
  tx: Tx,
  given: { personId: string; branchId: string; admitOn: PlainDate; at: Date },
): Promise<string> {
  const { id } = await tx.membership.create({
    data: {
      id: newId(),
      personId: given.personId,
      branchId: given.branchId,
      startKind: "admitted",
      validFrom: toDatabase(given.admitOn),
      recordedAt: given.at,
      recordedById: viewer.accountId,
    },
    select: { id: true },
  });
  return id;
}

/**
 * The level above approves or refuses proposals, all or none, never its own. Approving begins the membership on the day
 * of admission and asks again whether that is still possible. Details of a refusal name the persons it is about.
 */
export const decideAdmissions = command(
  "admission.decide",
  async (viewer, tx, input: DecisionInput) => {
    const ids = [...new Set(input.admissionIds)].sort();
    // Whoever decides the same ones waits here, and then sees that they are decided.
    await tx.$queryRaw`select id from admission where id = any (${ids}::uuid[]) order by id for update`;
    const rows = await tx.admission.findMany({
      where: { id: { in: ids }, AND: visibleOfPeople(viewer) },
      orderBy: { id: "asc" },
      select: {
        ...{ id: true, personId: true, branchId: true, admitOn: true, state: true, proposedById: true },
        branch: { select: { unitId: true, parentId: true, line: true } },
        person: { select: { fullName: true, birthDate: true, birthPrecision: true, education: true } },
      },
    });
    const names = (those: typeof rows) => ({ names: those.map(({ person }) => person.fullName) });
    if (rows.length < ids.length || rows.some(({ branch }) => !isLevelAbove(viewer, branch))) {
      return refuse("admission_not_found");
    }
    const decided = rows.filter(({ state }) => state !== "proposed");
    if (decided.length > 0) return refuse("already_decided", names(decided));
    const own = rows.filter(({ proposedById }) => proposedById === viewer.accountId);
    if (own.length > 0) return refuse("own_proposal", names(own));

    await holdBranches(
      tx,
      rows.map(({ branchId }) => branchId),
    );
    for (const row of rows) {
      const at = await moment(tx);
      const decision = {
        ...{ decidedById: viewer.accountId, decidedAt: at, version: { increment: 1 } },
        ...{ decisionNumber: input.decisionNumber, decisionReason: input.reason },
      };
      if (input.verdict === "refuse") {
        await tx.admission.updateMany({ where: { id: row.id }, data: { ...decision, state: "refused" } });
        continue;
      }
      const { birthDate, birthPrecision, education } = row.person;
      const proposal = {
        ...{ id: row.id, personId: row.personId, branchId: row.branchId, line: row.branch.line, education },
        admitOn: fromDatabase(row.admitOn),
        birth: birthOf(birthDate && fromDatabase(birthDate), birthPrecision),
      };
      const obstacle = await obstacleToApproval(viewer, tx, proposal);
      if (obstacle) return refuse(obstacle, names([row]));
      const membershipId = await admit(viewer, tx, { ...proposal, at });
      await tx.admission.updateMany({
        where: { id: row.id },
        data: { ...decision, state: "approved", membershipId },
      });
    }
    return done({ decided: rows.length, verdict: input.verdict });
  },
  MEMBERSHIP_CONFLICTS,
);

type Proposal = {
  id: string;
  personId: string;
  branchId: string;
  line: Line;
  admitOn: PlainDate;
  birth: PartialDate | null;
  education: Education | null;
};

/** What became impossible since it was proposed: the organisation ended, another chi đoàn was quicker, a birth date was corrected. */
async function obstacleToApproval(viewer: Viewer, tx: Tx, proposal: Proposal) {
  const branch = await memberBranch(viewer, tx, proposal.branchId);
  if (!branch || !livesOnFrom(branch.lives, proposal.admitOn)) return "branch_not_alive";
  const obstacle = await obstacleTo(viewer, tx, { ...proposal, id: proposal.branchId });
  if (obstacle) return obstacle;
  if (await duplicatePending(tx, proposal.personId)) return "duplicate_pending";
  const findings = await findingsOn(viewer, tx, proposal.line, proposal, proposal.admitOn);
  if (findings.some(isTooYoung)) return "too_young";
  const candidate = { ...proposal, id: proposal.personId };
  if (await lacksGuardianConsent(viewer, tx, proposal.line, candidate, proposal.admitOn)) {
    return "guardian_consent_needed";
  }
  if (!findings.some(isTooOld)) return undefined;
  const exception = await tx.overrideRequest.findFirst({
    where: { branchId: proposal.branchId, rule: "V02", state: "used", usedById: proposal.id },
    select: { id: true },
  });
  return exception ? undefined : "too_old";
}

/** Whether the record may be, or is, of somebody who has another one: the level above both has not said that it is not. */
async function duplicatePending(tx: Tx, personId: string): Promise<boolean> {
  const [answer] = await tx.$queryRaw<{ pending: boolean }[]>`
    select access.duplicate_pending(${personId}::uuid) as pending`;
  return answer?.pending === true;
}

/** Takes back a proposal nobody has decided yet. */
export const withdrawAdmission = command(
  "admission.withdraw",
  async (viewer, tx, input: { admissionId: string }) => {
    const admission = await tx.admission.findFirst({
      where: { id: input.admissionId, AND: visibleOfPeople(viewer) },
      select: { branchId: true, branch: { select: { id: true, unitId: true, line: true } } },
    });
    if (!admission || !keepsMembers(viewer, admission.branch)) return refuse("admission_not_found");
    const withdrawn = await tx.admission.updateMany({
      where: { id: input.admissionId, state: "proposed" },
      data: {
        ...{ state: "withdrawn", decidedById: viewer.accountId, decidedAt: await moment(tx) },
        version: { increment: 1 },
      },
    });
    if (withdrawn.count === 0) return refuse("already_decided");
    return done({ branchId: admission.branchId });
  },
);

// Memberships.

type Current = NonNullable<Awaited<ReturnType<typeof currentMembership>>>;

/**
 * The membership as it stands, if the viewer keeps it. Its person is held until the deed is done: a post given at the same
 * moment rests on the membership (V10) and has to wait.
 */
async function keptMembership(viewer: Viewer, tx: Tx, membershipId: string): Promise<Current | null> {
  await tx.$queryRaw`
    select p.id from person p join membership m on m.person_id = p.id where m.id = ${membershipId}::uuid for update of p`;
  const current = await currentMembership(viewer, tx, membershipId);
  if (!current) return null;
  const { branchId, branch, line } = current;
  return keepsMembers(viewer, { id: branchId, unitId: branch.unitId, line }) ? current : null;
}

type Changes = Partial<
  Pick<
    Current,
    | "validFrom"
    | "validTo"
    | "endKind"
    | "endReason"
    | "ceremonyOn"
    | "joined"
    | "cardNumber"
    | "staysAfterThirty"
  >
>;

/** Voids the row and writes the right one in its place; false when somebody else has voided it meanwhile. */
async function replaceMembership(
  viewer: Viewer,
  tx: Tx,
  current: Current,
  changes: Changes,
  at: Date,
): Promise<boolean> {
  const voided = await tx.membership.updateMany({
    where: { id: current.id, voidedAt: null },
    data: { voidedAt: at },
  });
  if (voided.count === 0) return false;
  const { personId, branchId, startKind, isDemo, ...now } = { ...current, ...changes };
  await tx.membership.create({
    data: {
      ...{ id: newId(), personId, branchId, startKind, isDemo },
      ...{ endKind: now.endKind, endReason: now.endReason, cardNumber: now.cardNumber },
      staysAfterThirty: now.staysAfterThirty,
      // A ceremony belongs to that way out only.
      ceremonyOn: now.endKind === "matured" && now.ceremonyOn ? toDatabase(now.ceremonyOn) : null,
      joinedOn: now.joined && toDatabase(now.joined.date),
      joinedPrecision: now.joined?.precision ?? null,
      validFrom: toDatabase(now.validFrom),
      validTo: now.validTo && toDatabase(now.validTo),
      recordedAt: at,
      recordedById: viewer.accountId,
    },
    select: { id: true },
  });
  return true;
}

/** Ends a membership from a day on; posts held in the organisation end the same day. An expulsion is no such deed: lib/discipline. */
export const endMembership = command(
  "membership.end",
  async (viewer, tx, input: EndingInput) => {
    const current = await keptMembership(viewer, tx, input.membershipId);
    if (!current) return refuse("membership_not_found");
    if (!endKindsOf(current.line).includes(input.endKind)) return refuse("end_kind_of_other_line");
    if (!recordableEndsOf(current.line).includes(input.endKind)) return refuse("needs_discipline");
    if (input.ceremonyOn && input.ceremonyOn > today()) return refuse("ceremony_in_future");
    return endStanding(viewer, tx, current, input);
  },
  FEE_CONFLICTS,
);

type Ending = { endKind: MembershipEnd; on: PlainDate; reason: string | null; ceremonyOn?: PlainDate | null };

/** The end itself, as far as the table of moves and the calendar allow it. */
async function endStanding(viewer: Viewer, tx: Tx, current: Current, ending: Ending) {
  const { endKind, on, reason: endReason, ceremonyOn = null } = ending;
  if (!(await mayMove(viewer, tx, current, MOVE_OF_END[endKind], on))) return refuse("already_ended");
  if (on > today()) return refuse("end_in_future");
  if (on <= current.validFrom) return refuse("end_before_start", { validFrom: current.validFrom });
  const posts = await standingPosts(viewer, tx, current);
  const at = await moment(tx);
  const changes = { endKind, endReason, ceremonyOn, validTo: on };
  if (!(await replaceMembership(viewer, tx, current, changes, at))) return refuse("already_ended");
  const closed = posts.filter(({ validTo }) => validTo === null || validTo > on);
  for (const post of closed) await closePost(viewer, tx, post, on, at);
  return done({ branchId: current.branchId, postsEnded: closed.length });
}

/**
 * For the register of discipline, in its own transaction: the end that a decision to expel is. The decision is written down
 * already, without it the database refuses this.
 */
export async function expelMember(
  viewer: Viewer,
  tx: Tx,
  { branchId, personId, on, reason }: { branchId: string; personId: string; on: PlainDate; reason: string },
) {
  const open = await tx.membership.findFirst({
    where: { AND: visibleOfPeople(viewer), branchId, personId, voidedAt: null, validTo: null },
    select: { id: true },
  });
  const current = open && (await keptMembership(viewer, tx, open.id));
  return current
    ? endStanding(viewer, tx, current, { endKind: "expelled", on, reason })
    : refuse("already_ended");
}

/** The same for a dismissal: ends the posts somebody holds in an organisation from a day on; how many there were. */
export async function endPostsOf(
  viewer: Viewer,
  tx: Tx,
  { branchId, personId, on }: { branchId: string; personId: string; on: PlainDate },
): Promise<number> {
  const posts = await standingPosts(viewer, tx, { branchId, personId });
  const held = posts.filter((post) => covers(post, on));
  const at = await moment(tx);
  for (const post of held) await closePost(viewer, tx, post, on, at);
  return held.length;
}

/** Whether the table of moves lets this membership make a move on a day; one that has ended is judged by its end. */
async function mayMove(
  viewer: Viewer,
  tx: Tx,
  current: Current,
  move: LifeMove,
  on: PlainDate,
): Promise<boolean> {
  const judgedOn = current.validTo && current.validTo > on ? current.validTo : on;
  const statuses = await statusesOf(viewer, tx, current);
  return moveFrom(current.line, standingOf(current, statuses, judgedOn), move) !== null;
}

// Times within a membership.

/** "Hoãn sinh hoạt" in the same time, or a membership that ended, at the same moment. */
const STATUS_CONFLICTS = {
  membership_status_one: "status_standing",
  membership_status_within: "not_a_member_then",
} as const;

/**
 * The committee of the chi đoàn puts somebody off, a year at most each time (§2.5); the fee is still due. A further time begins
 * where the one before it ends.
 */
export const suspendMembership = command(
  "membership.suspend",
  async (viewer, tx, input: SuspensionInput) => {
    const current = await keptMembership(viewer, tx, input.membershipId);
    if (!current) return refuse("membership_not_found");
    const { from, until, note } = input;
    if (current.validTo || !(await mayMove(viewer, tx, current, "suspend", from))) {
      return refuse("not_possible");
    }
    const before = (await statusesOf(viewer, tx, current)).at(-1);
    if (from > today() && from !== before?.validTo) return refuse("start_in_future");
    if (from < current.validFrom) return refuse("before_joined", { validFrom: current.validFrom });
    if (until <= from) return refuse("until_before_from");
    const latest = addMonths(from, SUSPENSION_MAX_MONTHS);
    if (until > latest) return refuse("too_long", { latest });
    await addStatus(viewer, tx, current, { kind: "suspended", note, validFrom: from, validTo: until });
    return done({ branchId: current.branchId });
  },
  STATUS_CONFLICTS,
);

/** Marks somebody as out of contact: a flag for the organisation itself, never an end. */
export const loseContact = command(
  "membership.lose-contact",
  async (viewer, tx, input: LostContactInput) => {
    const current = await keptMembership(viewer, tx, input.membershipId);
    if (!current) return refuse("membership_not_found");
    const { from, note } = input;
    if (current.validTo || !(await mayMove(viewer, tx, current, "lose_contact", from))) {
      return refuse("not_possible");
    }
    if (from > today()) return refuse("start_in_future");
    if (from < current.validFrom) return refuse("before_joined", { validFrom: current.validFrom });
    await addStatus(viewer, tx, current, { kind: "lost_contact", note, validFrom: from, validTo: null });
    return done({ branchId: current.branchId });
  },
  STATUS_CONFLICTS,
);

type NewStatus = Period & { kind: MembershipStatusKind; note: string | null };

async function addStatus(viewer: Viewer, tx: Tx, current: Current, status: NewStatus, at?: Date) {
  const { personId, branchId, isDemo } = current;
  await tx.membershipStatus.create({
    data: {
      ...{ id: newId(), personId, branchId, isDemo, kind: status.kind, note: status.note },
      validFrom: toDatabase(status.validFrom),
      validTo: status.validTo && toDatabase(status.validTo),
      recordedAt: at ?? (await moment(tx)),
      recordedById: viewer.accountId,
    },
    select: { id: true },
  });
}

/** Somebody is back from a day on: put off no longer, or found again; on the day it began it never was. */
export const returnMember = command("membership.return", async (viewer, tx, input: ReturnInput) => {
  const current = await keptMembership(viewer, tx, input.membershipId);
  if (!current) return refuse("membership_not_found");
  if (input.on > today()) return refuse("return_in_future");
  const status = (await statusesOf(viewer, tx, current)).find(
    ({ validTo }) => validTo === null || validTo > input.on,
  );
  if (current.validTo || !status) return refuse("not_away");
  if (input.on < status.validFrom) return refuse("return_before_start", { validFrom: status.validFrom });
  const at = await moment(tx);
  const voided = await tx.membershipStatus.updateMany({
    where: { id: status.id, voidedAt: null },
    data: { voidedAt: at },
  });
  if (voided.count === 0) return refuse("not_away");
  if (input.on > status.validFrom) await addStatus(viewer, tx, current, { ...status, validTo: input.on }, at);
  return done({ branchId: current.branchId, kind: status.kind });
});

/**
 * Brings back somebody who was struck off, left, or is no longer there by mistake: another membership that begins as
 * "restored" and keeps the first day in Đoàn and the card. The level above decides (§2.5); V14 and the life of the organisation
 * are asked as for anybody who comes in.
 */
export const restoreMembership = command(
  "membership.restore",
  async (viewer, tx, input: RestorationInput) => {
    const current = await keptMembership(viewer, tx, input.membershipId);
    if (!current) return refuse("membership_not_found");
    await holdBranches(tx, [current.branchId]);
    const branch = await memberBranch(viewer, tx, current.branchId);
    if (!branch?.decidesAbove) return refuse("not_allowed");
    const { validTo, endKind, personId, branchId, cardNumber, isDemo, staysAfterThirty } = current;
    const { on } = input;
    if (!validTo || !endKind || !moveFrom(current.line, endKind, "restore")) return refuse("not_possible");
    if (on > today()) return refuse("start_in_future");
    if (on < validTo) return refuse("restored_before_end", { validTo });
    if (!livesOnFrom(branch.lives, on)) return refuse("branch_not_alive");
    const obstacle = await obstacleTo(viewer, tx, { ...branch, personId, admitOn: on });
    if (obstacle) return refuse(obstacle);
    const began = current.startKind === "admitted" || current.startKind === "founding";
    const joined =
      current.joined ?? (began ? ({ date: current.validFrom, precision: "day" } as const) : null);
    await tx.membership.create({
      data: {
        ...{ id: newId(), personId, branchId, cardNumber, isDemo, staysAfterThirty, startKind: "restored" },
        joinedOn: joined && toDatabase(joined.date),
        joinedPrecision: joined?.precision ?? null,
        validFrom: toDatabase(on),
        recordedAt: await moment(tx),
        recordedById: viewer.accountId,
      },
      select: { id: true },
    });
    return done({ branchId, personId });
  },
  { ...MEMBERSHIP_CONFLICTS, membership_expulsion_stands: "expulsion_stands" },
);

/**
 * Corrects when a membership began or ended and what was noted of it. The end of one that goes on is not a correction:
 * `endMembership`. One that ended goes on again when its end is taken away.
 */
export const correctMembership = command(
  "membership.correct",
  async (viewer, tx, input: MembershipInput) => {
    const current = await keptMembership(viewer, tx, input.membershipId);
    if (!current) return refuse("membership_not_found");
    if (current.version !== input.version) return refuse("membership_changed_meanwhile", stateOf(current));
    await holdBranches(tx, [current.branchId]);
    const { validFrom, joined, cardNumber } = input;
    const ending = current.validTo ? endingOf(input) : NO_END;
    if (ending.validTo && !ending.endKind) return refuse("end_kind_missing");
    if (ending.endKind && !endKindsOf(current.line).includes(ending.endKind))
      return refuse("end_kind_of_other_line");
    if (ending.endKind === "expelled" && current.endKind !== "expelled") return refuse("needs_discipline");
    if (current.endKind === "expelled" && ending.endKind !== "expelled") {
      if (await hasDecision(viewer, tx, current, "expulsion")) return refuse("expulsion_stands");
    }
    const { starts, ends } = await receiptsOf(viewer, tx, current);
    if (
      (starts && validFrom !== current.validFrom) ||
      (ends && (ending.validTo !== current.validTo || ending.endKind !== current.endKind))
    ) {
      return refuse("moved_by_transfer");
    }
    if (validFrom > today()) return refuse("start_in_future");
    if (joined && joined.date > validFrom) return refuse("joined_after_start");
    if (ending.validTo && ending.validTo > today()) return refuse("end_in_future");
    if (ending.validTo && ending.validTo <= validFrom) return refuse("end_before_start", { validFrom });
    const branch = await memberBranch(viewer, tx, current.branchId);
    if (!branch?.lives.some((life) => contains(life, { validFrom, validTo: ending.validTo }))) {
      return refuse("branch_not_alive");
    }
    const age = await newlyForbiddenAge(viewer, tx, current, validFrom);
    if (age) return refuse(age);
    const changed = { validFrom, validTo: ending.validTo };
    if (await losesAPost(viewer, tx, current, changed)) return refuse("post_outside");
    const at = await moment(tx);
    if (!(await replaceMembership(viewer, tx, current, { ...ending, validFrom, joined, cardNumber }, at))) {
      return refuse("membership_changed_meanwhile", stateOf(current));
    }
    return done({ branchId: current.branchId });
  },
  { ...MEMBERSHIP_CONFLICTS, ...FEE_CONFLICTS },
);

/** Whether a decision of discipline on the person in this organisation stands, of a kind or of any. */
async function hasDecision(
  viewer: Viewer,
  tx: Tx,
  { personId, branchId }: Current,
  kind?: "expulsion",
): Promise<boolean> {
  const stands = { voidedAt: null, ...(kind && { kind, validTo: null }) };
  const where = { AND: visibleOfPeople(viewer), personId, branchId, ...stands };
  return (await tx.discipline.count({ where })) > 0;
}

/** Whether a receipt in the register began or ended this membership: its day is then the other organisation's too (V14). */
async function receiptsOf(viewer: Viewer, tx: Tx, current: Current) {
  const { personId, branchId, validFrom, validTo, startKind, endKind } = current;
  const received = (on: PlainDate) => ({
    personId,
    state: { in: ["received" as const, "arrived" as const] },
    steps: { some: { state: "received" as const, on: toDatabase(on) } },
  });
  const seen = await tx.transfer.findMany({
    where: {
      AND: visibleTransfers(viewer),
      OR: [
        ...(startKind === "transferred_in" ? [{ ...received(validFrom), toBranchId: branchId }] : []),
        ...(endKind === "transferred_out" && validTo ? [{ ...received(validTo), branchId }] : []),
      ],
    },
    select: { branchId: true, toBranchId: true },
  });
  const within = seen.filter((one) => one.toBranchId !== null && one.toBranchId !== one.branchId);
  return {
    starts: within.some(({ toBranchId }) => toBranchId === branchId),
    ends: within.some((one) => one.branchId === branchId),
  };
}

const NO_END = { validTo: null, endKind: null, endReason: null };
const endingOf = ({ validTo, endKind, endReason }: MembershipInput) =>
  validTo ? { validTo, endKind, endReason } : NO_END;

const stateOf = ({ version, validFrom, validTo, endKind, endReason, joined, cardNumber }: Current) => ({
  ...{ version, validFrom, validTo, endKind, endReason, joined, cardNumber },
});

const contains = (outer: Period, inner: Period) =>
  covers(outer, inner.validFrom) &&
  (outer.validTo === null || (inner.validTo !== null && inner.validTo <= outer.validTo));

/** V01, V02 for a day of admission that was corrected; what was already so before is not this correction's doing. */
async function newlyForbiddenAge(viewer: Viewer, tx: Tx, current: Current, validFrom: PlainDate) {
  if (current.startKind !== "admitted" || validFrom === current.validFrom) return undefined;
  const candidate = { birth: birthOfPerson(current.person), education: null };
  const stops = async (on: PlainDate) =>
    (await findingsOn(viewer, tx, current.line, candidate, on)).find((finding) => finding.stops)?.rule;
  const now = await stops(validFrom);
  if (!now || now === (await stops(current.validFrom))) return undefined;
  return now === "V01" ? "too_young" : "too_old";
}

const birthOfPerson = ({ birthDate, birthPrecision }: Current["person"]) =>
  birthOf(birthDate && fromDatabase(birthDate), birthPrecision);

/** V10: whether a post of the person would be left without the membership it rests on. */
async function losesAPost(
  viewer: Viewer,
  tx: Tx,
  current: Current,
  changed: Period | null,
): Promise<boolean> {
  const { personId, branchId } = current;
  const others = await tx.membership.findMany({
    where: { AND: visibleOfPeople(viewer), personId, branchId, voidedAt: null, id: { not: current.id } },
    select: { validFrom: true, validTo: true },
  });
  const kept = others.map(readPeriod);
  const posts = await standingPosts(viewer, tx, current);
  const before = uncoveredPosts(posts, [...kept, current]).length;
  return uncoveredPosts(posts, changed ? [...kept, changed] : kept).length > before;
}

/** V31: whether a month was paid for there that only this membership covers. */
async function losesAFee(viewer: Viewer, tx: Tx, current: Current): Promise<boolean> {
  const { id, personId, branchId } = current;
  const of = { AND: visibleOfPeople(viewer), personId, branchId, voidedAt: null };
  const others = await tx.membership.findMany({
    where: { ...of, id: { not: id } },
    select: { validFrom: true, validTo: true },
  });
  const fees = await tx.fee.findMany({ where: of, select: { month: true } });
  const kept = others.map(readPeriod);
  return fees.some(({ month }) => {
    const first = fromDatabase(month);
    const after = addMonths(first, 1);
    const covers = ({ validFrom, validTo }: Period) =>
      validFrom < after && (validTo === null || validTo > first);
    return covers(current) && !kept.some(covers);
  });
}

const readPeriod = ({ validFrom, validTo }: { validFrom: Date; validTo: Date | null }): Period => ({
  validFrom: fromDatabase(validFrom),
  validTo: validTo && fromDatabase(validTo),
});

/** Takes back a membership entered by mistake: as known from now on, it never was. */
export const takeBackMembership = command(
  "membership.take-back",
  async (viewer, tx, input: TakingBackInput) => {
    const current = await keptMembership(viewer, tx, input.membershipId);
    if (!current) return refuse("membership_not_found");
    if (await losesAPost(viewer, tx, current, null)) return refuse("post_outside");
    const { starts, ends } = await receiptsOf(viewer, tx, current);
    if (starts || ends) return refuse("moved_by_transfer");
    if (await hasDecision(viewer, tx, current)) return refuse("decision_stands");
    if (await losesAFee(viewer, tx, current)) return refuse("fee_outside");
    const voided = await tx.membership.updateMany({
      where: { id: current.id, voidedAt: null },
      data: { voidedAt: await moment(tx) },
    });
    if (voided.count === 0) return refuse("membership_not_found");
    const within = (await statusesOf(viewer, tx, current)).map(({ id }) => id);
    await tx.membershipStatus.updateMany({
      where: { id: { in: within }, voidedAt: null },
      data: { voidedAt: await moment(tx) },
    });
    return done({ branchId: current.branchId, personId: current.personId });
  },
);

/** V12: the chi đoàn's decision that somebody past the age of leaving stays; or that it was none. */
export const stayAfterThirty = command("membership.stay", async (viewer, tx, input: StayingInput) => {
  const current = await keptMembership(viewer, tx, input.membershipId);
  if (current?.line !== "union") return refuse("membership_not_found");
  if (current.validTo) return refuse("already_ended");
  const { branchId, personId } = current;
  if (current.staysAfterThirty === input.stays) return done({ branchId, personId });
  const changes = { staysAfterThirty: input.stays };
  if (!(await replaceMembership(viewer, tx, current, changes, await moment(tx)))) {
    return refuse("membership_not_found");
  }
  return done({ branchId, personId });
});

// The record of a person.

/** Corrects a person's record. A record somebody else has saved meanwhile comes back with their values beside yours. */
export const correctProfile = command(
  "person.correct",
  async (viewer, tx, input: ProfileInput) => {
    const { personId } = input;
    const now = await findPerson(viewer, tx, personId);
    if (!now || !(await keepsPerson(viewer, tx, personId))) return refuse("person_not_found");
    return correct(viewer, tx, input);
  },
  UNKNOWN_AREA,
);

/** The same of somebody the viewer is known to keep, inside a deed that does more. */
async function correct(viewer: Viewer, tx: Tx, input: ProfileInput) {
  const { personId, version, confirmed, birth, ...facts } = input;
  if (isImpossibleBirth(birth, today())) return refuse("birth_impossible");
  const warnings: AdmissionWarning[] =
    hasLegacyLetters(input) && !confirmed.includes("V33") ? [{ rule: "V33", finding: "legacy_letters" }] : [];
  if (warnings.length > 0) return refuse("warnings_unread", { warnings });
  const changed = await tx.person.updateMany({
    where: { id: personId, version },
    data: {
      ...facts,
      searchKey: searchKey(facts.fullName),
      sortKey: personSortKey(facts.fullName),
      birthDate: toDatabase(birth.date),
      birthPrecision: birth.precision,
      version: { increment: 1 },
      updatedAt: await moment(tx),
    },
  });
  if (changed.count > 0) return done({ personId });
  const theirs = await findPerson(viewer, tx, personId);
  return theirs ? refuse("person_changed_meanwhile", theirs) : refuse("person_not_found");
}

// Many at once.

/**
 * The office's grid: new people, each admitted or written into the list, and corrections of present members. All or nothing:
 * `rows_refused` tells of every row what stands against it, under the same rules as one by one (V01–V05, V14, V16, V26, V33).
 */
export const saveMemberGrid = command(
  "member.grid",
  async (viewer, tx, input: MemberGridInput) => {
    const { branchId, entered, corrected } = input;
    await holdBranches(tx, [branchId]);
    const branch = await memberBranch(viewer, tx, branchId);
    if (!branch?.canKeep) return refuse("branch_not_found");
    if (entered.length + corrected.length === 0) return refuse("nothing_entered");
    const communes = await listCommunes(viewer, tx);
    const readOf = (number: number) =>
      input.confirmed.flatMap((key) => (key.endsWith(`.${number}`) ? [key.slice(0, key.indexOf("."))] : []));

    const refused: { number: number; refused: RowRefusal }[] = [];
    // In the order of persons, so that two who save the same rows wait for each other and never both.
    for (const row of [...corrected].sort((one, other) => (one.personId < other.personId ? -1 : 1))) {
      const answers = await correctRow(viewer, tx, branch, communes, row, readOf(row.number));
      refused.push(...answers.map((answer) => ({ number: row.number, refused: answer })));
    }
    const judged = await judgeEntered(viewer, tx, branch, communes, entered, readOf);
    const admissible = judged.flatMap(({ row, answer }) => {
      if (answer.ok) return [{ row, ...answer.value }];
      refused.push({ number: row.number, refused: answer });
      return [];
    });
    if (refused.length > 0) {
      return refuse("rows_refused", { rows: refused.sort((one, other) => one.number - other.number) });
    }
    if (admissible.length > 0 && !(await enterAll(viewer, tx, branch, admissible))) {
      return refuse("branch_not_found");
    }
    const proposed = branch.decidesAlone ? [] : entered.filter(({ start }) => start === "admitted");
    return done({ branchId, saved: entered.length + corrected.length, proposed: proposed.length });
  },
  { ...MEMBERSHIP_CONFLICTS, ...UNKNOWN_AREA },
);

type Refusal<Answer> = Extract<Answer, { ok: false }>;
export type RowRefusal =
  | Refusal<Awaited<ReturnType<typeof judgeEntered>>[number]["answer"]>
  | Refusal<Awaited<ReturnType<typeof correctRow>>[number]>;

const factsOf = ({ fullName, gender, birth, phone, education, occupation }: EnteredRow | CorrectedRow) => ({
  ...{ fullName, gender, birth, phone, education, occupation },
});

/** Where somebody lives, by the place's name. */
function areaOf(communes: readonly Commune[], typed: string | null) {
  if (typed === null) return done(null);
  const [one, other] = communesNamed(communes, typed);
  if (!one) return refuse("area_not_found");
  return other ? refuse("area_ambiguous", { one: one.label, other: other.label }) : done(one.id);
}

/** New people as the form of one would judge them; nobody has a record yet, so nothing is asked of memberships. */
async function judgeEntered(
  viewer: Viewer,
  tx: Tx,
  branch: MemberBranch,
  communes: readonly Commune[],
  rows: readonly EnteredRow[],
  readOf: (number: number) => readonly string[],
) {
  const people = rows.map((row) => {
    const area = areaOf(communes, row.area);
    const areaId = area.ok ? area.value : null;
    const facts: PersonFacts = { ...factsOf(row), areaId };
    return { row, area, id: newId(), facts, birth: row.birth, areaId, searchKey: searchKey(row.fullName) };
  });
  const ruleSets = new Map<PlainDate, RuleSet>();
  for (const { from } of rows) {
    const known = ruleSets.get(from) ?? (await ruleSetOn(viewer, tx, branch.line, from));
    if (!known) throw new Error("No rule sets are loaded: run the reference loader");
    ruleSets.set(from, known);
  }
  const duplicates = await likelyDuplicatesOf(viewer, tx, people);
  const judge = async (person: (typeof people)[number], index: number) => {
    const { row, area, facts, id } = person;
    const ruleSet = ruleSets.get(row.from);
    if (!area.ok) return area;
    const obstacle = obstacleToEntering(branch, row);
    if (obstacle) return refuse(obstacle);
    // V02 and V03 are of the admission: of a member of long standing it was elsewhere and long ago.
    const findings = (ruleSet ? admissionFindings(row, row.from, ruleSet) : []).filter(
      ({ rule }) => row.start === "admitted" || rule === "V01",
    );
    const tooYoung = findings.find(isTooYoung);
    if (tooYoung) return refuse("too_young", { allowedFrom: tooYoung.allowedFrom });
    // Nobody has a record yet, so no consent can be on one.
    if (ruleSet && needsGuardianConsent(row.birth, row.from, ruleSet)) {
      return refuse("guardian_consent_needed");
    }
    const admissionId = newId();
    const candidate = { ...person, ...facts, facts };
    if (findings.some(isTooOld) && !(await spendException(viewer, tx, branch, candidate, admissionId))) {
      return refuse("too_old");
    }
    const same = people.slice(0, index).find((other) => couldBeSame(other, person));
    const known = duplicates[index] ?? { inSight: [], isElsewhere: false };
    const warnings: AdmissionWarning[] = [
      ...findings.filter((finding) => !isTooOld(finding)),
      ...(known.inSight.length > 0 ? [{ rule: "V16", finding: "known_here" } as const] : []),
      ...(known.isElsewhere ? [{ rule: "V16", finding: "known_elsewhere" } as const] : []),
      ...(same ? [{ rule: "V16", finding: "same_row", row: same.row.number } as const] : []),
      ...(hasLegacyLetters(facts) ? [{ rule: "V33", finding: "legacy_letters" } as const] : []),
    ];
    const read = readOf(row.number);
    if (warnings.some(({ rule }) => !read.includes(rule))) {
      return refuse("warnings_unread", { warnings, duplicates: known.inSight });
    }
    return done({ id, facts, admissionId });
  };
  const judged = [];
  for (const [index, person] of people.entries()) {
    judged.push({ row: person.row, answer: await judge(person, index) });
  }
  return judged;
}

function obstacleToEntering(branch: MemberBranch, row: EnteredRow) {
  const { start, from, joined, cardNumber, birth } = row;
  if (isImpossibleBirth(birth, today())) return "birth_impossible";
  if (from > today()) return start === "admitted" ? "admission_in_future" : "start_in_future";
  if (!livesOnFrom(branch.lives, from)) return "branch_not_alive";
  if (start === "on_record") {
    if (!branch.decidesAbove) return "recorded_by_level_above";
    return joined && joined.date > from ? "joined_after_start" : undefined;
  }
  if (joined && (joined.precision !== "day" || joined.date !== from)) return "joined_before_admission";
  return cardNumber && !branch.decidesAlone ? "card_before_approval" : undefined;
}

/** Registers them, then begins a membership or leaves a proposal for each: a statement a table, however many they are. */
async function enterAll(
  viewer: Viewer,
  tx: Tx,
  branch: MemberBranch,
  people: readonly { row: EnteredRow; id: string; facts: PersonFacts; admissionId: string }[],
): Promise<boolean> {
  if (!(await registerAll(viewer, tx, branch.id, people))) return false;
  const at = await moment(tx);
  const placed = people.map((person) => ({ ...person, membershipId: newId() }));
  const begins = ({ row }: { row: EnteredRow }) => row.start === "on_record" || branch.decidesAlone;
  await tx.membership.createMany({
    data: placed.filter(begins).map(({ row: { start, from, joined, cardNumber }, id, membershipId }) => ({
      ...{ id: membershipId, personId: id, branchId: branch.id, startKind: start, cardNumber },
      joinedOn: start === "on_record" && joined ? toDatabase(joined.date) : null,
      joinedPrecision: start === "on_record" && joined ? joined.precision : null,
      ...{ validFrom: toDatabase(from), recordedAt: at, recordedById: viewer.accountId },
    })),
  });
  const decided = { state: "approved", decidedById: viewer.accountId, decidedAt: at } as const;
  await tx.admission.createMany({
    data: placed
      .filter(({ row }) => row.start === "admitted")
      .map(({ row, id, membershipId, admissionId }) => ({
        ...{ id: admissionId, personId: id, branchId: branch.id, admitOn: toDatabase(row.from) },
        ...{ proposedById: viewer.accountId, proposedAt: at },
        ...(branch.decidesAlone && { ...decided, membershipId }),
      })),
  });
  return true;
}

/** One present member: the record where it differs, the membership's card and first day where they do. */
async function correctRow(
  viewer: Viewer,
  tx: Tx,
  branch: MemberBranch,
  communes: readonly Commune[],
  row: CorrectedRow,
  confirmed: readonly string[],
) {
  const { personId, version, joined, cardNumber } = row;
  const current = await keptMembership(viewer, tx, row.membershipId);
  const now = current?.personId === personId ? await findPerson(viewer, tx, personId) : null;
  if (!current || !now || current.branchId !== branch.id) return [refuse("person_not_found")];
  if (current.validTo) return [refuse("already_ended")];
  const area = await keptAreaOf(viewer, tx, communes, row.area, now.areaId);
  const facts = area.ok ? { ...factsOf(row), areaId: area.value } : null;
  const isSame = facts !== null && isDeepStrictEqual(told(facts), told(now));
  const saved =
    facts && !isSame
      ? await correct(viewer, tx, { ...facts, personId, version, confirmed: [...confirmed] })
      : done({ personId });
  const answers = [
    area,
    !saved.ok && saved.refusal === "person_changed_meanwhile"
      ? refuse("record_changed_meanwhile", {
          ...{ version: saved.details.version, facts: saved.details },
          area: saved.details.areaId && (await areaName(viewer, tx, saved.details.areaId)),
        })
      : saved,
    ...(isDeepStrictEqual([joined, cardNumber], [current.joined, current.cardNumber])
      ? []
      : [await correctStanding(viewer, tx, current, row)]),
  ];
  return answers.filter((answer) => !answer.ok);
}

type Told = Pick<Awaited<ReturnType<typeof findPerson>> & object, keyof PersonFacts>;
const told = ({ fullName, gender, birth, phone, areaId, education, occupation }: Told) => [
  ...[fullName, gender, birth, phone, areaId, education, occupation],
];

/** A place that no longer exists stays what it was while its name is not touched. */
async function keptAreaOf(
  viewer: Viewer,
  tx: Tx,
  communes: readonly Commune[],
  typed: string | null,
  areaId: string | null,
) {
  const area = areaOf(communes, typed);
  const isKept = !area.ok && areaId !== null && typed === (await areaName(viewer, tx, areaId));
  return isKept ? done(areaId) : area;
}

async function correctStanding(viewer: Viewer, tx: Tx, current: Current, row: CorrectedRow) {
  const { joined, cardNumber } = row;
  if (current.version !== row.membershipVersion)
    return refuse("membership_changed_meanwhile", stateOf(current));
  if (joined && joined.date > current.validFrom) return refuse("joined_after_start");
  const isReplaced = await replaceMembership(viewer, tx, current, { joined, cardNumber }, await moment(tx));
  return isReplaced ? done(null) : refuse("membership_changed_meanwhile", stateOf(current));
}

/** Writes an award into a member's record: the day of its decision, in a line. */
export const recordAward = command(
  "award.record",
  async (viewer, tx, input: AwardInput) => {
    const current = await keptMembership(viewer, tx, input.membershipId);
    if (!current) return refuse("membership_not_found");
    if (input.on > today()) return refuse("date_in_future");
    const { personId, branchId, isDemo } = current;
    const { title, decisionNumber } = input;
    await tx.award.create({
      data: {
        ...{ id: newId(), personId, branchId, isDemo, title, decisionNumber },
        on: toDatabase(input.on),
        recordedById: viewer.accountId,
      },
      select: { id: true },
    });
    return done({ personId });
  },
  { award_once: "already_recorded" },
);

/** Takes back an award that was written down by mistake. */
export const takeBackAward = command("award.take-back", async (viewer, tx, input: AwardRemovalInput) => {
  const award = await tx.award.findFirst({
    where: { id: input.awardId, voidedAt: null, AND: visibleOfPeople(viewer) },
    select: { personId: true, branchId: true, line: true, branch: { select: { unitId: true } } },
  });
  if (
    !award ||
    !keepsMembers(viewer, { id: award.branchId, unitId: award.branch.unitId, line: award.line })
  ) {
    return refuse("award_not_found");
  }
  const voided = await tx.award.updateMany({
    where: { id: input.awardId, voidedAt: null },
    data: { voidedAt: await moment(tx) },
  });
  return voided.count === 1 ? done({ personId: award.personId }) : refuse("award_not_found");
});

// Posts.

type Held = Period & { id: string; personId: string; exceptionReason: string | null } & Pick<
    PostInput,
    "title"
  > & {
    branchId: string;
    isDemo: boolean;
  };

const postFacts = {
  id: true,
  personId: true,
  branchId: true,
  title: true,
  validFrom: true,
  validTo: true,
  exceptionReason: true,
  isDemo: true,
} as const;

/** Posts of one person in one organisation that were not voided, past ones too. */
async function standingPosts(
  viewer: Viewer,
  tx: Tx,
  { personId, branchId }: { personId?: string; branchId: string },
): Promise<Held[]> {
  const rows = await tx.post.findMany({
    where: { AND: visibleOfPeople(viewer), branchId, voidedAt: null, ...(personId && { personId }) },
    orderBy: { id: "asc" },
    select: postFacts,
  });
  return rows.map((post) => ({ ...post, ...readPeriod(post) }));
}

/** Ends a post on a day; one that had not begun by then was never held. */
async function closePost(viewer: Viewer, tx: Tx, post: Held, on: PlainDate, at: Date): Promise<boolean> {
  const voided = await tx.post.updateMany({ where: { id: post.id, voidedAt: null }, data: { voidedAt: at } });
  if (voided.count === 0) return false;
  if (post.validFrom >= on) return true;
  const { personId, branchId, title, exceptionReason, isDemo } = post;
  await tx.post.create({
    data: {
      ...{ id: newId(), personId, branchId, title, exceptionReason, isDemo },
      validFrom: toDatabase(post.validFrom),
      validTo: toDatabase(on),
      recordedAt: at,
      recordedById: viewer.accountId,
    },
    select: { id: true },
  });
  return true;
}

/**
 * Gives a post from a day on (V08–V11, V26). Another post the person holds in the organisation ends that day, and where it
 * was asked for so does the present head's.
 */
export const givePost = command(
  "post.give",
  async (viewer, tx, input: PostInput) => {
    const { branchId, personId, title, from } = input;
    await holdBranches(tx, [branchId]);
    const branch = await memberBranch(viewer, tx, branchId);
    if (!branch?.canKeep) return refuse("branch_not_found");
    if (!titlesOf(branch.line).includes(title)) return refuse("title_of_other_line");
    if (from > today()) return refuse("post_in_future");
    if (!livesOnFrom(branch.lives, from)) return refuse("branch_not_alive");
    await tx.$queryRaw`select id from person where id = ${personId}::uuid for update`;
    const person = await findPerson(viewer, tx, personId);
    if (!person) return refuse("person_not_found");
    const members = await membersOf(viewer, tx, [branchId], from);
    const stillMembers = await membersOf(viewer, tx, [branchId], today());
    const isMember = [members, stillMembers].every((list) => list.some(({ id }) => id === personId));
    if (!isMember && !input.exceptionReason) return refuse("not_a_member");

    const posts = await standingPosts(viewer, tx, { branchId });
    const lasting = posts.filter(({ validTo }) => validTo === null || validTo > from);
    const own = lasting.filter((post) => post.personId === personId);
    if (own.some((post) => post.title === title)) return refuse("post_already_held");
    const heads = isHead(title)
      ? lasting.filter((post) => isHead(post.title) && post.personId !== personId)
      : [];
    const [head] = heads;
    if (head) {
      const who = {
        name: (await findPerson(viewer, tx, head.personId))?.fullName ?? null,
        ...periodOf(head),
      };
      if (heads.length > 1 || head.validTo || head.validFrom >= from) return refuse("head_then", who);
      if (!input.endPresentHead) return refuse("head_taken", who);
    }
    const staying = lasting.filter((post) => covers(post, from) && ![...own, ...heads].includes(post));
    const ruleSet = await ruleSetOn(viewer, tx, branch.line, from);
    const finding =
      ruleSet &&
      committeeFinding(
        {
          kind: branch.kind,
          members: members.length,
          posts: new Set([...staying.map((post) => post.personId), personId]).size,
        },
        ruleSet,
      );
    if (finding?.finding === "too_many" && !input.confirmed.includes(finding.rule)) {
      return refuse("warnings_unread", { finding });
    }

    const at = await moment(tx);
    for (const post of [...own, ...heads]) {
      if (!(await closePost(viewer, tx, post, from, at))) return refuse("posts_changed_meanwhile");
    }
    await tx.post.create({
      data: {
        ...{ id: newId(), branchId, personId, title },
        exceptionReason: isMember ? null : input.exceptionReason,
        validFrom: toDatabase(from),
        recordedAt: at,
        recordedById: viewer.accountId,
      },
      select: { id: true },
    });
    return done({ branchId });
  },
  // Somebody gave the same post at the same moment.
  { post_one_head: "posts_changed_meanwhile", post_no_overlap: "post_already_held" },
);

const periodOf = ({ validFrom, validTo }: Period) => ({ validFrom, validTo });

/** Ends a post on a day; on the day it began it was never held. */
export const endPost = command("post.end", async (viewer, tx, input: PostEndingInput) => {
  const row = await tx.post.findFirst({
    where: { id: input.postId, AND: visibleOfPeople(viewer) },
    select: { ...postFacts, voidedAt: true, line: true, branch: { select: { unitId: true } } },
  });
  if (!row || !keepsMembers(viewer, { id: row.branchId, unitId: row.branch.unitId, line: row.line })) {
    return refuse("post_not_found");
  }
  const post = { ...row, ...readPeriod(row) };
  if (post.validTo || post.voidedAt) return refuse("already_ended");
  if (input.on > today()) return refuse("end_in_future");
  if (input.on < post.validFrom) return refuse("end_before_start", { validFrom: post.validFrom });
  if (!(await closePost(viewer, tx, post, input.on, await moment(tx)))) return refuse("already_ended");
  return done({ branchId: post.branchId });
});
