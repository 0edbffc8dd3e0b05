import { APOSTROPHES } from "@/lib/text/normalize";

/**
 * Sort keys: plain strings whose order byte by byte (COLLATE "C", or < in JavaScript) is the order of the Vietnamese
 * alphabet (domain §4.5). They take the place of the ICU collation, which Prisma cannot ask for and a database may lack.
 *
 * A key has levels, each of which decides only between equals of the one before. "," ends a level and "-" a word: both
 * are smaller than any letter or digit, and "," is the smaller, so the shorter of two names comes first.
 */
const LEVEL = ",";
const WORD = "-";

/** A letter of its own is its plain letter and a sign greater than z: a < az < a{ (ă) < a| (â) < b. f, j, w, z fit in. */
const OWN_LETTERS: Readonly<Record<string, string>> = {
  "a\u0306": "a{",
  "a\u0302": "a|",
  "e\u0302": "e{",
  "o\u0302": "o{",
  "o\u031b": "o|",
  "u\u031b": "u{",
};

/** huyền, hỏi, ngã, sắc, nặng; no sign for ngang, so that it comes first. */
const TONES: Readonly<Record<string, string>> = {
  "\u0300": "1",
  "\u0309": "2",
  "\u0303": "3",
  "\u0301": "4",
  "\u0323": "5",
};

type Levels = { letters: string; tones: string; places: string };

function wordLevels(word: string): Levels {
  let letters = "";
  let tones = "";
  let places = "";
  const clusters = [...word.matchAll(/([\p{L}\p{N}])(\p{M}*)/gu)];
  for (const [index, [, letter = "", marks = ""]] of clusters.entries()) {
    let plain = /[đðɖ]/.test(letter) ? "d{" : letter;
    for (const mark of marks) {
      plain = OWN_LETTERS[letter + mark] ?? plain;
      const tone = TONES[mark];
      if (!tone) continue;
      tones += tone;
      // Letters after the tone: hoà before hòa, as Intl.Collator has it.
      places += Math.min(clusters.length - 1 - index, 35).toString(36);
    }
    letters += plain;
  }
  return { letters, tones, places };
}

function levels(text: string): Levels {
  const words = text
    .normalize("NFC")
    .toLowerCase()
    .normalize("NFD")
    .replace(/\p{Cf}/gu, "")
    .replace(APOSTROPHES, "")
    .split(/[^\p{L}\p{N}\p{M}]+/u)
    .map(wordLevels)
    .filter(({ letters }) => letters);
  // Composed again: letters of other scripts (Hangul) came apart above, and keys are stored in the one normal form.
  const level = (name: keyof Levels) =>
    words
      .map((word) => word[name])
      .join(WORD)
      .normalize("NFC");
  return { letters: level("letters"), tones: level("tones"), places: level("places") };
}

/** For names of enterprises, units and places: letters of the whole text, then its tones, then where they are put. */
export function textSortKey(text: string): string {
  const { letters, tones, places } = levels(text);
  return [letters, tones, places].join(LEVEL);
}

export type NameParts = { familyName: string; middleName: string; givenName: string };

/**
 * The last word is the given name, the first the family name, what is between the middle name; a name of one word is a
 * given name. A rule for order and initials, not a claim about the person: double family names exist (domain §4.5).
 */
export function splitName(fullName: string): NameParts {
  const words = fullName.normalize("NFC").split(/\s+/).filter(Boolean);
  const givenName = words.pop() ?? "";
  const [familyName = "", ...middle] = words;
  return { familyName, middleName: middle.join(" "), givenName };
}

/** For people: by given name, then family name, then middle name; where all are equal, by where the tones are put. */
export function personSortKey(fullName: string): string {
  const { givenName, familyName, middleName } = splitName(fullName);
  const parts = [givenName, familyName, middleName].map(levels);
  return [
    ...parts.flatMap(({ letters, tones }) => [letters, tones]),
    parts.map(({ places }) => places).join(WORD),
  ].join(LEVEL);
}
