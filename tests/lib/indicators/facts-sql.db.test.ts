import { describe, expect, it } from "vitest";
import { withViewer } from "@/lib/db/scope";
import { indicatorTable } from "@/lib/indicators/reports";
import type { GivenParams, Numbers } from "@/lib/indicators/rules";
import { row, signedIn, viewer } from "@/tests/support/factories";
import { settle, type World } from "@/tests/support/factories-indicators";

/** The traps that domain §1.9 names, one by one, in provinces made for them. */

const KNOWN = new Date("2014-09-01T02:00:00Z");
const always = { validFrom: "2014-09-01", validTo: null, recordedAt: KNOWN, voidedAt: null };
const begun = (validFrom: string, beginning: "established" | "reorganised" = "established") => ({
  ...{ ...always, validFrom, beginning },
});

type Enterprise = World["enterprises"][number];
type Branch = World["branches"][number];

const enterprise = (
  given: Partial<Enterprise> & { status?: Enterprise["versions"][number]["status"] } = {},
) => {
  const { status = "active", ...others } = given;
  return {
    versions: [{ ...always, legalForm: "joint_stock", ownership: "non_state", status }],
    ...{ union: [{ ...always, unit: 0 }], association: [{ ...always, unit: 1 }], surveys: [], goals: [] },
    ...others,
  } satisfies Enterprise;
};

const branch = (given: Partial<Branch> & { covering?: number[] } = {}): Branch => {
  const { covering = [0], ...others } = given;
  return {
    ...{ unit: 0, kind: "cell", isBelow: false, measures: [], dues: [], ratings: [] },
    life: [begun("2014-09-01")],
    covers: covering.map((place) => ({ enterprise: place, when: [always] })),
    ...others,
  };
};

/** The first organisation of a world is a đoàn cơ sở; one that covers nothing and was never founded counts nowhere. */
const nobody = branch({ covering: [], life: [] });

const plan: World["plan"] = {
  legalForms: ["joint_stock"],
  ownerships: ["non_state"],
  countsSuspended: false,
  associationKinds: ["chapter"],
};

async function numbersOf(made: Partial<World>, given: GivenParams = {}): Promise<Numbers> {
  const records = await settle({ plan, enterprises: [enterprise()], branches: [nobody], ...made });
  const board = await viewer({ role: "province_board", provinceId: records.plan.provinceId });
  const asked = { asOf: "2014-12-05", from: "2014-10-23", ...given };
  const table = await withViewer(board, (tx) => indicatorTable(board, tx, asked));
  if (!table) throw new Error("The board has no dashboard");
  return table.total.numbers;
}

describe("K1", () => {
  it("leaves out what is suspended, closed or moved away, unless the plan counts what is suspended", async () => {
    const enterprises = (["active", "suspended", "closed", "moved_away"] as const).map((status) =>
      enterprise({ status }),
    );
    expect(await numbersOf({ enterprises })).toMatchObject({ K1: 1 });
    expect(await numbersOf({ enterprises, plan: { ...plan, countsSuspended: true } })).toMatchObject({
      K1: 2,
    });
  });

  it("counts an enterprise that no unit manages, so that units always add up", async () => {
    expect(await numbersOf({ enterprises: [enterprise({ union: [] })] })).toMatchObject({ K1: 1 });
  });
});

describe("K2 and K3", () => {
  it("count every enterprise of a chi đoàn ghép, and an enterprise with two chi đoàn once", async () => {
    const enterprises = [enterprise(), enterprise(), enterprise()];
    const branches = [nobody, branch({ covering: [0, 1] }), branch({ covering: [0] })];
    expect(await numbersOf({ enterprises, branches })).toMatchObject({ K1: 3, K2: 2, K4: 2, K6: 1 });
  });

  it("count a club only where the plan counts clubs", async () => {
    const branches = [nobody, branch({ kind: "club" })];
    expect(await numbersOf({ branches })).toMatchObject({ K3: 0, K6: 1, K11: 0 });
    const withClubs = { ...plan, associationKinds: ["chapter" as const, "club" as const] };
    expect(await numbersOf({ branches, plan: withClubs })).toMatchObject({ K3: 1, K6: 0 });
  });

  it("end on the day an organisation stops covering the enterprise, not the day after", async () => {
    const covers = [{ enterprise: 0, when: [{ ...always, validTo: "2014-12-05" }] }];
    const branches = [nobody, branch({ covers })];
    expect(await numbersOf({ branches }, { asOf: "2014-12-04" })).toMatchObject({ K2: 1 });
    expect(await numbersOf({ branches }, { asOf: "2014-12-05" })).toMatchObject({ K2: 0 });
  });
});

describe("K11", () => {
  const founded = (given: Partial<Branch>) => numbersOf({ branches: [nobody, branch(given)] });

  it("counts a founding on the first and on the last day of the period, and none outside", async () => {
    for (const [day, K11] of [
      ["2014-10-22", 0],
      ["2014-10-23", 1],
      ["2014-12-05", 1],
      ["2014-12-10", 0],
    ] as const) {
      expect(await founded({ life: [begun(day)] }), day).toMatchObject({
        K11,
        founded: K11 ? { cell: 1 } : {},
      });
    }
  });

  it("takes no reorganisation for a founding", async () => {
    expect(await founded({ life: [begun("2014-11-10", "reorganised")] })).toMatchObject({
      K11: 0,
    });
  });

  it("stays a founding when the enterprise suspends its business", async () => {
    const life = [begun("2014-11-10")];
    const enterprises = [enterprise({ status: "suspended" })];
    expect(await numbersOf({ enterprises, branches: [nobody, branch({ life })] })).toMatchObject({
      K1: 0,
      K11: 1,
    });
  });

  it("leaves out organisations of enterprises that the plan is not about", async () => {
    const life = [begun("2014-11-10")];
    const state = { ...always, legalForm: "joint_stock", ownership: "state", status: "active" } as const;
    const enterprises = [enterprise({ versions: [state] })];
    expect(await numbersOf({ enterprises, branches: [nobody, branch({ life })] })).toMatchObject({ K11: 0 });
  });

  it("counts a đoàn cơ sở that reaches enterprises through its chi đoàn", async () => {
    const life = [begun("2014-11-10")];
    const upper = { ...nobody, life };
    expect(await numbersOf({ branches: [upper, branch({ isBelow: true })] })).toMatchObject({
      ...{ K11: 1, founded: { grassroots_union: 1 } },
    });
    expect(await numbersOf({ branches: [upper, branch({ isBelow: false })] })).toMatchObject({ K11: 0 });
  });
});

describe("K12", () => {
  const measure = { doneOn: "2014-11-10", recordedAt: KNOWN, doneRecordedAt: KNOWN, voidedAt: null };

  it("counts an organisation once, however many measures it completed", async () => {
    expect(await numbersOf({ branches: [nobody, branch({ measures: [measure, measure] })] })).toMatchObject({
      K12: 1,
    });
  });

  it("is known from the day on which the completion was recorded, not the measure", async () => {
    const late = { ...measure, doneRecordedAt: new Date("2014-11-20T03:00:00Z") };
    const branches = [nobody, branch({ measures: [late] })];
    expect(await numbersOf({ branches }, { knownAt: "2014-11-19" })).toMatchObject({ K12: 0 });
    expect(await numbersOf({ branches }, { knownAt: "2014-11-20" })).toMatchObject({ K12: 1 });
  });

  it("counts no measure that is not done", async () => {
    const open = { ...measure, doneOn: null };
    expect(await numbersOf({ branches: [nobody, branch({ measures: [open] })] })).toMatchObject({ K12: 0 });
  });
});

describe("K17", () => {
  const survey = { state: "accepted", surveyedOn: "2014-11-10", acceptedAt: KNOWN, isThere: true } as const;

  it("counts accepted surveys of the campaign asked for only", async () => {
    const old = enterprise({ surveys: [survey] });
    const both = enterprise({ surveys: [survey, survey] });
    const waiting = enterprise({
      surveys: [
        { ...survey, isThere: false },
        { ...survey, state: "submitted" },
      ],
    });
    expect(await numbersOf({ enterprises: [old, both, waiting] })).toMatchObject({ K1: 3, K17: 1 });
  });
});

describe("somebody of two provinces", () => {
  it("is shown the province of one plan, and nothing of the other in its numbers", async () => {
    const one = await settle({
      plan,
      enterprises: [enterprise(), enterprise()],
      branches: [nobody, branch()],
    });
    const two = await settle({
      plan,
      enterprises: [enterprise(), enterprise()],
      branches: [nobody, branch()],
    });
    const first = await viewer({ role: "province_board", provinceId: one.plan.provinceId });
    await row("appointment", {
      ...{ account_id: first.accountId, role: "province_board", line: "both", valid_from: "2000-01-01" },
      ...{ province_id: two.plan.provinceId, unit_id: two.plan.provinceId },
    });
    const both = await signedIn(first.accountId);
    const asked = { asOf: "2014-12-05", from: "2014-09-01" };
    const table = await withViewer(both, (tx) => indicatorTable(both, tx, asked));
    expect(table?.total.numbers).toMatchObject({ K1: 2, K2: 1, K11: 1 });
  });
});
