import { hashToken, newSessionToken } from "@/lib/access/session";
import { newId } from "@/lib/db/id";
import type { Line, LineScope, Role } from "@/lib/generated/prisma/enums";
import { owner } from "@/tests/support/database";
import { branch, enterprise, member, province, row, unit } from "@/tests/support/factories";
import { criteria, modelCellAt } from "@/tests/support/factories-model-cells";
import { levelId } from "@/tests/support/factories-ratings";
import type { Holder, Place, Structure } from "./table";

/**
 * Two provinces with everything in them, once: every kind of record stands at every place, and each carries a word of its
 * own, so that a trace of it is found in whatever comes out of the program.
 */
export type World = Awaited<ReturnType<typeof buildWorld>>;

/** Somebody signed in, with the secret that proves it and what the table needs to know. */
export type Person = { name: string; token: string; accountId: string; held: Holder | undefined };

const DAY = "2014-11-01";

let words = 0;
/** A word nobody else uses; letters only, so that name searches find it and nothing mangles it. */
function word(): string {
  words += 1;
  const letters = [...String(words).padStart(4, "0")].map((digit) => "bcdghklmnp".charAt(Number(digit)));
  return `Zq${letters.join("")}`;
}

/** A row of a table whose key is not called id. */
async function put(table: string, columns: Readonly<Record<string, unknown>>): Promise<void> {
  const names = Object.keys(columns);
  const places = names.map((_, index) => `$${index + 1}`);
  await owner.query(
    `insert into ${table} (${names.join(", ")}) values (${places.join(", ")})`,
    Object.values(columns),
  );
}

export async function buildWorld() {
  // Today is a day of the plan's first autumn, as in the demo: periods stand and nothing is in the future.
  await owner.query("insert into setting (key, value) values ('business_date', '2014-12-15')");
  const home = await province();
  const away = await province();
  const districtC = away.districtA;
  const structure = { parentOf: new Map<string, string>(), covers: new Map<string, string[]>() };
  const at = (provinceId: string, unitId: string, associationUnitId = unitId) => ({
    provinceId,
    unitId,
    associationUnitId,
  });
  const inA = at(home.provinceId, home.districtA);
  const inB = at(home.provinceId, home.districtB);
  const shared = at(home.provinceId, home.districtA, home.districtB);
  const inC = at(away.provinceId, districtC);

  const enterpriseAt = (place: ReturnType<typeof at>) => enterprise({ ...place, name: `Công ty ${word()}` });
  const [eA, eShared, eB, eC, eUnder] = [
    await enterpriseAt(inA),
    await enterpriseAt(shared),
    await enterpriseAt(inB),
    await enterpriseAt(inC),
    await enterpriseAt(inA),
  ];
  const branchAt = async (
    place: { provinceId: string; unitId: string },
    line: Line,
    enterpriseIds: string[],
    given: { kind?: "grassroots_union" | "cell"; parentId?: string } = {},
  ) => {
    const { provinceId, unitId } = place;
    const id = await branch({ provinceId, unitId, line, enterpriseIds, name: `Tổ chức ${word()}`, ...given });
    if (given.parentId) structure.parentOf.set(id, given.parentId);
    structure.covers.set(id, enterpriseIds);
    return id;
  };
  const upper = await branchAt(inA, "union", [eUnder], { kind: "grassroots_union" });
  const branches = {
    cellA: await branchAt(inA, "union", [eA]),
    otherCellA: await branchAt(inA, "union", [eShared]),
    chapterA: await branchAt(inA, "association", [eA]),
    chapterB: await branchAt(inB, "association", [eShared]),
    upper,
    lower: await branchAt(inA, "union", [eUnder], { kind: "cell", parentId: upper }),
    cellB: await branchAt(inB, "union", [eB]),
    cellC: await branchAt(inC, "union", [eC]),
    chapterC: await branchAt(inC, "association", [eC]),
  };
  const people = await Promise.all(
    Object.entries(branches).map(([name, id]) =>
      peopleOf(id, /chapter/.test(name) ? "association" : "union"),
    ),
  );
  for (const id of Object.values(branches)) await worksOf(id);
  for (const [provinceId, cells] of [
    [home.provinceId, [branches.cellA, branches.otherCellA, branches.lower, branches.cellB]],
    [away.provinceId, [branches.cellC]],
  ] as const) {
    const { setId, required, other } = await criteria(provinceId, 2013);
    await criteria(provinceId, 2014);
    const of = { setId, criteria: [required, other], year: 2013, on: "2013-11-01" };
    for (const branchId of cells) await modelCellAt({ ...of, branchId }, "self_scored");
  }
  const plans = {
    home: await planOf(home.provinceId, home.districtA),
    away: await planOf(away.provinceId, districtC),
  };
  for (const [enterpriseId, place] of [
    [eA, plans.home],
    [eShared, plans.home],
    [eB, plans.home],
    [eUnder, plans.home],
    [eC, plans.away],
  ] as const) {
    await dealingsWith(enterpriseId, place);
  }
  // On the list of a unit's own plan.
  const listed = await owner.query(
    `select p.id, p.unit_id, p.province_id, (select g.id from goal g where g.union_unit_id = p.unit_id and g.line = 'union' limit 1) as goal_id
     from plan p where p.state = 'draft' and p.parent_id is not null`,
  );
  for (const { id, ...place } of listed.rows) {
    await row("plan_list_item", {
      ...{ ...place, plan_id: id, kind: "establish", reason: word() },
      recorded_by_id: newId(),
    });
  }

  for (const { provinceId, units } of [
    { provinceId: home.provinceId, units: [home.provinceId, home.districtA, home.districtB] },
    { provinceId: away.provinceId, units: [away.provinceId, districtC] },
  ]) {
    for (const unitId of units) for (const line of LINES) await papersOf(provinceId, unitId, line);
  }

  const dissolved = await unit({ provinceId: home.provinceId, validTo: "2014-06-01" });
  const persons = await viewersOf(home, away, branches, dissolved);
  return {
    home,
    away,
    districtC,
    structure: structure satisfies Structure,
    branches,
    persons,
    people,
    plans,
    enterprises: { eA, eShared, eB, eC, eUnder },
  };
}

async function peopleOf(branchId: string, line: Line) {
  const { personId, membershipId } = await member({ branchId, fullName: `Nông Văn ${word()}` });
  const second = await member({ branchId, fullName: `Nông Thị ${word()}`, birthDate: "1980-01-01" });
  const postId = await row("post", {
    branch_id: branchId,
    person_id: personId,
    title: line === "union" ? "secretary" : "chapter_head",
    valid_from: "2012-02-01",
    recorded_by_id: newId(),
  });
  const candidate = await row("person", {
    full_name: `Hoàng Thị ${word()}`,
    search_key: `hoang thi ${words}`,
    sort_key: `a ${words}`,
    birth_date: "1992-05-03",
    birth_precision: "day",
  });
  const admissionId = await row("admission", {
    person_id: candidate,
    branch_id: branchId,
    admit_on: "2014-12-01",
    note: word(),
    proposed_by_id: newId(),
  });
  await put("person_sensitive", { person_id: personId, ethnicity: word() });
  if (line === "union") await ratingsOf(branchId, personId, second.personId);
  if (line === "union") {
    await timesOf(branchId, second.personId);
    await disciplineOf(branchId, second.personId);
  }
  await movesOf(branchId, second.personId, line);
  await congressOf(branchId, personId, line);
  await row("award", {
    ...{ person_id: personId, branch_id: branchId, title: word(), on: "2013-03-26", recorded_by_id: newId() },
  });
  await privacyOf(branchId, personId, candidate);
  return {
    branchId,
    personId,
    membershipId,
    secondPersonId: second.personId,
    secondMembershipId: second.membershipId,
    postId,
    candidate,
    admissionId,
  };
}

/** An organisation and a member rated to the end, and a member only proposed. */
async function ratingsOf(branchId: string, personId: string, proposedId: string): Promise<void> {
  const recorder = { recorded_by_id: newId() };
  const levels = { branch: await levelId("branch", 2013), member: await levelId("member", 2013) };
  for (const stage of ["self", "superior", "final"]) {
    const said = { year: 2013, stage, level_id: levels.branch, decided_on: "2013-12-20" };
    await row("branch_rating", { branch_id: branchId, ...said, ...recorder });
  }
  for (const stage of ["proposed", "confirmed"]) {
    const said = { year: 2013, stage, level_id: levels.member };
    await row("member_rating", { branch_id: branchId, person_id: personId, ...said, ...recorder });
  }
  const said = { year: 2012, stage: "proposed", level_id: levels.member };
  await row("member_rating", { branch_id: branchId, person_id: proposedId, ...said, ...recorder });
}

/** A time of being put off, that is over. */
async function timesOf(branchId: string, personId: string): Promise<void> {
  await row("membership_status", {
    ...{ person_id: personId, branch_id: branchId, kind: "suspended", note: word() },
    ...{ valid_from: "2013-01-01", valid_to: "2013-07-01", recorded_by_id: newId() },
  });
}

/** Decisions on a member, a light one and a grave one, and one on the organisation. */
async function disciplineOf(branchId: string, personId: string): Promise<void> {
  const decisions = [
    { kind: "reprimand", person_id: personId },
    { kind: "dismissal", person_id: personId },
    { kind: "warning", person_id: null },
  ];
  for (const decision of decisions) {
    await row("discipline", {
      ...{ ...decision, branch_id: branchId, decision_number: word(), decided_by: word(), reason: word() },
      ...{ valid_from: "2013-06-01", recorded_by_id: newId() },
    });
  }
}

/** A transfer and a referral that were asked for. */
async function movesOf(branchId: string, personId: string, line: Line): Promise<void> {
  const about = { person_id: personId, branch_id: branchId };
  const recorder = { recorded_by_id: newId() };
  const names = { from_name: word(), to_name: word(), person_name: word() };
  const transferId = await row("transfer", { ...about, ...names, state: "requested", asked_by_id: newId() });
  const step = { transfer_id: transferId, order: 1, state: "requested", on: DAY, note: word() };
  await row("transfer_step", { ...step, ...recorder });
  const month = { from_month: "2014-10-01", to_month: "2014-10-01" };
  await row("fee", { ...about, month: "2014-11-01", amount: 5000, collected_on: DAY, ...recorder });
  await row("fee_exemption", { ...about, ...month, reason: word(), decided_on: DAY, ...recorder });
  const { rows } = await owner.query("select unit_id from branch where id = $1", [branchId]);
  const paid = {
    branch_id: branchId,
    to_unit_id: rows[0].unit_id,
    amount: 1000,
    paid_on: DAY,
    state: "sent",
  };
  await row("fee_payment", { ...paid, ...month, note: word(), ...recorder });
  // Residence referrals are the Đoàn's.
  if (line === "association") return;
  const place = { person_name: word(), from_name: word(), place_name: word(), residence: "permanent" };
  const referralId = await row("referral", { ...about, ...place, state: "requested", asked_by_id: newId() });
  const asked = { referral_id: referralId, order: 1, state: "requested", on: DAY, note: word() };
  await row("referral_step", { ...asked, ...recorder });
}

/** A congress that is prepared, as if it had been held once, and a decision about its day. */
async function congressOf(branchId: string, personId: string, line: Line): Promise<void> {
  const recorder = { recorded_by_id: newId() };
  const term = { term_label: "2014–2017", term_end_on: "2017-12-31", planned_on: DAY };
  const about = { branch_id: branchId, state: "preparing", created_by_id: newId() };
  const congressId = await row("congress", { ...about, ...term });
  const part = { congress_id: congressId, ...recorder };
  await row("congress_step", { ...part, order: 1, state: "planned", on: DAY, note: word() });
  await row("congress_task_done", { ...part, code: "plan", done_on: DAY, note: word() });
  const title = line === "union" ? "secretary" : "chapter_head";
  await row("congress_seat", { ...part, person_id: personId, title, exception_reason: word() });
  const decision = { decision_number: "1", decided_on: DAY, reason: word() };
  const days = { due_on: "2014-06-30", extended_to: "2014-12-31" };
  await row("congress_extension", { branch_id: branchId, ...days, ...decision, ...recorder });
}

/** What the law's registers hold about somebody, and a request that names nobody of the register. */
async function privacyOf(branchId: string, personId: string, erasedId: string): Promise<void> {
  const { rows } = await owner.query("select province_id, unit_id from branch where id = $1", [branchId]);
  const inProvince = { province_id: rows[0].province_id };
  const recorder = { recorded_by_id: newId() };
  await row("privacy_basis", {
    ...{ person_id: personId, purpose: "management", kind: "legal", ground: "agreement", article: word() },
    ...{ evidence: word(), given_on: "2026-01-02", ...recorder },
  });
  const asked = { how: "letter", received_on: "2026-01-02", content: word(), ...inProvince, ...recorder };
  const atBranch = { unit_id: rows[0].unit_id, branch_id: branchId };
  for (const place of [atBranch, { unit_id: rows[0].unit_id }, {}]) {
    const requestId = await row("data_request", { ...asked, ...place, kind: "access", subject_name: word() });
    const step = { request_id: requestId, kind: "acknowledged", on: "2026-01-03", note: word() };
    await row("data_request_step", { ...step, ...recorder });
  }
  const deletion = await row("data_request", { ...asked, kind: "delete", person_id: personId });
  const shown = { shown_name: word(), shown_key: "x", shown_sort_key: "x" };
  await row("erasure", {
    ...{ ...inProvince, ...shown, person_id: personId, request_id: deletion, reason: word() },
    proposed_by_id: newId(),
  });
  await put("erased_person", { person_id: erasedId, ...inProvince, shown_name: word() });
  const order = { person_id: personId, reason: word(), article: word() };
  await row("keep_order", { ...inProvince, ...recorder, ...order });
  await row("person_export", { ...inProvince, person_id: personId, reason: word(), created_by_id: newId() });
  await row("breach", { ...inProvince, ...recorder, discovered_at: "2026-01-02T00:00:00Z", what: word() });
}

/** A check of an organisation whose remedy has been reported, and one nothing has come of; support; an evaluation. */
async function oversightOf(about: Readonly<Record<string, unknown>>, byUnitId: unknown): Promise<void> {
  const recorder = { recorded_by_id: newId() };
  const by = { ...about, by_unit_id: byUnitId, ...recorder };
  const check = { ...by, on: DAY, team: word(), findings: word() };
  await row("inspection", check);
  const inspectionId = await row("inspection", { ...check, findings: word(), decision_number: "5" });
  const asked = { inspection_id: inspectionId, text: word(), state: "reported", ...recorder };
  const requestId = await row("inspection_request", asked);
  const step = { request_id: requestId, order: 1, move: "reported", on: DAY, note: word() };
  await row("inspection_step", { ...step, ...recorder });
  const period = { from_on: "2014-07-01", to_on: "2014-09-30", assessment: word(), lessons: word() };
  await row("evaluation", { ...by, ...period });
  if (about["branch_id"]) await row("support_visit", { ...by, on: DAY, visitors: word(), material: word() });
}

async function worksOf(branchId: string): Promise<void> {
  const { rows } = await owner.query("select line, unit_id, province_id from branch where id = $1", [
    branchId,
  ]);
  const { line, ...place } = rows[0];
  const about = { ...place, line, branch_id: branchId };
  await oversightOf(about, place.unit_id);
  await oversightOf(about, place.province_id);
  const raised = { ...{ line, kind: "proposal", category: "other", raised_on: DAY, raised_by_id: newId() } };
  const desk = line === "union" ? "department" : "association_department";
  for (const at of [{ branch_id: branchId, stage: "unit" }, { stage: desk }]) {
    const issueId = await row("issue", { ...raised, ...place, ...at, text: word() });
    const step = { issue_id: issueId, move: "raised", stage: at.stage, text: word() };
    await row("issue_step", { ...step, by_id: newId(), on: DAY });
  }
  await row("activity", {
    branch_id: branchId,
    kind: "meeting",
    on: DAY,
    title: `Sinh hoạt ${word()}`,
    recorded_by_id: newId(),
  });
  const { unit_id: unitId } = place;
  const groupId = await row("working_group", {
    ...{ unit_id: unitId, name: word(), state: "planned", created_by_id: newId() },
  });
  const ofGroup = { group_id: groupId, recorded_by_id: newId() };
  await row("working_group_step", { ...ofGroup, order: 1, state: "planned", on: DAY, note: word() });
  await row("working_group_member", { ...ofGroup, name: word(), role: "member", valid_from: DAY });
  await row("working_group_visit", { ...ofGroup, planned_on: DAY, content: word() });
  await row("working_group_product", { ...ofGroup, kind: "advice", on: DAY, text: word() });
  const programmeId = await row("programme", {
    ...{
      unit_id: unitId,
      title: word(),
      starts_on: "2014-11-01",
      ends_on: "2015-03-31",
      recorded_by_id: newId(),
    },
  });
  const item = { programme_id: programmeId, kind: "cultural", planned_on: "2014-12-20", responsible: word() };
  for (const at of [{ branch_id: branchId }, {}]) {
    const id = newId();
    await row("programme_item", { ...item, ...at, id, item_id: id, title: word(), recorded_by_id: newId() });
  }
  await row("activity", {
    ...{ unit_id: unitId, line, kind: "care", care_kind: "gift", on: DAY, title: `Chăm lo ${word()}` },
    recorded_by_id: newId(),
  });
  const paper = { branch_id: branchId, kind: "plan", from_on: "2014-10-01", to_on: "2014-12-31" };
  await row("branch_paper", { ...paper, words: word(), created_by_id: newId() });
  const sent = { ...paper, state: "sent", words: word(), created_by_id: newId() };
  const paperId = await row("branch_paper", sent);
  const step = { paper_id: paperId, order: 1, state: "sent", on: DAY, note: word() };
  await row("branch_paper_step", { ...step, recorded_by_id: newId() });
  await row("congress_due", { branch_id: branchId, due_on: "2014-06-30", valid_from: "2012-01-01" });
  await row("consolidation_measure", {
    branch_id: branchId,
    kind: "add_members",
    weakness: word(),
    measure: word(),
    responsible: word(),
    started_on: DAY,
    recorded_by_id: newId(),
  });
  await row("override_request", {
    rule: "V02",
    branch_id: branchId,
    line: rows[0].line,
    subject: `Kết nạp ${word()}`,
    reason: word(),
    requested_by_id: newId(),
  });
}

async function planOf(provinceId: string, unitId: string) {
  const id = newId();
  const inProvince = { province_id: provinceId };
  const planId = await row("plan", {
    id,
    ...inProvince,
    number: "1",
    symbol: `1 -KH/${id}`,
    symbol_key: `1kh/${id}`,
    type: "KH",
    title: `Kế hoạch ${word()}`,
    year: 2014,
    place: "Nơi thử",
    issued_on: "2014-10-23",
    issuer: "Đơn vị thử",
    signatory_post: "BÍ THƯ",
    signatory_name: "Người thử",
    preamble: word(),
    baseline_on: "2014-10-23",
    scope_legal_forms: ["llc_one_member", "joint_stock"],
    scope_ownerships: ["non_state"],
    association_kinds: ["chapter", "club"],
  });
  await row("privacy_contact", {
    ...inProvince,
    name: word(),
    valid_from: "2026-01-01",
    created_by_id: newId(),
  });
  await row("retention_proposal", { ...inProvince, class: "ex_member", before: "2026-01-01", due: 1 });
  const weights = { entrepreneur: 30, size: 30, concentration: 40, workers_full: 100, people_full: 50 };
  await row("priority_weights", {
    ...{ ...inProvince, ...weights, valid_from: "2014-10-23", reason: word() },
    recorded_by_id: newId(),
  });
  await row("plan_basis", { plan_id: planId, order: 1, abstract: word(), ...inProvince });
  const taskId = await row("plan_task", {
    plan_id: planId,
    order: 1,
    section: "I",
    text: word(),
    ...inProvince,
  });
  await put("plan_task_unit", { task_id: taskId, unit_id: unitId, ...inProvince });
  const recipientId = await row("plan_recipient", { plan_id: planId, order: 1, text: word(), ...inProvince });
  await put("plan_recipient_unit", { recipient_id: recipientId, unit_id: unitId, ...inProvince });
  const resolutionTaskId = await row("resolution_task", {
    plan_id: planId,
    order: 1,
    text: word(),
    ...inProvince,
  });
  const campaignId = await row("survey_campaign", {
    ...inProvince,
    plan_id: planId,
    name: `Đợt ${word()}`,
    reference_date: "2014-10-31",
    opens_on: "2014-10-24",
  });
  await row("case_scheme", {
    ...{ ...inProvince, valid_from: "2014-01-01", idle_days: "{}", reason: word(), recorded_by_id: newId() },
  });
  const reorganisationId = await row("reorganisation", {
    ...inProvince,
    on: "2020-01-01",
    name: word(),
    legal_basis: word(),
  });
  await row("reorganisation_line", {
    reorganisation_id: reorganisationId,
    from_unit_id: unitId,
    to_unit_id: unitId,
  });
  const earlier = {
    name: `Đợt ${word()}`,
    reference_date: "2014-08-31",
    opens_on: "2014-09-01",
    closed_on: "2014-09-30",
  };
  const earlierCampaignId = await row("survey_campaign", { ...inProvince, ...earlier });
  const given = {
    plan_id: planId,
    task_id: taskId,
    value: 6,
    valid_from: "2014-01-01",
    valid_to: "2015-01-01",
  };
  for (const [indicator, line] of [
    ["K11", "union"],
    ["K3", "association"],
    ["K17", "both"],
  ]) {
    for (const of of [provinceId, unitId]) {
      const target = { ...given, indicator, line, unit_id: of, source_text: word() };
      await row("target", { ...target, recorded_by_id: newId() });
    }
  }
  const urged = {
    plan_id: planId,
    unit_id: unitId,
    asks: "{surveyed}",
    to_name: word(),
    text: word(),
    on: DAY,
  };
  await row("reminder", { ...urged, recorded_by_id: newId() });
  const organisations = await owner.query("select id, line, unit_id from branch where province_id = $1", [
    provinceId,
  ]);
  for (const { id: branchId, line, unit_id } of organisations.rows) {
    const part = { ...given, indicator: "K10", line, unit_id, branch_id: branchId, source_text: word() };
    await row("target", { ...part, recorded_by_id: newId() });
  }
  await carriedOut({ planId, taskId, provinceId, unitId });
  return { planId, campaignId, earlierCampaignId, resolutionTaskId };
}

/** What units make of a plan: receipts, obligations, corrections, directives, and drafts of the province and of the unit. */
async function carriedOut(given: { planId: string; taskId: string; provinceId: string; unitId: string }) {
  const { planId, taskId, provinceId, unitId } = given;
  const by = { recorded_by_id: newId() };
  const inProvince = { province_id: provinceId };
  const { rows } = await owner.query("select id from plan_delivery where plan_id = $1", [planId]);
  const delivery = { delivery_id: rows[0]?.id, order: 1, state: "seen", on: DAY };
  await row("plan_delivery_step", { ...delivery, ...by, ...inProvince, note: word() });
  const obligation = { task_id: taskId, unit_id: unitId, order: 1, state: "under_way", on: DAY };
  await row("obligation_step", { ...obligation, ...by, ...inProvince, note: word() });
  await row("plan_correction", {
    ...{ plan_id: planId, task_id: taskId, text: word(), reason: word(), on: DAY },
    ...by,
    ...inProvince,
  });
  const directiveId = await row("directive", {
    ...{ symbol: word(), symbol_key: newId(), issued_on: DAY, issuer: word(), abstract: word() },
    ...by,
    ...inProvince,
  });
  await row("plan_task_directive", { task_id: taskId, directive_id: directiveId, ...by, ...inProvince });
  for (const draft of [{ unit_id: provinceId }, { unit_id: unitId, parent_id: planId }]) {
    const draftId = await row("plan", {
      ...{
        ...inProvince,
        ...draft,
        state: "draft",
        sets_goals: false,
        number: "",
        symbol: "",
        symbol_key: "",
      },
      ...{ type: "KH", title: `Dự thảo ${word()}`, year: 2014, place: word(), issuer: word() },
      ...{ signatory_post: "", signatory_name: "", preamble: word(), baseline_on: DAY, specifics: word() },
    });
    await row("plan_step", {
      plan_id: draftId,
      order: 1,
      state: "draft",
      note: word(),
      ...by,
      ...inProvince,
    });
    await row("plan_basis", { plan_id: draftId, order: 1, abstract: word(), ...inProvince });
    const clause = { plan_id: draftId, order: 1, section: "I", text: word() };
    const clauseId = await row("plan_task", { ...clause, ...inProvince });
    await put("plan_task_unit", { task_id: clauseId, unit_id: unitId, ...inProvince });
    const recipientId = await row("plan_recipient", {
      ...{ plan_id: draftId, order: 1, text: word() },
      ...inProvince,
    });
    await put("plan_recipient_unit", { recipient_id: recipientId, unit_id: unitId, ...inProvince });
  }
}

/** Somebody who surveys for a unit, and never signs in here. */
async function surveyorOf(provinceId: string, unitId: string): Promise<string> {
  const accountId = await row("account", {
    ...{
      login: `khao-sat-${newId()}`,
      display_name: "Cán bộ khảo sát",
      password_hash: "none that is known",
    },
  });
  await row("appointment", {
    ...{
      account_id: accountId,
      role: "unit_officer",
      line: "both",
      province_id: provinceId,
      unit_id: unitId,
    },
    valid_from: "2000-01-01",
  });
  return accountId;
}

async function dealingsWith(enterpriseId: string, plan: Awaited<ReturnType<typeof planOf>>): Promise<void> {
  const recorder = { recorded_by_id: newId() };
  const about = { enterprise_id: enterpriseId };
  const { rows } = await owner.query("select province_id, union_unit_id from enterprise where id = $1", [
    enterpriseId,
  ]);
  await row("survey_assignment", {
    ...{ ...about, ...recorder, campaign_id: plan.campaignId, valid_from: DAY },
    surveyor_id: await surveyorOf(rows[0].province_id, rows[0].union_unit_id),
  });
  await row("entrepreneur_membership", { ...about, valid_from: "2013-01-01" });
  await row("visit", { ...about, ...recorder, on: DAY, met: word(), purpose: word(), result: word() });
  const surveyId = await row("survey", {
    ...about,
    ...recorder,
    campaign_id: plan.campaignId,
    state: "submitted",
    surveyed_on: DAY,
    submitted_by_id: newId(),
    submitted_at: "2014-11-02T00:00:00Z",
    assessment: word(),
  });
  await row("survey", {
    ...about,
    ...recorder,
    campaign_id: plan.earlierCampaignId,
    surveyed_on: "2014-09-02",
    assessment: word(),
  });
  await row("survey_need", { ...about, survey_id: surveyId, need: "housing", note: word() });
  await row("survey_organisation", {
    ...about,
    survey_id: surveyId,
    line: "union",
    kind: "cell",
    name: word(),
  });
  await row("survey_event", {
    ...about,
    survey_id: surveyId,
    state: "submitted",
    account_id: newId(),
    reason: word(),
  });
  for (const line of ["union", "association"]) {
    await row("goal", {
      ...about,
      plan_id: plan.planId,
      line,
      kind: "establish",
      fixed_on: "2014-10-23",
      kind_reason: word(),
    });
    const caseId = await row("establishment_case", {
      ...about,
      ...recorder,
      line,
      opened_on: DAY,
      note: word(),
    });
    const ofCase = { ...recorder, case_id: caseId, on: DAY };
    await row("case_step", { ...ofCase, order: 1, move: "mobilising", reason: word() });
    await row("case_paper", { ...ofCase, kind: "request", note: word() });
    await row("override_request", {
      ...about,
      rule: "V20",
      line,
      subject: word(),
      reason: word(),
      requested_by_id: newId(),
    });
  }
}

const LINES = ["union", "association"] as const satisfies Line[];

/** What a unit, or the province itself, wrote: with an answer, and without. */
async function papersOf(provinceId: string, unitId: string, line: Line): Promise<void> {
  const recorder = { recorded_by_id: newId() };
  const by = { line, unit_id: unitId, province_id: provinceId, ...recorder };
  const sent = { category: "guidance", body: "party_committee", sent_on: DAY, waiting_since: DAY };
  await row("advice", { ...by, ...sent, body_name: word(), asked: word() });
  const answered = { ...by, ...sent, body_name: word(), asked: word(), content: word() };
  const adviceId = await row("advice", answered);
  const said = { advice_id: adviceId, order: 1, move: "no_opinion", on: DAY, content: word() };
  await row("advice_step", { ...said, ...recorder });
  const courseId = await row("training_course", {
    ...{ ...by, topic: word(), from_on: DAY, to_on: DAY, lecturers: word() },
  });
  const at = { unit_id: unitId, province_id: provinceId, ...recorder };
  const partnerId = await row("partner", { ...at, kind: "trade_union" });
  const named = { partner_id: partnerId, name: word(), sort_key: "a", valid_from: "2010-01-01" };
  await row("partner_name", { ...named, contact: word(), ...recorder });
  await row("partner_agreement", { ...by, partner_id: partnerId, signed_on: DAY, content: word() });
  await row("partner_activity", { ...by, partner_id: partnerId, on: DAY, content: word() });
  if (unitId !== provinceId)
    await oversightOf({ line, unit_id: unitId, province_id: provinceId }, provinceId);
  await row("training_guest", { course_id: courseId, description: word(), count: 3, ...recorder });
  if (unitId !== provinceId) return;
  // The province's course, with the cadres of every organisation of the line.
  const { rows } = await owner.query(
    "select distinct on (branch_id) person_id, branch_id from post where province_id = $1 and line = $2",
    [provinceId, line],
  );
  for (const { person_id, branch_id } of rows) {
    const part = { course_id: courseId, person_id, branch_id, certificate_number: word() };
    await row("training_participant", { ...part, ...recorder });
  }
}

type Provinces = {
  provinceId: string;
  orgDepartment: string;
  associationDepartment: string;
  districtA: string;
  districtB: string;
};
type Branches = Record<
  "cellA" | "otherCellA" | "chapterA" | "chapterB" | "upper" | "lower" | "cellB" | "cellC" | "chapterC",
  string
>;

async function viewersOf(
  home: Provinces,
  away: Provinces,
  branches: Branches,
  dissolved: string,
): Promise<Person[]> {
  const { provinceId } = home;
  const officer = (unitId: string, line: LineScope = "both") =>
    holder("unit_officer", provinceId, unitId, { line });
  const secretary = (branchId: string, unitId = home.districtA) =>
    holder("branch_secretary", provinceId, unitId, { branchId });
  const holders: Record<string, Holder> = {
    "the province's committee": holder("province_board", provinceId),
    "the organisation department": holder("org_department", provinceId, home.orgDepartment),
    "the organisation department for the Đoàn": holder("org_department", provinceId, home.orgDepartment, {
      line: "union",
    }),
    "the Hội department": holder("association_department", provinceId, home.associationDepartment),
    "an editor": holder("province_editor", provinceId, home.orgDepartment),
    "a clerk": holder("province_clerk", provinceId, home.orgDepartment),
    "a Party viewer": holder("party_viewer", provinceId),
    "the administrator": holder("system_admin", provinceId),
    "district A's officer": officer(home.districtA),
    "district A's officer for the Đoàn": officer(home.districtA, "union"),
    "district A's officer for the Hội": officer(home.districtA, "association"),
    "district B's officer": officer(home.districtB),
    "a chi đoàn's secretary": secretary(branches.cellA),
    "another chi đoàn's secretary": secretary(branches.otherCellA),
    "a chi hội's head": secretary(branches.chapterA),
    "a đoàn cơ sở's secretary": secretary(branches.upper),
    "a chi đoàn's secretary under a đoàn cơ sở": secretary(branches.lower),
    "the other province's department": holder("org_department", away.provinceId, away.orgDepartment),
    "the other province's officer": holder("unit_officer", away.provinceId, away.districtA),
    "the other province's secretary": holder("branch_secretary", away.provinceId, away.districtA, {
      branchId: branches.cellC,
    }),
  };
  const persons: Person[] = [{ name: "somebody signed out", token: "", accountId: newId(), held: undefined }];
  for (const [name, held] of Object.entries(holders)) persons.push(await signIn(name, held));
  persons.push(await signIn("an account without appointment", undefined));
  persons.push(
    await nothingLeft("an officer whose appointment ended", officer(home.districtA), {
      valid_to: "2014-12-01",
    }),
  );
  persons.push(await nothingLeft("a dissolved unit's officer", officer(dissolved), {}));
  return persons;
}

const holder = (
  role: Role,
  provinceId: string,
  unitId = provinceId,
  given: { line?: LineScope; branchId?: string } = {},
): Holder => ({ role, line: given.line ?? "both", provinceId, unitId, branchId: given.branchId });

/** Holds nothing today, whatever was written once. */
async function nothingLeft(name: string, held: Holder, changed: Record<string, unknown>): Promise<Person> {
  const person = await signIn(name, held, changed);
  return { ...person, held: undefined };
}

async function signIn(
  name: string,
  held: Holder | undefined,
  changed: Record<string, unknown> = {},
): Promise<Person> {
  const accountId = await row("account", {
    login: `thu-${newId()}`,
    display_name: `Tài khoản ${name}`,
    password_hash: "$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$none",
  });
  if (held) {
    await row("appointment", {
      account_id: accountId,
      role: held.role,
      line: held.line,
      province_id: held.provinceId,
      unit_id: held.unitId,
      branch_id: held.branchId ?? null,
      valid_from: "2000-01-01",
      ...changed,
    });
  }
  const token = newSessionToken();
  await row("session", {
    account_id: accountId,
    token_hash: hashToken(token),
    device: word(),
    expires_at: new Date(Date.now() + 3_600_000),
    // Whole, whatever second factor the role needs.
    second_factor_at: new Date(),
  });
  return { name, token, accountId, held };
}

/** Where a row of any table stands, by its scope columns. */
export function placeOf(row: Readonly<Record<string, unknown>>): Place {
  const text = (column: string) => (typeof row[column] === "string" ? row[column] : undefined);
  const union = text("union_unit_id") ?? text("unit_id");
  const association = text("association_unit_id") ?? union;
  const line = text("line");
  return {
    provinceId: text("province_id") ?? "",
    unitIds: union && association ? { union, association } : undefined,
    line: line === "union" || line === "association" ? line : undefined,
    branchId: text("enterprise_id") ? undefined : text("branch_id"),
    enterpriseId: text("enterprise_id"),
  };
}
