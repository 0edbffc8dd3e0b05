import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { finished } from "node:stream/promises";
import type { Outline } from "@/lib/files/read-apart";
import { readTable } from "@/lib/files/read-table";
import type { Notice, TableRefusal, Workbook } from "@/lib/files/table";
import { answer } from "@/lib/jobs/parent";
import { type Done, done, type Refused } from "@/lib/result";

/** Reads a table, writes its rows one a line where they were asked for, and answers with what is around them. */
answer(
  async ({
    path,
    rowsPath,
  }: {
    path: string;
    rowsPath: string;
  }): Promise<Done<Outline> | Refused<TableRefusal, { at?: string }>> => {
    const read = await readTable(path);
    if (!read.ok) return read;
    await writeRows(read.value, rowsPath);
    const sheets = read.value.sheets.map(({ rows, ...sheet }) => ({ ...sheet, rowCount: rows.length }));
    return done({
      ...read.value,
      notices: noticesOf(read.value),
      sheets,
      peakMb: process.resourceUsage().maxRSS / 1024,
    });
  },
);

/** What a person does not see in the sheets they look at is read all the same, and said. */
function noticesOf({ notices, sheets }: Workbook): Notice[] {
  const seen = sheets.filter(({ isHidden }) => !isHidden);
  const hasRows = seen.some(({ rows }) => rows.some(({ isHidden }) => isHidden));
  const hasColumns = seen.some(({ hiddenColumns = [], rows }) =>
    hiddenColumns.some((column) => rows.some(({ cells }) => (cells[column - 1]?.value ?? null) !== null)),
  );
  return [
    ...notices,
    ...(hasRows ? (["hidden_rows"] as const) : []),
    ...(hasColumns ? (["hidden_columns"] as const) : []),
  ];
}

async function writeRows({ sheets }: Workbook, rowsPath: string): Promise<void> {
  const out = createWriteStream(rowsPath, { mode: 0o600 });
  for (const [sheet, { rows }] of sheets.entries()) {
    for (const row of rows) {
      if (!out.write(`${JSON.stringify([sheet, row])}\n`)) await once(out, "drain");
    }
  }
  out.end();
  await finished(out);
}
