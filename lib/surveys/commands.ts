import "server-only";
import { can, departmentsOf, type Viewer, visibleOfEnterprises } from "@/lib/access/policy";
import { toDatabase } from "@/lib/dates/plain-date";
import { today } from "@/lib/dates/today";
import { command } from "@/lib/db/command";
import { newId } from "@/lib/db/id";
import type { Tx } from "@/lib/db/scope";
import { findEnterprise } from "@/lib/enterprises/queries";
import { BranchKind, type Line, type SurveyState } from "@/lib/generated/prisma/enums";
import { done, refuse } from "@/lib/result";
import { findSurvey, openCampaign, unfinishedSurveys } from "@/lib/surveys/queries";
import { mayReview, NUMBER_FIELDS, stateAfter, YES_NO_FIELDS } from "@/lib/surveys/rules";
import type {
  AcceptInput,
  AcceptManyInput,
  CampaignInput,
  ClosingInput,
  ReturnInput,
  SurveyInput,
} from "@/lib/surveys/schema";

/**
 * Saves a survey as a draft or sends it for acceptance: the first save creates it (one for an enterprise and campaign),
 * later ones correct a draft or a returned one. The input is the whole form; sums were proved where it was read (V25)
 * and are proved again by the database.
 */
export const recordSurvey = command(
  "survey.record",
  async (viewer, tx, input: SurveyInput) => {
    if (input.surveyedOn && input.surveyedOn > today()) return refuse("date_in_future");
    return input.surveyId
      ? correct(viewer, tx, { ...input, surveyId: input.surveyId })
      : create(viewer, tx, input);
  },
  { survey_campaign_id_enterprise_id_key: "already_surveyed" },
);

async function create(viewer: Viewer, tx: Tx, input: SurveyInput) {
  const enterprise = await findEnterprise(viewer, tx, input.enterpriseId);
  if (!enterprise?.isEditable || !can(viewer, "survey.record")) return refuse("enterprise_not_found");
  const campaign = await openCampaign(viewer, tx);
  if (campaign?.id !== input.campaignId) return refuse("campaign_not_open");
  const id = newId();
  const state: SurveyState = input.intent === "submit" ? "submitted" : "draft";
  await tx.survey.create({
    data: {
      ...answersOf(input),
      ...(state === "submitted" && { submittedById: viewer.accountId, submittedAt: new Date() }),
      id,
      state,
      campaignId: campaign.id,
      enterpriseId: enterprise.id,
      recordedById: viewer.accountId,
    },
    select: { id: true },
  });
  await writeParts(tx, id, input);
  await writeMove(viewer, tx, { surveyId: id, enterpriseId: enterprise.id, state });
  return done({ surveyId: id, state });
}

async function correct(viewer: Viewer, tx: Tx, input: SurveyInput & { surveyId: string }) {
  const survey = await findSurvey(viewer, tx, input.surveyId);
  if (!survey || survey.enterpriseId !== input.enterpriseId) return refuse("enterprise_not_found");
  const state = stateAfter(survey.state, input.intent === "submit" ? "submit" : "save");
  if (!state) return refuse("survey_not_open", { state: survey.state });
  if (!survey.isEditable) return refuse("enterprise_not_found");
  const saved = await tx.survey.updateMany({
    where: { id: survey.id, version: input.version, state: survey.state },
    data: {
      ...answersOf(input),
      ...(state === "submitted" && { submittedById: viewer.accountId, submittedAt: new Date() }),
      state,
      version: { increment: 1 },
      updatedAt: new Date(),
    },
  });
  if (saved.count === 0) {
    // Read again: what was read above is what the other person has just replaced.
    const theirs = await findSurvey(viewer, tx, survey.id);
    return theirs ? refuse("survey_changed_meanwhile", { theirs }) : refuse("enterprise_not_found");
  }
  await tx.surveyNeed.deleteMany({ where: { surveyId: survey.id } });
  await tx.surveyOrganisation.deleteMany({ where: { surveyId: survey.id } });
  await writeParts(tx, survey.id, input);
  if (state !== survey.state) {
    await writeMove(viewer, tx, { surveyId: survey.id, enterpriseId: survey.enterpriseId, state });
  }
  return done({ surveyId: survey.id, state });
}

/** The columns of the answers; "không rõ" is kept as the field's name, never as a number. */
function answersOf(input: SurveyInput) {
  const numbers = Object.fromEntries(
    NUMBER_FIELDS.map((field) => [field, typeof input[field] === "number" ? input[field] : null]),
  );
  const yesNo = Object.fromEntries(
    YES_NO_FIELDS.map((field) => {
      const answer = input[field];
      return [field, answer === "yes" ? true : answer === "no" ? false : null];
    }),
  );
  return {
    ...numbers,
    ...yesNo,
    unknowns: [...NUMBER_FIELDS, ...YES_NO_FIELDS].filter((field) => input[field] === "unknown"),
    facts: input.facts,
    elsewhereNote: input.elsewhereNote,
    ownerAttitude: input.ownerAttitude,
    grants: input.grants,
    grantNote: input.grantNote,
    contactName: input.contactName,
    contactPhone: input.contactPhone?.e164 ?? null,
    nucleusName: input.nucleusName,
    nucleusPhone: input.nucleusPhone?.e164 ?? null,
    assessment: input.assessment,
    proposal: input.proposal,
    surveyedOn: input.surveyedOn && toDatabase(input.surveyedOn),
    surveyor: input.surveyor,
    informant: input.informant,
  };
}

const lineOf = (kind: BranchKind): Line =>
  kind === BranchKind.chapter || kind === BranchKind.club ? "association" : "union";

/** Sections D and F, rewritten whole: they belong to the form, not to the register. */
async function writeParts(tx: Tx, surveyId: string, input: SurveyInput): Promise<void> {
  const { enterpriseId } = input;
  await tx.surveyNeed.createMany({
    data: input.needs.map((named) => ({ ...named, id: newId(), surveyId, enterpriseId })),
  });
  await tx.surveyOrganisation.createMany({
    data: input.organisations.map(({ foundedOn, lastActivityOn, paysFee, ...row }) => ({
      ...row,
      id: newId(),
      surveyId,
      enterpriseId,
      line: lineOf(row.kind),
      foundedOn: foundedOn && toDatabase(foundedOn),
      lastActivityOn: lastActivityOn && toDatabase(lastActivityOn),
      paysFee: paysFee === null ? null : paysFee === "yes",
    })),
  });
}

type Move = { surveyId: string; enterpriseId: string; state: SurveyState; reason?: string };

const writeMove = (viewer: Viewer, tx: Tx, move: Move) =>
  tx.surveyEvent.createMany({ data: [{ ...move, id: newId(), accountId: viewer.accountId }] });

/** A survey the viewer may accept or return: of their department's province, and none of their own. */
async function reviewable(viewer: Viewer, tx: Tx, surveyId: string) {
  const survey = await tx.survey.findFirst({
    where: { id: surveyId, AND: visibleOfEnterprises(viewer), provinceId: { in: departmentsOf(viewer) } },
    select: {
      id: true,
      enterpriseId: true,
      state: true,
      version: true,
      recordedById: true,
      submittedById: true,
      enterprise: { select: { name: true } },
    },
  });
  return survey;
}

const NOT_BY_RECORDER = { survey_accepted_by_another: "own_survey" } as const;

/** Accepts a survey (K17 and the figures of people count it from now on). */
export const acceptSurvey = command(
  "survey.accept",
  async (viewer, tx, input: AcceptInput) => {
    const survey = await reviewable(viewer, tx, input.surveyId);
    if (!survey) return refuse("survey_not_found");
    if (!mayReview(viewer.accountId, survey)) return refuse("own_survey");
    if (!stateAfter(survey.state, "accept")) return refuse("survey_not_submitted");
    return (await accept(viewer, tx, survey, input.version))
      ? done({ surveyId: survey.id })
      : refuse("survey_changed_meanwhile");
  },
  NOT_BY_RECORDER,
);

/**
 * Accepts several at once; each is looked at again, and those that cannot be are skipped and named with why: a list
 * read an hour ago accepts nothing that changed since.
 */
export const acceptSurveys = command(
  "survey.accept-many",
  async (viewer, tx, input: AcceptManyInput) => {
    const accepted: string[] = [];
    const skipped: { name: string; why: "own_survey" | "survey_not_submitted" }[] = [];
    for (const surveyId of input.surveys) {
      const survey = await reviewable(viewer, tx, surveyId);
      if (!survey) return refuse("survey_not_found");
      const why = !mayReview(viewer.accountId, survey)
        ? "own_survey"
        : stateAfter(survey.state, "accept") && (await accept(viewer, tx, survey, survey.version))
          ? undefined
          : "survey_not_submitted";
      if (why) skipped.push({ name: survey.enterprise.name, why });
      else accepted.push(survey.id);
    }
    return done({ accepted: accepted.length, skipped });
  },
  NOT_BY_RECORDER,
);

async function accept(
  viewer: Viewer,
  tx: Tx,
  survey: { id: string; enterpriseId: string },
  version: number,
): Promise<boolean> {
  const accepted = await tx.survey.updateMany({
    where: { id: survey.id, version, state: "submitted" },
    data: {
      state: "accepted",
      acceptedById: viewer.accountId,
      acceptedAt: new Date(),
      version: { increment: 1 },
    },
  });
  if (accepted.count === 0) return false;
  await writeMove(viewer, tx, { surveyId: survey.id, enterpriseId: survey.enterpriseId, state: "accepted" });
  return true;
}

/** Returns a survey with the reason: without one the unit would not know what to mend. */
export const returnSurvey = command("survey.return", async (viewer, tx, input: ReturnInput) => {
  const survey = await reviewable(viewer, tx, input.surveyId);
  if (!survey) return refuse("survey_not_found");
  if (!mayReview(viewer.accountId, survey)) return refuse("own_survey");
  if (!stateAfter(survey.state, "return")) return refuse("survey_not_submitted");
  const returned = await tx.survey.updateMany({
    where: { id: survey.id, version: input.version, state: "submitted" },
    data: { state: "returned", version: { increment: 1 } },
  });
  if (returned.count === 0) return refuse("survey_changed_meanwhile");
  await writeMove(viewer, tx, {
    surveyId: survey.id,
    enterpriseId: survey.enterpriseId,
    state: "returned",
    reason: input.reason,
  });
  return done({ surveyId: survey.id });
});

/** Opens a campaign, or changes one; a deadline only if somebody gave one. */
export const saveCampaign = command("campaign.save", async (viewer, tx, input: CampaignInput) => {
  const [provinceId] = departmentsOf(viewer);
  if (!provinceId || !can(viewer, "campaign.write")) return refuse("campaign_not_found");
  const { campaignId, version, ...given } = input;
  const data = {
    name: given.name,
    referenceDate: toDatabase(given.referenceDate),
    opensOn: toDatabase(given.opensOn),
    dueOn: given.dueOn && toDatabase(given.dueOn),
    closedOn: given.closedOn && toDatabase(given.closedOn),
  };
  if (!campaignId) {
    const id = newId();
    await tx.surveyCampaign.create({ data: { ...data, id, provinceId }, select: { id: true } });
    return done({ campaignId: id });
  }
  const found = await tx.surveyCampaign.findFirst({
    where: { id: campaignId, provinceId: { in: departmentsOf(viewer) } },
    select: { name: true },
  });
  if (!found) return refuse("campaign_not_found");
  const saved = await tx.surveyCampaign.updateMany({
    where: { id: campaignId, version: version ?? 0 },
    data: { ...data, version: { increment: 1 } },
  });
  if (saved.count === 0) return refuse("campaign_changed_meanwhile");
  return done({ campaignId });
});

/**
 * Closes a campaign: no new form from that day on; what was begun may still be finished. Refused until whoever closes has seen how
 * many forms are not accepted yet.
 */
export const closeCampaign = command("campaign.close", async (viewer, tx, input: ClosingInput) => {
  const found = await tx.surveyCampaign.findFirst({
    where: { id: input.campaignId, provinceId: { in: departmentsOf(viewer) } },
    select: { id: true, opensOn: true, closedOn: true },
  });
  if (!found || !can(viewer, "campaign.write")) return refuse("campaign_not_found");
  const closedOn = toDatabase(input.closedOn);
  if (found.closedOn) return refuse("campaign_closed");
  if (closedOn < found.opensOn) return refuse("before_opening");
  const open = await unfinishedSurveys(viewer, tx, found.id);
  if (open.length > 0 && !input.confirmed) return refuse("surveys_open", { count: open.length });
  const saved = await tx.surveyCampaign.updateMany({
    where: { id: found.id, version: input.version, closedOn: null },
    data: { closedOn, version: { increment: 1 } },
  });
  return saved.count === 0 ? refuse("campaign_changed_meanwhile") : done({ campaignId: found.id });
});
