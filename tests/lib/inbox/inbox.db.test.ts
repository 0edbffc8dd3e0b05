import { beforeAll, describe, expect, it, vi } from "vitest";
import type { Viewer } from "@/lib/access/policy";
import { askOverride, decideOverride } from "@/lib/cases/commands";
import { withViewer } from "@/lib/db/scope";
import { raiseIssue, turnIssue } from "@/lib/feedback/commands";
import { findIssue } from "@/lib/feedback/queries";
import type { IssueMove, IssueStage } from "@/lib/generated/prisma/enums";
import { chooseNotices, readAllNotices, readNotice } from "@/lib/inbox/commands";
import { NOTICE_KIND_LABELS } from "@/lib/inbox/labels";
import { inboxChoices, inboxPage, unreadNotices } from "@/lib/inbox/queries";
import { choiceSchema } from "@/lib/inbox/schema";
import { owner } from "@/tests/support/database";
import { branch, deed, enterprise, member, province, row, signedIn, viewer } from "@/tests/support/factories";

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
