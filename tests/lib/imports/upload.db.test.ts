import { readdirSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, it } from "vitest";
import { withViewer } from "@/lib/db/scope";
import { cellText, firstRows, listImports } from "@/lib/imports/queries";
import { inUploadFolder, receiveUpload } from "@/lib/imports/upload";
import { deed } from "@/tests/support/factories";
import { office, recordOf } from "@/tests/support/factories-imports";

const { officer } = await office();

const send = (content: string | Buffer, given = deed(), fileName = "tệp.csv") =>
  inUploadFolder(async (folder) => {
    const filePath = path.join(folder, "file");
    await writeFile(filePath, content);
    return receiveUpload(officer, given, { kind: "enterprises", filePath, fileName });
  });

it("a file is read apart, its rows laid down once however often the form is sent, and nothing is left on the disk", async () => {
  const before = readdirSync(tmpdir()).filter((name) => name.startsWith("upload-")).length;
  const once = deed();
  const text = 'TT,Tên DN,MST,Loại hình DN,Địa bàn\n1,"=HYPERLINK(""http://x"")",00123,CTCP,Xã A\n';
  const first = await send(text, once);
  if (!first.ok) throw new Error(first.refusal);
  const again = await send(text, once);
  expect(again).toEqual(first);
  const record = await recordOf(officer, first.value.id);
  expect(record).toMatchObject({ state: "uploaded", format: "csv", encoding: "utf-8", fileName: "tệp.csv" });
  expect(record.layout?.columns.map(({ field }) => field)).toEqual([
    null,
    "name",
    "taxCode",
    "legalForm",
    "area",
  ]);
  const rows = await withViewer(officer, (tx) => firstRows(officer, tx, record, 0, { most: 10 }));
  // What looks like a formula is text, zeros in front stay.
  expect(rows.map(({ cells }) => cells.map(cellText))[1]).toEqual([
    "1",
    '=HYPERLINK("http://x")',
    "00123",
    "CTCP",
    "Xã A",
  ]);
  expect(readdirSync(tmpdir()).filter((name) => name.startsWith("upload-")).length).toBe(before);
}, 60_000);

it("what is no table is refused by name and leaves no import behind", async () => {
  const before = (await withViewer(officer, (tx) => listImports(officer, tx))).length;
  const refusals: unknown[] = [];
  for (const content of [
    Buffer.alloc(0),
    Buffer.concat([Buffer.from("PK\x03\x04"), Buffer.alloc(500, 7)]),
    Buffer.from("%PDF-1.7 x"),
  ]) {
    const sent = await send(content);
    refusals.push(sent.ok ? "taken" : sent.refusal);
  }
  expect(refusals).toEqual(["empty", "corrupt", "not_a_table"]);
  expect((await withViewer(officer, (tx) => listImports(officer, tx))).length).toBe(before);
}, 60_000);

it("signs that no database keeps are left out of names, headings and cells", async () => {
  const text = "Tên DN\0,MST\uD800,Loại hình DN,Địa bàn\nCông ty\0 A,00123,CTCP,Xã A\n";
  const sent = await send(
    Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, "utf16le")]),
    deed(),
    "t\0ệp\r\n.csv",
  );
  if (!sent.ok) throw new Error(sent.refusal);
  const record = await recordOf(officer, sent.value.id);
  expect(record.fileName).toBe("tệp .csv");
  expect(record.layout?.columns.map(({ heading }) => heading)).toEqual([
    "Tên DN",
    expect.any(String),
    "Loại hình DN",
    "Địa bàn",
  ]);
  const rows = await withViewer(officer, (tx) => firstRows(officer, tx, record, 0, { most: 10 }));
  expect(rows[1]?.cells.map(cellText)[0]).toBe("Công ty A");
});
