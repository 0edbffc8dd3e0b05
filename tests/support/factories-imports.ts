import type { Viewer } from "@/lib/access/policy";
import { decrypt } from "@/lib/crypto/cipher";
import { database } from "@/lib/db/client";
import { newId } from "@/lib/db/id";
import { withViewer } from "@/lib/db/scope";
import type { Cell, Row } from "@/lib/files/table";
import { ImportKind } from "@/lib/generated/prisma/enums";
import { beginImport, commitImport, mapImport, receiveFile, undoImport } from "@/lib/imports/commands";
import { work } from "@/lib/imports/engine";
import { findImport, listRows, outcomeCounts } from "@/lib/imports/queries";
import type { MappingInput } from "@/lib/imports/schema";
import { stageRows, tokenPlace } from "@/lib/imports/staging";
import { unitId as unitIdOf } from "@/prisma/reference/keys";
import { owner } from "@/tests/support/database";
import { deed, viewer } from "@/tests/support/factories";

/** The real province of the reference data: an enterprise needs a real commune of it. */
export const CAO_BANG = unitIdOf("cb");

/** Officers of two commune unions of today, and the communes an enterprise may lie in. */
export async function office() {
  const { rows: units } = await owner.query<{ id: string; name: string }>(
    `select u.id, v.short_name as name from unit u join unit_version v on v.unit_id = u.id
     where u.province_id = $1 and v.kind = 'commune' and v.valid_to is null order by v.sort_key limit 2`,
    [CAO_BANG],
  );
  const { rows: places } = await owner.query<{ name: string }>(
    "select name from area_version where level = 'commune' and valid_to is null and code like '01%' order by code limit 5",
  );
  const [unit, sibling] = units;
  if (!unit || !sibling) throw new Error("The reference data has no commune unions");
  const held = { role: "unit_officer", provinceId: CAO_BANG } as const;
  return {
    ...{ unit, sibling, places: places.map(({ name }) => name) },
    officer: await viewer({ ...held, unitId: unit.id }),
    neighbour: await viewer({ ...held, unitId: sibling.id }),
  };
}

/** A ten-digit tax code of the province with its check digit, for the n-th serial that has one. */
export function taxCode(n: number): string {
  for (let serial = n * 3 + 1; ; serial++) {
    const body = `48${String(serial).padStart(7, "0")}`;
    const sum = [31, 29, 23, 19, 17, 13, 7, 5, 3].reduce(
      (total, weight, at) => total + weight * Number(body[at]),
      0,
    );
    const check = 10 - (sum % 11);
    if (check < 10 && check >= 0) return `${body}${check}`;
  }
}

export type Typed = string | number | null | Cell;
const cellOf = (typed: Typed): Cell =>
  typeof typed === "object" && typed !== null ? typed : { value: typed };

/** An import whose rows lie there as if a file had been read: the first row is the heading. */
export async function laidImport(
  by: Viewer,
  table: readonly (readonly Typed[])[],
  {
    kind = ImportKind.enterprises,
    fileName = "thu.xlsx",
    fileDigest = newId(),
    isReceived = true,
  }: { kind?: ImportKind; fileName?: string; fileDigest?: string; isReceived?: boolean } = {},
): Promise<string> {
  const begun = await beginImport(by, deed(), {
    ...{ kind, fileName, fileDigest, format: "xlsx", encoding: null, notices: [] },
    sheets: [{ name: "Trang 1", isHidden: false, rowCount: table.length, merges: [] }],
  });
  if (!begun.ok) throw new Error(begun.refusal);
  const importId = begun.value.id;
  const rows = table.map(
    (cells, index): Row => ({ number: index + 1, isHidden: false, cells: cells.map(cellOf) }),
  );
  for (let from = 0; from < rows.length; from += 500) {
    const batch = rows.slice(from, from + 500);
    await withViewer(by, (tx) => stageRows(tx, { importId, accountId: by.accountId, sheet: 0 }, batch));
  }
  if (!isReceived) return importId;
  const received = await receiveFile(by, deed(), { importId });
  if (!received.ok) throw new Error(received.refusal);
  return importId;
}

export const recordOf = async (by: Viewer, importId: string) => {
  const record = await withViewer(by, (tx) => findImport(by, tx, importId));
  if (!record) throw new Error("No such import");
  return record;
};

/** The columns as they were suggested. */
export async function mappingOf(by: Viewer, importId: string): Promise<MappingInput> {
  const { layout } = await recordOf(by, importId);
  const columns = Object.fromEntries(
    (layout?.columns ?? []).map(({ column, field }) => [String(column), field ?? ""]),
  );
  const beside = { unitId: null, branchId: null, campaignId: null, layoutName: null };
  return { importId, columns, convert: [], encodings: {}, ...beside };
}

/** Presses "Kiểm tra" with the columns as they were suggested. */
export const mapped = async (by: Viewer, importId: string, given: Partial<MappingInput> = {}) =>
  mapImport(by, deed(), { ...(await mappingOf(by, importId)), ...given });

/** Works like the server's worker, in this process: every import that waits, to its end. */
export async function workAll(): Promise<void> {
  for (;;) {
    const holder = newId();
    const [claimed] = await database().$queryRaw<{ id: string; sealed: string }[]>`
      select id, sealed from access.claim_import(${holder}::uuid, 30)`;
    if (!claimed) return;
    await work({ importId: claimed.id, holder, token: decrypt(claimed.sealed, tokenPlace(claimed.id)) });
  }
}

/** Laid down, mapped and checked. */
export async function checkedImport(
  by: Viewer,
  table: readonly (readonly Typed[])[],
  given: Parameters<typeof laidImport>[2] = {},
) {
  const importId = await laidImport(by, table, given);
  const asked = await mapped(by, importId);
  if (!asked.ok) throw new Error(`${asked.refusal} ${JSON.stringify(asked)}`);
  await workAll();
  return importId;
}

export async function committed(by: Viewer, importId: string): Promise<void> {
  const asked = await commitImport(by, deed(), { importId });
  if (!asked.ok) throw new Error(asked.refusal);
  await workAll();
}

export async function undone(by: Viewer, importId: string): Promise<void> {
  const asked = await undoImport(by, deed(), { importId });
  if (!asked.ok) throw new Error(asked.refusal);
  await workAll();
}

export const rowsOfImport = async (by: Viewer, importId: string) => {
  const record = await recordOf(by, importId);
  const { rows } = await withViewer(by, (tx) => listRows(by, tx, record, {}, 10_000));
  return rows;
};

export const countsOf = async (by: Viewer, importId: string) => {
  const record = await recordOf(by, importId);
  return withViewer(by, (tx) => outcomeCounts(by, tx, record));
};

/** What is not about the register: the trace, receipts, jobs, sessions and what changes by itself. */
const ASIDE = [
  "audit_entry",
  "audit_block",
  "command_receipt",
  "import",
  "import_row",
  "import_layout",
  "session",
  "sign_in_attempt",
];

/** A hash over every row of the register, without versions and timestamps of recording. */
export async function registerHash(): Promise<Record<string, string>> {
  const { rows: tables } = await owner.query<{ name: string }>(
    `select tablename as name from pg_tables where schemaname = 'public' and tablename not like '\\_prisma%'
     and not tablename = any ($1) order by 1`,
    [ASIDE],
  );
  const hashes: Record<string, string> = {};
  for (const { name } of tables) {
    const { rows } = await owner.query<{ hash: string }>(
      `select md5(coalesce(string_agg(t.j, '|' order by t.j), '')) as hash
       from (select (to_jsonb(x) - '{version,updated_at,recorded_at,created_at}'::text[])::text as j from "${name}" x) t`,
    );
    hashes[name] = rows[0]?.hash ?? "";
  }
  return hashes;
}
