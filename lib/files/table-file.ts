import "server-only";
import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { mkdtemp, open, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { Readable } from "node:stream";
import { finished } from "node:stream/promises";
import { inChild } from "@/lib/jobs/child";

/** What a column holds: text unless said. A day is an ISO date; anything else in its place (a year only) stays text. */
export type FileColumn = {
  label: string;
  kind?: "day" | "number" | "id";
  width?: number;
  /** What may be chosen in it. */
  options?: readonly string[];
  /** Fills of cells (ARGB) by what stands in them; the words say the same. */
  tones?: Readonly<Record<string, string>>;
};

type FileCell = string | number | null;

/** A sheet to be written; its rows are taken one after another. */
export type FileSheet = {
  name: string;
  /** Lines above the headings, each over the whole width: what the sheet is, whose, of when. */
  title?: readonly string[];
  columns: readonly FileColumn[];
  rows: Iterable<readonly FileCell[]> | AsyncIterable<readonly FileCell[]>;
};

/** Sheets whose rows lie on the disk. */
export type Spool = { folder: string; sheets: (Omit<FileSheet, "rows"> & { rowsPath: string })[] };

export type FileFormat = "xlsx" | "csv";

/** Of the heap; what is outside it brings the process to 300 MB at most. */
const CHILD = { memoryMb: 160, seconds: 60 };

/** Lays the rows on the disk as they come: neither memory nor a transaction holds them while the file is made. */
export async function spool(sheets: readonly FileSheet[]): Promise<Spool> {
  const folder = await mkdtemp(path.join(tmpdir(), "export-"));
  try {
    const laid: Spool["sheets"] = [];
    for (const { rows, ...sheet } of sheets) {
      const rowsPath = path.join(folder, `${laid.length}.jsonl`);
      const out = createWriteStream(rowsPath, { mode: 0o600 });
      for await (const row of rows) {
        if (!out.write(`${JSON.stringify(row)}\n`)) await once(out, "drain");
      }
      out.end();
      await finished(out);
      laid.push({ ...sheet, rowsPath });
    }
    return { folder, sheets: laid };
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
}

/**
 * Makes the file in a process of its own and gives it back as a stream; of a .csv the first sheet. Nothing of it is left on
 * the disk, whoever breaks off.
 */
export async function tableFile({ folder, sheets }: Spool, format: FileFormat) {
  try {
    const filePath = path.join(folder, `file.${format}`);
    const { peakMb } = await inChild<{ peakMb: number }>(
      "lib/files/write-table-child.ts",
      { sheets, format, filePath },
      { limits: CHILD },
    );
    const file = await open(filePath);
    const { size } = await file.stat();
    // What a web stream gives is what a Response takes; Node and the browser name the type twice.
    const body = Readable.toWeb(file.createReadStream()) as ReadableStream<Uint8Array>;
    return { body, size, peakMb };
  } finally {
    // The open file lives on without its name until it has been read.
    await rm(folder, { recursive: true, force: true });
  }
}
