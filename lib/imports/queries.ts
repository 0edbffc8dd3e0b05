import "server-only";
import { createHash } from "node:crypto";
import type { Viewer } from "@/lib/access/policy";
import { unitsToOrganise } from "@/lib/branches/queries";
import { formatDate } from "@/lib/dates/plain-date";
import { today } from "@/lib/dates/today";
import type { Tx } from "@/lib/db/scope";
import { unitsToRegisterFor } from "@/lib/enterprises/queries";
import { convertedCell, type LegacyColumn, legacyColumns } from "@/lib/files/legacy-columns";
import { type Cell, cellAddress, type Encoding, type Notice, type Row } from "@/lib/files/table";
import { type FileSheet, spool } from "@/lib/files/table-file";
import type { Prisma } from "@/lib/generated/prisma/client";
import { type ImportKind, type ImportOutcome, Line } from "@/lib/generated/prisma/enums";
import { isId } from "@/lib/http/params";
import { FIELDS } from "@/lib/imports/fields";
import { keptSentence, OUTCOME_LABELS, RESULT_HEADINGS } from "@/lib/imports/labels";
import {
  downwardFiller,
  findLayout,
  HEAD_ROWS,
  type Layout,
  ownColumns,
  withMapping,
} from "@/lib/imports/layout";
import { importableKinds, ownImports, usableLayouts } from "@/lib/imports/policy";
import { OUTCOMES } from "@/lib/imports/rules";
import type { RowFilter } from "@/lib/imports/schema";
import { openCells, openResult, type RowResult, sheetsSchema } from "@/lib/imports/staging";
import { listCampaigns } from "@/lib/surveys/queries";

const PAGE = 50;
const MOST_LISTED = 100;
const LINES = Object.values(Line);

const facts = {
  ...{ id: true, kind: true, state: true, failedIn: true, failure: true, fileName: true, fileDigest: true },
  ...{
    format: true,
    encoding: true,
    sheets: true,
    notices: true,
    sheet: true,
    layout: true,
    conversions: true,
  },
  ...{
    unitId: true,
    branchId: true,
    campaignId: true,
    total: true,
    done: true,
    createdAt: true,
    checkedAt: true,
  },
  ...{ committedAt: true, undoneAt: true, touchedAt: true, purgedAt: true, leaseUntil: true },
} as const satisfies Prisma.ImportSelect;

type Stored = Prisma.ImportGetPayload<{ select: typeof facts }>;

/** The import as the program reads it: what lies there as JSON was written by the program as exactly this. */
const read = ({ sheets, layout, conversions, encoding, notices, ...stored }: Stored) => ({
  ...stored,
  sheets: sheetsSchema.parse(sheets),
  layout: layout as Layout | null,
  conversions: conversions as Record<string, "tcvn3" | "vni">,
  encoding: encoding as Encoding | null,
  notices: notices as Notice[],
});
export type ImportRecord = ReturnType<typeof read>;

/** The viewer's own imports, the latest first. */
export async function listImports(viewer: Viewer, tx: Tx) {
  return tx.import.findMany({
    where: ownImports(viewer),
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    take: MOST_LISTED,
    select: {
      ...{ id: true, kind: true, state: true, fileName: true, total: true, done: true, createdAt: true },
      ...{ committedAt: true, purgedAt: true },
    },
  });
}

/** One of the viewer's own imports; null for everybody else's. */
export async function findImport(viewer: Viewer, tx: Tx, id: string): Promise<ImportRecord | null> {
  if (!isId(id)) return null;
  const stored = await tx.import.findFirst({ where: { id, ...ownImports(viewer) }, select: facts });
  return stored && read(stored);
}

/** When the same file was imported before, of the imports that were written and not undone. */
export const importedBefore = (viewer: Viewer, tx: Tx, { id, fileDigest, kind }: ImportRecord) =>
  fileDigest === null
    ? null
    : tx.import.findFirst({
        where: { ...ownImports(viewer), fileDigest, kind, state: "committed", id: { not: id } },
        orderBy: { committedAt: "desc" },
        select: { id: true, committedAt: true },
      });

/** The first rows of a sheet of the file. */
export async function firstRows(
  viewer: Viewer,
  tx: Tx,
  { id }: { id: string },
  sheet: number,
  { from = 0, most }: { from?: number; most: number },
): Promise<Row[]> {
  const rows = await tx.importRow.findMany({
    where: { importId: id, sheet, number: { gte: from }, ...ownImports(viewer) },
    orderBy: { number: "asc" },
    take: most,
    select: { number: true, cellsCipher: true },
  });
  return rows.map(({ number, cellsCipher }) => ({
    number,
    isHidden: false,
    cells: openCells({ importId: id, sheet, number }, cellsCipher),
  }));
}

/**
 * How the sheet is read: the heading where it is found (or where somebody says it begins), and each column as it was
 * last read in a sheet with the same headings.
 */
export async function suggestLayout(
  viewer: Viewer,
  tx: Tx,
  record: Pick<ImportRecord, "id" | "kind" | "sheets">,
  sheet: number,
  headerRow?: number | null,
): Promise<Layout | null> {
  const from = headerRow ?? 0;
  const rows = await firstRows(viewer, tx, record, sheet, { from, most: headerRow ? 3 : HEAD_ROWS });
  const fields = FIELDS[record.kind];
  const found =
    findLayout(rows, record.sheets[sheet]?.merges ?? [], fields, record.sheets[sheet]?.hiddenColumns) ??
    (headerRow ? plainLayout(rows[0], record.kind) : null);
  if (!found) return null;
  const layouts = await tx.importLayout.findMany({
    where: { kind: record.kind, fingerprint: found.fingerprint, AND: usableLayouts(viewer) },
    orderBy: [{ usedAt: "desc" }],
    select: { accountId: true, columns: true },
  });
  // Somebody's own comes before a colleague's.
  const remembered = layouts.find(({ accountId }) => accountId === viewer.accountId) ?? layouts[0];
  if (!remembered) return found;
  // The same headings in the same order, so each column answers to the one that was remembered in its place.
  const kept = ownColumns(layoutColumns(remembered.columns));
  const chosen = ownColumns(found.columns).flatMap(({ column }, index) => {
    const field = kept[index]?.field;
    return field === undefined ? [] : [[column, field] as const];
  });
  return withMapping(found, fields, new Map(chosen));
}

/** A heading that nobody recognises, in one row: every column waits to be told what it holds. */
function plainLayout(row: Row | undefined, kind: ImportKind): Layout | null {
  if (!row) return null;
  const columns = row.cells.flatMap((cell, index) => {
    const heading = cellText(cell);
    if (!heading) return [];
    return [{ column: index + 1, heading, field: null, why: "unknown" as const, score: 0, second: null }];
  });
  const headings = columns.map(({ column, heading }) => `${column}=${heading}`).join("\n");
  return {
    ...{ headerRows: [row.number], firstRow: row.number + 1, columns, score: 0 },
    missing: FIELDS[kind].filter(({ isRequired }) => isRequired).map(({ name }) => name),
    fingerprint: createHash("sha256").update(headings).digest("hex").slice(0, 32),
  };
}

export type LayoutColumn = { column: number; heading: string; field: string | null };
/** Written by `rememberLayout` as exactly this. */
const layoutColumns = (stored: Prisma.JsonValue) => stored as LayoutColumn[];

/** A cell as somebody would have typed it. */
export function cellText({ value, day, dayPrecision }: Cell): string {
  if (day) return formatDate(day).slice(dayPrecision === "year" ? 6 : dayPrecision === "month" ? 3 : 0);
  if (typeof value === "boolean") return value ? "Có" : "Không";
  return value === null ? "" : String(value).trim();
}

/** A cell of a column whose letters are converted, as it is read. */
export function convertedOf(
  { conversions }: Pick<ImportRecord, "conversions">,
  cell: Cell,
  column: number,
): Cell {
  const encoding = conversions[String(column)];
  return encoding ? convertedCell(cell, encoding) : cell;
}

export type Preview = {
  rows: { number: number; texts: string[] }[];
  /** Columns typed in old fonts, with what a few of their cells would become. */
  legacy: LegacyColumn[];
};

/** What the page of the mapping shows of the sheet: its first rows below the heading, and letters of old fonts. */
export async function previewOf(viewer: Viewer, tx: Tx, record: ImportRecord): Promise<Preview> {
  const rows = await firstRows(viewer, tx, record, record.sheet, {
    from: record.layout?.firstRow ?? 0,
    most: 300,
  });
  return {
    rows: rows.slice(0, 5).map(({ number, cells }) => ({ number, texts: cells.map(cellText) })),
    legacy: legacyColumns(rows),
  };
}

/** What is chosen beside the file, by the kind: the unit, the organisation or the campaign it is for. */
export async function contextChoices(viewer: Viewer, tx: Tx, kind: ImportKind) {
  const isOfUnit = kind === "enterprises" || kind === "organisations";
  const isOfBranch = kind === "members" || kind === "posts";
  return {
    units: isOfUnit ? await unitsToRegisterFor(viewer, tx) : [],
    branches: isOfBranch ? await branchesToKeep(viewer, tx) : [],
    campaigns:
      kind === "surveys" ? (await listCampaigns(viewer, tx)).filter(({ closedOn }) => !closedOn) : [],
  };
}

/** Organisations whose lists the viewer keeps, alive today. */
const branchesToKeep = (viewer: Viewer, tx: Tx) =>
  tx.branch.findMany({
    where: {
      OR: [
        { id: { in: [...viewer.branches] } },
        ...LINES.map((line) => ({ line, unitId: { in: unitsToOrganise(viewer, line) } })),
      ],
      lives: { some: { voidedAt: null, validTo: null } },
    },
    orderBy: [{ sortKey: "asc" }, { id: "asc" }],
    take: 1000,
    select: { id: true, name: true },
  });

/** How many rows there are of each outcome, how many were undone, how many kept. */
export async function outcomeCounts(viewer: Viewer, tx: Tx, { id, sheet }: ImportRecord) {
  const rows = await tx.$queryRaw<
    { outcome: ImportOutcome | null; count: number; written: number; undone: number; kept: number }[]
  >`
    select outcome, count(*)::int as count, count(done_at)::int as written, count(undone_at)::int as undone,
      count(kept_reason)::int as kept
    from import_row where import_id = ${id}::uuid and account_id = ${viewer.accountId}::uuid and sheet = ${sheet} group by 1`;
  const sum = (pick: (row: (typeof rows)[number]) => number) =>
    rows.reduce((total, row) => total + pick(row), 0);
  return {
    // The keys are exactly the outcomes; Object.fromEntries only says string.
    by: Object.fromEntries(
      OUTCOMES.map((outcome) => [outcome, rows.find((row) => row.outcome === outcome)?.count ?? 0]),
    ) as Record<ImportOutcome, number>,
    written: sum(({ written }) => written),
    undone: sum(({ undone }) => undone),
    kept: sum(({ kept }) => kept),
  };
}

export type ShownRow = RowResult & {
  number: number;
  outcome: ImportOutcome | null;
  targetId: string | null;
  isWritten: boolean;
  isUndone: boolean;
  kept: string | null;
  cells: Cell[];
};

/** A page of rows with what the check says of them. */
export async function listRows(viewer: Viewer, tx: Tx, record: ImportRecord, filter: RowFilter, size = PAGE) {
  const found = await tx.importRow.findMany({
    where: {
      ...{ importId: record.id, sheet: record.sheet, ...ownImports(viewer) },
      number: { gt: filter.after ?? 0 },
      outcome: filter.outcome ?? { not: null },
      ...(filter.kept && { keptReason: { not: null } }),
    },
    orderBy: { number: "asc" },
    take: size + 1,
    select: {
      ...{ number: true, outcome: true, targetId: true, resultCipher: true, cellsCipher: true },
      ...{ doneAt: true, undoneAt: true, keptReason: true },
    },
  });
  const rows = found.slice(0, size).map((row): ShownRow => {
    const place = { importId: record.id, sheet: record.sheet, number: row.number };
    return {
      ...openResult(place, row.resultCipher),
      ...{ number: row.number, outcome: row.outcome, targetId: row.targetId },
      isWritten: row.doneAt !== null,
      isUndone: row.undoneAt !== null,
      kept: row.keptReason === null ? null : keptSentence(row.keptReason),
      cells: openCells(place, row.cellsCipher).map((cell, index) => convertedOf(record, cell, index + 1)),
    };
  });
  return { rows, next: found.length > size ? rows.at(-1)?.number : undefined };
}

/** Where a field stands in a row: "C214"; the row alone where the field has no column. */
export function addressOf(layout: Layout | null, row: number, field: string | null): string {
  const column = layout?.columns.find((candidate) => candidate.field === field)?.column;
  return column ? cellAddress(row, column) : `dòng ${row}`;
}

/** The import as a file to be put right and uploaded again; null for what is not the viewer's or has no rows any more. */
export async function resultFile(viewer: Viewer, tx: Tx, id: string) {
  const record = await findImport(viewer, tx, id);
  if (!record || record.purgedAt || !record.checkedAt) return null;
  return { fileName: `ket-qua-nhap-${today()}`, spooled: await spool([resultSheet(viewer, tx, record)]) };
}

/** The file's own columns, and in front what came of each row. */
function resultSheet(viewer: Viewer, tx: Tx, record: ImportRecord): FileSheet {
  const { layout, sheets, sheet } = record;
  const columns = layout?.columns ?? [];
  const filled = layout && downwardFiller(layout, sheets[sheet]?.merges ?? []);
  /** Where to put it right here, and where it stood in the file. */
  const placeOf = (field: string | null, here: number, there: number) => {
    const at = columns.findIndex((column) => column.field === field);
    const original = addressOf(layout, there, field);
    return at < 0
      ? `dòng ${here} (tệp gốc: ${original})`
      : `${cellAddress(here, at + OWN + 1)} (tệp gốc: ${original})`;
  };
  async function* rows() {
    let after: number | undefined = 0;
    let here = 1;
    while (after !== undefined) {
      const page: Awaited<ReturnType<typeof listRows>> = await listRows(viewer, tx, record, { after }, 1000);
      for (const { number, outcome, problems, cells: own } of page.rows) {
        // What was merged downwards stands in every row, or the file read again would lack it.
        const cells = filled ? filled({ number, isHidden: false, cells: own }) : own;
        if (outcome === "skipped") continue;
        here++;
        yield [
          outcome && OUTCOME_LABELS[outcome],
          problems.map(({ field, message }) => `${placeOf(field, here, number)}: ${message}`).join("; "),
          ...columns.map(({ column }) => {
            const cell = cells[column - 1];
            return cell ? cellText(cell) : null;
          }),
        ];
      }
      after = page.next;
    }
  }
  return {
    name: "Kết quả",
    columns: [
      { label: RESULT_HEADINGS[0], width: 16, tones: TONES },
      { label: RESULT_HEADINGS[1], width: 60 },
      // With its parents: "Nam" alone is no year of birth.
      ...columns.map(({ heading }) => ({ label: heading })),
    ],
    rows: rows(),
  };
}

/** Columns of the result file that the uploaded one did not have. */
const OWN = 2;

const TONES: Readonly<Record<string, string>> = {
  [OUTCOME_LABELS.create]: "FFD9F0DD",
  [OUTCOME_LABELS.update]: "FFDDE7F3",
  [OUTCOME_LABELS.conflict]: "FFFFE8B8",
  [OUTCOME_LABELS.error]: "FFF8D3CF",
};

/** Rows put right in one form: as many as a grid shows at once. */
const MOST_FIXED = 50;

/** Where records of a kind have a page of their own. */
const PAGES: Partial<Record<ImportKind, (id: string) => `/${string}`>> = {
  enterprises: (id) => `/enterprises/${id}`,
  surveys: (id) => `/surveys/${id}`,
  organisations: (id) => `/branches/${id}`,
  members: (id) => `/members/${id}`,
};

/** Everything the page of an import shows, whatever step it is at; null for everybody but who made it. */
export async function importPage(viewer: Viewer, tx: Tx, id: string, filter: RowFilter) {
  const record = await findImport(viewer, tx, id);
  if (!record) return null;
  const isMapped = record.state === "uploaded" || (record.state === "checked" && filter.step === "map");
  const mapping = isMapped
    ? { preview: await previewOf(viewer, tx, record), choices: await contextChoices(viewer, tx, record.kind) }
    : null;
  const { rows, next } = await listRows(viewer, tx, record, filter);
  const columns = (record.layout?.columns ?? []).filter(({ field }) => field !== null);
  const addressed = (row: ShownRow) => ({
    ...row,
    problems: row.problems.map((problem) => ({
      ...problem,
      address: addressOf(record.layout, row.number, problem.field),
    })),
    notices: row.notices.map((notice) => ({
      ...notice,
      address: addressOf(record.layout, row.number, notice.field),
    })),
  });
  return {
    ...{ record, filter, mapping, next },
    before: await importedBefore(viewer, tx, record),
    counts: await outcomeCounts(viewer, tx, record),
    rows: rows.map((row) => ({
      ...addressed(row),
      href:
        row.targetId && row.isWritten && !row.isUndone ? (PAGES[record.kind]?.(row.targetId) ?? null) : null,
      shown: columns
        .filter(({ field }) => field !== "id")
        .slice(0, 3)
        .map(({ column }) => row.cells[column - 1])
        .map((cell) => (cell ? cellText(cell) : ""))
        .filter(Boolean)
        .join(" · "),
    })),
    fixColumns: columns.map(({ column, heading }) => ({
      column,
      heading: heading.split(" › ").at(-1) ?? heading,
    })),
    fixable: record.state === "checked" ? await fixableRows(viewer, tx, record, filter) : [],
  };
}

/** Rows that stand in the way, with their cells as text and what is wrong at each. */
async function fixableRows(viewer: Viewer, tx: Tx, record: ImportRecord, filter: RowFilter) {
  const columns = (record.layout?.columns ?? []).filter(({ field }) => field !== null);
  const outcomes: ImportOutcome[] = filter.outcome ? [filter.outcome] : ["error", "conflict"];
  const wrong = outcomes.filter((outcome) => outcome === "error" || outcome === "conflict");
  const found: ShownRow[] = [];
  for (const outcome of wrong) {
    const { rows } = await listRows(
      viewer,
      tx,
      record,
      { outcome, after: filter.outcome ? filter.after : undefined },
      MOST_FIXED,
    );
    found.push(...rows);
  }
  const first = columns[0]?.column;
  return found
    .sort((one, other) => one.number - other.number)
    .slice(0, MOST_FIXED)
    .map(({ number, cells, problems }) => {
      const errors: Record<string, string[]> = {};
      for (const { field, message } of problems) {
        const column = columns.find((candidate) => candidate.field === field)?.column ?? first;
        if (column) errors[String(column)] = [...(errors[String(column)] ?? []), message];
      }
      const values = Object.fromEntries(
        columns.map(({ column }) => {
          const cell = cells[column - 1];
          return [String(column), cell ? cellText(cell) : ""];
        }),
      );
      return { number, values, errors };
    });
}

/** The layouts whose reading is remembered for the viewer. */
export async function listLayouts(viewer: Viewer, tx: Tx) {
  const rows = await tx.importLayout.findMany({
    where: { AND: usableLayouts(viewer), kind: { in: importableKinds(viewer) } },
    orderBy: [{ name: "asc" }, { usedAt: "desc" }],
    take: MOST_LISTED,
    select: { id: true, accountId: true, kind: true, name: true, columns: true, usedAt: true },
  });
  return rows.map(({ columns, accountId, ...row }) => ({
    ...row,
    columns: layoutColumns(columns),
    isOwn: accountId === viewer.accountId,
  }));
}

/** One layout of the viewer's own, to be named and changed. */
export async function findLayoutRecord(viewer: Viewer, tx: Tx, id: string) {
  if (!isId(id)) return null;
  const found = await tx.importLayout.findFirst({
    where: { id, accountId: viewer.accountId },
    select: { id: true, kind: true, name: true, columns: true, usedAt: true },
  });
  return found && { ...found, columns: layoutColumns(found.columns) };
}
