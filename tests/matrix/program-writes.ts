import * as activities from "@/lib/activities/commands";
import * as assignments from "@/lib/assignments/commands";
import * as branches from "@/lib/branches/commands";
import * as cases from "@/lib/cases/commands";
import * as congresses from "@/lib/congresses/commands";
import * as consolidation from "@/lib/consolidation/commands";
import * as coordination from "@/lib/coordination/commands";
import * as discipline from "@/lib/discipline/commands";
import * as enterprises from "@/lib/enterprises/commands";
import * as fees from "@/lib/fees/commands";
import { Line } from "@/lib/generated/prisma/enums";
import * as members from "@/lib/members/commands";
import * as modelCells from "@/lib/model-cells/commands";
import * as plans from "@/lib/plans/commands";
import * as priority from "@/lib/priority/commands";
import * as programmes from "@/lib/programmes/commands";
import * as ratings from "@/lib/ratings/commands";
import * as referrals from "@/lib/referrals/commands";
import * as sensitive from "@/lib/sensitive/commands";
import * as surveys from "@/lib/surveys/commands";
import { surveySchema } from "@/lib/surveys/schema";
import * as transfers from "@/lib/transfers/commands";
import * as workingGroups from "@/lib/working-groups/commands";
import { correction, founding, plainActivity } from "@/tests/support/factories-branches";
import { caseMove } from "@/tests/support/factories-cases";
import { admission, entered, memberGrid, newcomer } from "@/tests/support/factories-members";
import { plannedThing } from "@/tests/support/factories-programmes";
import { levelId } from "@/tests/support/factories-ratings";
import { groupStep } from "@/tests/support/factories-working-groups";
import { type Entry, exempt, own, said, type Target, writing } from "./program";
import type { Row } from "./tables";

const ACCOUNTS = exempt(
  "accounts below one's own, by rules of their own: tests/lib/accounts/commands.db.test.ts",
);

const INBOX = exempt("the account's own notices: tests/lib/inbox/inbox.db.test.ts");
const FEEDBACK = exempt("whose turn it is, outsiders among all: tests/lib/feedback/commands.db.test.ts");

const IMPORTS = exempt(
  "of the account that asks and nobody else; what it writes goes by the kinds' own rules: tests/lib/imports",
);

const PRIVACY = exempt("each refusal, outsiders and raw SQL: tests/lib/privacy/commands.db.test.ts");

const DUPLICATES = exempt(
  "records that look like one person, before the level above both: tests/lib/duplicates",
);

const TRANSFERS = exempt(
  "state × move × who, of both sides and of outsiders: tests/lib/transfers/transfers.db.test.ts",
);

const GROUPS = exempt("state × move × who, and raw SQL: tests/lib/working-groups/groups.db.test.ts");
const REFERRALS = exempt(
  "state × move × who, of the residence and of outsiders: tests/lib/referrals/referrals.db.test.ts",
);

const CONGRESSES = exempt(
  "state × move × who, of both sides and of outsiders: tests/lib/congresses/congresses.db.test.ts",
);
const FEES = exempt("payer, receiver and level above, and outsiders: tests/lib/fees/fees.db.test.ts");

const ADVICE = exempt("state × move × who, and outsiders: tests/lib/advice/advice.db.test.ts");

const TRAINING = exempt("desk × role, and outsiders: tests/lib/training/training.db.test.ts");
const COMPOSING = exempt(
  "state × move × who, outsiders and the fence: tests/lib/composing/composing.db.test.ts",
);
const RECEIPTS = exempt(
  "state × move × who, outsiders and the fence: tests/lib/receipts/receipts.db.test.ts",
);
const PAPERS = exempt("state × move × who, outsiders and the fence: tests/lib/papers/papers.db.test.ts");
const DIRECTIVES = exempt(
  "the department, composers and outsiders: tests/lib/directives/directives.db.test.ts",
);

const OVERSIGHT = exempt("state × move × who, and outsiders: tests/lib/oversight/oversight.db.test.ts");

const PARTNERS = exempt("desk × role, and outsiders: tests/lib/partners/partners.db.test.ts");

const DAY = "2014-12-01";
const ORGANISED = "branch.organise";
const isIn =
  (state: string) =>
  (row: Row): boolean =>
    row["state"] === state;
const isUnion = (row: Row): boolean => row["line"] === "union";
const lineOf = (row: Row): Line => (row["line"] === "association" ? Line.association : Line.union);
/** The whole record again, as a form posts it. */
const enterpriseForm = (target: Target) => ({
  name: said(target, "name"),
  shortName: null,
  taxCode: null,
  hasNoTaxCode: true,
  legalForm: "llc_one_member" as const,
  ownership: "non_state" as const,
  industry: null,
  areaId: said(target, "area_id"),
  address: "Đã đổi",
  startedYear: null,
  representative: null,
  phone: null,
  isHeadOffice: true,
  entrepreneurSince: null,
  status: "active" as const,
});

const personForm = () => ({ ...newcomer(), confirmed: [] });

const MODEL_CELLS = exempt(
  "state × move × who, and who writes criteria: tests/lib/model-cells/model-cells.db.test.ts",
);

const MEASURE = {
  ...{ kind: "add_members" as const, weakness: "Ít người", measure: "Kết nạp" },
  ...{ responsible: "Cán bộ", responsibleId: null, startedOn: DAY, dueOn: null },
};

export const WRITINGS: Readonly<Record<string, Entry>> = {
  "lib/access/commands.ts closeSession": exempt(
    "of the account that asks; a stranger's id ends nothing: escape.db.test.ts",
  ),
  "lib/access/commands.ts closeOtherSessions": own,
  "lib/access/commands.ts changePassword": own,
  "lib/accounts/commands.ts createAccount": ACCOUNTS,
  "lib/accounts/commands.ts issueLink": ACCOUNTS,
  "lib/accounts/commands.ts clearSecondFactor": ACCOUNTS,
  "lib/accounts/commands.ts lockAccount": ACCOUNTS,
  "lib/accounts/commands.ts unlockAccount": ACCOUNTS,
  "lib/accounts/commands.ts giveAppointment": ACCOUNTS,
  "lib/accounts/commands.ts endAppointment": ACCOUNTS,
  "lib/accounts/commands.ts correctAppointment": ACCOUNTS,
  "lib/accounts/commands.ts delegateAppointment": ACCOUNTS,
  "lib/activities/commands.ts recordActivity": writing("branch", "activity.record", (viewer, deed, { id }) =>
    activities.recordActivity(viewer, deed, { ...plainActivity, branchId: id, on: DAY }),
  ),
  "lib/activities/commands.ts correctActivity": writing(
    "activity",
    "activity.record",
    (viewer, deed, row) => {
      const branchId = row["branch_id"] === null ? null : said(row, "branch_id");
      const unitId = branchId ? null : said(row, "unit_id");
      const line = row["line"] === "association" ? "association" : "union";
      return activities.correctActivity(viewer, deed, {
        ...{ ...plainActivity, activityId: row.id, branchId, unitId, line, on: DAY },
      });
    },
  ),
  "lib/working-groups/commands.ts planWorkingGroup": writing(
    "working_group",
    "enterprise.write",
    (viewer, deed, row) =>
      workingGroups.planWorkingGroup(viewer, deed, {
        ...{ unitId: said(row, "unit_id"), name: "Tổ thử", purpose: null, on: DAY },
      }),
  ),
  "lib/working-groups/commands.ts dissolveWorkingGroup": writing(
    "working_group",
    "enterprise.write",
    (viewer, deed, { id }) => workingGroups.dissolveWorkingGroup(viewer, deed, groupStep(id)),
  ),
  "lib/working-groups/commands.ts establishWorkingGroup": GROUPS,
  "lib/working-groups/commands.ts sendWorkingGroup": GROUPS,
  "lib/working-groups/commands.ts reportWorkingGroup": GROUPS,
  "lib/working-groups/commands.ts undoGroupStep": GROUPS,
  "lib/working-groups/commands.ts addGroupMember": writing(
    "working_group",
    "enterprise.write",
    (viewer, deed, { id }) =>
      workingGroups.addGroupMember(viewer, deed, {
        ...{ groupId: id, accountId: null, name: "Người thử", body: null, role: "member" },
        ...{ validFrom: DAY, validTo: null },
      }),
  ),
  "lib/working-groups/commands.ts endGroupMember": writing(
    "working_group_member",
    "enterprise.write",
    (viewer, deed, { id }) =>
      workingGroups.endGroupMember(viewer, deed, { memberId: id, on: DAY, why: "Thử" }),
  ),
  "lib/working-groups/commands.ts planGroupVisit": writing(
    "working_group",
    "enterprise.write",
    (viewer, deed, { id }) =>
      workingGroups.planGroupVisit(viewer, deed, {
        ...{ groupId: id, enterpriseId: null, plannedOn: DAY, content: "Họp tổ" },
      }),
  ),
  "lib/working-groups/commands.ts addGroupProduct": writing(
    "working_group",
    "enterprise.write",
    (viewer, deed, { id }) =>
      workingGroups.addGroupProduct(viewer, deed, {
        ...{ groupId: id, kind: "advice", on: DAY, text: "Thử", documentNumber: null },
      }),
  ),
  "lib/working-groups/commands.ts removeGroupLine": writing(
    "working_group_visit",
    "enterprise.write",
    (viewer, deed, row) =>
      workingGroups.removeGroupLine(viewer, deed, {
        ...{ groupId: said(row, "group_id"), line: { kind: "visit", id: row.id }, why: "Thử" },
      }),
  ),
  "lib/programmes/commands.ts saveProgramme": writing("programme", "enterprise.write", (viewer, deed, row) =>
    programmes.saveProgramme(viewer, deed, {
      ...{ programmeId: row.id, version: 1, unitId: said(row, "unit_id"), title: "Đã sửa", note: null },
      ...{ startsOn: "2014-11-01", endsOn: "2015-03-31" },
    }),
  ),
  "lib/programmes/commands.ts planItem": writing("programme", "enterprise.write", (viewer, deed, { id }) =>
    programmes.planItem(viewer, deed, { ...plannedThing, programmeId: id }),
  ),
  "lib/programmes/commands.ts changeItem": writing(
    "programme_item",
    "enterprise.write",
    (viewer, deed, row) =>
      programmes.changeItem(viewer, deed, { ...plannedThing, itemId: said(row, "item_id") }),
  ),
  "lib/programmes/commands.ts removeItem": writing(
    "programme_item",
    "enterprise.write",
    (viewer, deed, row) => programmes.removeItem(viewer, deed, { itemId: said(row, "item_id") }),
  ),
  "lib/activities/commands.ts takeBackActivity": writing(
    "activity",
    "activity.record",
    (viewer, deed, { id }) => activities.takeBackActivity(viewer, deed, { activityId: id }),
  ),
  "lib/advice/commands.ts recordAdvice": ADVICE,
  "lib/advice/commands.ts moveAdvice": ADVICE,
  "lib/advice/commands.ts takeBackAdviceStep": ADVICE,
  "lib/advice/commands.ts takeBackAdvice": ADVICE,
  "lib/oversight/commands.ts recordInspection": OVERSIGHT,
  "lib/oversight/commands.ts takeBackInspection": OVERSIGHT,
  "lib/oversight/commands.ts askRemedy": OVERSIGHT,
  "lib/oversight/commands.ts moveRemedy": OVERSIGHT,
  "lib/oversight/commands.ts recordSupport": OVERSIGHT,
  "lib/oversight/commands.ts takeBackSupport": OVERSIGHT,
  "lib/oversight/commands.ts recordEvaluation": OVERSIGHT,
  "lib/oversight/commands.ts takeBackEvaluation": OVERSIGHT,
  "lib/partners/commands.ts addPartner": PARTNERS,
  "lib/partners/commands.ts renamePartner": PARTNERS,
  "lib/partners/commands.ts recordAgreement": PARTNERS,
  "lib/partners/commands.ts recordJoint": PARTNERS,
  "lib/partners/commands.ts takeBackAgreement": PARTNERS,
  "lib/partners/commands.ts takeBackJoint": PARTNERS,
  "lib/training/commands.ts recordCourse": TRAINING,
  "lib/training/commands.ts correctCourse": TRAINING,
  "lib/training/commands.ts takeBackCourse": TRAINING,
  "lib/training/commands.ts addParticipants": TRAINING,
  "lib/training/commands.ts recordCertificate": TRAINING,
  "lib/training/commands.ts takeBackParticipant": TRAINING,
  "lib/training/commands.ts addGuests": TRAINING,
  "lib/training/commands.ts takeBackGuests": TRAINING,
  "lib/imports/commands.ts beginImport": IMPORTS,
  "lib/imports/commands.ts receiveFile": IMPORTS,
  "lib/imports/commands.ts chooseSheet": IMPORTS,
  "lib/imports/commands.ts mapImport": IMPORTS,
  "lib/imports/commands.ts fixRows": IMPORTS,
  "lib/imports/commands.ts commitImport": IMPORTS,
  "lib/imports/commands.ts undoImport": IMPORTS,
  "lib/imports/commands.ts resumeImport": IMPORTS,
  "lib/imports/commands.ts cancelImport": IMPORTS,
  "lib/imports/commands.ts saveLayout": IMPORTS,
  "lib/inbox/commands.ts readNotice": INBOX,
  "lib/inbox/commands.ts readAllNotices": INBOX,
  "lib/inbox/commands.ts chooseNotices": INBOX,
  "lib/feedback/commands.ts raiseIssue": FEEDBACK,
  "lib/feedback/commands.ts turnIssue": FEEDBACK,
  "lib/feedback/commands.ts noteIssue": FEEDBACK,
  "lib/branches/commands.ts foundBranch": writing("goal", ORGANISED, (viewer, deed, goal) =>
    branches.foundBranch(viewer, deed, founding(said(goal, "enterprise_id"), { line: lineOf(goal) })),
  ),
  "lib/branches/commands.ts correctBranch": writing("branch", ORGANISED, (viewer, deed, { id }) =>
    branches.correctBranch(viewer, deed, correction(id)),
  ),
  "lib/branches/commands.ts dissolveBranch": writing("branch", ORGANISED, (viewer, deed, { id }) =>
    branches.dissolveBranch(viewer, deed, {
      branchId: id,
      version: 1,
      on: DAY,
      ending: "dissolved",
      reason: "Hết việc",
    }),
  ),
  "lib/branches/commands.ts coverEnterprise": writing("coverage", ORGANISED, (viewer, deed, coverage) =>
    branches.coverEnterprise(viewer, deed, {
      branchId: said(coverage, "branch_id"),
      enterpriseId: said(coverage, "enterprise_id"),
      on: DAY,
    }),
  ),
  "lib/branches/commands.ts endCoverage": writing("coverage", ORGANISED, (viewer, deed, coverage) =>
    branches.endCoverage(viewer, deed, {
      branchId: said(coverage, "branch_id"),
      enterpriseId: said(coverage, "enterprise_id"),
      on: DAY,
    }),
  ),
  "lib/branches/commands.ts holdBranches": exempt(
    "part of other deeds; a lock on organisations the viewer answers for",
  ),
  "lib/model-cells/commands.ts registerModelCell": writing(
    "branch",
    "member.keep",
    (viewer, deed, { id }) =>
      modelCells.registerModelCell(viewer, deed, { branchId: id, year: 2014, on: DAY, note: null }),
    { rows: (row) => row["kind"] === "cell" },
  ),
  "lib/model-cells/commands.ts withdrawModelCell": writing(
    "model_cell",
    "member.keep",
    (viewer, deed, { id }) =>
      modelCells.withdrawModelCell(viewer, deed, {
        ...{ modelCellId: id, on: DAY, note: "Nhầm", documentNumber: null },
      }),
  ),
  "lib/model-cells/commands.ts scoreModelCell": MODEL_CELLS,
  "lib/model-cells/commands.ts checkModelCell": MODEL_CELLS,
  "lib/model-cells/commands.ts returnModelCell": MODEL_CELLS,
  "lib/model-cells/commands.ts recogniseModelCell": MODEL_CELLS,
  "lib/model-cells/commands.ts refuseModelCell": MODEL_CELLS,
  "lib/model-cells/commands.ts revokeModelCell": MODEL_CELLS,
  "lib/model-cells/commands.ts writeCriteria": MODEL_CELLS,
  "lib/model-cells/commands.ts cloneCriteria": MODEL_CELLS,
  "lib/consolidation/commands.ts startMeasure": writing("branch", ORGANISED, (viewer, deed, { id }) =>
    consolidation.startMeasure(viewer, deed, { branchId: id, ...MEASURE }),
  ),
  "lib/consolidation/commands.ts completeMeasure": writing(
    "consolidation_measure",
    ORGANISED,
    (viewer, deed, { id }) =>
      consolidation.completeMeasure(viewer, deed, { measureId: id, version: 1, doneOn: DAY, result: "Xong" }),
  ),
  "lib/consolidation/commands.ts extendMeasure": writing(
    "consolidation_measure",
    ORGANISED,
    (viewer, deed, { id }) =>
      consolidation.extendMeasure(viewer, deed, {
        measureId: id,
        version: 1,
        dueOn: "2099-01-01",
        reason: "x",
      }),
  ),
  "lib/consolidation/commands.ts correctMeasure": writing(
    "consolidation_measure",
    ORGANISED,
    (viewer, deed, { id }) =>
      consolidation.correctMeasure(viewer, deed, {
        ...{ measureId: id, version: 1, ...MEASURE, doneOn: null, result: null, reason: "Ghi nhầm" },
      }),
  ),
  "lib/consolidation/commands.ts withdrawMeasure": writing(
    "consolidation_measure",
    ORGANISED,
    (viewer, deed, { id }) =>
      consolidation.withdrawMeasure(viewer, deed, { measureId: id, version: 1, reason: "Ghi nhầm" }),
  ),
  "lib/cases/commands.ts openCase": writing("goal", "case.work", (viewer, deed, goal) =>
    cases.openCase(viewer, deed, {
      enterpriseId: said(goal, "enterprise_id"),
      line: lineOf(goal),
      openedOn: DAY,
      note: null,
    }),
  ),
  "lib/cases/commands.ts moveCase": writing("establishment_case", "case.work", (viewer, deed, { id }) =>
    cases.moveCase(viewer, deed, { ...caseMove(id, "paused"), category: "no_time", reason: "Chờ" }),
  ),
  "lib/cases/commands.ts voidCaseStep": writing("case_step", "case.work", (viewer, deed, step) =>
    cases.voidCaseStep(viewer, deed, {
      ...{ stepId: step.id, caseId: said(step, "case_id"), version: 1, reason: "Nhầm" },
    }),
  ),
  "lib/cases/commands.ts tickPaper": writing("establishment_case", "case.work", (viewer, deed, { id }) =>
    cases.tickPaper(viewer, deed, { caseId: id, kind: "members", on: DAY, note: null }),
  ),
  "lib/cases/commands.ts setCaseScheme": writing("plan", "plan.write", (viewer, deed, plan) =>
    cases.setCaseScheme(viewer, deed, {
      ...{ provinceId: said(plan, "province_id"), validFrom: DAY, stages: [], idleDays: {}, reason: "Thử" },
    }),
  ),
  "lib/cases/commands.ts askOverride": writing("branch", "exception.ask", (viewer, deed, branch) =>
    cases.askOverride(viewer, deed, {
      rule: "V09",
      branchId: branch.id,
      line: lineOf(branch),
      subject: "Việc",
      reason: "Cần",
    }),
  ),
  "lib/cases/commands.ts decideOverride": writing(
    "override_request",
    "exception.decide",
    (viewer, deed, { id }) =>
      cases.decideOverride(viewer, deed, {
        overrideId: id,
        version: 1,
        decision: "granted",
        decisionNote: "Được",
      }),
  ),
  "lib/cases/commands.ts useGrantedOverride": exempt(
    "part of other deeds, in their transaction; overridesOn finds it",
  ),
  "lib/enterprises/commands.ts registerEnterprise": writing(
    "goal",
    "enterprise.write",
    async (viewer, deed, goal) =>
      enterprises.registerEnterprise(viewer, deed, {
        ...enterpriseForm(goal),
        name: "Công ty Mới Hẳn",
        areaId: said(goal, "id"),
        validFrom: null,
        unitId: said(goal, "union_unit_id"),
        confirmed: true,
      }),
    { rows: (row) => row["line"] === "union" && row["union_unit_id"] === row["association_unit_id"] },
  ),
  "lib/enterprises/commands.ts changeEnterprise": writing(
    "enterprise",
    "enterprise.write",
    (viewer, deed, target) =>
      enterprises.changeEnterprise(viewer, deed, {
        ...enterpriseForm(target),
        enterpriseId: target.id,
        version: 1,
        kind: null,
        validFrom: null,
        reason: null,
      }),
  ),
  "lib/enterprises/commands.ts recordVisit": writing(
    "enterprise",
    "enterprise.write",
    (viewer, deed, { id }) =>
      enterprises.recordVisit(viewer, deed, {
        enterpriseId: id,
        on: DAY,
        met: "Giám đốc",
        purpose: "Vận động",
        result: "Đồng ý",
        attitude: null,
        grants: [],
        grantNote: null,
      }),
  ),
  "lib/duplicates/commands.ts openDuplicates": DUPLICATES,
  "lib/duplicates/commands.ts openDuplicatesOf": DUPLICATES,
  "lib/duplicates/commands.ts askDuplicate": DUPLICATES,
  "lib/duplicates/commands.ts decideDuplicate": DUPLICATES,
  "lib/duplicates/commands.ts partPersons": DUPLICATES,
  "lib/duplicates/commands.ts mergePersons": DUPLICATES,
  "lib/duplicates/commands.ts undoPair": DUPLICATES,
  "lib/discipline/commands.ts recordDiscipline": writing(
    "membership",
    "member.keep",
    (viewer, deed, row) =>
      discipline.recordDiscipline(viewer, deed, {
        ...{ branchId: said(row, "branch_id"), personId: said(row, "person_id"), kind: "warning" },
        ...{ decisionNumber: "1 -QĐ", decidedBy: "Chi đoàn", on: DAY, reason: "Vắng", until: null },
      }),
    { rows: isUnion },
  ),
  "lib/discipline/commands.ts liftDiscipline": writing(
    "discipline",
    "member.keep",
    (viewer, deed, { id }) =>
      discipline.liftDiscipline(viewer, deed, { disciplineId: id, on: DAY, reason: "Đã sửa" }),
    { rows: (row) => row["kind"] === "reprimand" },
  ),
  "lib/members/commands.ts expelMember": exempt("within recordDiscipline, which is asked itself"),
  "lib/members/commands.ts endPostsOf": exempt("within recordDiscipline, which is asked itself"),
  "lib/exports/commands.ts askExport": exempt("of a list as the viewer sees it: tests/lib/exports"),
  "lib/members/commands.ts proposeAdmission": writing("branch", "member.keep", (viewer, deed, { id }) =>
    members.proposeAdmission(viewer, deed, admission(id)),
  ),
  "lib/members/commands.ts registerCandidate": writing("branch", "member.keep", (viewer, deed, { id }) =>
    members.registerCandidate(viewer, deed, { branchId: id, person: newcomer(), confirmed: [] }),
  ),
  "lib/members/commands.ts decideAdmissions": writing("admission", "member.enter", (viewer, deed, { id }) =>
    members.decideAdmissions(viewer, deed, {
      admissionIds: [id],
      verdict: "approve",
      decisionNumber: null,
      reason: null,
    }),
  ),
  "lib/members/commands.ts withdrawAdmission": writing("admission", "member.keep", (viewer, deed, { id }) =>
    members.withdrawAdmission(viewer, deed, { admissionId: id }),
  ),
  "lib/members/commands.ts endMembership": writing("membership", "member.keep", (viewer, deed, { id }) =>
    members.endMembership(viewer, deed, { membershipId: id, endKind: "left", on: DAY, reason: null }),
  ),
  "lib/members/commands.ts correctMembership": writing("membership", "member.keep", (viewer, deed, { id }) =>
    members.correctMembership(viewer, deed, {
      membershipId: id,
      version: 1,
      validFrom: "2013-01-01",
      validTo: null,
      endKind: null,
      endReason: null,
      joined: null,
      cardNumber: null,
      why: "Nhầm",
    }),
  ),
  "lib/members/commands.ts takeBackMembership": writing("membership", "member.keep", (viewer, deed, { id }) =>
    members.takeBackMembership(viewer, deed, { membershipId: id, why: "Nhầm" }),
  ),
  "lib/members/commands.ts stayAfterThirty": writing(
    "membership",
    "member.keep",
    (viewer, deed, { id }) => members.stayAfterThirty(viewer, deed, { membershipId: id, stays: true }),
    { rows: isUnion },
  ),
  "lib/members/commands.ts suspendMembership": writing(
    "membership",
    "member.keep",
    (viewer, deed, { id }) =>
      members.suspendMembership(viewer, deed, {
        ...{ membershipId: id, from: "2014-11-01", until: "2015-05-01", note: null },
      }),
    { rows: isUnion },
  ),
  "lib/members/commands.ts loseContact": writing(
    "membership",
    "member.keep",
    (viewer, deed, { id }) => members.loseContact(viewer, deed, { membershipId: id, from: DAY, note: null }),
    { rows: isUnion },
  ),
  "lib/members/commands.ts recordAward": writing("membership", "member.keep", (viewer, deed, { id }) =>
    members.recordAward(viewer, deed, {
      ...{ membershipId: id, title: "Giấy khen", on: DAY, decisionNumber: null },
    }),
  ),
  "lib/members/commands.ts takeBackAward": writing("award", "member.keep", (viewer, deed, { id }) =>
    members.takeBackAward(viewer, deed, { awardId: id }),
  ),
  "lib/members/commands.ts returnMember": exempt(
    "of somebody who is away, by whoever keeps them and nobody else: tests/lib/members/life.db.test.ts",
  ),
  "lib/members/commands.ts restoreMembership": exempt(
    "of somebody who is gone, by the level above and nobody else: tests/lib/members/life.db.test.ts",
  ),
  "lib/members/commands.ts correctProfile": writing("person", "member.keep", (viewer, deed, { id }) =>
    members.correctProfile(viewer, deed, { ...personForm(), personId: id, version: 1 }),
  ),
  "lib/members/commands.ts saveMemberGrid": writing("branch", "member.keep", (viewer, deed, { id }) =>
    members.saveMemberGrid(viewer, deed, memberGrid(id, { entered: [entered(1)] })),
  ),
  "lib/members/commands.ts givePost": writing("membership", "member.keep", (viewer, deed, row) =>
    members.givePost(viewer, deed, {
      branchId: said(row, "branch_id"),
      personId: said(row, "person_id"),
      title: row["line"] === "union" ? "deputy_secretary" : "deputy_chapter_head",
      from: DAY,
      exceptionReason: null,
      endPresentHead: false,
      confirmed: [],
    }),
  ),
  "lib/members/commands.ts endPost": writing("post", "member.keep", (viewer, deed, { id }) =>
    members.endPost(viewer, deed, { postId: id, on: DAY, reason: null }),
  ),
  "lib/composing/commands.ts addClause": COMPOSING,
  "lib/composing/commands.ts beginPlan": COMPOSING,
  "lib/composing/commands.ts cascadePlan": COMPOSING,
  "lib/composing/commands.ts clonePlan": COMPOSING,
  "lib/composing/commands.ts correctPlan": COMPOSING,
  "lib/composing/commands.ts dropPlan": COMPOSING,
  "lib/composing/commands.ts issuePlan": COMPOSING,
  "lib/composing/commands.ts listGoalsInPlan": COMPOSING,
  "lib/composing/commands.ts moveClause": COMPOSING,
  "lib/composing/commands.ts removeBasis": COMPOSING,
  "lib/composing/commands.ts removeClause": COMPOSING,
  "lib/composing/commands.ts unlistGoal": COMPOSING,
  "lib/composing/commands.ts writeBasis": COMPOSING,
  "lib/composing/commands.ts writeClause": COMPOSING,
  "lib/composing/commands.ts writePlanHead": COMPOSING,
  "lib/composing/commands.ts writeRecipients": COMPOSING,
  "lib/directives/commands.ts recordDirective": DIRECTIVES,
  "lib/directives/commands.ts takeBackDirective": DIRECTIVES,
  "lib/directives/commands.ts traceTask": DIRECTIVES,
  "lib/directives/commands.ts untraceTask": DIRECTIVES,
  "lib/papers/commands.ts beginPaper": PAPERS,
  "lib/papers/commands.ts movePaper": PAPERS,
  "lib/papers/commands.ts writePaper": PAPERS,
  "lib/receipts/commands.ts acknowledgePlan": RECEIPTS,
  "lib/receipts/commands.ts stepObligation": RECEIPTS,
  "lib/plans/commands.ts fixMissingGoals": exempt("part of other deeds, for enterprises already in sight"),
  "lib/plans/commands.ts giveGoals": exempt("part of other deeds, for enterprises just registered"),
  "lib/plans/commands.ts fixGoals": writing(
    "plan",
    "plan.write",
    (viewer, deed, { id }) => plans.fixGoals(viewer, deed, { planId: id }),
    { rows: isIn("issued") },
  ),
  "lib/plans/commands.ts setPlanSettings": writing(
    "plan",
    "plan.write",
    (viewer, deed, { id }) =>
      plans.setPlanSettings(viewer, deed, {
        planId: id,
        version: 1,
        scopeLegalForms: ["joint_stock"],
        scopeOwnerships: ["non_state"],
        scopeSuspended: false,
        scopeNote: null,
        associationKinds: ["chapter"],
        baselineOn: "2014-10-23",
        baselineNote: null,
        dueOn: null,
        idleDays: 61,
      }),
    { rows: isIn("issued") },
  ),
  "lib/plans/commands.ts writeResolutionTask": writing(
    "resolution_task",
    "plan.write",
    (viewer, deed, { id }) =>
      plans.writeResolutionTask(viewer, deed, { taskId: id, version: 1, text: "Nhiệm vụ" }),
  ),
  "lib/plans/commands.ts correctGoalKind": writing("goal", "goal.correct", (viewer, deed, { id }) =>
    plans.correctGoalKind(viewer, deed, { goalId: id, version: 1, kind: "consolidate", reason: "Nhầm" }),
  ),
  "lib/coordination/commands.ts remindUnits": writing("reminder", "plan.write", (viewer, deed, reminder) =>
    coordination.remindUnits(viewer, deed, {
      ...{ planId: String(reminder["plan_id"]), on: DAY, dueOn: null },
      units: [{ unitId: String(reminder["unit_id"]), text: "Đề nghị khảo sát", asks: ["surveyed"] }],
    }),
  ),
  "lib/coordination/commands.ts takeBackReminder": writing("reminder", "plan.write", (viewer, deed, { id }) =>
    coordination.takeBackReminder(viewer, deed, { reminderId: id, reason: "Nhầm" }),
  ),
  "lib/targets/commands.ts giveTargets": exempt(
    "every thing × every role × to units and organisations, and raw SQL: tests/lib/targets/commands.db.test.ts",
  ),
  "lib/priority/commands.ts setWeights": writing("priority_weights", "plan.write", (viewer, deed, row) =>
    priority.setWeights(viewer, deed, {
      ...{ provinceId: said(row, "province_id"), basedOn: row.id, validFrom: DAY, reason: "Thử" },
      ...{ entrepreneur: 20, size: 40, concentration: 40, workersFull: 100, peopleFull: 50 },
    }),
  ),
  "lib/transfers/commands.ts requestTransfer": writing("membership", "member.keep", (viewer, deed, { id }) =>
    transfers.requestTransfer(viewer, deed, {
      membershipId: id,
      destination: "outside",
      outside: "Tỉnh khác",
      on: DAY,
      reason: null,
      remark: null,
      feeUntil: null,
    }),
  ),
  "lib/transfers/commands.ts remarkTransfer": writing("transfer", "member.keep", (viewer, deed, { id }) =>
    transfers.remarkTransfer(viewer, deed, { transferId: id, on: DAY, note: "Tốt", feeUntil: null }),
  ),
  "lib/transfers/commands.ts refuseTransfer": writing("transfer", "member.keep", (viewer, deed, { id }) =>
    transfers.refuseTransfer(viewer, deed, { transferId: id, on: DAY, verdict: "cancelled", note: "Ở lại" }),
  ),
  "lib/transfers/commands.ts recordArrival": TRANSFERS,
  "lib/transfers/commands.ts introduceTransfer": TRANSFERS,
  "lib/transfers/commands.ts sendTransfer": TRANSFERS,
  "lib/transfers/commands.ts receiveTransfer": TRANSFERS,
  "lib/transfers/commands.ts arriveTransfer": TRANSFERS,
  "lib/fees/commands.ts collectFees": writing("membership", "member.keep", (viewer, deed, target) =>
    fees.collectFees(viewer, deed, {
      ...{ branchId: said(target, "branch_id"), month: "2014-12-01", collectedOn: DAY, reason: null },
      rows: [{ personId: said(target, "person_id"), amount: 5000, shown: null }],
    }),
  ),
  "lib/fees/commands.ts exemptFromFee": FEES,
  "lib/fees/commands.ts endExemption": FEES,
  "lib/fees/commands.ts payFee": FEES,
  "lib/fees/commands.ts answerFeePayment": FEES,
  "lib/fees/commands.ts voidFeePayment": FEES,
  "lib/referrals/commands.ts requestReferral": writing(
    "membership",
    "member.keep",
    (viewer, deed, { id }) =>
      referrals.requestReferral(viewer, deed, {
        ...{ membershipId: id, place: "elsewhere", elsewhere: "Tỉnh khác", residence: "permanent" },
        ...{ since: null, on: DAY, note: null },
      }),
    { rows: (row) => row["line"] === "union" },
  ),
  "lib/referrals/commands.ts endReferral": writing("referral", "member.keep", (viewer, deed, { id }) =>
    referrals.endReferral(viewer, deed, { referralId: id, on: DAY, note: "Chuyển chỗ ở" }),
  ),
  "lib/referrals/commands.ts introduceReferral": REFERRALS,
  "lib/referrals/commands.ts receiveReferral": REFERRALS,
  "lib/referrals/commands.ts remarkReferral": REFERRALS,
  "lib/congresses/commands.ts planCongress": writing("branch", "member.keep", (viewer, deed, { id }) =>
    congresses.planCongress(viewer, deed, {
      ...{ branchId: id, plannedOn: DAY, term: "2014–2017", termEndOn: "2017-12-31", on: DAY },
      ...{ note: null, confirmed: [] },
    }),
  ),
  "lib/congresses/commands.ts tickTask": writing("congress", "member.keep", (viewer, deed, { id }) =>
    congresses.tickTask(viewer, deed, { congressId: id, code: "report", isDone: true, on: DAY, note: null }),
  ),
  "lib/congresses/commands.ts advanceCongress": writing("congress", "member.keep", (viewer, deed, { id }) =>
    congresses.advanceCongress(viewer, deed, {
      ...{ congressId: id, move: "ask", on: DAY, documentNumber: null, note: null, confirmed: ["tasks"] },
    }),
  ),
  "lib/congresses/commands.ts holdCongress": CONGRESSES,
  "lib/congresses/commands.ts answerCongress": CONGRESSES,
  "lib/congresses/commands.ts recogniseCongress": CONGRESSES,
  "lib/congresses/commands.ts extendCongress": writing("branch", "member.enter", (viewer, deed, { id }) =>
    congresses.extendCongress(viewer, deed, {
      ...{ branchId: id, extendedTo: "2015-06-01", decisionNumber: "1", decidedOn: DAY, reason: "Dịch" },
    }),
  ),
  "lib/privacy/commands.ts publishText": PRIVACY,
  "lib/privacy/commands.ts nameContact": PRIVACY,
  "lib/privacy/commands.ts addHoliday": PRIVACY,
  "lib/privacy/commands.ts removeHoliday": PRIVACY,
  "lib/privacy/commands.ts recordConsent": PRIVACY,
  "lib/privacy/commands.ts recordLegalBasis": PRIVACY,
  "lib/privacy/commands.ts endBasis": PRIVACY,
  "lib/privacy/commands.ts registerRequest": PRIVACY,
  "lib/privacy/commands.ts takeStep": PRIVACY,
  "lib/privacy/commands.ts proposeErasure": PRIVACY,
  "lib/privacy/commands.ts decideErasure": PRIVACY,
  "lib/privacy/commands.ts orderKeeping": PRIVACY,
  "lib/privacy/commands.ts liftKeeping": PRIVACY,
  "lib/privacy/commands.ts exportPerson": PRIVACY,
  "lib/privacy/commands.ts setRetention": PRIVACY,
  "lib/privacy/commands.ts proposeRetention": PRIVACY,
  "lib/privacy/commands.ts decideRetention": PRIVACY,
  "lib/privacy/commands.ts recordBreach": PRIVACY,
  "lib/privacy/commands.ts recordMeasures": PRIVACY,
  "lib/privacy/commands.ts notifyBreach": PRIVACY,
  "lib/ratings/commands.ts rateBranch": writing(
    "branch",
    "member.keep",
    async (viewer, deed, { id }) =>
      ratings.rateBranch(viewer, deed, {
        ...{ branchId: id, year: 2012, stage: "self", levelId: await levelId("branch", 2012) },
        ...{ decidedOn: DAY, reason: null },
      }),
    { rows: (row) => row["line"] === "union" },
  ),
  "lib/ratings/commands.ts proposeMemberRatings": writing(
    "membership",
    "member.keep",
    async (viewer, deed, row) =>
      ratings.proposeMemberRatings(viewer, deed, {
        ...{ branchId: said(row, "branch_id"), year: 2014 },
        levels: [{ personId: said(row, "person_id"), levelId: await levelId("member", 2014) }],
      }),
    { rows: (row) => row["line"] === "union" },
  ),
  "lib/ratings/commands.ts confirmMemberRatings": writing(
    "member_rating",
    "member.enter",
    async (viewer, deed, row) =>
      ratings.confirmMemberRatings(viewer, deed, {
        ...{ branchId: said(row, "branch_id"), year: 2012 },
        levels: [{ personId: said(row, "person_id"), levelId: await levelId("member", 2012) }],
      }),
    { rows: (row) => row["year"] === 2012 },
  ),
  "lib/sensitive/commands.ts writeSensitive": writing("person", "member.keep", (viewer, deed, { id }) =>
    sensitive.writeSensitive(viewer, deed, {
      personId: id,
      version: 1,
      ethnicity: null,
      religion: null,
      partyMember: "yes",
      identityNumber: null,
      forgetIdentity: false,
      confirmed: false,
    }),
  ),
  "lib/surveys/commands.ts recordSurvey": writing(
    "survey",
    "survey.record",
    (viewer, deed, survey) =>
      surveys.recordSurvey(
        viewer,
        deed,
        surveySchema.parse({
          surveyId: survey.id,
          campaignId: said(survey, "campaign_id"),
          enterpriseId: said(survey, "enterprise_id"),
          version: "1",
        }),
      ),
    { rows: isIn("draft") },
  ),
  "lib/surveys/commands.ts acceptSurvey": writing(
    "survey",
    "survey.review",
    (viewer, deed, { id }) => surveys.acceptSurvey(viewer, deed, { surveyId: id, version: 1 }),
    { rows: isIn("submitted") },
  ),
  "lib/surveys/commands.ts acceptSurveys": writing(
    "survey",
    "survey.review",
    (viewer, deed, { id }) => surveys.acceptSurveys(viewer, deed, { surveys: [id] }),
    { rows: isIn("submitted") },
  ),
  "lib/surveys/commands.ts returnSurvey": writing(
    "survey",
    "survey.review",
    (viewer, deed, { id }) =>
      surveys.returnSurvey(viewer, deed, { surveyId: id, version: 1, reason: "Thiếu" }),
    { rows: isIn("submitted") },
  ),
  "lib/assignments/commands.ts assignSurveys": writing(
    "survey_assignment",
    "survey.assign",
    (viewer, deed, row) =>
      assignments.assignSurveys(viewer, deed, {
        ...{ campaignId: said(row, "campaign_id"), enterprises: [said(row, "enterprise_id")], whole: false },
        ...{
          unit: null,
          area: null,
          surveyorId: said(row, "surveyor_id"),
          workingGroupId: null,
          dueOn: "2014-12-31",
          reason: null,
        },
      }),
  ),
  "lib/assignments/commands.ts releaseSurveys": writing(
    "survey_assignment",
    "survey.assign",
    (viewer, deed, row) =>
      assignments.releaseSurveys(viewer, deed, {
        ...{ campaignId: said(row, "campaign_id"), enterprises: [said(row, "enterprise_id")], reason: "Thử" },
      }),
  ),
  "lib/surveys/commands.ts closeCampaign": writing(
    "survey_campaign",
    "plan.write",
    (viewer, deed, { id }) =>
      surveys.closeCampaign(viewer, deed, {
        ...{ campaignId: id, version: 1, closedOn: "2014-12-15", confirmed: true },
      }),
    { rows: (row) => row["closed_on"] === null },
  ),
  "lib/surveys/commands.ts saveCampaign": writing("survey_campaign", "plan.write", (viewer, deed, { id }) =>
    surveys.saveCampaign(viewer, deed, {
      campaignId: id,
      version: 1,
      name: "Đợt đã sửa",
      referenceDate: "2014-10-31",
      opensOn: "2014-10-24",
      dueOn: null,
      closedOn: null,
    }),
  ),
};
