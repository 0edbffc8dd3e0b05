import type { Viewer } from "@/lib/access/policy";
import {
  clearSecondFactor,
  correctAppointment,
  createAccount,
  delegateAppointment,
  endAppointment,
  giveAppointment,
  issueLink,
  lockAccount,
  unlockAccount,
} from "@/lib/accounts/commands";
import { correctActivity, recordActivity, takeBackActivity } from "@/lib/activities/commands";
import { moveAdvice, recordAdvice, takeBackAdvice, takeBackAdviceStep } from "@/lib/advice/commands";
import { assignSurveys, releaseSurveys } from "@/lib/assignments/commands";
import {
  correctBranch,
  coverEnterprise,
  dissolveBranch,
  endCoverage,
  foundBranch,
} from "@/lib/branches/commands";
import {
  askOverride,
  decideOverride,
  moveCase,
  openCase,
  setCaseScheme,
  tickPaper,
  voidCaseStep,
} from "@/lib/cases/commands";
import {
  addClause,
  beginPlan,
  cascadePlan,
  clonePlan,
  correctPlan,
  dropPlan,
  issuePlan,
  listGoalsInPlan,
  moveClause,
  removeBasis,
  removeClause,
  unlistGoal,
  writeBasis,
  writeClause,
  writePlanHead,
  writeRecipients,
} from "@/lib/composing/commands";
import { wordsVersion } from "@/lib/composing/rules";
import {
  advanceCongress,
  answerCongress,
  extendCongress,
  holdCongress,
  planCongress,
  recogniseCongress,
  tickTask,
} from "@/lib/congresses/commands";
import {
  completeMeasure,
  correctMeasure,
  extendMeasure,
  startMeasure,
  withdrawMeasure,
} from "@/lib/consolidation/commands";
import { remindUnits, takeBackReminder } from "@/lib/coordination/commands";
import { addDays } from "@/lib/dates/plain-date";
import { today } from "@/lib/dates/today";
import type { Deed } from "@/lib/db/command";
import { newId } from "@/lib/db/id";
import { recordDirective, takeBackDirective, traceTask, untraceTask } from "@/lib/directives/commands";
import { liftDiscipline, recordDiscipline } from "@/lib/discipline/commands";
import {
  askDuplicate,
  decideDuplicate,
  mergePersons,
  partPersons,
  undoPair,
} from "@/lib/duplicates/commands";
import { changeEnterprise, recordVisit, registerEnterprise } from "@/lib/enterprises/commands";
import { askExport } from "@/lib/exports/commands";
import { noteIssue, raiseIssue, turnIssue } from "@/lib/feedback/commands";
import {
  answerFeePayment,
  collectFees,
  endExemption,
  exemptFromFee,
  payFee,
  voidFeePayment,
} from "@/lib/fees/commands";
import {
  beginImport,
  cancelImport,
  chooseSheet,
  commitImport,
  fixRows,
  mapImport,
  receiveFile,
  resumeImport,
  saveLayout,
  undoImport,
} from "@/lib/imports/commands";
import { chooseNotices, readAllNotices, readNotice } from "@/lib/inbox/commands";
import {
  correctMembership,
  correctProfile,
  decideAdmissions,
  endMembership,
  endPost,
  givePost,
  loseContact,
  proposeAdmission,
  recordAward,
  registerCandidate,
  restoreMembership,
  returnMember,
  saveMemberGrid,
  stayAfterThirty,
  suspendMembership,
  takeBackAward,
  takeBackMembership,
  withdrawAdmission,
} from "@/lib/members/commands";
import {
  checkModelCell,
  cloneCriteria,
  recogniseModelCell,
  refuseModelCell,
  registerModelCell,
  returnModelCell,
  revokeModelCell,
  scoreModelCell,
  withdrawModelCell,
  writeCriteria,
} from "@/lib/model-cells/commands";
import {
  askRemedy,
  moveRemedy,
  recordEvaluation,
  recordInspection,
  recordSupport,
  takeBackEvaluation,
  takeBackInspection,
  takeBackSupport,
} from "@/lib/oversight/commands";
import { beginPaper, movePaper, writePaper } from "@/lib/papers/commands";
import {
  addPartner,
  recordAgreement,
  recordJoint,
  renamePartner,
  takeBackAgreement,
  takeBackJoint,
} from "@/lib/partners/commands";
import { correctGoalKind, fixGoals, setPlanSettings, writeResolutionTask } from "@/lib/plans/commands";
import { setWeights } from "@/lib/priority/commands";
import {
  addHoliday,
  decideErasure,
  decideRetention,
  endBasis,
  exportPerson,
  liftKeeping,
  nameContact,
  notifyBreach,
  orderKeeping,
  proposeErasure,
  proposeRetention,
  publishText,
  recordBreach,
  recordConsent,
  recordLegalBasis,
  recordMeasures,
  registerRequest,
  removeHoliday,
  setRetention,
  takeStep,
} from "@/lib/privacy/commands";
import { lawToday } from "@/lib/privacy/queries";
import { changeItem, planItem, removeItem, saveProgramme } from "@/lib/programmes/commands";
import { confirmMemberRatings, proposeMemberRatings, rateBranch } from "@/lib/ratings/commands";
import { acknowledgePlan, stepObligation } from "@/lib/receipts/commands";
import {
  endReferral,
  introduceReferral,
  receiveReferral,
  remarkReferral,
  requestReferral,
} from "@/lib/referrals/commands";
import { writeSensitive } from "@/lib/sensitive/commands";
import {
  acceptSurvey,
  acceptSurveys,
  closeCampaign,
  recordSurvey,
  returnSurvey,
  saveCampaign,
} from "@/lib/surveys/commands";
import { surveySchema } from "@/lib/surveys/schema";
import { giveTargets } from "@/lib/targets/commands";
import {
  addGuests,
  addParticipants,
  correctCourse,
  recordCertificate,
  recordCourse,
  takeBackCourse,
  takeBackGuests,
  takeBackParticipant,
} from "@/lib/training/commands";
import {
  arriveTransfer,
  introduceTransfer,
  receiveTransfer,
  recordArrival,
  refuseTransfer,
  remarkTransfer,
  requestTransfer,
  sendTransfer,
} from "@/lib/transfers/commands";
import {
  addGroupMember,
  addGroupProduct,
  dissolveWorkingGroup,
  endGroupMember,
  establishWorkingGroup,
  planGroupVisit,
  planWorkingGroup,
  removeGroupLine,
  reportWorkingGroup,
  sendWorkingGroup,
  undoGroupStep,
} from "@/lib/working-groups/commands";
import { unitId as unitIdOf } from "@/prisma/reference/keys";
import { owner } from "@/tests/support/database";
import { branch, deed, enterprise, member, province, row, viewer } from "@/tests/support/factories";
import { adviceAt, advising, answering, lastStepOf } from "@/tests/support/factories-advice";
import {
  activity,
  correction,
  founding,
  foundingPlace,
  measure,
  plainActivity,
  post,
  stepsTaken,
} from "@/tests/support/factories-branches";
import { caseMove, caseStep } from "@/tests/support/factories-cases";
import {
  clauseIn,
  composingWorld,
  deliveryOf,
  draftOf,
  headOf,
  loadedPlan,
} from "@/tests/support/factories-composing";
import {
  advance,
  congressIn,
  congressWorld,
  permitted,
  planOf,
  resultOf,
  seats,
} from "@/tests/support/factories-congresses";
import { collecting } from "@/tests/support/factories-fees";
import {
  checkedImport,
  committed,
  laidImport,
  mappingOf,
  office,
  taxCode,
} from "@/tests/support/factories-imports";
import {
  admission,
  bornOn,
  cellWorld,
  entered,
  memberGrid,
  newcomer,
} from "@/tests/support/factories-members";
import { criteria, modelCellAt } from "@/tests/support/factories-model-cells";
import {
  evaluating,
  evaluationAt,
  inspecting,
  inspectionAt,
  remedyAt,
  remedying,
  supportAt,
  supporting,
} from "@/tests/support/factories-oversight";
import { agreeing, joining, partnerAt } from "@/tests/support/factories-partners";
import { campaign, goal, openedCase, plan } from "@/tests/support/factories-plans";
import { plannedThing, programme, programmeItem } from "@/tests/support/factories-programmes";
import { levelId, rated } from "@/tests/support/factories-ratings";
import { referralAt, referralWorld, referring } from "@/tests/support/factories-referrals";
import { courseAt, courseWorld, training } from "@/tests/support/factories-training";
import { sentTransfer, starting, transferWorld } from "@/tests/support/factories-transfers";
import { groupStep, workingGroup } from "@/tests/support/factories-working-groups";

type Answer = { ok: true; value: unknown } | { ok: false; refusal: string };

/** A deed that is done when it is asked for: somebody who may, and input that is right, in a world of its own. */
export type Example = {
  /** The command itself, so that an example cannot stand for another. */
  command: unknown;
  prepare: () => Promise<{
    viewer: Viewer;
    run: (viewer: Viewer, deed: Deed) => Promise<Answer>;
    /** The same deed with input that differs. */
    runOther: (viewer: Viewer, deed: Deed) => Promise<Answer>;
  }>;
};

/** A member, who keeps the record, and the data-protection desk with a breach. */
async function privacyPlace() {
  const place = await cellWorld();
  const desk = place.outsiders["the organisation department"];
  const breachId = await row("breach", {
    ...{ province_id: place.provinceId, discovered_at: "2026-01-02T08:00:00+07:00", what: "Mất máy tính" },
    recorded_by_id: desk.accountId,
  });
  return { ...place, ...(await member({ branchId: place.cell })), desk, breachId };
}

/** A request to be erased, by somebody who is a member no more. */
async function erasureAsked() {
  const place = await privacyPlace();
  await owner.query("update membership set valid_to = '2015-01-01', end_kind = 'left' where id = $1", [
    place.membershipId,
  ]);
  const dataRequestId = await row("data_request", {
    ...{ province_id: place.provinceId, kind: "delete", person_id: place.personId, how: "letter" },
    ...{ received_on: lawToday(), content: "Xin xoá", recorded_by_id: place.desk.accountId },
  });
  return { ...place, dataRequestId };
}

/** In two calls, so that the command says what its input is before the input is written. */
const example =
  <Input>(command: (viewer: Viewer, deed: Deed, input: Input) => Promise<Answer>) =>
  (prepare: () => Promise<{ viewer: Viewer; input: Input }>): Example => ({
    command,
    prepare: async () => {
      const { viewer: who, input } = await prepare();
      return {
        viewer: who,
        run: (asker, deed) => command(asker, deed, input),
        // What else is asked for is of no matter: that it is not the same must be told before anything is done.
        runOther: (asker, deed) => command(asker, deed, { ...input, somethingElse: true }),
      };
    },
  });

const reminding = (planId: string, unitId: string): Parameters<typeof remindUnits>[2] => ({
  ...{ planId, on: "2014-11-01", dueOn: null },
  units: [{ unitId, text: "Đề nghị hoàn thành khảo sát", asks: ["surveyed"] }],
});

/** An officer with one notice to read. */
async function noticed() {
  const { officer } = await raisers();
  const noticeId = await row("notice", {
    ...{ account_id: officer.accountId, kind: "issue", thing_id: newId(), step: "thử", waits: true },
    ...{ text: "Chờ bạn trả lời", href: "/feedback" },
  });
  return { officer, noticeId };
}

/** Two records of one name and birth in two chi đoàn of a district. */
async function lookalikes() {
  const { secretary, officer, cell, otherCell } = await cellWorld();
  const fullName = "Hoàng Thị Giống";
  const { personId } = await member({ branchId: cell, fullName });
  await member({ branchId: otherCell, fullName });
  return { secretary, officer, personId };
}

/** Two records of one name in two chi đoàn of one officer, the one before the other. */
async function pairBelow() {
  const { officer, cell, otherCell } = await cellWorld();
  const one = await member({ branchId: cell, validFrom: "2013-01-01" });
  const two = await member({ branchId: otherCell, validFrom: "2010-01-01" });
  await owner.query("update membership set valid_to = '2012-01-01', end_kind = 'left' where id = $1", [
    two.membershipId,
  ]);
  return { officer, one: one.personId, two: two.personId };
}

/** A secretary and the officer above, and a difficulty that the one raised and the other holds. */
async function raisers() {
  const place = await organisation();
  const { provinceId, unitId, branchId } = place;
  const secretary = await viewer({ role: "branch_secretary", provinceId, unitId, branchId });
  const issueId = await row("issue", {
    ...{ kind: "difficulty", category: "no_time", line: "union", text: "Ca kíp", stage: "unit" },
    ...{ branch_id: branchId, unit_id: unitId, province_id: provinceId },
    ...{ raised_by_id: secretary.accountId, raised_on: today() },
  });
  return { ...place, secretary, issueId };
}

/** A file whose rows need no truth: all that is asked is that the deed is done once. */
const IMPORTED = [
  ["Tên doanh nghiệp", "Mã số thuế", "Loại hình", "Khu vực sở hữu", "Tình trạng", "Nơi đặt"],
  ["Công ty Thử", "1", "Công ty cổ phần", "Nhà nước", "Đang hoạt động", "Xã Thử"],
];

/** One that can be written. */
async function importable() {
  const { officer, places } = await office();
  const [head = []] = IMPORTED;
  const code = taxCode(4000 + Math.floor(Math.random() * 1_000_000));
  const made = [`Công ty ${newId()}`, code, "Công ty cổ phần", "Nhà nước", "Đang hoạt động", places[0] ?? ""];
  return { officer, table: [head, made] };
}

/**
 * Every command of the program by module and name, with one deed that succeeds. A new command adds one line:
 * `"domain/name": example(name)(async () => ({ viewer, input }))`, with rows from the factories in tests/support.
 */
const MEASURE = {
  ...{ kind: "renew_committee" as const, weakness: "Khuyết bí thư", measure: "Kiện toàn" },
  ...{ responsible: "Cán bộ", responsibleId: null, startedOn: "2014-11-01", dueOn: null },
};

export const EXAMPLES: Record<string, Example> = {
  "accounts/createAccount": example(createAccount)(async () => {
    const { department, districtA } = await chainOfCommand();
    const login = `moi.${newId().slice(-12)}`;
    return {
      viewer: department,
      input: { displayName: "Cán bộ mới", login, ...asOfficer(districtA) },
    };
  }),
  "imports/beginImport": example(beginImport)(async () => {
    const { officer } = await office();
    const sheets = [{ name: "Trang 1", isHidden: false, rowCount: 1, merges: [] }];
    const file = {
      fileName: "thu.xlsx",
      fileDigest: newId(),
      format: "xlsx",
      encoding: null,
      notices: [],
      sheets,
    };
    return { viewer: officer, input: { kind: "enterprises" as const, ...file } };
  }),
  "imports/receiveFile": example(receiveFile)(async () => {
    const { officer } = await office();
    return {
      viewer: officer,
      input: { importId: await laidImport(officer, IMPORTED, { isReceived: false }) },
    };
  }),
  "imports/chooseSheet": example(chooseSheet)(async () => {
    const { officer } = await office();
    return {
      viewer: officer,
      input: { importId: await laidImport(officer, IMPORTED), sheet: 0, headerRow: 1 },
    };
  }),
  "imports/mapImport": example(mapImport)(async () => {
    const { officer } = await office();
    return { viewer: officer, input: await mappingOf(officer, await laidImport(officer, IMPORTED)) };
  }),
  "imports/fixRows": example(fixRows)(async () => {
    const { officer } = await office();
    const importId = await checkedImport(officer, IMPORTED);
    return { viewer: officer, input: { importId, cells: [{ row: 2, column: 1, text: "Tên khác" }] } };
  }),
  "imports/commitImport": example(commitImport)(async () => {
    const { officer, table } = await importable();
    return { viewer: officer, input: { importId: await checkedImport(officer, table) } };
  }),
  "imports/undoImport": example(undoImport)(async () => {
    const { officer, table } = await importable();
    const importId = await checkedImport(officer, table);
    await committed(officer, importId);
    return { viewer: officer, input: { importId } };
  }),
  "imports/resumeImport": example(resumeImport)(async () => {
    const { officer } = await office();
    const importId = await laidImport(officer, IMPORTED);
    await owner.query("update import set state = 'failed', failed_in = 'checking' where id = $1", [importId]);
    return { viewer: officer, input: { importId } };
  }),
  "imports/cancelImport": example(cancelImport)(async () => {
    const { officer } = await office();
    return { viewer: officer, input: { importId: await laidImport(officer, IMPORTED) } };
  }),
  "imports/saveLayout": example(saveLayout)(async () => {
    const { officer } = await office();
    const layoutId = await row("import_layout", {
      ...{ account_id: officer.accountId, kind: "enterprises", fingerprint: newId() },
      columns: JSON.stringify([{ column: 1, heading: "Tên", field: "name" }]),
    });
    return {
      viewer: officer,
      input: { layoutId, name: "Mẫu", columns: { "1": "name" }, way: "save" as const },
    };
  }),
  "accounts/issueLink": example(issueLink)(async () => {
    const { department, officer } = await chainOfCommand();
    return { viewer: department, input: { accountId: officer.accountId } };
  }),
  "accounts/lockAccount": example(lockAccount)(async () => {
    const { department, officer } = await chainOfCommand();
    return { viewer: department, input: { accountId: officer.accountId, reason: "Nghi lộ mật khẩu" } };
  }),
  "accounts/unlockAccount": example(unlockAccount)(async () => {
    const { department, officer } = await chainOfCommand();
    await owner.query("update account set disabled_at = now() where id = $1", [officer.accountId]);
    return { viewer: department, input: { accountId: officer.accountId, reason: "Đã rõ" } };
  }),
  "accounts/clearSecondFactor": example(clearSecondFactor)(async () => {
    const { department, officer } = await chainOfCommand();
    await owner.query("update account set second_factor_at = now() where id = $1", [officer.accountId]);
    return { viewer: department, input: { accountId: officer.accountId, reason: "Mất điện thoại" } };
  }),
  "accounts/giveAppointment": example(giveAppointment)(async () => {
    const { department, officer, districtB } = await chainOfCommand();
    return { viewer: department, input: { accountId: officer.accountId, ...asOfficer(districtB) } };
  }),
  "accounts/endAppointment": example(endAppointment)(async () => {
    const { department, appointmentId } = await chainOfCommand();
    return { viewer: department, input: { appointmentId, on: today(), reason: "Chuyển công tác" } };
  }),
  "accounts/correctAppointment": example(correctAppointment)(async () => {
    const { department, provinceId, districtB, officer } = await chainOfCommand();
    const appointmentId = await row("appointment", {
      account_id: officer.accountId,
      role: "unit_officer",
      province_id: provinceId,
      unit_id: districtB,
      valid_from: addDays(today(), 5),
    });
    return {
      viewer: department,
      input: { appointmentId, validFrom: addDays(today(), 7), validTo: null, reason: "Ghi nhầm ngày" },
    };
  }),
  "accounts/delegateAppointment": example(delegateAppointment)(async () => {
    const { officer, colleague, appointmentId } = await chainOfCommand();
    return {
      viewer: officer,
      input: {
        appointmentId,
        login: colleague.login,
        line: "both",
        validFrom: today(),
        validTo: addDays(today(), 14),
        reason: "Đi học",
      },
    };
  }),
  "activities/recordActivity": example(recordActivity)(async () => {
    const { officer, branchId } = await organisation();
    return {
      viewer: officer,
      input: { ...plainActivity, branchId, participants: 7 },
    };
  }),
  "activities/correctActivity": example(correctActivity)(async () => {
    const { officer, branchId } = await organisation();
    const activityId = await activity(branchId, "2014-11-20");
    return { viewer: officer, input: { ...plainActivity, branchId, activityId, participants: 9 } };
  }),
  "working-groups/planWorkingGroup": example(planWorkingGroup)(async () => {
    const { officer, unitId } = await foundingPlace();
    return { viewer: officer, input: { unitId, name: "Tổ công tác", purpose: null, on: "2014-11-01" } };
  }),
  "working-groups/establishWorkingGroup": example(establishWorkingGroup)(async () => {
    const { officer, unitId } = await foundingPlace();
    return { viewer: officer, input: groupStep(await workingGroup(unitId, "planned")) };
  }),
  "working-groups/sendWorkingGroup": example(sendWorkingGroup)(async () => {
    const { officer, unitId } = await foundingPlace();
    return { viewer: officer, input: groupStep(await workingGroup(unitId, "established")) };
  }),
  "working-groups/reportWorkingGroup": example(reportWorkingGroup)(async () => {
    const { officer, unitId } = await foundingPlace();
    return { viewer: officer, input: groupStep(await workingGroup(unitId, "surveying")) };
  }),
  "working-groups/dissolveWorkingGroup": example(dissolveWorkingGroup)(async () => {
    const { officer, unitId } = await foundingPlace();
    return { viewer: officer, input: groupStep(await workingGroup(unitId, "reported")) };
  }),
  "working-groups/undoGroupStep": example(undoGroupStep)(async () => {
    const { officer, unitId } = await foundingPlace();
    return { viewer: officer, input: { groupId: await workingGroup(unitId, "surveying") } };
  }),
  "working-groups/addGroupMember": example(addGroupMember)(async () => {
    const { officer, unitId } = await foundingPlace();
    return {
      viewer: officer,
      input: {
        ...{ groupId: await workingGroup(unitId), accountId: null, name: "Người thử", body: null },
        ...{ role: "member", validFrom: "2014-11-01", validTo: null },
      },
    };
  }),
  "working-groups/endGroupMember": example(endGroupMember)(async () => {
    const { officer, unitId } = await foundingPlace();
    const { rows } = await owner.query("select id from working_group_member where group_id = $1", [
      await workingGroup(unitId),
    ]);
    return { viewer: officer, input: { memberId: rows[0].id, on: "2014-12-01", why: "Nghỉ" } };
  }),
  "working-groups/planGroupVisit": example(planGroupVisit)(async () => {
    const { officer, unitId, enterpriseId } = await foundingPlace();
    const groupId = await workingGroup(unitId);
    return { viewer: officer, input: { groupId, enterpriseId, plannedOn: "2014-12-20", content: "Gặp" } };
  }),
  "working-groups/addGroupProduct": example(addGroupProduct)(async () => {
    const { officer, unitId } = await foundingPlace();
    const groupId = await workingGroup(unitId);
    return {
      viewer: officer,
      input: { groupId, kind: "advice", on: "2014-12-01", text: "Tham mưu", documentNumber: null },
    };
  }),
  "working-groups/removeGroupLine": example(removeGroupLine)(async () => {
    const { officer, unitId } = await foundingPlace();
    const groupId = await workingGroup(unitId);
    const id = await row("working_group_visit", {
      ...{ group_id: groupId, planned_on: "2014-12-20", content: "Họp", recorded_by_id: officer.accountId },
    });
    return { viewer: officer, input: { groupId, line: { kind: "visit", id }, why: "Nhầm" } };
  }),
  "programmes/saveProgramme": example(saveProgramme)(async () => {
    const { officer, unitId } = await foundingPlace();
    return {
      viewer: officer,
      input: {
        ...{ programmeId: null, version: null, unitId, title: "Chương trình", note: null },
        ...{ startsOn: "2014-12-01", endsOn: "2015-03-31" },
      },
    };
  }),
  "programmes/planItem": example(planItem)(async () => {
    const { officer, unitId } = await foundingPlace();
    return { viewer: officer, input: { ...plannedThing, programmeId: await programme(unitId) } };
  }),
  "programmes/changeItem": example(changeItem)(async () => {
    const { officer, unitId } = await foundingPlace();
    const itemId = await programmeItem(await programme(unitId));
    return { viewer: officer, input: { ...plannedThing, itemId } };
  }),
  "programmes/removeItem": example(removeItem)(async () => {
    const { officer, unitId } = await foundingPlace();
    return { viewer: officer, input: { itemId: await programmeItem(await programme(unitId)) } };
  }),
  "activities/takeBackActivity": example(takeBackActivity)(async () => {
    const { officer, branchId } = await organisation();
    return { viewer: officer, input: { activityId: await activity(branchId, "2014-11-20") } };
  }),
  "advice/recordAdvice": example(recordAdvice)(async () => {
    const { officer, unitId } = await organisation();
    return { viewer: officer, input: advising(unitId) };
  }),
  "advice/moveAdvice": example(moveAdvice)(async () => {
    const { officer, unitId } = await organisation();
    const adviceId = await adviceAt(unitId, "waiting");
    return { viewer: officer, input: answering(adviceId, "agreed") };
  }),
  "advice/takeBackAdviceStep": example(takeBackAdviceStep)(async () => {
    const { officer, unitId } = await organisation();
    const stepId = await lastStepOf(await adviceAt(unitId, "agreed"));
    return { viewer: officer, input: { stepId, why: "Ghi nhầm" } };
  }),
  "advice/takeBackAdvice": example(takeBackAdvice)(async () => {
    const { officer, unitId } = await organisation();
    return { viewer: officer, input: { adviceId: await adviceAt(unitId, "waiting"), why: "Ghi nhầm" } };
  }),
  "oversight/recordInspection": example(recordInspection)(async () => {
    const { officer, unitId, branchId } = await organisation();
    return { viewer: officer, input: inspecting(unitId, branchId) };
  }),
  "oversight/takeBackInspection": example(takeBackInspection)(async () => {
    const { officer, unitId, branchId } = await organisation();
    return { viewer: officer, input: { inspectionId: await inspectionAt(unitId, branchId), why: "Nhầm" } };
  }),
  "oversight/askRemedy": example(askRemedy)(async () => {
    const { officer, unitId, branchId } = await organisation();
    const inspectionId = await inspectionAt(unitId, branchId);
    return { viewer: officer, input: { inspectionId, text: "Bầu bổ sung phó bí thư", dueOn: "2014-12-31" } };
  }),
  "oversight/moveRemedy": example(moveRemedy)(async () => {
    const { officer, unitId, branchId } = await organisation();
    const remedyId = await remedyAt(await inspectionAt(unitId, branchId), "open");
    return { viewer: officer, input: remedying(remedyId, "confirmed") };
  }),
  "oversight/recordSupport": example(recordSupport)(async () => {
    const { officer, unitId, branchId } = await organisation();
    return { viewer: officer, input: supporting(unitId, { kind: "branch", id: branchId }) };
  }),
  "oversight/takeBackSupport": example(takeBackSupport)(async () => {
    const { officer, unitId, branchId } = await organisation();
    return { viewer: officer, input: { visitId: await supportAt(unitId, branchId), why: "Nhầm" } };
  }),
  "oversight/recordEvaluation": example(recordEvaluation)(async () => {
    const { officer, unitId } = await organisation();
    return { viewer: officer, input: evaluating(unitId, { kind: "unit", id: unitId }) };
  }),
  "oversight/takeBackEvaluation": example(takeBackEvaluation)(async () => {
    const { officer, unitId, branchId } = await organisation();
    return { viewer: officer, input: { evaluationId: await evaluationAt(unitId, branchId), why: "Nhầm" } };
  }),
  "partners/addPartner": example(addPartner)(async () => {
    const { officer, unitId } = await organisation();
    const named = { name: "Liên đoàn Lao động huyện", contact: null, validFrom: "2014-01-01" };
    return { viewer: officer, input: { unitId, kind: "trade_union", ...named } };
  }),
  "partners/renamePartner": example(renamePartner)(async () => {
    const { officer, unitId } = await organisation();
    const named = { name: "Liên đoàn Lao động thành phố", contact: null, validFrom: "2014-06-01" };
    return { viewer: officer, input: { partnerId: await partnerAt(unitId), ...named } };
  }),
  "partners/recordAgreement": example(recordAgreement)(async () => {
    const { officer, unitId } = await organisation();
    return { viewer: officer, input: agreeing(await partnerAt(unitId), unitId) };
  }),
  "partners/recordJoint": example(recordJoint)(async () => {
    const { officer, unitId } = await organisation();
    return { viewer: officer, input: joining(await partnerAt(unitId), unitId) };
  }),
  "partners/takeBackAgreement": example(takeBackAgreement)(async () => {
    const { officer, unitId } = await organisation();
    const by = { partner_id: await partnerAt(unitId), line: "union", unit_id: unitId };
    const agreementId = await row("partner_agreement", {
      ...{ ...by, signed_on: "2014-11-01", content: "Phối hợp", recorded_by_id: newId() },
    });
    return { viewer: officer, input: { agreementId, why: "Nhầm" } };
  }),
  "partners/takeBackJoint": example(takeBackJoint)(async () => {
    const { officer, unitId } = await organisation();
    const by = { partner_id: await partnerAt(unitId), line: "union", unit_id: unitId };
    const jointId = await row("partner_activity", {
      ...{ ...by, on: "2014-11-01", content: "Hội thao", recorded_by_id: newId() },
    });
    return { viewer: officer, input: { jointId, why: "Nhầm" } };
  }),
  "training/recordCourse": example(recordCourse)(async () => {
    const { officer, unitId } = await organisation();
    return { viewer: officer, input: training(unitId) };
  }),
  "training/correctCourse": example(correctCourse)(async () => {
    const { officer, courseId, unitId } = await courseWorld();
    return { viewer: officer, input: { ...training(unitId), courseId, why: "Sửa ngày" } };
  }),
  "training/takeBackCourse": example(takeBackCourse)(async () => {
    const { officer, unitId } = await courseWorld();
    return { viewer: officer, input: { courseId: await courseAt(unitId), why: "Nhầm" } };
  }),
  "training/addParticipants": example(addParticipants)(async () => {
    const { officer, unitId, personId, branchId } = await courseWorld();
    return { viewer: officer, input: { courseId: await courseAt(unitId), chosen: [{ personId, branchId }] } };
  }),
  "training/recordCertificate": example(recordCertificate)(async () => {
    const { officer, participantId } = await courseWorld();
    return { viewer: officer, input: { participantId, certificateNumber: "12/2014" } };
  }),
  "training/takeBackParticipant": example(takeBackParticipant)(async () => {
    const { officer, participantId } = await courseWorld();
    return { viewer: officer, input: { participantId, why: "Không dự" } };
  }),
  "training/addGuests": example(addGuests)(async () => {
    const { officer, courseId } = await courseWorld();
    return { viewer: officer, input: { courseId, description: "Cán bộ công đoàn", count: 4 } };
  }),
  "training/takeBackGuests": example(takeBackGuests)(async () => {
    const { officer, courseId } = await courseWorld();
    const guestId = await row("training_guest", {
      ...{ course_id: courseId, description: "Cán bộ công đoàn", count: 4, recorded_by_id: newId() },
    });
    return { viewer: officer, input: { guestId, why: "Nhầm" } };
  }),
  "branches/foundBranch": example(foundBranch)(async () => {
    const { officer, provinceId, enterpriseId } = await foundingPlace();
    await stepsTaken(provinceId, enterpriseId);
    return { viewer: officer, input: founding(enterpriseId) };
  }),
  "branches/correctBranch": example(correctBranch)(async () => {
    const { officer, branchId } = await organisation();
    return { viewer: officer, input: correction(branchId, { note: "Sửa" }) };
  }),
  "branches/dissolveBranch": example(dissolveBranch)(async () => {
    const { officer, branchId } = await organisation();
    return {
      viewer: officer,
      input: { branchId, version: 1, on: "2014-11-01", ending: "dissolved", reason: "Ngừng sản xuất" },
    };
  }),
  "branches/coverEnterprise": example(coverEnterprise)(async () => {
    const { officer, branchId, provinceId, unitId } = await organisation();
    const enterpriseId = await enterprise({ provinceId, unitId });
    return { viewer: officer, input: { branchId, enterpriseId, on: "2014-11-01" } };
  }),
  "branches/endCoverage": example(endCoverage)(async () => {
    const { officer, branchId, enterpriseId, provinceId, unitId } = await organisation();
    const other = await enterprise({ provinceId, unitId });
    await row("coverage", { branch_id: branchId, enterprise_id: other, valid_from: "2012-01-01" });
    return { viewer: officer, input: { branchId, enterpriseId, on: "2014-11-01" } };
  }),
  "model-cells/registerModelCell": example(registerModelCell)(async () => {
    const { officer, branchId, provinceId } = await organisation();
    await criteria(provinceId);
    return { viewer: officer, input: { branchId, year: 2014, on: "2014-11-05", note: null } };
  }),
  "model-cells/scoreModelCell": example(scoreModelCell)(async () => modelCellPoints("registered")),
  "model-cells/checkModelCell": example(checkModelCell)(async () => modelCellPoints("self_scored")),
  "model-cells/recogniseModelCell": example(recogniseModelCell)(async () => {
    const { viewer, modelCellId } = await modelCellUntil("checked");
    return { viewer, input: { modelCellId, on: "2014-11-05", note: null, documentNumber: "1 -QĐ/TN" } };
  }),
  "model-cells/returnModelCell": example(returnModelCell)(async () => modelCellReason("self_scored")),
  "model-cells/refuseModelCell": example(refuseModelCell)(async () => modelCellReason("checked")),
  "model-cells/revokeModelCell": example(revokeModelCell)(async () => modelCellReason("recognised")),
  "model-cells/withdrawModelCell": example(withdrawModelCell)(async () => modelCellReason("registered")),
  "model-cells/writeCriteria": example(writeCriteria)(async () => {
    const { department } = await foundingPlace();
    const one = { text: "Sinh hoạt đều", points: 10, required: true, fact: "meetings" as const };
    const said = { year: 2014, name: "Hướng dẫn thử", passPoints: null, note: null, version: null };
    return { viewer: department, input: { ...said, criteria: [one] } };
  }),
  "model-cells/cloneCriteria": example(cloneCriteria)(async () => {
    const { department, provinceId } = await foundingPlace();
    await criteria(provinceId, 2014);
    return { viewer: department, input: { fromYear: 2014, year: 2015 } };
  }),
  "consolidation/startMeasure": example(startMeasure)(async () => {
    const { officer, branchId } = await organisation();
    return { viewer: officer, input: { branchId, ...MEASURE } };
  }),
  "consolidation/completeMeasure": example(completeMeasure)(async () => {
    const { officer, branchId } = await organisation();
    const measureId = await measure(branchId);
    return { viewer: officer, input: { measureId, version: 1, doneOn: "2014-12-01", result: "Đã xong" } };
  }),
  "consolidation/extendMeasure": example(extendMeasure)(async () => {
    const { officer, branchId } = await organisation();
    const measureId = await measure(branchId);
    return { viewer: officer, input: { measureId, version: 1, dueOn: "2015-03-01", reason: "Chờ đại hội" } };
  }),
  "consolidation/correctMeasure": example(correctMeasure)(async () => {
    const { officer, branchId } = await organisation();
    const measureId = await measure(branchId);
    const said = { ...MEASURE, doneOn: null, result: null, reason: "Ghi nhầm người" };
    return { viewer: officer, input: { measureId, version: 1, ...said } };
  }),
  "consolidation/withdrawMeasure": example(withdrawMeasure)(async () => {
    const { officer, branchId } = await organisation();
    const measureId = await measure(branchId);
    return { viewer: officer, input: { measureId, version: 1, reason: "Ghi nhầm tổ chức" } };
  }),
  "cases/openCase": example(openCase)(async () => {
    const { officer, enterpriseId } = await foundingPlace();
    return { viewer: officer, input: { enterpriseId, line: "union", openedOn: "2014-11-03", note: null } };
  }),
  "cases/moveCase": example(moveCase)(async () => {
    const { officer, caseId } = await caseOpen();
    return { viewer: officer, input: caseMove(caseId, "hard") };
  }),
  "cases/voidCaseStep": example(voidCaseStep)(async () => {
    const { officer, caseId } = await caseOpen();
    const stepId = await caseStep(caseId, 1, "mobilising");
    return { viewer: officer, input: { stepId, caseId, version: 1, reason: "Ghi nhầm hồ sơ" } };
  }),
  "cases/tickPaper": example(tickPaper)(async () => {
    const { officer, caseId } = await caseOpen();
    return { viewer: officer, input: { caseId, kind: "request", on: "2014-11-10", note: "01-TTr" } };
  }),
  "cases/setCaseScheme": example(setCaseScheme)(async () => {
    const { provinceId, department } = await foundingPlace();
    const scheme = {
      stages: ["launched" as const],
      idleDays: { mobilising: 30 },
      reason: "Hướng dẫn của tỉnh",
    };
    return { viewer: department, input: { provinceId, validFrom: "2014-11-01", ...scheme } };
  }),
  "cases/askOverride": example(askOverride)(async () => {
    const { officer, enterpriseId } = await foundingPlace();
    return {
      viewer: officer,
      input: { rule: "V06", enterpriseId, line: "union", subject: "Chi đoàn 2 người", reason: "Vùng xa" },
    };
  }),
  "cases/decideOverride": example(decideOverride)(async () => {
    const { officer, department, enterpriseId } = await foundingPlace();
    const overrideId = await row("override_request", {
      rule: "V06",
      enterprise_id: enterpriseId,
      line: "union",
      subject: "Chi đoàn 2 người",
      reason: "Vùng xa",
      requested_by_id: officer.accountId,
    });
    return {
      viewer: department,
      input: { overrideId, version: 1, decision: "granted", decisionNote: "Đồng ý" },
    };
  }),
  "enterprises/registerEnterprise": example(registerEnterprise)(async () => {
    const { officer, unitId, areaId } = await communeUnion();
    return {
      viewer: officer,
      input: { ...FACTS, areaId, status: "active", validFrom: null, unitId, confirmed: true },
    };
  }),
  "enterprises/changeEnterprise": example(changeEnterprise)(async () => {
    const { officer, unitId, areaId, provinceId } = await communeUnion();
    const enterpriseId = await enterprise({ provinceId, unitId, areaId });
    return {
      viewer: officer,
      input: {
        ...FACTS,
        areaId,
        enterpriseId,
        version: 1,
        status: "suspended",
        kind: "change",
        validFrom: "2014-11-01",
        reason: null,
      },
    };
  }),
  "enterprises/recordVisit": example(recordVisit)(async () => {
    const { officer, enterpriseId } = await foundingPlace();
    return {
      viewer: officer,
      input: {
        enterpriseId,
        on: "2014-11-01",
        met: "Giám đốc",
        purpose: "Vận động",
        result: "Đồng ý",
        attitude: null,
        grants: [],
        grantNote: null,
      },
    };
  }),
  "inbox/readNotice": example(readNotice)(async () => {
    const { officer, noticeId } = await noticed();
    return { viewer: officer, input: { noticeId } };
  }),
  "inbox/readAllNotices": example(readAllNotices)(async () => {
    const { officer } = await noticed();
    return { viewer: officer, input: {} };
  }),
  "inbox/chooseNotices": example(chooseNotices)(async () => {
    const { officer } = await noticed();
    return { viewer: officer, input: { kinds: ["issue" as const], address: "can-bo@example.vn" } };
  }),
  "feedback/raiseIssue": example(raiseIssue)(async () => {
    const { secretary, branchId } = await raisers();
    return {
      viewer: secretary,
      input: {
        raisedFor: { kind: "branch" as const, id: branchId },
        line: "union" as const,
        kind: "difficulty" as const,
        category: "no_funds" as const,
        text: "Chưa có kinh phí sinh hoạt",
        isUrgent: false,
        answerBy: null,
        enterpriseId: null,
        caseId: null,
        taskId: null,
      },
    };
  }),
  "feedback/turnIssue": example(turnIssue)(async () => {
    const { officer, issueId } = await raisers();
    return {
      viewer: officer,
      input: {
        issueId,
        version: 1,
        turn: { move: "answered" as const, to: "answered" as const },
        text: "Đã hỗ trợ",
        outsideBody: null,
      },
    };
  }),
  "feedback/noteIssue": example(noteIssue)(async () => {
    const { secretary, issueId } = await raisers();
    return { viewer: secretary, input: { issueId, text: "Xin bổ sung" } };
  }),
  "congresses/planCongress": example(planCongress)(async () => {
    const { secretary, cell } = await congressWorld();
    return { viewer: secretary, input: planOf(cell) };
  }),
  "congresses/tickTask": example(tickTask)(async () => {
    const world = await congressWorld();
    const congressId = await congressIn(world, "preparing");
    return {
      viewer: world.secretary,
      input: { congressId, code: "report", isDone: true, on: "2014-10-05", note: null },
    };
  }),
  "congresses/advanceCongress": example(advanceCongress)(async () => {
    const world = await congressWorld();
    const congressId = await congressIn(world, "preparing");
    return { viewer: world.secretary, input: advance(congressId, "ask", "2014-10-05") };
  }),
  "congresses/answerCongress": example(answerCongress)(async () => {
    const world = await congressWorld();
    const congressId = await congressIn(world, "asking");
    const permission = { congressId, on: "2014-10-05", documentNumber: "5 -CV/HĐ", note: null };
    return { viewer: world.officer, input: { ...permission, move: "permit" as const } };
  }),
  "congresses/holdCongress": example(holdCongress)(async () => {
    const world = await congressWorld();
    const congressId = await permitted(world);
    return {
      viewer: world.secretary,
      input: resultOf(congressId, seats(["secretary", world.people[0]])),
    };
  }),
  "congresses/recogniseCongress": example(recogniseCongress)(async () => {
    const world = await congressWorld();
    const congressId = await congressIn(world, "submitted");
    return {
      viewer: world.officer,
      input: { congressId, on: "2014-12-01", documentNumber: "7 -QĐ/HĐ", note: null },
    };
  }),
  "congresses/extendCongress": example(extendCongress)(async () => {
    const { officer, cell } = await congressWorld();
    return {
      viewer: officer,
      input: {
        ...{ branchId: cell, extendedTo: "2015-01-01", decisionNumber: "8 -QĐ/TN" },
        ...{ decidedOn: "2014-10-01", reason: "Mới thành lập" },
      },
    };
  }),
  "transfers/requestTransfer": example(requestTransfer)(async () => {
    const world = await transferWorld();
    return { viewer: world.secretary, input: starting(world) };
  }),
  "transfers/recordArrival": example(recordArrival)(async () => {
    const { receiver, target } = await transferWorld();
    const { personId } = await member({ branchId: target });
    await owner.query("delete from membership where person_id = $1", [personId]);
    const input = { branchId: target, personId, outside: "Tỉnh khác", on: "2014-11-01" };
    return {
      viewer: receiver,
      input: { ...input, documentNumber: null, note: null, joined: null, cardNumber: null },
    };
  }),
  "transfers/remarkTransfer": example(remarkTransfer)(async () => {
    const { world, transferId } = await transferAsked();
    return {
      viewer: world.secretary,
      input: { transferId, on: "2014-11-05", note: "Tốt", feeUntil: null },
    };
  }),
  "transfers/introduceTransfer": example(introduceTransfer)(async () => {
    const { world, transferId } = await transferAsked();
    const remarked = { transferId, on: "2014-11-05", note: "Tốt", feeUntil: null };
    await remarkTransfer(world.secretary, deed(), remarked);
    return {
      viewer: world.officer,
      input: { transferId, on: "2014-11-06", documentNumber: "1", note: null, sends: false },
    };
  }),
  "transfers/sendTransfer": example(sendTransfer)(async () => {
    const world = await transferWorld();
    const transferId = await sentTransfer(world);
    await owner.query("update transfer set state = 'introduced' where id = $1", [transferId]);
    return { viewer: world.officer, input: { transferId, on: "2014-11-06", note: null } };
  }),
  "transfers/receiveTransfer": example(receiveTransfer)(async () => {
    const world = await transferWorld();
    const transferId = await sentTransfer(world);
    return { viewer: world.receiver, input: { transferId, on: "2014-11-20", note: null, confirmed: [] } };
  }),
  "transfers/arriveTransfer": example(arriveTransfer)(async () => {
    const world = await transferWorld();
    const transferId = await sentTransfer(world);
    const receipt = { transferId, on: "2014-11-20", note: null, confirmed: [] };
    await receiveTransfer(world.receivingOfficer, deed(), receipt);
    return { viewer: world.receiver, input: { transferId, on: "2014-11-21", note: null } };
  }),
  "transfers/refuseTransfer": example(refuseTransfer)(async () => {
    const world = await transferWorld();
    const transferId = await sentTransfer(world);
    return {
      viewer: world.receiver,
      input: { transferId, on: "2014-11-20", verdict: "returned", note: "Nhầm nơi" },
    };
  }),
  "fees/collectFees": example(collectFees)(async () => {
    const { secretary, cell, personId } = await joined();
    return { viewer: secretary, input: collecting(cell, [{ personId }]) };
  }),
  "fees/exemptFromFee": example(exemptFromFee)(async () => {
    const { officer, membershipId } = await joined();
    const months = { fromMonth: "2014-10-01", toMonth: "2014-11-01", decidedOn: "2014-10-01" };
    return { viewer: officer, input: { membershipId, ...months, reason: "Ốm đau" } };
  }),
  "fees/endExemption": example(endExemption)(async () => {
    const { officer, cell, personId } = await joined();
    const exemptionId = await row("fee_exemption", {
      ...{ person_id: personId, branch_id: cell, from_month: "2014-10-01", to_month: "2014-11-01" },
      ...{ reason: "x", decided_on: "2014-10-01", recorded_by_id: officer.accountId },
    });
    return { viewer: officer, input: { exemptionId, reason: "Ghi nhầm" } };
  }),
  "fees/payFee": example(payFee)(async () => {
    const { secretary, cell } = await joined();
    const months = { fromMonth: "2014-11-01", toMonth: "2014-11-01", paidOn: "2014-12-01" };
    return {
      viewer: secretary,
      input: { payer: "branch", payerId: cell, ...months, amount: 5000, note: null },
    };
  }),
  "fees/answerFeePayment": example(answerFeePayment)(async () => {
    const { officer, paymentId } = await paidUp();
    return { viewer: officer, input: { paymentId, verdict: "accept", on: "2014-12-02", note: null } };
  }),
  "fees/voidFeePayment": example(voidFeePayment)(async () => {
    const { secretary, paymentId } = await paidUp();
    return { viewer: secretary, input: { paymentId, reason: "Ghi nhầm" } };
  }),
  "referrals/requestReferral": example(requestReferral)(async () => {
    const world = await referralWorld();
    return { viewer: world.secretary, input: referring(world) };
  }),
  "referrals/introduceReferral": example(introduceReferral)(async () => {
    const { viewer, referralId } = await referralUntil("requested");
    return { viewer, input: { referralId, on: "2014-11-05", documentNumber: "1", note: null } };
  }),
  "referrals/receiveReferral": example(receiveReferral)(async () => {
    const { viewer, referralId } = await referralUntil("introduced");
    return { viewer, input: { referralId, on: "2014-11-05", documentNumber: "1", note: null } };
  }),
  "referrals/remarkReferral": example(remarkReferral)(async () => {
    const { viewer, referralId } = await referralUntil("received");
    return {
      viewer,
      input: { referralId, on: "2014-11-05", year: 2014, note: "Tốt", documentNumber: null },
    };
  }),
  "referrals/endReferral": example(endReferral)(async () => {
    const { viewer, referralId } = await referralUntil("requested");
    return { viewer, input: { referralId, on: "2014-11-05", note: "Chuyển chỗ ở" } };
  }),
  "members/proposeAdmission": example(proposeAdmission)(async () => {
    const { secretary, cell } = await cellWorld();
    return { viewer: secretary, input: admission(cell) };
  }),
  "members/registerCandidate": example(registerCandidate)(async () => {
    const { secretary, cell } = await cellWorld();
    return { viewer: secretary, input: { branchId: cell, person: newcomer(), confirmed: [] } };
  }),
  "members/decideAdmissions": example(decideAdmissions)(async () => {
    const { officer, admissionId } = await proposed();
    return {
      viewer: officer,
      input: {
        admissionIds: [admissionId],
        verdict: "approve",
        decisionNumber: "12 -QĐ/HĐ",
        reason: null,
      },
    };
  }),
  "members/withdrawAdmission": example(withdrawAdmission)(async () => {
    const { secretary, admissionId } = await proposed();
    return { viewer: secretary, input: { admissionId } };
  }),
  "members/endMembership": example(endMembership)(async () => {
    const { officer, membershipId } = await joined();
    return { viewer: officer, input: { membershipId, endKind: "left", on: "2014-06-01", reason: null } };
  }),
  "members/correctMembership": example(correctMembership)(async () => {
    const { officer, membershipId } = await joined();
    return {
      viewer: officer,
      input: {
        membershipId,
        version: 1,
        validFrom: "2013-03-05",
        validTo: null,
        endKind: null,
        endReason: null,
        joined: null,
        cardNumber: "CB-0012",
        why: "Nhập nhầm ngày",
      },
    };
  }),
  "members/takeBackMembership": example(takeBackMembership)(async () => {
    const { officer, membershipId } = await joined();
    return { viewer: officer, input: { membershipId, why: "Ghi nhầm người" } };
  }),
  "members/suspendMembership": example(suspendMembership)(async () => {
    const { officer, membershipId } = await joined();
    const input = { membershipId, from: "2014-01-01", until: "2014-07-01", note: null };
    return { viewer: officer, input };
  }),
  "members/loseContact": example(loseContact)(async () => {
    const { officer, membershipId } = await joined();
    return { viewer: officer, input: { membershipId, from: "2014-01-01", note: null } };
  }),
  "members/returnMember": example(returnMember)(async () => {
    const { officer, membershipId, personId, cell } = await joined();
    await row("membership_status", {
      ...{ person_id: personId, branch_id: cell, kind: "lost_contact", valid_from: "2014-01-01" },
      recorded_by_id: newId(),
    });
    return { viewer: officer, input: { membershipId, on: "2014-06-01" } };
  }),
  "members/restoreMembership": example(restoreMembership)(async () => {
    const { officer, membershipId } = await joined();
    await owner.query("update membership set valid_to = '2014-06-01', end_kind = 'left' where id = $1", [
      membershipId,
    ]);
    return { viewer: officer, input: { membershipId, on: "2014-09-01", reason: "Xin trở lại" } };
  }),
  "discipline/recordDiscipline": example(recordDiscipline)(async () => {
    const { officer, personId, cell } = await joined();
    return {
      viewer: officer,
      input: {
        ...{
          branchId: cell,
          personId,
          kind: "expulsion",
          decisionNumber: "3 -QĐ/HĐ",
          decidedBy: "Huyện Đoàn",
        },
        ...{ on: "2014-06-01", reason: "Vi phạm Điều lệ", until: null },
      },
    };
  }),
  "discipline/liftDiscipline": example(liftDiscipline)(async () => {
    const { officer, personId, cell } = await joined();
    const disciplineId = await row("discipline", {
      ...{ branch_id: cell, person_id: personId, kind: "warning", decision_number: "3 -QĐ/HĐ" },
      ...{ decided_by: "Chi đoàn", reason: "Vắng", valid_from: "2014-01-01", recorded_by_id: newId() },
    });
    return { viewer: officer, input: { disciplineId, on: "2014-06-01", reason: "Đã sửa" } };
  }),
  "members/recordAward": example(recordAward)(async () => {
    const { officer, membershipId } = await joined();
    const input = { membershipId, title: "Giấy khen", on: "2014-03-26", decisionNumber: null };
    return { viewer: officer, input };
  }),
  "members/takeBackAward": example(takeBackAward)(async () => {
    const { officer, personId, cell } = await joined();
    const about = { person_id: personId, branch_id: cell, title: "Giấy khen", on: "2014-03-26" };
    return { viewer: officer, input: { awardId: await row("award", { ...about, recorded_by_id: newId() }) } };
  }),
  "members/stayAfterThirty": example(stayAfterThirty)(async () => {
    const { officer, membershipId } = await joined();
    return { viewer: officer, input: { membershipId, stays: true } };
  }),
  "duplicates/askDuplicate": example(askDuplicate)(async () => {
    const { secretary, personId } = await lookalikes();
    return { viewer: secretary, input: { personId } };
  }),
  "duplicates/decideDuplicate": example(decideDuplicate)(async () => {
    const { secretary, officer, personId } = await lookalikes();
    await askDuplicate(secretary, { requestId: newId() }, { personId });
    const { rows } = await owner.query("select id from duplicate_case where person_id = $1", [personId]);
    return {
      viewer: officer,
      input: { caseId: rows[0].id, verdict: "different" as const, note: "Đã đối chiếu" },
    };
  }),
  "duplicates/partPersons": example(partPersons)(async () => {
    const { officer, one, two } = await pairBelow();
    return { viewer: officer, input: { personId: one, otherId: two, why: "Đã gặp cả hai" } };
  }),
  "duplicates/mergePersons": example(mergePersons)(async () => {
    const { officer, one, two } = await pairBelow();
    return { viewer: officer, input: { personId: one, otherId: two, take: [], reason: "Đã đối chiếu" } };
  }),
  "duplicates/undoPair": example(undoPair)(async () => {
    const { officer, one, two } = await pairBelow();
    const pair = { personId: one, otherId: two };
    const merged = await mergePersons(officer, { requestId: newId() }, { ...pair, take: [], reason: "Nhầm" });
    if (!merged.ok) throw new Error(merged.refusal);
    return { viewer: officer, input: { pairId: merged.value.pairId, reason: "Gộp nhầm" } };
  }),
  "exports/askExport": example(askExport)(async () => {
    const { secretary, cell } = await cellWorld();
    await member({ branchId: cell });
    return { viewer: secretary, input: { list: "members", filter: {}, reason: "Lập danh sách đại hội" } };
  }),
  "sensitive/writeSensitive": example(writeSensitive)(async () => {
    const { secretary, cell } = await cellWorld();
    const { personId } = await member({ branchId: cell });
    const nothing = { ethnicity: null, religion: null, partyMember: null };
    return {
      viewer: secretary,
      input: {
        ...nothing,
        personId,
        version: 0,
        identityNumber: "004090000123",
        forgetIdentity: false,
        confirmed: false,
      },
    };
  }),
  "members/correctProfile": example(correctProfile)(async () => {
    const { officer, personId } = await joined();
    const facts = { ...newcomer(), birth: bornOn("1984-05-03"), occupation: "Lái xe" };
    return { viewer: officer, input: { ...facts, personId, version: 1, confirmed: [] } };
  }),
  "members/saveMemberGrid": example(saveMemberGrid)(async () => {
    const { officer, cell } = await cellWorld();
    return {
      viewer: officer,
      input: memberGrid(cell, { entered: [entered(1), entered(2, { start: "on_record" })] }),
    };
  }),
  "members/givePost": example(givePost)(async () => {
    const { officer, personId, cell } = await joined();
    return {
      viewer: officer,
      input: {
        branchId: cell,
        personId,
        title: "secretary",
        from: "2014-01-01",
        exceptionReason: null,
        endPresentHead: false,
        confirmed: [],
      },
    };
  }),
  "members/endPost": example(endPost)(async () => {
    const { officer, personId, cell } = await joined();
    return {
      viewer: officer,
      input: { postId: await post(cell, personId), on: "2014-06-01", reason: null },
    };
  }),
  "coordination/remindUnits": example(remindUnits)(async () => {
    const { department, planId, districtA } = await planned();
    return { viewer: department, input: reminding(planId, districtA) };
  }),
  "coordination/takeBackReminder": example(takeBackReminder)(async () => {
    const { department, planId, districtA } = await planned();
    const sent = await remindUnits(department, deed(), reminding(planId, districtA));
    if (!sent.ok) throw new Error(sent.refusal);
    return {
      viewer: department,
      input: { reminderId: sent.value.reminders[0] ?? "", reason: "Nhầm đơn vị" },
    };
  }),
  "targets/giveTargets": example(giveTargets)(async () => {
    const { department, planId, districtA } = await planned();
    return {
      viewer: department,
      input: {
        ...{
          planId,
          metric: { indicator: "K11", line: "union" },
          period: { from: "2014-01-01", to: "2015-01-01" },
        },
        ...{ unitId: null, taskId: null, baseline: null, reason: null },
        ...{ sourceText: "Quyết định thử", sourceNumber: null, sourceOn: null },
        cells: [{ placeId: districtA, value: 6, wasId: null }],
      },
    };
  }),
  "composing/beginPlan": example(beginPlan)(async () => {
    const { officer, districtA } = await composingWorld();
    return { viewer: officer, input: { unitId: districtA, title: "Kế hoạch thử", year: 2014 } };
  }),
  "composing/writePlanHead": example(writePlanHead)(async () => {
    const { officer, planId } = await drafted();
    return { viewer: officer, input: headOf(planId, { version: 2 }) };
  }),
  "composing/addClause": example(addClause)(async () => {
    const { officer, planId, partId } = await drafted();
    return { viewer: officer, input: clauseIn(planId, "Mục thêm", { parentId: partId }) };
  }),
  "composing/writeClause": example(writeClause)(async () => {
    const { officer, taskId } = await drafted();
    const version = wordsVersion("Khảo sát doanh nghiệp");
    return {
      viewer: officer,
      input: { taskId, version, text: "Sửa lại", isNumbered: true, unitIds: [], dueOn: null },
    };
  }),
  "composing/moveClause": example(moveClause)(async () => {
    const { officer, taskId } = await drafted();
    return { viewer: officer, input: { taskId, move: "out" } };
  }),
  "composing/removeClause": example(removeClause)(async () => {
    const { officer, taskId } = await drafted();
    return { viewer: officer, input: { taskId } };
  }),
  "composing/writeBasis": example(writeBasis)(async () => {
    const { officer, planId } = await drafted();
    return { viewer: officer, input: basisOf(planId) };
  }),
  "composing/removeBasis": example(removeBasis)(async () => {
    const { officer, planId, provinceId } = await drafted();
    const basis = { plan_id: planId, order: 1, abstract: "Căn cứ thử", province_id: provinceId };
    return { viewer: officer, input: { basisId: await row("plan_basis", basis) } };
  }),
  "composing/writeRecipients": example(writeRecipients)(async () => {
    const { officer, planId, districtB } = await drafted();
    return {
      viewer: officer,
      input: { planId, unitsText: "Huyện Đoàn bạn", unitIds: [districtB], others: null },
    };
  }),
  "composing/issuePlan": example(issuePlan)(async () => {
    const { officer, planId } = await drafted();
    return { viewer: officer, input: { planId } };
  }),
  "composing/dropPlan": example(dropPlan)(async () => {
    const { officer, planId } = await drafted();
    return { viewer: officer, input: { planId, reason: "Soạn nhầm" } };
  }),
  "composing/cascadePlan": example(cascadePlan)(async () => {
    const world = await composingWorld();
    const { planId } = await loadedPlan(world.provinceId, world.districtA);
    return { viewer: world.officer, input: { planId, unitId: world.districtA } };
  }),
  "composing/clonePlan": example(clonePlan)(async () => {
    const world = await composingWorld();
    const { planId } = await loadedPlan(world.provinceId, world.districtA);
    return { viewer: world.department, input: { planId } };
  }),
  "composing/correctPlan": example(correctPlan)(async () => {
    const world = await composingWorld();
    const { planId, taskId } = await loadedPlan(world.provinceId, world.districtA);
    return {
      viewer: world.department,
      input: { planId, taskId, text: "Lời đúng", reason: "Sót chữ", documentNumber: null, on: "2014-12-01" },
    };
  }),
  "composing/listGoalsInPlan": example(listGoalsInPlan)(async () => {
    const { officer, planId, goalId } = await listed();
    return { viewer: officer, input: { planId, goalIds: [goalId], reason: null } };
  }),
  "composing/unlistGoal": example(unlistGoal)(async () => {
    const { officer, planId, goalId, provinceId, districtA } = await listed();
    const itemId = await row("plan_list_item", {
      ...{ plan_id: planId, goal_id: goalId, kind: "establish", recorded_by_id: officer.accountId },
      ...{ province_id: provinceId, unit_id: districtA },
    });
    return { viewer: officer, input: { itemId, reason: null } };
  }),
  "directives/recordDirective": example(recordDirective)(async () => {
    const { department } = await composingWorld();
    return { viewer: department, input: DIRECTIVE };
  }),
  "directives/takeBackDirective": example(takeBackDirective)(async () => {
    const world = await composingWorld();
    return { viewer: world.department, input: { directiveId: await directiveOf(world) } };
  }),
  "directives/traceTask": example(traceTask)(async () => {
    const world = await composingWorld();
    const { taskId } = await loadedPlan(world.provinceId, world.districtA);
    return { viewer: world.department, input: { directiveId: await directiveOf(world), taskId } };
  }),
  "directives/untraceTask": example(untraceTask)(async () => {
    const world = await composingWorld();
    const { taskId } = await loadedPlan(world.provinceId, world.districtA);
    const linkId = await row("plan_task_directive", {
      ...{ task_id: taskId, directive_id: await directiveOf(world), province_id: world.provinceId },
      recorded_by_id: world.department.accountId,
    });
    return { viewer: world.department, input: { linkId } };
  }),
  "papers/beginPaper": example(beginPaper)(async () => {
    const { secretary, cell } = await cellWorld();
    return { viewer: secretary, input: { ...PAPER, branchId: cell, kind: "plan" } };
  }),
  "papers/writePaper": example(writePaper)(async () => {
    const { secretary, cell } = await cellWorld();
    return { viewer: secretary, input: { ...PAPER, paperId: await paperOf(cell), version: 1 } };
  }),
  "papers/movePaper": example(movePaper)(async () => {
    const { secretary, cell } = await cellWorld();
    return { viewer: secretary, input: { paperId: await paperOf(cell), move: "sent", note: null } };
  }),
  "receipts/acknowledgePlan": example(acknowledgePlan)(async () => {
    const world = await composingWorld();
    const { planId } = await loadedPlan(world.provinceId, world.districtA);
    const deliveryId = await deliveryOf(planId, world.districtA);
    return {
      viewer: world.officer,
      input: { deliveryId, move: "seen", on: "2014-12-01", assignee: null, note: null },
    };
  }),
  "receipts/stepObligation": example(stepObligation)(async () => {
    const world = await composingWorld();
    const { taskId } = await loadedPlan(world.provinceId, world.districtA);
    return {
      viewer: world.officer,
      input: { taskId, unitId: world.districtA, state: "done", on: "2014-12-01", note: "Báo cáo số 5" },
    };
  }),
  "plans/fixGoals": example(fixGoals)(async () => {
    const { department, planId, provinceId, districtA } = await planned();
    await enterprise({ provinceId, unitId: districtA });
    return { viewer: department, input: { planId } };
  }),
  "plans/setPlanSettings": example(setPlanSettings)(async () => {
    const { department, planId } = await planned();
    return {
      viewer: department,
      input: {
        planId,
        version: 1,
        scopeLegalForms: ["llc_one_member"],
        scopeOwnerships: ["non_state"],
        scopeSuspended: false,
        scopeNote: null,
        associationKinds: ["chapter"],
        baselineOn: "2014-10-23",
        baselineNote: null,
        dueOn: null,
        idleDays: 45,
      },
    };
  }),
  "priority/setWeights": example(setWeights)(async () => {
    const { department, provinceId } = await planned();
    return {
      viewer: department,
      input: {
        ...{ provinceId, basedOn: null, entrepreneur: 20, size: 40, concentration: 40 },
        ...{ workersFull: 100, peopleFull: 50, validFrom: "2014-11-01", reason: "Thử" },
      },
    };
  }),
  "plans/writeResolutionTask": example(writeResolutionTask)(async () => {
    const { department, planId, provinceId } = await planned();
    const taskId = await row("resolution_task", { plan_id: planId, order: 1, province_id: provinceId });
    return { viewer: department, input: { taskId, version: 1, text: "Nhiệm vụ thử" } };
  }),
  "plans/correctGoalKind": example(correctGoalKind)(async () => {
    const { department, planId, provinceId, districtA } = await planned();
    const enterpriseId = await enterprise({ provinceId, unitId: districtA });
    const goalId = await goal({ planId, enterpriseId });
    return {
      viewer: department,
      input: { goalId, version: 1, kind: "consolidate", reason: "Nhập liệu sót" },
    };
  }),
  "privacy/publishText": example(publishText)(async () => {
    const { desk } = await privacyPlace();
    const text = { title: "Thông báo", body: "Nội dung", basis: "Luật 91/2025/QH15", validFrom: lawToday() };
    return { viewer: desk, input: { kind: "notice", ...text } };
  }),
  "privacy/nameContact": example(nameContact)(async () => {
    const { desk } = await privacyPlace();
    const contact = { name: "Ban Tổ chức – Kiểm tra", phone: null, email: null, address: null };
    return { viewer: desk, input: { ...contact, validFrom: lawToday() } };
  }),
  "privacy/addHoliday": example(addHoliday)(async () => {
    const { desk } = await privacyPlace();
    return { viewer: desk, input: { day: "2027-02-05", name: "Tết", source: "Thông báo" } };
  }),
  "privacy/removeHoliday": example(removeHoliday)(async () => {
    const { desk, provinceId } = await privacyPlace();
    const holiday = { province_id: provinceId, day: "2027-02-06", name: "Tết", source: "Thông báo" };
    return { viewer: desk, input: { holidayId: await row("public_holiday", holiday) } };
  }),
  "privacy/recordConsent": example(recordConsent)(async () => {
    const { secretary, personId } = await privacyPlace();
    const guardian = { guardianName: null, guardianRelation: null };
    const given = { purpose: "contact", how: "in_person", evidence: "Sổ 1", givenOn: lawToday() } as const;
    return { viewer: secretary, input: { personId, ...given, ...guardian } };
  }),
  "privacy/recordLegalBasis": example(recordLegalBasis)(async () => {
    const { secretary, personId } = await privacyPlace();
    const basis = { purpose: "contact", ground: "organisation", article: "Điều 19", evidence: "QĐ 1" };
    return { viewer: secretary, input: { personId, ...basis, givenOn: lawToday() } };
  }),
  "privacy/endBasis": example(endBasis)(async () => {
    const { secretary, personId } = await privacyPlace();
    const basisId = await row("privacy_basis", {
      ...{ person_id: personId, purpose: "contact", kind: "legal", ground: "agreement", article: "Điều 19" },
      ...{ evidence: "QĐ 1", given_on: "2026-01-02", recorded_by_id: secretary.accountId },
    });
    const end = { endKind: "withdrawn", endedOn: lawToday(), endReason: "Rút lại" } as const;
    return { viewer: secretary, input: { basisId, ...end } };
  }),
  "privacy/registerRequest": example(registerRequest)(async () => {
    const { secretary, personId } = await privacyPlace();
    const asked = { kind: "access", how: "letter", content: "Xin xem", hasThirdParty: false } as const;
    const who = { personId, subjectName: null, contact: null };
    return { viewer: secretary, input: { ...who, ...asked, receivedOn: lawToday() } };
  }),
  "privacy/takeStep": example(takeStep)(async () => {
    const { desk, provinceId } = await privacyPlace();
    const dataRequestId = await row("data_request", {
      ...{ province_id: provinceId, kind: "access", subject_name: "Người thử", how: "letter" },
      ...{ received_on: lawToday(), content: "Xin xem", recorded_by_id: desk.accountId },
    });
    return { viewer: desk, input: { dataRequestId, kind: "answered", on: lawToday(), note: "Đã trả lời" } };
  }),
  "privacy/orderKeeping": example(orderKeeping)(async () => {
    const { desk, personId } = await privacyPlace();
    return { viewer: desk, input: { personId, reason: "Khiếu nại", article: "Điều 1", until: null } };
  }),
  "privacy/liftKeeping": example(liftKeeping)(async () => {
    const { desk, personId, provinceId } = await privacyPlace();
    const order = { reason: "Khiếu nại", article: "Điều 1", recorded_by_id: desk.accountId };
    const keepOrderId = await row("keep_order", { person_id: personId, province_id: provinceId, ...order });
    return { viewer: desk, input: { keepOrderId } };
  }),
  "privacy/setRetention": example(setRetention)(async () => {
    const { desk } = await privacyPlace();
    const rule = { class: "ex_member", months: 60, mustKeep: false, basis: "QĐ 1" } as const;
    return { viewer: desk, input: { ...rule, validFrom: lawToday() } };
  }),
  "privacy/proposeRetention": example(proposeRetention)(async () => {
    const { desk, membershipId, provinceId } = await privacyPlace();
    const ended = "update membership set valid_to = '2015-01-01', end_kind = 'left' where id = $1";
    await owner.query(ended, [membershipId]);
    const rule = { class: "ex_member", months: 60, basis: "QĐ 1", valid_from: "2026-01-02" };
    await row("retention_rule", { province_id: provinceId, ...rule });
    return { viewer: desk, input: {} };
  }),
  "privacy/decideRetention": example(decideRetention)(async () => {
    const { desk, membershipId, provinceId, orgDepartment } = await privacyPlace();
    const ended = "update membership set valid_to = '2015-01-01', end_kind = 'left' where id = $1";
    await owner.query(ended, [membershipId]);
    const rule = { class: "ex_member", months: 60, basis: "QĐ 1", valid_from: "2026-01-02" };
    await row("retention_rule", { province_id: provinceId, ...rule });
    await proposeRetention(desk, deed(), {});
    const { rows } = await owner.query<{ id: string }>(
      "select id from retention_proposal where province_id = $1",
      [provinceId],
    );
    const second = await viewer({ role: "org_department", provinceId, unitId: orgDepartment });
    const proposalId = rows[0]?.id ?? "";
    return { viewer: second, input: { proposalId, decision: "executed", decisionNote: "Đúng hạn" } };
  }),
  "privacy/proposeErasure": example(proposeErasure)(async () => {
    const { desk, dataRequestId } = await erasureAsked();
    return { viewer: desk, input: { dataRequestId, reason: "Người đó yêu cầu" } };
  }),
  "privacy/decideErasure": example(decideErasure)(async () => {
    const { desk, dataRequestId, provinceId, orgDepartment } = await erasureAsked();
    const proposed = await proposeErasure(desk, deed(), { dataRequestId, reason: "Người đó yêu cầu" });
    if (!proposed.ok) throw new Error(proposed.refusal);
    const second = await viewer({ role: "org_department", provinceId, unitId: orgDepartment });
    const { id: erasureId } = proposed.value;
    return { viewer: second, input: { erasureId, decision: "done", decisionNote: "Đồng ý" } };
  }),
  "privacy/exportPerson": example(exportPerson)(async () => {
    const { desk, personId } = await privacyPlace();
    return { viewer: desk, input: { personId, reason: "Theo yêu cầu" } };
  }),
  "privacy/recordBreach": example(recordBreach)(async () => {
    const { desk } = await privacyPlace();
    const discoveredAt = new Date("2026-01-02T08:00:00+07:00");
    return { viewer: desk, input: { discoveredAt, what: "Mất máy tính", measures: null } };
  }),
  "privacy/recordMeasures": example(recordMeasures)(async () => {
    const { desk, breachId } = await privacyPlace();
    return { viewer: desk, input: { breachId, version: 1, measures: "Đổi mật khẩu", noticeDraft: null } };
  }),
  "privacy/notifyBreach": example(notifyBreach)(async () => {
    const { desk, breachId } = await privacyPlace();
    const notifiedAt = new Date("2026-01-03T08:00:00+07:00");
    return {
      viewer: desk,
      input: { breachId, version: 1, notifiedAt, notifiedTo: "Bộ Công an", lateReason: null },
    };
  }),
  "ratings/rateBranch": example(rateBranch)(async () => {
    const { officer, cell } = await cellWorld();
    await rated(cell, "self");
    return {
      viewer: officer,
      input: {
        ...{ branchId: cell, year: 2013, stage: "superior", levelId: await levelId("branch", 2013) },
        ...{ decidedOn: "2013-12-25", reason: null },
      },
    };
  }),
  "ratings/proposeMemberRatings": example(proposeMemberRatings)(async () => {
    const { secretary, cell } = await cellWorld();
    const { personId } = await member({ branchId: cell });
    const levels = [{ personId, levelId: await levelId("member", 2013) }];
    return { viewer: secretary, input: { branchId: cell, year: 2013, levels } };
  }),
  "ratings/confirmMemberRatings": example(confirmMemberRatings)(async () => {
    const { officer, cell } = await cellWorld();
    const { personId } = await member({ branchId: cell });
    const level = await levelId("member", 2013);
    await row("member_rating", {
      ...{ person_id: personId, branch_id: cell, year: 2013, stage: "proposed", level_id: level },
      recorded_by_id: newId(),
    });
    return { viewer: officer, input: { branchId: cell, year: 2013, levels: [{ personId, levelId: level }] } };
  }),
  "surveys/recordSurvey": example(recordSurvey)(async () => {
    const { officer, provinceId, enterpriseId } = await foundingPlace();
    const draft = { campaignId: await campaign(provinceId), enterpriseId, version: "0", workers: "100" };
    return { viewer: officer, input: surveySchema.parse(draft) };
  }),
  "surveys/acceptSurvey": example(acceptSurvey)(async () => {
    const { department, surveyId } = await submitted();
    return { viewer: department, input: { surveyId, version: 1 } };
  }),
  "surveys/acceptSurveys": example(acceptSurveys)(async () => {
    const { department, surveyId } = await submitted();
    return { viewer: department, input: { surveys: [surveyId] } };
  }),
  "surveys/returnSurvey": example(returnSurvey)(async () => {
    const { department, surveyId } = await submitted();
    return { viewer: department, input: { surveyId, version: 1, reason: "Thiếu số nữ" } };
  }),
  "assignments/assignSurveys": example(assignSurveys)(async () => {
    const { officer, input } = await assigning();
    return { viewer: officer, input };
  }),
  "assignments/releaseSurveys": example(releaseSurveys)(async () => {
    const { officer, input } = await assigning();
    const { campaignId, enterprises, surveyorId } = input;
    for (const enterpriseId of enterprises) {
      await row("survey_assignment", {
        ...{ campaign_id: campaignId, enterprise_id: enterpriseId, surveyor_id: surveyorId },
        ...{ valid_from: "2014-11-01", recorded_by_id: officer.accountId },
      });
    }
    return { viewer: officer, input: { campaignId, enterprises, reason: "Nghỉ phép" } };
  }),
  "surveys/closeCampaign": example(closeCampaign)(async () => {
    const { department, provinceId } = await foundingPlace();
    const campaignId = await campaign(provinceId);
    return {
      viewer: department,
      input: { campaignId, version: 1, closedOn: today(), confirmed: false },
    };
  }),
  "surveys/saveCampaign": example(saveCampaign)(async () => {
    const { department } = await foundingPlace();
    return {
      viewer: department,
      input: {
        campaignId: null,
        version: null,
        name: "Đợt hai",
        referenceDate: "2015-03-31",
        opensOn: "2015-04-01",
        dueOn: null,
        closedOn: null,
      },
    };
  }),
};

const FACTS = {
  name: "Công ty TNHH Nông sản Phục Hoà",
  shortName: null,
  taxCode: null,
  hasNoTaxCode: true,
  legalForm: "llc_two_members",
  ownership: "non_state",
  industry: null,
  address: null,
  startedYear: null,
  representative: null,
  phone: null,
  isHeadOffice: true,
  entrepreneurSince: null,
} as const;

/** An enterprise of a campaign that runs, to be handed to the officer of its unit. */
async function assigning() {
  const place = await foundingPlace();
  const input = {
    ...{ campaignId: await campaign(place.provinceId), enterprises: [place.enterpriseId], whole: false },
    ...{
      unit: null,
      area: null,
      surveyorId: place.officer.accountId,
      workingGroupId: null,
      dueOn: null,
      reason: null,
    },
  };
  return { ...place, input };
}

/** A registration brought to a state, with the officer who goes on. */
async function modelCellUntil(state: "registered" | "self_scored" | "checked" | "recognised") {
  const { officer, branchId, provinceId } = await organisation();
  const { setId, required, other } = await criteria(provinceId);
  const ids = [required, other];
  return { viewer: officer, ids, modelCellId: await modelCellAt({ branchId, setId, criteria: ids }, state) };
}

async function modelCellPoints(state: "registered" | "self_scored") {
  const { viewer, ids, modelCellId } = await modelCellUntil(state);
  const scores = ids.map((criterionId) => ({ criterionId, points: 10, note: null }));
  return { viewer, input: { modelCellId, on: "2014-11-05", note: null, scores } };
}

async function modelCellReason(state: "registered" | "self_scored" | "checked" | "recognised") {
  const { viewer, modelCellId } = await modelCellUntil(state);
  return { viewer, input: { modelCellId, on: "2014-11-05", note: "Nhầm", documentNumber: null } };
}

async function organisation() {
  const place = await foundingPlace();
  const { provinceId, unitId, enterpriseId } = place;
  return { ...place, branchId: await branch({ provinceId, unitId, enterpriseIds: [enterpriseId] }) };
}

async function caseOpen() {
  const place = await foundingPlace();
  return { ...place, caseId: await openedCase({ enterpriseId: place.enterpriseId, on: "2014-11-03" }) };
}

async function proposed() {
  const world = await cellWorld();
  const { personId } = await member({ branchId: world.otherCell, validFrom: "2012-01-01" });
  await owner.query(
    "update membership set valid_to = '2013-01-01', end_kind = 'left' where person_id = $1 and voided_at is null",
    [personId],
  );
  const admissionId = await row("admission", {
    person_id: personId,
    branch_id: world.cell,
    admit_on: "2014-11-20",
    proposed_by_id: world.secretary.accountId,
  });
  return { ...world, admissionId };
}

/** A transfer nobody has remarked yet. */
async function transferAsked() {
  const world = await transferWorld();
  const asked = await requestTransfer(world.secretary, deed(), starting(world));
  if (!asked.ok) throw new Error(asked.refusal);
  return { world, transferId: asked.value.transferId };
}

/** A referral brought to a state, with the officer who goes on. */
async function referralUntil(state: "requested" | "introduced" | "received") {
  const { officer, cell, personId, home } = await referralWorld();
  const road = ["requested", "introduced", "received"];
  const steps = road.slice(0, road.indexOf(state) + 1).map((each) => ({ state: each, on: "2014-11-01" }));
  return { viewer: officer, referralId: await referralAt({ branchId: cell, personId, areaId: home }, steps) };
}

/** A payment of a chi đoàn that waits for its unit. */
async function paidUp() {
  const world = await joined();
  const paymentId = await row("fee_payment", {
    ...{
      branch_id: world.cell,
      to_unit_id: world.districtA,
      amount: 5000,
      paid_on: "2014-12-01",
      state: "sent",
    },
    ...{ from_month: "2014-11-01", to_month: "2014-11-01", recorded_by_id: world.secretary.accountId },
  });
  return { ...world, paymentId };
}

async function joined() {
  const world = await cellWorld();
  return { ...world, ...(await member({ branchId: world.cell, birthDate: "1984-05-03" })) };
}

const PAPER = { fromOn: "2014-10-01", toOn: "2014-12-31", words: "Sinh hoạt, 3 lần" };
const paperOf = (branchId: string) =>
  row("branch_paper", {
    ...{ branch_id: branchId, kind: "plan", from_on: PAPER.fromOn, to_on: PAPER.toOn, words: PAPER.words },
    created_by_id: branchId,
  });

const DIRECTIVE = {
  ...{ symbol: "08-HD/TWĐTN", issuedOn: "2014-03-20", issuer: "Trung ương Đoàn", abstract: "Hướng dẫn thử" },
};
const directiveOf = ({ provinceId, department }: Awaited<ReturnType<typeof composingWorld>>) =>
  row("directive", {
    ...{ province_id: provinceId, symbol: "1-CT", symbol_key: "1ct", issued_on: "2014-01-01" },
    ...{ issuer: "Trung ương Đoàn", abstract: "Chỉ thị thử", recorded_by_id: department.accountId },
  });

const basisOf = (planId: string) => ({
  ...{ planId, basisId: null, symbol: "1-CT", issuedOn: null, issuer: null, relatedId: null },
  abstract: "Chương trình năm",
});

/** A complete draft of a district. */
async function drafted() {
  const world = await composingWorld();
  return { ...world, ...(await draftOf(world.officer, world.districtA)) };
}

/** A draft of a district, and a goal it answers for. */
async function listed() {
  const world = await drafted();
  const { provinceId, districtA } = world;
  const { planId } = await loadedPlan(provinceId, districtA);
  const enterpriseId = await enterprise({ provinceId, unitId: districtA });
  return { ...world, goalId: await goal({ planId, enterpriseId }) };
}

async function planned() {
  const place = await province();
  const { provinceId, orgDepartment } = place;
  const department = await viewer({ role: "org_department", provinceId, unitId: orgDepartment });
  return { ...place, planId: await plan({ provinceId }), department };
}

async function submitted() {
  const place = await foundingPlace();
  const surveyId = await row("survey", {
    campaign_id: await campaign(place.provinceId),
    enterprise_id: place.enterpriseId,
    state: "submitted",
    surveyed_on: "2014-11-01",
    recorded_by_id: place.officer.accountId,
    submitted_by_id: place.officer.accountId,
    submitted_at: "2014-11-02T00:00:00Z",
  });
  return { ...place, surveyId };
}

/** Registering needs a real commune of a real province. */
async function communeUnion() {
  const provinceId = unitIdOf("cb");
  const { rows } = await owner.query<{ unitId: string; areaId: string }>(
    `select (select u.id from unit u join unit_version v on v.unit_id = u.id where u.province_id = $1 and v.kind = 'commune'
       and v.valid_to is null order by v.sort_key limit 1) as "unitId",
     (select area_id from area_version where level = 'commune' and valid_to is null and code like '01%' order by code limit 1) as "areaId"`,
    [provinceId],
  );
  const { unitId = "", areaId = "" } = rows[0] ?? {};
  return { provinceId, unitId, areaId, officer: await viewer({ role: "unit_officer", provinceId, unitId }) };
}

/** A department, an officer below it with a colleague who has a password, and the officer's appointment. */
async function chainOfCommand() {
  const place = await province();
  const { provinceId, orgDepartment, districtA, districtB } = place;
  const officer = await viewer({ role: "unit_officer", provinceId, unitId: districtA });
  const colleague = await viewer({ role: "unit_officer", provinceId, unitId: districtB });
  await owner.query("update account set password_hash = 'none that is known' where id = $1", [
    colleague.accountId,
  ]);
  return {
    ...place,
    officer,
    colleague,
    department: await viewer({ role: "org_department", provinceId, unitId: orgDepartment }),
    appointmentId: officer.appointments[0]?.id ?? "",
  };
}

const asOfficer = (unitId: string) => ({
  role: "unit_officer" as const,
  unitId,
  branchId: null,
  line: "both" as const,
  validFrom: today(),
  validTo: null,
});
