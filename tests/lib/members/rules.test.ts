import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { AssociationRuleSet, RuleSet, UnionRuleSet } from "@/lib/branches/rules";
import { parsePartialDate } from "@/lib/dates/partial-date";
import { addDays, ageOn, type PartialDate } from "@/lib/dates/plain-date";
import type { BranchKind } from "@/lib/generated/prisma/enums";
import {
  admissionFindings,
  committeeFinding,
  couldBeSame,
  decidesAlone,
  endKindsOf,
  endNeedsReason,
  isImpossibleBirth,
  lastBirthOver,
  livesOnFrom,
  looksLegacyEncoded,
  maturityOf,
  titlesOf,
  uncoveredPosts,
} from "@/lib/members/rules";
import { searchKey } from "@/lib/text/search-key";

const congress = { congressQuorum: { present: 2, of: 3 }, congressTasks: [] };

/** The rules that matter here, of the charters of khóa X (2014) and khóa XIII (2026). */
const union = (admissionMinAge: { years: number; days: number }): UnionRuleSet => ({
  ...{ line: "union", code: "thử", name: "Điều lệ thử" },
  rules: {
    ...{ admissionMinAge, admissionMaxAge: 30, admissionMinEducation: "primary" },
    ...{
      maturityAge: 30,
      stayUntilAge: 35,
      cellMinMembers: 3,
      grassrootsMinCells: 2,
      grassrootsMinMembers: 30,
    },
    ...{ smallCellBelow: 9, smallCellMaxPosts: 2, cellCommittee: { min: 3, max: 5 } },
    ...{
      grassrootsCommittee: { min: 5, max: 15 },
      enterpriseTermMonths: 30,
      termExtensionMaxShare: 0.5,
      transferReceiptMonths: 3,
    },
    ...congress,
  },
});
const charterX = union({ years: 15, days: 1 });
const charterXIII = union({ years: 16, days: 0 });
const hoi: AssociationRuleSet = {
  ...{ line: "association", code: "thử", name: "Điều lệ Hội thử" },
  rules: { memberMinAge: 15, memberMaxAge: 35, chapterMinMembers: 3, transferReceiptMonths: 3, ...congress },
};

const born = (text: string): PartialDate => {
  const birth = parsePartialDate(text);
  if (!birth) throw new Error(`No birth date: ${text}`);
  return birth;
};
const judged = (birth: string, admitOn: string, ruleSet: RuleSet = charterX) =>
  admissionFindings({ birth: born(birth), education: "university" }, admitOn, ruleSet).map(
    ({ rule, finding, stops }) => `${rule} ${finding}${stops ? ", chặn" : ""}`,
  );

describe("V01 the youngest age of admission", () => {
  it.each([
    ["5/3/1999", "2014-03-05", ["V01 too_young, chặn"]],
    ["5/3/1999", "2014-03-06", []],
    ["29/2/1996", "2011-03-01", []],
    ["29/2/1996", "2011-02-28", ["V01 too_young, chặn"]],
  ])("under khóa X it is 15 years and a day: born %s, admitted %s", (birth, admitOn, findings) => {
    expect(judged(birth, admitOn)).toEqual(findings);
  });

  it.each([
    ["5/3/2010", "2026-03-04", ["V01 too_young, chặn"]],
    ["5/3/2010", "2026-03-05", []],
  ])("under khóa XIII it is 16 years: born %s, admitted %s", (birth, admitOn, findings) => {
    expect(judged(birth, admitOn, charterXIII)).toEqual(findings);
  });

  it.each([
    ["1999", "2014-01-01", ["V01 too_young, chặn"]],
    ["1999", "2014-01-02", ["V01 maybe_too_young"]],
    ["1999", "2014-12-31", ["V01 maybe_too_young"]],
    ["1999", "2015-01-01", []],
    ["3/1999", "2014-03-01", ["V01 too_young, chặn"]],
    ["3/1999", "2014-03-31", ["V01 maybe_too_young"]],
    ["3/1999", "2014-04-01", []],
  ])("V05 with a birth date of %s on %s it stops only what is certain", (birth, admitOn, findings) => {
    expect(judged(birth, admitOn)).toEqual(findings);
  });

  it("tells from which day the age is certain", () => {
    expect(
      admissionFindings({ birth: born("3/1999"), education: null }, "2014-03-10", charterX),
    ).toMatchObject([{ allowedFrom: "2014-04-01" }]);
  });

  it("asks for a second look when no birth date is known", () => {
    expect(admissionFindings({ birth: null, education: null }, "2014-03-10", charterX)).toEqual([
      { rule: "V01", stops: false, finding: "birth_unknown" },
    ]);
  });
});

describe("V02 older than 30", () => {
  it.each([
    ["15/12/1983", "2014-12-14", []],
    ["15/12/1983", "2014-12-15", ["V02 too_old, chặn"]],
    ["1983", "2014-06-01", ["V02 maybe_too_old"]],
    ["1983", "2015-01-01", ["V02 too_old, chặn"]],
    ["1982", "2014-06-01", ["V02 too_old, chặn"]],
    ["1984", "2014-12-31", []],
  ])("born %s, admitted %s", (birth, admitOn, findings) => {
    expect(judged(birth, admitOn)).toEqual(findings);
  });

  it.each([
    ["1/1/1978", ["V02 too_old"]],
    ["1/1/2005", ["V01 too_young"]],
    ["1/1/1985", []],
  ])("the Hội's ages only warn: born %s", (birth, findings) => {
    expect(judged(birth, "2014-12-15", hoi)).toEqual(findings);
  });
});

describe("V03 schooling", () => {
  it.each([
    ["below_primary", ["V03"]],
    ["primary", []],
    ["postgraduate", []],
    [null, []],
  ] as const)("%s", (education, rules) => {
    const findings = admissionFindings({ birth: born("1/1/1990"), education }, "2014-12-15", charterX);
    expect(findings.map(({ rule }) => rule)).toEqual(rules);
    expect(findings.some(({ stops }) => stops)).toBe(false);
  });

  it("is not asked of a hội viên", () => {
    expect(
      admissionFindings({ birth: born("1/1/1990"), education: "below_primary" }, "2014-12-15", hoi),
    ).toEqual([]);
  });
});

describe("V04 births that cannot be", () => {
  it.each([
    ["16/12/2014", true],
    ["15/12/2014", false],
    ["2014", false],
    ["2015", true],
    ["31/12/1899", true],
    ["15/12/1913", true],
    ["16/12/1913", false],
    ["1913", false],
    ["1912", true],
  ])("%s is impossible on 15/12/2014: %s", (birth, impossible) => {
    expect(isImpossibleBirth(born(birth), "2014-12-15")).toBe(impossible);
  });
});

describe("V12, V13 leaving Đoàn with honour", () => {
  const member = (birth: string, given: { staysAfterThirty?: boolean; holdsPost?: boolean } = {}) => ({
    ...{ birth: born(birth), staysAfterThirty: false, holdsPost: false },
    ...given,
  });
  it.each([
    [member("16/12/1983"), "none"],
    [member("15/12/1983"), "due"],
    [member("1983"), "maybe_due"],
    [member("1982"), "due"],
    [member("15/12/1983", { staysAfterThirty: true }), "none"],
    [member("15/12/1978", { staysAfterThirty: true }), "overdue"],
    [member("1978", { staysAfterThirty: true }), "maybe_due"],
    [member("15/12/1978"), "overdue"],
    [member("15/12/1970", { holdsPost: true }), "none"],
  ])("%j on 15/12/2014 is %s", (given, maturity) => {
    expect(maturityOf(given, "2014-12-15", charterX.rules)).toBe(maturity);
  });

  const day = fc.integer({ min: 0, max: 20_000 }).map((days) => addDays("1970-01-01", days));
  it("finds by birth day exactly those who are older than an age, 29/02 included", () => {
    fc.assert(
      fc.property(day, fc.integer({ min: 0, max: 60 }), fc.integer({ min: -3, max: 3 }), (on, age, shift) => {
        const birth = addDays(lastBirthOver(age, on), shift);
        expect(ageOn({ date: birth, precision: "day" }, on).max > age).toBe(shift <= 0);
      }),
      {
        examples: [
          ["2015-02-28", 30, 0],
          ["2015-02-28", 30, 1],
          ["2016-02-29", 30, 0],
        ],
      },
    );
  });
});

describe("V08, V09 the size of a committee", () => {
  it.each<[BranchKind, number, number, string | null]>([
    ["cell", 8, 2, null],
    ["cell", 8, 3, "V09 too_many"],
    ["cell", 8, 0, null],
    ["cell", 9, 2, "V08 too_few"],
    ["cell", 9, 3, null],
    ["cell", 9, 5, null],
    ["cell", 9, 6, "V08 too_many"],
    ["grassroots_cell", 8, 3, "V09 too_many"],
    ["grassroots_union", 8, 4, "V08 too_few"],
    ["grassroots_union", 40, 15, null],
    ["grassroots_union", 40, 16, "V08 too_many"],
  ])("a %s of %i members with %i posts: %s", (kind, members, posts, expected) => {
    const finding = committeeFinding({ kind, members, posts }, charterX);
    expect(finding && `${finding.rule} ${finding.finding}`).toBe(expected);
  });

  it("is not known for the Hội", () => {
    expect(committeeFinding({ kind: "chapter", members: 4, posts: 9 }, hoi)).toBeNull();
  });
});

describe("V10 a post rests on a membership", () => {
  const post = (validFrom: string, validTo: string | null, exceptionReason: string | null = null) => ({
    ...{ validFrom, validTo, exceptionReason },
  });
  const year = { validFrom: "2014-01-01", validTo: "2015-01-01" };
  const since = { validFrom: "2014-01-01", validTo: null };
  it.each([
    [post("2014-02-01", "2015-01-01"), [year], true],
    [post("2014-02-01", "2015-01-02"), [year], false],
    [post("2014-02-01", null), [year], false],
    [post("2014-02-01", null), [since], true],
    [post("2013-12-31", null), [since], false],
    [post("2013-12-31", null, "cấp trên chỉ định"), [since], true],
    [post("2014-02-01", null), [], false],
    [post("2014-02-01", null), [year, { validFrom: "2015-01-01", validTo: null }], true],
  ])("%j within %j: %s", (held, memberships, isCovered) => {
    expect(uncoveredPosts([held], memberships)).toEqual(isCovered ? [] : [held]);
  });
});

describe("V16 the same person twice", () => {
  const identity = (name: string, birth: string | null, areaId: string | null = null) => ({
    ...{ searchKey: searchKey(name), birth: birth === null ? null : born(birth), areaId },
  });
  it.each([
    [identity("Đàm Thị Hoà", "5/3/1990"), identity("Đàm Thị Hòa", "5/3/1990"), true],
    [identity("Nông Văn Sỹ", "5/3/1990"), identity("NÔNG VĂN SĨ", "1990"), true],
    [identity("Nông Văn An", "5/3/1990"), identity("Nông Văn An", "4/1990"), false],
    [identity("Nông Văn An", "5/3/1990"), identity("Nông Văn Ân", "5/3/1990"), true],
    [identity("Nông Văn An", "5/3/1990"), identity("Nông Văn An", null), true],
    [identity("Nông Văn An", "5/3/1990", "a"), identity("Nông Văn An", "5/3/1990", "b"), false],
    [identity("Nông Văn An", "5/3/1990", "a"), identity("Nông Văn An", "5/3/1990"), true],
    [identity("Nông Văn An", "5/3/1990"), identity("Nông Văn Anh", "5/3/1990"), false],
  ])("%j and %j: %s", (one, other, same) => {
    expect(couldBeSame(one, other)).toBe(same);
    expect(couldBeSame(other, one)).toBe(same);
  });
});

describe("V33 letters of the old fonts", () => {
  it.each(["NguyÔn V¨n An", "Ñoaøn Vieân", "Nguyeãn Vaên A", "TrÇn ThÞ Hoµ", "Hoàng Thò Laâm"])(
    "%s",
    (text) => {
      expect(looksLegacyEncoded(text)).toBe(true);
    },
  );
  it.each([
    ...[
      "Nguyễn Văn An",
      "Đàm Thị Hoà",
      "Nông Thuý Quỳnh",
      "H'Mông Láo",
      "Bế Đăng Khoa",
      "TRƯƠNG ĐÌNH HUÂN",
      "Hoả, Hoã",
    ],
    ...[
      "Công nhân kỹ thuật",
      "Khoẻ",
      "Quyết Thắng – Hà Quảng",
      "Lò Mí Pó",
      "Lương Thị Luyến",
      "Nguyễn Hữu Luân",
    ],
    ...["Nguyễn Quang Thuỵ", "Toàn, Toán, Toản, Toạn", "Ngô Xuân Quý"],
  ])("not in %s, however it was composed", (text) => {
    expect(looksLegacyEncoded(text)).toBe(false);
    expect(looksLegacyEncoded(text.normalize("NFD"))).toBe(false);
  });
});

describe("who decides, and what each line knows", () => {
  it("a chi đoàn cơ sở and a đoàn cơ sở decide their own admissions, nobody else does", () => {
    const kinds: BranchKind[] = ["cell", "grassroots_cell", "grassroots_union", "chapter", "club"];
    expect(kinds.filter(decidesAlone)).toEqual(["grassroots_cell", "grassroots_union"]);
  });

  it("posts and ways out belong to a line", () => {
    expect(titlesOf("union")).not.toContain("chapter_head");
    expect(titlesOf("association")).toEqual(["chapter_head", "deputy_chapter_head"]);
    expect(endKindsOf("association")).not.toContain("matured");
    expect(endKindsOf("union").filter(endNeedsReason)).toEqual(["struck_off", "expelled"]);
  });

  it("an organisation lives on from a day when its present life began by then", () => {
    const lives = [
      { validFrom: "2012-01-01", validTo: "2013-01-01" },
      { validFrom: "2014-01-01", validTo: null },
    ];
    expect(["2012-06-01", "2013-06-01", "2014-01-01"].map((on) => livesOnFrom(lives, on))).toEqual([
      false,
      false,
      true,
    ]);
  });
});
