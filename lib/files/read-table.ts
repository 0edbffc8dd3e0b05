import "server-only";
import { open, readFile, stat } from "node:fs/promises";
import { COMPOUND_MAGIC, compoundStreams } from "@/lib/files/compound";
import { readCsv } from "@/lib/files/csv";
import { readOds } from "@/lib/files/ods";
import { LIMITS, type TableRefusal, Unreadable, type Workbook } from "@/lib/files/table";
import { readXlsx } from "@/lib/files/xlsx";
import { openZip } from "@/lib/files/zip";
import { type Done, done, type Refused, refuse } from "@/lib/result";

export type ReadTable = Done<Workbook> | Refused<TableRefusal, { at?: string }>;

/**
 * Reads a file that somebody uploaded: .xlsx, .ods or .csv, told by what is in it and never by its name. Everything else,
 * and whatever is broken or meant to do harm, is refused by name. Run it in a child (lib/files/read-apart.ts): it takes
 * the memory of one workbook.
 */
export async function readTable(path: string): Promise<ReadTable> {
  try {
    return done(await readWorkbook(path));
  } catch (error) {
    if (error instanceof Unreadable)
      return refuse(error.refusal, error.at === undefined ? {} : { at: error.at });
    throw error;
  }
}

async function readWorkbook(path: string): Promise<Workbook> {
  const { size } = await stat(path);
  if (size === 0) throw new Unreadable("empty");
  if (size > LIMITS.fileMb * 1024 * 1024) throw new Unreadable("too_large");
  const start = await beginning(path);
  if (start.subarray(0, 4).equals(Buffer.from("PK\x03\x04"))) return readZip(path);
  if (start.subarray(0, 8).equals(COMPOUND_MAGIC)) throw new Unreadable(await compoundKind(path));
  const text = start.toString("latin1").replace(/\0/g, "");
  if (/^\S{0,3}\s*<(?:!doctype html|html|table|head|body|meta|div|style)\b/i.test(text))
    throw new Unreadable("web_page");
  // Excel's XML of 2003, and pages saved as such.
  if (/^\S{0,3}\s*<\?xml/i.test(text))
    throw new Unreadable(/spreadsheet|<workbook|<html/i.test(text) ? "web_page" : "not_a_table");
  if (
    /^(?:%PDF|\{\\rtf|GIF8|\x89PNG|\xff\xd8\xff|Rar!|7z\xbc\xaf|PK|MZ|BM.{4}\0)/.test(
      start.toString("latin1"),
    )
  ) {
    throw new Unreadable("not_a_table");
  }
  return readCsv(await readFile(path));
}

async function beginning(path: string): Promise<Buffer> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(4096), 0, 4096, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

async function compoundKind(path: string): Promise<TableRefusal> {
  const file = await readFile(path);
  const streams = file.length < 512 ? [] : compoundStreams(file);
  if (streams.includes("EncryptedPackage")) return "password";
  return streams.some((name) => name === "Workbook" || name === "Book") ? "old_xls" : "not_a_table";
}

async function readZip(path: string): Promise<Workbook> {
  const zip = await openZip(path);
  try {
    if (zip.names.some((name) => /^xl\/workbook\.bin$/.test(name))) throw new Unreadable("binary_xlsb");
    if (zip.has("[Content_Types].xml") && zip.names.some((name) => name.startsWith("xl/")))
      return await readXlsx(zip);
    if (zip.has("content.xml") && (await mimetype(zip)).includes("spreadsheet")) return await readOds(zip);
    throw new Unreadable("not_a_table");
  } finally {
    zip.close();
  }
}

async function mimetype(zip: Awaited<ReturnType<typeof openZip>>): Promise<string> {
  if (!zip.has("mimetype")) return "spreadsheet";
  let said = "";
  for await (const chunk of await zip.read("mimetype"))
    said = (said + chunk.toString("latin1")).slice(0, 200);
  return said;
}
