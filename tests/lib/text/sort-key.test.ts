import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { personSortKey, splitName, textSortKey } from "@/lib/text/sort-key";
import { spell, syllable, TONE_MARKS } from "@/tests/lib/text/syllables";

/** As PostgreSQL's COLLATE "C" compares: byte by byte of UTF-8. */
const byBytes = (one: string, other: string) =>
  Math.sign(Buffer.compare(Buffer.from(one), Buffer.from(other)));

const sorted = (texts: readonly string[], key: (text: string) => string) =>
  [...texts].sort((one, other) => byBytes(key(one), key(other)));

const accents = new Intl.Collator("vi", { sensitivity: "accent" });

/** One way to put tones, so that the collator, which sees the place before the tone, compares the tones. */
const word = syllable.map((parts) => spell({ ...parts, late: false }));
const phrase = fc.array(word, { minLength: 1, maxLength: 4 }).map((parts) => parts.join(" "));
/** Pairs that share a beginning are rare by chance and are where an order is wrong. */
const pair = fc.oneof(
  fc.tuple(phrase, phrase),
  fc
    .tuple(phrase, phrase, phrase)
    .map(([start, one, other]) => [`${start} ${one}`, `${start} ${other}`] as const),
  fc
    .tuple(
      fc.array(syllable, { minLength: 1, maxLength: 4 }),
      fc.infiniteStream(fc.constantFrom(...TONE_MARKS)),
    )
    .map(([parts, tones]) => {
      const retoned = parts.map((part) => ({ ...part, tone: tones.next().value ?? "" }));
      const write = (syllables: typeof parts) =>
        syllables.map((part) => spell({ ...part, late: false })).join(" ");
      return [write(parts), write(retoned)] as const;
    }),
);

describe("textSortKey", () => {
  it("orders the letters as the alphabet does, with f, j, w, z in their usual places", () => {
    const alphabet = "0 1 9 a ă â b c d đ e ê f g h i j k l m n o ô ơ p q r s t u ư v w x y z".split(" ");
    expect(sorted(alphabet.toReversed(), textSortKey)).toEqual(alphabet);
  });

  it("orders the tones ngang, huyền, hỏi, ngã, sắc, nặng, on every vowel", () => {
    for (const vowel of "aăâeêioôơuưy") {
      const tones = TONE_MARKS.map((tone) => (vowel + tone).normalize("NFC"));
      expect(sorted(tones.toReversed(), textSortKey)).toEqual(tones);
    }
  });

  it("lets letters decide before tones, and a shorter text come before its continuation", () => {
    expect(sorted(["bàn", "bà", "ban", "băn", "bạ bê"], textSortKey)).toEqual([
      "bà",
      "bạ bê",
      "ban",
      "bàn",
      "băn",
    ]);
  });

  it("orders any two texts as Intl.Collator('vi') does, letters first, then tones", () => {
    fc.assert(
      fc.property(pair, ([one, other]) => {
        const expected = Math.sign(accents.compare(one, other));
        expect(byBytes(textSortKey(one), textSortKey(other))).toBe(expected);
        expect(
          textSortKey(one) < textSortKey(other) ? -1 : Number(textSortKey(one) > textSortKey(other)),
        ).toBe(expected);
      }),
      { numRuns: 3000 },
    );
  });

  it.each(["울란바토르", "사회과학원 어학연구소", "ガギグ", "Đặng Kiều"])(
    "is stored in NFC for names of any script: %s",
    (name) => {
      expect(textSortKey(name)).toBe(textSortKey(name).normalize("NFC"));
      expect(personSortKey(name)).toBe(personSortKey(name).normalize("NFC"));
    },
  );

  it("is the same for NFC and NFD and for capitals", () => {
    fc.assert(
      fc.property(phrase, (text) => {
        expect(textSortKey(text.normalize("NFD"))).toBe(textSortKey(text));
        expect(textSortKey(text.toLocaleUpperCase("vi"))).toBe(textSortKey(text));
      }),
    );
  });

  it("uses the place of the tone only between texts that are otherwise equal", () => {
    expect(sorted(["Hòa Bình", "Hoà Bình", "Hòa An", "Hoà An", "Hoá An", "Hòa"], textSortKey)).toEqual([
      "Hòa",
      "Hoà An",
      "Hòa An",
      "Hoá An",
      "Hoà Bình",
      "Hòa Bình",
    ]);
  });

  it("holds no character that PostgreSQL refuses or trims, and nothing but ASCII for Vietnamese", () => {
    fc.assert(
      fc.property(phrase, (text) => {
        expect(textSortKey(text)).toMatch(/^[0-9a-z{|,-]+$/);
      }),
    );
  });

  it("keeps signs out of the order and apostrophes out of the words", () => {
    expect(textSortKey("Công ty “An-Phú”")).toBe(textSortKey("công ty an phú"));
    expect(textSortKey("H'Mông")).toBe(textSortKey("Hmông"));
    expect(textSortKey("Ðức")).toBe(textSortKey("Đức"));
    expect(() => textSortKey("🏭 \u0000 日本 Ж")).not.toThrow();
  });
});

describe("splitName", () => {
  it.each([
    ["Bế Đăng Khoa", "Bế", "Đăng", "Khoa"],
    ["Nông Thị Thu  Hà", "Nông", "Thị Thu", "Hà"],
    ["Lục An", "Lục", "", "An"],
    ["Sùng", "", "", "Sùng"],
    ["  ", "", "", ""],
  ])("splits %j", (fullName, familyName, middleName, givenName) => {
    expect(splitName(fullName)).toEqual({ familyName, middleName, givenName });
  });
});

describe("personSortKey", () => {
  it("gives the order checked in §4.5: An, Ánh, Ân, Hoà, Hòa, Khoa", () => {
    const people = ["Lục Văn An", "Ngô Thị Ánh", "Nông Văn Ân", "Đàm Thị Hoà", "Đàm Thị Hòa", "Bế Đăng Khoa"];
    expect(sorted(people.toReversed(), personSortKey)).toEqual(people);
  });

  it("orders by given name, then family name, then middle name", () => {
    const people = [
      "An",
      "Bế An",
      "Bế Văn An",
      "Dương Văn An",
      "Đàm An",
      "Đàm Thị An",
      "Đàm Văn An",
      "Đàm Vân An",
      "Bế Thị Ánh",
      "Hoàng Thị Ánh",
    ];
    expect(sorted(people.toReversed(), personSortKey)).toEqual(people);
  });

  it("does not let the place of a tone in the given name part a family (Hoà, Hòa)", () => {
    const people = ["Bế Thị Hoà", "Bế Thị Hòa", "Lý Thị Hoà", "Lý Thị Hòa"];
    expect(sorted(people.toReversed(), personSortKey)).toEqual(people);
  });

  it("is case-insensitive and the same for NFC and NFD", () => {
    expect(personSortKey("BẾ ĐĂNG KHOA")).toBe(personSortKey("Bế Đăng Khoa".normalize("NFD")));
  });

  it("orders any two people as the collator orders their name parts", () => {
    fc.assert(
      fc.property(pair, ([one, other]) => {
        const [first, second] = [splitName(one), splitName(other)];
        const expected =
          accents.compare(first.givenName, second.givenName) ||
          accents.compare(first.familyName, second.familyName) ||
          accents.compare(first.middleName, second.middleName);
        expect(byBytes(personSortKey(one), personSortKey(other))).toBe(Math.sign(expected));
      }),
      { numRuns: 3000 },
    );
  });
});
