import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { documentSymbolKey, foldMarks, normalizeLines, normalizeText } from "@/lib/text/normalize";

const anyText = fc.string({ unit: "binary", maxLength: 40 });

describe("normalizeText", () => {
  it.each([
    ["Phục Hoà".normalize("NFD"), "Phục Hoà"],
    ["  Bế  Đăng\u00a0Khoa\t", "Bế Đăng Khoa"],
    ["Công ty\r\nPhúc An", "Công ty Phúc An"],
    ["a\u0000b\u0007c\u007f", "abc"],
    ["Nông\u200b sản\ufeff", "Nông sản"],
    ["\u202eđảo\u202c", "đảo"],
    ["nửa \ud83d cặp", "nửa cặp"],
    ["", ""],
    ["\u200b \u00a0", ""],
  ])("stores %j as %j", (typed, stored) => {
    expect(normalizeText(typed)).toBe(stored);
  });

  it("composes a letter and a tone that a zero-width character stood between", () => {
    expect(normalizeText("a\u200b\u0301")).toBe("á");
  });

  it("keeps the soft hyphen, which is the letter ư of TCVN3", () => {
    expect(normalizeText("tr\u00adêng")).toBe("tr\u00adêng");
  });

  it.each([
    ["a family is one picture", "👨‍👩‍👧‍👦"],
    ["a coloured farmer is one picture", "👩🏽‍🌾"],
    ["a flag with its letters", "🏴\u{e0067}\u{e0062}\u{e0073}\u{e0063}\u{e0074}\u{e007f}"],
  ])("keeps the joiners of pictures: %s", (_what, typed) => {
    expect(normalizeText(`Chi hội ${typed} vui`)).toBe(`Chi hội ${typed} vui`);
  });

  it("takes out joiners and tags that join nothing", () => {
    expect(normalizeText("a\u200db👩\u200d c\u{e0067}")).toBe("ab👩 c");
  });

  it("rewrites neither capitals nor the place of a tone", () => {
    expect(normalizeText("HÒA Hoà hÒA")).toBe("HÒA Hoà hÒA");
  });

  it("is NFC, idempotent, and the same for NFC and NFD, whatever is typed", () => {
    fc.assert(
      fc.property(anyText, (typed) => {
        const stored = normalizeText(typed);
        expect(stored).toBe(stored.normalize("NFC"));
        expect(normalizeText(stored)).toBe(stored);
        expect(stored).not.toMatch(/\p{Cc}|^\s|\s$|\s\s/u);
        expect(normalizeText(typed.normalize("NFD"))).toBe(normalizeText(typed.normalize("NFC")));
      }),
    );
  });
});

describe("normalizeLines", () => {
  it("keeps line breaks, whatever machine they come from, and one empty line at most", () => {
    expect(normalizeLines(" một \r\n\r\n\r\n hai\rba\n")).toBe("một\n\nhai\nba");
  });

  it("is idempotent", () => {
    const lines = fc.array(anyText, { maxLength: 6 }).map((parts) => parts.join("\r\n"));
    fc.assert(
      fc.property(lines, (typed) => {
        expect(normalizeLines(normalizeLines(typed))).toBe(normalizeLines(typed));
      }),
    );
  });
});

describe("foldMarks", () => {
  it("folds every Vietnamese letter to a plain one, and the eth that old keyboards typed for đ", () => {
    expect(foldMarks("ẰẲẴẮẶ ầẩẫấậ ềểễếệ ỒỔỖỐỘ ờởỡớợ ừửữứự ỳỷỹýỵ Đđ Ðð")).toBe(
      "aaaaa aaaaa eeeee ooooo ooooo uuuuu yyyyy dd dd",
    );
  });
});

describe("documentSymbolKey", () => {
  it.each([
    "105 -KH/TĐTN-TCKT",
    "105-KH/TĐTN-TCKT",
    "105 – KH/TĐTN–TCKT",
    "105KH/TĐTN TCKT",
    "105-KH/TDTN-TCKT",
    "105-kh/tđtn-tckt",
    " 105‑KH / TĐTN—TCKT ",
    "105 -KH/TĐTN-TCKT".normalize("NFD"),
    "105-KH/TÐTN-TCKT",
    "0105-KH/TĐTN-TCKT",
  ])("finds plan 105 however it is written: %j", (written) => {
    expect(documentSymbolKey(written)).toBe("105kh/tdtntckt");
  });

  it("finds the resolution whose hyphen is missing (§0.3)", () => {
    expect(documentSymbolKey("03 NQ/TWĐTN-BTC")).toBe(documentSymbolKey("03-NQ/TWĐTN-BTC"));
    expect(documentSymbolKey("197–KH/TWĐTN-BTC")).toBe(documentSymbolKey("197-KH/TWĐTN-BTC"));
  });

  it("keeps different documents apart", () => {
    const symbols = [
      "105-KH/TĐTN",
      "10-5KH/TĐTN",
      "15-KH/TĐTN",
      "105-KH/TWĐTN",
      "105-QĐ/TĐTN",
      "1050-KH/TĐTN",
    ];
    expect(new Set(symbols.map(documentSymbolKey)).size).toBe(symbols.length);
  });

  it("is idempotent", () => {
    fc.assert(
      fc.property(anyText, (symbol) => {
        expect(documentSymbolKey(documentSymbolKey(symbol))).toBe(documentSymbolKey(symbol));
      }),
    );
  });
});
