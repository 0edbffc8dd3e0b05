import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { newId } from "@/lib/db/id";
import {
  decisionSchema,
  endingSchema,
  memberFilterSchema,
  newAdmissionSchema,
  personQuerySchema,
  postSchema,
  readCursor,
  writeCursor,
} from "@/lib/members/schema";

const fieldsOf = (result: { error?: { issues: { path: PropertyKey[] }[] } | undefined }) =>
  result.error?.issues.map(({ path }) => path.join(".")) ?? [];

describe("the admission form", () => {
  const whole = {
    ...{ branchId: newId(), fullName: " Đàm  Thị Hoà ", gender: "female", birth: "3/1990" },
    ...{ phone: "0912 345 678", areaId: "", education: "", occupation: "", admitOn: "5/3/2014", note: "" },
  };

  it("reads what was typed: one spelling, partial birth (V05), empty boxes as nothing", () => {
    expect(newAdmissionSchema.parse(whole)).toMatchObject({
      ...{
        fullName: "Đàm Thị Hoà",
        birth: { date: "1990-03-01", precision: "month" },
        phone: "+84912345678",
      },
      ...{
        areaId: null,
        education: null,
        occupation: null,
        note: null,
        admitOn: "2014-03-05",
        confirmed: [],
      },
    });
  });

  it("V33 brings a name to one normal form", () => {
    const { fullName } = newAdmissionSchema.parse({ ...whole, fullName: "Đàm Thị Hoà".normalize("NFD") });
    expect(fullName).toBe("Đàm Thị Hoà".normalize("NFC"));
  });

  it("asks for name, gender, birth and day, all at once", () => {
    const empty = { ...whole, fullName: "", gender: undefined, birth: "", admitOn: "" };
    expect(fieldsOf(newAdmissionSchema.safeParse(empty)).sort()).toEqual([
      "admitOn",
      "birth",
      "fullName",
      "gender",
    ]);
  });

  it("takes one tick or several", () => {
    expect(newAdmissionSchema.parse({ ...whole, confirmed: "V01" }).confirmed).toEqual(["V01"]);
    expect(newAdmissionSchema.parse({ ...whole, confirmed: ["V01", "V16"] }).confirmed).toEqual([
      "V01",
      "V16",
    ]);
  });
});

describe("decisions and ends", () => {
  it("a refusal needs its reason, an approval none, and both need somebody", () => {
    const one = newId();
    const read = (values: object) => fieldsOf(decisionSchema.safeParse({ admissionIds: one, ...values }));
    expect(read({ verdict: "approve" })).toEqual([]);
    expect(read({ verdict: "refuse", reason: " " })).toEqual(["reason"]);
    expect(read({ verdict: "refuse", reason: "Chưa đủ hồ sơ" })).toEqual([]);
    expect(read({ verdict: "approve", admissionIds: undefined })).toEqual(["admissionIds"]);
    expect(read({})).toEqual(["verdict"]);
  });

  it.each([
    ["struck_off", ["reason"]],
    ["expelled", ["reason"]],
    ["matured", []],
    ["left", []],
  ])("an end by %s without a reason misses %j", (endKind, missing) => {
    expect(fieldsOf(endingSchema.safeParse({ membershipId: newId(), endKind, on: "1/12/2014" }))).toEqual(
      missing,
    );
  });

  it("a post reads its ticks", () => {
    const post = { branchId: newId(), personId: newId(), title: "secretary", from: "1/12/2014" };
    expect(postSchema.parse(post)).toMatchObject({ endPresentHead: false, exceptionReason: null });
    expect(postSchema.parse({ ...post, endPresentHead: "on" })).toMatchObject({ endPresentHead: true });
  });
});

describe("addresses", () => {
  it("a filter never fails: what does not fit is left out", () => {
    const anything = fc.dictionary(
      fc.constantFrom("q", "state", "line", "unit", "after"),
      fc.oneof(fc.string(), fc.array(fc.string()), fc.constant(undefined)),
    );
    fc.assert(
      fc.property(anything, (query) => {
        memberFilterSchema.parse(query);
        personQuerySchema.parse(query);
      }),
    );
    expect(memberFilterSchema.parse({ q: " an ", state: "over30", unit: "x" })).toMatchObject({
      ...{ q: "an", state: "over30", unit: undefined },
    });
  });

  it("a cursor comes back as it was, and a made-up one is the beginning", () => {
    const id = newId();
    expect(readCursor(writeCursor(["an,nông", id]))).toEqual(["an,nông", id]);
    for (const forged of [undefined, "", "x", writeCursor(["a", id]).slice(1)])
      expect(readCursor(forged)).toBeUndefined();
  });
});
