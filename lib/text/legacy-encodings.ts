/**
 * Vietnamese as it was typed before Unicode: letters of Latin-1 that only the right font shows as Vietnamese. A file
 * holds those letters; here they become what they were meant to be.
 */
export type LegacyEncoding = "tcvn3" | "vni";

/** What a font's name tells: ".VnTimeH" shows capitals for small letters. */
export type LegacyFont = LegacyEncoding | "tcvn3_capitals";

/** TCVN 5712:1993, the .VnTime fonts. 00AD, elsewhere the soft hyphen that programs drop, is the letter ư. */
const TCVN3_OLD =
  "\u00a1\u00a2\u00a3\u00a4\u00a5\u00a6\u00a7\u00a8\u00a9\u00aa\u00ab\u00ac\u00ad\u00ae\u00b5\u00b6\u00b7\u00b8\u00b9" +
  "\u00bb\u00bc\u00bd\u00be\u00c6\u00c7\u00c8\u00c9\u00ca\u00cb\u00cc\u00ce\u00cf\u00d0\u00d1\u00d2\u00d3\u00d4\u00d5" +
  "\u00d6\u00d7\u00d8\u00dc\u00dd\u00de\u00df\u00e1\u00e2\u00e3\u00e4\u00e5\u00e6\u00e7\u00e8\u00e9\u00ea\u00eb\u00ec" +
  "\u00ed\u00ee\u00ef\u00f1\u00f2\u00f3\u00f4\u00f5\u00f6\u00f7\u00f8\u00f9\u00fa\u00fb\u00fc\u00fd\u00fe";
const TCVN3_NEW = "ĂÂÊÔƠƯĐăâêôơưđàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ";

const TCVN3 = new Map([...TCVN3_OLD].map((old, index) => [old, [...TCVN3_NEW][index] ?? old]));

/** VNI, the VNI-Times fonts: a plain letter and its sign behind it. The sign of a capital may be small. */
const VNI_SIGNS: Readonly<Record<string, readonly [signs: string, letters: string]>> = {
  a: ["øùûõïêèéúüëâàáåãä", "àáảãạăằắẳẵặâầấẩẫậ"],
  e: ["øùûõïâàáåãä", "èéẻẽẹêềếểễệ"],
  o: ["øùûõïâàáåãä", "òóỏõọôồốổỗộ"],
  u: ["øùûõï", "ùúủũụ"],
  y: ["øùûõ", "ỳýỷỹ"],
  ô: ["øùûõï", "ờớởỡợ"],
  ö: ["øùûõï", "ừứửữự"],
};
const VNI_PAIRS = new Map(
  Object.entries(VNI_SIGNS).flatMap(([letter, [signs, letters]]) =>
    [...signs].map((sign, index) => [letter + sign, letters[index] ?? ""] as const),
  ),
);
const VNI_SINGLE: Readonly<Record<string, string>> = {
  ñ: "đ",
  æ: "ỉ",
  ó: "ĩ",
  ò: "ị",
  î: "ỵ",
  ô: "ơ",
  ö: "ư",
};

const isCapital = (letter: string) => letter !== letter.toLowerCase();

function fromVni(text: string): string {
  let read = "";
  for (let at = 0; at < text.length; at++) {
    const letter = text.charAt(at);
    const sign = text.charAt(at + 1);
    const pair = VNI_PAIRS.get(letter.toLowerCase() + sign.toLowerCase());
    if (pair && (isCapital(letter) || !isCapital(sign))) {
      read += isCapital(letter) ? pair.toUpperCase() : pair;
      at++;
    } else {
      const single = VNI_SINGLE[letter.toLowerCase()];
      read += single ? (isCapital(letter) ? single.toUpperCase() : single) : letter;
    }
  }
  return read;
}

/** Marked letters have no capitals in TCVN3: in a word of capitals ("NGUYÔN") they are meant as such. */
function withCapitals(text: string, converted: string): string {
  const plain = text.replace(/[^A-Za-z]/g, "");
  if (plain.length > 1 && !/[a-z]/.test(plain) && /[A-Z]\P{L}*[A-Z]/u.test(text)) {
    return converted.toUpperCase();
  }
  return converted.replace(/\p{L}+/gu, (word) => {
    const capitals = word.match(/[A-Z]/g)?.length ?? 0;
    return capitals > 1 && !/[a-z]/.test(word) ? word.toUpperCase() : word;
  });
}

/** Letters neither encoding has: a text with one of them is Unicode already. */
const UNICODE_ONLY = /[\u0100-\u024f\u1ea0-\u1ef9]|\p{M}/u;

/** The text in Unicode (NFC); one that is Unicode already stays as it is. */
export function fromLegacy(text: string, encoding: LegacyFont): string {
  if (UNICODE_ONLY.test(text)) return text.normalize("NFC");
  if (encoding === "vni") return fromVni(text).normalize("NFC");
  const converted = [...text].map((letter) => TCVN3.get(letter) ?? letter).join("");
  return (encoding === "tcvn3" ? withCapitals(text, converted) : converted.toUpperCase()).normalize("NFC");
}

/** ".VnTime" and its family, "VNI-Times" and its family; undefined for fonts of today. */
export function legacyFont(name: string): LegacyFont | undefined {
  if (/^vni[-_ ]/i.test(name)) return "vni";
  if (!/^\.vn/i.test(name)) return undefined;
  return /H$/.test(name) ? "tcvn3_capitals" : "tcvn3";
}

const TONES = /[\u0300\u0301\u0303\u0309\u0323]/g;
const SYLLABLE = new RegExp(
  "^(?:ngh|ng|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdđghklmnpqrstvx])?" +
    "(?:a|ă|â|e|ê|i|o|ô|ơ|u|ư|y|ai|ao|au|ay|âu|ây|eo|êu|ia|iê|iu|iêu|oa|oă|oe|oo|oi|ôi|ơi|oai|oao|oay|oeo" +
    "|ua|uâ|uê|ui|uô|uơ|uy|uya|uyê|uyu|uây|uôi|ưa|ưi|ưu|ươ|ươi|ươu|yê|yêu)" +
    "(?:ch|ng|nh|[cmnpt])?$",
);

function isSyllable(word: string): boolean {
  const parts = word.toLowerCase().normalize("NFD");
  const tones = parts.match(TONES)?.length ?? 0;
  return tones < 2 && SYLLABLE.test(parts.replace(TONES, "").normalize("NFC"));
}

/** Words with marks that Vietnamese could have, less those it could not. */
export function vietnameseScore(text: string): number {
  let score = 0;
  for (const word of text.split(/[\s\u0021-\u002f\u003a-\u0040\u005b-\u0060\u007b-\u007e]+/)) {
    if (/[^\u0020-\u007e]/.test(word)) score += isSyllable(word) ? 1 : -1;
  }
  return score;
}

/** How a text reads best: as it is (null) or in an old encoding, and how many Vietnamese words that makes. */
export function bestReading(text: string): { encoding: LegacyEncoding | null; score: number } {
  let best: { encoding: LegacyEncoding | null; score: number } = {
    encoding: null,
    score: vietnameseScore(text),
  };
  if (!/[\u00a1-\u00ff]/.test(text) || UNICODE_ONLY.test(text)) return best;
  for (const encoding of ["tcvn3", "vni"] as const) {
    const score = vietnameseScore(fromLegacy(text, encoding));
    if (score > Math.max(0, best.score)) best = { encoding, score };
  }
  return best;
}

/**
 * The encoding a text was typed in, by its letters: null unless reading it so makes more Vietnamese words than leaving it.
 * "Bá" could be "Bỏ" typed in .VnTime; it is left alone.
 */
export const legacyEncodingOf = (text: string): LegacyEncoding | null => bestReading(text).encoding;
