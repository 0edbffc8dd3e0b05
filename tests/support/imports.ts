import type { Viewer } from "@/lib/access/policy";
import { newId } from "@/lib/db/id";
import { type Tx, withViewer } from "@/lib/db/scope";
import type { Cell } from "@/lib/files/table";
import { readRow } from "@/lib/imports/cells";
import {
  FIELDS,
  type ImportContext,
  type ImportKind,
  type Kind,
  type PlannedRow,
} from "@/lib/imports/fields";

/** One row of a file by field name, as its cells hold it. */
export type Given = Readonly<Record<string, Cell["value"]>>;

const CONTEXT: ImportContext = { importId: "", unitId: null, branchId: null, campaignId: null };

/** A kind as the engine drives it: cells read by their fields, the plan in one session, the writing in another. */
export function importer(name: ImportKind, kind: Kind) {
  const contextOf = (given: Partial<ImportContext>): ImportContext => ({
    ...CONTEXT,
    importId: newId(),
    ...given,
  });

  const read = (rows: readonly Given[]) =>
    rows.map((row, index) => {
      const cells = Object.fromEntries(Object.entries(row).map(([field, value]) => [field, { value }]));
      const { values, problems } = readRow(FIELDS[name], cells);
      if (problems.length > 0) throw new Error(`row ${index}: ${JSON.stringify(problems)}`);
      return { number: index + 2, values };
    });

  /** What the file would do; `chunk` rows at a time. */
  async function plan(
    viewer: Viewer,
    rows: readonly Given[],
    given: Partial<ImportContext> = {},
    chunk = 1000,
  ): Promise<PlannedRow[]> {
    const memory = new Map<string, unknown>();
    const values = read(rows);
    return withViewer(viewer, async (tx) => {
      const planned: PlannedRow[] = [];
      for (let at = 0; at < values.length; at += chunk) {
        planned.push(
          ...(await kind.plan(viewer, tx, contextOf(given), values.slice(at, at + chunk), memory)),
        );
      }
      return planned;
    });
  }

  /** Writes what was planned, as one deed. */
  async function write(viewer: Viewer, planned: readonly PlannedRow[], given: Partial<ImportContext> = {}) {
    const rows = planned.flatMap((row, index) =>
      row.outcome === "create" || row.outcome === "update"
        ? // What lies between the plan and the writing has been JSON.
          [{ number: index + 2, planned: JSON.parse(JSON.stringify(row)) as typeof row }]
        : [],
    );
    await withViewer(viewer, async (tx: Tx) => {
      await tx.$queryRaw`select set_config('app.request', ${newId()}, true), set_config('app.deed', 'import.apply', true)`;
      await kind.write(viewer, tx, contextOf(given), rows);
    });
  }

  async function run(viewer: Viewer, rows: readonly Given[], given: Partial<ImportContext> = {}) {
    const planned = await plan(viewer, rows, given);
    await write(viewer, planned, given);
    return planned;
  }

  return { plan, write, run };
}

/** The outcomes, with what is said of those that are refused. */
export const said = (planned: readonly PlannedRow[]): string[] =>
  planned.map((row) =>
    "problems" in row
      ? `${row.outcome}: ${row.problems.map(({ message }) => message).join(" | ")}`
      : row.outcome,
  );
