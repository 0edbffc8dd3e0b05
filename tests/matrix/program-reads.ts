import type { Viewer } from "@/lib/access/policy";
import * as access from "@/lib/access/queries";
import * as accounts from "@/lib/accounts/queries";
import { accountFilterSchema } from "@/lib/accounts/schema";
import * as activities from "@/lib/activities/queries";
import * as advice from "@/lib/advice/queries";
import * as adviceReports from "@/lib/advice/reports";
import { adviceFilterSchema } from "@/lib/advice/schema";
import * as assignments from "@/lib/assignments/queries";
import * as assignmentReports from "@/lib/assignments/reports";
import * as audit from "@/lib/audit/queries";
import { traceFilterSchema } from "@/lib/audit/schema";
import * as branches from "@/lib/branches/queries";
import { branchFilterSchema } from "@/lib/branches/schema";
import * as cases from "@/lib/cases/queries";
import * as composing from "@/lib/composing/queries";
import * as congresses from "@/lib/congresses/queries";
import * as consolidation from "@/lib/consolidation/queries";
import * as coordination from "@/lib/coordination/queries";
import * as coordinationReports from "@/lib/coordination/reports";
import { today } from "@/lib/dates/today";
import { newId } from "@/lib/db/id";
import type { Tx } from "@/lib/db/scope";
import * as directives from "@/lib/directives/queries";
import * as discipline from "@/lib/discipline/queries";
import * as duplicates from "@/lib/duplicates/queries";
import * as enterprises from "@/lib/enterprises/queries";
import { enterpriseFilterSchema } from "@/lib/enterprises/schema";
import * as feedback from "@/lib/feedback/queries";
import * as fees from "@/lib/fees/queries";
import * as feeReports from "@/lib/fees/reports";
import { Line } from "@/lib/generated/prisma/enums";
import * as imports from "@/lib/imports/queries";
import * as inbox from "@/lib/inbox/queries";
import * as indicators from "@/lib/indicators/queries";
import * as indicatorReports from "@/lib/indicators/reports";
import { INDICATORS, LINE_TABS } from "@/lib/indicators/rules";
import { indicatorParamsSchema } from "@/lib/indicators/schema";
import * as members from "@/lib/members/queries";
import * as memberReports from "@/lib/members/reports";
import { MEMBER_STATES, memberFilterSchema } from "@/lib/members/schema";
import * as modelCells from "@/lib/model-cells/queries";
import * as strongCells from "@/lib/model-cells/reports";
import * as movements from "@/lib/movements/queries";
import * as movementReports from "@/lib/movements/reports";
import * as oversight from "@/lib/oversight/queries";
import { type OversightFilter, oversightFilterSchema } from "@/lib/oversight/schema";
import * as papers from "@/lib/papers/queries";
import * as partners from "@/lib/partners/queries";
import * as pipelines from "@/lib/pipeline/reports";
import { pipelineFilterSchema } from "@/lib/pipeline/schema";
import * as plans from "@/lib/plans/queries";
import { goalFilterSchema } from "@/lib/plans/schema";
import * as priority from "@/lib/priority/queries";
import * as priorityReports from "@/lib/priority/reports";
import { priorityFilterSchema } from "@/lib/priority/schema";
import * as privacy from "@/lib/privacy/queries";
import * as programmes from "@/lib/programmes/queries";
import * as needs from "@/lib/programmes/reports";
import * as ratings from "@/lib/ratings/queries";
import * as receipts from "@/lib/receipts/queries";
import * as referrals from "@/lib/referrals/queries";
import * as residence from "@/lib/referrals/reports";
import * as returnReports from "@/lib/returns/reports";
import * as sensitive from "@/lib/sensitive/queries";
import * as surveys from "@/lib/surveys/queries";
import { surveyFilterSchema } from "@/lib/surveys/schema";
import * as targets from "@/lib/targets/queries";
import * as targetReports from "@/lib/targets/reports";
import * as training from "@/lib/training/queries";
import * as trainingReports from "@/lib/training/reports";
import { courseFilterSchema } from "@/lib/training/schema";
import * as transfers from "@/lib/transfers/queries";
import * as trips from "@/lib/trips/queries";
import { tripSchema } from "@/lib/trips/schema";
import * as units from "@/lib/units/queries";
import * as workingGroups from "@/lib/working-groups/queries";
import * as work from "@/lib/worklist/queries";
import { founder } from "@/tests/support/factories-branches";
import { type Entry, exempt, list, listOf, own, reading, said } from "./program";
import type { Row } from "./tables";

const ORGANISED = "branch.organise";
const FACTS = "enterprise.read";
const isOpen = (row: Row): boolean => row["state"] === "draft";
const isIssued = (row: Row): boolean => row["state"] === "issued";
const isHanging = (row: Row): boolean => row["enterprise_id"] === null;
/** An organisation's target is read like the organisation: tests/lib/targets. */
const isOfUnit = (row: Row): boolean => row["branch_id"] === null;
const lineOf = (row: Row): Line => (row["line"] === "association" ? Line.association : Line.union);

const ACCOUNTS = exempt(
  "accounts below one's own, by rules of their own: tests/lib/accounts/commands.db.test.ts",
);

async function gathered<Row>(rows: AsyncIterable<Row>): Promise<Row[]> {
  const list: Row[] = [];
  for await (const row of rows) list.push(row);
  return list;
}
const EXPORTS = exempt("an export of the own asking, of the rows of the lists themselves: tests/lib/exports");
const IMPORTS = exempt(
  "of the account that asks and nobody else, the database too: tests/lib/imports/engine.db.test.ts",
);
const PRIVACY = exempt("each refusal, outsiders and raw SQL: tests/lib/privacy/commands.db.test.ts");
const LAW = exempt("texts and limits of the law, nothing about anybody");

/** A list that comes a page at a time, whole. */
const everyPage =
  (
    page: (
      viewer: Viewer,
      tx: Tx,
      filter: OversightFilter,
    ) => Promise<{ rows: readonly unknown[]; next: string | null }>,
  ) =>
  async (viewer: Viewer, tx: Tx): Promise<unknown> => {
    const rows: unknown[] = [];
    for (let after: string | undefined; ; ) {
      const found = await page(viewer, tx, oversightFilterSchema.parse({ after }));
      rows.push(...found.rows);
      if (!found.next) return rows;
      after = found.next;
    }
  };

/** What is asked with words somebody typed: a part of every name in the world. */
const ANY_NAME = "Zq";

/** Of a list about one person: the record itself is in it. */
const isListed = (answer: unknown, { id }: { id: string }): boolean => JSON.stringify(answer).includes(id);

export const READINGS: Readonly<Record<string, Entry>> = {
  "lib/access/queries.ts listSessions": own,
  "lib/access/queries.ts getOwnAccount": own,
  "lib/access/queries.ts accountNames": list((viewer, tx) =>
    access.accountNames(viewer, tx, [viewer.accountId]),
  ),
  "lib/accounts/queries.ts listAccounts": list((viewer, tx) =>
    accounts.listAccounts(viewer, tx, accountFilterSchema.parse({})),
  ),
  "lib/accounts/queries.ts findAccount": ACCOUNTS,
  "lib/accounts/queries.ts placesToGive": list((viewer, tx) => accounts.placesToGive(viewer, tx)),
  "lib/accounts/queries.ts placeNamed": exempt("part of giving an appointment: its own unit or organisation"),
  "lib/accounts/queries.ts takeSlip": ACCOUNTS,
  "lib/accounts/queries.ts listDelegations": own,
  "lib/accounts/queries.ts whoSeesPerson": exempt(
    "says who may open a record in sight, the level above among them: tests/lib/accounts/sight.db.test.ts",
  ),
  "lib/activities/queries.ts activitiesPage": reading("branch", FACTS, (viewer, tx, { id }) =>
    activities.activitiesPage(viewer, tx, id),
  ),
  "lib/activities/queries.ts listActivities": reading(
    "activity",
    FACTS,
    (viewer, tx, row) => activities.listActivities(viewer, tx, { unit: said(row, "unit_id") }),
    { isReached: mentions },
  ),
  "lib/activities/queries.ts allActivities": list((viewer, tx) =>
    gathered(activities.allActivities(viewer, tx, {})),
  ),
  "lib/activities/queries.ts activityTotals": list((viewer, tx) => activities.activityTotals(viewer, tx, {})),
  "lib/activities/queries.ts placesToRecord": list((viewer, tx) => activities.placesToRecord(viewer, tx)),
  "lib/working-groups/queries.ts listGroups": reading(
    "working_group",
    FACTS,
    (viewer, tx) => workingGroups.listGroups(viewer, tx),
    { isReached: mentions },
  ),
  "lib/working-groups/queries.ts groupPage": reading("working_group", FACTS, (viewer, tx, { id }) =>
    workingGroups.groupPage(viewer, tx, id),
  ),
  "lib/working-groups/queries.ts groupsToAssign": list((viewer, tx) =>
    workingGroups.groupsToAssign(viewer, tx),
  ),
  "lib/working-groups/queries.ts ownGroups": own,
  "lib/working-groups/queries.ts workingGroupsWork": list((viewer, tx) =>
    workingGroups.workingGroupsWork(viewer, tx),
  ),
  "lib/working-groups/queries.ts enterprisesOfUnit": list((viewer, tx) =>
    workingGroups.enterprisesOfUnit(viewer, tx, viewer.appointments[0]?.unitId ?? newId()),
  ),
  "lib/programmes/queries.ts listProgrammes": reading(
    "programme",
    FACTS,
    (viewer, tx) => programmes.listProgrammes(viewer, tx),
    { isReached: mentions },
  ),
  "lib/programmes/queries.ts programmePage": reading("programme", FACTS, (viewer, tx, { id }) =>
    programmes.programmePage(viewer, tx, id),
  ),
  "lib/programmes/queries.ts findItem": reading("programme_item", FACTS, (viewer, tx, row) =>
    programmes.findItem(viewer, tx, said(row, "item_id")),
  ),
  "lib/programmes/queries.ts branchesOfUnit": list((viewer, tx) =>
    programmes.branchesOfUnit(viewer, tx, viewer.appointments[0]?.unitId ?? newId()),
  ),
  "lib/programmes/queries.ts programmesWork": list((viewer, tx) => programmes.programmesWork(viewer, tx)),
  "lib/programmes/reports.ts needRanking": list((viewer, tx) => needs.needRanking(viewer, tx, {})),
  "lib/programmes/reports.ts needsByUnit": list((viewer, tx) => needs.needsByUnit(viewer, tx)),
  "lib/programmes/reports.ts needItems": list((viewer, tx) => needs.needItems(viewer, tx, "housing", {})),
  "lib/programmes/reports.ts needRecords": list((viewer, tx) => needs.needRecords(viewer, tx, "housing", {})),
  "lib/activities/queries.ts findActivity": reading("activity", FACTS, (viewer, tx, { id }) =>
    activities.findActivity(viewer, tx, id),
  ),
  "lib/activities/queries.ts standingActivity": reading("activity", FACTS, (viewer, tx, { id }) =>
    activities.standingActivity(viewer, tx, id),
  ),
  "lib/advice/queries.ts listAdvice": reading(
    "advice",
    FACTS,
    (viewer, tx) => advice.listAdvice(viewer, tx, adviceFilterSchema.parse({})),
    { isReached: mentions },
  ),
  "lib/advice/queries.ts findAdvice": reading("advice", FACTS, (viewer, tx, { id }) =>
    advice.findAdvice(viewer, tx, id),
  ),
  "lib/advice/queries.ts adviceAbout": listOf("enterprise", (viewer, tx, { id }) =>
    advice.adviceAbout(viewer, tx, id),
  ),
  "lib/advice/queries.ts writingDesks": list((viewer, tx) => advice.writingDesks(viewer, tx)),
  "lib/advice/queries.ts findAdviceSubject": reading("enterprise", FACTS, (viewer, tx, { id }) =>
    advice.findAdviceSubject(viewer, tx, { enterpriseId: id, caseId: null, planId: null, campaignId: null }),
  ),
  "lib/advice/queries.ts adviceWork": list((viewer, tx) => advice.adviceWork(viewer, tx)),
  "lib/advice/reports.ts surveyReport": list((viewer, tx) => adviceReports.surveyReport(viewer, tx, {})),
  "lib/oversight/queries.ts listInspections": reading(
    "inspection",
    FACTS,
    everyPage(oversight.listInspections),
    { isReached: mentions },
  ),
  "lib/oversight/queries.ts listVisits": reading("support_visit", FACTS, everyPage(oversight.listVisits), {
    isReached: mentions,
  }),
  "lib/oversight/queries.ts listEvaluations": reading(
    "evaluation",
    FACTS,
    everyPage(oversight.listEvaluations),
    { isReached: mentions },
  ),
  "lib/oversight/queries.ts findInspection": reading("inspection", FACTS, (viewer, tx, { id }) =>
    oversight.findInspection(viewer, tx, id),
  ),
  "lib/oversight/queries.ts findVisit": reading("support_visit", FACTS, (viewer, tx, { id }) =>
    oversight.findVisit(viewer, tx, id),
  ),
  "lib/oversight/queries.ts findEvaluation": reading("evaluation", FACTS, (viewer, tx, { id }) =>
    oversight.findEvaluation(viewer, tx, id),
  ),
  "lib/oversight/queries.ts oversightOf": listOf("branch", (viewer, tx, { id }) =>
    oversight.oversightOf(viewer, tx, { branchId: id }),
  ),
  "lib/oversight/queries.ts findTarget": reading("branch", FACTS, (viewer, tx, { id }) =>
    oversight.findTarget(viewer, tx, { kind: "branch", id }, Line.union),
  ),
  "lib/oversight/queries.ts targetsFor": list((viewer, tx) => oversight.targetsFor(viewer, tx, {})),
  "lib/oversight/queries.ts remediesWork": list((viewer, tx) => oversight.remediesWork(viewer, tx)),
  "lib/partners/queries.ts listPartners": reading(
    "partner",
    "plan.read",
    (viewer, tx) => partners.listPartners(viewer, tx, {}),
    { isReached: mentions },
  ),
  "lib/partners/queries.ts findPartner": reading("partner", "plan.read", (viewer, tx, { id }) =>
    partners.findPartner(viewer, tx, id),
  ),
  "lib/partners/queries.ts activitiesToName": list((viewer, tx) => partners.activitiesToName(viewer, tx)),
  "lib/training/queries.ts listCourses": reading(
    "training_course",
    "plan.read",
    (viewer, tx) => training.listCourses(viewer, tx, courseFilterSchema.parse({})),
    { isReached: mentions },
  ),
  "lib/training/queries.ts findCourse": reading("training_course", "plan.read", (viewer, tx, { id }) =>
    training.findCourse(viewer, tx, id),
  ),
  "lib/training/queries.ts coursePage": reading("training_course", "plan.read", (viewer, tx, { id }) =>
    training.coursePage(viewer, tx, id),
  ),
  "lib/training/queries.ts participantsOf": listOf("training_course", (viewer, tx, { id }) =>
    training.participantsOf(viewer, tx, id),
  ),
  "lib/training/queries.ts findParticipant": reading(
    "training_participant",
    "member.read",
    (viewer, tx, { id }) => training.findParticipant(viewer, tx, id),
  ),
  "lib/training/queries.ts trainingsOf": listOf("person", (viewer, tx, { id }) =>
    training.trainingsOf(viewer, tx, id),
  ),
  "lib/training/queries.ts courseCandidates": listOf("training_course", (viewer, tx, { id }) =>
    training.courseCandidates(viewer, tx, id, { q: ANY_NAME }),
  ),
  "lib/training/queries.ts postOn": exempt("part of entering who took part: persons checked in sight before"),
  "lib/training/reports.ts trainedIndicator": list((viewer, tx) =>
    trainingReports.trainedIndicator(viewer, tx, {}),
  ),
  "lib/training/reports.ts trainedRecords": reading(
    "post",
    "member.read",
    (viewer, tx) => trainingReports.trainedRecords(viewer, tx, "in_office", {}, 500),
    { isReached: (answer, target) => JSON.stringify(answer)?.includes(said(target, "person_id")) === true },
  ),
  "lib/areas/queries.ts listCommunes": exempt("official places, read by everybody signed in"),
  "lib/areas/queries.ts findCommune": exempt("official places, read by everybody signed in"),
  "lib/audit/queries.ts noteProfileRead": list((viewer, tx) =>
    audit.noteProfileRead(viewer, tx, viewer.accountId),
  ),
  "lib/audit/queries.ts recordHistory": reading("person", "member.read", (viewer, tx, { id }) =>
    audit.recordHistory(viewer, tx, { kind: "person", id }),
  ),
  "lib/audit/queries.ts searchTrace": list((viewer, tx) =>
    audit.searchTrace(viewer, tx, traceFilterSchema.parse({})),
  ),
  "lib/branches/queries.ts ruleSetOn": exempt("rules of the charters, read by everybody signed in"),
  "lib/branches/queries.ts branchEvidence": list((viewer, tx) =>
    branches.branchEvidence(viewer, tx, { asOf: today() }),
  ),
  "lib/model-cells/queries.ts criteriaOf": exempt("criteria of the own province, read by everybody of it"),
  "lib/model-cells/queries.ts criteriaYears": exempt("years of those criteria"),
  "lib/model-cells/queries.ts modelCellList": list((viewer, tx) => modelCells.modelCellList(viewer, tx, {})),
  "lib/model-cells/queries.ts modelCellPage": reading("model_cell", FACTS, (viewer, tx, { id }) =>
    modelCells.modelCellPage(viewer, tx, id),
  ),
  "lib/model-cells/queries.ts findModelCell": reading("model_cell", FACTS, (viewer, tx, { id }) =>
    modelCells.findModelCell(viewer, tx, id),
  ),
  "lib/model-cells/queries.ts modelCellsOfBranch": listOf("branch", (viewer, tx, { id }) =>
    modelCells.modelCellsOfBranch(viewer, tx, id),
  ),
  "lib/model-cells/queries.ts knownOf": listOf("branch", async (viewer, tx, { id }) => [
    ...(await modelCells.knownOf(viewer, tx, id, 2014)).values(),
  ]),
  "lib/model-cells/queries.ts modelCellsWork": list((viewer, tx) => modelCells.modelCellsWork(viewer, tx)),
  "lib/model-cells/reports.ts modelCellCounts": exempt("the counts of modelCellIndicator below"),
  "lib/model-cells/reports.ts modelCellIndicator": list((viewer, tx) =>
    strongCells.modelCellIndicator(viewer, tx, {}),
  ),
  "lib/model-cells/reports.ts modelCellRecords": list((viewer, tx) =>
    strongCells.modelCellRecords(viewer, tx, "cells", {}),
  ),
  "lib/consolidation/queries.ts conditionOn": reading("branch", FACTS, (viewer, tx, { id }) =>
    consolidation.conditionOn(viewer, tx, id, today()),
  ),
  "lib/consolidation/queries.ts measurePage": reading("consolidation_measure", FACTS, (viewer, tx, { id }) =>
    consolidation.measurePage(viewer, tx, id),
  ),
  "lib/consolidation/queries.ts measureKeepers": listOf("branch", (viewer, tx, { id }) =>
    consolidation.measureKeepers(viewer, tx, id),
  ),
  "lib/consolidation/queries.ts writableMeasure": reading(
    "consolidation_measure",
    "branch.organise",
    (viewer, tx, { id }) => consolidation.writableMeasure(viewer, tx, id),
  ),
  "lib/consolidation/queries.ts measureList": list((viewer, tx) => consolidation.measureList(viewer, tx, {})),
  "lib/consolidation/queries.ts measuresWork": list((viewer, tx) => consolidation.measuresWork(viewer, tx)),
  "lib/consolidation/queries.ts repairsOf": listOf("branch", (viewer, tx, { id }) =>
    consolidation.repairsOf(viewer, tx, id),
  ),
  "lib/branches/queries.ts diagnoses": list((viewer, tx) =>
    branches.diagnoses(viewer, tx, { asOf: today() }),
  ),
  "lib/branches/queries.ts listBranches": reading(
    "branch",
    FACTS,
    (viewer, tx) => branches.listBranches(viewer, tx, branchFilterSchema.parse({ q: ANY_NAME })),
    { isReached: mentions },
  ),
  "lib/branches/queries.ts allBranches": reading(
    "branch",
    FACTS,
    (viewer, tx) => branches.allBranches(viewer, tx, branchFilterSchema.parse({ q: ANY_NAME })),
    { isReached: mentions },
  ),
  "lib/branches/queries.ts branchDetails": reading(
    "branch",
    FACTS,
    async (viewer, tx, { id }) => [...(await branches.branchDetails(viewer, tx, [id])).keys()],
    { isReached: mentions },
  ),
  "lib/branches/queries.ts findBranch": reading("branch", FACTS, (viewer, tx, { id }) =>
    branches.findBranch(viewer, tx, id),
  ),
  "lib/branches/queries.ts branchPage": reading("branch", FACTS, (viewer, tx, { id }) =>
    branches.branchPage(viewer, tx, id),
  ),
  "lib/branches/queries.ts listBranchesOfEnterprise": listOf("enterprise", async (viewer, tx, target) =>
    branches.listBranchesOfEnterprise(viewer, tx, target.id),
  ),
  "lib/branches/queries.ts branchesWaiting": list((viewer, tx) => branches.branchesWaiting(viewer, tx)),
  "lib/branches/queries.ts branchesWork": list((viewer, tx) => branches.branchesWork(viewer, tx)),
  "lib/branches/queries.ts enterprisesToOrganise": list((viewer, tx) =>
    Promise.all(Object.values(Line).map((line) => branches.enterprisesToOrganise(viewer, tx, { line }))),
  ),
  "lib/branches/queries.ts foundingPage": listOf("enterprise", (viewer, tx, { id }) =>
    branches.foundingPage(viewer, tx, { enterpriseId: id }),
  ),
  "lib/branches/queries.ts correctionPage": reading("branch", ORGANISED, (viewer, tx, { id }) =>
    branches.correctionPage(viewer, tx, id),
  ),
  "lib/branches/queries.ts matchFounders": list((viewer, tx) =>
    branches.matchFounders(viewer, tx, [{ ...founder(0), name: ANY_NAME }], { loosely: true }),
  ),
  "lib/branches/queries.ts coveragePage": reading("branch", ORGANISED, (viewer, tx, { id }) =>
    branches.coveragePage(viewer, tx, id, undefined),
  ),
  "lib/branches/queries.ts obstaclesToEnding": exempt(
    "counts inside the dissolving of an organisation already found",
  ),
  "lib/branches/queries.ts unitNames": exempt("names of the own province's units; unit_version in tables.ts"),
  "lib/branches/queries.ts dissolutionPage": reading("branch", ORGANISED, (viewer, tx, { id }) =>
    branches.dissolutionPage(viewer, tx, id),
  ),
  "lib/cases/queries.ts casesOfEnterprise": listOf("enterprise", (viewer, tx, { id }) =>
    cases.casesOfEnterprise(viewer, tx, id),
  ),
  "lib/cases/queries.ts listCases": reading(
    "establishment_case",
    FACTS,
    (viewer, tx) => cases.listCases(viewer, tx),
    { isReached: mentions },
  ),
  "lib/cases/queries.ts findCase": reading("establishment_case", FACTS, (viewer, tx, { id }) =>
    cases.findCase(viewer, tx, id),
  ),
  "lib/cases/queries.ts casePage": reading("establishment_case", FACTS, (viewer, tx, { id }) =>
    cases.casePage(viewer, tx, id),
  ),
  "lib/cases/queries.ts schemesOf": exempt("the own province's rules; case_scheme in tables.ts"),
  "lib/areas/queries.ts unitsOfCommune": exempt(
    "units and places, whoever is signed in; unit_version in tables.ts",
  ),
  "lib/cases/queries.ts schemePage": exempt("the own province's rules; case_scheme in tables.ts"),
  "lib/cases/queries.ts knownMembers": exempt("counts of an enterprise whose case was found"),
  "lib/cases/queries.ts casesWork": list((viewer, tx) => cases.casesWork(viewer, tx)),
  "lib/cases/queries.ts findEnterpriseForCase": reading("goal", "case.work", (viewer, tx, goal) =>
    cases.findEnterpriseForCase(viewer, tx, said(goal, "enterprise_id"), lineOf(goal)),
  ),
  "lib/cases/queries.ts listOverrides": reading(
    "override_request",
    "exception.read",
    (viewer, tx) => cases.listOverrides(viewer, tx),
    { isReached: mentions, rows: isHanging },
  ),
  "lib/feedback/queries.ts listIssues": reading(
    "issue",
    FACTS,
    (viewer, tx) => feedback.listIssues(viewer, tx, {}),
    {
      isReached: mentions,
    },
  ),
  "lib/feedback/queries.ts findIssue": reading("issue", FACTS, (viewer, tx, { id }) =>
    feedback.findIssue(viewer, tx, String(id)),
  ),
  "lib/feedback/queries.ts issueGroups": list((viewer, tx) => feedback.issueGroups(viewer, tx, {})),
  "lib/feedback/queries.ts openByCategory": list((viewer, tx) => feedback.openByCategory(viewer, tx, {})),
  "lib/feedback/queries.ts openByTask": list((viewer, tx) => feedback.openByTask(viewer, tx, newId())),
  "lib/feedback/queries.ts issuesWork": list((viewer, tx) => feedback.issuesWork(viewer, tx)),
  "lib/feedback/queries.ts issuesAsked": list((viewer, tx) => feedback.issuesAsked(viewer, tx)),
  "lib/feedback/queries.ts raisers": list((viewer, tx) => feedback.raisers(viewer, tx)),
  "lib/feedback/queries.ts findSubject": reading("enterprise", FACTS, (viewer, tx, { id }) =>
    feedback.findSubject(viewer, tx, { enterpriseId: String(id) }),
  ),
  "lib/cases/queries.ts overridesAsked": list((viewer, tx) => cases.overridesAsked(viewer, tx)),
  "lib/cases/queries.ts overridesWork": list((viewer, tx) => cases.overridesWork(viewer, tx)),
  "lib/inbox/queries.ts unreadNotices": list((viewer, tx) => inbox.unreadNotices(viewer, tx)),
  "lib/inbox/queries.ts inboxPage": list((viewer, tx) => inbox.inboxPage(viewer, tx, { show: "all" })),
  "lib/inbox/queries.ts findNotice": list((viewer, tx) => inbox.findNotice(viewer, tx, newId())),
  "lib/inbox/queries.ts inboxChoices": list((viewer, tx) => inbox.inboxChoices(viewer, tx)),
  "lib/worklist/queries.ts listWork": list((viewer, tx) => work.listWork(viewer, tx)),
  "lib/worklist/queries.ts listAsked": list((viewer, tx) => work.listAsked(viewer, tx)),
  "lib/worklist/queries.ts workPage": list((viewer, tx) => work.workPage(viewer, tx, { page: 1 })),
  "lib/cases/queries.ts overridesOn": reading(
    "override_request",
    "exception.read",
    (viewer, tx, row) =>
      cases.overridesOn(viewer, tx, {
        rule: said(row, "rule"),
        line: lineOf(row),
        branchId: said(row, "branch_id"),
      }),
    { isReached: mentions, rows: isHanging },
  ),
  "lib/enterprises/queries.ts listEnterprises": reading(
    "enterprise",
    FACTS,
    (viewer, tx) => enterprises.listEnterprises(viewer, tx, enterpriseFilterSchema.parse({ q: ANY_NAME })),
    { isReached: mentions },
  ),
  "lib/enterprises/queries.ts allEnterprises": reading(
    "enterprise",
    FACTS,
    (viewer, tx) =>
      gathered(enterprises.allEnterprises(viewer, tx, enterpriseFilterSchema.parse({ q: ANY_NAME }))),
    { isReached: mentions },
  ),
  "lib/enterprises/queries.ts enterpriseDetails": reading(
    "enterprise",
    FACTS,
    async (viewer, tx, { id }) => [...(await enterprises.enterpriseDetails(viewer, tx, [id])).keys()],
    { isReached: mentions },
  ),
  "lib/enterprises/queries.ts unitsToFilter": exempt(
    "names of the own province's units; unit_version in tables.ts",
  ),
  "lib/enterprises/queries.ts unitsToRegisterFor": exempt("the own units"),
  "lib/enterprises/queries.ts areasToFilter": list((viewer, tx) => enterprises.areasToFilter(viewer, tx)),
  "lib/enterprises/queries.ts findEnterprise": reading("enterprise", FACTS, (viewer, tx, { id }) =>
    enterprises.findEnterprise(viewer, tx, id),
  ),
  "lib/enterprises/queries.ts namesOf": exempt("names of units and a place, of an enterprise already found"),
  "lib/enterprises/queries.ts visitsOf": reading(
    "visit",
    FACTS,
    (viewer, tx, visit) => enterprises.visitsOf(viewer, tx, said(visit, "enterprise_id")),
    { isReached: mentions },
  ),
  "lib/enterprises/queries.ts latestFigures": listOf("enterprise", (viewer, tx, { id }) =>
    enterprises.latestFigures(viewer, tx, id),
  ),
  "lib/enterprises/queries.ts organisationEvents": exempt(
    "of an enterprise that was found; coverage, activity and congress_step in tables.ts",
  ),
  "lib/enterprises/queries.ts surveyMoves": reading(
    "survey_event",
    FACTS,
    (viewer, tx, move) => enterprises.surveyMoves(viewer, tx, said(move, "enterprise_id")),
    { isReached: mentions },
  ),
  "lib/enterprises/queries.ts likelyDuplicates": listOf("enterprise", (viewer, tx, row) =>
    enterprises.likelyDuplicates(viewer, tx, { name: said(row, "name") }),
  ),
  "lib/enterprises/queries.ts isTaxCodeTaken": exempt(
    "yes or no across scopes (V19); tested with the functions of access",
  ),
  "lib/duplicates/queries.ts duplicatesToDecide": list((viewer, tx) =>
    duplicates.duplicatesToDecide(viewer, tx),
  ),
  "lib/duplicates/queries.ts duplicatePairs": list((viewer, tx) => duplicates.duplicatePairs(viewer, tx)),
  "lib/duplicates/queries.ts pairsDecided": list((viewer, tx) => duplicates.pairsDecided(viewer, tx)),
  "lib/duplicates/queries.ts comparePair": exempt(
    "both records below the viewer, outsiders among all: tests/lib/duplicates/merge.db.test.ts",
  ),
  "lib/duplicates/queries.ts duplicatesAsked": list((viewer, tx) => duplicates.duplicatesAsked(viewer, tx)),
  "lib/transfers/queries.ts transferLists": list((viewer, tx) => transfers.transferLists(viewer, tx)),
  "lib/transfers/queries.ts transfersWork": list((viewer, tx) => transfers.transfersWork(viewer, tx)),
  "lib/transfers/queries.ts transfersAsked": list((viewer, tx) => transfers.transfersAsked(viewer, tx)),
  "lib/transfers/queries.ts transferPage": reading("transfer", "member.read", (viewer, tx, { id }) =>
    transfers.transferPage(viewer, tx, id),
  ),
  "lib/transfers/queries.ts transferDestinations": exempt(
    "names of organisations, also out of sight, to send somebody there; nobody's names: tests/lib/transfers",
  ),
  "lib/transfers/queries.ts membershipCheck": list((viewer, tx) => transfers.membershipCheck(viewer, tx)),
  "lib/fees/queries.ts feeRulesOn": exempt("rules of the charter's day: nobody's record"),
  "lib/fees/queries.ts feeMonth": exempt("part of feePage and collectFees"),
  "lib/fees/queries.ts feePage": reading("branch", "member.read", (viewer, tx, { id }) =>
    fees.feePage(viewer, tx, id, "2014-11-01"),
  ),
  "lib/fees/queries.ts feeOverview": list((viewer, tx) => fees.feeOverview(viewer, tx, "2014-11-01")),
  "lib/fees/queries.ts feesWork": list((viewer, tx) => fees.feesWork(viewer, tx)),
  "lib/fees/queries.ts feesAsked": list((viewer, tx) => fees.feesAsked(viewer, tx)),
  "lib/fees/queries.ts exemptionPage": listOf("membership", (viewer, tx, target) =>
    fees.exemptionPage(viewer, tx, said(target, "branch_id"), target.id),
  ),
  "lib/fees/queries.ts branchPayments": reading("branch", "member.read", (viewer, tx, { id }) =>
    fees.branchPayments(viewer, tx, id),
  ),
  "lib/fees/queries.ts paymentDesk": list((viewer, tx) => fees.paymentDesk(viewer, tx)),
  "lib/fees/reports.ts feeShares": list((viewer, tx) => feeReports.feeShares(viewer, tx, "2014-10-01")),
  "lib/fees/reports.ts feeArrears": list((viewer, tx) => feeReports.feeArrears(viewer, tx, 2014)),
  "lib/referrals/queries.ts residenceMonths": exempt("a rule of the charter's day: nobody's record"),
  "lib/referrals/queries.ts referralLists": list((viewer, tx) => referrals.referralLists(viewer, tx)),
  "lib/referrals/queries.ts referralsWork": list((viewer, tx) => referrals.referralsWork(viewer, tx)),
  "lib/referrals/queries.ts referralsAsked": list((viewer, tx) => referrals.referralsAsked(viewer, tx)),
  "lib/referrals/queries.ts referralPage": reading("referral", "member.read", (viewer, tx, { id }) =>
    referrals.referralPage(viewer, tx, id),
  ),
  "lib/referrals/queries.ts referralsOf": listOf("person", (viewer, tx, { id }) =>
    referrals.referralsOf(viewer, tx, id),
  ),
  "lib/referrals/reports.ts residenceIndicator": list((viewer, tx) =>
    residence.residenceIndicator(viewer, tx, {}),
  ),
  "lib/referrals/reports.ts residenceRecords": list(async (viewer, tx) => [
    await residence.residenceRecords(viewer, tx, "away", {}),
    await residence.residenceRecords(viewer, tx, "unknown", {}),
  ]),
  "lib/discipline/queries.ts disciplineOfBranch": reading(
    "discipline",
    "discipline.read",
    (viewer, tx, row) => discipline.disciplineOfBranch(viewer, tx, said(row, "branch_id")),
  ),
  "lib/discipline/queries.ts disciplineOfPerson": reading(
    "discipline",
    "discipline.read",
    (viewer, tx, row) => discipline.disciplineOfPerson(viewer, tx, said(row, "person_id")),
    { rows: (row) => row["person_id"] !== null, isReached: isListed },
  ),
  "lib/discipline/queries.ts newDiscipline": exempt("the form of what recordDiscipline does"),
  "lib/discipline/queries.ts findDiscipline": reading(
    "discipline",
    "member.keep",
    (viewer, tx, row) => discipline.findDiscipline(viewer, tx, said(row, "branch_id"), row.id),
    { rows: (row) => row["kind"] === "reprimand" },
  ),
  "lib/congresses/queries.ts congressList": list((viewer, tx) => congresses.congressList(viewer, tx, {})),
  "lib/congresses/queries.ts congressesWork": list((viewer, tx) => congresses.congressesWork(viewer, tx)),
  "lib/congresses/queries.ts congressesAsked": list((viewer, tx) => congresses.congressesAsked(viewer, tx)),
  "lib/congresses/queries.ts findCongress": reading("congress", FACTS, (viewer, tx, { id }) =>
    congresses.findCongress(viewer, tx, id),
  ),
  "lib/congresses/queries.ts congressPage": reading("congress", FACTS, (viewer, tx, { id }) =>
    congresses.congressPage(viewer, tx, id),
  ),
  "lib/congresses/queries.ts branchCongresses": reading("branch", FACTS, (viewer, tx, { id }) =>
    congresses.branchCongresses(viewer, tx, id),
  ),
  "lib/congresses/queries.ts seatsOf": listOf("congress", (viewer, tx, { id }) =>
    congresses.seatsOf(viewer, tx, id),
  ),
  "lib/congresses/queries.ts committeeOn": exempt(
    "counts members of an organisation that findCongress or memberBranch gave: part of holdCongress",
  ),
  "lib/imports/queries.ts listImports": IMPORTS,
  "lib/imports/queries.ts importPage": IMPORTS,
  "lib/imports/queries.ts findImport": IMPORTS,
  "lib/imports/queries.ts importedBefore": IMPORTS,
  "lib/imports/queries.ts firstRows": IMPORTS,
  "lib/imports/queries.ts suggestLayout": IMPORTS,
  "lib/imports/queries.ts previewOf": IMPORTS,
  "lib/imports/queries.ts outcomeCounts": IMPORTS,
  "lib/imports/queries.ts listRows": IMPORTS,
  "lib/imports/queries.ts resultFile": IMPORTS,
  "lib/imports/queries.ts listLayouts": IMPORTS,
  "lib/imports/queries.ts findLayoutRecord": IMPORTS,
  "lib/imports/queries.ts contextChoices": list(async (viewer, tx) => [
    await imports.contextChoices(viewer, tx, "enterprises"),
    await imports.contextChoices(viewer, tx, "members"),
  ]),
  "lib/exports/queries.ts findExport": EXPORTS,
  "lib/exports/queries.ts exportedPersons": EXPORTS,
  "lib/exports/queries.ts personList": EXPORTS,
  "lib/exports/queries.ts exportedList": exempt(
    "as a file the rows of the lists themselves: tests/lib/exports",
  ),
  "lib/imports/reports.ts blankTemplate": exempt(
    "as a file the names that listCommunes, listCampaigns, allBranches, allEnterprises list: tests/lib/imports",
  ),
  "lib/indicators/queries.ts openQuestion": list((viewer, tx) =>
    indicators.openQuestion(viewer, tx, INDICATOR_PARAMS),
  ),
  "lib/indicators/queries.ts structureOn": exempt("units of the own province; unit_version in tables.ts"),
  "lib/indicators/queries.ts indicatorRecords": list(async (viewer, tx) => {
    const found: unknown[] = [];
    for (const indicator of INDICATORS) {
      found.push(await indicators.indicatorRecords(viewer, tx, indicator, INDICATOR_PARAMS));
    }
    return found;
  }),
  "lib/indicators/reports.ts indicatorTable": list((viewer, tx) =>
    indicatorReports.indicatorTable(viewer, tx, INDICATOR_PARAMS),
  ),
  "lib/indicators/reports.ts dashboard": list((viewer, tx) =>
    indicatorReports.dashboard(viewer, tx, INDICATOR_PARAMS),
  ),
  "lib/members/queries.ts membersWork": list((viewer, tx) => members.membersWork(viewer, tx)),
  "lib/members/queries.ts membersAsked": list((viewer, tx) => members.membersAsked(viewer, tx)),
  "lib/members/queries.ts memberBranch": reading("branch", FACTS, (viewer, tx, { id }) =>
    members.memberBranch(viewer, tx, id),
  ),
  "lib/members/queries.ts listMembersOfBranch": listOf("branch", async (viewer, tx, { id }) => {
    const found: unknown[] = [];
    for (const state of MEMBER_STATES) {
      found.push(await members.listMembersOfBranch(viewer, tx, id, memberFilterSchema.parse({ state })));
    }
    return found;
  }),
  "lib/members/queries.ts countMembers": list((viewer, tx) =>
    members.countMembers(viewer, tx, memberFilterSchema.parse({})),
  ),
  "lib/members/queries.ts listMembers": reading(
    "membership",
    "member.read",
    (viewer, tx) => members.listMembers(viewer, tx, memberFilterSchema.parse({ q: ANY_NAME })),
    { isReached: (answer, row) => mentions(answer, row, "person_id") },
  ),
  "lib/members/queries.ts allMembers": list((viewer, tx) =>
    members.allMembers(viewer, tx, memberFilterSchema.parse({}), 1000),
  ),
  "lib/members/queries.ts memberDetails": reading(
    "person",
    "member.read",
    async (viewer, tx, { id }) => [...(await members.memberDetails(viewer, tx, [id])).keys()],
    { isReached: mentions },
  ),
  "lib/members/queries.ts waitingAdmissions": list((viewer, tx) => members.waitingAdmissions(viewer, tx)),
  "lib/members/queries.ts searchPersons": list((viewer, tx) =>
    members.searchPersons(viewer, tx, { q: ANY_NAME }),
  ),
  "lib/members/queries.ts likelyDuplicates": listOf("person", (viewer, tx, { search_key }) =>
    members.likelyDuplicates(viewer, tx, { searchKey: String(search_key), birth: null, areaId: null }),
  ),
  "lib/members/queries.ts likelyDuplicatesOf": listOf("person", (viewer, tx, { search_key }) =>
    members.likelyDuplicatesOf(viewer, tx, [{ searchKey: String(search_key), birth: null, areaId: null }]),
  ),
  "lib/members/queries.ts findPerson": reading("person", "member.read", (viewer, tx, { id }) =>
    members.findPerson(viewer, tx, id),
  ),
  "lib/members/queries.ts keepsPerson": reading(
    "person",
    "member.keep",
    (viewer, tx, { id }) => members.keepsPerson(viewer, tx, id),
    { isReached: (answer) => answer === true },
  ),
  "lib/members/queries.ts personPage": reading("person", "member.read", (viewer, tx, { id }) =>
    members.personPage(viewer, tx, id),
  ),
  "lib/members/queries.ts areaName": exempt("the name of an official place"),
  "lib/members/queries.ts findMembership": reading("membership", "member.read", (viewer, tx, row) =>
    members.findMembership(viewer, tx, said(row, "branch_id"), row.id),
  ),
  "lib/members/queries.ts currentMembership": reading("membership", "member.read", (viewer, tx, { id }) =>
    members.currentMembership(viewer, tx, id),
  ),
  "lib/members/queries.ts awardsOf": reading(
    "award",
    "member.read",
    (viewer, tx, award) => members.awardsOf(viewer, tx, said(award, "person_id")),
    { isReached: isListed },
  ),
  "lib/members/queries.ts countAway": list((viewer, tx) => members.countAway(viewer, tx)),
  "lib/members/queries.ts statusesOf": reading(
    "membership_status",
    "member.read",
    (viewer, tx, status) => {
      const period = { validFrom: "2012-01-01", validTo: null };
      const about = { personId: said(status, "person_id"), branchId: said(status, "branch_id") };
      return members.statusesOf(viewer, tx, { ...about, ...period });
    },
    { isReached: isListed },
  ),
  "lib/members/queries.ts hasGuardianConsent": list((viewer, tx) =>
    members.hasGuardianConsent(viewer, tx, "00000000-0000-4000-8000-000000000000"),
  ),
  "lib/members/queries.ts branchPosts": reading("post", "member.read", (viewer, tx, post) =>
    members.branchPosts(viewer, tx, said(post, "branch_id")),
  ),
  "lib/members/queries.ts memberGrid": reading("branch", "member.keep", (viewer, tx, { id }) =>
    members.memberGrid(viewer, tx, id, { rows: "present" }),
  ),
  "lib/members/queries.ts membersOf": reading(
    "membership",
    "member.read",
    (viewer, tx, row) => members.membersOf(viewer, tx, [said(row, "branch_id")], today()),
    { isReached: (answer, row) => mentions(answer, row, "person_id") },
  ),
  "lib/members/queries.ts findPost": reading("post", "member.read", (viewer, tx, post) =>
    members.findPost(viewer, tx, said(post, "branch_id"), post.id),
  ),
  "lib/members/reports.ts membersWaiting": list((viewer, tx) => memberReports.membersWaiting(viewer, tx)),
  "lib/members/reports.ts peopleOfEnterprise": listOf("enterprise", (viewer, tx, { id }) =>
    memberReports.peopleOfEnterprise(viewer, tx, id),
  ),
  "lib/composing/queries.ts composingUnits": list((viewer, tx) => composing.composingUnits(viewer, tx)),
  "lib/composing/queries.ts planDrafts": list((viewer, tx) => composing.planDrafts(viewer, tx)),
  // Who sees a draft: tests/lib/composing/composing.db.test.ts.
  "lib/composing/queries.ts draftPage": listOf("plan", (viewer, tx, { id }) =>
    composing.draftPage(viewer, tx, id),
  ),
  "lib/composing/queries.ts composingChoices": listOf("plan", (viewer, tx, { id }) =>
    composing.composingChoices(viewer, tx, id),
  ),
  "lib/composing/queries.ts draftClauses": listOf("plan", (viewer, tx, { id }) =>
    composing.draftClauses(viewer, tx, id),
  ),
  "lib/composing/queries.ts clauseOf": listOf("plan_task", (viewer, tx, { id }) =>
    composing.clauseOf(viewer, tx, id),
  ),
  "lib/composing/queries.ts receivedPlan": listOf("plan", (viewer, tx, { id, ...row }) =>
    composing.receivedPlan(viewer, tx, id, String(row["unit_id"])),
  ),
  "lib/composing/queries.ts cloneable": listOf("plan", (viewer, tx, { id }) =>
    composing.cloneable(viewer, tx, id),
  ),
  "lib/composing/queries.ts planFamily": reading(
    "plan",
    "plan.read",
    (viewer, tx, { id }) => composing.planFamily(viewer, tx, id),
    { rows: isIssued },
  ),
  "lib/composing/queries.ts listableGoals": listOf("plan", (viewer, tx, { id }) =>
    composing.listableGoals(viewer, tx, id),
  ),
  "lib/composing/queries.ts planLists": reading(
    "plan",
    "plan.read",
    (viewer, tx, { id }) => composing.planLists(viewer, tx, id),
    { rows: isIssued },
  ),
  "lib/directives/queries.ts listDirectives": list((viewer, tx) => directives.listDirectives(viewer, tx)),
  "lib/directives/queries.ts directivePage": reading("directive", "plan.read", (viewer, tx, { id }) =>
    directives.directivePage(viewer, tx, id),
  ),
  "lib/directives/queries.ts directivesOf": listOf("plan", (viewer, tx, { id }) =>
    directives.directivesOf(viewer, tx, id),
  ),
  "lib/papers/queries.ts branchPapers": reading("branch", FACTS, (viewer, tx, { id }) =>
    papers.branchPapers(viewer, tx, id),
  ),
  "lib/papers/queries.ts paperPage": reading(
    "branch_paper",
    FACTS,
    (viewer, tx, { id }) => papers.paperPage(viewer, tx, id),
    { rows: (row) => row["state"] !== "draft" },
  ),
  "lib/papers/queries.ts paperFigures": exempt("counts of rows already in sight, for one organisation"),
  "lib/papers/queries.ts papersInSight": list((viewer, tx) => papers.papersInSight(viewer, tx)),
  "lib/papers/queries.ts papersWork": list((viewer, tx) => papers.papersWork(viewer, tx)),
  "lib/receipts/queries.ts planReceipts": reading(
    "plan",
    "plan.read",
    (viewer, tx, { id }) => receipts.planReceipts(viewer, tx, id),
    { rows: isIssued },
  ),
  "lib/receipts/queries.ts planObligations": reading(
    "plan",
    "plan.read",
    (viewer, tx, { id }) => receipts.planObligations(viewer, tx, id),
    { rows: isIssued },
  ),
  "lib/receipts/queries.ts obligationPage": listOf("plan_task", (viewer, tx, { id, ...row }) =>
    receipts.obligationPage(viewer, tx, String(row["plan_id"]), id, String(row["unit_id"])),
  ),
  "lib/receipts/queries.ts plansWork": list((viewer, tx) => receipts.plansWork(viewer, tx)),
  // A board is the units' and the province's: a secretary reads the cases of the own enterprise on their pages.
  "lib/pipeline/reports.ts pipeline": list((viewer, tx) =>
    pipelines.pipeline(viewer, tx, pipelineFilterSchema.parse({ view: "list" })),
  ),
  "lib/pipeline/reports.ts worstStalls": list((viewer, tx) => pipelines.worstStalls(viewer, tx, {})),
  "lib/plans/queries.ts planInForce": list((viewer, tx) => plans.planInForce(viewer, tx)),
  "lib/plans/queries.ts listPlans": reading(
    "plan",
    "plan.read",
    (viewer, tx) => plans.listPlans(viewer, tx),
    {
      isReached: mentions,
      rows: isIssued,
    },
  ),
  "lib/plans/queries.ts findPlan": reading(
    "plan",
    "plan.read",
    (viewer, tx, { id }) => plans.findPlan(viewer, tx, id),
    { rows: isIssued },
  ),
  "lib/plans/queries.ts planPage": reading(
    "plan",
    "plan.read",
    (viewer, tx, { id }) => plans.planPage(viewer, tx, id),
    { rows: isIssued },
  ),
  "lib/plans/queries.ts resolutionTaskPage": reading("resolution_task", "plan.write", (viewer, tx, task) =>
    plans.resolutionTaskPage(viewer, tx, said(task, "plan_id"), task.id),
  ),
  "lib/plans/queries.ts goalStates": reading(
    "goal",
    FACTS,
    (viewer, tx, goal) => plans.goalStates(viewer, tx, { planId: said(goal, "plan_id"), asOf: today() }),
    { isReached: mentions },
  ),
  "lib/plans/queries.ts goalsOfEnterprise": listOf("enterprise", (viewer, tx, { id }) =>
    plans.goalsOfEnterprise(viewer, tx, id),
  ),
  "lib/plans/queries.ts listGoals": list((viewer, tx) =>
    plans.listGoals(viewer, tx, goalFilterSchema.parse({})),
  ),
  "lib/plans/queries.ts allGoals": list((viewer, tx) =>
    plans.allGoals(viewer, tx, goalFilterSchema.parse({})),
  ),
  "lib/plans/queries.ts goalPage": reading("goal", FACTS, (viewer, tx, { id }) =>
    plans.goalPage(viewer, tx, id),
  ),
  "lib/plans/queries.ts goalsWork": list((viewer, tx) => plans.goalsWork(viewer, tx)),
  "lib/plans/queries.ts missingGoals": exempt(
    "part of fixGoals; goals it would fix are of enterprises already in sight",
  ),
  "lib/coordination/queries.ts remindersOf": reading(
    "reminder",
    FACTS,
    (viewer, tx, reminder) => coordination.remindersOf(viewer, tx, { planId: said(reminder, "plan_id") }),
    { isReached: (answer, { id }) => JSON.stringify(answer).includes(id) },
  ),
  "lib/coordination/queries.ts reminderPage": reading("reminder", FACTS, (viewer, tx, { id }) =>
    coordination.reminderPage(viewer, tx, id),
  ),
  "lib/coordination/queries.ts remindersWork": list((viewer, tx) => coordination.remindersWork(viewer, tx)),
  "lib/coordination/reports.ts coordinationCells": listOf("plan", async (viewer, tx, { id }) => [
    ...(await coordinationReports.coordinationCells(viewer, tx, id, today())),
  ]),
  "lib/coordination/reports.ts coordinationMatrix": list((viewer, tx) =>
    coordinationReports.coordinationMatrix(viewer, tx, {}),
  ),
  "lib/targets/queries.ts targetsOf": reading(
    "target",
    "plan.read",
    (viewer, tx, target) => targets.targetsOf(viewer, tx, { planId: said(target, "plan_id") }),
    { rows: isOfUnit, isReached: (answer, { id }) => JSON.stringify(answer).includes(id) },
  ),
  "lib/targets/queries.ts openTargets": list((viewer, tx) => targets.openTargets(viewer, tx, {})),
  "lib/targets/queries.ts targetHistory": reading(
    "target",
    "plan.read",
    (viewer, tx, { id }) => targets.targetHistory(viewer, tx, id),
    { rows: isOfUnit },
  ),
  "lib/targets/queries.ts targetSheet": listOf("plan", (viewer, tx, { id }) =>
    targets.targetSheet(viewer, tx, {
      ...{ planId: id, metric: { indicator: "K11", line: "union" }, unitId: null },
      period: { from: "2014-01-01", to: "2015-01-01" },
    }),
  ),
  "lib/targets/queries.ts clausesOf": listOf("plan", (viewer, tx, { id }) =>
    targets.clausesOf(viewer, tx, id),
  ),
  "lib/targets/queries.ts endedUnits": exempt("units of the own province; unit_version in tables.ts"),
  "lib/targets/queries.ts branchNames": reading(
    "branch",
    FACTS,
    (viewer, tx, { id }) => targets.branchNames(viewer, tx, [id]),
    { isReached: (answer) => answer instanceof Map && answer.size > 0 },
  ),
  "lib/targets/queries.ts targetForm": list((viewer, tx) =>
    targets.targetForm(viewer, tx, { planId: null, metric: null, period: null, unitId: null }),
  ),
  "lib/targets/reports.ts targetLines": list((viewer, tx) =>
    targetReports.targetLines(viewer, tx, { asOf: today() }),
  ),
  "lib/targets/reports.ts targetBoard": list((viewer, tx) => targetReports.targetBoard(viewer, tx, {})),
  "lib/targets/reports.ts targetPage": reading(
    "target",
    "plan.read",
    (viewer, tx, { id }) => targetReports.targetPage(viewer, tx, id),
    { rows: (row) => isOfUnit(row) && row["indicator"] === "K11" },
  ),
  "lib/priority/queries.ts standingWeights": listOf("plan", (viewer, tx, plan) =>
    priority.standingWeights(viewer, tx, said(plan, "province_id")),
  ),
  "lib/priority/queries.ts weightsOn": listOf("plan", (viewer, tx, plan) =>
    priority.weightsOn(viewer, tx, { provinceId: said(plan, "province_id"), asOf: today() }),
  ),
  "lib/priority/queries.ts weightsPage": list((viewer, tx) => priority.weightsPage(viewer, tx)),
  "lib/priority/reports.ts priorityList": list((viewer, tx) =>
    priorityReports.priorityList(viewer, tx, priorityFilterSchema.parse({ line: "association" })),
  ),
  "lib/priority/reports.ts allPriorities": list((viewer, tx) =>
    priorityReports.allPriorities(viewer, tx, priorityFilterSchema.parse({})),
  ),
  "lib/privacy/queries.ts calendar": LAW,
  "lib/privacy/queries.ts textVersions": LAW,
  "lib/privacy/queries.ts textOn": LAW,
  "lib/privacy/queries.ts contacts": LAW,
  "lib/privacy/queries.ts purposes": LAW,
  "lib/privacy/queries.ts legalGrounds": LAW,
  "lib/privacy/queries.ts processingRegister": LAW,
  "lib/privacy/queries.ts findSubject": reading("person", "member.read", (viewer, tx, { id }) =>
    privacy.findSubject(viewer, tx, id),
  ),
  "lib/privacy/queries.ts privacyOfPerson": reading("person", "member.read", (viewer, tx, { id }) =>
    privacy.privacyOfPerson(viewer, tx, id),
  ),
  "lib/privacy/queries.ts personsWithoutBasis": list(privacy.personsWithoutBasis),
  "lib/privacy/queries.ts listRequests": list(privacy.listRequests),
  "lib/privacy/queries.ts requestPage": reading("data_request", "privacy.register", (viewer, tx, { id }) =>
    privacy.requestPage(viewer, tx, id),
  ),
  "lib/privacy/queries.ts findRequest": reading("data_request", "privacy.desk", (viewer, tx, { id }) =>
    privacy.findRequest(viewer, tx, id),
  ),
  "lib/privacy/queries.ts keepReason": PRIVACY,
  "lib/privacy/queries.ts retentionPage": PRIVACY,
  "lib/privacy/queries.ts retentionDue": PRIVACY,
  "lib/privacy/queries.ts listExports": list((viewer, tx) => privacy.listExports(viewer, tx)),
  "lib/privacy/queries.ts openExport": PRIVACY,
  "lib/privacy/queries.ts listBreaches": list((viewer, tx) => privacy.listBreaches(viewer, tx)),
  "lib/privacy/queries.ts affectedPersons": PRIVACY,
  "lib/privacy/queries.ts privacyDesk": list((viewer, tx) => privacy.privacyDesk(viewer, tx)),
  "lib/movements/queries.ts movementQuestion": list((viewer, tx) =>
    movements.movementQuestion(viewer, tx, MOVEMENT_PARAMS),
  ),
  "lib/movements/queries.ts movementPeople": list(async (viewer, tx) => {
    const found: unknown[] = [];
    for (const movement of ["opening", "closing", "in.founding"] as const) {
      for (const line of LINE_TABS) {
        found.push(await movements.movementPeople(viewer, tx, movement, { ...MOVEMENT_PARAMS, line }));
      }
    }
    return found;
  }),
  "lib/movements/reports.ts movementTable": list((viewer, tx) =>
    movementReports.movementTable(viewer, tx, MOVEMENT_PARAMS),
  ),
  "lib/indicators/reports.ts enterpriseProfile": exempt(
    "counts of enterprises, of a question already opened",
  ),
  "lib/movements/reports.ts countPersons": exempt("counts of persons, of a question already opened"),
  "lib/movements/reports.ts countMovements": exempt("counts inside the table, of a question already opened"),
  "lib/ratings/queries.ts schemeOf": exempt("a catalogue, read by everybody signed in"),
  "lib/ratings/queries.ts ratingOf": reading(
    "branch_rating",
    FACTS,
    (viewer, tx, row) => ratings.ratingOf(viewer, tx, said(row, "branch_id"), 2013),
    { isReached: mentions },
  ),
  "lib/ratings/queries.ts branchRatings": reading("branch", FACTS, (viewer, tx, { id }) =>
    ratings.branchRatings(viewer, tx, id, 2013),
  ),
  "lib/ratings/queries.ts memberRatingsOf": reading(
    "member_rating",
    "member.read",
    (viewer, tx, row) => ratings.memberRatingsOf(viewer, tx, said(row, "branch_id"), Number(row["year"])),
    { isReached: mentions },
  ),
  "lib/ratings/queries.ts ratedMembers": listOf("branch", (viewer, tx, { id }) =>
    ratings.ratedMembers(viewer, tx, id, 2013),
  ),
  "lib/ratings/queries.ts memberRatings": listOf("branch", (viewer, tx, { id }) =>
    ratings.memberRatings(viewer, tx, id, 2013),
  ),
  "lib/returns/reports.ts returnForms": list((viewer, tx) =>
    returnReports.returnForms(viewer, tx, MOVEMENT_PARAMS),
  ),
  ...Object.fromEntries(
    ["enterprisesOf", "coveringOrganisations", "concludedLevels", "activitiesByKind"].map((name) => [
      `lib/returns/queries.ts ${name}`,
      exempt("parts of the forms, of a question already opened"),
    ]),
  ),
  "lib/sensitive/queries.ts sensitiveState": reading("person", "sensitive.read", (viewer, tx, { id }) =>
    sensitive.sensitiveState(viewer, tx, id),
  ),
  "lib/sensitive/queries.ts readSensitive": reading("person", "sensitive.read", (viewer, tx, { id }) =>
    sensitive.readSensitive(viewer, tx, { personId: id, fields: ["ethnicity"], purpose: "Thử" }),
  ),
  "lib/sensitive/queries.ts ethnicGroups": exempt("a catalogue, read by everybody signed in"),
  "lib/sensitive/queries.ts findByIdentity": list((viewer, tx) =>
    sensitive.findByIdentity(viewer, tx, "080000001"),
  ),
  "lib/assignments/queries.ts listSurveyors": list((viewer, tx) => assignments.listSurveyors(viewer, tx)),
  "lib/assignments/queries.ts findCampaign": reading("survey_campaign", "plan.read", (viewer, tx, { id }) =>
    assignments.findCampaign(viewer, tx, id),
  ),
  "lib/assignments/queries.ts assignableEnterprises": listOf("enterprise", (viewer, tx, { id }) =>
    assignments.assignableEnterprises(viewer, tx, [id]),
  ),
  "lib/assignments/queries.ts standingAssignments": reading(
    "survey_assignment",
    FACTS,
    (viewer, tx, row) =>
      assignments.standingAssignments(viewer, tx, said(row, "campaign_id"), [said(row, "enterprise_id")]),
    { isReached: mentions },
  ),
  "lib/assignments/queries.ts standsFor": own,
  "lib/assignments/queries.ts assignmentsWork": list((viewer, tx) => assignments.assignmentsWork(viewer, tx)),
  "lib/assignments/queries.ts assignmentHistory": reading(
    "survey_assignment",
    FACTS,
    (viewer, tx, row) =>
      assignments.assignmentHistory(viewer, tx, said(row, "campaign_id"), said(row, "enterprise_id")),
    { isReached: mentions },
  ),
  "lib/assignments/reports.ts campaignCounts": listOf("survey_campaign", (viewer, tx, { id }) =>
    assignmentReports.campaignCounts(viewer, tx, id),
  ),
  "lib/assignments/reports.ts campaignTasks": listOf("survey_campaign", (viewer, tx, { id }) =>
    assignmentReports.campaignTasks(viewer, tx, id, {}),
  ),
  "lib/assignments/reports.ts allCampaignTasks": listOf("survey_campaign", (viewer, tx, { id }) =>
    gathered(assignmentReports.allCampaignTasks(viewer, tx, id, {})),
  ),
  "lib/surveys/queries.ts unfinishedSurveys": reading(
    "survey",
    FACTS,
    (viewer, tx, survey) => surveys.unfinishedSurveys(viewer, tx, said(survey, "campaign_id")),
    { isReached: mentions },
  ),
  "lib/surveys/queries.ts openCampaign": list((viewer, tx) => surveys.openCampaign(viewer, tx)),
  "lib/surveys/queries.ts listCampaigns": reading(
    "survey_campaign",
    "plan.read",
    (viewer, tx) => surveys.listCampaigns(viewer, tx),
    { isReached: mentions },
  ),
  "lib/surveys/queries.ts campaignProgress": listOf("survey_campaign", (viewer, tx, { id }) =>
    surveys.campaignProgress(viewer, tx, id),
  ),
  "lib/surveys/queries.ts reportingUnits": exempt(
    "names of the own province's units; unit_version in tables.ts",
  ),
  "lib/surveys/queries.ts listSurveys": reading(
    "survey",
    FACTS,
    (viewer, tx, survey) =>
      surveys.listSurveys(viewer, tx, surveyFilterSchema.parse({ campaign: said(survey, "campaign_id") })),
    { isReached: mentions },
  ),
  "lib/surveys/queries.ts allSurveys": reading(
    "survey",
    FACTS,
    (viewer, tx, survey) =>
      gathered(
        surveys.allSurveys(viewer, tx, surveyFilterSchema.parse({ campaign: said(survey, "campaign_id") })),
      ),
    { isReached: mentions },
  ),
  "lib/surveys/queries.ts surveyAnswers": reading(
    "survey",
    FACTS,
    async (viewer, tx, { id }) => [...(await surveys.surveyAnswers(viewer, tx, [id])).keys()],
    { isReached: mentions },
  ),
  "lib/surveys/queries.ts findSurvey": reading("survey", FACTS, (viewer, tx, { id }) =>
    surveys.findSurvey(viewer, tx, id),
  ),
  "lib/surveys/queries.ts registeredFacts": reading(
    "enterprise",
    FACTS,
    (viewer, tx, { id }) => surveys.registeredFacts(viewer, tx, id),
    { isReached: (answer) => JSON.stringify(answer) !== "{}" },
  ),
  "lib/surveys/queries.ts previousSurvey": listOf("survey", async (viewer, tx, { id }) => {
    const survey = await surveys.findSurvey(viewer, tx, id);
    return survey && surveys.previousSurvey(viewer, tx, survey);
  }),
  "lib/surveys/queries.ts surveyInCampaign": reading(
    "survey",
    FACTS,
    (viewer, tx, survey) =>
      surveys.surveyInCampaign(viewer, tx, said(survey, "enterprise_id"), said(survey, "campaign_id")),
    { rows: isOpen },
  ),
  "lib/surveys/queries.ts surveysWork": list((viewer, tx) => surveys.surveysWork(viewer, tx)),
  "lib/surveys/queries.ts surveysAsked": list((viewer, tx) => surveys.surveysAsked(viewer, tx)),
  "lib/trips/queries.ts tripPage": listOf("enterprise", (viewer, tx, { id }) =>
    trips.tripPage(viewer, tx, tripSchema.parse({ e: id })),
  ),
  "lib/units/queries.ts unitNamesOn": reading(
    "unit",
    "plan.read",
    async (viewer, tx) => [...(await units.unitNamesOn(viewer, tx, today())).keys()],
    { isReached: mentions },
  ),
  "lib/units/queries.ts listUnits": list((viewer, tx) => units.listUnits(viewer, tx, today())),
  "lib/units/queries.ts unitTree": list((viewer, tx) => units.unitTree(viewer, tx, today())),
  "lib/units/queries.ts reorganisationDays": list((viewer, tx) => units.reorganisationDays(viewer, tx)),
  "lib/units/queries.ts unitPage": reading("unit", "plan.read", (viewer, tx, { id }) =>
    units.unitPage(viewer, tx, id),
  ),
};

const INDICATOR_PARAMS = indicatorParamsSchema.parse({});
/** Everybody who ever came or went. */
const MOVEMENT_PARAMS = { ...INDICATOR_PARAMS, from: "2000-01-01", unit: undefined };

/** Whether an answer names the record, by its own id or another of its columns. */
function mentions(answer: unknown, row: Row, column = "id"): boolean {
  return JSON.stringify(answer)?.includes(String(row[column])) === true;
}
