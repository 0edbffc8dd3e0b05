import { describe, expect, it } from "vitest";
import { delegationProblem, latestEnd, periodProblem, stateOf } from "@/lib/accounts/rules";
import { accountSchema, delegationSchema } from "@/lib/accounts/schema";
import { newId } from "@/lib/db/id";

const form = (changed: Record<string, string> = {}) => ({
  displayName: " Nông Thị  Hoa ",
  login: "0912 345 678",
  role: "unit_officer",
  unitId: newId(),
  line: "both",
  validFrom: "15/12/2014",
  validTo: "",
  ...changed,
});
const problems = (changed: Record<string, string>) =>
  accountSchema.safeParse(form(changed)).error?.issues.map(({ path }) => path.join()) ?? [];

describe("the form of an account", () => {
  it("reads a telephone number in E.164 and an empty end as open", () => {
    expect(accountSchema.parse(form())).toMatchObject({
      displayName: "Nông Thị Hoa",
      login: "+84912345678",
      validFrom: "2014-12-15",
      validTo: null,
      branchId: null,
    });
    expect(accountSchema.parse(form({ login: "Hoa.Nong" })).login).toBe("hoa.nong");
  });

  it.each(["hoa nông", "12345", "+1 650 253 0000", "ab", "đoàn", "hoa@xa.vn"])(
    "refuses %j as a login",
    (login) => {
      expect(problems({ login })).toEqual(["login"]);
    },
  );

  it("asks a secretary for the organisation, and everybody else for unit and line", () => {
    expect(problems({ unitId: "", line: "" })).toEqual(["unitId", "line"]);
    expect(problems({ role: "branch_secretary", unitId: "", line: "" })).toEqual(["branchId"]);
    expect(problems({ role: "branch_secretary", unitId: "", line: "", branchId: newId() })).toEqual([]);
  });

  it("asks a delegation for its end", () => {
    const asked = {
      appointmentId: newId(),
      login: "hoa.nong",
      line: "both",
      validFrom: "15/12/2014",
      reason: "Đi học",
    };
    expect(delegationSchema.safeParse(asked).error?.issues.map(({ path }) => path.join())).toEqual([
      "validTo",
    ]);
  });
});

describe("periods", () => {
  const today = "2014-12-15";

  it("of an appointment run forward and are not over", () => {
    expect(periodProblem({ validFrom: "2014-01-01", validTo: null }, today)).toBeNull();
    expect(periodProblem({ validFrom: "2014-01-01", validTo: "2014-12-16" }, today)).toBeNull();
    expect(periodProblem({ validFrom: "2014-01-01", validTo: "2014-12-15" }, today)).toBe("period_over");
    expect(periodProblem({ validFrom: "2015-01-01", validTo: "2015-01-01" }, today)).toBe("period_backwards");
  });

  it("of a delegation begin today at the earliest and last 60 days at most", () => {
    expect(latestEnd(today)).toBe("2015-02-13");
    expect(delegationProblem({ validFrom: today, validTo: latestEnd(today) }, today)).toBeNull();
    expect(delegationProblem({ validFrom: today, validTo: "2015-02-14" }, today)).toBe("period_too_long");
    expect(delegationProblem({ validFrom: "2014-12-14", validTo: today }, today)).toBe("period_in_past");
    expect(delegationProblem({ validFrom: today, validTo: today }, today)).toBe("period_backwards");
  });
});

it("says what stands in an account's way, the gravest first", () => {
  const account = { disabledAt: null, hasPassword: true, appointments: [{ isLive: true }] };
  expect(stateOf(account)).toBe("active");
  expect(stateOf({ ...account, appointments: [{ isLive: false }] })).toBe("idle");
  expect(stateOf({ ...account, hasPassword: false, appointments: [] })).toBe("invited");
  expect(stateOf({ ...account, hasPassword: false, disabledAt: new Date() })).toBe("locked");
});
