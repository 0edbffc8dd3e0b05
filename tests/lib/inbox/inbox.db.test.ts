import { beforeAll, describe, expect, it, vi } from "vitest";
import type { Viewer } from "@/lib/access/policy";
import { assignSurveys } from "@/lib/assignments/commands";
import { askOverride, decideOverride, moveCase } from "@/lib/cases/commands";
import { findCase } from "@/lib/cases/queries";
import { withViewer } from "@/lib/db/scope";
import { raiseIssue, turnIssue } from "@/lib/feedback/commands";
import { findIssue } from "@/lib/feedback/queries";
import type { CaseMove, IssueMove, IssueStage } from "@/lib/generated/prisma/enums";
import { chooseNotices, readAllNotices, readNotice } from "@/lib/inbox/commands";
import { NOTICE_KIND_LABELS } from "@/lib/inbox/labels";
import { inboxChoices, inboxPage, unreadNotices } from "@/lib/inbox/queries";
import { choiceSchema } from "@/lib/inbox/schema";
import { acknowledgePlan } from "@/lib/receipts/commands";
import { owner } from "@/tests/support/database";
import { branch, deed, enterprise, member, province, row, signedIn, viewer } from "@/tests/support/factories";
import { allPapers, caseMove, caseStep, establishmentCase } from "@/tests/support/factories-cases";
import { criteria, modelCellAt } from "@/tests/support/factories-model-cells";
import { inspectionAt, remedyAt } from "@/tests/support/factories-oversight";
import { campaign, plan } from "@/tests/support/factories-plans";

vi.hoisted(() => {
  process.env["BUSINESS_DATE"] = "2014-12-15";
});

beforeAll(() => owner.query("insert into setting (key, value) values ('business_date', '2014-12-15')"));

async function world() {
  const place = await province();
  const { provinceId, districtA } = place;
  const enterpriseId = await enterprise({ provinceId, unitId: districtA });
  const branchId = await branch({ provinceId, unitId: districtA, enterpriseIds: [enterpriseId] });
  const away = await province();
  return {
    ...{ ...place, enterpriseId, branchId },
    secretary: await viewer({ role: "branch_secretary", provinceId, unitId: districtA, branchId }),
    officer: await viewer({ role: "unit_officer", provinceId, unitId: districtA }),
    hoiOfficer: await viewer({ role: "unit_officer", provinceId, unitId: districtA, line: "association" }),
    sibling: await viewer({ role: "unit_officer", provinceId, unitId: place.districtB }),
    department: await viewer({ role: "org_department", provinceId }),
    hoi: await viewer({ role: "association_department", provinceId, line: "association" }),
    board: await viewer({ role: "province_board", provinceId }),
    clerk: await viewer({ role: "province_clerk", provinceId }),
    stranger: await viewer({ role: "org_department", provinceId: away.provinceId }),
  };
}
type World = Awaited<ReturnType<typeof world>>;

async function raised({ secretary, branchId }: World): Promise<string> {
  const answer = await raiseIssue(secretary, deed(), {
    ...{ raisedFor: { kind: "branch", id: branchId }, line: "union", kind: "difficulty" },
    ...{ category: "no_time", text: "Làm theo ca", isUrgent: false },
    ...{ answerBy: null, enterpriseId: null, caseId: null, taskId: null },
  });
  if (!answer.ok) throw new Error(answer.refusal);
  return answer.value.issueId;
}

async function turn(who: Viewer, issueId: string, move: IssueMove, to: IssueStage) {
  const issue = await withViewer(who, (tx) => findIssue(who, tx, issueId));
  const input = {
    issueId,
    version: issue?.version ?? 1,
    turn: { move, to },
    text: "Đã xem",
    outsideBody: null,
  };
  expect((await turnIssue(who, deed(), input)).ok).toBe(true);
}

const inbox = (who: Viewer, filter: { show?: "all" } = {}) =>
  withViewer(who, (tx) => inboxPage(who, tx, filter));
const said = async (who: Viewer) =>
  (await inbox(who)).notices.map(({ text, waits }) => [text, waits] as const);

describe("an issue's way", () => {
  it("tells whoever holds it now that it is their turn and the raiser where it is; what was overtaken drops out (row 61)", async () => {
    const given = await world();
    const { secretary, officer, department, board } = given;
    const id = await raised(given);
    expect((await said(officer)).map(([, waits]) => waits)).toEqual([true]);
    expect(await said(secretary)).toEqual([]);
    await turn(officer, id, "passed_on", "department");
    expect(await said(officer)).toEqual([]);
    expect((await said(department)).map(([, waits]) => waits)).toEqual([true]);
    expect(await said(secretary)).toEqual([[expect.stringContaining("đã đến Ban Tổ chức"), false]]);
    await turn(department, id, "passed_on", "board");
    expect(await said(department)).toEqual([]);
    // Only where it is now is still news.
    expect(await said(secretary)).toEqual([[expect.stringContaining("đã đến Ban Thường vụ"), false]]);
    await turn(board, id, "answered", "answered");
    expect(await said(secretary)).toEqual([[expect.stringContaining("chờ bạn đọc và xác nhận"), true]]);
    await turn(secretary, id, "confirmed", "closed");
    expect(await said(board)).toEqual([[expect.stringContaining("đã xác nhận xong"), false]]);
    for (const who of [given.hoiOfficer, given.sibling, given.hoi, given.clerk, given.stranger]) {
      expect((await inbox(who, { show: "all" })).notices).toEqual([]);
    }
    const { notices } = await inbox(secretary, { show: "all" });
    expect(notices.filter(({ overtakenAt }) => overtakenAt !== null)).toHaveLength(3);
  });

  it("is told to whoever stands in for the one who answers, as long as they do", async () => {
    const given = await world();
    const [held] = given.officer.appointments;
    await row("appointment", {
      ...{
        account_id: given.sibling.accountId,
        role: "unit_officer",
        line: "both",
        province_id: given.provinceId,
      },
      ...{ unit_id: given.districtA, valid_from: "2014-12-01", valid_to: "2014-12-29" },
      ...{ delegated_by_account_id: given.officer.accountId, delegation_of_id: held?.id },
    });
    await raised(given);
    expect(await said(await signedIn(given.sibling.accountId))).toHaveLength(1);
    await owner.query("update appointment set voided_at = now() where delegated_by_account_id = $1", [
      given.officer.accountId,
    ]);
    await raised(given);
    expect(await said(await signedIn(given.sibling.accountId))).toHaveLength(1);
  });
});

describe("an override", () => {
  it("is told to the department, and its decision to the one who asked; never a person's name", async () => {
    const given = await world();
    const { personId } = await member({ branchId: given.branchId, fullName: "Nông Thị Không Ai Nêu" });
    const asked = await askOverride(given.officer, deed(), {
      ...{ rule: "V06", line: "union", enterpriseId: given.enterpriseId, branchId: undefined },
      ...{ subject: "Chi đoàn 2 người: Nông Thị Không Ai Nêu", reason: "Sẽ thêm" },
    });
    if (!asked.ok) throw new Error(asked.refusal);
    expect(await said(given.department)).toEqual([[expect.stringContaining("ngoại lệ V06"), true]]);
    expect(await said(given.hoi)).toEqual([]);
    const decision = {
      overrideId: asked.value.id,
      version: 1,
      decision: "refused" as const,
      decisionNote: "Chưa",
    };
    expect((await decideOverride(given.department, deed(), decision)).ok).toBe(true);
    expect(await said(given.department)).toEqual([]);
    expect(await said(given.officer)).toEqual([[expect.stringContaining("không được cho phép"), false]]);
    const { rows } = await owner.query("select text from notice where text like '%Không Ai Nêu%'");
    expect([personId, rows]).toEqual([personId, []]);
  });
});

describe("reading", () => {
  it("counts down, marks once, and leads where the notice says", async () => {
    const given = await world();
    await raised(given);
    const id = await raised(given);
    const unread = () => withViewer(given.officer, (tx) => unreadNotices(given.officer, tx));
    expect(await unread()).toBe(2);
    const [latest] = (await inbox(given.officer)).notices;
    const read = await readNotice(given.officer, deed(), { noticeId: latest?.id ?? "" });
    expect(read).toMatchObject({ ok: true, value: { href: `/feedback/${id}` } });
    expect(await unread()).toBe(1);
    expect((await readAllNotices(given.officer, deed(), {})).ok).toBe(true);
    expect(await unread()).toBe(0);
    expect((await inbox(given.officer, { show: "all" })).notices).toHaveLength(2);
  });

  it("is of one's own notices only: another's is not found, and a statement around the command changes nothing", async () => {
    const given = await world();
    await raised(given);
    const [notice] = (await inbox(given.officer)).notices;
    for (const who of [given.department, given.secretary, given.stranger]) {
      expect(await readNotice(who, deed(), { noticeId: notice?.id ?? "" })).toMatchObject({
        refusal: "notice_not_found",
      });
      const changed = await withViewer(who, (tx) => tx.notice.updateMany({ data: { readAt: new Date() } }));
      expect(changed.count).toBe(0);
    }
    await expect(
      withViewer(given.officer, (tx) => tx.notice.updateMany({ data: { text: "Khác" } })),
    ).rejects.toThrow(/permission denied/);
    await expect(
      withViewer(given.secretary, (tx) =>
        tx.noticeMute.createMany({ data: [{ accountId: given.officer.accountId, kind: "issue" }] }),
      ),
    ).rejects.toThrow(/row-level security/);
  });

  it("comes by kind as chosen, and the address for the digest is kept as it was typed", async () => {
    const given = await world();
    const choose = (kinds: readonly string[], address: string | null) =>
      chooseNotices(given.officer, deed(), { kinds: kinds as ["survey"], address });
    expect((await choose(["survey"], "can-bo@example.vn")).ok).toBe(true);
    await raised(given);
    expect(await said(given.officer)).toEqual([]);
    const chosen = await withViewer(given.officer, (tx) => inboxChoices(given.officer, tx));
    expect(chosen).toEqual({ kinds: ["survey"], address: "can-bo@example.vn" });
    expect((await choose(Object.keys(NOTICE_KIND_LABELS), null)).ok).toBe(true);
    await raised(given);
    expect(await said(given.officer)).toHaveLength(1);
    expect(await withViewer(given.officer, (tx) => inboxChoices(given.officer, tx))).toMatchObject({
      address: null,
    });
  });
});

describe("the address for the digest", () => {
  it("is one address: no second receiver and no line of a letter's head gets in, nor around the form", async () => {
    const given = await world();
    const asked = (address: string) => choiceSchema.safeParse({ kinds: [], address }).success;
    expect(asked(" Can-Bo@example.vn ")).toBe(true);
    const bad = [
      "a@example.vn, b@example.vn",
      "a@example.vn\nBcc: b@example.vn",
      "a@example.vn\r\n\r\nThư khác",
      "a",
    ];
    for (const address of bad) {
      expect(asked(address), address).toBe(false);
      await expect(
        withViewer(given.officer, (tx) =>
          tx.digestAddress.createMany({ data: [{ accountId: given.officer.accountId, address }] }),
        ),
        address,
      ).rejects.toThrow(/digest_address_is_one/);
    }
  });
});

/** A case of the world's enterprise at mobilising, its dossier whole. */
async function mobilised({ enterpriseId }: World): Promise<string> {
  const caseId = await establishmentCase({ enterpriseId });
  await caseStep(caseId, 1, "eligible");
  await caseStep(caseId, 2, "reported");
  await caseStep(caseId, 3, "mobilising");
  await allPapers(caseId);
  return caseId;
}

async function move(who: Viewer, caseId: string, wanted: CaseMove): Promise<void> {
  const found = await withViewer(who, (tx) => findCase(who, tx, caseId));
  expect(
    await moveCase(who, deed(), caseMove(caseId, wanted, { version: found?.version ?? 1 })),
  ).toMatchObject({ ok: true });
}

describe("a case's dossier", () => {
  it("is told to the line's department when handed in, and to the unit when returned and accepted; nobody else hears (row 42)", async () => {
    const place = await province();
    const enterpriseId = await enterprise({ provinceId: place.provinceId, unitId: place.districtA });
    const given = { ...(await world()), ...place, enterpriseId };
    const { provinceId, districtA } = place;
    const officer = await viewer({ role: "unit_officer", provinceId, unitId: districtA });
    const hoiOfficer = await viewer({
      role: "unit_officer",
      provinceId,
      unitId: districtA,
      line: "association",
    });
    const sibling = await viewer({ role: "unit_officer", provinceId, unitId: place.districtB });
    const department = await viewer({ role: "org_department", provinceId });
    const hoi = await viewer({ role: "association_department", provinceId, line: "association" });
    const caseId = await mobilised(given);
    await move(officer, caseId, "submitted");
    expect(await said(department)).toEqual([[expect.stringContaining("chờ bạn thẩm định"), true]]);
    expect(await said(officer)).toEqual([]);
    await move(department, caseId, "returned");
    expect(await said(department)).toEqual([]);
    expect(await said(officer)).toEqual([[expect.stringContaining("bị trả lại"), true]]);
    await move(officer, caseId, "submitted");
    await move(department, caseId, "appraised");
    expect(await said(officer)).toEqual([[expect.stringContaining("chờ quyết định thành lập"), true]]);
    // An acceptance found wrong is no news any more.
    await owner.query(
      "update case_step set voided_at = now(), voided_by_id = $2, void_reason = 'Ghi nhầm' where case_id = $1 and move = 'appraised'",
      [caseId, department.accountId],
    );
    expect(await said(officer)).toEqual([]);
    for (const who of [hoiOfficer, sibling, hoi, given.stranger, given.officer]) {
      expect((await inbox(who, { show: "all" })).notices).toEqual([]);
    }
  });
});

describe("a plan", () => {
  it("is told to each unit it comes to, is old once acknowledged, and a reminder to its unit until it is taken back (rows 53, 65)", async () => {
    const given = await world();
    const { provinceId, districtA, officer, hoiOfficer, sibling, secretary } = given;
    const planId = await plan({ provinceId });
    const deliveryId = await row("plan_delivery", {
      ...{ plan_id: planId, unit_id: districtA, delivered_on: "2014-11-01", province_id: provinceId },
    });
    for (const who of [officer, hoiOfficer]) {
      expect(await said(who)).toEqual([[expect.stringContaining("chờ đơn vị bạn tiếp nhận"), true]]);
    }
    const seen = await acknowledgePlan(officer, deed(), {
      ...{ deliveryId, move: "seen", on: "2014-11-03", assignee: null, note: null },
    });
    expect(seen.ok).toBe(true);
    expect([await said(officer), await said(hoiOfficer)]).toEqual([[], []]);
    const reminderId = await row("reminder", {
      ...{ plan_id: planId, unit_id: districtA, asks: ["plan"], text: "Ban hành kế hoạch", to_name: "Huyện" },
      ...{ on: "2014-12-01", due_on: "2014-12-20", recorded_by_id: given.department.accountId },
    });
    expect(await said(officer)).toEqual([[expect.stringContaining("hạn 20/12/2014"), true]]);
    for (const who of [sibling, secretary, given.stranger]) {
      expect((await inbox(who, { show: "all" })).notices).toEqual([]);
    }
    await owner.query(
      "update reminder set voided_at = now(), voided_by_id = $2, void_reason = 'Nhầm' where id = $1",
      [reminderId, given.department.accountId],
    );
    expect(await said(officer)).toEqual([]);
  });
});

describe("a chi đoàn's registration and an inspection's request", () => {
  it("go from the one whose turn it is to the other, in turn (rows 29, 53)", async () => {
    const given = await world();
    const { provinceId, districtA, branchId, officer, secretary } = given;
    const { setId, required, other } = await criteria(provinceId);
    const by = secretary.accountId;
    await modelCellAt({ branchId, setId, criteria: [required, other], by }, "checked");
    expect(await said(officer)).toEqual([[expect.stringContaining("chờ bạn công nhận"), true]]);
    await readAllNotices(officer, deed(), {});
    const inspectionId = await inspectionAt(districtA, branchId);
    await remedyAt(inspectionId, "open");
    expect(await said(secretary)).toEqual([[expect.stringContaining("yêu cầu khắc phục"), true]]);
    await remedyAt(inspectionId, "reported");
    expect(await said(officer)).toEqual([[expect.stringContaining("chờ bạn xác nhận"), true]]);
  });
});

describe("an assignment", () => {
  it("of many enterprises is one notice to the surveyor, none to the one who gave it or to others (row 21)", async () => {
    const { provinceId, districtA } = await province();
    const officer = await viewer({ role: "unit_officer", provinceId, unitId: districtA });
    const surveyor = await viewer({ role: "unit_officer", provinceId, unitId: districtA });
    const ids = [
      await enterprise({ provinceId, unitId: districtA }),
      await enterprise({ provinceId, unitId: districtA }),
    ];
    const campaignId = await campaign(provinceId);
    const give = (dueOn: string | null) =>
      assignSurveys(officer, deed(), {
        ...{ campaignId, surveyorId: surveyor.accountId, workingGroupId: null, dueOn, enterprises: ids },
        ...{ whole: false, unit: null, area: null, reason: null },
      });
    expect((await give(null)).ok).toBe(true);
    expect(await said(surveyor)).toEqual([[expect.stringContaining("và 1 doanh nghiệp khác"), true]]);
    expect(await said(officer)).toEqual([]);
    // Another day for what one has already is no news.
    expect((await give("2014-12-20")).ok).toBe(true);
    expect(await said(surveyor)).toHaveLength(1);
  });
});

/** Tables of steps that say nothing to anybody, each with its reason. */
const SILENT: Record<string, string> = {
  data_request_step: "a request about personal data is the department's own register",
  advice_step: "the desk that sent the paper writes down what the body answered; nobody else waits for it",
  obligation_step:
    "what a unit did about a clause is read on the plan's progress, where the issuer looks for it",
  plan_step: "an issued plan is told to each unit by its delivery; a draft is its unit's own",
};

describe("a notice cannot be forgotten", () => {
  it("every table of steps says what happened, or says here why not", async () => {
    const { rows } = await owner.query<{ name: string; says: boolean }>(
      `select c.relname as name, exists (select 1 from pg_trigger t where t.tgrelid = c.oid and t.tgname = 'y_notice') as says
       from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind = 'r'
         and (c.relname like '%\\_step' or c.relname like '%\\_event' or c.relname in ('override_request', 'admission', 'plan_delivery',
           'reminder', 'survey_assignment', 'inspection_request'))`,
    );
    expect(rows.length).toBeGreaterThan(6);
    expect(
      rows.filter(({ name, says }) => says === name in SILENT).map(({ name }) => name),
      "give the table a y_notice trigger, or say in SILENT why it needs none",
    ).toEqual([]);
  });

  it("and nothing is said twice: one notice for an account, a record and a step", async () => {
    const given = await world();
    await raised(given);
    await owner.query("update issue_step set text = 'Lại' where issue_id in (select id from issue)");
    const { rows } = await owner.query(
      "select account_id from notice group by account_id, thing_id, step having count(*) > 1",
    );
    expect(rows).toEqual([]);
    expect(await said(given.officer)).toHaveLength(1);
  });
});
