import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { choiceByLabel, formGrid, optional, partialDate, text } from "@/lib/forms/fields";
import { cellLead, cellName, cellOf, type GridColumn, planBlock, readGrid } from "@/lib/forms/grid";
import { NAUGHTY } from "@/tests/support/naughty-strings";

const COLUMNS: readonly GridColumn[] = [
  { name: "name", label: "Họ và tên", type: "text" },
  { name: "code", label: "Mã", type: "text", isReadOnly: true },
  { name: "note", label: "Ghi chú", type: "lines" },
];

describe("readGrid", () => {
  it("keeps the numbers of rows in order, drops blank ones and reads what was not posted as empty", () => {
    const values = {
      "members.12.name": "Bình",
      "members.3.name": "An",
      "members.3.birth": "1990",
      "members.4.name": " \u00a0",
      "members.4.id": "x",
      "members.0.name": "no row",
      "members.1e3.name": "no row",
      "others.1.name": "no row of this grid",
    };
    expect(readGrid(values, "members", ["name", "birth"], ["id"])).toEqual([
      { number: 3, cells: { name: "An", birth: "1990", id: "" } },
      { number: 12, cells: { name: "Bình", birth: "", id: "" } },
    ]);
  });

  it("takes any text as it was typed, and no name of a field for more than a name", () => {
    fc.assert(
      fc.property(fc.constantFrom(...NAUGHTY), fc.constantFrom(...NAUGHTY), (typed, other) => {
        const values = { "g.1.a": `x${typed}`, [`g.${other}`]: typed, [other]: typed };
        expect(readGrid(values, "g", ["a"])[0]).toEqual({ number: 1, cells: { a: `x${typed}` } });
      }),
    );
  });

  it("names a cell and finds it again", () => {
    expect(cellOf("g", cellName("g", 203, "birth"))).toEqual({ row: 203, column: "birth" });
    expect(cellLead("g", COLUMNS, "g.7.note")).toBe("Dòng 7, Ghi chú: ");
    expect(cellLead("g", COLUMNS, "branchId")).toBe("");
  });
});

describe("formGrid", () => {
  const schema = formGrid(
    { branchId: text(10) },
    {
      name: "m",
      most: 2,
      hidden: ["id"],
      row: z.object({
        name: text(20),
        birth: partialDate(),
        gender: optional(choiceByLabel({ male: "Nam", female: "Nữ" })),
        id: optional(z.uuid()),
      }),
    },
  );

  it("reads the fields and the rows, words of a choice in any writing", () => {
    const posted = {
      branchId: "b",
      "m.1.name": "An",
      "m.1.birth": "3/1990",
      "m.1.gender": "NỮ",
      "m.2.name": "",
    };
    expect(schema.parse(posted)).toEqual({
      branchId: "b",
      rows: [
        {
          number: 1,
          cells: {
            name: "An",
            birth: { date: "1990-03-01", precision: "month" },
            gender: "female",
            id: null,
          },
        },
      ],
    });
  });

  it("puts each error at its cell, one of a hidden field at the first, and says how many rows are too many", () => {
    const posted = {
      "m.4.name": "An",
      "m.4.birth": "hôm qua",
      "m.4.gender": "x",
      "m.5.birth": "1990",
      "m.5.id": "7",
      "m.6.name": "C",
    };
    const errors = z.flattenError(schema.safeParse(posted).error ?? new z.ZodError([])).fieldErrors;
    expect(Object.keys(errors).sort()).toEqual(
      ["branchId", "m.4.birth", "m.4.gender", "m.5.name", "m.6.name"].sort(),
    );
    expect(Object(errors)["m.6.name"]).toEqual(["Mỗi lần gửi nhiều nhất 2 dòng"]);
    expect(schema.safeParse(null).success).toBe(false);
  });
});

describe("planBlock", () => {
  it("lays a block down from a cell, skipping what is only to be read, keeping lines where they belong", () => {
    const plan = planBlock([["a\nb", "x", "c\r\nd"]], { row: 1, column: 0 }, COLUMNS, 10);
    expect(plan).toEqual({
      writes: [
        { row: 1, column: 0, text: "a b" },
        { row: 1, column: 2, text: "c\nd" },
      ],
      ...{ rows: 2, lostRows: 0, lostColumns: 0, hadHead: false },
    });
  });

  it("leaves out a head line, and says what found no place", () => {
    const block = [
      ["HỌ VÀ TÊN", "mã"],
      ["An", ""],
      ["Bình", ""],
      ["Chi", ""],
    ];
    expect(planBlock(block, { row: 0, column: 0 }, COLUMNS, 2)).toEqual({
      writes: [
        { row: 0, column: 0, text: "An" },
        { row: 1, column: 0, text: "Bình" },
      ],
      ...{ rows: 2, lostRows: 1, lostColumns: 0, hadHead: true },
    });
    expect(planBlock([["a", "b", "c"]], { row: 0, column: 2 }, COLUMNS, 5).lostColumns).toBe(2);
  });
});
