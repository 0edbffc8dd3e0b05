import { describe, expect, it } from "vitest";
import { identityDoubts, maskedIdentity, parseIdentityNumber } from "@/lib/sensitive/rules";
import { revealSchema, sensitiveSchema } from "@/lib/sensitive/schema";

describe("an identity number", () => {
  it.each([
    ["004090000123", "004090000123"],
    ["004 090 000 123", "004090000123"],
    ["080.123.456", "080123456"],
    ["080-123-456", "080123456"],
  ])("is read from %s", (typed, number) => {
    expect(parseIdentityNumber(typed)).toEqual({ ok: true, number });
  });

  it.each([
    ["4090000123", "lost_zeros", "004090000123"],
    ["04090000123", "lost_zeros", "004090000123"],
    ["12345678", "wrong_length", undefined],
    ["0040900001234", "wrong_length", undefined],
    ["00409000012O", "not_digits", undefined],
    ["00409000012٣", "not_digits", undefined],
    ["000090000123", "no_such_place", undefined],
    ["000000000", "never_issued", undefined],
  ])("%s is refused as %s", (typed, reason, proposal) => {
    expect(parseIdentityNumber(typed)).toEqual({ ok: false, reason, ...(proposal && { proposal }) });
  });

  it("is doubted, not refused, where its century, year or sex is not the record's", () => {
    const born = (year: number) => ({ birth: { date: `${year}-05-03` }, gender: "male" as const });
    expect(identityDoubts("004090000123", born(1990))).toEqual([]);
    expect(identityDoubts("004190000123", born(1990))).toEqual(["gender"]);
    expect(identityDoubts("004091000123", born(1990))).toEqual(["year"]);
    expect(identityDoubts("004203000123", born(2003))).toEqual([]);
    expect(identityDoubts("004303000123", born(1903))).toEqual(["year", "gender"]);
    expect(identityDoubts("080123456", born(1990))).toEqual([]);
    expect(identityDoubts("004191000123", { birth: null, gender: null })).toEqual([]);
  });

  it("shows its last three digits only", () => {
    expect(maskedIdentity("123")).toBe("•••••••• 123");
  });
});

describe("the forms", () => {
  const personId = "01890a5d-ac96-774b-bcce-b302099a8057";
  const problems = (schema: typeof revealSchema | typeof sensitiveSchema, given: object) => {
    const parsed = schema.safeParse({ personId, ...given });
    return parsed.success ? {} : Object.fromEntries(parsed.error.issues.map((i) => [i.path[0], i.message]));
  };

  it("ask what is to be seen and why, and more where the purpose is another one", () => {
    expect(problems(revealSchema, {})).toEqual({
      fields: "Chọn ít nhất một mục cần xem",
      purpose: "Chọn vì sao cần xem",
    });
    expect(problems(revealSchema, { fields: "identity", purpose: "other" })).toEqual({
      note: "Ghi rõ vì sao cần xem",
    });
    expect(problems(revealSchema, { fields: "identity", purpose: "check" })).toEqual({});
  });

  it("propose the zeros a spreadsheet ate", () => {
    expect(problems(sensitiveSchema, { version: "0", identityNumber: "4090000123" })).toEqual({
      identityNumber: "Thiếu số 0 ở đầu (bảng tính hay làm mất). Có phải là 004090000123?",
    });
    expect(problems(sensitiveSchema, { version: "0", religion: "jedi" })).toHaveProperty("religion");
  });
});
