import "server-only";
import { can, type Viewer, visibleBranches } from "@/lib/access/policy";
import { accountNames } from "@/lib/access/queries";
import { ruleSetOn } from "@/lib/branches/queries";
import { addMonths, fromDatabase, type PlainDate } from "@/lib/dates/plain-date";
import { today } from "@/lib/dates/today";
import type { Tx } from "@/lib/db/scope";
import type { Prisma } from "@/lib/generated/prisma/client";
import type { Line } from "@/lib/generated/prisma/enums";
import { isId } from "@/lib/http/params";
import type { KeptBranch } from "@/lib/members/policy";
import { birthOf } from "@/lib/members/rules";
import { MOVE_LABELS, type VIOLATION_LABELS } from "@/lib/transfers/labels";
import { partiesOf, visibleTransfers } from "@/lib/transfers/policy";
import { isForward, isOpen, isOverdue, type Move, movesFor, nextMove, routeOf } from "@/lib/transfers/rules";
import type { WorkItem } from "@/lib/worklist/rules";

const dated = (stored: Date | null): PlainDate | null => stored && fromDatabase(stored);

/** Most rows of a list; who has more works them off from the top. */
const MOST = 500;

const transferFacts = {
  id: true,
  personId: true,
  branchId: true,
  toBranchId: true,
  fromName: true,
  toName: true,
  personName: true,
  gender: true,
  birthDate: true,
  birthPrecision: true,
  joinedOn: true,
  joinedPrecision: true,
  cardNumber: true,
  state: true,
  sentOn: true,
  askedAt: true,
  askedById: true,
  isDemo: true,
  line: true,
  steps: { orderBy: { order: "desc" }, take: 1, select: { on: true, note: true } },
} satisfies Prisma.TransferSelect;

type Stored = Prisma.TransferGetPayload<{ select: typeof transferFacts }>;

/** Those of the two organisations of each transfer that the viewer sees. */
async function knownBranches(
  viewer: Viewer,
  tx: Tx,
  rows: readonly Pick<Stored, "branchId" | "toBranchId">[],
) {
  const ids = [...new Set(rows.flatMap(({ branchId, toBranchId }) => [branchId, toBranchId ?? branchId]))];
  const branches = await tx.branch.findMany({
    where: { AND: visibleBranches(viewer), id: { in: ids } },
    select: { id: true, unitId: true, provinceId: true, parentId: true, line: true, kind: true },
  });
  return new Map(branches.map((branch) => [branch.id, branch satisfies KeptBranch]));
}

async function receiptMonths(viewer: Viewer, tx: Tx, on: PlainDate): Promise<Record<Line, number>> {
  const union = await ruleSetOn(viewer, tx, "union", on);
  const association = await ruleSetOn(viewer, tx, "association", on);
  if (!union || !association) throw new Error("No rule sets are loaded: run the reference loader");
  return {
    union: union.rules.transferReceiptMonths,
    association: association.rules.transferReceiptMonths,
  };
}

async function listed(viewer: Viewer, tx: Tx, where: Prisma.TransferWhereInput) {
  const on = today();
  const rows = await tx.transfer.findMany({
    where: { AND: [visibleTransfers(viewer), where] },
    orderBy: [{ askedAt: "desc" }, { id: "asc" }],
    take: MOST,
    select: transferFacts,
  });
  const known = await knownBranches(viewer, tx, rows);
  const months = await receiptMonths(viewer, tx, on);
  return rows.map(({ steps: [last], birthDate, birthPrecision, joinedOn, joinedPrecision, ...row }) => {
    const transfer = { ...row, sentOn: dated(row.sentOn) };
    const parties = partiesOf(viewer, row, known);
    const route = routeOf(row);
    return {
      ...transfer,
      route,
      birth: birthOf(dated(birthDate), birthPrecision),
      joined: birthOf(dated(joinedOn), joinedPrecision),
      since: last ? fromDatabase(last.on) : null,
      lastNote: last?.note ?? null,
      moves: movesFor(route, row.state, parties),
      isSender: parties.includes("sender") || parties.includes("sender_above"),
      isReceiver: parties.includes("receiver") || parties.includes("receiver_above"),
      isOverdue: isOverdue(transfer, on, months[row.line]),
      receiptMonths: months[row.line],
    };
  });
}

export type TransferRow = Awaited<ReturnType<typeof listed>>[number];

const OPEN = {
  state: { in: ["requested", "remarked", "introduced", "sent", "received"] },
} satisfies Prisma.TransferWhereInput;

/** What is late first, then what waited longest. */
const byUrgency = (one: TransferRow, other: TransferRow) =>
  Number(other.isOverdue) - Number(one.isOverdue) || ((one.since ?? "") < (other.since ?? "") ? -1 : 1);

const waitsForMe = ({ moves }: TransferRow) => moves.some(isForward);

/** Transfers in sight: those that wait for the viewer, those under way elsewhere, and what became of the others lately. */
export async function transferLists(viewer: Viewer, tx: Tx) {
  const open = (await listed(viewer, tx, OPEN)).sort(byUrgency);
  const closed = await listed(viewer, tx, {
    state: { in: ["arrived", "returned", "cancelled"] },
  });
  const mine = open.filter(waitsForMe);
  const others = open.filter((row) => !waitsForMe(row) && isOpen(row.state));
  return {
    mine,
    outgoing: others.filter(({ isReceiver }) => !isReceiver),
    incoming: others.filter(({ isReceiver }) => isReceiver),
    closed: [...open.filter((row) => !waitsForMe(row) && !isOpen(row.state)), ...closed].slice(0, 50),
    overdue: open.filter((row) => row.isOverdue).length,
  };
}

/** Transfers whose next deed is the viewer's: the one who moves waits for each. V17: a letter has a day. */
export async function transfersWork(viewer: Viewer, tx: Tx): Promise<WorkItem[]> {
  if (!can(viewer, "member.write")) return [];
  return (await listed(viewer, tx, OPEN)).filter(waitsForMe).map((row) => ({
    ...itemOf(row),
    key: `transfer-move:${row.id}`,
    title: `Chuyển sinh hoạt: ${row.moves.filter(isForward).map(nextDeed).join(", ")}`,
    heldBy: "Bạn",
    consequence: "blocks_others",
  }));
}

/** Transfers of the viewer's own organisations that wait for somebody else. */
export async function transfersAsked(viewer: Viewer, tx: Tx): Promise<WorkItem[]> {
  if (!can(viewer, "member.write")) return [];
  const rows = (await listed(viewer, tx, OPEN)).filter((row) => row.isSender && !waitsForMe(row));
  return rows.flatMap((row) => {
    const next = nextMove(row.route, row.state);
    if (!next) return [];
    const heldBy = next.by.startsWith("receiver") ? row.toName : row.fromName;
    return {
      ...itemOf(row),
      key: `transfer-asked:${row.id}`,
      title: `Chuyển sinh hoạt: chờ ${nextDeed(next.move)}`,
      heldBy: next.by.endsWith("_above") ? `Cấp trên của ${heldBy}` : heldBy,
      consequence: "open" as const,
    };
  });
}

const nextDeed = (move: Move): string => MOVE_LABELS[move].toLocaleLowerCase("vi");

const itemOf = (row: TransferRow) => ({
  subject: `${row.personName}, ${row.fromName} → ${row.toName}`,
  href: `/transfers/${row.id}` as const,
  since: row.since,
  dueOn: row.state === "sent" && row.sentOn ? addMonths(row.sentOn, row.receiptMonths) : null,
});

/** One transfer with all its steps; null out of reach. */
export async function transferPage(viewer: Viewer, tx: Tx, transferId: string) {
  if (!isId(transferId)) return null;
  const [transfer] = await listed(viewer, tx, { id: transferId });
  if (!transfer) return null;
  const steps = await tx.transferStep.findMany({
    where: { transferId, transfer: visibleTransfers(viewer) },
    orderBy: { order: "asc" },
    select: {
      ...{ id: true, state: true, on: true, note: true, documentNumber: true, feeUntil: true },
      ...{ recordedAt: true, recordedById: true },
    },
  });
  const names = await accountNames(
    viewer,
    tx,
    steps.map(({ recordedById }) => recordedById),
  );
  const person = await tx.person.findFirst({
    where: { id: transfer.personId, scopes: { some: {} } },
    select: { id: true },
  });
  return {
    ...transfer,
    seesPerson: person !== null,
    steps: steps.map(({ on, feeUntil, recordedById, ...step }) => ({
      ...step,
      on: fromDatabase(on),
      feeUntil: dated(feeUntil),
      by: names.get(recordedById) ?? null,
    })),
  };
}

export type TransferPage = NonNullable<Awaited<ReturnType<typeof transferPage>>>;

/** Where members may be transferred to: organisations by name, also those out of sight; nobody's names. */
export async function transferDestinations(viewer: Viewer, tx: Tx, line: Line) {
  if (!can(viewer, "member.write")) return [];
  return tx.$queryRaw<{ id: string; name: string; unitName: string | null; parentName: string | null }[]>`
    select id, name, unit_name as "unitName", parent_name as "parentName"
    from access.transfer_destinations(${line}::public.org_line)`;
}

type ViolationKind = keyof typeof VIOLATION_LABELS;

/** "No member in two branches, none in none": what contradicts it in the viewer's scope; empty is the green light. */
export async function membershipCheck(viewer: Viewer, tx: Tx) {
  if (!can(viewer, "member.read")) return null;
  const rows = await tx.$queryRaw<
    { kind: ViolationKind; personId: string; branchId: string | null; line: Line; on: string }[]
  >`select kind, person_id as "personId", branch_id as "branchId", line, "on"::text as "on"
    from access.membership_violations() order by kind, "on", person_id limit ${MOST}`;
  const persons = await tx.person.findMany({
    where: { id: { in: rows.map(({ personId }) => personId) }, scopes: { some: {} } },
    select: { id: true, fullName: true },
  });
  const branches = await tx.branch.findMany({
    where: {
      AND: visibleBranches(viewer),
      id: { in: rows.flatMap(({ branchId }) => branchId ?? []) },
    },
    select: { id: true, name: true },
  });
  const names = new Map([...persons].map(({ id, fullName }) => [id, fullName]));
  const places = new Map(branches.map(({ id, name }) => [id, name]));
  return {
    checkedOn: today(),
    members: await membersByLine(tx),
    violations: rows.map(({ personId, branchId, ...row }) => ({
      ...row,
      personId,
      personName: names.get(personId) ?? null,
      branchName: (branchId && places.get(branchId)) ?? null,
    })),
  };
}

export type MembershipCheck = NonNullable<Awaited<ReturnType<typeof membershipCheck>>>;

/** Of each line: the sum of what its organisations count today, and how many different people that is. */
async function membersByLine(tx: Tx) {
  const rows = await tx.$queryRaw<{ line: Line; inBranches: number; people: number }[]>`
    select line, count(*)::int as "inBranches", count(distinct person_id)::int as people from membership
    where voided_at is null and valid_from <= ${today()}::date and (valid_to is null or valid_to > ${today()}::date)
    group by line order by line`;
  return rows;
}
