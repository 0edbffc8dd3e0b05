import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Cell } from "@/lib/files/table";
import { formatValue, readCell } from "@/lib/imports/cells";
import { FIELDS, type FieldType, IMPORT_KINDS, type Value } from "@/lib/imports/fields";
import { NAUGHTY } from "@/tests/support/naughty-strings";

type Given = string | number | boolean | null | Cell;
const cellOf = (given: Given): Cell =>
  typeof given === "object" && given !== null ? given : { value: given };
const value = (type: FieldType, given: Given) => {
  const answer = readCell({ type }, cellOf(given));
  return answer.ok ? answer.value : answer.message;
};
const notices = (type: FieldType, given: Given) => {
  const answer = readCell({ type }, cellOf(given));
  return answer.ok ? answer.notices : [];
};

const DAY: FieldType = { type: "day" };
const PARTIAL: FieldType = { type: "partial_date" };
const COUNT: FieldType = { type: "count", unknown: true };

describe("a day (V05)", () => {
  it.each<[Given, Value]>([
    ["5/3/2014", "2014-03-05"],
    ["05.03.2014", "2014-03-05"],
    ["05-03-2014", "2014-03-05"],
    ["05 / 03 / 2014", "2014-03-05"],
    ["5\\3\\2014", "2014-03-05"],
    ["2014-03-05", "2014-03-05"],
    ["5/3/2014 00:00:00", "2014-03-05"],
    ["ngày 5 tháng 3 năm 2014", "2014-03-05"],
    ["'05/03/2014", "2014-03-05"],
    ["05032014", "2014-03-05"],
    [41935, "2014-10-23"],
    [{ value: 41935, day: "2014-10-23" }, "2014-10-23"],
    [null, null],
    ["  \u00a0 ", null],
    ["-", null],
  ])("reads %j", (given, expected) => expect(value(DAY, given)).toEqual(expected));

  it.each<[Given, RegExp]>([
    ["3/25/2014", /ngày trước, tháng sau/],
    ["31/02/2014", /Không có ngày này/],
    ["5/3/14", /bốn chữ số của năm/],
    ["3/2014", /Thiếu ngày/],
    ["2014", /Thiếu ngày, tháng/],
    [2014, /Thiếu ngày, tháng/],
    ["hôm qua", /Không đọc được “hôm qua”/],
    ["5/3/1014", /Không có ngày này/],
    [{ value: 41699, day: "2014-03-01", dayPrecision: "month" }, /Nhập đủ ngày/],
    [{ value: 1990, day: "1905-06-12" }, /Bảng tính hiểu số 1990/],
    [{ value: "#REF!", hasError: true }, /#REF!/],
    [{ value: null, isFormula: true }, /công thức/],
  ])("refuses %j with what to do", (given, message) => expect(value(DAY, given)).toMatch(message));

  it("says what a serial number was read as", () =>
    expect(notices(DAY, 41935)).toEqual(["Số 41935 của bảng tính đọc là ngày 23/10/2014"]));

  it("reads a serial number that a .csv holds as text, with the same notice", () => {
    expect(value(DAY, "41935")).toBe("2014-10-23");
    expect(notices(DAY, "41935")).toEqual(["Số 41935 của bảng tính đọc là ngày 23/10/2014"]);
    expect(value(DAY, "99999")).toMatch(/Không đọc được/);
  });
});

describe("a day of which a part is known (V05)", () => {
  it.each<[Given, string, string]>([
    ["1990", "1990-01-01", "year"],
    [1990, "1990-01-01", "year"],
    ["3/1990", "1990-03-01", "month"],
    ["tháng 3 năm 1990", "1990-03-01", "month"],
    ["00/00/1990", "1990-01-01", "year"],
    ["00/3/1990", "1990-03-01", "month"],
    ["…/…/1990", "1990-01-01", "year"],
    ["01/01/1990", "1990-01-01", "day"],
    [{ value: 32933, day: "1990-03-01", dayPrecision: "month" }, "1990-03-01", "month"],
    [32937, "1990-03-05", "day"],
  ])("reads %j", (given, date, precision) => expect(value(PARTIAL, given)).toEqual({ date, precision }));

  it.each(["13/1990", "3/25/1990", "90", "5/3/90", 3.199])("refuses %j", (given) =>
    expect(typeof value(PARTIAL, given)).toBe("string"),
  );
});

describe("a count", () => {
  it.each<[Given, Value]>([
    ["1.234", 1234],
    ["1 234", 1234],
    ["1,234", 1234],
    [1.234, 1234],
    [12, 12],
    ["12 người", 12],
    ["không", 0],
    ["Không rõ", "unknown"],
    ["?", "unknown"],
    ["0", 0],
    ["–", null],
  ])("reads %j", (given, expected) => expect(value(COUNT, given)).toEqual(expected));

  it.each<[Given, RegExp]>([
    [1.5, /không thể lẻ/],
    [-1, /không thể âm/],
    ["khoảng 12", /Không đọc được/],
    ["12-15", /Không đọc được/],
    [2_000_000, /Nhiều nhất 1\.000\.000/],
    [{ value: 41935, day: "2014-10-23" }, /hiểu ô này là ngày 23\/10\/2014/],
  ])("refuses %j", (given, message) => expect(value(COUNT, given)).toMatch(message));

  it("keeps “không rõ” apart from zero and from silence (§1.12)", () => {
    expect([value(COUNT, "không rõ"), value(COUNT, 0), value(COUNT, "")]).toEqual(["unknown", 0, null]);
    expect(value({ type: "count" }, "không rõ")).toMatch(/không có trả lời/);
  });
});

describe("lost zeros", () => {
  const TAX: FieldType = { type: "tax_code" };
  const PHONE: FieldType = { type: "phone" };
  const IDENTITY: FieldType = { type: "identity" };

  it("of a tax code come back where the check digit proves them (V18)", () => {
    expect(value(TAX, 300588569)).toEqual({ code10: "0300588569", branch: null });
    expect(notices(TAX, 300588569)).toEqual(["Đã thêm số 0 ở đầu: 0300588569"]);
    expect(value(TAX, 300588569001)).toEqual({ code10: "0300588569", branch: "001" });
    expect(value(TAX, 300588568)).toMatch(/10 chữ số/);
    expect(value(TAX, "4899999018")).toMatch(/chữ số kiểm tra không khớp/);
    expect(value(TAX, "4.9E+09")).toMatch(/rút gọn/);
    expect(value(TAX, "MST: 4899999017")).toEqual({ code10: "4899999017", branch: null });
    expect(value(TAX, "004190001234")).toEqual({ code10: "004190001234", branch: null });
  });

  it("of a telephone come back", () => {
    expect(value(PHONE, 912345678)).toBe("+84912345678");
    expect(notices(PHONE, 912345678)).toEqual(["Đã thêm số 0 ở đầu: 0912345678"]);
    expect(value(PHONE, 1689123456)).toBe("+84389123456");
    expect(value(PHONE, 84912345678)).toBe("+84912345678");
    expect(value(PHONE, "0912 345 678 / 0206 3852 123")).toMatch(/nhiều số điện thoại/);
    expect(value(PHONE, 12)).toMatch(/không đúng/);
  });

  it("of an identity number come back by its length, with a province 001 to 096", () => {
    expect(value(IDENTITY, 4090001234)).toBe("004090001234");
    expect(value(IDENTITY, 40900012345)).toBe("040900012345");
    expect(value(IDENTITY, 80123456)).toBe("080123456");
    expect(value(IDENTITY, "004190001234")).toBe("004190001234");
    expect(value(IDENTITY, "097190001234")).toMatch(/001 đến 096/);
    expect(value(IDENTITY, 97190001234)).toMatch(/Thiếu số 0/);
    expect(value(IDENTITY, 1234567)).toMatch(/CMND có 9/);
    expect(notices(IDENTITY, 80123456)[0]).not.toContain("80123456");
  });
});

describe("texts, names and choices", () => {
  const NAME: FieldType = { type: "person_name" };
  it("brings names to NFC and single blanks, and keeps their capitals", () => {
    expect(value(NAME, "Nông  Văn\u00a0A".normalize("NFD"))).toBe("Nông Văn A");
    expect(notices(NAME, "Nông  Văn A")).toEqual(["Đã bỏ khoảng trắng thừa hoặc ký tự không nhìn thấy"]);
    expect(value(NAME, "LÝ THỊ B")).toBe("LÝ THỊ B");
    expect(value(NAME, "H'Mông Thị C")).toBe("H'Mông Thị C");
    expect(value(NAME, "123")).toMatch(/phải có chữ/);
    expect(notices(NAME, "NguyÔn V¨n H¶i")).toEqual([
      "Có chữ của phông cũ (TCVN3, VNI). Chọn chuyển mã cho cột này",
    ]);
    expect(value({ type: "text", max: 5 }, "sáu chữ")).toMatch(/Dài nhất 5 ký tự, đang có 7/);
    expect(value({ type: "text", max: 50 }, 48001)).toBe("48001");
  });

  it("reads ticks and words as yes and no", () => {
    const YES_NO: FieldType = { type: "yes_no", unknown: true };
    for (const yes of ["x", "X", "có", "CÓ", "✓", true, 1, "đã có"])
      expect(value(YES_NO, yes), String(yes)).toBe(true);
    for (const no of ["không", "ko", "chưa", false, 0, "không có"])
      expect(value(YES_NO, no), String(no)).toBe(false);
    expect(value(YES_NO, "không rõ")).toBe("unknown");
    expect(value({ type: "yes_no" }, "không rõ")).toMatch(/Ghi “có” hoặc “không”/);
  });

  it("reads a choice by its label, its code's synonyms and without marks; otherwise names the list", () => {
    const field = (kind: (typeof IMPORT_KINDS)[number], name: string) => {
      const found = FIELDS[kind].find((one) => one.name === name);
      if (!found) throw new Error(name);
      return found.type;
    };
    expect(value(field("enterprises", "legalForm"), "cty TNHH MTV")).toBe("llc_one_member");
    expect(value(field("enterprises", "ownership"), "Ngoài nhà nước")).toBe("non_state");
    expect(value(field("members", "education"), "12/12")).toBe("upper_secondary");
    expect(value(field("posts", "title"), "UV BCH")).toBe("committee_member");
    expect(value(field("members", "gender"), "Nam giới ?")).toMatch(/Chọn một trong: Nam; Nữ/);
  });
});

describe("every cell", () => {
  const all = IMPORT_KINDS.flatMap((kind) => FIELDS[kind].map(({ type }) => type));
  const types = [...new Map(all.map((type) => [JSON.stringify(type), type])).values()];

  it("however naughty is read or refused with a sentence, and what we write is read as the same value", () => {
    const cells: Cell[] = [...NAUGHTY, ...["", "0", "1990", "x", "5/3/1990", "3/1990", "-0", "1e9"]].map(
      (text) => ({ value: text }),
    );
    for (const type of types) {
      for (const cell of cells) again(type, cell);
    }
  });

  it("is read as the same value again in any form", () => {
    const day = fc.date({ min: new Date("1900-01-01"), max: new Date("2100-12-31"), noInvalidDate: true });
    const cell: fc.Arbitrary<Cell> = fc.oneof(
      fc.string().map((text) => ({ value: text })),
      fc.double().map((number) => ({ value: number })),
      fc.integer({ min: -5, max: 99_999_999_999 }).map((number) => ({ value: number })),
      fc.boolean().map((flag) => ({ value: flag })),
      day.map((date) => ({ value: 40_000, day: date.toISOString().slice(0, 10) })),
      fc
        .integer({ min: 0, max: 999_999_999_999 })
        .map((number) => ({ value: String(number).padStart(12, "0") })),
    );
    fc.assert(
      fc.property(fc.constantFrom(...types), cell, (type, given) => again(type, given)),
      { numRuns: 1_500, interruptAfterTimeLimit: 5_000 },
    );
  });

  function again(type: FieldType, cell: Cell) {
    const first = readCell({ type }, cell);
    const where = () => `${JSON.stringify(type)} ${JSON.stringify(cell)} ${JSON.stringify(first)}`;
    if (!first.ok) {
      if (first.message.length < 10 || first.message.length > 600) throw new Error(where());
      return;
    }
    const second = readCell({ type }, { value: formatValue(type, first.value) });
    if (!second.ok || JSON.stringify(second.value) !== JSON.stringify(first.value)) throw new Error(where());
  }
});
