import { describe, expect, it } from "vitest";
import { navigationOf } from "@/lib/access/labels";
import type { Viewer } from "@/lib/access/policy";
import type { Role } from "@/lib/generated/prisma/enums";

const holding = (role: Role) => {
  const province = "00000000-0000-7000-8000-000000000001";
  const appointment = {
    id: role,
    role,
    provinceId: province,
    unitId: province,
    branchId: null,
    line: "both",
  };
  return { appointments: [appointment], delegations: {}, branches: [], enterprises: [] } as unknown as Viewer;
};

describe("the bar of places", () => {
  it.each(["unit_officer", "org_department", "province_board", "branch_secretary"] as const)(
    "holds six at most for a %s on a phone, the daily ones; nothing is lost behind them",
    (role) => {
      const places = navigationOf(holding(role));
      const bar = places.filter(({ isEveryday }) => isEveryday).map(({ href }) => href);
      expect(bar.length).toBeLessThanOrEqual(6);
      expect(bar).toContain("/");
      expect(bar).toContain("/members");
      expect(places.map(({ href }) => href)).toContain("/plans");
      expect(new Set(places.map(({ href }) => href)).size).toBe(places.length);
    },
  );

  it("needs no second row of places for whoever has few", () => {
    expect(navigationOf(holding("system_admin")).every(({ isEveryday }) => isEveryday)).toBe(true);
  });
});
