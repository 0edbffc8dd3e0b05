import "server-only";
import { createCipheriv, createDecipheriv, createHash, randomBytes } from "node:crypto";
import { env } from "@/lib/env";

/**
 * Values that are stored encrypted: AES-256-GCM under DATA_KEY. The stored text says which key sealed it
 * ("<key id>.<nonce>.<tag>.<sealed>", base64url), so that several keys can live side by side while one replaces another.
 * `place` names the row and column the value belongs to: sealed text moved elsewhere does not open.
 */

const NONCE_BYTES = 12;

const key = (): Buffer => Buffer.from(env.DATA_KEY, "base64");

/** Tells keys apart without telling anything of them. */
const keyId = (of: Buffer): string =>
  createHash("sha256").update("key id").update(of).digest("base64url").slice(0, 8);

export function encrypt(text: string, place: string): string {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv("aes-256-gcm", key(), nonce).setAAD(Buffer.from(place, "utf8"));
  const sealed = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
  const parts = [nonce, cipher.getAuthTag(), sealed].map((part) => part.toString("base64url"));
  return [keyId(key()), ...parts].join(".");
}

/** Throws for a text that was changed, moved to another place or sealed with a key that is not here. */
export function decrypt(stored: string, place: string): string {
  const [id, nonce, tag, sealed] = stored.split(".");
  if (id !== keyId(key())) throw new Error("A value is sealed with a key that is not in DATA_KEY");
  const decipher = createDecipheriv("aes-256-gcm", key(), Buffer.from(nonce ?? "", "base64url"))
    .setAAD(Buffer.from(place, "utf8"))
    .setAuthTag(Buffer.from(tag ?? "", "base64url"));
  return decipher.update(Buffer.from(sealed ?? "", "base64url"), undefined, "utf8") + decipher.final("utf8");
}
