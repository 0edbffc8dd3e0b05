import { mkdtemp, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import ExcelJS from "exceljs";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { explainTableRefusal } from "@/lib/files/labels";
import { legacyColumns } from "@/lib/files/legacy-columns";
import { readTable } from "@/lib/files/read-table";
import { cellAddress, LIMITS, parseAddress, type Sheet, type Workbook } from "@/lib/files/table";
import { dateFormat, dayOfSerial } from "@/lib/files/xlsx";
import { compoundOf, odsOf, xlsxOf, xlsxParts, zipOf } from "@/tests/support/zips";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), "tables-"));
});
afterAll(() => rm(folder, { recursive: true }));

let made = 0;
async function readFileOf(content: Buffer | string) {
  const file = path.join(folder, `file-${++made}`);
  await writeFile(file, content);
  return readTable(file);
}

async function book(content: Buffer | string): Promise<Workbook> {
  const read = await readFileOf(content);
  if (!read.ok) throw new Error(`refused: ${read.refusal} ${read.details.at ?? ""}`);
  return read.value;
}
const first = ({ sheets }: Workbook): Sheet => {
  const [sheet] = sheets;
  if (!sheet) throw new Error("no sheet");
  return sheet;
};
const refusal = async (content: Buffer | string) => {
  const read = await readFileOf(content);
  return read.ok ? "read" : read.refusal;
};
const values = (sheet: Sheet) => sheet.rows.map(({ cells }) => cells.map(({ value }) => value));

async function excel(fill: (workbook: ExcelJS.Workbook) => void): Promise<Buffer> {
  const workbook = new ExcelJS.Workbook();
  fill(workbook);
  // exceljs declares a Buffer of its own.
  return Buffer.from((await workbook.xlsx.writeBuffer()) as ArrayBuffer);
}

const row = (cells: string) => `<row>${cells}</row>`;
const inline = (text: string) => `<c t="inlineStr"><is><t>${text}</t></is></c>`;

describe("a workbook of Excel's", () => {
  it("is read with its titles, merged cells, hidden rows and sheets, blank rows left out", async () => {
    const workbook = await book(
      await excel((file) => {
        const sheet = file.addWorksheet("Đoàn viên");
        sheet.getCell("A1").value = "DANH SÁCH ĐOÀN VIÊN";
        sheet.mergeCells("A1:D1");
        sheet.getCell("B4").value = "Họ và tên";
        sheet.getCell("C4").value = { richText: [{ text: "Ngày " }, { text: "sinh", font: { bold: true } }] };
        sheet.getCell("B5").value = "Nông Văn Ví Dụ".normalize("NFD");
        sheet.getRow(5).hidden = true;
        file.addWorksheet("Danh mục", { state: "hidden" }).getCell("A1").value = "ẩn";
      }),
    );
    expect(workbook).toMatchObject({ format: "xlsx", encoding: null, notices: [] });
    const [sheet, hidden] = workbook.sheets;
    expect(sheet).toMatchObject({
      name: "Đoàn viên",
      isHidden: false,
      merges: [{ from: [1, 1], to: [1, 4] }],
    });
    expect(hidden).toMatchObject({ name: "Danh mục", isHidden: true });
    const rows = sheet?.rows ?? [];
    expect(rows.map(({ number, isHidden }) => [number, isHidden])).toEqual([
      [1, false],
      [4, false],
      [5, true],
    ]);
    expect(rows[1]?.cells.map(({ value }) => value)).toEqual([null, "Họ và tên", "Ngày sinh"]);
    expect(rows[2]?.cells[1]?.value).toBe("Nông Văn Ví Dụ".normalize("NFC"));
  });

  it("gives dates by their format, in both systems, and no more of them than the person saw", async () => {
    const styles = `<styleSheet><numFmts><numFmt numFmtId="164" formatCode="dd/mm/yyyy"/><numFmt numFmtId="165" formatCode="yyyy"/></numFmts>
      <fonts><font><name val="Arial"/></font><font><name val=".VnTimeH"/></font></fonts>
      <cellXfs><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="17"/><xf numFmtId="165"/><xf numFmtId="0" fontId="1"/></cellXfs></styleSheet>`;
    const cells = `<c s="1"><v>41703</v></c><c s="2"><v>41699</v></c><c s="3"><v>32874</v></c><c><v>41703</v></c><c s="1"><v>60</v></c><c s="4" t="str"><v>NguyÔn</v></c>`;
    const of = async (workbook: string) =>
      first(await book(xlsxOf(row(cells), { extra: { "xl/styles.xml": styles }, workbook }))).rows[0]?.cells;
    expect(await of("")).toEqual([
      { value: 41703, day: "2014-03-05" },
      { value: 41699, day: "2014-03-01", dayPrecision: "month" },
      { value: 32874, day: "1990-01-01", dayPrecision: "year" },
      { value: 41703 },
      { value: 60 },
      { value: "NguyÔn", font: "tcvn3_capitals" },
    ]);
    expect((await of(`<workbookPr date1904="1"/>`))?.[0]).toEqual({ value: 41703, day: "2018-03-06" });
    const early = [dayOfSerial(1, 1900), dayOfSerial(59, 1900), dayOfSerial(61, 1900), dayOfSerial(0, 1904)];
    expect(early).toEqual(["1900-01-01", "1900-02-28", "1900-03-01", "1904-01-01"]);
    expect(['"ngày" dd', "[$-42A]mmmm yyyy", "yyyy;@", "m/d/yy h:mm"].map(dateFormat)).toEqual([
      "day",
      "month",
      "year",
      "day",
    ]);
    for (const code of ["hh:mm:ss", "mm:ss", "#,##0", "0.00", "General", "[Red]0", '0 "đồng/năm"']) {
      expect([code, dateFormat(code)]).toEqual([code, "number"]);
    }
  });

  it("takes a formula's stored value and computes nothing: HYPERLINK is a text", async () => {
    const workbook = await book(
      xlsxOf(
        row(
          `<c t="str"><f>HYPERLINK("http://127.0.0.1:9/?"&amp;B1,"Bấm vào đây")</f><v>Bấm vào đây</v></c><c><f>1+1</f><v>2</v></c><c><f>NOW()</f></c><c t="e"><v>#DIV/0!</v></c><c t="b"><v>1</v></c><c t="str"><v>=1+1</v></c>`,
        ),
      ),
    );
    expect(first(workbook).rows[0]?.cells).toEqual([
      { value: "Bấm vào đây", isFormula: true },
      { value: 2, isFormula: true },
      { value: null, isFormula: true },
      { value: "#DIV/0!", hasError: true },
      { value: true },
      { value: "=1+1" },
    ]);
    expect(workbook.notices).toEqual(["formulas_as_values", "formulas_without_value"]);
  });

  it("with macros is read as data, and says that nothing was run", async () => {
    const workbook = await book(xlsxOf(row(inline("a")), { extra: { "xl/vbaProject.bin": "\xd0\xcf" } }));
    expect([first(workbook).rows.length, workbook.notices]).toEqual([1, ["macros_ignored"]]);
  });

  it("is read with prefixed elements, cells without address, escapes, and no readings of Japanese", async () => {
    const extra = {
      "xl/worksheets/sheet1.xml": `<x:worksheet xmlns:x="y"><x:sheetData><x:row><x:c t="inlineStr"><x:is><x:t>A_x000A_B</x:t></x:is></x:c><x:c t="s"><x:v>0</x:v></x:c></x:row></x:sheetData></x:worksheet>`,
      "xl/sharedStrings.xml": "<sst><si><r><t>Hà </t></r><r><t>Giang</t></r><rPh><t>x</t></rPh></si></sst>",
    };
    expect(values(first(await book(xlsxOf("", { extra }))))).toEqual([["A\nB", "Hà Giang"]]);
  });

  it("what exceljs writes, the reader reads", async () => {
    const readable = (text: string) => !/[\p{Cc}\p{Cs}\ufffe\uffff]|_x|^\s|\s$/u.test(text);
    const cell = fc.oneof(
      fc.string({ unit: "grapheme", minLength: 1, maxLength: 30 }).filter(readable),
      fc.integer({ min: -1e9, max: 1e9 }),
      fc.double({ min: -1e6, max: 1e6, noNaN: true }).filter((value) => !Object.is(value, -0)),
      fc.boolean(),
      fc.constant(null),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(cell, { maxLength: 8 }), { maxLength: 20 }), async (rows) => {
        const written = await excel((file) => {
          const sheet = file.addWorksheet("A");
          for (const [at, given] of rows.entries()) {
            for (const [index, value] of given.entries()) {
              sheet.getRow(at + 1).getCell(index + 1).value = value;
            }
          }
        });
        const read = first(await book(written));
        for (const [at, given] of rows.entries()) {
          const found = read.rows.find(({ number }) => number === at + 1)?.cells ?? [];
          const expected = given.map((value) => (typeof value === "string" ? value.normalize("NFC") : value));
          const blanks = expected.length - found.length;
          expect([
            ...found.map(({ value }) => value),
            ...expected.slice(found.length).map(() => null),
          ]).toEqual(blanks < 0 ? [] : expected);
        }
      }),
      { numRuns: 40 },
    );
  });
});

describe("a spreadsheet of LibreOffice's", () => {
  const text = (said: string, attributes = "") =>
    `<table:table-cell office:value-type="string"${attributes}><text:p>${said}</text:p></table:table-cell>`;

  it("is read with what repeats, dates, hidden rows and sheets; a million blank rows take no time", async () => {
    const workbook = await book(
      odsOf(
        `<table:table table:name="Tờ 1"><table:table-row>${text("Tiêu đề", ` table:number-columns-spanned="3"`)}<table:covered-table-cell table:number-columns-repeated="2"/></table:table-row>
         <table:table-row table:number-rows-repeated="2" table:visibility="collapse">${text("x", ` table:number-columns-repeated="2"`)}
         <table:table-cell office:value-type="date" office:date-value="2014-03-05"><text:p>05/03/14</text:p></table:table-cell>
         <table:table-cell office:value-type="float" office:value="1234.5" table:formula="of:=1"><text:p>1.234,5</text:p></table:table-cell>
         <table:table-cell table:number-columns-repeated="16380"/></table:table-row>
         <table:table-row table:number-rows-repeated="1048572"><table:table-cell table:number-columns-repeated="16384"/></table:table-row></table:table>
         <table:table table:name="Ẩn" table:style-name="h"><table:table-row>${text("a<text:s text:c='2'/>b")}</table:table-row></table:table>`,
        `<style:style style:name="h"><style:table-properties table:display="false"/></style:style>`,
      ),
    );
    const [sheet, hidden] = workbook.sheets;
    expect(sheet?.merges).toEqual([{ from: [1, 1], to: [1, 3] }]);
    expect(sheet?.rows.map(({ number, isHidden }) => [number, isHidden])).toEqual([
      [1, false],
      [2, true],
      [3, true],
    ]);
    expect(sheet?.rows[2]?.cells).toEqual([
      { value: "x" },
      { value: "x" },
      { value: 41703, day: "2014-03-05" },
      { value: 1234.5, isFormula: true },
    ]);
    expect([hidden?.isHidden, hidden && values(hidden)]).toEqual([true, [["a  b"]]]);
  });

  it("is refused when rows that repeat are too many, or when it has a password", async () => {
    const rows = `<table:table-row table:number-rows-repeated="1048576">${text("x")}</table:table-row>`;
    expect(await refusal(odsOf(`<table:table table:name="a">${rows}</table:table>`))).toBe("too_many_rows");
    const manifest = "<m:manifest xmlns:m='m'><m:file-entry><m:encryption-data/></m:file-entry></m:manifest>";
    expect(await refusal(odsOf("", "", [{ name: "META-INF/manifest.xml", content: manifest }]))).toBe(
      "password",
    );
  });
});

describe("a csv", () => {
  const table = "Họ tên;Ngày sinh\r\n\r\nNông Văn Ví Dụ;5/3/1990\r\n";
  const expected = [
    ["Họ tên", "Ngày sinh"],
    ["Nông Văn Ví Dụ", "5/3/1990"],
  ];

  it.each([
    ["utf-8", Buffer.from(table)],
    ["utf-8", Buffer.from(`\ufeff${table}`)],
    ["utf-8", Buffer.from(table.normalize("NFD"))],
    ["utf-16le", Buffer.from(`\ufeff${table}`, "utf16le")],
    ["utf-16le", Buffer.from(table, "utf16le")],
    ["utf-16be", Buffer.from(`\ufeff${table}`, "utf16le").swap16()],
  ])("is read in %s", async (encoding, content) => {
    const workbook = await book(content);
    expect([workbook.format, workbook.encoding, values(first(workbook))]).toEqual([
      "csv",
      encoding,
      expected,
    ]);
    expect(first(workbook).rows.map(({ number }) => number)).toEqual([1, 3]);
  });

  it("is read in Windows-1258, whose tones stand behind their letters", async () => {
    // ê with U+0323 (F2), ô with U+0301 (EC); Đ is D0.
    const bytes = Buffer.from("H\xea\xf2 th\xf4\xecng,\xd0o\xe0n vi\xean\n1,2\n", "latin1");
    const workbook = await book(bytes);
    expect(workbook.encoding).toBe("windows-1258");
    expect(values(first(workbook))[0]).toEqual(["Hệ thống", "Đoàn viên"]);
  });

  it.each([
    ["tcvn3", "Hä vµ tªn,N¬i sinh\nNguyÔn V¨n \xadu,§oµn Kh\xadu\n", "Nguyễn Văn ưu"],
    ["vni", "Hoï vaø teân,Nôi sinh\nNguyeãn Vaên Ñöùc,Cao Baèng\n", "Nguyễn Văn Đức"],
  ])("in %s keeps its letters and shows what they would become", async (encoding, text, converted) => {
    const workbook = await book(Buffer.from(text, "latin1"));
    expect(workbook.encoding).toBe(encoding);
    const [column] = legacyColumns(first(workbook).rows);
    expect(column).toMatchObject({ column: 1, encoding, cells: 2 });
    expect(column?.samples.map(({ after }) => after)).toEqual(["Họ và tên", converted]);
    expect(column?.samples.map(({ address }) => address)).toEqual(["A1", "A2"]);
  });

  it("finds its separator, takes lines inside quotes, and the apostrophe of an export off again", async () => {
    const read = async (text: string) => values(first(await book(text)));
    expect(await read("a,b\n1,2")).toEqual([
      ["a", "b"],
      ["1", "2"],
    ]);
    expect(await read("a\tb\n1,5\t2")).toEqual([
      ["a", "b"],
      ["1,5", "2"],
    ]);
    expect(await read('Tên;Địa chỉ\n"Công ty ""A""; B";"dòng 1\ndòng 2"\nx;y')).toEqual([
      ["Tên", "Địa chỉ"],
      ['Công ty "A"; B', "dòng 1\ndòng 2"],
      ["x", "y"],
    ]);
    expect(await read("sep=;\na;b,c")).toEqual([["a", "b,c"]]);
    expect(await read(`"'=HYPERLINK(""x"")","'+84912345678","'a"\n`)).toEqual([
      ['=HYPERLINK("x")', "+84912345678", "'a"],
    ]);
  });

  it("says at which line a quote stays open", async () => {
    const read = await readFileOf('a,b\n"mở,2\n3,4\n');
    expect(read).toMatchObject({ ok: false, refusal: "open_quote", details: { at: "dòng 2" } });
  });
});

describe("a file that is none of these, broken or meant to do harm", () => {
  const wide = Array.from({ length: 500 }, (_, at) => `c${at}`);

  it.each([
    ["empty", Buffer.alloc(0)],
    ["old_xls", compoundOf(["Workbook"])],
    ["old_xls", compoundOf(["Book"])],
    ["password", compoundOf(["EncryptionInfo", "EncryptedPackage"])],
    ["not_a_table", compoundOf(["WordDocument"])],
    ["not_a_table", Buffer.from("%PDF-1.7 …")],
    ["not_a_table", Buffer.from([1, 2, 0, 4, 5, 0, 9])],
    ["not_a_table", zipOf([{ name: "word/document.xml", content: "<a/>" }])],
    ["web_page", "\ufeff<html><table><tr><td>1</td></tr></table></html>"],
    ["web_page", '<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook/>'],
    ["binary_xlsb", zipOf([{ name: "xl/workbook.bin", content: "x" }])],
    ["corrupt", Buffer.from("PK\x03\x04 and then nothing of a zip")],
    ["corrupt", xlsxOf("<row><c></row>")],
    ["corrupt", xlsxOf("").subarray(0, 400)],
    ["password", zipOf(xlsxParts("").map((part) => ({ ...part, isEncrypted: true })))],
    ["too_many_columns", xlsxOf(row(wide.map(inline).join("")))],
    ["too_many_columns", wide.join(",")],
    ["cell_too_long", xlsxOf(row(inline("x".repeat(LIMITS.cellLength + 1))))],
    ["too_large", Buffer.alloc(60 * 1024 * 1024, "a,b\n")],
    ["too_many_rows", "a,b\n".repeat(LIMITS.rows + 1)],
  ] as const)("is refused: %s", async (expected, content) => {
    expect(await refusal(content)).toBe(expected);
    expect(explainTableRefusal(expected)).toMatch(/^\p{Lu}.*\.$/u);
  });

  it("names the cell that is beyond the limit", async () => {
    const read = await readFileOf(xlsxOf(row(wide.map(inline).join(""))));
    expect(read).toMatchObject({ details: { at: "Danh sách!GS1" } });
  });

  it("is a zip bomb, whether it says so or not", async () => {
    const large = Buffer.alloc(30 * 1024 * 1024, " ");
    const name = "xl/worksheets/sheet1.xml";
    const parts = xlsxParts("").filter((part) => part.name !== name);
    expect(await refusal(zipOf([...parts, { name, content: large }]))).toBe("zip_bomb");
    expect(await refusal(zipOf([...parts, { name, content: large, announced: 1000 }]))).toBe("zip_bomb");
    const many = Array.from({ length: LIMITS.parts + 1 }, (_, at) => ({ name: `p${at}`, content: "" }));
    expect(await refusal(zipOf(many))).toBe("zip_bomb");
  });

  it("is refused for a DOCTYPE, before an entity of it grows or is fetched", async () => {
    const laughs = Array.from(
      { length: 9 },
      (_, at) => `<!ENTITY l${at + 1} "${`&l${at};`.repeat(10)}">`,
    ).join("");
    const bomb = `<?xml version="1.0"?><!DOCTYPE x [<!ENTITY l0 "ha">${laughs}]><worksheet><sheetData><row><c t="str"><v>&l9;</v></c></row></sheetData></worksheet>`;
    const of = (xml: string) => refusal(xlsxOf("", { extra: { "xl/worksheets/sheet1.xml": xml } }));
    expect(await of(bomb)).toBe("unsafe_xml");
    expect(await of(bomb.replace(/\[.*\]/, `SYSTEM "file:///etc/passwd"`))).toBe("unsafe_xml");
    expect(await of("<worksheet><v>&xxe;</v></worksheet>")).toBe("corrupt");
    expect(await of("<a>".repeat(5000))).toBe("unsafe_xml");
  });

  it("neither throws nor hangs when bytes of a workbook are changed", async () => {
    const sound = await excel((file) => {
      file.addWorksheet("A").addRows([
        ["a", 1, true],
        [new Date(0), "b"],
      ]);
    });
    const changes = fc.array(fc.tuple(fc.nat(sound.length - 1), fc.nat(255)), {
      maxLength: 12,
      minLength: 1,
    });
    await fc.assert(
      fc.asyncProperty(changes, async (given) => {
        const changed = Buffer.from(sound);
        for (const [at, byte] of given) changed[at] = byte;
        await readFileOf(changed);
      }),
      { numRuns: 150 },
    );
  });
});

it("names cells as a spreadsheet does", () => {
  const addresses = [cellAddress(214, 3), cellAddress(1, 26), cellAddress(1, 27), cellAddress(9, 16_384)];
  expect(addresses).toEqual(["C214", "Z1", "AA1", "XFD9"]);
  expect([parseAddress("XFD9"), parseAddress("9X")]).toEqual([{ row: 9, column: 16_384 }, undefined]);
});
