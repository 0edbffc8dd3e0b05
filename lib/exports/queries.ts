import "server-only";
import type { Viewer } from "@/lib/access/policy";
import { formatMoment, vietnamDate } from "@/lib/dates/plain-date";
import { today } from "@/lib/dates/today";
import type { Tx } from "@/lib/db/scope";
import { PERSON_TABLES } from "@/lib/exports/person-tables";
import { exportSeal, ID, type PersonFilter, type PersonList } from "@/lib/exports/schema";
import { LIST_TABLES } from "@/lib/exports/tables";
import { type FileFormat, type FileSheet, type Spool, spool, tableFile } from "@/lib/files/table-file";
import { isId } from "@/lib/http/params";

/** A list longer than this is no list somebody works with; it is narrowed first. */
export const MOST_EXPORTED = 5000;

/** How long after it was asked for a file may be fetched. */
const MINUTES = 10;

/** What is to leave, its rows laid down; the name says nothing of anybody. */
type Prepared = { fileName: string; spooled: Spool };

/** The viewer's own export, asked for with a reason just now; null for everything else. */
export async function findExport(viewer: Viewer, tx: Tx, requestId: string) {
  if (!isId(requestId)) return null;
  const receipt = await tx.commandReceipt.findFirst({
    where: {
      ...{ accountId: viewer.accountId, requestId, command: "member.export" },
      at: { gt: new Date(Date.now() - MINUTES * 60_000) },
    },
    select: { result: true },
  });
  const sealed = exportSeal.safeParse(receipt?.result);
  return sealed.success ? { requestId, ...sealed.data } : null;
}

/** A list with persons: what it is called, where it stands, and how many rows it has; null where it is not there for the viewer. */
export async function personList(viewer: Viewer, tx: Tx, list: PersonList, filter: PersonFilter) {
  const { title, page, read } = PERSON_TABLES[list];
  const found = await read(viewer, tx, filter, MOST_EXPORTED + 1);
  return found && { title, href: page(filter), count: found.rows.length };
}

/**
 * The list as the viewer sees it now, every row marked with who took it out, when, and the export's id, under which the trace has the
 * reason. Leaving the program it is written down with its length and filter. Nothing sensitive is in it.
 */
export async function exportedPersons(viewer: Viewer, tx: Tx, requestId: string): Promise<Prepared | null> {
  const asked = await findExport(viewer, tx, requestId);
  if (!asked) return null;
  const { list, filter, reason } = asked;
  const found = await PERSON_TABLES[list].read(viewer, tx, filter, MOST_EXPORTED);
  if (!found) return null;
  const details = { deed: "member.export", export: requestId, rows: found.rows.length, list, filter };
  await tx.$queryRaw`select access.note_read('person', null, ${reason}, ${JSON.stringify(details)}::jsonb)::text`;
  const now = new Date();
  const mark = `${viewer.login}, ${formatMoment(now)}, ${requestId}`;
  const columns: FileSheet["columns"] = [
    ...[ID, { label: "STT", kind: "number", width: 6 } as const],
    ...found.columns,
    { label: "Dấu xuất: người, lúc, mã", width: 40 },
  ];
  const rows = found.rows.map(([id = null, ...cells], index) => [id, index + 1, ...cells, mark]);
  return {
    fileName: `danh-sach-${vietnamDate(now)}-${requestId.slice(-6)}`,
    spooled: await spool([{ name: "Danh sách", columns, rows }]),
  };
}

/** A list without persons, by the filter of its address; null where there is no such list for this viewer. */
export async function exportedList(
  viewer: Viewer,
  tx: Tx,
  list: string,
  query: Readonly<Record<string, string>>,
): Promise<Prepared | null> {
  const known = LIST_TABLES.get(list);
  const sheet = await known?.table(viewer, tx, query);
  if (!known || !sheet) return null;
  return { fileName: `${known.fileName}-${today()}`, spooled: await spool([sheet].flat()) };
}

/** The answer that carries the file: made apart, streamed, kept by no cache. */
export async function fileAnswer({ fileName, spooled }: Prepared, format: FileFormat): Promise<Response> {
  const { body, size } = await tableFile(spooled, format);
  return new Response(body, {
    headers: {
      "content-type": TYPES[format],
      "content-length": String(size),
      "content-disposition": `attachment; filename="${fileName}.${format}"`,
      "cache-control": "no-store",
    },
  });
}

const TYPES: Record<FileFormat, string> = {
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  csv: "text/csv; charset=utf-8",
};
