import "server-only";
import { z } from "zod";
import { decrypt, encrypt } from "@/lib/crypto/cipher";
import type { Tx } from "@/lib/db/scope";
import type { Cell, Row } from "@/lib/files/table";
import type { ImportOutcome } from "@/lib/generated/prisma/enums";
import type { CellNotice, Problem } from "@/lib/imports/fields";

/**
 * Rows of a file while they wait. Their content is sealed, whatever the kind: a list of people lies here before anybody
 * said which column holds what.
 */

/** Where the row lies; its sealed texts open nowhere else. */
export type RowPlace = { importId: string; sheet: number; number: number };

export const cellsPlace = (key: string): string => `import_row/cells/${key}`;
export const resultPlace = (key: string): string => `import_row/result/${key}`;
/** Where the token of the job's own session belongs. */
export const tokenPlace = (importId: string): string => `import/token/${importId}`;
const keyOf = ({ importId, sheet, number }: RowPlace): string => `${importId}/${sheet}/${number}`;

/** Most cells are nothing but a value, and are written as that. */
const pack = (cells: readonly Cell[]): string =>
  JSON.stringify(cells.map((cell) => (Object.keys(cell).length === 1 ? cell.value : cell)));

export const sealCells = (place: RowPlace, cells: readonly Cell[]): string =>
  encrypt(pack(cells), cellsPlace(keyOf(place)));

export function openCells(place: RowPlace, sealed: string): Cell[] {
  // Written by `pack` as exactly this.
  const packed = JSON.parse(decrypt(sealed, cellsPlace(keyOf(place)))) as (Cell | Cell["value"])[];
  return packed.map((cell) => (typeof cell === "object" && cell !== null ? cell : { value: cell }));
}

/** What the check says of a row, beside its outcome. */
export type RowResult = {
  problems: Problem[];
  notices: CellNotice[];
  changes: { field: string; from: string; to: string }[];
};
export const NOTHING_SAID: RowResult = { problems: [], notices: [], changes: [] };

const saysNothing = ({ problems, notices, changes }: RowResult): boolean =>
  problems.length + notices.length + changes.length === 0;

export const sealResult = (place: RowPlace, result: RowResult): string | null =>
  saysNothing(result) ? null : encrypt(JSON.stringify(result), resultPlace(keyOf(place)));

export const openResult = (place: RowPlace, sealed: string | null): RowResult =>
  // Written by `sealResult` as exactly this.
  sealed === null ? NOTHING_SAID : (JSON.parse(decrypt(sealed, resultPlace(keyOf(place)))) as RowResult);

/** Lays rows of one sheet down, in one statement. */
export async function stageRows(
  tx: Tx,
  { importId, accountId, sheet }: { importId: string; accountId: string; sheet: number },
  rows: readonly Row[],
): Promise<void> {
  const sealed = rows.map(({ number, cells }) => ({
    number,
    cells: sealCells({ importId, sheet, number }, cells),
  }));
  await tx.$executeRaw`
    insert into import_row (import_id, account_id, sheet, number, cells_cipher)
    select ${importId}::uuid, ${accountId}::uuid, ${sheet}, r.number, r.cells
    from jsonb_to_recordset(${JSON.stringify(sealed)}::jsonb) as r (number int, cells text)`;
}

export type JudgedRow = {
  number: number;
  outcome: ImportOutcome;
  targetId: string | null;
  result: RowResult;
};

/** Writes beside each row what the check says of it; only rows that are not written into the register yet. */
export async function judgeRows(
  tx: Tx,
  { id: importId, sheet }: { id: string; sheet: number },
  rows: readonly JudgedRow[],
): Promise<void> {
  if (rows.length === 0) return;
  const judged = rows.map(({ number, outcome, targetId, result }) => ({
    ...{ number, outcome, target: targetId },
    result: sealResult({ importId, sheet, number }, result),
  }));
  await tx.$executeRaw`
    update import_row r set outcome = j.outcome::import_outcome, target_id = j.target, result_cipher = j.result
    from jsonb_to_recordset(${JSON.stringify(judged)}::jsonb) as j (number int, outcome text, target uuid, result text)
    where r.import_id = ${importId}::uuid and r.sheet = ${sheet} and r.number = j.number and r.done_at is null`;
}

const corner = z.tuple([z.number(), z.number()]);
const merge = z.object({ from: corner, to: corner });
/** The sheets of the file as they were found. */
export const sheetsSchema = z.array(
  z.object({
    name: z.string(),
    isHidden: z.boolean(),
    rowCount: z.number(),
    merges: z.array(merge),
    hiddenColumns: z.array(z.number()).optional(),
  }),
);
