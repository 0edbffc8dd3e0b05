import { randomBytes } from "node:crypto";
import { expect, it, vi } from "vitest";
import { decrypt, encrypt, keyedHash, keyedHashes, sealedByCurrentKey } from "@/lib/crypto/cipher";
import { NAUGHTY } from "@/tests/support/naughty-strings";

const env = vi.hoisted(() => ({ DATA_KEY: "", OLD_DATA_KEYS: [] as string[] }));
vi.mock("@/lib/env", () => ({ env }));

const newKey = () => randomBytes(32).toString("base64");

it("gives back what was sealed, never seals the same text the same way, and shows nothing of it", () => {
  env.DATA_KEY = newKey();
  const sealed = encrypt("Nông Thị Thử", "a/1");

  expect(decrypt(sealed, "a/1")).toBe("Nông Thị Thử");
  expect(encrypt("Nông Thị Thử", "a/1")).not.toBe(sealed);
  expect(sealed).toMatch(/^[\w-]{8}\.[\w-]{16}\.[\w-]{22}\.[\w-]+$/);
});

it("refuses what was moved to another place, changed by a letter or sealed with another key", () => {
  env.DATA_KEY = newKey();
  const sealed = encrypt("bí mật", "a/1");
  const last = sealed.at(-2) === "A" ? "B" : "A";

  expect(() => decrypt(sealed, "a/2")).toThrow();
  expect(() => decrypt(`${sealed.slice(0, -2)}${last}${sealed.slice(-1)}`, "a/1")).toThrow();
  expect(() => decrypt("", "a/1")).toThrow(/DATA_KEY/);
  env.DATA_KEY = newKey();
  expect(() => decrypt(sealed, "a/1")).toThrow(/DATA_KEY/);
});

it("opens what an old key sealed as long as that key is at hand, and seals with the new one", () => {
  env.DATA_KEY = newKey();
  const sealed = encrypt("bí mật", "a/1");
  env.OLD_DATA_KEYS = [newKey(), env.DATA_KEY];
  env.DATA_KEY = newKey();

  expect(decrypt(sealed, "a/1")).toBe("bí mật");
  expect(sealed.startsWith(sealedByCurrentKey())).toBe(false);
  expect(encrypt("bí mật", "a/1").startsWith(sealedByCurrentKey())).toBe(true);
  env.OLD_DATA_KEYS = [];
  expect(() => decrypt(sealed, "a/1")).toThrow(/OLD_DATA_KEYS/);
});

it("hashes equal texts equally under one key only, and finds them under an old one", () => {
  env.DATA_KEY = newKey();
  const hash = keyedHash("004090000001");
  expect(keyedHash("004090000001")).toEqual(hash);
  expect(keyedHash("004090000002")).not.toEqual(hash);

  env.OLD_DATA_KEYS = [env.DATA_KEY];
  env.DATA_KEY = newKey();
  expect(keyedHash("004090000001")).not.toEqual(hash);
  expect(keyedHashes("004090000001")).toEqual([keyedHash("004090000001"), hash]);
  env.OLD_DATA_KEYS = [];
});

it("takes no tag that was cut short", () => {
  env.DATA_KEY = newKey();
  const [id, nonce, tag, sealed] = encrypt("bí mật", "a/1").split(".");
  const cut = Buffer.from(tag ?? "", "base64url")
    .subarray(0, 8)
    .toString("base64url");

  expect(() => decrypt([id, nonce, cut, sealed].join("."), "a/1")).toThrow();
});

it("gives back every naughty string as it was", () => {
  env.DATA_KEY = newKey();
  // Half a surrogate pair is no text; the database takes none either.
  for (const text of NAUGHTY.filter((one) => !/\p{Cs}/u.test(one))) {
    expect(decrypt(encrypt(text, "a/1"), "a/1")).toBe(text);
  }
});
