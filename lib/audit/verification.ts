import "server-only";
import type { ClientBase } from "pg";
import { type Head, readAnchorLine } from "@/lib/audit/anchor";

export type Verification = {
  blocks: number;
  rows: number;
  /** Committed a moment ago, not sealed yet. */
  waiting: number;
  head: Head | null;
  /** Lines of the anchor that agree with their block. */
  anchored: number;
  /** What is wrong, in words, the earliest first. Empty when nothing is. */
  findings: string[];
};

/** As many findings are told as help to see what was done; the rest is counted. */
const TOLD = 20;

/** Blocks younger than this may be missing from the anchor: another process may just be writing them down. */
const ANCHOR_LAG_MS = 10_000;

/**
 * Compares every row of the trace with what it was sealed as, every block with the one before, and the chain with the
 * heads written down outside the database. Asked as the owner, in one transaction of one snapshot. The statements stand here and not in a
 * function of the database, because whoever rewrites the trace could rewrite that function too.
 */
export async function verifyTrace(
  client: ClientBase,
  anchor: string | null,
  now = new Date(),
): Promise<Verification> {
  const blocks = await findInBlocks(client);
  const rows = await findInRows(client);
  const anchored = await findInAnchor(client, anchor, new Date(now.getTime() - ANCHOR_LAG_MS));
  return {
    ...blocks.counts,
    waiting: rows.waiting,
    anchored: anchored.agreeing,
    findings: [...blocks.findings, ...rows.findings, ...anchored.findings],
  };
}

const BLOCK_HASH = `sha256(convert_to(concat_ws('|', number, era, snapshot, row_count, first_id, last_id,
  array_to_string(row_ids, ','), encode(digest, 'hex'), encode(previous, 'hex'), extract(epoch from sealed_at)), 'UTF8'))`;

async function findInBlocks(client: ClientBase) {
  const { rows } = await client.query<{ says: string }>(`
    with chained as (select b.*, lag(number) over chain as number_before, lag(hash) over chain as hash_before
      from audit_block b window chain as (order by number)),
    judged as (select number, case
      when number <> coalesce(number_before, 0) + 1
        then 'trước khối ' || number || ' thiếu khối ' || (coalesce(number_before, 0) + 1)
      when previous <> coalesce(hash_before, '\\x') then 'khối ' || number || ' không nối với khối trước'
      when hash <> ${BLOCK_HASH} then 'khối ' || number || ' bị sửa'
      when row_count <> cardinality(row_ids) or row_count <> cardinality(row_digests)
        or digest <> (select sha256(string_agg(d, '' order by at)) from unnest(row_digests) with ordinality x(d, at))
        then 'khối ' || number || ' bị sửa danh sách dòng' end as says
      from chained)
    select says from judged where says is not null order by number limit ${TOLD}`);
  const { rows: counts } = await client.query<{
    blocks: number;
    rows: number;
    number: number | null;
    hash: string;
  }>(`
    select count(*)::int as blocks, coalesce(sum(row_count), 0)::int as rows, max(number)::int as number,
      (select encode(hash, 'hex') from audit_block order by number desc limit 1) as hash from audit_block`);
  const { blocks = 0, rows: sealed = 0, number = null, hash = "" } = counts[0] ?? {};
  return {
    counts: { blocks, rows: sealed, head: number === null ? null : { number, hash } },
    findings: rows.map(({ says }) => says),
  };
}

/** What access.audit_digest computes, with the row's id given: a row that changed places with another has its digest. */
const rowDigest = (
  id: string,
) => `sha256(convert_to(jsonb_build_array(${id}, extract(epoch from e.at), e.account_id,
  e.on_behalf_of_id, e.request_id, e.deed, e.table_name, e.row_id, e.operation, e.before, e.after, e.reason, e.province_id,
  e.unit_id, e.branch_id, e.enterprise_id, e.person_id, e.about_account_id, e.era, e.xid::text)::text, 'UTF8'))`;

type RowFinding = { kind: "waiting" | "changed" | "removed" | "inserted"; id: string; block: string | null };

async function findInRows(client: ClientBase) {
  const { rows } = await client.query<RowFinding>(`
    with last as (select era, snapshot::pg_snapshot as snapshot from audit_block order by number desc limit 1),
    sealed as (select b.number, x.id, x.digest from audit_block b, unnest(b.row_ids, b.row_digests) x(id, digest)),
    judged as (select coalesce(s.id, e.id) as id, s.number, e.era, e.xid, case
        when s.id is null and (e.covered or e.xid >= pg_snapshot_xmax(pg_current_snapshot())) then 'inserted'
        when s.id is null then 'waiting' when e.id is null then 'removed' else 'changed' end as kind
      from sealed s full join (
        select e.id, e.era, e.xid, ${rowDigest("e.id")} as digest, coalesce(e.era < last.era
          or (e.era = last.era and pg_visible_in_snapshot(e.xid, last.snapshot)), false) as covered
        from audit_entry e left join last on true) e on e.id = s.id
      where s.id is null or e.id is null or s.digest is distinct from e.digest)
    select kind, j.id::text, coalesce(j.number, p.number)::text as block from judged j
    left join lateral (select min(b.number) as number from audit_block b where j.kind = 'inserted'
      and (j.era < b.era or (j.era = b.era and pg_visible_in_snapshot(j.xid, b.snapshot::pg_snapshot)))) p on true
    order by coalesce(j.number, p.number) nulls last, j.id`);
  const found = rows.filter(({ kind }) => kind !== "waiting");
  const swapped = await findSwapped(
    client,
    found.filter(({ kind }) => kind === "changed"),
  );
  const says = found
    .slice(0, TOLD)
    .map(
      ({ kind, id, block }) =>
        `${block ? `khối ${block}, ` : ""}dòng ${id} ${inWords(kind, swapped.get(id))}`,
    );
  return {
    waiting: rows.length - found.length,
    findings: found.length > TOLD ? [...says, `và ${found.length - TOLD} dòng nữa`] : says,
  };
}

const inWords = (kind: RowFinding["kind"], other: string | undefined): string => {
  if (kind === "removed") return "bị xoá";
  if (kind === "inserted") return "bị chèn thêm";
  return other ? `bị đổi chỗ với dòng ${other}` : "bị sửa";
};

/** Of changed rows those whose content is, but for the id, what another one was sealed as. */
async function findSwapped(client: ClientBase, changed: readonly RowFinding[]): Promise<Map<string, string>> {
  const { rows } = await client.query<{ id: string; other: string }>(
    `select e.id::text, s.id::text as other from audit_entry e
     join (select x.id, x.digest from audit_block b, unnest(b.row_ids, b.row_digests) x(id, digest)
       where b.number = any ($2::bigint[]) and x.id = any ($1::bigint[])) s on s.id <> e.id and s.digest = ${rowDigest("s.id")}
     where e.id = any ($1::bigint[])`,
    [changed.slice(0, 200).map(({ id }) => id), changed.slice(0, 200).map(({ block }) => block)],
  );
  return new Map(rows.map(({ id, other }) => [id, other]));
}

async function findInAnchor(client: ClientBase, anchor: string | null, before: Date) {
  const lines = (anchor ?? "").split("\n").filter((line) => line !== "");
  const { rows } = await client.query<{ number: number; hash: string }>(
    "select number::int, encode(hash, 'hex') as hash from audit_block",
  );
  const hashes = new Map(rows.map(({ number, hash }) => [number, hash]));
  const findings: string[] = [];
  let newest = 0;
  for (const [index, line] of lines.entries()) {
    const head = readAnchorLine(line);
    const hash = head && hashes.get(head.number);
    newest = Math.max(newest, head?.number ?? 0);
    if (!head) findings.push(`neo, dòng ${index + 1}: không đọc được`);
    else if (!hash)
      findings.push(`neo, dòng ${index + 1}: khối ${head.number} không còn trong cơ sở dữ liệu`);
    else if (hash !== head.hash)
      findings.push(`neo, dòng ${index + 1}: khối ${head.number} không phải khối đã neo`);
  }
  const agreeing = lines.length - findings.length;
  const { rows: late } = await client.query<{ number: number }>(
    "select min(number)::int as number from audit_block where number > $1 and sealed_at < $2",
    [newest, before],
  );
  const missing = late[0]?.number;
  if (missing) findings.push(`neo: thiếu từ khối ${missing}`);
  const told = findings.slice(0, TOLD);
  return {
    agreeing,
    findings: findings.length > TOLD ? [...told, `và ${findings.length - TOLD} dòng nữa của neo`] : told,
  };
}
