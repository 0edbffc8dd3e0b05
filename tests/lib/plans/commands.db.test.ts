import { beforeAll, describe, expect, it } from "vitest";
import type { Viewer } from "@/lib/access/policy";
import { withViewer } from "@/lib/db/scope";
import type { BranchKind, LegalForm } from "@/lib/generated/prisma/enums";
import {
  correctGoalKind,
  fixGoals,
  fixMissingGoals,
  setPlanSettings,
  writeResolutionTask,
} from "@/lib/plans/commands";
import { findPlan } from "@/lib/plans/queries";
import type { PlanSettingsInput } from "@/lib/plans/schema";
import { refuse } from "@/lib/result";
import { owner } from "@/tests/support/database";
import { branch, deed, enterprise, province, row, viewer } from "@/tests/support/factories";
import { goal, plan } from "@/tests/support/factories-plans";

type Place = Awaited<ReturnType<typeof province>>;

let here: Place;
let elsewhere: Place;
let department: Viewer;
let associationDepartment: Viewer;
let board: Viewer;
let officer: Viewer;
let siblingOfficer: Viewer;
let strangeDepartment: Viewer;

beforeAll(async () => {
  here = await province();
  elsewhere = await province();
  const held = { provinceId: here.provinceId };
  department = await viewer({ ...held, role: "org_department", unitId: here.orgDepartment });
  associationDepartment = await viewer({
    ...held,
    role: "association_department",
    unitId: here.associationDepartment,
    line: "association",
  });
  board = await viewer({ ...held, role: "province_board" });
  officer = await viewer({ ...held, role: "unit_officer", unitId: here.districtA });
  siblingOfficer = await viewer({ ...held, role: "unit_officer", unitId: here.districtB });
  strangeDepartment = await viewer({
    role: "org_department",
    provinceId: elsewhere.provinceId,
    unitId: elsewhere.orgDepartment,
  });
});

/** A province of its own with one plan, so that the plan in force is this one. */
async function planned(given: Omit<Parameters<typeof plan>[0], "provinceId"> = {}) {
  const place = await province();
  const planId = await plan({ provinceId: place.provinceId, ...given });
  const held = { provinceId: place.provinceId };
  return {
    ...place,
    planId,
    department: await viewer({ ...held, role: "org_department", unitId: place.orgDepartment }),
    officer: await viewer({ ...held, role: "unit_officer", unitId: place.districtA }),
    register: (facts: Partial<Parameters<typeof enterprise>[0]> = {}) =>
      enterprise({ ...held, unitId: place.districtA, ...facts }),
    found: (enterpriseId: string, establishedOn: string, kind: BranchKind = "cell") =>
      branch({
        ...held,
        unitId: place.districtA,
        kind,
        line: kind === "chapter" || kind === "club" ? "association" : "union",
        establishedOn,
        enterpriseIds: [enterpriseId],
      }),
  };
}

/** What goals an enterprise has, read behind the fences: "union consolidate 2014-10-23". */
async function goalsOf(enterpriseId: string): Promise<string[]> {
  const { rows } = await owner.query<{ goal: string }>(
    `select line || ' ' || kind || ' ' || fixed_on as goal from goal where enterprise_id = $1 order by line`,
    [enterpriseId],
  );
  return rows.map(({ goal: said }) => said);
}

const fixAll = (who: Viewer, ids?: string[]) => withViewer(who, (tx) => fixMissingGoals(who, tx, ids));

describe("fixMissingGoals", () => {
  it("gives an enterprise a goal on each line, whose kind is fixed by the facts of the baseline date", async () => {
    const at = await planned();
    const covered = await at.register();
    await at.found(covered, "2012-05-19");
    const bare = await at.register();
    const organisedLater = await at.register();
    await at.found(organisedLater, "2014-10-24");

    expect(await fixAll(at.department)).toBe(6);
    expect(await goalsOf(covered)).toEqual([
      "union consolidate 2014-10-23",
      "association establish 2014-10-23",
    ]);
    expect(await goalsOf(bare)).toEqual(["union establish 2014-10-23", "association establish 2014-10-23"]);
    expect(await goalsOf(organisedLater)).toEqual([
      "union establish 2014-10-23",
      "association establish 2014-10-23",
    ]);
  });

  it("fixes the kind on the day an enterprise entered the scope, where that was after the baseline", async () => {
    const at = await planned();
    const young = await at.register({ validFrom: "2014-11-10" });
    await at.found(young, "2014-11-05");
    const younger = await at.register({ validFrom: "2014-11-10" });
    await at.found(younger, "2014-11-11", "chapter");

    await fixAll(at.department);
    expect(await goalsOf(young)).toEqual([
      "union consolidate 2014-11-10",
      "association establish 2014-11-10",
    ]);
    expect(await goalsOf(younger)).toEqual([
      "union establish 2014-11-10",
      "association establish 2014-11-10",
    ]);
  });

  it("gives none to an enterprise that does not count under the plan (K1)", async () => {
    const at = await planned();
    const outside = [
      await at.register({ legalForm: "cooperative" }),
      await at.register({ ownership: "state" }),
      await at.register({ status: "suspended" }),
      await at.register({ status: "closed" }),
    ];
    expect(await fixAll(at.department)).toBe(0);
    for (const id of outside) expect(await goalsOf(id)).toEqual([]);
  });

  it("counts a club for the Hội goal only where the plan counts clubs (K3)", async () => {
    const counting = await planned({ associationKinds: ["chapter", "club"] });
    const one = await counting.register();
    await counting.found(one, "2013-03-26", "club");
    await fixAll(counting.department);
    expect(await goalsOf(one)).toContain("association consolidate 2014-10-23");

    const strict = await planned({ associationKinds: ["chapter"] });
    const other = await strict.register();
    await strict.found(other, "2013-03-26", "club");
    await fixAll(strict.department);
    expect(await goalsOf(other)).toContain("association establish 2014-10-23");
  });

  it("never touches a goal that is there, and makes only what is missing", async () => {
    const at = await planned();
    const half = await at.register();
    await goal({ planId: at.planId, enterpriseId: half, line: "union", kind: "consolidate" });
    expect(await fixAll(at.department)).toBe(1);
    expect(await goalsOf(half)).toEqual(["union consolidate 2014-10-23", "association establish 2014-10-23"]);
    expect(await fixAll(at.department)).toBe(0);
  });

  it("is done by a unit for its own enterprises, and for no other", async () => {
    const at = await planned();
    const own = await at.register();
    const other = await at.register({ unitId: at.districtB });
    expect(await fixAll(at.officer, [own, other])).toBe(2);
    expect(await goalsOf(own)).toHaveLength(2);
    expect(await goalsOf(other)).toEqual([]);
  });

  it("makes nothing where no plan is in force", async () => {
    const place = await province();
    const held = { provinceId: place.provinceId, unitId: place.districtA };
    await enterprise(held);
    const somebody = await viewer({ ...held, role: "unit_officer" });
    expect(await fixAll(somebody)).toBe(0);
  });
});

describe("fixGoals", () => {
  it("draws up the whole province's list once, however often the request is sent", async () => {
    const at = await planned();
    const id = await at.register();
    await at.register({ unitId: at.districtB });
    const request = deed();
    expect(await fixGoals(at.department, request, { planId: at.planId })).toMatchObject({
      ok: true,
      value: { goals: 4 },
    });
    await owner.query("delete from goal where enterprise_id = $1", [id]);
    // The same request again tells what was done, and does nothing.
    expect(await fixGoals(at.department, request, { planId: at.planId })).toMatchObject({
      ok: true,
      value: { goals: 4 },
    });
    expect(await goalsOf(id)).toEqual([]);
  });

  it("is the standing department's: others do not find the plan", async () => {
    const at = await planned();
    const input = { planId: at.planId };
    expect(await fixGoals(at.officer, deed(), input)).toEqual(refuse("plan_not_found"));
    expect(await fixGoals(department, deed(), input)).toEqual(refuse("plan_not_found"));
    const sitting = await viewer({ role: "province_board", provinceId: at.provinceId });
    expect(await fixGoals(sitting, deed(), input)).toEqual(refuse("plan_not_found"));
  });
});

async function settingsOf(who: Viewer, planId: string): Promise<PlanSettingsInput> {
  const found = await withViewer(who, (tx) => findPlan(who, tx, planId));
  if (!found) throw new Error("The plan is not there");
  const { scopeLegalForms, scopeOwnerships, scopeSuspended, scopeNote, version } = found;
  const { baselineOn, baselineNote, dueOn, idleDays } = found;
  return {
    planId,
    version,
    ...{ scopeLegalForms, scopeOwnerships, scopeSuspended, scopeNote },
    associationKinds: ["chapter", "club"],
    ...{ baselineOn, baselineNote, dueOn, idleDays },
  };
}

describe("setPlanSettings", () => {
  it("sets the scope rule, and enterprises that come into scope by it get their goals", async () => {
    const at = await planned();
    const cooperative = await at.register({ legalForm: "cooperative" });
    await at.found(cooperative, "2012-05-19");
    await fixAll(at.department);
    expect(await goalsOf(cooperative)).toEqual([]);

    const settings = await settingsOf(at.department, at.planId);
    const wider: LegalForm[] = [...settings.scopeLegalForms, "cooperative"];
    const set = await setPlanSettings(at.department, deed(), { ...settings, scopeLegalForms: wider });
    expect(set.ok).toBe(true);
    expect(await goalsOf(cooperative)).toEqual([
      "union consolidate 2014-10-23",
      "association establish 2014-10-23",
    ]);
    expect(await settingsOf(at.department, at.planId)).toMatchObject({
      version: settings.version + 1,
      scopeLegalForms: wider,
    });
  });

  it("loses nobody's words: the later of two gets the other's values and their version back", async () => {
    const at = await planned();
    const settings = await settingsOf(at.department, at.planId);
    await setPlanSettings(at.department, deed(), { ...settings, idleDays: 45, dueOn: "2015-03-31" });
    const late = await setPlanSettings(at.department, deed(), { ...settings, idleDays: 90 });
    expect(late).toMatchObject({
      refusal: "plan_changed_meanwhile",
      details: { idleDays: 45, dueOn: "2015-03-31", version: settings.version + 1 },
    });
    expect(await settingsOf(at.department, at.planId)).toMatchObject({ idleDays: 45 });
  });

  it("of two at the same moment one is written and the other told", async () => {
    const at = await planned();
    const settings = await settingsOf(at.department, at.planId);
    const answers = await Promise.all(
      [45, 90].map((idleDays) => setPlanSettings(at.department, deed(), { ...settings, idleDays })),
    );
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    const written = (await settingsOf(at.department, at.planId)).idleDays;
    expect(answers.find(({ ok }) => !ok)).toMatchObject({
      refusal: "plan_changed_meanwhile",
      details: { idleDays: written },
    });
  });

  it("takes no baseline still to come: its facts would judge nothing", async () => {
    const at = await planned();
    const settings = await settingsOf(at.department, at.planId);
    expect(await setPlanSettings(at.department, deed(), { ...settings, baselineOn: "2999-01-01" })).toEqual(
      refuse("baseline_ahead"),
    );
  });

  it("is refused to everybody but the standing department, in the program and by the database", async () => {
    const planId = await plan({ provinceId: here.provinceId });
    const settings = await settingsOf(department, planId);
    for (const somebody of [board, associationDepartment, officer, strangeDepartment]) {
      expect(await setPlanSettings(somebody, deed(), { ...settings, idleDays: 1 })).toEqual(
        refuse("plan_not_found"),
      );
      const written = await withViewer(
        somebody,
        (tx) => tx.$executeRaw`update plan set idle_days = 1 where id = ${planId}::uuid`,
      );
      expect(written).toBe(0);
    }
    expect(await settingsOf(department, planId)).toEqual(settings);
  });
});

describe("writeResolutionTask", () => {
  it("keeps what the department types, tells the later of two, and refuses others", async () => {
    const planId = await plan({ provinceId: here.provinceId });
    const taskId = await row("resolution_task", { plan_id: planId, order: 1, province_id: here.provinceId });
    const first = { taskId, version: 1, text: "Nhiệm vụ thứ nhất (thử)" };
    expect(await writeResolutionTask(department, deed(), first)).toMatchObject({ ok: true });
    expect(await writeResolutionTask(department, deed(), { ...first, text: "Khác" })).toMatchObject({
      refusal: "task_changed_meanwhile",
      details: { text: "Nhiệm vụ thứ nhất (thử)", version: 2 },
    });
    for (const somebody of [board, associationDepartment, officer, strangeDepartment]) {
      expect(await writeResolutionTask(somebody, deed(), { ...first, version: 2 })).toEqual(
        refuse("task_not_found"),
      );
      const written = await withViewer(
        somebody,
        (tx) => tx.$executeRaw`update resolution_task set text = 'khác' where id = ${taskId}::uuid`,
      );
      expect(written).toBe(0);
    }
  });
});

describe("correctGoalKind", () => {
  async function aGoal(line: "union" | "association" = "union") {
    const planId = await plan({ provinceId: here.provinceId });
    const enterpriseId = await enterprise({ provinceId: here.provinceId, unitId: here.districtA });
    return goal({ planId, enterpriseId, line });
  }
  const kindOf = async (goalId: string) => {
    const { rows } = await owner.query<{ kind: string }>("select kind from goal where id = $1", [goalId]);
    return rows[0]?.kind;
  };

  it("corrects it with a reason, which stands in the trace beside what it was", async () => {
    const goalId = await aGoal();
    const reason = "Chi đoàn đã có từ 2013, nhập liệu sót";
    const input = { goalId, version: 1, kind: "consolidate" as const, reason };
    expect(await correctGoalKind(department, deed(reason), input)).toMatchObject({ ok: true });
    const { rows } = await owner.query(
      `select deed, account_id as "accountId", before ->> 'kind' as was, after ->> 'kind' as "isNow", reason
       from audit_entry where table_name = 'goal' and row_id = $1 and operation = 'UPDATE'`,
      [goalId],
    );
    expect(rows).toEqual([
      {
        deed: "goal.correct-kind",
        accountId: department.accountId,
        was: "establish",
        isNow: "consolidate",
        reason,
      },
    ]);
  });

  it("tells the later of two, and somebody who would change nothing", async () => {
    const goalId = await aGoal();
    const input = { goalId, version: 1, kind: "consolidate" as const, reason: "Sửa" };
    await correctGoalKind(department, deed(), input);
    expect(await correctGoalKind(department, deed(), input)).toMatchObject({
      refusal: "goal_changed_meanwhile",
      details: { kind: "consolidate", version: 2 },
    });
    expect(await correctGoalKind(department, deed(), { ...input, version: 2 })).toEqual(
      refuse("kind_unchanged"),
    );
  });

  it("rows 54, 55: the Hội department corrects Hội goals and no others", async () => {
    const ofHoi = await aGoal("association");
    const ofDoan = await aGoal("union");
    const input = { version: 1, kind: "consolidate" as const, reason: "Sửa" };
    expect(await correctGoalKind(associationDepartment, deed(), { ...input, goalId: ofHoi })).toMatchObject({
      ok: true,
    });
    expect(await correctGoalKind(associationDepartment, deed(), { ...input, goalId: ofDoan })).toEqual(
      refuse("goal_not_found"),
    );
    const written = await withViewer(
      associationDepartment,
      (tx) => tx.$executeRaw`update goal set kind = 'consolidate' where id = ${ofDoan}::uuid`,
    );
    expect(written).toBe(0);
  });

  it("is refused to units, the committee and other provinces, in the program and by the database", async () => {
    const goalId = await aGoal();
    const input = { goalId, version: 1, kind: "consolidate" as const, reason: "Sửa" };
    for (const somebody of [officer, siblingOfficer, board, strangeDepartment]) {
      expect(await correctGoalKind(somebody, deed(), input)).toEqual(refuse("goal_not_found"));
      const written = await withViewer(
        somebody,
        (tx) => tx.$executeRaw`update goal set kind = 'consolidate' where id = ${goalId}::uuid`,
      );
      expect(written).toBe(0);
    }
    expect(await kindOf(goalId)).toBe("establish");
  });

  it("can change neither whose goal it is nor when it was fixed, even by the department", async () => {
    const goalId = await aGoal();
    for (const change of ["fixed_on = '2014-01-01'", "line = 'association'", "plan_id = plan_id"]) {
      await expect(
        withViewer(department, (tx) =>
          tx.$executeRawUnsafe(`update goal set ${change} where id = '${goalId}'::uuid`),
        ),
      ).rejects.toThrow(/permission denied/);
    }
  });
});
