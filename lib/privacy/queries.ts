import "server-only";
import { z } from "zod";
import { type Viewer, visiblePersons } from "@/lib/access/policy";
import { accountNames } from "@/lib/access/queries";
import { fromDatabase, type PlainDate, toDatabase, vietnamDate } from "@/lib/dates/plain-date";
import { readPublicly, type Tx } from "@/lib/db/scope";
import type { PrivacyTextKind, RetentionClass } from "@/lib/generated/prisma/enums";
import { COLUMNS, TABLE_LABELS } from "@/lib/privacy/labels";
import { desksOf, keepsPerson } from "@/lib/privacy/policy";
import {
  CARRIED_OUT,
  type Clock,
  inForce,
  needsGuardian,
  notifyBy,
  type RegisterLine,
  type Standing,
  standingOf,
} from "@/lib/privacy/rules";
import type { AffectedFilter } from "@/lib/privacy/schema";

/**
 * What day it is for the law: the real one. The law binds what is done with people's data now, whatever business date a
 * demo shows its plan at; sessions and the trace use the real clock for the same reason.
 */
export const lawToday = (): PlainDate => vietnamDate(new Date());

const OTHER = "tài khoản khác";

/** What everybody may read, signed in or not: the notice in force of each province and whom to turn to. */
export const privacyNotices = () =>
  readPublicly(
    (tx) => tx.$queryRaw<
      {
        provinceId: string;
        province: string;
        title: string | null;
        body: string | null;
        basis: string | null;
        version: number | null;
        validFrom: string | null;
        isSample: boolean | null;
        contactName: string | null;
        contactPhone: string | null;
        contactEmail: string | null;
        contactAddress: string | null;
      }[]
    >`select province_id as "provinceId", province, title, body, basis, version, valid_from::text as "validFrom",
        is_sample as "isSample", contact_name as "contactName", contact_phone as "contactPhone",
        contact_email as "contactEmail", contact_address as "contactAddress" from access.privacy_notice()`,
  );

/** The clocks and holidays by which limits are counted in a province. */
export async function calendar(_viewer: Viewer, tx: Tx, provinceId: string) {
  const clocks = await tx.privacyClock.findMany({
    orderBy: { rule: "asc" },
    select: {
      rule: true,
      duty: true,
      amount: true,
      unit: true,
      source: true,
      validFrom: true,
      validTo: true,
    },
  });
  const holidays = await tx.publicHoliday.findMany({
    where: { removedAt: null, OR: [{ provinceId: null }, { provinceId }] },
    orderBy: { day: "asc" },
    select: { id: true, day: true, name: true, source: true, provinceId: true },
  });
  return {
    clocks: clocks.map((clock) => ({
      ...clock,
      validFrom: fromDatabase(clock.validFrom),
      validTo: clock.validTo && fromDatabase(clock.validTo),
    })),
    holidays: holidays.map((holiday) => ({ ...holiday, day: fromDatabase(holiday.day) })),
  };
}

const daysOff = (holidays: readonly { day: PlainDate }[]) => new Set(holidays.map(({ day }) => day));

/** Every version of every text a province may use, the latest first, and which is in force today. */
export async function textVersions(_viewer: Viewer, tx: Tx, provinceId: string) {
  const rows = await tx.privacyText.findMany({
    where: { OR: [{ provinceId: null }, { provinceId }] },
    orderBy: [{ kind: "asc" }, { validFrom: "desc" }],
    select: {
      id: true,
      provinceId: true,
      kind: true,
      version: true,
      title: true,
      body: true,
      basis: true,
      validFrom: true,
      isSample: true,
      createdAt: true,
    },
  });
  const texts = rows.map((row) => ({ ...row, validFrom: fromDatabase(row.validFrom) }));
  const current = new Set(
    [...new Set(texts.map(({ kind }) => kind))].flatMap((kind) => {
      const text = inForce(
        texts.filter((one) => one.kind === kind),
        lawToday(),
      );
      return text ? [text.id] : [];
    }),
  );
  return texts.map((text) => ({ ...text, isInForce: current.has(text.id) }));
}

/** The text of a kind in force on a day. */
export async function textOn(
  _viewer: Viewer,
  tx: Tx,
  { provinceId, kind, on }: { provinceId: string; kind: PrivacyTextKind; on: PlainDate },
) {
  const rows = await tx.privacyText.findMany({
    where: { kind, OR: [{ provinceId: null }, { provinceId }], validFrom: { lte: toDatabase(on) } },
    select: { id: true, provinceId: true, validFrom: true, title: true, version: true, body: true },
  });
  return inForce(
    rows.map((row) => ({ ...row, validFrom: fromDatabase(row.validFrom) })),
    on,
  );
}

/** Whom to turn to, the latest first. */
export async function contacts(_viewer: Viewer, tx: Tx, provinceId: string) {
  const rows = await tx.privacyContact.findMany({
    where: { provinceId },
    orderBy: { validFrom: "desc" },
    select: { id: true, name: true, phone: true, email: true, address: true, validFrom: true },
  });
  return rows.map((row) => ({ ...row, validFrom: fromDatabase(row.validFrom) }));
}

/** The purposes in force today, in their order. */
export const purposes = (_viewer: Viewer, tx: Tx) => {
  const on = toDatabase(lawToday());
  return tx.privacyPurpose.findMany({
    where: { validFrom: { lte: on }, OR: [{ validTo: null }, { validTo: { gt: on } }] },
    orderBy: { order: "asc" },
    select: { code: true, name: true, help: true, recipients: true, measures: true, isSample: true },
  });
};

/** The articles of the law that stand in place of a consent. */
export const legalGrounds = (_viewer: Viewer, tx: Tx) =>
  tx.catalogueEntry.findMany({
    where: { catalogue: "legal_ground" },
    orderBy: { order: "asc" },
    select: { code: true, label: true },
  });

const birthOf = (person: { birthDate: Date | null; birthPrecision: "day" | "month" | "year" | null }) =>
  person.birthDate && person.birthPrecision
    ? { date: fromDatabase(person.birthDate), precision: person.birthPrecision }
    : null;

/** Somebody in sight with what decides about recording a basis; null when out of reach. */
export async function findSubject(viewer: Viewer, tx: Tx, personId: string) {
  const person = await tx.person.findFirst({
    where: { id: personId, AND: visiblePersons(viewer) },
    select: {
      id: true,
      fullName: true,
      birthDate: true,
      birthPrecision: true,
      scopes: { select: { unitId: true, branchId: true, line: true, provinceId: true } },
    },
  });
  const erased = person && (await tx.erasedPerson.findUnique({ where: { personId: person.id } }));
  if (!person) return null;
  const { birthDate, birthPrecision, ...rest } = person;
  const provinces = [...new Set(person.scopes.map(({ provinceId }) => provinceId))];
  return {
    ...rest,
    birth: birthOf({ birthDate, birthPrecision }),
    provinceId: provinces[0] ?? "",
    isErased: erased !== null,
    canRecord: erased === null && keepsPerson(viewer, person.scopes),
    isOfDepartment: provinces.some((id) => desksOf(viewer).includes(id)),
  };
}

/** Why one person's data may be processed, purpose by purpose; nothing is made up where nothing was recorded. */
export async function privacyOfPerson(viewer: Viewer, tx: Tx, personId: string) {
  const person = await findSubject(viewer, tx, personId);
  if (!person) return null;
  const rows = await tx.privacyBasis.findMany({
    where: { personId: person.id },
    orderBy: [{ givenOn: "desc" }, { id: "desc" }],
    select: {
      id: true,
      purpose: true,
      kind: true,
      how: true,
      guardianName: true,
      guardianRelation: true,
      ground: true,
      article: true,
      evidence: true,
      givenOn: true,
      recordedById: true,
      endedOn: true,
      endKind: true,
      endReason: true,
      text: { select: { title: true, version: true } },
    },
  });
  const names = await accountNames(
    viewer,
    tx,
    rows.map(({ recordedById }) => recordedById),
  );
  const grounds = new Map((await legalGrounds(viewer, tx)).map(({ code, label }) => [code, label]));
  const bases = rows.map((row) => ({
    ...row,
    ground: row.ground && (grounds.get(row.ground) ?? row.ground),
    givenOn: fromDatabase(row.givenOn),
    endedOn: row.endedOn && fromDatabase(row.endedOn),
    recordedBy: names.get(row.recordedById) ?? OTHER,
  }));
  const requests = person.isOfDepartment ? await requestRows(viewer, tx, { personId: person.id }) : [];
  const keepOrders = person.isOfDepartment
    ? await tx.keepOrder.findMany({
        where: { personId: person.id, provinceId: { in: desksOf(viewer) } },
        orderBy: { recordedAt: "desc" },
        select: { id: true, reason: true, article: true, until: true, liftedAt: true },
      })
    : [];
  return {
    person,
    requests,
    keepOrders: keepOrders.map((order) => ({ ...order, until: order.until && fromDatabase(order.until) })),
    isMinor: needsGuardian(person.birth, lawToday()),
    purposes: (await purposes(viewer, tx)).map((purpose) => ({
      ...purpose,
      standing: bases.find((basis) => basis.purpose === purpose.code && basis.endedOn === null) ?? null,
      earlier: bases.filter((basis) => basis.purpose === purpose.code && basis.endedOn !== null),
    })),
  };
}

export type PersonPrivacy = NonNullable<Awaited<ReturnType<typeof privacyOfPerson>>>;

const MISSING_PAGE = 200;

/** Present members in sight without a basis for the first of purposes, the keeping of the register itself. */
export async function personsWithoutBasis(viewer: Viewer, tx: Tx) {
  const where = {
    AND: [
      visiblePersons(viewer),
      { memberships: { some: { voidedAt: null, validTo: null } } },
      { bases: { none: { endedOn: null, purpose: "management" } } },
    ],
  };
  const total = await tx.person.count({ where });
  const rows = await tx.person.findMany({
    where,
    orderBy: [{ sortKey: "asc" }, { id: "asc" }],
    take: MISSING_PAGE,
    select: { id: true, fullName: true, birthDate: true, birthPrecision: true },
  });
  return {
    total,
    rows: rows.map(({ birthDate, birthPrecision, ...row }) => ({
      ...row,
      isMinor: needsGuardian(birthOf({ birthDate, birthPrecision }), lawToday()),
    })),
  };
}

/** Requests in sight: the department's own province whole, otherwise those written down at one's own unit or organisation. */
const visibleRequests = (viewer: Viewer) => ({
  OR: [
    { provinceId: { in: desksOf(viewer) } },
    {
      unitId: {
        in: viewer.appointments.filter(({ role }) => role === "unit_officer").map(({ unitId }) => unitId),
      },
    },
    { branchId: { in: [...viewer.branches] } },
  ],
});

async function requestRows(
  viewer: Viewer,
  tx: Tx,
  narrowed: { personId?: string; id?: string; number?: string } = {},
) {
  const rows = await tx.dataRequest.findMany({
    where: { AND: [visibleRequests(viewer), narrowed] },
    orderBy: [{ receivedOn: "desc" }, { id: "desc" }],
    take: 500,
    select: {
      id: true,
      provinceId: true,
      number: true,
      kind: true,
      personId: true,
      subjectName: true,
      contact: true,
      receivedOn: true,
      how: true,
      content: true,
      hasThirdParty: true,
      recordedById: true,
      steps: {
        orderBy: { recordedAt: "asc" },
        select: { id: true, kind: true, on: true, note: true, recordedById: true },
      },
    },
  });
  // A request of an unseen person shows the name only to who sees the person.
  const ids = rows.flatMap(({ personId }) => (personId ? [personId] : []));
  const people = await tx.person.findMany({
    where: { id: { in: ids }, AND: visiblePersons(viewer) },
    select: { id: true, fullName: true },
  });
  const nameOf = new Map(people.map(({ id, fullName }) => [id, fullName]));
  const names = await accountNames(
    viewer,
    tx,
    rows.flatMap(({ recordedById, steps }) => [recordedById, ...steps.map((step) => step.recordedById)]),
  );
  const calendars = new Map<string, Awaited<ReturnType<typeof calendar>>>();
  for (const provinceId of new Set(rows.map((row) => row.provinceId))) {
    calendars.set(provinceId, await calendar(viewer, tx, provinceId));
  }
  return rows.map((row) => {
    const { clocks, holidays } = calendars.get(row.provinceId) ?? { clocks: [], holidays: [] };
    const steps = row.steps.map((step) => ({
      ...step,
      on: fromDatabase(step.on),
      by: names.get(step.recordedById) ?? OTHER,
    }));
    const receivedOn = fromDatabase(row.receivedOn);
    const standing: Standing = standingOf({ ...row, receivedOn }, steps, clocks, daysOff(holidays));
    return {
      ...row,
      receivedOn,
      steps,
      standing,
      subject: (row.personId && nameOf.get(row.personId)) || row.subjectName || "Người ngoài phạm vi của bạn",
      isSubjectSeen: row.personId !== null && nameOf.has(row.personId),
      recordedBy: names.get(row.recordedById) ?? OTHER,
      canAnswer: standing.next !== null && desksOf(viewer).includes(row.provinceId),
    };
  });
}

export type DataRequestRow = Awaited<ReturnType<typeof requestRows>>[number];

/** Requests in sight: what is open first, the nearest limit on top (so what is overdue leads), then what is closed. */
export async function listRequests(viewer: Viewer, tx: Tx) {
  const rows = await requestRows(viewer, tx);
  const rank = ({ standing }: DataRequestRow) =>
    standing.next ? `0 ${standing.next.by ?? "9999-12-31"}` : "1";
  return rows.sort((one, other) => (rank(one) < rank(other) ? -1 : rank(one) > rank(other) ? 1 : 0));
}

/** One request with the erasure that was proposed for it. */
export async function requestPage(viewer: Viewer, tx: Tx, id: string) {
  const [request] = await requestRows(viewer, tx, { id });
  if (!request) return null;
  const erasure = await tx.erasure.findFirst({
    where: { requestId: id, provinceId: { in: desksOf(viewer) } },
    orderBy: { proposedAt: "desc" },
    select: {
      id: true,
      state: true,
      reason: true,
      proposedById: true,
      proposedAt: true,
      decidedAt: true,
      decisionNote: true,
    },
  });
  const isOfDepartment = desksOf(viewer).includes(request.provinceId);
  return {
    request,
    isOfDepartment,
    erasure: erasure && {
      ...erasure,
      isDecidable: erasure.state === "proposed" && erasure.proposedById !== viewer.accountId,
    },
    keepReason:
      isOfDepartment && request.kind === "delete" && request.personId
        ? await keepReason(viewer, tx, request.personId)
        : null,
  };
}

/** What stands against erasing a person's record today; null when nothing does. */
export async function keepReason(_viewer: Viewer, tx: Tx, personId: string): Promise<string | null> {
  const [row] = await tx.$queryRaw<{ reason: string | null }[]>`
    select access.keep_reason(${personId}::uuid) as reason`;
  return row?.reason ?? null;
}

/** A request that the department may work on. */
export async function findRequest(viewer: Viewer, tx: Tx, id: string) {
  const [request] = await requestRows(viewer, tx, { id });
  return request && desksOf(viewer).includes(request.provinceId) ? request : null;
}

/** The rules of keeping, the one in force of each class, and what waits for a decision. */
export async function retentionPage(viewer: Viewer, tx: Tx, provinceId: string) {
  const rows = await tx.retentionRule.findMany({
    where: { OR: [{ provinceId: null }, { provinceId }] },
    orderBy: [{ class: "asc" }, { validFrom: "desc" }],
    select: {
      id: true,
      provinceId: true,
      class: true,
      months: true,
      mustKeep: true,
      basis: true,
      validFrom: true,
      isSample: true,
    },
  });
  const rules = rows.map((row) => ({ ...row, validFrom: fromDatabase(row.validFrom) }));
  const classes = [...new Set(rules.map((rule) => rule.class))];
  const proposals = await tx.retentionProposal.findMany({
    where: { provinceId },
    orderBy: [{ state: "asc" }, { proposedAt: "desc" }],
    take: 50,
    select: {
      id: true,
      class: true,
      before: true,
      due: true,
      state: true,
      proposedById: true,
      proposedAt: true,
      decidedAt: true,
      decisionNote: true,
      executedCount: true,
    },
  });
  return {
    inForce: classes.flatMap((name) => {
      const rule = inForce(
        rules.filter((one) => one.class === name),
        lawToday(),
      );
      return rule ? [rule] : [];
    }),
    earlier: rules,
    proposals: proposals.map((proposal) => ({
      ...proposal,
      before: fromDatabase(proposal.before),
      canCarryOut: CARRIED_OUT.includes(proposal.class),
      isDecidable: proposal.state === "proposed" && proposal.proposedById !== viewer.accountId,
    })),
  };
}

/** What a proposal is about, row by row. */
export const retentionDue = (
  _viewer: Viewer,
  tx: Tx,
  given: { provinceId: string; class: RetentionClass; before: PlainDate },
) =>
  tx.$queryRaw<{ id: string; label: string; endedOn: string }[]>`
    select id, label, ended_on::text as "endedOn" from access.retention_due(${given.provinceId}::uuid,
      ${given.class}::public.retention_class, ${given.before}::date)`;

/** The exports of persons that were made, the latest first. */
export async function listExports(viewer: Viewer, tx: Tx) {
  const rows = await tx.personExport.findMany({
    where: { provinceId: { in: desksOf(viewer) } },
    orderBy: { createdAt: "desc" },
    take: 100,
    select: {
      id: true,
      reason: true,
      createdAt: true,
      createdById: true,
      person: { select: { fullName: true } },
    },
  });
  const names = await accountNames(
    viewer,
    tx,
    rows.map(({ createdById }) => createdById),
  );
  return rows.map((row) => ({ ...row, createdBy: names.get(row.createdById) ?? OTHER }));
}

const dossier = z.record(z.string(), z.array(z.record(z.string(), z.unknown())).nullable());

/** All that is held about the person of an export, for whoever made it and only within the hour; null otherwise. */
export async function openExport(viewer: Viewer, tx: Tx, exportId: string) {
  const made = await tx.personExport.findFirst({
    where: { id: exportId, createdById: viewer.accountId, provinceId: { in: desksOf(viewer) } },
    select: { id: true, reason: true, createdAt: true, person: { select: { id: true, fullName: true } } },
  });
  if (!made) return null;
  const [row] = await tx.$queryRaw<{ held: unknown }[]>`
    select access.person_dossier(${exportId}::uuid) as held`;
  if (!row?.held) return null;
  return { ...made, madeBy: viewer.name, held: dossier.parse(row.held) };
}

/** Breaches, the latest first, each with the moment by which the authority must be told. */
export async function listBreaches(viewer: Viewer, tx: Tx, id?: string) {
  const rows = await tx.breach.findMany({
    where: { provinceId: { in: desksOf(viewer) }, ...(id && { id }) },
    orderBy: { discoveredAt: "desc" },
    take: 100,
    select: {
      id: true,
      provinceId: true,
      number: true,
      discoveredAt: true,
      what: true,
      measures: true,
      noticeDraft: true,
      notifiedAt: true,
      notifiedTo: true,
      lateReason: true,
      version: true,
    },
  });
  const clocks: Clock[] = rows[0] ? (await calendar(viewer, tx, rows[0].provinceId)).clocks : [];
  return rows.map((row) => {
    const by = notifyBy(clocks, row.discoveredAt, vietnamDate(row.discoveredAt));
    return { ...row, notifyBy: by, isLate: by !== null && (row.notifiedAt ?? new Date()) > by };
  });
}

export type BreachRow = Awaited<ReturnType<typeof listBreaches>>[number];

/** Whom a breach may have touched: by unit, organisation, export, or what an account read and wrote between two days. */
export async function affectedPersons(_viewer: Viewer, tx: Tx, filter: AffectedFilter) {
  const { by, of, since, until } = filter;
  if (!by || !of) return null;
  return tx.$queryRaw<{ personId: string; fullName: string }[]>`
    select person_id as "personId", full_name as "fullName" from access.breach_affected(${by}, ${of}::uuid,
      ${`${since ?? "2000-01-01"}T00:00:00+07:00`}::timestamptz, ${`${until ?? lawToday()}T23:59:59.999+07:00`}::timestamptz)`;
}

/** What waits in the department's desk: open requests, breaches to tell of, proposals and erasures to decide. */
export async function privacyDesk(viewer: Viewer, tx: Tx) {
  const requests = (await listRequests(viewer, tx)).filter(({ standing }) => standing.next !== null);
  const breaches = (await listBreaches(viewer, tx)).filter(({ notifiedAt }) => notifiedAt === null);
  const provinceId = { in: desksOf(viewer) };
  return {
    requests,
    breaches,
    erasures: await tx.erasure.count({
      where: { provinceId, state: "proposed", proposedById: { not: viewer.accountId } },
    }),
    proposals: await tx.retentionProposal.count({ where: { provinceId, state: "proposed" } }),
    missing: (await personsWithoutBasis(viewer, tx)).total,
  };
}

/** Which class of keeping a table belongs to; the others are kept as long as the person's record. */
const CLASS_OF: Partial<Record<string, RetentionClass>> = {
  person_export: "person_export",
  data_request: "answered_request",
};

/** The processing register: every field about persons, from the catalogue of columns and the tables of purposes and periods. */
export async function processingRegister(
  viewer: Viewer,
  tx: Tx,
  provinceId: string,
): Promise<RegisterLine[]> {
  const known = new Map((await purposes(viewer, tx)).map((purpose) => [purpose.code, purpose]));
  const { inForce: rules } = await retentionPage(viewer, tx, provinceId);
  return Object.entries(COLUMNS).flatMap(([table, columns]) =>
    Object.values(columns).flatMap(([what, kind, code]) => {
      if (kind === "technical") return [];
      const purpose = known.get(code ?? "management");
      const rule = rules.find((one) => one.class === (CLASS_OF[table] ?? "ex_member"));
      return [
        {
          field: what,
          table: TABLE_LABELS[table] ?? table,
          kind: kind === "sensitive" ? "Nhạy cảm" : "Cơ bản",
          purpose: purpose?.name ?? "",
          basis: "Sự đồng ý theo từng mục đích, hoặc căn cứ của luật ghi trong hồ sơ từng người",
          recipients: purpose?.recipients ?? "",
          retention: rule?.months ? `${rule.months} tháng (${rule.basis})` : (rule?.basis ?? ""),
          measures: purpose?.measures ?? "",
        },
      ];
    }),
  );
}
