/**
 * Takes out what nobody sees or means to type: control characters (tab and line breaks become blanks or lines first),
 * zero-width and direction marks, halves of surrogate pairs. The soft hyphen stays: in a text typed with the old
 * TCVN3 fonts it is the letter "ư", and whoever converts that text must still find it. So does what makes one picture of
 * several signs: the joiner between two of them, and the letters that follow a flag.
 */
const withoutInvisible = (text: string) =>
  text.replace(INVISIBLE, (sign) => ([...sign].length > 1 ? sign : "")).normalize("NFC");

const PICTURE = String.raw`(?:\p{Extended_Pictographic}[\u{1f3fb}-\u{1f3ff}\ufe0f]*)`;

/** Matches invisible signs one by one, and pictures of several signs whole, so that they can be told apart. */
const INVISIBLE = new RegExp(
  String.raw`${PICTURE}(?:\u200d${PICTURE})+|\u{1f3f4}[\u{e0020}-\u{e007e}]+\u{e007f}|(?!\u00ad)[\p{Cc}\p{Cf}\p{Cs}]`,
  "gu",
);

/** One line of text as it is stored: NFC, no invisible characters, single blanks, none at the ends. */
export const normalizeText = (text: string): string =>
  withoutInvisible(text.replace(/\s+/g, " ")).replace(/\s+/g, " ").trim();

/** A text of several lines as it is stored: each line normalised, at most one empty line between two. */
export const normalizeLines = (text: string): string =>
  text
    .split(/\r\n|[\r\n\u2028\u2029]/)
    .map(normalizeText)
    .join("\n")
    .replace(/\n{3,}/g, "\n\n")
    .trim();

/** Signs that stand for an apostrophe, as in H'Mông: dropped from keys, so that the word stays one. */
export const APOSTROPHES = /['’‘‛ʼʹ`´′]/g;

/**
 * Lower case without marks: "Đoàn" → "doan". đ has no decomposition; ð and ɖ are its look-alikes in texts typed with
 * old keyboards. Capitals and marks fold, nothing else does.
 */
export const foldMarks = (text: string): string =>
  text
    .replace(/\p{Cf}/gu, "")
    .normalize("NFC")
    .toLowerCase()
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .replace(/[đðɖ]/g, "d")
    .normalize("NFC");

/**
 * The key by which a document's number and symbol is found however it was written: "105 -KH/TĐTN-TCKT",
 * "105-KH/TDTN-TCKT" and "105KH/TĐTN–TCKT" are one (domain §0.3), and so are "03-NQ" and "3-NQ". A separator between
 * two digits stays: 10-5 is not 105.
 */
export const documentSymbolKey = (symbol: string): string =>
  foldMarks(symbol)
    .replace(/[^\p{L}\p{N}/]+/gu, " ")
    .replace(/(?<!\p{N}) | (?!\p{N})/gu, "")
    .replace(/ /g, "-")
    .replace(/^0+(?=\p{N})/u, "");
