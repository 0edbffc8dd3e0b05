import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { legacyColumns } from "@/lib/files/legacy-columns";
import type { Cell, Row } from "@/lib/files/table";
import { readRow } from "@/lib/imports/cells";
import { FIELDS, IMPORT_KINDS } from "@/lib/imports/fields";
import {
  EXAMPLE_MARK,
  findLayout,
  type Layout,
  likelyKinds,
  likelySheets,
  rowReader,
  withMapping,
} from "@/lib/imports/layout";
import { NAUGHTY } from "@/tests/support/naughty-strings";
import {
  COVER,
  readUgly,
  UGLY_MEMBERS,
  UGLY_SURVEYS,
  UGLY_TCVN3,
  UGLY_VNI,
  type UglySheet,
  uglyCsv,
  uglyOds,
  uglyXlsx,
} from "@/tests/support/ugly-files";

const rowsOf = (...texts: (string | number | null)[][]): Row[] =>
  texts.map((cells, index) => ({
    number: index + 1,
    isHidden: false,
    cells: cells.map((value): Cell => ({ value })),
  }));

/** Heading → field of every column. */
const mapping = (layout: Layout | null) =>
  Object.fromEntries(
    (layout?.columns ?? []).map(({ heading, field, part, why }) => [
      heading,
      field ? (part ? `${field}.${part}` : field) : why,
    ]),
  );

const layoutOf = (kind: (typeof IMPORT_KINDS)[number], ...rows: (string | number | null)[][]) =>
  findLayout(rowsOf(...rows), [], FIELDS[kind]);

async function sheetOf(sheet: UglySheet) {
  const { sheets } = await readUgly(await uglyXlsx([sheet]));
  const [read] = sheets;
  if (!read) throw new Error("no sheet");
  return read;
}

describe("the heading of a table", () => {
  it.each(IMPORT_KINDS)("is known where it is our own: %s", (kind) => {
    const layout = layoutOf(
      kind,
      FIELDS[kind].map(({ label }) => label),
    );
    expect(layout?.columns.map(({ field }) => field)).toEqual(FIELDS[kind].map(({ name }) => name));
    expect(layout?.missing).toEqual([]);
  });

  it("reads every synonym as its field, or says that it could be two", () => {
    for (const kind of IMPORT_KINDS) {
      for (const field of FIELDS[kind]) {
        for (const synonym of field.synonyms) {
          const layout = layoutOf(kind, [
            synonym,
            ...FIELDS[kind]
              .filter((other) => other !== field)
              .slice(0, 3)
              .map(({ label }) => label),
          ]);
          const [column] = layout?.columns ?? [];
          const where = `${kind}: ${synonym} → ${column?.field} ${column?.why}`;
          expect([field.name, null], where).toContain(column?.field ?? null);
        }
      }
    }
  });

  it("knows the abbreviations of the lists that offices keep", () => {
    expect(
      mapping(
        layoutOf("members", ["STT", "HỌ VÀ TÊN", "Ng.sinh", "NVĐ", "SĐT", "GT", "Chi đoàn", "Trình độ"]),
      ),
    ).toEqual({
      ...{ STT: "silent", "HỌ VÀ TÊN": "fullName", "Ng.sinh": "birth", NVĐ: "joined", SĐT: "phone" },
      ...{ GT: "gender", "Chi đoàn": "branch", "Trình độ": "education" },
    });
    expect(
      mapping(layoutOf("members", ["Ho va ten", "Ngay sinh", "Ngày vào Đoàn (ghi rõ)", "Số điện thọai"])),
    ).toEqual({
      ...{ "Ho va ten": "fullName", "Ngay sinh": "birth", "Ngày vào Đoàn (ghi rõ)": "joined" },
      "Số điện thọai": "phone",
    });
  });

  it("leaves what could be two things unmapped, with what it could be", () => {
    const layout = layoutOf("members", [
      "Họ và tên",
      "Ngày sinh",
      "Ngày vào",
      "Ngày vào Đảng",
      "Điện thoại",
      "Số điện thoại",
    ]);
    expect(mapping(layout)).toMatchObject({ "Ngày vào": "ambiguous" });
    expect(layout?.columns.find(({ heading }) => heading === "Ngày vào")?.second).not.toBeNull();
    expect(layout?.columns.find(({ heading }) => heading === "Ngày vào Đảng")?.field).toBeNull();
    // Two columns of one field: neither is taken.
    expect(mapping(layoutOf("members", ["Họ và tên", "Ngày sinh", "Ngày sinh"]))).toEqual({
      "Họ và tên": "fullName",
      "Ngày sinh": "twice",
    });
  });

  it("joins halves of names, dates in three columns, and ticks under Nam and Nữ", () => {
    const layout = layoutOf(
      "members",
      ["Họ và đệm", "Tên", "Ngày sinh", null, null, "Nữ"],
      [null, null, "Ngày", "Tháng", "Năm", null],
      ["Nông Văn", "A", 5, 3, 1990, null],
      ["Lý Thị", "B", null, null, 1991, "x"],
    );
    expect(mapping(layout)).toEqual({
      ...{ "Họ và đệm": "fullName.family", Tên: "fullName.given", Nữ: "gender.female" },
      ...{
        "Ngày sinh › Ngày": "birth.day",
        "Ngày sinh › Tháng": "birth.month",
        "Ngày sinh › Năm": "birth.year",
      },
    });
    if (!layout) return;
    const read = rowReader(layout, []);
    const values = rowsOf(
      ...[[], []],
      ["Nông Văn", "A", 5, 3, 1990, null],
      ["Lý Thị", "B", null, null, 1991, "x"],
    )
      .slice(2)
      .map((row) => {
        const answer = read(row);
        return "cells" in answer ? readRow(FIELDS.members, answer.cells).values : answer;
      });
    expect(values).toEqual([
      { fullName: "Nông Văn A", birth: { date: "1990-03-05", precision: "day" }, gender: "male" },
      { fullName: "Lý Thị B", birth: { date: "1991-01-01", precision: "year" }, gender: "female" },
    ]);
  });

  it("is the same layout again by its fingerprint, and another with another column", () => {
    const one = layoutOf("members", ["Họ và tên", "Ngày sinh"], ["A", "1990"]);
    const again = layoutOf("members", ["DANH SÁCH"], ["HỌ VÀ TÊN", "Ngày sinh"], ["B", "1991"]);
    const other = layoutOf("members", ["Họ và tên", "SĐT", "Ngày sinh"]);
    expect(again?.fingerprint).toBe(one?.fingerprint);
    expect(other?.fingerprint).not.toBe(one?.fingerprint);
  });

  it("takes what a person chose for a column", () => {
    const layout = layoutOf("members", ["Họ và tên", "Ngày sinh", "Ngày vào"]);
    if (!layout) throw new Error("no layout");
    const chosen = withMapping(
      layout,
      FIELDS.members,
      new Map([
        [3, "joined"],
        [2, null],
        [1, "no_such_field"],
      ]),
    );
    expect(chosen.columns.map(({ field }) => field)).toEqual(["fullName", null, "joined"]);
    expect(chosen.missing).toContain("birth");
  });

  it("is missed where there is none", () => {
    expect(layoutOf("members", ["Báo cáo"], ["Đơn vị: Huyện Đoàn"], ["Năm", 2014])).toBeNull();
    expect(findLayout([], [], FIELDS.posts)).toBeNull();
  });
});

describe("an ugly file", () => {
  it("of members is read under titles and merged cells, row by row, with every reason", async () => {
    const { rows, merges, hiddenColumns } = await sheetOf(UGLY_MEMBERS);
    const layout = findLayout(rows, merges, FIELDS.members, hiddenColumns);
    if (!layout) throw new Error("no heading found");
    expect(layout.headerRows).toEqual([4, 5]);
    expect(mapping(layout)).toEqual({
      ...{
        TT: "silent",
        "Họ và tên": "fullName.given",
        "Năm sinh › Nam": "birth.male",
        "Năm sinh › Nữ": "birth.female",
      },
      ...{
        NVĐ: "joined",
        "Chi đoàn": "branch",
        SĐT: "phone",
        "Số CMND/CCCD": "identity",
        "Ghi chú": "unknown",
      },
    });
    expect(layout.missing).toEqual([]);

    const read = rowReader(layout, merges);
    const answers = rows
      .filter(({ number }) => number >= layout.firstRow)
      .map((row) => {
        const answer = read(row);
        return "leftOut" in answer ? answer.leftOut : readRow(FIELDS.members, answer.cells);
      });
    expect(answers.filter((answer) => typeof answer === "string")).toEqual([
      "numbering",
      "section",
      "total",
      "footer",
      "footer",
      "footer",
    ]);
    const records = answers.filter((answer) => typeof answer !== "string");
    expect(
      records.map(({ values }) => [values.fullName, values.gender, values.birth, values.branch]),
    ).toEqual([
      ["Nông Văn A", "male", { date: "1990-03-05", precision: "day" }, "Chi đoàn Minh hoạ"],
      ["Hoàng Thị B", "female", { date: "1992-01-01", precision: "year" }, "Chi đoàn Minh hoạ"],
      ["Nông Văn A", "male", { date: "1990-03-05", precision: "day" }, "Chi đoàn Minh hoạ"],
      ["LÝ THỊ C", "female", { date: "1993-01-01", precision: "year" }, "Chi đoàn Minh hoạ"],
      ["Triệu Văn D", "male", null, "Chi đoàn Minh hoạ"],
    ]);
    expect(records[0]?.values).toMatchObject({
      phone: "+84912345678",
      identity: "004090001234",
      joined: { date: "2008-03-26" },
    });
    expect(records[3]?.values).toMatchObject({ phone: "+84912345677", identity: "080123456" });
    expect(records[4]?.problems.map(({ field }) => field)).toEqual(["birth", "joined", "phone"]);
    expect(layout.columns.filter(({ isHidden }) => isHidden).map(({ heading }) => heading)).toEqual([
      "Số CMND/CCCD",
    ]);
    // The hidden row is read like the others, and known as hidden.
    expect(rows.filter(({ isHidden }) => isHidden).map(({ number }) => number)).toEqual([10]);
  });

  it("of surveys has parents joined, its sum left out and 1.234 read as a number", async () => {
    const { rows, merges } = await sheetOf(UGLY_SURVEYS);
    const layout = findLayout(rows, merges, FIELDS.surveys);
    if (!layout) throw new Error("no heading found");
    expect(mapping(layout)).toEqual({
      ...{ STT: "silent", "Tên DN": "enterprise", MST: "taxCode", "Lao động › Tổng số": "workers" },
      ...{ "Lao động › Nữ": "womenWorkers", "Lao động › DTTS": "ethnicMinorityWorkers" },
      ...{ "Thanh niên › 16-30": "youth16To30", "Thanh niên › 31-35": "youth31To35" },
      ...{ "Đảng viên": "partyMembers", "Tổ chức công đoàn": "hasTradeUnion", "Ngày KS": "surveyedOn" },
    });
    const read = rowReader(layout, merges);
    const answers = rows.filter(({ number }) => number >= layout.firstRow).map(read);
    expect(answers.map((answer) => ("leftOut" in answer ? answer.leftOut : "record"))).toEqual([
      "record",
      "record",
      "total",
    ]);
    const [first, second] = answers.map((answer) =>
      "cells" in answer ? readRow(FIELDS.surveys, answer.cells) : null,
    );
    expect(first?.problems).toEqual([]);
    expect(first?.values).toMatchObject({
      ...{ taxCode: { code10: "0300588569", branch: null }, workers: 1234, womenWorkers: 120 },
      ...{ ethnicMinorityWorkers: 6, youth16To30: 1200, partyMembers: "unknown", hasTradeUnion: true },
      surveyedOn: "2014-04-15",
    });
    expect(second?.values).toMatchObject({
      ...{
        enterprise: "Tổng công ty Minh hoạ 2",
        workers: 80,
        womenWorkers: null,
        ethnicMinorityWorkers: null,
      },
      ...{ youth16To30: "unknown", partyMembers: 0, hasTradeUnion: false, surveyedOn: "2014-04-20" },
    });
  });

  it("is the same in .csv and .ods", async () => {
    const sheet: UglySheet = { ...UGLY_SURVEYS, merges: [] };
    const layouts = await Promise.all(
      [uglyCsv(sheet), uglyCsv(sheet, { encoding: "utf16le", delimiter: "\t" }), uglyOds(sheet)].map(
        async (file) => {
          const read = (await readUgly(file)).sheets[0];
          return findLayout(read?.rows ?? [], read?.merges ?? [], FIELDS.surveys);
        },
      ),
    );
    const [first] = layouts;
    expect(first?.columns.filter(({ field }) => field)).toHaveLength(10);
    for (const layout of layouts) expect(mapping(layout)).toEqual(mapping(first ?? null));
  });

  it.each([
    ["tcvn3", UGLY_TCVN3],
    ["vni", UGLY_VNI],
  ] as const)("in %s letters shows its headings as they were meant", async (encoding, sheet) => {
    const read = (await readUgly(uglyCsv(sheet, { encoding: "latin1" }))).sheets[0];
    expect(mapping(findLayout(read?.rows ?? [], [], FIELDS.members))).toEqual({
      ...{ STT: "silent", "Họ và tên": "fullName", "Ngày sinh": "birth" },
    });
    expect(legacyColumns(read?.rows ?? []).some((column) => column.encoding === encoding)).toBe(true);
  });

  it("of two sheets is read from the one that holds the list", async () => {
    const { sheets } = await readUgly(
      await uglyXlsx([COVER, { ...UGLY_MEMBERS, name: "Cũ", hidden: true }, UGLY_MEMBERS]),
    );
    expect(likelySheets(sheets, FIELDS.members).map(({ sheet }) => sheet)).toEqual([2, 1]);
  });

  it.each([
    [UGLY_MEMBERS, "members"],
    [UGLY_SURVEYS, "surveys"],
  ] as const)("is known by what it lists", async (ugly, kind) => {
    const { rows, merges } = await sheetOf(ugly);
    expect(likelyKinds(rows, merges)[0]?.kind).toBe(kind);
  });

  it("leaves out the example row, the heading printed again and nothing that is a record", () => {
    const layout = layoutOf("members", ["Họ và tên", "Ngày sinh", "Điện thoại", "Tổ chức"]);
    if (!layout) throw new Error("no heading");
    const read = rowReader(layout, []);
    const answers = rowsOf(
      ["Họ và tên", "Ngày sinh", "Điện thoại", "Tổ chức"],
      [EXAMPLE_MARK, "05/03/1998", null, null],
      ["Cộng Văn A", "1990", null, null],
      ["Tổng Thị B", "1990", null, null],
      ["Họ và tên", "Ngày sinh", "Điện thoại", "Tổ chức"],
      ["Nguyễn Văn C", null, null, null],
      ["Tổng số", 3, null, null],
      ["Ghi chú: danh sách tính đến tháng 4", null, null, null],
      ["Nguyễn Văn D", "1990", "0912345678", "Chi đoàn"],
    )
      .slice(1)
      .map((row) => ("leftOut" in read(row) ? (read(row) as { leftOut: string }).leftOut : "record"));
    expect(answers).toEqual([
      "example",
      "record",
      "record",
      "heading",
      "record",
      "total",
      "footer",
      "record",
    ]);
  });

  it("keeps everybody whose office stands under tables too, and whoever is called Tống", () => {
    const answersOf = (kind: Parameters<typeof layoutOf>[0], ...table: (string | number | null)[][]) => {
      const layout = layoutOf(kind, (table[0] ?? []).map(String));
      if (!layout) throw new Error("no heading");
      const read = rowReader(layout, []);
      return rowsOf(...table)
        .slice(1)
        .map((row) => {
          const answer = read(row);
          return "leftOut" in answer ? answer.leftOut : "record";
        });
    };
    expect(
      answersOf(
        "posts",
        ["Họ và tên", "Chức vụ", "Từ ngày"],
        ["Nông Văn A", "Bí thư", "01/06/2013"],
        ["Lý Thị B", "Chi hội trưởng", "01/06/2013"],
        ["NGƯỜI LẬP BIỂU", "BÍ THƯ", null],
        [null, "Bí thư", null],
      ),
    ).toEqual(["record", "record", "footer", "footer"]);
    expect(
      answersOf(
        "members",
        ["Họ và tên", "Năm sinh", "Nghề nghiệp"],
        ["Nông Văn A", 1990, "Kế toán"],
        ["Lý Thị B", 1991, "Giám đốc"],
        ["Kế toán", null, "Giám đốc"],
      ),
    ).toEqual(["record", "record", "footer"]);
    expect(
      answersOf(
        "members",
        ["Họ đệm", "Tên", "Năm sinh", "Giới tính"],
        ["Tống", "Hoa", 1990, "Nữ"],
        ["Tổng số", null, 12, null],
      ),
    ).toEqual(["record", "total"]);
  });

  it("takes a dash, a nought or a word under “Nữ” for no tick", () => {
    const genderOf = (heads: string[], ...cells: (string | number | null)[]) => {
      const layout = layoutOf("members", ["Họ và tên", "Năm sinh", ...heads]);
      if (!layout) throw new Error("no heading");
      const [row] = rowsOf(["Nông Văn A", 1990, ...cells]);
      const answer = row && rowReader(layout, [])({ ...row, number: 2 });
      return answer && "cells" in answer ? answer.cells["gender"]?.value : undefined;
    };
    expect(genderOf(["Nữ"], "x")).toBe("Nữ");
    for (const none of ["-", "0", 0, "không", "K", null]) expect(genderOf(["Nữ"], none)).toBe("Nam");
    expect(genderOf(["Nữ"], "Nam")).toBe("Nam");
    expect(genderOf(["Nam", "Nữ"], "-", "x")).toBe("Nữ");
    expect(genderOf(["Nam", "Nữ"], "-", "-")).toBeNull();
    expect(genderOf(["Nam", "Nữ"], "x", "x")).toBe("Nam / Nữ");
    expect(genderOf(["Nam", "Nữ"], null, "nghỉ")).toBe("nghỉ");
  });

  it("reads a heading of our own result file, parents and children in one cell", () => {
    const layout = layoutOf("members", ["Họ và tên", "Năm sinh › Nam", "Năm sinh › Nữ"]);
    expect(layout?.columns.map(({ field, part }) => [field, part])).toEqual([
      ["fullName", undefined],
      ["birth", "male"],
      ["birth", "female"],
    ]);
  });

  it("with a merged cell on every row is read in no more time than any other", () => {
    const rows = Array.from(
      { length: 20_000 },
      (_, index): Row => ({
        ...{ number: index + 1, isHidden: false },
        cells: (index === 0
          ? ["Họ và tên", "Ngày sinh", "Tổ chức"]
          : [`Nông Văn A`, "5/3/1990", index % 2 ? "Chi đoàn" : null]
        ).map((value) => ({ value })),
      }),
    );
    const merges = Array.from({ length: 10_000 }, (_, index) => ({
      from: [index * 2 + 2, 3] as [number, number],
      to: [index * 2 + 3, 3] as [number, number],
    }));
    const timed = (spans: typeof merges) => {
      const start = performance.now();
      const layout = findLayout(rows, spans, FIELDS.members);
      if (!layout) throw new Error("no heading");
      const read = rowReader(layout, spans);
      const branches = rows.slice(1).map((row) => {
        const answer = read(row);
        return "cells" in answer ? answer.cells["branch"]?.value : undefined;
      });
      return { branches: new Set(branches), ms: performance.now() - start };
    };
    const plain = timed([]);
    const merged = timed(merges);
    expect(plain.branches).toEqual(new Set(["Chi đoàn", null]));
    expect(merged.branches).toEqual(new Set(["Chi đoàn"]));
    expect(merged.ms).toBeLessThan(plain.ms * 5 + 1_000);
  });

  it("never throws and never takes long, whatever stands in it", () => {
    const text = fc.oneof(
      fc.constantFrom(...NAUGHTY),
      fc.constantFrom("Họ và tên", "Ngày sinh", "Nam", "Nữ", "Tổng cộng"),
      fc.string(),
    );
    const cell = fc
      .oneof(fc.constant(null), text, fc.double(), fc.boolean())
      .map((value): Cell => ({ value }));
    const row = fc.array(cell, { maxLength: 12 });
    const merge = fc.tuple(fc.nat(12), fc.nat(12), fc.nat(12), fc.nat(12)).map(([r1, c1, r2, c2]) => ({
      from: [Math.min(r1, r2) + 1, Math.min(c1, c2) + 1] as [number, number],
      to: [Math.max(r1, r2) + 1, Math.max(c1, c2) + 1] as [number, number],
    }));
    fc.assert(
      fc.property(
        fc.array(row, { maxLength: 12 }),
        fc.array(merge, { maxLength: 4 }),
        fc.constantFrom(...IMPORT_KINDS),
        (cells, merges, kind) => {
          const rows = cells.map((line, index): Row => ({ number: index + 1, isHidden: false, cells: line }));
          const layout = findLayout(rows, merges, FIELDS[kind]);
          if (!layout) return;
          const read = rowReader(layout, merges);
          for (const line of rows) {
            const answer = read(line);
            if ("cells" in answer) readRow(FIELDS[kind], answer.cells);
          }
        },
      ),
      { numRuns: 60, interruptAfterTimeLimit: 8_000 },
    );
  });
});
