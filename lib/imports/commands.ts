import "server-only";
import type { Viewer } from "@/lib/access/policy";
import { hashToken, newSessionToken } from "@/lib/access/session";
import { encrypt } from "@/lib/crypto/cipher";
import { command } from "@/lib/db/command";
import { newId } from "@/lib/db/id";
import type { Tx } from "@/lib/db/scope";
import type { ImportKind, ImportState } from "@/lib/generated/prisma/enums";
import { FIELDS } from "@/lib/imports/fields";
import { type Layout, withMapping } from "@/lib/imports/layout";
import { mayImport, ownImports } from "@/lib/imports/policy";
import {
  cellText,
  contextChoices,
  convertedOf,
  findImport,
  findLayoutRecord,
  type ImportRecord,
  type LayoutColumn,
  outcomeCounts,
  suggestLayout,
} from "@/lib/imports/queries";
import { type Move, mayMove } from "@/lib/imports/rules";
import type { FixInput, LayoutInput, MappingInput, SheetInput } from "@/lib/imports/schema";
import { openCells, sealCells, tokenPlace } from "@/lib/imports/staging";
import { done, refuse } from "@/lib/result";
import { legacyEncodingOf } from "@/lib/text/legacy-encodings";

/** What is known of a file once it was read. */
export type UploadedFile = {
  kind: ImportKind;
  fileName: string;
  fileDigest: string;
  format: string;
  encoding: ImportRecord["encoding"];
  notices: ImportRecord["notices"];
  sheets: ImportRecord["sheets"];
};

/** Begins an import of a file that was read; its rows are laid down next, and `receiveFile` says that they all lie there. */
export const beginImport = command("import.upload", async (viewer, tx, file: UploadedFile) => {
  if (!mayImport(viewer, file.kind)) return refuse("not_allowed");
  const id = newId();
  await tx.import.createMany({ data: [{ ...file, id, accountId: viewer.accountId, state: "reading" }] });
  return done({ id });
});

/** All rows lie there: the sheet that looks most like the kind is chosen, and its columns are suggested. */
export const receiveFile = command(
  "import.receive",
  async (viewer, tx, { importId }: { importId: string }) => {
    const record = await findImport(viewer, tx, importId);
    if (record?.state !== "reading") return refuse("import_not_found");
    let best: { sheet: number; layout: Layout | null } | undefined;
    for (const [sheet, { isHidden, rowCount }] of record.sheets.entries()) {
      if (rowCount === 0) continue;
      const layout = await suggestLayout(viewer, tx, record, sheet);
      const score = (layout?.score ?? -1) - (isHidden ? 100 : 0);
      if (!best || score > (best.layout?.score ?? -1) - (record.sheets[best.sheet]?.isHidden ? 100 : 0))
        best = { sheet, layout };
    }
    await change(viewer, tx, record, {
      state: "uploaded",
      sheet: best?.sheet ?? 0,
      ...layoutData(best?.layout),
    });
    return done({ id: record.id });
  },
);

/** Another sheet, or another row where the heading begins. */
export const chooseSheet = command("import.choose-sheet", async (viewer, tx, input: SheetInput) => {
  const record = await movable(viewer, tx, input.importId, "map");
  if (!record) return refuse("import_not_found");
  if (!record.sheets[input.sheet]) return refuse("sheet_not_found");
  const layout = await suggestLayout(viewer, tx, record, input.sheet, input.headerRow);
  if (!layout) return refuse("heading_not_found");
  await change(viewer, tx, record, {
    state: "uploaded",
    failedIn: null,
    sheet: input.sheet,
    ...layoutData(layout),
  });
  return done({ id: record.id });
});

/** Takes the columns as they were chosen, remembers them for the next file of this layout, and asks for the check. */
export const mapImport = command("import.map", async (viewer, tx, input: MappingInput) => {
  const record = await movable(viewer, tx, input.importId, "map");
  if (!record?.layout || !mayImport(viewer, record.kind)) return refuse("import_not_found");
  const fields = FIELDS[record.kind];
  const chosen = new Map<number, string | null>();
  const taken = new Map<string, number>();
  for (const { column, part } of record.layout.columns) {
    const field = input.columns[String(column)] || null;
    if (field !== null && !fields.some(({ name }) => name === field))
      return refuse("field_not_known", { column });
    const key = `${field}/${part ?? ""}`;
    const other = taken.get(key);
    if (field !== null && other !== undefined) return refuse("field_taken_twice", { column, other });
    taken.set(key, column);
    chosen.set(column, field);
  }
  const layout = withMapping(record.layout, fields, chosen);
  const isTold = layout.columns.some(({ field }) => field === "id");
  if (!layout.columns.some(({ field }) => field !== null)) return refuse("nothing_mapped");
  const missing = isTold ? [] : layout.missing.filter((name) => !isGivenBeside(name, input));
  if (missing.length > 0) return refuse("fields_missing", { missing });
  const context = await contextOf(viewer, tx, record.kind, input);
  if (!context) return refuse("context_not_found");
  const conversions = Object.fromEntries(
    input.convert.flatMap((column) => {
      const encoding = /^(tcvn3|vni)$/.exec(input.encodings[column] ?? "")?.[0];
      return encoding ? [[column, encoding]] : [];
    }),
  );
  await rememberLayout(viewer, tx, record.kind, layout, input.layoutName);
  await clearVerdicts(tx, record);
  const total = await tx.importRow.count({
    where: { importId: record.id, sheet: record.sheet, number: { gte: layout.firstRow } },
  });
  await change(viewer, tx, record, {
    ...{ state: "checking", failedIn: null, ...layoutData(layout), conversions, ...context, done: 0, total },
  });
  await openJob(tx, record.id);
  return done({ id: record.id });
});

/** Cells put right in the page; everything is checked again, because a row may depend on any other. */
export const fixRows = command("import.fix", async (viewer, tx, input: FixInput) => {
  const record = await movable(viewer, tx, input.importId, "fix");
  if (!record) return refuse("import_not_found");
  const changes = new Map<number, FixInput["cells"]>();
  for (const cell of input.cells) changes.set(cell.row, [...(changes.get(cell.row) ?? []), cell]);
  const rows = await tx.importRow.findMany({
    where: {
      importId: record.id,
      sheet: record.sheet,
      number: { in: [...changes.keys()] },
      ...ownImports(viewer),
    },
    select: { number: true, cellsCipher: true },
  });
  const fixed = rows.flatMap(({ number, cellsCipher }) => {
    const place = { importId: record.id, sheet: record.sheet, number };
    const cells = openCells(place, cellsCipher);
    let isChanged = false;
    for (const { column, text } of changes.get(number) ?? []) {
      for (let at = cells.length; at < column; at++) cells.push({ value: null });
      const cell = cells[column - 1];
      // What was not touched stays what the file had: a day, a number, a formula's result.
      if (cell && cellText(convertedOf(record, cell, column)) === text.trim()) continue;
      const isUnicode = legacyEncodingOf(text) === null;
      cells[column - 1] =
        text.trim() === "" ? { value: null } : { value: text, ...(isUnicode && { isTyped: true }) };
      isChanged = true;
    }
    return isChanged ? [{ number, cells: sealCells(place, cells) }] : [];
  });
  if (fixed.length === 0) return refuse("nothing_changed");
  await tx.$executeRaw`
    update import_row r set cells_cipher = f.cells from jsonb_to_recordset(${JSON.stringify(fixed)}::jsonb) as f (number int, cells text)
    where r.import_id = ${record.id}::uuid and r.sheet = ${record.sheet} and r.number = f.number`;
  await clearVerdicts(tx, record);
  await change(viewer, tx, record, { state: "checking", done: 0 });
  await openJob(tx, record.id);
  return done({ id: record.id, rows: fixed.length });
});

/** Asks for what the check found new or different to be written. */
export const commitImport = command(
  "import.commit",
  async (viewer, tx, { importId }: { importId: string }) => {
    const record = await movable(viewer, tx, importId, "commit");
    if (!record || !mayImport(viewer, record.kind)) return refuse("import_not_found");
    const { by } = await outcomeCounts(viewer, tx, record);
    const total = by.create + by.update;
    if (total === 0) return refuse("nothing_to_write");
    await change(viewer, tx, record, { state: "committing", done: 0, total });
    await openJob(tx, record.id);
    return done({ id: record.id, total });
  },
);

/** Asks for everything an import wrote to be taken back, where nothing came after it. */
export const undoImport = command("import.undo", async (viewer, tx, { importId }: { importId: string }) => {
  const record = await movable(viewer, tx, importId, "undo");
  if (!record || !mayImport(viewer, record.kind)) return refuse("import_not_found");
  const { written } = await outcomeCounts(viewer, tx, record);
  await change(viewer, tx, record, { state: "undoing", done: 0, total: written });
  await openJob(tx, record.id);
  return done({ id: record.id, total: written });
});

/** Goes on with what stopped, under a new session of the job. */
export const resumeImport = command(
  "import.resume",
  async (viewer, tx, { importId }: { importId: string }) => {
    const record = await movable(viewer, tx, importId, "resume");
    if (!record?.failedIn || !mayImport(viewer, record.kind)) return refuse("import_not_found");
    await change(viewer, tx, record, { state: record.failedIn, failedIn: null, failure: null });
    await openJob(tx, record.id);
    return done({ id: record.id });
  },
);

/** Throws an import away that wrote nothing: its rows go at once. */
export const cancelImport = command(
  "import.cancel",
  async (viewer, tx, { importId }: { importId: string }) => {
    const record = await movable(viewer, tx, importId, "cancel");
    if (!record) return refuse("import_not_found");
    await tx.importRow.deleteMany({ where: { importId: record.id, ...ownImports(viewer) } });
    await change(viewer, tx, record, { state: "cancelled", failedIn: null, purgedAt: new Date() });
    return done({ id: record.id });
  },
);

/** Names a layout, changes what its columns are read as, or forgets it. */
export const saveLayout = command("import.save-layout", async (viewer, tx, input: LayoutInput) => {
  const layout = await findLayoutRecord(viewer, tx, input.layoutId);
  if (!layout) return refuse("layout_not_found");
  if (input.way === "forget") {
    await tx.importLayout.deleteMany({ where: { id: layout.id, accountId: viewer.accountId } });
    return done({ id: layout.id });
  }
  const known = FIELDS[layout.kind].map(({ name }) => name);
  const taken = new Set<string>();
  const columns: LayoutColumn[] = [];
  for (const { column, heading } of layout.columns) {
    const field = input.columns[String(column)] || null;
    if (field !== null && (!known.includes(field) || taken.has(field)))
      return refuse("field_taken_twice", { column });
    if (field !== null) taken.add(field);
    columns.push({ column, heading, field });
  }
  await tx.importLayout.updateMany({
    where: { id: layout.id, accountId: viewer.accountId },
    data: { name: input.name, columns, unitId: unitOf(viewer) },
  });
  return done({ id: layout.id });
});

/** The viewer's import, where the move is open to it. */
async function movable(viewer: Viewer, tx: Tx, importId: string, move: Move): Promise<ImportRecord | null> {
  const record = await findImport(viewer, tx, importId);
  return record && mayMove(move, record) ? record : null;
}

type ImportData = Parameters<Tx["import"]["updateMany"]>[0]["data"];

/** Of two who press at once one waits here, and finds that the state is another: then nothing is done twice. */
async function change(viewer: Viewer, tx: Tx, record: { id: string; state: ImportState }, data: ImportData) {
  const changed = await tx.import.updateMany({
    where: { id: record.id, state: record.state, ...ownImports(viewer) },
    data: { ...data, touchedAt: new Date() },
  });
  if (changed.count === 0) throw new Error("An import changed its state meanwhile");
}

const layoutData = (layout: Layout | null | undefined) => ({
  // A Layout is nothing but JSON; its optional keys keep TypeScript from seeing it.
  ...(layout && { layout: JSON.parse(JSON.stringify(layout)) }),
  conversions: {},
});

/** A new check begins with nothing said of any row. */
const clearVerdicts = (tx: Tx, { id }: { id: string }) =>
  tx.importRow.updateMany({
    where: { importId: id, outcome: { not: null }, doneAt: null },
    data: { outcome: null, targetId: null, resultCipher: null },
  });

/** Required columns that what is chosen beside the file stands for. */
const isGivenBeside = (field: string, { unitId, branchId, campaignId }: MappingInput): boolean =>
  (field === "unit" && unitId !== null) ||
  (field === "branch" && branchId !== null) ||
  (field === "campaign" && campaignId !== null);

/** What was chosen beside the file, if the viewer may choose it. */
async function contextOf(viewer: Viewer, tx: Tx, kind: ImportKind, input: MappingInput) {
  const { units, branches, campaigns } = await contextChoices(viewer, tx, kind);
  const isAmong = (chosen: string | null, choices: readonly { id: string }[]) =>
    chosen === null || choices.some(({ id }) => id === chosen);
  const { unitId, branchId, campaignId } = input;
  return isAmong(unitId, units) && isAmong(branchId, branches) && isAmong(campaignId, campaigns)
    ? { unitId, branchId, campaignId }
    : null;
}

/** The unit whose colleagues may use a layout that gets a name; none for somebody who answers for several. */
function unitOf(viewer: Viewer): string | null {
  const units = [
    ...new Set(viewer.appointments.filter(({ role }) => role === "unit_officer").map((held) => held.unitId)),
  ];
  return units.length === 1 ? (units[0] ?? null) : null;
}

async function rememberLayout(viewer: Viewer, tx: Tx, kind: ImportKind, layout: Layout, name: string | null) {
  const columns = layout.columns.map(
    ({ column, heading, field }): LayoutColumn => ({ column, heading, field }),
  );
  const key = { accountId: viewer.accountId, kind, fingerprint: layout.fingerprint };
  const data = { columns, usedAt: new Date(), ...(name !== null && { name, unitId: unitOf(viewer) }) };
  const known = await tx.importLayout.updateMany({ where: key, data });
  if (known.count === 0) await tx.importLayout.createMany({ data: [{ ...data, ...key, id: newId() }] });
}

/** Puts the import into the queue, with a session of its own to work in. */
async function openJob(tx: Tx, importId: string): Promise<void> {
  const token = newSessionToken();
  const [opened] = await tx.$queryRaw<{ ok: boolean }[]>`
    select access.open_import_job(${importId}::uuid, ${newId()}::uuid, ${hashToken(token)},
      ${encrypt(token, tokenPlace(importId))}) as ok`;
  if (!opened?.ok) throw new Error("An import has a job already");
}
