import { readFile, rm } from "node:fs/promises";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { withViewer } from "@/lib/db/scope";
import type { Cell } from "@/lib/files/table";
import { ImportKind } from "@/lib/generated/prisma/enums";
import { fixRows } from "@/lib/imports/commands";
import { importPage, resultFile } from "@/lib/imports/queries";
import { owner } from "@/tests/support/database";
import { deed } from "@/tests/support/factories";
import {
  checkedImport,
  committed,
  countsOf,
  laidImport,
  mapped,
  mappingOf,
  office,
  rowsOfImport,
  taxCode,
  workAll,
} from "@/tests/support/factories-imports";
import { cellWorld } from "@/tests/support/factories-members";

/** The result workbook as it is written: its headings and rows. */
async function resultOf(by: Parameters<typeof resultFile>[0], importId: string) {
  const prepared = await withViewer(by, (tx) => resultFile(by, tx, importId));
  const [sheet] = prepared?.spooled.sheets ?? [];
  if (!prepared || !sheet) throw new Error("no result");
  const text = await readFile(sheet.rowsPath, "utf8");
  await rm(path.dirname(sheet.rowsPath), { recursive: true });
  const rows = text
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line) as (string | null)[]);
  return [sheet.columns.map(({ label }) => label), ...rows];
}

describe("the result workbook", () => {
  it("names the cell to put right in it, and is read again with all it said", async () => {
    const { officer, cell } = await cellWorld();
    const { rows: cells } = await owner.query("select name from branch where id = $1", [cell]);
    const name = String(cells[0]?.name);
    const importId = await checkedImport(
      officer,
      [
        ["Họ và tên", "Giới tính", "Năm sinh", "Ngày vào Đoàn", "Chi đoàn"],
        ["Tổng cộng", null, null, null, null],
        ["Nông Văn Kết", "Nam", "1990", 40263, name],
        ["Lý Thị Quả", "hai", "1991", "26/3/2010", name],
      ],
      { kind: ImportKind.members },
    );
    const [head = [], good = [], bad = []] = await resultOf(officer, importId);
    expect(good[0]).toBe("Thêm mới");
    expect(bad.slice(0, 2)).toEqual([
      "Lỗi",
      expect.stringMatching(/^D3 \(tệp gốc: B4\): “hai” không có trong danh mục/),
    ]);
    expect(head.slice(0, 2)).toEqual(["Kết quả kiểm tra", "Lý do (ô: điều cần sửa)"]);
    // Put right where it says and uploaded again.
    const again = await checkedImport(officer, [head, good, bad.with(3, "Nữ")], { kind: ImportKind.members });
    expect((await countsOf(officer, again)).by).toMatchObject({ create: 2, error: 0, conflict: 0 });
  });

  it("is read with the columns that were told by hand for the file it is about", async () => {
    const { officer, places } = await office();
    const file = [
      ["Cột lạ", "Mã số thuế", "Loại hình", "Khu vực sở hữu", "Tình trạng", "Nơi đặt"],
      [
        ...["Công ty Cột Lạ", taxCode(62_001), "Công ty cổ phần", "Ngoài nhà nước", "Đang hoạt động"],
        "Xã Không Có",
      ],
    ];
    const first = await laidImport(officer, file);
    const columns = { ...(await mappingOf(officer, first)).columns, "1": "name" };
    expect(await mapped(officer, first, { columns })).toMatchObject({ ok: true });
    await workAll();
    const [head = [], bad = []] = await resultOf(officer, first);
    const again = await laidImport(officer, [head, bad.with(7, places[0] ?? "")]);
    expect(await mapped(officer, again)).toMatchObject({ ok: true });
    await workAll();
    expect((await countsOf(officer, again)).by).toMatchObject({ create: 1, error: 0 });
  });
});

describe("a column typed in an old font", () => {
  it("is shown converted, and what is typed into it in the page stays as typed", async () => {
    const { officer, places } = await office();
    const importId = await laidImport(officer, [
      ["Tên doanh nghiệp", "Mã số thuế", "Loại hình", "Khu vực sở hữu", "Tình trạng", "Nơi đặt"],
      [
        "C«ng ty NguyÔn V¨n",
        taxCode(61_001),
        "Công ty cổ phần",
        "Ngoài nhà nước",
        "Đang hoạt động",
        places[0] ?? "",
      ],
      ["C«ng ty TrÇn", taxCode(61_002), "Công ty cổ phần", "Ngoài nhà nước", "Đang hoạt động", "Xã Không Có"],
    ]);
    await mapped(officer, importId, { convert: ["1"], encodings: { "1": "tcvn3" } });
    await workAll();
    const page = await withViewer(officer, (tx) => importPage(officer, tx, importId, {}));
    expect(page?.rows.map(({ shown }) => shown.split(" · ")[0])).toEqual([
      "Công ty Nguyễn Văn",
      "Công ty Trần",
    ]);
    expect(page?.fixable[0]?.values["1"]).toBe("Công ty Trần");
    const fixed = await fixRows(officer, deed(), {
      importId,
      cells: [
        { row: 3, column: 1, text: "Lê Bá Thành" },
        { row: 3, column: 6, text: places[0] ?? "" },
      ],
    });
    expect(fixed).toMatchObject({ ok: true });
    await workAll();
    await committed(officer, importId);
    const written = await rowsOfImport(officer, importId);
    expect(written.map(({ cells }: { cells: Cell[] }) => cells[0]?.value)).toEqual([
      "Công ty Nguyễn Văn",
      "Lê Bá Thành",
    ]);
    const { rows } = await owner.query("select name from enterprise where tax_code = $1", [taxCode(61_002)]);
    expect(rows).toEqual([{ name: "Lê Bá Thành" }]);
  });
});
