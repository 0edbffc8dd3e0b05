import "server-only";
import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";
import type { Row, Sheet, TableRefusal, Workbook } from "@/lib/files/table";
import { ChildFailed, inChild } from "@/lib/jobs/child";
import { type Done, type Refused, refuse } from "@/lib/result";

/** A workbook without its rows, which lie in a file of their own. */
export type Outline = Omit<Workbook, "sheets"> & {
  sheets: (Omit<Sheet, "rows"> & { rowCount: number })[];
  /** The most memory its reading took. */
  peakMb: number;
};

/** Of the heap; what is outside it brings the process to 400 MB at most. */
const CHILD = { memoryMb: 320, seconds: 30 };

/**
 * Reads an uploaded table in a process of its own, which may take 400 MB and 30 seconds and then is ended: the web process
 * gets the outline and, through `rowsOf`, one row after another. The rows are written to `rowsPath`, a new file.
 */
export async function readTableApart(
  path: string,
  rowsPath: string,
): Promise<Done<Outline> | Refused<TableRefusal | "too_heavy", { at?: string }>> {
  try {
    return await inChild("lib/files/read-table-child.ts", { path, rowsPath }, { limits: CHILD });
  } catch (error) {
    // What the child says for itself is a defect of the program, not of the file.
    if (error instanceof ChildFailed && error.why !== "said") return refuse("too_heavy", {});
    throw error;
  }
}

/** The rows of one sheet (counted from 0), as they were written by `readTableApart`. */
export async function* rowsOf(rowsPath: string, sheet: number): AsyncGenerator<Row> {
  const lines = createInterface({
    input: createReadStream(rowsPath, "utf8"),
    crlfDelay: Number.POSITIVE_INFINITY,
  });
  for await (const line of lines) {
    // Written by the child as exactly this.
    const [of, row] = JSON.parse(line) as [number, Row];
    if (of === sheet) yield row;
    if (of > sheet) return;
  }
}
