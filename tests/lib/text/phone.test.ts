import { parsePhoneNumberFromString } from "libphonenumber-js/max";
import { describe, expect, it } from "vitest";
import { formatPhone } from "@/lib/format";
import { parsePhone } from "@/lib/text/phone";

describe("parsePhone (§4.4)", () => {
  it.each([
    ["0912345678", "+84912345678"],
    ["0912 345 678", "+84912345678"],
    ["0912.345.678", "+84912345678"],
    ["0912-345-678", "+84912345678"],
    ["(+84) 912 345 678", "+84912345678"],
    ["+84 (0) 912 345 678", "+84912345678"],
    ["84912345678", "+84912345678"],
    ["0084912345678", "+84912345678"],
    ["0206 3852 123", "+842063852123"],
    ["(0206) 3.852.123", "+842063852123"],
    ["024 3825 2525", "+842438252525"],
    ["0263 3822 123", "+842633822123"],
    ["1900 1234", "+8419001234"],
    ["+86 138 0013 8000", "+8613800138000"],
    ["0086 138 0013 8000", "+8613800138000"],
  ])("reads %j as %s and keeps what was typed", (original, e164) => {
    expect(parsePhone(original)).toEqual({ ok: true, e164, original });
  });

  it.each(
    `0162 032|0163 033|0164 034|0165 035|0166 036|0167 037|0168 038|0169 039|0120 070|0121 079|0122 077|0126 076
    |0128 078|0123 083|0124 084|0125 085|0127 081|0129 082|0186 056|0188 058|0199 059`
      .split("|")
      .map((line) => line.trim().split(" ")),
  )("turns the eleven-digit %s into %s", (old, prefix) => {
    const e164 = `+84${prefix?.slice(1)}4567890`;
    expect(parsePhone(`${old}4567890`)).toMatchObject({ ok: true, e164 });
    expect(parsePhone(`+84 ${old?.slice(1)} 456 7890`)).toMatchObject({ ok: true, e164 });
  });

  it("turns Cao Bằng's landlines of 2014 (026) into today's (0206)", () => {
    expect(parsePhone("026 3852 123")).toEqual({ ok: true, e164: "+842063852123", original: "026 3852 123" });
    expect(parsePhone("+84 26 3852123")).toMatchObject({ e164: "+842063852123" });
  });

  it.each([
    "12345",
    "0912345",
    "09123456789",
    "0112345678",
    "01781234567",
    "không có",
    "0912345678 - 0913345678",
    "0206 3852 123 máy 5",
    "0206 3852 123 ext 5",
    "+84",
    "0".repeat(200),
  ])("refuses %j", (typed) => {
    expect(parsePhone(typed)).toEqual({ ok: false, reason: "invalid" });
  });

  it.each(["", " ", "\u200b"])("finds %j missing", (typed) => {
    expect(parsePhone(typed)).toEqual({ ok: false, reason: "missing" });
  });

  it.each(["0912345678", "0381234567", "0206 3852 123", "024 3825 2525", "0290 3822 123"])(
    "is shown as the phone library would: %s",
    (typed) => {
      const parsed = parsePhone(typed);
      expect(parsed.ok && formatPhone(parsed.e164)).toBe(
        parsePhoneNumberFromString(typed, "VN")?.formatNational(),
      );
    },
  );
});
