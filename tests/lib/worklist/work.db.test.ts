import { Client } from "pg";
import { beforeAll, describe, expect, it, vi } from "vitest";
import { waitingKinds } from "@/components/home/waiting";
import { can, onlyLineOf, type Viewer } from "@/lib/access/policy";
import { branchesWaiting, listBranches } from "@/lib/branches/queries";
import { listOverrides } from "@/lib/cases/queries";
import { congressList } from "@/lib/congresses/queries";
import { type Tx, withViewer } from "@/lib/db/scope";
import { listIssues } from "@/lib/feedback/queries";
import { paymentDesk } from "@/lib/fees/queries";
import { listMembers } from "@/lib/members/queries";
import { membersWaiting } from "@/lib/members/reports";
import { listGoals, planPage } from "@/lib/plans/queries";
import { referralLists } from "@/lib/referrals/queries";
import { listSurveys } from "@/lib/surveys/queries";
import { transferLists } from "@/lib/transfers/queries";
import { WORK_KINDS } from "@/lib/worklist/labels";
import { listAsked, listWork, workPage } from "@/lib/worklist/queries";
import { byConsequence, countByKind, kindOf, MOST_WORK, type WorkItem } from "@/lib/worklist/rules";
import { loadDemo } from "@/prisma/demo/load";
import { owner, ownerUrl } from "@/tests/support/database";
import { branch, province, row, signedIn, viewer } from "@/tests/support/factories";

vi.hoisted(() => {
  process.env["BUSINESS_DATE"] = "2014-12-15";
});
vi.setConfig({ testTimeout: 60_000, hookTimeout: 120_000 });

let people: [string, Viewer][];

beforeAll(async () => {
  const { accounts } = await loadDemo(ownerUrl);
  const { rows } = await owner.query<{ id: string; login: string }>("select id, login from account");
  const idOf = new Map(rows.map(({ id, login }) => [login, id]));
  people = [];
  for (const { login } of accounts) people.push([login, await signedIn(idOf.get(login) ?? "")]);
});

const work = (who: Viewer) => withViewer(who, (tx) => listWork(who, tx));
/** Of the demo's accounts, whose work no test here changes. */
const known = new Map<string, WorkItem[]>();
const asked = (who: Viewer) => withViewer(who, (tx) => listAsked(who, tx));

/** What the pages behind the home page's numbers list, each asked by itself; only kinds that have such a page. */
async function behind(who: Viewer, tx: Tx): Promise<Record<string, number>> {
  const line = onlyLineOf(who);
  const survey = async (state: "returned" | "draft" | "submitted") =>
    (await listSurveys(who, tx, { state })).count;
  const isUnit = who.appointments.some(({ role }) => role === "unit_officer");
  const isDesk = who.appointments.some(({ role }) => role === "org_department");
  const overrides = await listOverrides(who, tx, {});
  const issues = await listIssues(who, tx, { show: "waiting" });
  const transfers = can(who, "member.write") ? (await transferLists(who, tx)).mine.length : 0;
  const referrals = can(who, "member.write") ? await referralLists(who, tx) : undefined;
  const congresses = await congressList(who, tx, {});
  const members = await membersWaiting(who, tx);
  const goals = await listGoals(who, tx, { line });
  return {
    "survey-return": isUnit ? await survey("returned") : 0,
    "survey-draft": isUnit ? await survey("draft") : 0,
    "survey-review": isDesk ? await survey("submitted") : 0,
    "override-decide": overrides.filter(({ isDecidable }) => isDecidable).length,
    issues: issues.rows.length,
    "transfer-move": transfers,
    "referral-move": (referrals?.mine.length ?? 0) + (referrals?.remarksDue.length ?? 0),
    congresses: congresses.counts.waiting,
    "congress-overdue": isUnit ? congresses.counts.overdue : 0,
    "fee-book": (await paymentDesk(who, tx))?.toBook.length ?? 0,
    "admission-decide": members.admissionsToDecide,
    "member-over30": can(who, "member.write") ? (await listMembers(who, tx, { state: "over30" })).total : 0,
    "suspension-ends": members.suspensionsEnding,
    "member-lost": members.lostContact,
    "branch-weak": can(who, "dashboard.read")
      ? (await listBranches(who, tx, { line, health: "weak" })).total
      : 0,
    "measure-late":
      can(who, "dashboard.read") && !line ? (await branchesWaiting(who, tx)).lateMeasuresTotal : 0,
    "goal-risk": can(who, "dashboard.read") ? (goals?.byState.at_risk ?? 0) : 0,
    "goals-missing": isDesk && goals ? ((await planPage(who, tx, goals.plan.id))?.missingGoals ?? 0) : 0,
  };
}

describe("everything that waits for somebody", () => {
  it("is as much of each kind as the home page says and the page behind the number lists, for every demo account", async () => {
    let found = 0;
    for (const [login, who] of people) {
      const items = await work(who);
      known.set(login, items);
      found += items.length;
      const counts = countByKind(items);
      expect(new Map(waitingKinds(items).map(({ key, count }) => [key, count])), login).toEqual(counts);
      const of = (...kinds: string[]) => kinds.reduce((sum, kind) => sum + (counts.get(kind) ?? 0), 0);
      const pages = await withViewer(who, (tx) => behind(who, tx));
      const { issues, congresses, ...single } = pages;
      expect({ login, issues, congresses }).toEqual({
        login,
        issues: of("issue-answer", "issue-confirm"),
        congresses: of("congress-decide", "congress-move"),
      });
      expect({ login, ...single }).toEqual({
        login,
        ...Object.fromEntries(Object.keys(single).map((kind) => [kind, of(kind)])),
      });
    }
    expect(found).toBeGreaterThan(50);
  });

  it("comes gravest first, each once, of a kind that has a name, to a place in the program", async () => {
    for (const [login, who] of people) {
      for (const items of [known.get(login) ?? [], await asked(who)]) {
        expect([...items].sort(byConsequence), login).toEqual(items);
        expect(new Set(items.map(({ key }) => key)).size, login).toBe(items.length);
        // A form that somebody was charged with and began is one piece of work, not two.
        const forms = items.flatMap(({ href }) => (/^\/surveys\/[0-9a-f]/.test(href) ? [href] : []));
        expect(new Set(forms).size, login).toBe(forms.length);
        for (const item of items) {
          expect(WORK_KINDS, `${login} ${item.key}`).toContain(kindOf(item));
          expect(item.href).toMatch(/^\/[a-z]/);
          expect([item.title, item.subject, item.heldBy].map((said) => said.length > 0)).not.toContain(false);
        }
      }
    }
  });

  it("is nothing for whoever reads no enterprises, and what one waits for is nobody's own work (K19, row 61)", async () => {
    const of = new Map(people);
    for (const login of ["van-phong", "quan-tri"]) {
      const who = of.get(login);
      if (who) expect([await work(who), await asked(who)], login).toEqual([[], []]);
    }
    const secretary = of.get("bi-thu");
    if (!secretary) throw new Error("The demo has a secretary");
    const issues = (await asked(secretary)).filter((item) => kindOf(item) === "issue-asked");
    // One with its unit, one passed on to the department; the third was answered and is work again.
    expect(issues.map(({ heldBy }) => heldBy).sort()).toEqual(["Ban Tổ chức – Kiểm tra", "TP Cao Bằng"]);
    expect((await work(secretary)).map(kindOf)).toContain("issue-confirm");
  });
});

describe("a list of a thousand", () => {
  /** Statements that one reading of the list sends. */
  async function statements(who: Viewer): Promise<{ count: number; items: WorkItem[] }> {
    const spy = vi.spyOn(Client.prototype, "query");
    try {
      const items = await work(who);
      return { count: spy.mock.calls.length, items };
    } finally {
      spy.mockRestore();
    }
  }

  it("asks no more of the database than one of none, says 1.000+ and shows a page", async () => {
    const { provinceId, districtA } = await province();
    const branchId = await branch({ provinceId, unitId: districtA });
    const officer = await viewer({ role: "unit_officer", provinceId, unitId: districtA });
    const empty = await statements(officer);
    await owner.query(
      `insert into issue (id, kind, category, line, text, stage, branch_id, unit_id, province_id, raised_by_id, raised_on, answer_by)
       select gen_random_uuid(), 'difficulty', 'no_time', 'union', 'Thử ' || n, 'unit', $1, $2, $3, $4, '2014-11-01', '2014-12-20'
       from generate_series(1, 1200) n`,
      [branchId, districtA, provinceId, officer.accountId],
    );
    const full = await statements(officer);
    const answers = full.items.filter((item) => kindOf(item) === "issue-answer");
    expect(answers).toHaveLength(MOST_WORK);
    // Names and last steps come with two statements more, whatever the number of rows.
    expect(full.count - empty.count).toBeLessThanOrEqual(4);
    // A few for each of the parts that tell of work.
    expect(full.count).toBeLessThanOrEqual(125);
    const page = await withViewer(officer, (tx) => workPage(officer, tx, { kind: "issue-answer", page: 2 }));
    expect(page).toMatchObject({ total: MOST_WORK, hasNext: true });
    expect(page.items).toEqual(answers.slice(50, 100));
  });
});

describe("somebody who stands in for another", () => {
  it("has the other's work for as long as that lasts, and nobody else has it", async () => {
    const { provinceId, districtA, districtB } = await province();
    const branchId = await branch({ provinceId, unitId: districtA });
    const officer = await viewer({ role: "unit_officer", provinceId, unitId: districtA });
    const deputy = await viewer({ role: "unit_officer", provinceId, unitId: districtB });
    await row("issue", {
      ...{ kind: "difficulty", category: "no_time", line: "union", text: "Thử", stage: "unit" },
      ...{ branch_id: branchId, unit_id: districtA, province_id: provinceId, raised_on: "2014-12-01" },
      raised_by_id: officer.accountId,
    });
    const mine = (await work(officer)).map(({ key }) => key);
    expect(mine.filter((key) => key.startsWith("issue-answer:"))).toHaveLength(1);
    const isMine = async () =>
      (await work(await signedIn(deputy.accountId))).some(({ key }) => mine.includes(key));
    expect(await isMine()).toBe(false);
    const [held] = officer.appointments;
    const delegation = await row("appointment", {
      ...{ account_id: deputy.accountId, role: "unit_officer", line: "both", province_id: provinceId },
      ...{ unit_id: districtA, valid_from: "2014-12-01", valid_to: "2014-12-29" },
      ...{ delegated_by_account_id: officer.accountId, delegation_of_id: held?.id },
    });
    expect(await isMine()).toBe(true);
    await owner.query("update appointment set valid_to = '2014-12-15' where id = $1", [delegation]);
    expect(await isMine()).toBe(false);
  });
});
