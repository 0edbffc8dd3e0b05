import { describe, expect, it } from "vitest";
import {
  explainGoal,
  goalListInWords,
  goalTitle,
  planHeading,
  planName,
  scopeInWords,
} from "@/lib/plans/labels";
import { markOf, outlineOf } from "@/lib/plans/rules";
import { goalFilterSchema, goalsAddress, planSettingsSchema } from "@/lib/plans/schema";

describe("a plan in words", () => {
  it("cites number and symbol as the paper writes them, odd blanks included", () => {
    expect(planName({ type: "KH", symbol: "105 -KH/TĐTN-TCKT" })).toBe("Kế hoạch số 105 -KH/TĐTN-TCKT");
    expect(planHeading("KH")).toBe("KẾ HOẠCH");
  });

  it("says which enterprises count (K1) and which organisations of Hội (K3)", () => {
    const plan = {
      scope: {
        legalForms: ["llc_one_member" as const, "joint_stock" as const],
        ownerships: ["non_state" as const],
        countsSuspended: false,
      },
      associationKinds: ["chapter" as const],
    };
    expect(scopeInWords(plan)).toBe(
      "Công ty TNHH một thành viên, Công ty cổ phần; khu vực ngoài nhà nước (trong nước); đang hoạt động, không tính tạm ngừng; tổ chức Hội được tính: chi hội",
    );
    expect(scopeInWords({ ...plan, scope: { ...plan.scope, countsSuspended: true } })).toContain(
      "đang hoạt động hoặc tạm ngừng",
    );
  });

  it("orders its lines as on paper: numbers where the section changes, dashes where it does not", () => {
    const lines = [
      { id: "1", parentId: null, section: "II", text: "NHIỆM VỤ" },
      { id: "2", parentId: "1", section: "II.1", text: "Tuyên truyền" },
      { id: "3", parentId: "2", section: "II.1", text: "Việc" },
    ];
    const [part] = outlineOf(lines);
    expect(part?.children[0]?.children[0]?.text).toBe("Việc");
    expect([markOf("II", null), markOf("II.1", "II"), markOf("II.1", "II.1")]).toEqual(["II", "1", null]);
  });
});

describe("a goal in words", () => {
  it("says why it is where it is, a sentence each", () => {
    expect(goalTitle("consolidate", "union")).toBe("Củng cố Đoàn");
    expect(
      explainGoal({
        state: "at_risk",
        lastEvidenceOn: "2014-10-26",
        reasons: [
          { code: "idle", since: "2014-10-26", days: 50 },
          { code: "surveyed", on: "2014-10-26" },
          { code: "fallback_without_activity", line: "association", from: "2014-11-29" },
        ],
      }),
    ).toEqual([
      "Không có việc gì mới từ 26/10/2014, đã 50 ngày.",
      "Phiếu khảo sát được duyệt, số liệu ngày 26/10/2014.",
      "Tổ chức Hội thay thế từ 29/11/2014 chưa có hoạt động nào nên chưa được tính.",
    ]);
  });
});

describe("the list of goals in its address", () => {
  const UNIT = "01890a5d-ac96-774b-bcce-b302099a8057";

  it("reads the dashboard's links, and writes its own the same", () => {
    const said = { asOf: "2014-12-15", knownAt: "2014-12-01", unit: UNIT, line: "union", state: "at_risk" };
    expect(goalFilterSchema.parse(said)).toMatchObject(said);
    expect(goalsAddress(goalFilterSchema.parse(said))).toBe(
      `/goals?asOf=2014-12-15&knownAt=2014-12-01&unit=${UNIT}&line=union&state=at_risk`,
    );
    expect(goalFilterSchema.parse({ unit: "none" })).toMatchObject({ unit: "none" });
    expect(goalsAddress({})).toBe("/goals");
  });

  it("forgives nonsense", () => {
    expect(goalsAddress(goalFilterSchema.parse({ state: "lost", unit: "x", list: ["develop"] }))).toBe(
      "/goals?list=develop",
    );
    expect(goalsAddress(goalFilterSchema.parse(null))).toBe("/goals");
  });

  it("says on paper what it shows", () => {
    expect(
      goalListInWords({
        filter: { unit: UNIT, line: "association", state: "at_risk", list: "develop" },
        asOf: "2014-12-15",
        total: 3,
        units: [{ id: UNIT, name: "Huyện Đoàn Bảo Lâm" }],
      }),
    ).toBe(
      "Tính đến ngày 15/12/2014; Huyện Đoàn Bảo Lâm; phần Hội; trạng thái: có nguy cơ; danh sách việc: phát triển; 3 mục tiêu",
    );
  });
});

describe("planSettingsSchema", () => {
  const form = {
    planId: "01890a5d-ac96-774b-bcce-b302099a8057",
    version: "1",
    scopeLegalForms: "joint_stock",
    scopeOwnerships: ["non_state", "foreign_invested"],
    associationKinds: "club",
    baselineOn: "23/10/2014",
    idleDays: "60",
  };

  it("takes an empty deadline for none, never for a day", () => {
    expect(planSettingsSchema.parse({ ...form, dueOn: "" })).toMatchObject({
      dueOn: null,
      scopeSuspended: false,
      scopeLegalForms: ["joint_stock"],
    });
  });

  it.each([
    ["no legal form", { scopeLegalForms: [] }],
    ["no ownership", { scopeOwnerships: [] }],
    ["a kind of Đoàn organisation", { associationKinds: "cell" }],
    ["a deadline on the baseline", { dueOn: "23/10/2014" }],
    ["no idle days", { idleDays: "0" }],
    ["a missing number", { idleDays: "" }],
  ])("refuses %s", (_, change) => {
    expect(planSettingsSchema.safeParse({ ...form, ...change }).success).toBe(false);
  });
});
