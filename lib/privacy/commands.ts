import "server-only";
import { type Viewer, visiblePersons } from "@/lib/access/policy";
import { type PlainDate, toDatabase } from "@/lib/dates/plain-date";
import { command, graveCommand } from "@/lib/db/command";
import { newId } from "@/lib/db/id";
import type { Tx } from "@/lib/db/scope";
import { deskOf, desksOf, registersAt } from "@/lib/privacy/policy";
import {
  calendar,
  findRequest,
  findSubject,
  keepReason,
  lawToday,
  legalGrounds,
  listBreaches,
  purposes,
  textOn,
} from "@/lib/privacy/queries";
import { CARRIED_OUT, erasedName, needsGuardian } from "@/lib/privacy/rules";
import type {
  BasisEndInput,
  BreachInput,
  BreachMeasuresInput,
  BreachNoticeInput,
  ConsentInput,
  ContactInput,
  DataRequestInput,
  ErasureDecisionInput,
  ErasureInput,
  ExportInput,
  HolidayInput,
  HolidayRemovalInput,
  KeepOrderInput,
  KeepOrderLiftInput,
  LegalBasisInput,
  RequestStepInput,
  RetentionDecisionInput,
  RetentionRuleInput,
  RetentionSearchInput,
  TextInput,
} from "@/lib/privacy/schema";
import { done, refuse } from "@/lib/result";
import { searchKey } from "@/lib/text/search-key";
import { personSortKey } from "@/lib/text/sort-key";

/**
 * A new version of a text from a day on. The earlier versions stay readable: what somebody consented to must be shown as
 * it was, so nothing takes effect in the past.
 */
export const publishText = command(
  "privacy.publish-text",
  async (viewer, tx, input: TextInput) => {
    const provinceId = deskOf(viewer);
    if (!provinceId) return refuse("not_yours");
    if (input.validFrom < lawToday()) return refuse("date_in_past");
    const latest = await tx.privacyText.findFirst({
      where: { kind: input.kind, OR: [{ provinceId: null }, { provinceId }] },
      orderBy: { version: "desc" },
      select: { version: true },
    });
    const text = await tx.privacyText.create({
      data: {
        ...input,
        id: newId(),
        provinceId,
        version: (latest?.version ?? 0) + 1,
        validFrom: toDatabase(input.validFrom),
        createdById: viewer.accountId,
      },
      select: { id: true },
    });
    return done(text);
  },
  { privacy_text_one_a_day: "day_taken" },
);

/** Whom to turn to from a day on. */
export const nameContact = command(
  "privacy.name-contact",
  async (viewer, tx, input: ContactInput) => {
    const provinceId = deskOf(viewer);
    if (!provinceId) return refuse("not_yours");
    if (input.validFrom < lawToday()) return refuse("date_in_past");
    const contact = await tx.privacyContact.create({
      data: {
        ...input,
        id: newId(),
        provinceId,
        validFrom: toDatabase(input.validFrom),
        createdById: viewer.accountId,
      },
      select: { id: true },
    });
    return done(contact);
  },
  { privacy_contact_province_id_valid_from_key: "day_taken" },
);

/** A day off that no table could know: lunar new year, the day beside National Day. */
export const addHoliday = command(
  "privacy.add-holiday",
  async (viewer, tx, input: HolidayInput) => {
    const provinceId = deskOf(viewer);
    if (!provinceId) return refuse("not_yours");
    const { holidays } = await calendar(viewer, tx, provinceId);
    if (holidays.some(({ day }) => day === input.day)) return refuse("day_taken");
    const holiday = await tx.publicHoliday.create({
      data: {
        ...input,
        id: newId(),
        provinceId,
        day: toDatabase(input.day),
        createdById: viewer.accountId,
      },
      select: { id: true },
    });
    return done(holiday);
  },
  { public_holiday_once: "day_taken" },
);

export const removeHoliday = command(
  "privacy.remove-holiday",
  async (viewer, tx, input: HolidayRemovalInput) => {
    const removed = await tx.publicHoliday.updateMany({
      where: { id: input.holidayId, provinceId: { in: desksOf(viewer) }, removedAt: null },
      data: { removedAt: new Date() },
    });
    return removed.count === 1 ? done({ holidayId: input.holidayId }) : refuse("holiday_not_found");
  },
);

const ONE_OPEN = { privacy_basis_one_open: "basis_standing" } as const;

/** Somebody whose bases the viewer keeps, on a day that was. */
async function subjectOf(
  viewer: Viewer,
  tx: Tx,
  input: { personId: string; purpose: string; givenOn: PlainDate },
) {
  const person = await findSubject(viewer, tx, input.personId);
  if (!person?.canRecord) return refuse("person_not_found");
  if (input.givenOn > lawToday()) return refuse("date_in_future");
  const known = await purposes(viewer, tx);
  if (!known.some(({ code }) => code === input.purpose)) return refuse("purpose_unknown");
  return done(person);
}

/**
 * Writes down that a person consented to one purpose: to which version of the text, when, how, and where the proof lies.
 * Under sixteen the guardian's consent is the consent (V32).
 */
export const recordConsent = command(
  "privacy.record-consent",
  async (viewer, tx, input: ConsentInput) => {
    const subject = await subjectOf(viewer, tx, input);
    if (!subject.ok) return subject;
    const person = subject.value;
    const isMinor = needsGuardian(person.birth, input.givenOn);
    if (isMinor && (!input.guardianName || !input.guardianRelation)) return refuse("guardian_needed");
    const text = await textOn(viewer, tx, {
      provinceId: person.provinceId,
      kind: isMinor ? "guardian_consent" : "consent",
      on: input.givenOn,
    });
    if (!text) return refuse("no_text_then");
    const { personId, purpose, how, evidence, guardianName, guardianRelation } = input;
    const basis = await tx.privacyBasis.create({
      data: {
        id: newId(),
        personId,
        purpose,
        kind: "consent",
        textId: text.id,
        how,
        evidence,
        ...(isMinor && { guardianName, guardianRelation }),
        givenOn: toDatabase(input.givenOn),
        recordedById: viewer.accountId,
      },
      select: { id: true, personId: true },
    });
    return done(basis);
  },
  ONE_OPEN,
);

/** Writes down the article of the law that stands in place of a consent, and who decided so. */
export const recordLegalBasis = command(
  "privacy.record-legal-basis",
  async (viewer, tx, input: LegalBasisInput) => {
    const subject = await subjectOf(viewer, tx, input);
    if (!subject.ok) return subject;
    const grounds = await legalGrounds(viewer, tx);
    if (!grounds.some(({ code }) => code === input.ground)) return refuse("ground_unknown");
    const basis = await tx.privacyBasis.create({
      data: {
        ...input,
        id: newId(),
        kind: "legal",
        givenOn: toDatabase(input.givenOn),
        recordedById: viewer.accountId,
      },
      select: { id: true, personId: true },
    });
    return done(basis);
  },
  ONE_OPEN,
);

/** A consent withdrawn, a basis replaced, an entry made by mistake: it ends on a day and stays readable. */
export const endBasis = command("privacy.end-basis", async (viewer, tx, input: BasisEndInput) => {
  const basis = await tx.privacyBasis.findFirst({
    where: { id: input.basisId, endedOn: null, person: visiblePersons(viewer) },
    select: { id: true, personId: true, givenOn: true },
  });
  const person = basis && (await findSubject(viewer, tx, basis.personId));
  if (!basis || !(person?.canRecord || person?.isOfDepartment)) return refuse("basis_not_found");
  if (input.endedOn > lawToday()) return refuse("date_in_future");
  if (toDatabase(input.endedOn) < basis.givenOn) return refuse("before_given");
  const ended = await tx.privacyBasis.updateMany({
    where: { id: basis.id, endedOn: null },
    data: {
      endedOn: toDatabase(input.endedOn),
      endKind: input.endKind,
      endReason: input.endReason,
      endedById: viewer.accountId,
      endedAt: new Date(),
    },
  });
  return ended.count === 1 ? done({ personId: basis.personId }) : refuse("basis_not_found");
});

/** Writes down what somebody asks about their own data; the clocks run from the day it came in. */
export const registerRequest = command(
  "privacy.register-request",
  async (viewer, tx, input: DataRequestInput) => {
    const place = registersAt(viewer);
    if (!place) return refuse("not_yours");
    if (input.receivedOn > lawToday()) return refuse("date_in_future");
    if (input.personId !== null && !(await findSubject(viewer, tx, input.personId))) {
      return refuse("person_not_found");
    }
    const request = await tx.dataRequest.create({
      data: {
        ...input,
        ...place,
        id: newId(),
        receivedOn: toDatabase(input.receivedOn),
        recordedById: viewer.accountId,
      },
      select: { id: true },
    });
    return done(request);
  },
);

/** Acknowledged, extended once with a reason, answered, or refused with a reason: what the department did and when. */
export const takeStep = command(
  "privacy.take-step",
  async (viewer, tx, input: RequestStepInput) => {
    const request = await findRequest(viewer, tx, input.dataRequestId);
    if (!request) return refuse("request_not_found");
    if (!request.canAnswer) return refuse("already_closed");
    if (input.on > lawToday()) return refuse("date_in_future");
    if (input.on < request.receivedOn) return refuse("before_received");
    const { answerBy } = request.standing;
    // A limit that has passed cannot be moved any more.
    if (input.kind === "extended" && answerBy !== null && input.on > answerBy)
      return refuse("too_late_to_extend");
    await tx.dataRequestStep.create({
      data: {
        id: newId(),
        requestId: request.id,
        kind: input.kind,
        on: toDatabase(input.on),
        note: input.note,
        recordedById: viewer.accountId,
      },
    });
    return done({ requestId: request.id });
  },
  { data_request_step_once: "step_taken", data_request_step_one_end: "already_closed" },
);

/** Proposes to make a record nobody's, as its owner asked; somebody else of the department decides. */
export const proposeErasure = graveCommand(
  "privacy.propose-erasure",
  async (viewer, tx, input: ErasureInput) => {
    const request = await findRequest(viewer, tx, input.dataRequestId);
    if (request?.kind !== "delete" || !request.personId || !request.isSubjectSeen) {
      return refuse("request_not_found");
    }
    const keep = await keepReason(viewer, tx, request.personId);
    if (keep) return refuse("must_keep", keep);
    const person = await findSubject(viewer, tx, request.personId);
    if (person?.scopes.some(({ provinceId }) => provinceId !== request.provinceId))
      return refuse("two_provinces");
    const shownName = erasedName(request.number);
    const erasure = await tx.erasure.create({
      data: {
        id: newId(),
        provinceId: request.provinceId,
        personId: request.personId,
        requestId: request.id,
        reason: input.reason,
        shownName,
        shownKey: searchKey(shownName),
        shownSortKey: personSortKey(shownName),
        proposedById: viewer.accountId,
      },
      select: { id: true, requestId: true },
    });
    return done(erasure);
  },
  { erasure_one_open: "already_proposed" },
);

/** Decides about an erasure somebody else proposed; the database carries it out in the same transaction. */
export const decideErasure = graveCommand(
  "privacy.decide-erasure",
  async (viewer, tx, input: ErasureDecisionInput) => {
    const erasure = await tx.erasure.findFirst({
      where: { id: input.erasureId, provinceId: { in: desksOf(viewer) } },
      select: { id: true, state: true, personId: true, requestId: true, proposedById: true },
    });
    if (!erasure) return refuse("erasure_not_found");
    if (erasure.state !== "proposed") return refuse("already_decided");
    if (erasure.proposedById === viewer.accountId) return refuse("own_proposal");
    const keep = input.decision === "done" ? await keepReason(viewer, tx, erasure.personId) : null;
    if (keep) return refuse("must_keep", keep);
    const decided = await tx.erasure.updateMany({
      where: { id: erasure.id, state: "proposed" },
      data: {
        state: input.decision,
        decisionNote: input.decisionNote,
        decidedById: viewer.accountId,
        decidedAt: new Date(),
      },
    });
    return decided.count === 1 ? done({ requestId: erasure.requestId }) : refuse("already_decided");
  },
);

/** A duty to keep somebody's record, with its article: until lifted or past, nothing of it is erased. */
export const orderKeeping = command("privacy.order-keeping", async (viewer, tx, input: KeepOrderInput) => {
  const person = await findSubject(viewer, tx, input.personId);
  const provinceId = deskOf(viewer);
  if (!person?.isOfDepartment || person.isErased || !provinceId) return refuse("person_not_found");
  if (input.until !== null && input.until < lawToday()) return refuse("date_in_past");
  const order = await tx.keepOrder.create({
    data: {
      ...input,
      id: newId(),
      provinceId,
      until: input.until && toDatabase(input.until),
      recordedById: viewer.accountId,
    },
    select: { id: true, personId: true },
  });
  return done(order);
});

export const liftKeeping = command("privacy.lift-keeping", async (viewer, tx, input: KeepOrderLiftInput) => {
  const order = await tx.keepOrder.findFirst({
    where: { id: input.keepOrderId, liftedAt: null, provinceId: { in: desksOf(viewer) } },
    select: { id: true, personId: true },
  });
  if (!order) return refuse("order_not_found");
  await tx.keepOrder.updateMany({
    where: { id: order.id, liftedAt: null },
    data: { liftedAt: new Date(), liftedById: viewer.accountId },
  });
  return done({ personId: order.personId });
});

/** Opens, for an hour and for whoever asked, all that is held about a person; the reading is in the trace. */
export const exportPerson = graveCommand("privacy.export-person", async (viewer, tx, input: ExportInput) => {
  const person = await findSubject(viewer, tx, input.personId);
  const provinceId = deskOf(viewer);
  if (!person?.isOfDepartment || !provinceId) return refuse("person_not_found");
  const made = await tx.personExport.create({
    data: { ...input, id: newId(), provinceId, createdById: viewer.accountId },
    select: { id: true },
  });
  await tx.$queryRaw`select access.note_read('person', ${input.personId}::uuid, ${input.reason},
    ${JSON.stringify({ deed: "privacy.export-person", export: made.id })}::jsonb)::text`;
  return done(made);
});

/** How long a class is kept from a day on; no months = kept. */
export const setRetention = command(
  "privacy.set-retention",
  async (viewer, tx, input: RetentionRuleInput) => {
    const provinceId = deskOf(viewer);
    if (!provinceId) return refuse("not_yours");
    if (input.validFrom < lawToday()) return refuse("date_in_past");
    if (input.months === 0) return refuse("no_period");
    const rule = await tx.retentionRule.create({
      data: {
        ...input,
        id: newId(),
        provinceId,
        validFrom: toDatabase(input.validFrom),
        createdById: viewer.accountId,
      },
      select: { id: true },
    });
    return done(rule);
  },
  { retention_rule_one_a_day: "day_taken" },
);

/** Looks for what is due, as the job does; how many proposals were added. */
export const proposeRetention = command(
  "privacy.propose-retention",
  async (viewer, tx, _input: RetentionSearchInput) => {
    const provinceId = deskOf(viewer);
    if (!provinceId) return refuse("not_yours");
    const [row] = await tx.$queryRaw<{ added: number | null }[]>`
      select access.propose_retention(${provinceId}::uuid) as added`;
    return done({ added: row?.added ?? 0 });
  },
);

/** Decides about what is due; deleting and making nobody's happen in the same transaction. */
export const decideRetention = graveCommand(
  "privacy.decide-retention",
  async (viewer, tx, input: RetentionDecisionInput) => {
    const proposal = await tx.retentionProposal.findFirst({
      where: { id: input.proposalId, provinceId: { in: desksOf(viewer) } },
      select: { id: true, state: true, class: true, proposedById: true },
    });
    if (!proposal) return refuse("proposal_not_found");
    if (proposal.state !== "proposed") return refuse("already_decided");
    if (proposal.proposedById === viewer.accountId) return refuse("own_proposal");
    if (input.decision === "executed" && !CARRIED_OUT.includes(proposal.class)) return refuse("only_listed");
    const shownName = "Đã xoá khi hết thời hạn lưu giữ";
    const decided = await tx.retentionProposal.updateMany({
      where: { id: proposal.id, state: "proposed" },
      data: {
        state: input.decision,
        decisionNote: input.decisionNote,
        decidedById: viewer.accountId,
        decidedAt: new Date(),
        shownName,
        shownKey: searchKey(shownName),
        shownSortKey: personSortKey(shownName),
      },
    });
    return decided.count === 1 ? done({ proposalId: proposal.id }) : refuse("already_decided");
  },
);

/** A breach comes into the register with the moment it was discovered: the clock runs from there. */
export const recordBreach = command("privacy.record-breach", async (viewer, tx, input: BreachInput) => {
  const provinceId = deskOf(viewer);
  if (!provinceId) return refuse("not_yours");
  if (input.discoveredAt > new Date()) return refuse("date_in_future");
  const draft = await textOn(viewer, tx, { provinceId, kind: "breach_notice", on: lawToday() });
  const breach = await tx.breach.create({
    data: {
      ...input,
      id: newId(),
      provinceId,
      noticeDraft: draft?.body ?? null,
      recordedById: viewer.accountId,
    },
    select: { id: true },
  });
  return done(breach);
});

async function findBreach(viewer: Viewer, tx: Tx, id: string) {
  const [breach] = await listBreaches(viewer, tx, id);
  return breach && desksOf(viewer).includes(breach.provinceId) ? breach : undefined;
}

export const recordMeasures = command(
  "privacy.record-measures",
  async (viewer, tx, input: BreachMeasuresInput) => {
    if (!(await findBreach(viewer, tx, input.breachId))) return refuse("breach_not_found");
    const written = await tx.breach.updateMany({
      where: { id: input.breachId, version: input.version },
      data: { measures: input.measures, noticeDraft: input.noticeDraft, version: { increment: 1 } },
    });
    return written.count === 1 ? done({ breachId: input.breachId }) : refuse("changed_meanwhile");
  },
);

/** That the authority was told, when and by which words; later than the clock only with a reason. */
export const notifyBreach = command("privacy.notify-breach", async (viewer, tx, input: BreachNoticeInput) => {
  const breach = await findBreach(viewer, tx, input.breachId);
  if (!breach) return refuse("breach_not_found");
  if (breach.notifiedAt) return refuse("already_notified");
  if (input.notifiedAt > new Date()) return refuse("date_in_future");
  if (input.notifiedAt < breach.discoveredAt) return refuse("before_discovery");
  if (breach.notifyBy && input.notifiedAt > breach.notifyBy && !input.lateReason)
    return refuse("late_reason_needed");
  const { notifiedAt, notifiedTo, lateReason } = input;
  const written = await tx.breach.updateMany({
    where: { id: input.breachId, version: input.version, notifiedAt: null },
    data: { notifiedAt, notifiedTo, lateReason, version: { increment: 1 } },
  });
  return written.count === 1 ? done({ breachId: input.breachId }) : refuse("changed_meanwhile");
});
