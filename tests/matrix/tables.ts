import type { Action, Holder } from "./table";

export type Row = Readonly<Record<string, unknown>> & { key: string };

type Try = {
  by: Action | "nobody";
  /** Of these rows only. */
  rows?: (row: Row) => boolean;
  /** Where a row decides more than its place. */
  exceptWhen?: (holder: Holder, row: Row) => boolean;
  alsoWhen?: (holder: Holder, row: Row) => boolean;
};
export type Change = Try & { set: string };

export type Ruling =
  | {
      read: Action;
      /** Rows that fewer see than the action allows, or none need to: a fence of its own, tested where it is built. */
      unlessRead?: (holder: Holder, row: Row) => boolean;
      /** Several where a row decides who adds it: each says which rows it is about. */
      add?: Try | readonly Try[];
      changes?: readonly Change[];
      remove?: Try | readonly Try[];
    }
  | { readBy: "anybody" | "whoever is signed in" | "the account itself" | "nobody" };

const ME = "access.account_id()";
const ofTheUnit = (holder: Holder, row: Row): boolean =>
  holder.role === "branch_secretary" && row["enterprise_id"] !== null;

const atDesk = (holder: Holder, row: Row): boolean =>
  holder.role === "org_department" && holder.line === "both" && holder.provinceId === row["province_id"];

const forTheHoiOnly = (holder: Holder): boolean => holder.line === "association";

const isIn =
  (state: string) =>
  (row: Row): boolean =>
    row["state"] === state;

const atStage =
  (stage: string) =>
  (row: Row): boolean =>
    row["stage"] === stage;

/** A draft of an organisation's own paper is read by those who keep its members. */
const keptAtHome = (holder: Holder, row: Row): boolean =>
  isIn("draft")(row) &&
  !(
    ["unit_officer", "branch_secretary"].includes(holder.role) && ["both", row["line"]].includes(holder.line)
  );

const isReprimand = (row: Row): boolean => row["kind"] === "reprimand" && row["person_id"] !== null;
/** A chi đoàn cơ sở and a đoàn cơ sở are the level above of their own members, never of themselves. */
const dismissesAlone = (holder: Holder, row: Row): boolean =>
  row["person_id"] !== null && row["branch_id"] === holder.branchId && row["decides_alone"] === true;

/** Columns that say who did it: in a copied row the viewer's own account. */
export const MYSELF = [
  "recorded_by_id",
  "proposed_by_id",
  "requested_by_id",
  "raised_by_id",
  "by_id",
  "submitted_by_id",
  "created_by_id",
  "account_id",
];

/** A department writes the province's papers, never a unit's. */
const ofAUnit = (holder: Holder, row: Row): boolean =>
  holder.role !== "unit_officer" && row["unit_id"] !== row["province_id"];
/** Written by the province about anybody, by a unit about its own. */
const byAnother = (holder: Holder, row: Row): boolean =>
  row["by_unit_id"] !== (holder.role === "unit_officer" ? row["unit_id"] : row["province_id"]);
const ofNobodyBelow = (holder: Holder): boolean => holder.role === "branch_secretary";

const closed = { set: "voided_at = now()" };
const takenBack = { set: `voided_at = now(), voided_by_id = ${ME}, void_reason = 'x'` };

const isOfBranch = (row: Row): boolean => row["branch_id"] !== null;
const readsOrganisation = (holder: Holder, row: Row): boolean => {
  if (holder.role === "unit_officer") return row["unit_id"] === holder.unitId;
  if (holder.role === "branch_secretary")
    return row["branch_id"] === holder.branchId || row["parent_id"] === holder.branchId;
  return ["province_board", "org_department", "association_department"].includes(holder.role);
};
const isUnionsOrBoth = (row: Row): boolean => !isOfBranch(row) && row["line"] !== "association";
const isAssociations = (row: Row): boolean => !isOfBranch(row) && row["line"] === "association";
const isOffTheUnion = (holder: Holder): boolean => holder.line === "association";

/** Of a plan or a line of one: whether it is a draft, and of which unit. */
const isDraft = (row: Row): boolean => (row["plan_state"] ?? row["state"]) === "draft";
const unitOfPlan = (row: Row): unknown => row["plan_unit_id"] ?? row["unit_id"];
const isOfProvince = (row: Row): boolean => unitOfPlan(row) === row["province_id"];
/** Drafts are read by the unit that composes them and by the standing department. */
const isStrange = (holder: Holder, row: Row): boolean =>
  isDraft(row) &&
  holder.role !== "org_department" &&
  !(holder.role === "unit_officer" && holder.unitId === unitOfPlan(row));
/** The province's by its department, a unit's by its officers. */
const composers = (isAsked: (row: Row) => boolean): Try[] => [
  { by: "plan.write", rows: (row) => isAsked(row) && isOfProvince(row) },
  {
    by: "plan.read",
    rows: (row) => isAsked(row) && !isOfProvince(row),
    exceptWhen: (holder, row) => holder.role !== "unit_officer" || holder.unitId !== unitOfPlan(row),
  },
];
const composing = (set: string, isAsked = isDraft): Change[] => [
  ...composers(isAsked).map((rule) => ({ ...rule, set })),
  { by: "nobody", set, rows: (row) => !isAsked(row) },
];

/** Every table of the schema: one that is missing here fails the test, and so does one that is no more. */
export const TABLES: Readonly<Record<string, Ruling>> = {
  enterprise: {
    read: "enterprise.read",
    add: { by: "enterprise.write" },
    changes: [{ by: "enterprise.write", set: "phone = '+84'" }],
  },
  enterprise_version: {
    read: "enterprise.read",
    add: { by: "enterprise.write" },
    changes: [{ by: "enterprise.write", ...closed }],
  },
  // Written once, when the own unit registers the enterprise; moving it is a reorganisation.
  enterprise_management: {
    read: "enterprise.read",
    add: { by: "enterprise.write", exceptWhen: (holder, row) => row["unit_id"] !== holder.unitId },
  },
  entrepreneur_membership: {
    read: "enterprise.read",
    add: { by: "enterprise.write" },
    changes: [{ by: "enterprise.write", ...closed }],
  },
  visit: { read: "enterprise.read", add: { by: "enterprise.write" } },
  survey_assignment: {
    read: "enterprise.read",
    // The world's surveyors are of the unit of the Đoàn line: another unit's officers are not the Hội's to charge.
    add: {
      by: "survey.assign",
      exceptWhen: (holder, row) => holder.role === "unit_officer" && holder.unitId !== row["union_unit_id"],
    },
    changes: [
      { by: "survey.assign", ...closed },
      { by: "nobody", set: "surveyor_id = gen_random_uuid()" },
    ],
  },
  survey: {
    read: "enterprise.read",
    // The world's drafts are of a campaign that is closed: it takes no new form (tests/lib/assignments).
    add: { by: "survey.record", exceptWhen: (_, row) => row["state"] === "draft" },
    changes: [
      { by: "survey.record", rows: isIn("draft"), set: "assessment = 'x'" },
      {
        by: "survey.record",
        rows: isIn("draft"),
        set: `state = 'submitted', submitted_by_id = ${ME}, submitted_at = now()`,
      },
      {
        by: "survey.review",
        rows: isIn("submitted"),
        set: `state = 'accepted', accepted_by_id = ${ME}, accepted_at = now()`,
      },
      { by: "survey.review", rows: isIn("submitted"), set: "state = 'returned'" },
      { by: "nobody", rows: isIn("submitted"), set: "workers = 1" },
      {
        by: "nobody",
        rows: isIn("draft"),
        set: `state = 'accepted', accepted_by_id = ${ME}, accepted_at = now()`,
      },
    ],
  },
  survey_need: {
    read: "enterprise.read",
    add: { by: "survey.record" },
    remove: { by: "survey.record" },
  },
  survey_organisation: {
    read: "enterprise.read",
    add: { by: "survey.record" },
    remove: { by: "survey.record" },
  },
  survey_event: { read: "enterprise.read", add: { by: "survey.record" } },
  goal: {
    read: "enterprise.read",
    add: { by: "goal.fix" },
    changes: [{ by: "goal.correct", set: "due_on = '2015-01-01'" }],
  },
  establishment_case: {
    read: "enterprise.read",
    add: { by: "case.work" },
    changes: [{ by: "nobody", set: "note = 'x'" }],
  },
  // Written by functions only: place × move × who in tests/lib/cases.
  case_step: { read: "enterprise.read" },
  case_paper: { read: "enterprise.read" },
  case_scheme: {
    read: "plan.read",
    add: { by: "plan.write" },
    changes: [
      { by: "plan.write", ...closed },
      { by: "nobody", set: "reason = 'x'" },
    ],
  },
  coverage: {
    read: "enterprise.read",
    add: { by: "branch.organise" },
    changes: [{ by: "branch.organise", ...closed }],
  },
  branch: {
    read: "enterprise.read",
    add: { by: "branch.organise" },
    changes: [{ by: "branch.organise", set: "note = 'x'" }],
  },
  branch_life: {
    read: "enterprise.read",
    add: { by: "branch.organise" },
    changes: [{ by: "branch.organise", ...closed }],
  },
  consolidation_measure: {
    read: "enterprise.read",
    add: { by: "branch.organise" },
    changes: [
      { by: "branch.organise", ...closed },
      { by: "nobody", set: "weakness = 'x'" },
    ],
  },
  branch_rating: {
    read: "enterprise.read",
    // The organisation says, the level above says, the unit concludes.
    add: [
      { by: "branch.organise" },
      { by: "member.keep", rows: atStage("self") },
      { by: "member.enter", rows: atStage("superior") },
    ],
    changes: [
      { by: "member.keep", rows: atStage("self"), ...closed },
      { by: "member.enter", rows: atStage("superior"), ...closed },
      { by: "branch.organise", rows: atStage("final"), ...closed },
    ],
  },
  // Criteria of "Chi đoàn mạnh" are the Đoàn's.
  model_cell_set: {
    read: "plan.read",
    add: { by: "plan.write", exceptWhen: forTheHoiOnly },
    changes: [{ by: "plan.write", exceptWhen: forTheHoiOnly, set: "name = 'x'" }],
  },
  model_cell_criterion: {
    read: "plan.read",
    add: { by: "plan.write", exceptWhen: forTheHoiOnly },
    remove: { by: "plan.write", exceptWhen: forTheHoiOnly },
  },
  // Written by functions only: state × move × who in tests/lib/model-cells.
  model_cell: { read: "enterprise.read" },
  model_cell_step: { read: "enterprise.read" },
  model_cell_score: { read: "enterprise.read" },
  // Moved by functions only: state × move × who in tests/lib/papers.
  branch_paper: {
    read: "enterprise.read",
    unlessRead: keptAtHome,
    add: { by: "member.keep", rows: isIn("draft") },
    changes: [
      { by: "member.keep", rows: isIn("draft"), set: "words = 'x'" },
      { by: "nobody", set: "state = 'noted'" },
    ],
  },
  branch_paper_step: { read: "enterprise.read" },
  // Kept by the database from the organisation.
  congress_due: { read: "enterprise.read" },
  branch_management: { read: "enterprise.read" },
  activity: {
    read: "enterprise.read",
    add: { by: "activity.record" },
    changes: [{ by: "activity.record", ...closed }],
  },
  // Groups and their steps are written by functions only: state × move × who in tests/lib/working-groups.
  working_group: { read: "enterprise.read" },
  working_group_step: { read: "enterprise.read" },
  ...Object.fromEntries(
    ["working_group_member", "working_group_visit", "working_group_product"].map(
      (table): [string, Ruling] => [
        table,
        {
          read: "enterprise.read",
          add: { by: "enterprise.write" },
          changes: [{ by: "enterprise.write", ...closed }],
        },
      ],
    ),
  ),
  programme: {
    read: "enterprise.read",
    add: { by: "enterprise.write" },
    changes: [{ by: "enterprise.write", set: "title = 'x'" }],
  },
  programme_item: {
    read: "enterprise.read",
    add: { by: "enterprise.write" },
    changes: [
      { by: "enterprise.write", ...closed },
      { by: "nobody", set: "planned_on = '2015-01-01'" },
    ],
  },
  person: { read: "member.read", changes: [{ by: "member.keep", set: "occupation = 'x'" }] },
  person_scope: { read: "member.read" },
  membership: {
    read: "member.read",
    add: {
      by: "member.enter",
      alsoWhen: (holder, row) => row["branch_id"] === holder.branchId && row["decides_alone"] === true,
    },
    changes: [{ by: "member.keep", ...closed }],
  },
  membership_status: {
    read: "member.read",
    // The world holds them on the Đoàn line, where alone they are.
    add: { by: "member.keep" },
    changes: [{ by: "member.keep", ...closed }],
  },
  award: {
    read: "member.read",
    add: { by: "member.keep" },
    changes: [{ by: "member.keep", ...closed }],
  },
  discipline: {
    read: "discipline.read",
    // Of a member the lighter forms by the organisation, the graver by the level above; of an organisation by the level above.
    add: [
      { by: "member.keep", rows: isReprimand },
      { by: "member.enter", rows: (row) => !isReprimand(row), alsoWhen: dismissesAlone },
    ],
    changes: [
      { by: "member.keep", rows: isReprimand, ...closed },
      { by: "member.enter", rows: (row) => !isReprimand(row), alsoWhen: dismissesAlone, ...closed },
    ],
  },
  admission: {
    read: "member.read",
    add: { by: "member.keep" },
    changes: [
      { by: "member.keep", set: `state = 'withdrawn', decided_by_id = ${ME}, decided_at = now()` },
      {
        by: "member.enter",
        set: `state = 'refused', decided_by_id = ${ME}, decided_at = now(), decision_reason = 'x'`,
        alsoWhen: (holder, row) => row["branch_id"] === holder.branchId && row["decides_alone"] === true,
      },
    ],
  },
  post: {
    read: "member.read",
    add: { by: "member.keep" },
    changes: [{ by: "member.keep", ...closed }],
  },
  member_rating: {
    read: "member.read",
    add: [
      { by: "member.keep", rows: atStage("proposed") },
      { by: "member.enter", rows: atStage("confirmed") },
    ],
    changes: [
      { by: "member.keep", rows: atStage("proposed"), ...closed },
      { by: "member.enter", rows: atStage("confirmed"), ...closed },
    ],
  },
  // Written by functions only: state × move × who in tests/lib/transfers. The receiver sees one that was sent, tested there.
  transfer: { read: "member.read" },
  transfer_step: { read: "member.read" },
  // The same: tests/lib/referrals. Where the person lives sees one that was introduced, tested there.
  referral: { read: "member.read" },
  referral_step: { read: "member.read" },
  // Written by functions only: state × move × who in tests/lib/congresses. Whom a congress chose is about people.
  congress: { read: "enterprise.read" },
  congress_step: { read: "enterprise.read" },
  congress_task_done: { read: "enterprise.read" },
  congress_extension: { read: "enterprise.read" },
  congress_seat: { read: "member.read" },
  fee: {
    read: "member.read",
    add: { by: "member.keep" },
    changes: [
      { by: "member.keep", ...closed },
      { by: "nobody", set: "amount = 1" },
    ],
  },
  // Written by functions only: tests/lib/fees. Payments are sums of organisations, nobody's name.
  fee_exemption: { read: "member.read" },
  fee_payment: { read: "enterprise.read" },
  override_request: {
    read: "exception.read",
    // What is asked about an enterprise is the unit's; a secretary asks about the own organisation.
    unlessRead: ofTheUnit,
    add: { by: "exception.ask", exceptWhen: ofTheUnit },
    changes: [
      { by: "exception.decide", set: `state = 'granted', decided_by_id = ${ME}, decided_at = now()` },
    ],
  },
  plan: {
    read: "plan.read",
    unlessRead: isStrange,
    add: composers(isDraft),
    changes: [
      { by: "plan.write", rows: (row) => !isDraft(row), set: "idle_days = 61" },
      { by: "nobody", rows: (row) => !isDraft(row), set: "title = title || 'x'" },
      { by: "nobody", set: "state = 'issued'" },
      ...composers(isDraft).map((rule) => ({ ...rule, set: "title = title || 'x'" })),
    ],
  },
  plan_basis: {
    ...{ read: "plan.read", unlessRead: isStrange },
    ...{ add: composers(isDraft), changes: composing("abstract = 'x'"), remove: composers(isDraft) },
  },
  plan_task: {
    ...{ read: "plan.read", unlessRead: isStrange },
    ...{ add: composers(isDraft), changes: composing("text = 'x'"), remove: composers(isDraft) },
  },
  plan_task_unit: {
    ...{ read: "plan.read", unlessRead: isStrange },
    ...{ add: composers(isDraft), remove: composers(isDraft) },
  },
  plan_recipient: {
    ...{ read: "plan.read", unlessRead: isStrange },
    ...{ add: composers(isDraft), changes: composing("text = 'x'"), remove: composers(isDraft) },
  },
  plan_recipient_unit: {
    ...{ read: "plan.read", unlessRead: isStrange },
    ...{ add: composers(isDraft), remove: composers(isDraft) },
  },
  // Written by functions only: state × move × who in tests/lib/composing and tests/lib/receipts.
  plan_step: { read: "plan.read", unlessRead: isStrange },
  plan_delivery: { read: "enterprise.read" },
  plan_delivery_step: { read: "enterprise.read" },
  obligation_step: { read: "enterprise.read" },
  // Of goals the unit answers for, on its own plan: tests/lib/composing.
  plan_list_item: {
    read: "enterprise.read",
    add: {
      by: "enterprise.read",
      exceptWhen: (holder, row) => holder.role !== "unit_officer" || holder.unitId !== row["unit_id"],
    },
    changes: [
      {
        by: "enterprise.read",
        set: `voided_at = now(), voided_by_id = ${ME}, void_reason = 'x'`,
        exceptWhen: (holder) => holder.role !== "unit_officer",
      },
    ],
  },
  plan_correction: { read: "plan.read", unlessRead: isStrange, add: composers((row) => !isDraft(row)) },
  directive: {
    read: "plan.read",
    add: { by: "plan.write" },
    changes: [{ by: "plan.write", ...closed }],
  },
  plan_task_directive: {
    ...{ read: "plan.read", unlessRead: isStrange },
    add: composers(() => true),
    changes: composers(() => true).map((rule) => ({ ...rule, ...closed })),
  },
  priority_weights: {
    read: "plan.read",
    add: { by: "plan.write" },
    changes: [
      { by: "plan.write", ...closed },
      { by: "nobody", set: "size = 31" },
    ],
  },
  resolution_task: {
    read: "plan.read",
    add: { by: "plan.write" },
    changes: [{ by: "plan.write", set: "text = 'x'" }],
  },
  // A unit's is read like the plan, an organisation's like the organisation. To units it is given by the department of its line, to organisations by their unit.
  target: {
    read: "plan.read",
    unlessRead: (holder, row) => isOfBranch(row) && !readsOrganisation(holder, row),
    add: [
      { by: "target.give", rows: isUnionsOrBoth, exceptWhen: isOffTheUnion },
      { by: "target.give-association", rows: isAssociations },
      { by: "branch.organise", rows: isOfBranch },
    ],
    changes: [
      { by: "target.give", rows: isUnionsOrBoth, exceptWhen: isOffTheUnion, ...takenBack },
      { by: "target.give-association", rows: isAssociations, ...takenBack },
      { by: "branch.organise", rows: isOfBranch, ...takenBack },
      { by: "nobody", set: "value = 99" },
    ],
  },
  // Written by the standing department, read by the province and by the unit that was urged.
  reminder: {
    read: "enterprise.read",
    add: { by: "plan.write" },
    changes: [
      { by: "plan.write", ...takenBack },
      { by: "nobody", set: "text = 'x'" },
    ],
  },
  survey_campaign: {
    read: "plan.read",
    add: { by: "plan.write" },
    changes: [{ by: "plan.write", set: "name = 'x'" }],
  },
  unit: { read: "plan.read" },
  unit_version: { read: "plan.read" },
  reorganisation: { read: "plan.read" },
  reorganisation_line: { read: "plan.read" },
  issue: {
    read: "enterprise.read",
    // An organisation's by its secretary, a unit's by its officer.
    add: {
      by: "feedback.raise",
      exceptWhen: (holder, row) => holder.role === "unit_officer" && row["branch_id"] !== null,
    },
    changes: [
      { by: "branch.organise", rows: atStage("unit"), set: "stage = 'answered', answered_on = '2014-12-01'" },
      { by: "nobody", rows: atStage("unit"), set: "stage = 'board'" },
      { by: "feedback.desk", rows: atStage("department"), set: "stage = 'board'" },
      { by: "nobody", rows: atStage("department"), set: "stage = 'closed', answered_on = '2014-12-01'" },
    ],
  },
  advice: {
    read: "enterprise.read",
    unlessRead: ofNobodyBelow,
    add: { by: "paper.write", exceptWhen: ofAUnit },
    changes: [
      { by: "paper.write", exceptWhen: ofAUnit, rows: (row) => row["content"] === null, ...closed },
      // What was answered to stays, and nobody says by hand what was answered.
      { by: "nobody", rows: (row) => row["content"] !== null, ...closed },
      { by: "nobody", set: "state = 'agreed', waiting_since = null" },
    ],
  },
  // Written by functions only: state × move × who in tests/lib/advice.
  advice_step: { read: "enterprise.read", unlessRead: ofNobodyBelow },
  training_course: {
    read: "plan.read",
    add: { by: "paper.write", exceptWhen: ofAUnit },
    changes: [
      { by: "paper.write", exceptWhen: ofAUnit, ...closed },
      { by: "nobody", set: "topic = 'x'" },
    ],
  },
  training_guest: {
    read: "plan.read",
    add: { by: "paper.write", exceptWhen: ofAUnit },
    changes: [{ by: "paper.write", exceptWhen: ofAUnit, ...closed }],
  },
  // Written by whoever holds the course: here the province.
  training_participant: {
    read: "member.read",
    add: { by: "paper.write", exceptWhen: ({ role }) => role === "unit_officer" },
    changes: [{ by: "paper.write", exceptWhen: ({ role }) => role === "unit_officer", ...closed }],
  },
  inspection: {
    read: "enterprise.read",
    add: { by: "paper.write", exceptWhen: byAnother },
    changes: [
      { by: "paper.write", exceptWhen: byAnother, rows: (row) => row["decision_number"] === null, ...closed },
      { by: "nobody", rows: (row) => row["decision_number"] !== null, ...closed },
      { by: "nobody", set: "findings = 'x'" },
    ],
  },
  // Written by functions only: state × move × who in tests/lib/oversight.
  inspection_request: { read: "enterprise.read" },
  inspection_step: { read: "enterprise.read" },
  support_visit: {
    read: "enterprise.read",
    add: { by: "paper.write", exceptWhen: byAnother },
    changes: [{ by: "paper.write", exceptWhen: byAnother, ...closed }],
  },
  evaluation: {
    read: "enterprise.read",
    add: { by: "paper.write", exceptWhen: byAnother },
    changes: [{ by: "paper.write", exceptWhen: byAnother, ...closed }],
  },
  partner: { read: "plan.read", add: { by: "paper.write", exceptWhen: ofAUnit } },
  partner_name: {
    read: "plan.read",
    add: { by: "paper.write", exceptWhen: ofAUnit },
    changes: [{ by: "paper.write", exceptWhen: ofAUnit, ...closed }],
  },
  partner_agreement: {
    read: "plan.read",
    add: { by: "paper.write", exceptWhen: ofAUnit },
    changes: [{ by: "paper.write", exceptWhen: ofAUnit, ...closed }],
  },
  partner_activity: {
    read: "plan.read",
    add: { by: "paper.write", exceptWhen: ofAUnit },
    changes: [{ by: "paper.write", exceptWhen: ofAUnit, ...closed }],
  },
  // Whoever sees an issue may speak in its thread.
  issue_step: { read: "enterprise.read", add: { by: "enterprise.read" } },
  audit_entry: { read: "enterprise.read" },
  privacy_text: { readBy: "whoever is signed in" },
  privacy_clock: { readBy: "whoever is signed in" },
  privacy_purpose: { readBy: "whoever is signed in" },
  public_holiday: { readBy: "whoever is signed in" },
  retention_rule: { readBy: "whoever is signed in" },
  privacy_contact: { read: "plan.read", add: { by: "privacy.desk" } },
  privacy_basis: {
    read: "member.read",
    add: { by: "member.keep" },
    changes: [
      {
        by: "member.keep",
        set: `ended_on = '2026-02-01', end_kind = 'mistaken', ended_by_id = ${ME}, ended_at = now()`,
        alsoWhen: atDesk,
      },
    ],
  },
  data_request: {
    read: "privacy.register",
    add: { by: "privacy.register" },
  },
  data_request_step: {
    read: "privacy.register",
    add: { by: "privacy.desk" },
  },
  erasure: {
    read: "privacy.desk",
    add: { by: "privacy.desk" },
    changes: [
      {
        by: "privacy.desk",
        set: `state = 'refused', decided_by_id = ${ME}, decided_at = now()`,
      },
    ],
  },
  erased_person: { read: "member.read" },
  keep_order: {
    read: "privacy.desk",
    add: { by: "privacy.desk" },
    changes: [{ by: "privacy.desk", set: `lifted_at = now(), lifted_by_id = ${ME}` }],
  },
  retention_proposal: {
    read: "privacy.desk",
    changes: [
      {
        by: "privacy.desk",
        set: `state = 'refused', decided_by_id = ${ME}, decided_at = now()`,
      },
    ],
  },
  person_export: {
    read: "privacy.desk",
    add: { by: "privacy.desk" },
  },
  breach: {
    read: "privacy.desk",
    add: { by: "privacy.desk" },
    changes: [{ by: "privacy.desk", set: "measures = 'x'" }],
  },
  area: { readBy: "whoever is signed in" },
  area_version: { readBy: "whoever is signed in" },
  area_succession: { readBy: "whoever is signed in" },
  rule_set: { readBy: "whoever is signed in" },
  catalogue_entry: { readBy: "whoever is signed in" },
  setting: { readBy: "anybody" },
  account: { readBy: "the account itself" },
  appointment: { readBy: "the account itself" },
  command_receipt: { readBy: "the account itself" },
  notice: { readBy: "the account itself" },
  notice_mute: { readBy: "the account itself" },
  digest_address: { readBy: "the account itself" },
  digest: { readBy: "the account itself" },
  import: { readBy: "the account itself" },
  import_row: { readBy: "the account itself" },
  import_layout: { readBy: "the account itself" },
  session: { readBy: "nobody" },
  account_link: { readBy: "nobody" },
  audit_block: { readBy: "nobody" },
  sign_in_attempt: { readBy: "nobody" },
  second_factor: { readBy: "nobody" },
  recovery_code: { readBy: "nobody" },
  person_sensitive: { readBy: "nobody" },
  duplicate_case: { readBy: "nobody" },
  person_pair: { readBy: "nobody" },
  _prisma_migrations: { readBy: "nobody" },
};
