import { expect, it } from "vitest";
import { loginKey } from "@/lib/text/login";

it.each([
  ["0912 345 678", "+84912345678"],
  ["+84 912.345.678", "+84912345678"],
  ["0168 234 5678", "+84382345678"],
  ["  Nong.Van.A ", "nong.van.a"],
  ["huyen-040", "huyen-040"],
  ["12345", "12345"],
  ["0000 000 000", "0000 000 000"],
])("knows %j as %j, however it is typed", (typed, key) => {
  expect(loginKey(typed)).toBe(key);
});
