import { beforeAll, describe, expect, it, vi } from "vitest";
import { cookieName, sealToken } from "@/lib/access/cookie";
import type { Viewer } from "@/lib/access/policy";
import { sessionTokenOf } from "@/lib/access/session";
import { newId } from "@/lib/db/id";
import type { FormAction } from "@/lib/forms/state";
import {
  correctGoalKindAction,
  fixGoalsAction,
  setPlanSettingsAction,
  writeResolutionTaskAction,
} from "@/lib/plans/actions";
import { owner } from "@/tests/support/database";
import { enterprise, province, row, viewer } from "@/tests/support/factories";
import { goal, plan } from "@/tests/support/factories-plans";

// The one thing of Next's that an action needs and a test has not: the request's cookies.
const jar = new Map<string, { value: string }>();
vi.mock("next/headers", () => ({ cookies: async () => jar }));

const signIn = async (somebody: Viewer) =>
  jar.set(cookieName(), { value: await sealToken(sessionTokenOf(somebody)) });

type Fields = Record<string, string | readonly string[]>;

/** Posts a form as a browser does; where the action leads, or the state it gives back. */
async function post(action: FormAction, fields: Fields) {
  const form = new FormData();
  form.set("requestId", newId());
  for (const [name, value] of Object.entries(fields)) {
    for (const one of [value].flat()) form.append(name, one);
  }
  try {
    return { state: await action({}, form) };
  } catch (error) {
    // redirect() throws: its digest says where to.
    const digest = error instanceof Error && "digest" in error ? String(error.digest) : "";
    if (!digest.startsWith("NEXT_REDIRECT")) throw error;
    return { leadsTo: digest.split(";")[2] };
  }
}

let place: Awaited<ReturnType<typeof province>>;
let department: Viewer;
let planId: string;

beforeAll(async () => {
  place = await province();
  department = await viewer({
    role: "org_department",
    provinceId: place.provinceId,
    unitId: place.orgDepartment,
  });
  planId = await plan({ provinceId: place.provinceId });
  await signIn(department);
});

const versionOf = async () => {
  const { rows } = await owner.query<{ version: number }>("select version from plan where id = $1", [planId]);
  return String(rows[0]?.version);
};

const settings = (version: string): Fields => ({
  planId,
  version,
  scopeLegalForms: ["llc_one_member", "joint_stock"],
  scopeOwnerships: "non_state",
  associationKinds: ["chapter", "club"],
  scopeNote: "",
  baselineOn: "23/10/2014",
  baselineNote: "",
  dueOn: "",
  idleDays: "60",
});

describe("setPlanSettingsAction", () => {
  it("saves and leads back to the plan; an empty deadline stays none", async () => {
    const version = await versionOf();
    expect(await post(setPlanSettingsAction, { ...settings(version), idleDays: "45" })).toEqual({
      leadsTo: `/plans/${planId}?done=set`,
    });
    const { rows } = await owner.query("select due_on, scope_note, idle_days from plan where id = $1", [
      planId,
    ]);
    expect(rows).toEqual([{ due_on: null, scope_note: null, idle_days: 45 }]);
  });

  it("shows both people's values where they differ, keeps what was typed, and saves when sent again", async () => {
    const version = await versionOf();
    await post(setPlanSettingsAction, { ...settings(version), dueOn: "31/03/2015" });
    const mine = { ...settings(version), idleDays: "90", scopeNote: "Chờ Tỉnh Đoàn xác nhận" };
    const { state } = await post(setPlanSettingsAction, mine);
    expect(state?.stale).toEqual([
      {
        field: "scopeNote",
        label: "Ghi chú về phạm vi",
        yours: "Chờ Tỉnh Đoàn xác nhận",
        theirs: "",
      },
      {
        field: "dueOn",
        label: "Thời hạn",
        yours: "chưa giao thời hạn",
        theirs: "31/03/2015",
      },
      {
        field: "idleDays",
        label: "Số ngày không có việc mới",
        yours: "90",
        theirs: "60",
      },
    ]);
    expect(state?.values).toMatchObject(mine);
    const again = { ...mine, version: String(state?.newVersion) };
    expect(await post(setPlanSettingsAction, again)).toEqual({ leadsTo: `/plans/${planId}?done=set` });
  });

  it("says at each field what is wrong, and writes nothing", async () => {
    const version = await versionOf();
    const wrong = { ...settings(version), scopeLegalForms: [], dueOn: "23/10/2014", idleDays: "0" };
    const { state } = await post(setPlanSettingsAction, wrong);
    expect(state?.errors).toMatchObject({
      scopeLegalForms: ["Chọn ít nhất một loại hình"],
      idleDays: ["Nhập số ngày từ 1 đến 3.650"],
    });
    const late = await post(setPlanSettingsAction, { ...settings(version), dueOn: "23/10/2014" });
    expect(late.state?.errors).toEqual({ dueOn: ["Thời hạn phải sau ngày chốt hiện trạng"] });
    const ahead = await post(setPlanSettingsAction, { ...settings(version), baselineOn: "1/1/2999" });
    expect(ahead.state?.errors).toEqual({
      baselineOn: ["Ngày chốt hiện trạng không thể ở sau ngày hôm nay"],
    });
    expect(await versionOf()).toBe(version);
  });
});

describe("the other forms of a plan", () => {
  it("fixGoalsAction tells how many goals were made", async () => {
    await enterprise({ provinceId: place.provinceId, unitId: place.districtA });
    expect(await post(fixGoalsAction, { planId })).toEqual({ leadsTo: "/goals?made=2" });
    expect(await post(fixGoalsAction, { planId })).toEqual({ leadsTo: "/goals?made=0" });
  });

  it("writeResolutionTaskAction empties a task again, and shows a stale one both texts", async () => {
    const taskId = await row("resolution_task", { plan_id: planId, order: 1, province_id: place.provinceId });
    const leadsTo = `/plans/${planId}?done=task`;
    const form = { taskId, version: "1", text: "Lời văn bản" };
    expect(await post(writeResolutionTaskAction, form)).toEqual({ leadsTo });
    const { state } = await post(writeResolutionTaskAction, { ...form, text: "Lời khác" });
    expect(state?.stale).toEqual([
      { field: "text", label: "Nội dung", yours: "Lời khác", theirs: "Lời văn bản" },
    ]);
    expect(state?.newVersion).toBe(2);
    expect(await post(writeResolutionTaskAction, { ...form, version: "2", text: "" })).toEqual({ leadsTo });
    const { rows } = await owner.query("select text from resolution_task where id = $1", [taskId]);
    expect(rows).toEqual([{ text: null }]);
  });

  it("correctGoalKindAction asks for a reason and for a change, then writes both", async () => {
    const enterpriseId = await enterprise({ provinceId: place.provinceId, unitId: place.districtA });
    const goalId = await goal({ planId, enterpriseId });
    const form = { goalId, version: "1", kind: "establish", reason: "Nhập sót" };
    expect((await post(correctGoalKindAction, { ...form, reason: " " })).state?.errors).toEqual({
      reason: ["Nêu lý do sửa loại mục tiêu"],
    });
    expect((await post(correctGoalKindAction, form)).state?.errors).toHaveProperty("kind");
    expect(await post(correctGoalKindAction, { ...form, kind: "consolidate" })).toEqual({
      leadsTo: `/goals/${goalId}?done=kind`,
    });
    const { rows } = await owner.query(
      "select reason from audit_entry where row_id = $1 and operation = 'UPDATE'",
      [goalId],
    );
    expect(rows).toEqual([{ reason: "Nhập sót" }]);
  });

  it("tell an officer nothing but that there is no such plan", async () => {
    const officer = await viewer({
      role: "unit_officer",
      provinceId: place.provinceId,
      unitId: place.districtA,
    });
    await signIn(officer);
    const { state } = await post(setPlanSettingsAction, settings(await versionOf()));
    expect(state?.message).toBe("Không tìm thấy kế hoạch trong phạm vi của bạn.");
    expect(state?.stale).toBeUndefined();
    await signIn(department);
  });
});
