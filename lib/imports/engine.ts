import "server-only";
import { mintViewer } from "@/lib/access/minting";
import type { Viewer } from "@/lib/access/policy";
import { withViewer } from "@/lib/db/as-viewer";
import { newId, stableId } from "@/lib/db/id";
import type { Tx } from "@/lib/db/scope";
import { convertedCell } from "@/lib/files/legacy-columns";
import type { Row } from "@/lib/files/table";
import type { ImportKind } from "@/lib/generated/prisma/enums";
import { readRow } from "@/lib/imports/cells";
import { enterprisesKind } from "@/lib/imports/enterprises-kind";
import { FIELDS, type ImportContext, type Kind, type PlannedRow, type RowValues } from "@/lib/imports/fields";
import { rowReader } from "@/lib/imports/layout";
import { membersKind } from "@/lib/imports/members-kind";
import { organisationsKind } from "@/lib/imports/organisations-kind";
import { postsKind } from "@/lib/imports/posts-kind";
import { findImport, type ImportRecord } from "@/lib/imports/queries";
import { batchOf, isAtWork, isWritten } from "@/lib/imports/rules";
import {
  type JudgedRow,
  judgeRows,
  NOTHING_SAID,
  openCells,
  openResult,
  type RowResult,
} from "@/lib/imports/staging";
import { surveysKind } from "@/lib/imports/surveys-kind";

/** What the program knows of each kind of table. */
const KINDS: Readonly<Record<ImportKind, Kind>> = {
  enterprises: enterprisesKind,
  members: membersKind,
  organisations: organisationsKind,
  posts: postsKind,
  surveys: surveysKind,
};

/** Seconds a worker may be silent before another takes over. */
export const LEASE_SECONDS = 60;

/** Rows undone at once: each takes several statements. */
const UNDONE_AT_ONCE = 250;

/** One job: which import, by which worker, under which session. */
export type Job = { importId: string; holder: string; token: string };

/** Somebody else works on the import, or it was stopped: whatever this one had open is rolled back. */
class LeaseLost extends Error {}

/**
 * Does what the import's state asks for, batch by batch, each in a transaction of its own that also notes how far it came:
 * whoever is killed at any moment leaves whole batches behind, and the next one goes on where the last whole one ended.
 * Throws for a defect or a lost database; the import then waits for the next attempt.
 */
export async function work(job: Job): Promise<void> {
  const viewer = await mintViewer(job.token);
  if (!viewer) return;
  const record = await withViewer(viewer, (tx) => findImport(viewer, tx, job.importId));
  if (!record || !isAtWork(record.state)) return;
  try {
    if (record.state === "checking") await check(job, viewer, record);
    if (record.state === "committing") await commit(job, viewer, record);
    if (record.state === "undoing") await undo(job, viewer, record);
  } catch (error) {
    if (!(error instanceof LeaseLost)) throw error;
  }
}

/** Within a batch's transaction: still mine, and this far. */
async function renew(tx: Tx, { importId, holder }: Job, done: number): Promise<void> {
  const [answer] = await tx.$queryRaw<{ mine: boolean }[]>`
    select access.renew_import(${importId}::uuid, ${holder}::uuid, ${LEASE_SECONDS}, ${done}) as mine`;
  if (!answer?.mine) throw new LeaseLost();
}

/** The end of a job: last in its transaction, because the job's session ends with it. */
async function finish(tx: Tx, job: Job, record: ImportRecord, state: "checked" | "committed" | "undone") {
  const now = new Date();
  const at = { checked: { checkedAt: now }, committed: { committedAt: now }, undone: { undoneAt: now } }[
    state
  ];
  await tx.import.updateMany({
    where: { id: record.id, state: record.state, leaseHolder: job.holder },
    data: { state, touchedAt: now, ...at },
  });
}

const contextOf = ({ id, unitId, branchId, campaignId }: ImportRecord): ImportContext => ({
  ...{ importId: id, unitId, branchId, campaignId },
});

type StoredRow = Row & {
  outcome: JudgedRow["outcome"] | null;
  isDone: boolean;
  targetId: string | null;
  result: RowResult;
};

/** The next rows of the file, with what was said of them before. */
async function nextRows(tx: Tx, record: ImportRecord, after: number): Promise<StoredRow[]> {
  const rows = await tx.importRow.findMany({
    where: { importId: record.id, sheet: record.sheet, number: { gt: after } },
    orderBy: { number: "asc" },
    take: batchOf(record.kind),
    select: {
      number: true,
      cellsCipher: true,
      outcome: true,
      targetId: true,
      resultCipher: true,
      doneAt: true,
    },
  });
  return rows.map(({ number, cellsCipher, resultCipher, doneAt, ...row }) => {
    const place = { importId: record.id, sheet: record.sheet, number };
    return {
      ...row,
      ...{ number, isHidden: false, cells: openCells(place, cellsCipher), isDone: doneAt !== null },
      result: openResult(place, resultCipher),
    };
  });
}

/** Reads rows one after another as the mapping says: letters of old fonts converted, then the cells by their fields. */
function valuesReader(record: ImportRecord) {
  const { layout, conversions, sheets, sheet, kind } = record;
  if (!layout) throw new Error("An import without a layout is at work");
  const fields = FIELDS[kind];
  const read = rowReader(layout, sheets[sheet]?.merges ?? []);
  const converted = Object.entries(conversions).map(([column, encoding]) => ({
    index: Number(column) - 1,
    encoding,
  }));
  return (row: Row) => {
    const cells = [...row.cells];
    for (const { index, encoding } of converted) {
      const cell = cells[index];
      if (cell) cells[index] = convertedCell(cell, encoding);
    }
    const answer = read({ ...row, cells });
    return "leftOut" in answer ? answer : readRow(fields, answer.cells);
  };
}

/** The dry run: says of every row what would come of it, and writes nothing but that. */
async function check(job: Job, viewer: Viewer, record: ImportRecord): Promise<void> {
  const kind = KINDS[record.kind];
  const read = valuesReader(record);
  const memory = new Map<string, unknown>();
  let after = (record.layout?.firstRow ?? 1) - 1;
  let done = 0;
  for (;;) {
    const count = await withViewer(viewer, async (tx) => {
      const rows = await nextRows(tx, record, after);
      if (rows.length === 0) {
        await renew(tx, job, record.total);
        await finish(tx, job, record, "checked");
        return 0;
      }
      const judged: JudgedRow[] = [];
      const good: { number: number; values: RowValues; notices: RowResult["notices"] }[] = [];
      for (const row of rows) {
        const answer = read(row);
        if ("leftOut" in answer) {
          const problems = [{ field: null, message: LEFT_OUT[answer.leftOut] }];
          judged.push({
            number: row.number,
            outcome: "skipped",
            targetId: null,
            result: { ...NOTHING_SAID, problems },
          });
        } else if (answer.problems.length > 0) {
          judged.push({
            number: row.number,
            outcome: "error",
            targetId: null,
            result: { ...NOTHING_SAID, ...answer },
          });
        } else {
          good.push({ number: row.number, values: answer.values, notices: answer.notices });
        }
      }
      const planned = good.length > 0 ? await kind.plan(viewer, tx, contextOf(record), good, memory) : [];
      for (const [index, { number, notices }] of good.entries()) {
        const plan = planned[index];
        if (!plan) throw new Error("A kind planned fewer rows than it was given");
        judged.push(verdict(number, plan, notices));
      }
      await judgeRows(tx, record, judged);
      after = rows.at(-1)?.number ?? after;
      done += rows.length;
      await renew(tx, job, done);
      return rows.length;
    });
    if (count === 0) return;
  }
}

const LEFT_OUT = {
  total: "Dòng tổng cộng, không phải bản ghi.",
  numbering: "Dòng đánh số cột.",
  heading: "Dòng tiêu đề lặp lại.",
  section: "Dòng tên mục.",
  footer: "Phần ký, ghi chú cuối bảng.",
  example: "Dòng ví dụ của mẫu.",
} as const;

function verdict(number: number, plan: PlannedRow, notices: RowResult["notices"]): JudgedRow {
  const { outcome } = plan;
  return {
    ...{ number, outcome },
    targetId: "targetId" in plan ? plan.targetId : null,
    result: {
      problems: "problems" in plan ? plan.problems : [],
      notices: [...notices, ...("notices" in plan ? (plan.notices ?? []) : [])],
      changes: "changes" in plan ? plan.changes : [],
    },
  };
}

/** What one batch writes stands under one request of the trace, the same however often the batch is begun. */
const batchRequest = (importId: string, deed: string, first: number): string =>
  stableId(`import/${importId}/${deed}/${first}`);

async function underDeed(tx: Tx, request: string, deed: string, { fileName }: ImportRecord): Promise<void> {
  await tx.$queryRaw`select set_config('app.request', ${request}, true), set_config('app.deed', ${deed}, true),
    set_config('app.reason', ${`Tệp “${fileName}”`}, true)`;
}

/**
 * Writes what the check promised. Every batch is planned again inside the transaction that writes it: what would no longer
 * do what the person was shown is not written but becomes a conflict. Rows written before are planned too, so that later
 * rows find them in the memory.
 */
async function commit(job: Job, viewer: Viewer, record: ImportRecord): Promise<void> {
  const kind = KINDS[record.kind];
  const read = valuesReader(record);
  const memory = new Map<string, unknown>();
  let after = (record.layout?.firstRow ?? 1) - 1;
  let done = 0;
  for (;;) {
    const count = await withViewer(viewer, async (tx) => {
      const rows = await nextRows(tx, record, after);
      if (rows.length === 0) {
        await renew(tx, job, record.total);
        await finish(tx, job, record, "committed");
        return 0;
      }
      const request = batchRequest(record.id, "commit", rows[0]?.number ?? 0);
      await underDeed(tx, request, "import.commit", record);
      const wanted = rows.flatMap((row) => {
        const answer = read(row);
        const isWanted = row.outcome === "identical" || (row.outcome !== null && isWritten(row.outcome));
        const createdId = row.isDone && row.outcome === "create" && row.targetId;
        return isWanted && "values" in answer
          ? [{ ...row, values: answer.values, ...(createdId && { createdId }) }]
          : [];
      });
      const planned = wanted.length > 0 ? await kind.plan(viewer, tx, contextOf(record), wanted, memory) : [];
      const writes: Parameters<Kind["write"]>[3][number][] = [];
      const turned: JudgedRow[] = [];
      for (const [index, row] of wanted.entries()) {
        const plan = planned[index];
        if (!plan) throw new Error("A kind planned fewer rows than it was given");
        if (row.isDone || row.outcome === "identical") continue;
        if (isPromised(row, plan)) writes.push({ number: row.number, planned: plan });
        else
          turned.push(
            plan.outcome === "identical" ? verdict(row.number, plan, []) : changedSince(row.number, plan),
          );
      }
      if (writes.length > 0) {
        await kind.write(viewer, tx, contextOf(record), writes);
        await markWritten(tx, record, request, writes);
      }
      await judgeRows(tx, record, turned);
      after = rows.at(-1)?.number ?? after;
      done += wanted.filter(({ outcome }) => outcome !== "identical").length;
      await renew(tx, job, done);
      return rows.length;
    });
    if (count === 0) return;
  }
}

/** Whether the plan is what the person was shown: a new record, or the same changes from the same values. */
function isPromised(row: StoredRow, plan: PlannedRow): plan is PlannedRow & { outcome: "create" | "update" } {
  if (plan.outcome === "create") return row.outcome === "create";
  if (plan.outcome !== "update" || row.outcome !== "update" || plan.targetId !== row.targetId) return false;
  return JSON.stringify(plan.changes) === JSON.stringify(row.result.changes);
}

const changedSince = (number: number, plan: PlannedRow): JudgedRow => ({
  ...{ number, outcome: "conflict", targetId: null },
  result: {
    ...NOTHING_SAID,
    problems: [
      {
        field: null,
        message: "Dữ liệu đã đổi từ lúc kiểm tra nên không ghi dòng này. Tải lại tệp để kiểm tra lại",
      },
      ...("problems" in plan ? plan.problems : []),
    ],
  },
});

async function markWritten(
  tx: Tx,
  { id, sheet }: ImportRecord,
  request: string,
  writes: readonly { number: number; planned: { targetId: string } }[],
): Promise<void> {
  const written = writes.map(({ number, planned }) => ({ number, target: planned.targetId }));
  await tx.$executeRaw`
    update import_row r set done_at = now(), request_id = ${request}::uuid, target_id = w.target
    from jsonb_to_recordset(${JSON.stringify(written)}::jsonb) as w (number int, target uuid)
    where r.import_id = ${id}::uuid and r.sheet = ${sheet} and r.number = w.number and r.done_at is null`;
}

/** How often rows that were in use are tried again: as deep as records of one file hang on each other, and more. */
const MOST_ROUNDS = 5;

const waitAgain = (tx: Tx, viewer: Viewer, { id }: ImportRecord): Promise<number> => tx.$executeRaw`
  update import_row set kept_reason = null
  where import_id = ${id}::uuid and account_id = ${viewer.accountId}::uuid and kept_reason = 'used'`;

/** Takes back batch by batch what the import wrote, the last first. */
async function undo(job: Job, viewer: Viewer, record: ImportRecord): Promise<void> {
  let done = record.done;
  // What was still in use may be free once the rest is gone: a đoàn cơ sở below its chi đoàn, a post that was handed over.
  let rounds = 0;
  let isFreer = true;
  for (;;) {
    const isThrough = await withViewer(viewer, async (tx) => {
      const [batch] = await tx.$queryRaw<{ request: string }[]>`
        select request_id as request from import_row
        where import_id = ${record.id}::uuid and account_id = ${viewer.accountId}::uuid
          and done_at is not null and undone_at is null and kept_reason is null
        order by sheet desc, number desc limit 1`;
      if (!batch) {
        const again = isFreer && rounds++ < MOST_ROUNDS ? await waitAgain(tx, viewer, record) : 0;
        isFreer = false;
        if (again > 0) {
          done -= again;
          await renew(tx, job, done);
          return false;
        }
        await renew(tx, job, record.total);
        await finish(tx, job, record, "undone");
        return true;
      }
      await underDeed(tx, newId(), "import.undo", record);
      const [answer] = await tx.$queryRaw<{ undone: number; kept: number }[]>`
        select undone, kept from access.undo_import_batch(${record.id}::uuid, ${batch.request}::uuid, ${UNDONE_AT_ONCE})`;
      if (!answer) throw new LeaseLost();
      done += answer.undone + answer.kept;
      isFreer ||= answer.undone > 0;
      await renew(tx, job, done);
      return false;
    });
    if (isThrough) return;
  }
}
