import { describe, expect, it } from "vitest";
import type { Viewer } from "@/lib/access/policy";
import { withViewer } from "@/lib/db/scope";
import { noteIssue, raiseIssue, turnIssue } from "@/lib/feedback/commands";
import {
  findIssue,
  findSubject,
  issueGroups,
  issuesWork,
  listIssues,
  openByCategory,
  openByTask,
  raisers,
} from "@/lib/feedback/queries";
import type { IssueInput } from "@/lib/feedback/schema";
import type { IssueMove, IssueStage } from "@/lib/generated/prisma/enums";
import { countByKind } from "@/lib/worklist/rules";
import { owner } from "@/tests/support/database";
import { branch, deed, enterprise, province, row, viewer } from "@/tests/support/factories";
import { plan } from "@/tests/support/factories-plans";

async function world() {
  const place = await province();
  const { provinceId, districtA, districtB } = place;
  const enterpriseId = await enterprise({ provinceId, unitId: districtA });
  const branchId = await branch({ provinceId, unitId: districtA });
  const siblingBranch = await branch({ provinceId, unitId: districtA });
  const secretaryOf = (id: string) =>
    viewer({ role: "branch_secretary", provinceId, unitId: districtA, branchId: id });
  const away = await province();
  return {
    ...place,
    enterpriseId,
    branchId,
    secretary: await secretaryOf(branchId),
    neighbour: await secretaryOf(siblingBranch),
    officer: await viewer({ role: "unit_officer", provinceId, unitId: districtA }),
    sibling: await viewer({ role: "unit_officer", provinceId, unitId: districtB }),
    department: await viewer({ role: "org_department", provinceId }),
    hoi: await viewer({ role: "association_department", provinceId, line: "association" }),
    board: await viewer({ role: "province_board", provinceId }),
    stranger: await viewer({ role: "org_department", provinceId: away.provinceId }),
  };
}
type World = Awaited<ReturnType<typeof world>>;

const said = (given: World, changed: Partial<IssueInput> = {}): IssueInput => ({
  ...{ raisedFor: { kind: "branch", id: given.branchId }, line: "union", kind: "difficulty" },
  ...{ category: "owner_refuses", text: "Chủ doanh nghiệp chưa cho sinh hoạt trong giờ", isUrgent: false },
  ...{ answerBy: null, enterpriseId: null, caseId: null, taskId: null, ...changed },
});

async function raised(given: World, who: Viewer = given.secretary, changed: Partial<IssueInput> = {}) {
  const answer = await raiseIssue(who, deed(), said(given, changed));
  if (!answer.ok) throw new Error(answer.refusal);
  return answer.value.issueId;
}

const see = (who: Viewer, issueId: string) => withViewer(who, (tx) => findIssue(who, tx, issueId));

/** Takes a turn as a form does, with the version it was shown. */
async function turn(
  who: Viewer,
  issueId: string,
  move: IssueMove,
  to: IssueStage,
  text: string | null = "Đã xem",
) {
  const issue = await see(who, issueId);
  return turnIssue(who, deed(), {
    ...{ issueId, version: issue?.version ?? 1, turn: { move, to }, text },
    outsideBody: to === "outside" ? "Liên đoàn Lao động tỉnh" : null,
  });
}

async function waiting(who: Viewer) {
  const counts = countByKind(await withViewer(who, (tx) => issuesWork(who, tx)));
  return { toAnswer: counts.get("issue-answer") ?? 0, toConfirm: counts.get("issue-confirm") ?? 0 };
}

describe("a difficulty", () => {
  it("travels secretary → district → organisation department → committee and back, and closes after its answer (row 61)", async () => {
    const given = await world();
    const id = await raised(given);
    expect(await waiting(given.officer)).toEqual({ toAnswer: 1, toConfirm: 0 });
    expect(await waiting(given.department)).toEqual({ toAnswer: 0, toConfirm: 0 });
    expect((await turn(given.officer, id, "passed_on", "department")).ok).toBe(true);
    expect(await waiting(given.department)).toEqual({ toAnswer: 1, toConfirm: 0 });
    expect((await turn(given.department, id, "passed_on", "board")).ok).toBe(true);
    expect(await waiting(given.board)).toEqual({ toAnswer: 1, toConfirm: 0 });
    expect((await turn(given.board, id, "answered", "answered", "Giao Huyện Đoàn gặp lại")).ok).toBe(true);
    expect(await waiting(given.secretary)).toEqual({ toAnswer: 0, toConfirm: 1 });
    const issue = await see(given.secretary, id);
    expect(issue?.steps.map(({ move, stage }) => `${move} ${stage}`)).toEqual([
      "raised unit",
      "passed_on department",
      "passed_on board",
      "answered answered",
    ]);
    expect(issue?.steps.at(-1)?.text).toBe("Giao Huyện Đoàn gặp lại");
    expect((await turn(given.secretary, id, "confirmed", "closed", null)).ok).toBe(true);
    expect((await see(given.board, id))?.stage).toBe("closed");
  });

  it("cannot be closed by anybody before it is answered, nor by those who answered", async () => {
    const given = await world();
    const id = await raised(given);
    for (const who of [given.secretary, given.officer, given.department, given.board]) {
      expect(await turn(who, id, "confirmed", "closed")).toMatchObject({ refusal: "turn_not_possible" });
    }
    expect((await turn(given.officer, id, "answered", "answered")).ok).toBe(true);
    expect(await turn(given.officer, id, "confirmed", "closed")).toMatchObject({
      refusal: "turn_not_possible",
    });
  });

  it("goes back to whoever answered when it is opened again, and is answered anew", async () => {
    const given = await world();
    const id = await raised(given);
    await turn(given.officer, id, "passed_on", "department");
    await turn(given.department, id, "answered", "answered");
    expect(await turn(given.secretary, id, "reopened", "department", null)).toMatchObject({
      refusal: "words_missing",
    });
    expect((await turn(given.secretary, id, "reopened", "department", "Chưa được")).ok).toBe(true);
    expect(await waiting(given.department)).toEqual({ toAnswer: 1, toConfirm: 0 });
    expect((await turn(given.department, id, "answered", "answered")).ok).toBe(true);
  });

  it("of the Hội goes to its department; one that is on the wrong desk is handed over with its line (rows 54, 55)", async () => {
    const given = await world();
    const place = { raisedFor: { kind: "unit" as const, id: given.districtA } };
    const hoi = await raised(given, given.officer, { ...place, line: "association" });
    expect((await see(given.hoi, hoi))?.stage).toBe("association_department");
    expect(await turn(given.department, hoi, "answered", "answered")).toMatchObject({
      refusal: "turn_not_possible",
    });
    expect((await turn(given.hoi, hoi, "passed_on", "department")).ok).toBe(true);
    expect(await see(given.department, hoi)).toMatchObject({ stage: "department", line: "union" });
    expect((await turn(given.department, hoi, "sent_out", "outside", "Xin hỗ trợ")).ok).toBe(true);
    expect(await see(given.officer, hoi)).toMatchObject({ outsideBody: "Liên đoàn Lao động tỉnh" });
    expect((await turn(given.department, hoi, "answered", "answered", "Đã hỗ trợ")).ok).toBe(true);
  });

  it("is raised only for what one answers for, about what one sees, and with a day to come", async () => {
    const given = await world();
    const elsewhere = await enterprise({ provinceId: given.provinceId, unitId: given.districtB });
    const { neighbour, secretary, officer, department } = given;
    expect(await raiseIssue(neighbour, deed(), said(given))).toMatchObject({ refusal: "not_yours" });
    expect(await raiseIssue(department, deed(), said(given))).toMatchObject({ refusal: "not_yours" });
    expect(
      await raiseIssue(officer, deed(), said(given, { raisedFor: { kind: "unit", id: given.districtB } })),
    ).toMatchObject({ refusal: "not_yours" });
    expect(await raiseIssue(secretary, deed(), said(given, { enterpriseId: elsewhere }))).toMatchObject({
      refusal: "subject_not_found",
    });
    expect(await raiseIssue(secretary, deed(), said(given, { answerBy: "2014-01-01" }))).toMatchObject({
      refusal: "date_in_past",
    });
  });

  it("does not exist for a sibling unit, another organisation, or another province; nor may they speak", async () => {
    const given = await world();
    const id = await raised(given);
    for (const who of [given.sibling, given.neighbour, given.stranger]) {
      expect(await see(who, id)).toBeUndefined();
      expect(await turn(who, id, "answered", "answered")).toMatchObject({ refusal: "issue_not_found" });
      expect(await noteIssue(who, deed(), { issueId: id, text: "Tôi cũng vậy" })).toMatchObject({
        refusal: "issue_not_found",
      });
      expect((await withViewer(who, (tx) => listIssues(who, tx, {}))).count).toBe(0);
    }
    expect((await noteIssue(given.secretary, deed(), { issueId: id, text: "Thêm: ca đêm" })).ok).toBe(true);
    expect((await see(given.officer, id))?.steps.at(-1)).toMatchObject({
      move: "noted",
      text: "Thêm: ca đêm",
    });
  });

  it("two who answer at once: one does, the other is told", async () => {
    const given = await world();
    const colleague = await viewer({
      ...{ role: "unit_officer", provinceId: given.provinceId, unitId: given.districtA },
    });
    const id = await raised(given);
    const answer = (who: Viewer) => turn(who, id, "answered", "answered");
    const answers = await Promise.all([answer(given.officer), answer(colleague)]);
    const refusals = answers.flatMap((said) => (said.ok ? [] : [said.refusal]));
    expect(refusals).toHaveLength(1);
    expect(["issue_changed_meanwhile", "turn_not_possible"]).toContain(refusals[0]);
  });

  it("climbs one level a time when its day has passed, as long as nobody answered", async () => {
    const given = await world();
    const id = await raised(given);
    const answered = await raised(given);
    await turn(given.officer, answered, "answered", "answered");
    const late = async () => {
      await owner.query(
        "update issue set raised_on = '2014-11-01', answer_by = '2014-11-11' where id = any ($1)",
        [[id, answered]],
      );
      await owner.query("select access.escalate_issues()");
      return (await see(given.secretary, id))?.stage;
    };
    expect([await late(), await late(), await late()]).toEqual(["department", "board", "board"]);
    expect((await see(given.secretary, answered))?.stage).toBe("answered");
    const issue = await see(given.secretary, id);
    expect(issue?.steps.filter(({ move }) => move === "escalated")).toHaveLength(2);
  });

  it("stands with others of its kind, beside the section of the plan and the enterprise it is about", async () => {
    const given = await world();
    const planId = await plan({ provinceId: given.provinceId, issuedOn: "2014-10-23" });
    const taskId = await row("plan_task", {
      ...{ plan_id: planId, province_id: given.provinceId, order: 1, section: "II.3", text: "Phát triển" },
    });
    const place = { raisedFor: { kind: "unit" as const, id: given.districtA } };
    await raised(given, given.officer, { ...place, taskId, enterpriseId: given.enterpriseId });
    await raised(given, given.officer, { ...place, taskId });
    await raised(given, given.officer, { ...place, category: "no_funds" });
    const closed = await raised(given, given.secretary);
    await turn(given.officer, closed, "answered", "answered");
    const { department } = given;
    const { groups, tasks, of } = await withViewer(department, async (tx) => ({
      groups: await openByCategory(department, tx, {}),
      tasks: await openByTask(department, tx, planId),
      of: await listIssues(department, tx, { enterprise: given.enterpriseId }),
    }));
    expect(groups).toEqual([
      { category: "owner_refuses", count: 2 },
      { category: "no_funds", count: 1 },
    ]);
    expect(tasks).toEqual(new Map([[taskId, 2]]));
    expect(of.rows.map(({ text, raisedBy }) => [text.slice(0, 9), raisedBy])).toEqual([
      ["Chủ doanh", expect.any(String)],
    ]);
    const { officer } = given;
    const own = await withViewer(officer, (tx) => raisers(officer, tx));
    expect(own.map(({ kind, id }) => [kind, id])).toEqual([["unit", given.districtA]]);
  });
});

describe("like difficulties", () => {
  it("stand together: each number is the length of the list it opens, and enterprises that stand still are told apart", async () => {
    const given = await world();
    const planId = await plan({ provinceId: given.provinceId, issuedOn: "2014-10-23" });
    // A goal past its day is at risk.
    const goals = {
      plan_id: planId,
      line: "union",
      kind: "establish",
      fixed_on: "2014-10-31",
      due_on: "2014-11-01",
    };
    const other = await enterprise({ provinceId: given.provinceId, unitId: given.districtA });
    await row("goal", { ...goals, enterprise_id: given.enterpriseId });
    const place = { raisedFor: { kind: "unit" as const, id: given.districtA } };
    await raised(given, given.officer, { ...place, enterpriseId: given.enterpriseId });
    await raised(given, given.officer, { ...place, enterpriseId: given.enterpriseId });
    await raised(given, given.officer, { ...place, enterpriseId: other });
    await raised(given, given.officer, { ...place, category: "no_funds" });
    const answered = await raised(given);
    await turn(given.officer, answered, "answered", "answered");
    const grouped = (who: Viewer) => withViewer(who, (tx) => issueGroups(who, tx, {}));
    const { total, stalled, groups } = await grouped(given.department);
    expect({ total, stalled }).toEqual({ total: 4, stalled: 1 });
    expect(groups.map(({ category, issues, stalled: held }) => [category, issues, held])).toEqual([
      ["owner_refuses", 3, 1],
      ["no_funds", 1, 0],
    ]);
    expect(groups[0]?.enterprises.map(({ id, isStalled }) => [id, isStalled]).sort()).toEqual(
      [
        [given.enterpriseId, true],
        [other, false],
      ].sort(),
    );
    for (const { category, issues } of groups) {
      const list = await withViewer(given.department, (tx) =>
        listIssues(given.department, tx, { show: "open", category }),
      );
      expect(list.count).toBe(issues);
    }
    for (const who of [given.sibling, given.stranger, given.neighbour]) {
      expect((await grouped(who)).groups).toEqual([]);
    }
  });

  it("are raised about what the screen shows: an organisation brings its one enterprise, a plan its sections", async () => {
    const given = await world();
    const planId = await plan({ provinceId: given.provinceId, issuedOn: "2014-10-23" });
    await row("plan_task", {
      ...{ plan_id: planId, province_id: given.provinceId, order: 1, section: "II.3", text: "Phát triển" },
    });
    const covered = await branch({
      ...{ provinceId: given.provinceId, unitId: given.districtA, enterpriseIds: [given.enterpriseId] },
    });
    const subject = (who: Viewer, asked: { branchId?: string; planId?: string }) =>
      withViewer(who, (tx) => findSubject(who, tx, asked));
    expect(await subject(given.officer, { branchId: covered })).toMatchObject({
      branch: { id: covered },
      enterprise: { id: given.enterpriseId },
    });
    expect((await subject(given.officer, { planId }))?.tasks.map(({ section }) => section)).toEqual(["II.3"]);
    expect(await subject(given.sibling, { branchId: covered })).toBeUndefined();
    expect(await subject(given.stranger, { planId })).toBeUndefined();
  });
});

describe("what hangs on an organisation", () => {
  it("moves with it whatever table it is in, and may be moved by whoever keeps that up", async () => {
    const { rows } = await owner.query(`
      select c.relname from pg_trigger g join pg_class c on c.oid = g.tgrelid
      where g.tgname = 'a_scope' and not has_table_privilege('doanhoi_definer', c.oid, 'update')`);
    expect(rows).toEqual([]);
    const given = await world();
    const id = await raised(given);
    await owner.query("update branch set unit_id = $2 where id = $1", [given.branchId, given.districtB]);
    expect((await see(given.sibling, id))?.unitId).toBe(given.districtB);
    expect(await see(given.officer, id)).toBeUndefined();
  });
});
