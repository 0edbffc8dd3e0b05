import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { enterpriseNameKey, searchKey, searchTerms } from "@/lib/text/search-key";
import { spell, syllable } from "@/tests/lib/text/syllables";

const anyText = fc.string({ unit: "binary", maxLength: 40 });
const words = fc.array(syllable, { minLength: 1, maxLength: 6 });

describe("searchKey", () => {
  it.each([
    ["Phục Hoà", "phuc hoa"],
    ["Phục Hòa", "phuc hoa"],
    ["Thuý", "thuy"],
    ["Thúy", "thuy"],
    ["ĐỨC LONG", "duc long"],
    ["Ðức Long", "duc long"],
    ["Sỹ", "si"],
    ["Công ty Mỹ Lý", "cong ti mi li"],
    ["Quí", "quy"],
    ["Quý", "quy"],
    ["Quỳnh", "quynh"],
    ["tay", "tay"],
    ["tai", "tai"],
    ["Thủy", "thuy"],
    ["Y tế", "y te"],
    ["H'Mông", "hmong"],
    ["H’Mông", "hmong"],
    ["Khơ-me", "kho me"],
    ["Bru–Vân Kiều", "bru van kieu"],
    ["  Công\u00a0ty   (TNHH) «Phúc & An», số 2. ", "cong ti tnhh phuc an so 2"],
    ["TP.Cao Bằng", "tp cao bang"],
    ["", ""],
    ["--- ' \" %_\\ ; DROP TABLE --", "drop table"],
    ["🏭 Nhà máy", "nha may"],
    ["a\u200bn\u00adh", "anh"],
  ])("reads %j as %j", (name, key) => {
    expect(searchKey(name)).toBe(key);
  });

  it("is the same for NFC and NFD, idempotent and NFC, whatever is typed", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const key = searchKey(text);
        expect(searchKey(text.normalize("NFD"))).toBe(searchKey(text.normalize("NFC")));
        expect(searchKey(key)).toBe(key);
        expect(key).toBe(key.normalize("NFC"));
        expect(key).not.toMatch(/[%_\\']|^ | $| {2}/);
      }),
      { numRuns: 1000 },
    );
  });

  it("does not see where the tone is put, nor which it is, nor capitals", () => {
    fc.assert(
      fc.property(words, (parts) => {
        const early = parts.map((part) => spell({ ...part, late: false })).join(" ");
        const late = parts.map((part) => spell({ ...part, late: true })).join(" ");
        const bare = parts.map((part) => spell({ ...part, tone: "" })).join(" ");
        expect(searchKey(late)).toBe(searchKey(early));
        expect(searchKey(bare)).toBe(searchKey(early));
        expect(searchKey(early.toLocaleUpperCase("vi"))).toBe(searchKey(early));
      }),
    );
  });

  it.each("h k l m s t v qu".split(" "))(
    "takes i and y for one after %s where it is the whole rhyme",
    (onset) => {
      expect(searchKey(`${onset}y`)).toBe(searchKey(`${onset}i`));
      for (const rest of ["a", "ê"])
        expect(searchKey(`${onset}${rest}y`)).not.toBe(searchKey(`${onset}${rest}i`));
    },
  );
});

describe("searchTerms", () => {
  it("gives each word of the query once", () => {
    expect(searchTerms(" Hoà  hòa, PHÚC ")).toEqual(["hoa", "phuc"]);
  });

  it.each(["", "  ", "--", "%", "'"])("gives no term for %j", (query) => {
    expect(searchTerms(query)).toEqual([]);
  });

  it("asks for eight words at most", () => {
    expect(searchTerms("a b c d e g h k l m")).toEqual(["a", "b", "c", "d", "e", "g", "h", "k"]);
  });

  it("finds Quyết Thắng from every beginning of its name that is a word", () => {
    const key = searchKey("Quyết Thắng");
    for (const query of ["q", "qu", "quy", "quyê", "quyết", "quyết thă"]) {
      for (const term of searchTerms(query)) expect(key).toContain(term);
    }
  });
});

describe("enterpriseNameKey", () => {
  it.each([
    "cty nong san phuc hoa",
    "Công ty TNHH Nông sản Phục Hoà",
    "CÔNG TY TNHH NÔNG SẢN PHỤC HÒA",
    "Cty TNHH MTV Nông sản Phục Hoà",
    "Công ty trách nhiệm hữu hạn một thành viên Nông sản Phục Hoà",
    "Công ty TNHH 1 thành viên Nông sản Phục Hoà",
    "Công ty TNHH 1TV Nông sản Phục Hoà",
    "Công ty TNHH hai thành viên trở lên Nông sản Phục Hoà",
    "Công ty cổ phần Nông sản Phục Hoà",
    "C.ty CP Nông sản Phục Hoà",
    "CT TNHH Nông sản Phục Hoà",
    "CTCP Nông sản Phục Hoà",
    "Công ty hợp danh Nông sản Phục Hoà",
    "Doanh nghiệp tư nhân Nông sản Phục Hoà",
    "DN tư nhân Nông sản Phục Hoà",
    "DNTN Nông sản Phục Hoà",
    "Doanh nghiệp Nông sản Phục Hoà",
    "Hợp tác xã Nông sản Phục Hoà",
    "HTX Nông sản Phục Hoà",
    "Liên hiệp hợp tác xã Nông sản Phục Hoà",
    "Hộ kinh doanh Nông sản Phục Hoà",
    "Nông sản Phục Hoà Co., Ltd",
    "Nông sản Phục Hoà JSC",
    "Công ty TNHH DN Nông sản và Phục Hoà".normalize("NFD"),
  ])("takes %j for Nông sản Phục Hoà", (name) => {
    expect(enterpriseNameKey(name)).toBe("nong san phuc hoa");
  });

  it("takes & and và for the same", () => {
    expect(enterpriseNameKey("Xây dựng & Thương mại An Phú")).toBe(
      enterpriseNameKey("Xây dựng và Thương mại An Phú"),
    );
  });

  it("keeps words that only begin like a legal form", () => {
    expect(enterpriseNameKey("Công ty TNHH Cổ Loa")).toBe("co loa");
    expect(enterpriseNameKey("Cơ khí Dân Tiến CT")).toBe("co khi dan tien ct");
    expect(enterpriseNameKey("Vạn Phúc")).toBe("van phuc");
  });

  it("keeps the key of a name that is nothing but legal form", () => {
    expect(enterpriseNameKey("Công ty Cổ phần")).toBe("cong ti co phan");
  });

  it("is idempotent, also where forms are nested", () => {
    const pieces = fc.constantFrom(
      "công",
      "ty",
      "cty",
      "công ty",
      "tnhh",
      "dn",
      "ct",
      "và",
      "cổ phần",
      "phúc",
      "hai",
      "tv",
      "thành viên",
    );
    const names = fc.array(pieces, { maxLength: 8 }).map((parts) => parts.join(" "));
    fc.assert(
      fc.property(fc.oneof(names, anyText), (name) => {
        expect(enterpriseNameKey(enterpriseNameKey(name))).toBe(enterpriseNameKey(name));
      }),
    );
  });
});
