import { describe, expect, it } from "vitest";
import { z } from "zod";
import {
  branchFilterSchema,
  correctionSchema,
  founderSearchSchema,
  foundingOverrideSchema,
  foundingSchema,
  ruleSetSchema,
} from "@/lib/branches/schema";
import { newId } from "@/lib/db/id";

const enterpriseId = newId();
const form = {
  enterpriseId,
  line: "union",
  kind: "cell",
  name: "  Chi đoàn   Công ty Minh hoạ 01 ",
  beginning: "established",
  establishedOn: "1/12/2014",
  decisionNumber: "12 -QĐ/HĐ",
  decisionOn: "28/11/2014",
  decidedBy: "superior",
  provisional: "on",
  parentId: "",
  meetingRhythm: "monthly",
  note: "",
  skipReason: "",
  p0_name: "Nông Văn Minh Hoạ",
  p0_gender: "male",
  p0_birth: "1990",
  p1_name: "",
  p1_gender: "",
  p3_name: "Bế Thị Minh Hoạ",
  p3_birth: "5/3/1992",
  p3_occupation: "Công nhân may",
  p3_person: "new",
  secretary: "3",
};

const errorsOf = (values: Record<string, unknown>, schema: z.ZodType = foundingSchema) => {
  const parsed = schema.safeParse(values);
  return parsed.success ? {} : z.flattenError(parsed.error).fieldErrors;
};

describe("the founding form", () => {
  it("reads the facts and the rows somebody wrote in, empty ones left out", () => {
    expect(foundingSchema.parse(form)).toMatchObject({
      name: "Chi đoàn Công ty Minh hoạ 01",
      establishedOn: "2014-12-01",
      decisionNumber: "12 -QĐ/HĐ",
      provisional: true,
      parentId: null,
      coveredIds: [],
      confirmed: [],
      secretary: 3,
      founders: [
        { row: 0, name: "Nông Văn Minh Hoạ", birth: { date: "1990-01-01", precision: "year" }, person: null },
        { row: 3, name: "Bế Thị Minh Hoạ", occupation: "Công nhân may", person: "new" },
      ],
    });
  });

  it("V05: keeps a birth of which only the year is known as a year", () => {
    expect(foundingSchema.parse(form).founders[0]?.birth?.precision).toBe("year");
  });

  it("tells all mistakes of the whole form at once, each under its own field", () => {
    const errors = errorsOf({
      ...form,
      name: "",
      establishedOn: "31/02/2014",
      p0_name: "",
      p3_birth: "13/1990",
    });
    expect(Object.keys(errors).sort()).toEqual(["establishedOn", "name", "p0_name", "p3_birth"]);
  });

  it.each([
    ["a kind of the other line", { kind: "chapter" }, "kind"],
    ["a decision without its day", { decisionOn: "" }, "decisionOn"],
    ["a day without its decision", { decisionNumber: "" }, "decisionNumber"],
    ["a secretary who is not on the list", { secretary: "1" }, "secretary"],
    ["a record chosen twice", { p0_person: enterpriseId, p3_person: enterpriseId }, "p3_name"],
    ["a made-up enterprise", { enterpriseId: "1' or true" }, "enterpriseId"],
  ])("refuses %s", (_, changed, field) => {
    expect(Object.keys(errorsOf({ ...form, ...changed }))).toEqual([field]);
  });

  it("reads one covered enterprise as well as several", () => {
    const other = newId();
    expect(foundingSchema.parse({ ...form, coveredIds: other }).coveredIds).toEqual([other]);
    expect(foundingSchema.parse({ ...form, coveredIds: [other, enterpriseId] }).coveredIds).toHaveLength(2);
  });

  it("brings names to NFC however they were typed", () => {
    const typed = "Nông Văn Thuý".normalize("NFD");
    expect(foundingSchema.parse({ ...form, p0_name: typed }).founders[0]?.name).toBe(typed.normalize("NFC"));
  });

  it("looks people up while the rest is unfinished", () => {
    expect(
      founderSearchSchema.parse({ p2_name: "hoa", p2_birth: "chưa rõ", p4_birth: "1990" }),
    ).toMatchObject({
      founders: [{ row: 2, name: "hoa", birth: null }],
    });
  });

  it("asks for an override with a reason, the rest of the form as it is", () => {
    expect(
      foundingOverrideSchema.parse({ ...form, overrideReason: "Vùng cao", blocked: "V06" }),
    ).toMatchObject({
      blocked: ["V06"],
      founders: 2,
    });
    expect(Object.keys(errorsOf({ ...form, blocked: "V06" }, foundingOverrideSchema))).toEqual([
      "overrideReason",
    ]);
  });
});

describe("the correction form", () => {
  it("wants a due date before it is put off", () => {
    const { enterpriseId: _, line: __, ...facts } = form;
    const correction = { ...facts, branchId: newId(), version: "2", lastCongressOn: "", congressDueOn: "" };
    expect(
      Object.keys(errorsOf({ ...correction, congressExtendedTo: "1/1/2015" }, correctionSchema)),
    ).toEqual(["congressDueOn"]);
  });
});

describe("filters", () => {
  it("take what they understand from an address and never fail", () => {
    expect(
      branchFilterSchema.parse({ line: "union", kind: "x", unit: "1", health: ["weak", "y"], q: " " }),
    ).toEqual({
      line: "union",
      health: "weak",
    });
    expect(branchFilterSchema.parse(null)).toEqual({});
  });
});

describe("rule sets", () => {
  it("are read by their values alone, whatever source is written beside them", () => {
    const rule = (value: unknown) => ({ value, source: "nguồn", confidence: "none" });
    expect(
      ruleSetSchema.parse({
        line: "association",
        code: "hoi",
        name: "Điều lệ Hội",
        rules: {
          memberMinAge: rule(15),
          memberMaxAge: rule(35),
          chapterMinMembers: rule(3),
          transferReceiptMonths: rule(3),
          congressQuorum: rule({ present: 2, of: 3 }),
          congressTasks: rule([{ code: "plan", label: "Kế hoạch" }]),
        },
      }).rules,
    ).toEqual({
      ...{ memberMinAge: 15, memberMaxAge: 35, chapterMinMembers: 3, transferReceiptMonths: 3 },
      congressQuorum: { present: 2, of: 3 },
      congressTasks: [{ code: "plan", label: "Kế hoạch" }],
    });
  });
});
