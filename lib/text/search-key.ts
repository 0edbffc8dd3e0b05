import { APOSTROPHES, foldMarks } from "@/lib/text/normalize";

/** y and i are one vowel where they are the whole rhyme (Sỹ = Sĩ), two everywhere else (tay ≠ tai). */
const I_RHYME = /^([hklmstv])y$/;

/**
 * One letter stands for both, and it is i. Only after "qu" it is y: no syllable goes on from "qui" but "quít", many go on
 * from "quy", so that "quy" typed on the way to "Quyết Thắng" still finds it.
 */
const foldRhyme = (word: string) => (word === "qui" ? "quy" : word.replace(I_RHYME, "$1i"));

/**
 * The key in which two spellings of one name meet: no marks, no capitals, đ as d, the tone wherever it was put
 * (hòa = hoà), i for a lone y, single blanks; apostrophes dropped, hyphens and other signs read as blanks. For searching
 * and for hints of duplicates only: a name is never rewritten by it (domain §4.5). Idempotent.
 */
export const searchKey = (text: string): string =>
  foldMarks(text)
    .replace(APOSTROPHES, "")
    .normalize("NFC")
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean)
    .map(foldRhyme)
    .join(" ");

/** A record's search key is asked for each word alone, and nobody needs more words than this to say what they mean. */
const MOST_TERMS = 8;

/** The words of a query, each once, as they stand in a search key; all of them must occur. Empty: no search. */
export const searchTerms = (query: string): string[] =>
  [...new Set(searchKey(query).split(" "))].filter(Boolean).slice(0, MOST_TERMS);

/** Ways to write a legal form, as search keys. They say what an enterprise is, not what it is called. */
const LEGAL_FORMS = [
  "cong ti",
  "cty",
  "ctcp",
  "trach nhiem huu han",
  "tnhh",
  "co phan",
  "cp",
  "hop danh",
  "doanh nghiep tu nhan",
  "dn tu nhan",
  "dntn",
  "lien hiep hop tac xa",
  "hop tac xa",
  "htx",
  "ho kinh doanh",
  "hkd",
  "(?:mot|hai|1|2) thanh vien(?: tro len)?",
  "[12] ?tv",
  "mtv",
  "co ltd",
  "ltd",
  "jsc",
  // Not a legal form, but written or left out as freely: "Xây dựng và Thương mại", "Xây dựng & Thương mại".
  "va",
];

/** Short or common words that mean a legal form only where a name begins with them. */
const LEADING_FORMS = ["ct", "c ti", "dn", "doanh nghiep"];

const LEGAL_FORM = new RegExp(
  `(?:(?<=^| )(?:${LEGAL_FORMS.join("|")})|^(?:${LEADING_FORMS.join("|")}))(?= |$)`,
  "g",
);

/**
 * The key for hints of duplicate enterprises: the search key without the words for the legal form, so that
 * "cty nong san phuc hoa" meets "Công ty TNHH Nông sản Phục Hoà". A name that is nothing but legal form keeps its key.
 */
export function enterpriseNameKey(name: string): string {
  const whole = searchKey(name);
  let key = whole;
  // Again, until nothing changes: what is left may begin with a form ("công ty TNHH dn Hoàng Anh").
  for (let before = ""; before !== key; ) {
    before = key;
    key = key.replace(LEGAL_FORM, "").replace(/ +/g, " ").trim();
  }
  return key || whole;
}
