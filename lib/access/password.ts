import "server-only";
import { hash } from "@node-rs/argon2";

/** OWASP's first choice for argon2id (the library's default algorithm): 19 MiB, two passes, one lane. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

const COST_TEXT = `m=${COST.memoryCost},t=${COST.timeCost},p=${COST.parallelism}`;

/** Whether a hash was made at another cost than today's: made anew when its password is next typed. */
export const isOutdated = (phc: string): boolean => !phc.startsWith(`$argon2id$v=19$${COST_TEXT}$`);

/** A new hash in PHC format, with a salt of its own. */
export const hashPassword = (password: string): Promise<string> => hash(password.normalize("NFC"), COST);

/**
 * The hash this password has under a salt given as the head of a PHC string (`$argon2id$v=19$m=…,t=…,p=…$salt`). The
 * database never shows a stored hash; it compares this one.
 */
export function hashUnderSalt(password: string, phcHead: string): Promise<string> {
  const parts = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([A-Za-z0-9+/]+)$/.exec(phcHead);
  if (!parts) throw new Error("The database gave a salt of an unknown form");
  const [, memoryCost, timeCost, parallelism, salt] = parts;
  return hash(password.normalize("NFC"), {
    ...COST,
    memoryCost: Number(memoryCost),
    timeCost: Number(timeCost),
    parallelism: Number(parallelism),
    salt: Buffer.from(salt ?? "", "base64"),
  });
}
