import fc from "fast-check";

export const TONE_MARKS = ["", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323"] as const;

const ONSETS = ["", ..."b c ch d đ g gh gi h k kh l m n ng ngh nh p ph r s t th tr v x f j w z".split(" ")];

/** Rhymes with a dash after the vowel that bears the tone; two dashes where writers disagree about which does. */
const RHYMES =
  "a- ă-n â-n a-n a-y â-y e- ê- ê-n i- i-a iê-n o- ô- ơ- o-i ô-ng ơ-i u- u-a uô-i ư- ư-a ươ-ng y- o-a- o-e- u-y-".split(
    " ",
  );

export type Syllable = { onset: string; rhyme: string; tone: string; late: boolean };

/** A syllable of Vietnamese shape, also ones that no word has; `late` puts the tone of oa, oe, uy on the last vowel. */
export const syllable: fc.Arbitrary<Syllable> = fc.record({
  onset: fc.constantFrom(...ONSETS),
  rhyme: fc.constantFrom(...RHYMES),
  tone: fc.constantFrom(...TONE_MARKS),
  late: fc.boolean(),
});

export function spell({ onset, rhyme, tone, late }: Syllable): string {
  const parts = rhyme.split("-");
  const bearer = parts.length > 2 && late ? 1 : 0;
  return (onset + parts.map((part, index) => (index === bearer ? part + tone : part)).join("")).normalize(
    "NFC",
  );
}
