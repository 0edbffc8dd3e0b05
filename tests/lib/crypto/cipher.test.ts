import { randomBytes } from "node:crypto";
import { expect, it, vi } from "vitest";
import { decrypt, encrypt } from "@/lib/crypto/cipher";

const env = vi.hoisted(() => ({ DATA_KEY: "" }));
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
