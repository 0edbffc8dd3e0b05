import "server-only";
import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Viewer } from "@/lib/access/policy";
import { withViewer } from "@/lib/db/as-viewer";
import type { Deed } from "@/lib/db/command";
import { newId } from "@/lib/db/id";
import { readTableApart, rowsOf } from "@/lib/files/read-apart";
import type { Row, TableRefusal } from "@/lib/files/table";
import type { ImportKind } from "@/lib/generated/prisma/enums";
import { beginImport, receiveFile } from "@/lib/imports/commands";
import { ownImports } from "@/lib/imports/policy";
import { findImport } from "@/lib/imports/queries";
import { stageRows } from "@/lib/imports/staging";
import { type Done, done, type Refused, refuse } from "@/lib/result";
import { normalizeText } from "@/lib/text/normalize";

/** Rows laid down at once. */
const STAGED = 500;

/** Files read at the same time, each reading taking up to 400 MB, and those that wait their turn, each 25 MB on the disk. */
const MOST_READINGS = 2;
const MOST_WAITING = 10;
let readings = 0;
const waiting: (() => void)[] = [];

async function inTurn<Value>(work: () => Promise<Value>): Promise<Value> {
  if (readings >= MOST_READINGS) await new Promise<void>((resolve) => waiting.push(resolve));
  readings++;
  try {
    return await work();
  } finally {
    readings--;
    waiting.shift()?.();
  }
}

/** A folder for one upload, thrown away with all that is in it. */
export async function inUploadFolder<Value>(work: (folder: string) => Promise<Value>): Promise<Value> {
  const folder = await mkdtemp(path.join(tmpdir(), "upload-"));
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function hashOf(filePath: string): Promise<string> {
  const hash = createHash("sha256");
  for await (const chunk of createReadStream(filePath)) hash.update(chunk);
  return hash.digest("hex");
}

type Uploaded =
  | Refused<TableRefusal | "too_heavy", { at?: string }>
  | Refused<"not_allowed" | "request_reused" | "busy">;

/**
 * Takes in an uploaded file: read in a process of its own, its rows laid down sealed, piece by piece, and the file gone.
 * Neither its workbook nor its rows are ever in the web process as a whole. Returns the import; refuses what is no table.
 */
export async function receiveUpload(
  viewer: Viewer,
  deed: Deed,
  { kind, filePath, fileName }: { kind: ImportKind; filePath: string; fileName: string },
): Promise<Done<{ id: string }> | Uploaded> {
  const rowsPath = `${filePath}.jsonl`;
  if (waiting.length >= MOST_WAITING) return refuse("busy");
  const read = await inTurn(() => readTableApart(filePath, rowsPath));
  if (!read.ok) return read;
  const { format, encoding, notices, sheets } = read.value;
  if (sheets.every(({ rowCount }) => rowCount === 0)) return refuse("empty", {});
  const begun = await beginImport(viewer, deed, {
    ...{
      kind,
      fileName: normalizeText(fileName) || "tệp",
      format,
      encoding,
      notices,
      fileDigest: await hashOf(filePath),
    },
    sheets: sheets.map(({ name, isHidden, rowCount, merges, hiddenColumns }) => ({
      ...{ name, isHidden, rowCount, merges },
      ...(hiddenColumns && { hiddenColumns }),
    })),
  });
  if (!begun.ok) return begun;
  const importId = begun.value.id;
  for (const sheet of sheets.keys()) await stageSheet(viewer, importId, sheet, rowsOf(rowsPath, sheet));
  await receiveFile(viewer, { requestId: newId() }, { importId });
  return done({ id: importId });
}

/** A second sending of the same form finds the first one's import and lays nothing down again. */
async function stageSheet(
  viewer: Viewer,
  importId: string,
  sheet: number,
  rows: AsyncIterable<Row>,
): Promise<void> {
  const place = { importId, sheet, accountId: viewer.accountId };
  const lay = (batch: readonly Row[]) =>
    withViewer(viewer, async (tx) => {
      const record = await findImport(viewer, tx, importId);
      const first = batch[0]?.number ?? 0;
      if (record?.state !== "reading") return;
      const there = await tx.importRow.count({
        where: { importId, sheet, number: first, ...ownImports(viewer) },
      });
      if (there === 0) await stageRows(tx, place, batch);
    });
  let batch: Row[] = [];
  for await (const row of rows) {
    batch.push(row);
    if (batch.length < STAGED) continue;
    await lay(batch);
    batch = [];
  }
  if (batch.length > 0) await lay(batch);
}
