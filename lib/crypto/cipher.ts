import "server-only";
import { createCipheriv, createDecipheriv, createHash, createHmac, hkdfSync, randomBytes } from "node:crypto";
import { env } from "@/lib/env";

/**
 * Values that are stored encrypted: AES-256-GCM under DATA_KEY. The stored text says which key sealed it
 * ("<key id>.<nonce>.<tag>.<sealed>", base64url), so that those of OLD_DATA_KEYS still open while one key replaces another.
 * `place` names the row and column the value belongs to: sealed text moved elsewhere does not open.
 */

const NONCE_BYTES = 12;

/** The key that seals, then those that only open. */
const ring = (): Buffer[] =>
  [env.DATA_KEY, ...env.OLD_DATA_KEYS].map((written) => Buffer.from(written, "base64"));

const current = (): Buffer => Buffer.from(env.DATA_KEY, "base64");

/** Tells keys apart without telling anything of them. */
const keyId = (of: Buffer): string =>
  createHash("sha256").update("key id").update(of).digest("base64url").slice(0, 8);

export function encrypt(text: string, place: string): string {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv("aes-256-gcm", current(), nonce).setAAD(Buffer.from(place, "utf8"));
  const sealed = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
  const parts = [nonce, cipher.getAuthTag(), sealed].map((part) => part.toString("base64url"));
  return [keyId(current()), ...parts].join(".");
}

/** Throws for a text that was changed, moved to another place or sealed with a key that is not here. */
export function decrypt(stored: string, place: string): string {
  const [id, nonce, tag, sealed] = stored.split(".");
  const key = ring().find((one) => keyId(one) === id);
  if (!key) throw new Error("A value is sealed with a key that is in neither DATA_KEY nor OLD_DATA_KEYS");
  // The length of the tag is fixed: a shorter one would be easier to forge.
  const decipher = createDecipheriv("aes-256-gcm", key, Buffer.from(nonce ?? "", "base64url"), {
    authTagLength: 16,
  })
    .setAAD(Buffer.from(place, "utf8"))
    .setAuthTag(Buffer.from(tag ?? "", "base64url"));
  return decipher.update(Buffer.from(sealed ?? "", "base64url"), undefined, "utf8") + decipher.final("utf8");
}

/** What every text begins with that the current key sealed: whatever begins otherwise waits for `keys:rotate`. */
export const sealedByCurrentKey = (): string => `${keyId(current())}.`;

const hashUnder = (key: Buffer, text: string): Buffer =>
  // A key of its own: what is compared in the open tells nothing of what is sealed.
  createHmac("sha256", Buffer.from(hkdfSync("sha256", key, "", "keyed hash", 32)))
    .update(text, "utf8")
    .digest();

/** HMAC-SHA-256 under the current key: equal for equal texts, and not to be guessed by whoever reads the table alone. */
export const keyedHash = (text: string): Buffer => hashUnder(current(), text);

/** The same under every key at hand, the current one first: what to look for while one key replaces another. */
export const keyedHashes = (text: string): Buffer[] => ring().map((key) => hashUnder(key, text));
