import { mkdtemp, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { readTable } from "@/lib/files/read-table";
import type { Workbook } from "@/lib/files/table";

/** A file that the program gave out, read by the program's own reader. */
export async function readBack(file: Response): Promise<Workbook> {
  const folder = await mkdtemp(path.join(os.tmpdir(), "read-back-"));
  try {
    const filePath = path.join(folder, "file");
    await writeFile(filePath, Buffer.from(await file.arrayBuffer()));
    const read = await readTable(filePath);
    if (!read.ok) throw new Error(`refused: ${read.refusal} ${read.details.at ?? ""}`);
    return read.value;
  } finally {
    await rm(folder, { recursive: true });
  }
}
