import { expect, it } from "vitest";
import { isInForce, nameOn } from "@/lib/partners/rules";

it("row 49: a body is called as it was called on the day, before its first name by that", () => {
  const names = [
    { validFrom: "2014-06-01", name: "mới" },
    { validFrom: "2010-01-01", name: "cũ" },
  ];
  expect(nameOn(names, "2014-05-31")?.name).toBe("cũ");
  expect(nameOn(names, "2014-06-01")?.name).toBe("mới");
  expect(nameOn(names, "2009-01-01")?.name).toBe("cũ");
  expect(nameOn([], "2014-06-01")).toBe(undefined);
});

it("row 49: an agreement holds on its first day and on its last, and for ever without one", () => {
  const agreement = { signedOn: "2014-01-01", untilOn: "2014-12-31" };
  expect(
    ["2013-12-31", "2014-01-01", "2014-12-31", "2015-01-01"].map((on) => isInForce(agreement, on)),
  ).toEqual([...[false, true, true, false]]);
  expect(isInForce({ ...agreement, untilOn: null }, "2030-01-01")).toBe(true);
});
