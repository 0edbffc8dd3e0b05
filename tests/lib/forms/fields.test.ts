import { describe, expect, it } from "vitest";
import { z } from "zod";
import {
  checkbox,
  choice,
  choices,
  formObject,
  headcount,
  headcountOrUnknown,
  optional,
  optionalPlainDate,
  optionalText,
  partialDate,
  phone,
  plainDate,
  taxCode,
  text,
  uuid,
} from "@/lib/forms/fields";
import { readForm } from "@/lib/forms/state";

/** What the person is told, in order. */
const complaints = (field: z.ZodType, value: unknown) =>
  field.safeParse(value).error?.issues.map(({ message }) => message) ?? [];

const ID = "0190a2b4-0000-7000-8000-000000000001";

describe("every field", () => {
  const fields = {
    text: text(10),
    headcount: headcount(),
    plainDate: plainDate(),
    partialDate: partialDate(),
    phone: phone(),
    taxCode: taxCode(),
    choice: choice(["a", "b"]),
    uuid: uuid(),
  };

  it.each(Object.entries(fields))(
    "%s takes an empty, blank or absent box for missing, in Vietnamese",
    (_, field) => {
      for (const nothing of ["", "  ", "\u00a0\u200b", undefined]) {
        const [message, ...others] = complaints(field, nothing);
        expect(message).toMatch(/^(Chưa|Nhập) /);
        expect(others).toEqual([]);
      }
    },
  );

  it.each(Object.entries(fields))("%s becomes null under optional() when nothing was entered", (_, field) => {
    for (const nothing of ["", "  ", undefined]) expect(optional(field).parse(nothing)).toBeNull();
  });

  it.each(Object.entries(fields))(
    "%s refuses two values for one box, and anything that is no text",
    (_, field) => {
      for (const wrong of [["a", "b"], {}, 5]) {
        for (const message of complaints(field, wrong)) expect(message).not.toMatch(/[Ii]nvalid|expected/);
        expect(field.safeParse(wrong).success).toBe(false);
      }
    },
  );

  it("says in the schema's own words what is missing", () => {
    const missing = "Nhập điều còn thiếu";
    const spoken = {
      text: text(10, { missing }),
      headcount: headcount({ missing }),
      plainDate: plainDate({ missing }),
      partialDate: partialDate({ missing }),
      phone: phone({ missing }),
      taxCode: taxCode({ missing }),
      choice: choice(["a"], { missing }),
      uuid: uuid({ missing }),
    };
    expect(complaints(z.object(spoken), {})).toEqual(Array(8).fill(missing));
  });
});

describe("text", () => {
  it("comes out in NFC on one line without control characters", () => {
    expect(text(50).parse(" Phu\u0323c\u0000\r\nHòa ".normalize("NFD"))).toBe("Phục Hòa");
  });

  it("is measured after that, and says by how much it is too long", () => {
    expect(text(3).parse("  â\u0301n ".normalize("NFD"))).toBe("ấn");
    expect(complaints(text(1000), "a".repeat(1200))).toEqual(["Dài nhất 1.000 ký tự, đang có 1.200"]);
  });

  it("keeps lines where it is told to", () => {
    expect(optionalText(50, { lines: true }).parse("một\r\nhai")).toBe("một\nhai");
    expect(optionalText(50).parse("một\r\nhai")).toBe("một hai");
  });

  it.each([
    "<script>alert(1)</script>",
    "' OR 1=1 --",
    "=1+1",
    "null",
    "undefined",
    "0",
    "✓ 日本 🏭",
    "{{x}}",
    "../..",
  ])("lets %j through as the text it is", (naughty) => {
    expect(text(50).parse(naughty)).toBe(naughty);
  });
});

describe("headcount", () => {
  it.each([
    ["0", 0],
    ["12", 12],
    ["007", 7],
    ["1.234", 1234],
    ["1 234", 1234],
    [" 1.000.000 ", 1_000_000],
  ])("reads %j as %d", (typed, count) => {
    expect(headcount().parse(typed)).toBe(count);
  });

  it.each([
    "-1",
    "1,5",
    "1.5",
    "1,234",
    "12.34",
    "1e3",
    "0x10",
    "mười",
    "١٢",
    "NaN",
    "Infinity",
    "1.2345",
    "+5",
  ])("refuses %j", (typed) => {
    expect(complaints(headcount(), typed)).toEqual(["Nhập một số nguyên, ví dụ 12 hoặc 1.200"]);
  });

  it.each(["1000001", "1.000.001", "9".repeat(400)])("refuses %s people", (typed) => {
    expect(complaints(headcount(), typed)).toEqual(["Nhiều nhất 1.000.000 người"]);
  });
});

describe("headcountOrUnknown in a formObject (§1.12)", () => {
  const survey = formObject({
    workers: headcountOrUnknown(),
    women: headcountOrUnknown(),
    note: optionalText(20),
  });

  it("holds 0, không rõ and no answer for three different answers", () => {
    expect(survey.parse({ workers: "0", women: "", women__unknown: "on" })).toEqual({
      workers: 0,
      women: "unknown",
      note: null,
    });
    expect(survey.parse({ workers: "", women: "1.200" })).toMatchObject({ workers: undefined, women: 1200 });
    expect(survey.parse({}).workers).toBeUndefined();
  });

  it("asks which holds when both a number and the tick are given, at the box", () => {
    const { error } = survey.safeParse({ workers: "12", workers__unknown: "on" });
    expect(error?.issues).toMatchObject([
      { path: ["workers"], message: "Hoặc nhập số, hoặc chọn “không rõ”" },
    ]);
  });

  it("says of a wrong number what headcount says", () => {
    expect(complaints(survey, { workers: "x" })).toEqual(["Nhập một số nguyên, ví dụ 12 hoặc 1.200"]);
    expect(complaints(survey, { workers: "1.000.001" })).toEqual(["Nhiều nhất 1.000.000 người"]);
  });

  it("lets sums be checked at the field (V25) and is typed for it", () => {
    const checked = survey.refine(
      ({ workers, women }) => typeof workers !== "number" || typeof women !== "number" || women <= workers,
      { path: ["women"], error: "Nhiều hơn tổng số lao động" },
    );
    expect(checked.safeParse({ workers: "5", women: "6" }).error?.issues[0]?.path).toEqual(["women"]);
    expect(checked.safeParse({ workers: "5", women__unknown: "on" }).success).toBe(true);
  });

  it("reads a posted form as readForm gives it", () => {
    const posted = new FormData();
    posted.append("workers", "");
    posted.append("workers__unknown", "on");
    posted.append("$ACTION_ID_1", "");
    expect(survey.parse(readForm(posted)).workers).toBe("unknown");
  });

  it("refuses what is no form", () => {
    for (const wrong of [null, "x", 5]) expect(survey.safeParse(wrong).success).toBe(false);
  });
});

describe("plainDate", () => {
  it("comes out as a day of the calendar", () => {
    expect(plainDate().parse(" 5/3/2014 ")).toBe("2014-03-05");
    expect(optionalPlainDate().parse("2014-03-05")).toBe("2014-03-05");
  });

  it.each([
    ["31/02/2014", "Không có ngày này. Viết ngày trước, tháng sau, ví dụ 23/10/2014"],
    ["10/23/2014", "Không có ngày này. Viết ngày trước, tháng sau, ví dụ 23/10/2014"],
    ["5/3/14", "Viết đủ bốn chữ số của năm, ví dụ 23/10/2014"],
    ["hôm qua", "Nhập ngày, tháng, năm, ví dụ 23/10/2014"],
  ])("says of %j: %s", (typed, message) => {
    expect(complaints(plainDate(), typed)).toEqual([message]);
  });
});

describe("partialDate", () => {
  it("keeps its precision", () => {
    expect(partialDate().parse("1990")).toEqual({ date: "1990-01-01", precision: "year" });
    expect(complaints(partialDate(), "13/1990")).toHaveLength(1);
  });
});

describe("phone and taxCode", () => {
  it("come out ready to be stored", () => {
    expect(phone().parse("0168 456 7890")).toEqual({ e164: "+84384567890", original: "0168 456 7890" });
    expect(taxCode().parse("4899 999 017")).toEqual({ code10: "4899999017", branch: null });
    expect(taxCode().parse("4899999017-001")).toEqual({ code10: "4899999017", branch: "001" });
    expect(taxCode({ allowPersonal: true }).parse("004190000123")).toEqual({
      code10: "004190000123",
      branch: null,
    });
  });

  it("say what is wrong (V18)", () => {
    expect(complaints(taxCode(), "4899999018")).toEqual([
      "Mã số thuế sai: chữ số kiểm tra không khớp. Xem lại từng chữ số",
    ]);
    expect(complaints(taxCode(), "004190000123")).toEqual([
      "Chỉ hộ kinh doanh dùng số định danh 12 chữ số làm mã số thuế",
    ]);
    expect(complaints(phone(), "0912")[0]).toMatch(/^Số điện thoại không đúng/);
  });
});

describe("choice, choices, checkbox and uuid", () => {
  it("take only what is in the list", () => {
    expect(choice(["union", "association"]).parse("union")).toBe("union");
    expect(complaints(choice(["union", "association"]), "party")).toEqual([
      "Mục đã chọn không có trong danh sách",
    ]);
    expect(complaints(choice(["union"]), "")).toEqual(["Chưa chọn mục này"]);
  });

  it("read none, one and many ticks, in the list's order and each once", () => {
    const needs = choices(["housing", "wages", "sport"]);
    expect(needs.parse(undefined)).toEqual([]);
    expect(needs.parse("")).toEqual([]);
    expect(needs.parse("wages")).toEqual(["wages"]);
    expect(needs.parse(["sport", "housing", "sport"])).toEqual(["housing", "sport"]);
    expect(complaints(needs, ["housing", "x"])).toEqual(["Mục đã chọn không có trong danh sách"]);
  });

  it("read a tick by its being posted", () => {
    expect(z.object({ agreed: checkbox() }).parse({})).toEqual({ agreed: false });
    expect(checkbox().parse("on")).toBe(true);
    expect(checkbox().parse("")).toBe(false);
  });

  it("know a key when they see one", () => {
    expect(uuid().parse(ID)).toBe(ID);
    expect(complaints(uuid(), "1; drop table")).toEqual(["Mã không hợp lệ, hãy tải lại trang"]);
  });
});
