import "server-only";
import { ZxcvbnFactory } from "@zxcvbn-ts/core";
import { adjacencyGraphs, dictionary } from "@zxcvbn-ts/language-common";
import { PRODUCT_WORDS, SHORTEST_PASSWORD } from "@/lib/access/rules";
import { VIETNAMESE_PASSWORD_WORDS } from "@/lib/access/vietnamese-passwords";
import { foldMarks } from "@/lib/text/normalize";

/** What a password must not contain: whose it is and where they work. */
export type PasswordOwner = { login: string; name: string; words: readonly string[] };

/**
 * Passwords that leaked, Vietnamese ones and our own words, whole, put together, reversed, in l33t or beside digits and
 * dates. Only the start is weighed: a long password whose start is strong is strong, and weighing takes time.
 */
const estimate = new ZxcvbnFactory({
  dictionary: {
    ...dictionary,
    vietnamese: VIETNAMESE_PASSWORD_WORDS,
    product: [...PRODUCT_WORDS],
  },
  graphs: adjacencyGraphs,
  maxLength: 48,
});

/** More tries than any three well-known pieces put together are worth; the lock-out grants about a hundred a day. */
const GUESSES_ENOUGH = 1e9;

/** A word shorter than this is in too many good sentences by chance. */
const SHORTEST_WORD = 5;

/** Letters and digits only, without marks and capitals: how words are looked for in a password. */
const bare = (text: string): string => foldMarks(text).replace(/[^\p{L}\p{N}]/gu, "");

/** The words in front of a unit's own name, which say what it is and not which. */
const UNIT_KIND =
  /^(?:(?:ban|tinh|huyen|thanh|thi|xa|phuong|khoi) ?(?:doan|uy|hoi)|doan|hoi|huyen|tinh|xa)\s+/;

/**
 * What is wrong with a new password, in a sentence, or undefined. No rule asks for kinds of characters; any Unicode text
 * of twelve characters that is not easy to guess will do (ASVS 5.0 §6.2).
 */
export function passwordProblem(typed: string, owner: PasswordOwner): string | undefined {
  const password = typed.normalize("NFC");
  const length = [...password].length;
  if (length < SHORTEST_PASSWORD) {
    return `Mật khẩu cần ít nhất ${SHORTEST_PASSWORD} ký tự, đang có ${length}. Thêm vài từ nữa thành một câu dễ nhớ.`;
  }
  const inside = bare(password);
  const own = [owner.login, owner.name].map(bare).filter(({ length: letters }) => letters >= SHORTEST_WORD);
  if (own.some((word) => inside.includes(word))) {
    return "Mật khẩu không được chứa tên đăng nhập hoặc họ tên của bạn.";
  }
  const units = owner.words.flatMap((word) => [bare(word), bare(foldMarks(word).replace(UNIT_KIND, ""))]);
  const taken = [...units, ...PRODUCT_WORDS].filter(({ length: letters }) => letters >= SHORTEST_WORD);
  if (taken.some((word) => inside.includes(word))) {
    return "Mật khẩu không được chứa tên đơn vị hay từ của chương trình (như “caobang”, “thanhnien”).";
  }
  return isStrong(password, owner) ? undefined : TOO_EASY;
}

const TOO_EASY =
  "Mật khẩu này dễ đoán (độ mạnh: yếu): giống mật khẩu nhiều người dùng, hoặc theo một nếp dễ thấy. Dùng vài từ không liên quan đến nhau.";

function isStrong(password: string, owner: PasswordOwner): boolean {
  const known = [owner.login, ...owner.name.split(/\s+/), ...owner.words].map((word) => foldMarks(word));
  // As typed, without marks, and without blanks too: "mật khẩu" is no better than "matkhau".
  return [password, foldMarks(password), bare(password)].every(
    (form) => form.length > 0 && estimate.check(form, known).guesses >= GUESSES_ENOUGH,
  );
}
