import "server-only";
import { type Viewer, visibleOfPeople, visiblePersons } from "@/lib/access/policy";
import { holdBranches } from "@/lib/branches/commands";
import { formatPartialDate } from "@/lib/dates/partial-date";
import { covers, type Period } from "@/lib/dates/period";
import {
  formatDate,
  fromDatabase,
  type PartialDate,
  type PlainDate,
  toDatabase,
} from "@/lib/dates/plain-date";
import { today } from "@/lib/dates/today";
import { newId } from "@/lib/db/id";
import type { Tx } from "@/lib/db/scope";
import type { PostTitle } from "@/lib/generated/prisma/enums";
import type { CellNotice, ImportContext, Json, Kind, PlannedRow, RowValues } from "@/lib/imports/fields";
import {
  branchLookup,
  type KnownBranch,
  kept,
  type Lookup,
  type Memory,
  NOT_IN_SIGHT,
  Objections,
  partialOf,
  ruleSetsOf,
  textOf,
  theOne,
} from "@/lib/imports/lookups";
import { explainCommittee, postLabel } from "@/lib/members/labels";
import { keepsMembers } from "@/lib/members/policy";
import {
  birthOf,
  committeeFinding,
  couldBeSame,
  isHead,
  titlesOf,
  uncoveredPosts,
} from "@/lib/members/rules";
import { searchKey } from "@/lib/text/search-key";

type Held = Period & { id: string; personId: string; branchId: string; title: PostTitle };
/** A post another row of the file gives, so that two rows are judged like two forms one after the other. */
type Planned = Held & { row: number };

/** A post on record that a row of the file ends. */
type Ended = { row: number; on: PlainDate };

/** What `write` carries out, as it lies in the plan. */
type Write =
  | {
      is: "new";
      id: string;
      branchId: string;
      personId: string;
      title: PostTitle;
      from: PlainDate;
      to: PlainDate | null;
      exceptionReason: string | null;
    }
  | { is: "end"; id: string; newId: string; branchId: string; on: PlainDate };

type Row = { number: number; values: RowValues };
type Draft = { row: Row; objections: Objections; branch: KnownBranch | null };

type Evidence = {
  branches: Lookup<KnownBranch>;
  persons: Awaited<ReturnType<typeof personsNamed>>;
  posts: readonly Held[];
  rules: Record<"union" | "association", Awaited<ReturnType<typeof ruleSetsOf>>>;
  members: Awaited<ReturnType<typeof memberships>>;
};

/**
 * Posts held in organisations, present and past: somebody by code or by name among the members (V10), never two heads at
 * once (V11), a committee as large as the charter says (V08, V09, as notices).
 */
async function plan(
  viewer: Viewer,
  tx: Tx,
  context: ImportContext,
  rows: readonly Row[],
  memory: Memory,
): Promise<PlannedRow[]> {
  const branches = await branchLookup(viewer, tx, memory);
  const drafts = rows.map((row) => draftOf(context, row, branches));
  const branchIds = [...new Set(drafts.flatMap(({ branch }) => branch?.id ?? []))];
  const evidence: Evidence = {
    ...{ branches, persons: await personsNamed(viewer, tx, rows) },
    posts: await standingPosts(viewer, tx, branchIds),
    members: await memberships(viewer, tx, branchIds, branches),
    rules: {
      union: await ruleSetsOf(tx, memory, "union"),
      association: await ruleSetsOf(tx, memory, "association"),
    },
  };
  // Who gives up a post is heard first: a file hands over in any order of its rows.
  const planned = new Map<number, PlannedRow>();
  const givesUp = ({ row }: Draft) => textOf(row.values, "to") !== null;
  for (const draft of [...drafts.filter(givesUp), ...drafts.filter((draft) => !givesUp(draft))]) {
    planned.set(draft.row.number, decide(viewer, draft, evidence, memory));
  }
  return drafts.map(({ row }) => planned.get(row.number) ?? { outcome: "error", problems: [] });
}

function draftOf(context: ImportContext, row: Row, branches: Lookup<KnownBranch>): Draft {
  const objections = new Objections();
  const text = textOf(row.values, "branch");
  const chosen = context.branchId ? branches.byId(context.branchId) : undefined;
  const candidates = text
    ? branches.named(text).filter(({ unitId }) => !context.unitId || unitId === context.unitId)
    : [];
  if (chosen) {
    if (text && !candidates.includes(chosen)) {
      objections.error(
        "branch",
        `Dòng này ghi “${text}”, khác tổ chức đã chọn (${chosen.name}). Bỏ dòng này hoặc nhập riêng`,
      );
    }
    return { row, objections, branch: chosen };
  }
  if (!text) {
    objections.error("branch", "Ghi tổ chức: cột “Tổ chức”, hoặc chọn tổ chức khi tải tệp lên");
    return { row, objections, branch: null };
  }
  return { row, objections, branch: theOne(objections, "branch", text, candidates, ({ name }) => name) };
}

/** Records in sight that rows name by their code or their name. */
async function personsNamed(viewer: Viewer, tx: Tx, rows: readonly Row[]) {
  const ids = rows.flatMap(({ values }) => textOf(values, "id") ?? []);
  const keys = rows.flatMap(({ values }) =>
    textOf(values, "fullName") ? [searchKey(textOf(values, "fullName") ?? "")] : [],
  );
  const persons = await tx.person.findMany({
    where: { AND: [visiblePersons(viewer), { OR: [{ id: { in: ids } }, { searchKey: { in: keys } }] }] },
    orderBy: { id: "asc" },
    select: { id: true, fullName: true, searchKey: true, birthDate: true, birthPrecision: true },
  });
  return persons.map(({ birthDate, birthPrecision, ...person }) => ({
    ...person,
    birth: birthOf(birthDate && fromDatabase(birthDate), birthPrecision),
  }));
}

async function standingPosts(viewer: Viewer, tx: Tx, branchIds: readonly string[]): Promise<Held[]> {
  const posts = await tx.post.findMany({
    where: { AND: visibleOfPeople(viewer), branchId: { in: [...branchIds] }, voidedAt: null },
    orderBy: { id: "asc" },
    select: { id: true, personId: true, branchId: true, title: true, validFrom: true, validTo: true },
  });
  return posts.map((post) => ({ ...post, ...readPeriod(post) }));
}

const readPeriod = ({ validFrom, validTo }: { validFrom: Date; validTo: Date | null }): Period => ({
  validFrom: fromDatabase(validFrom),
  validTo: validTo && fromDatabase(validTo),
});

/** Memberships of an organisation by person; of a đoàn cơ sở with those of its chi đoàn. */
async function memberships(
  viewer: Viewer,
  tx: Tx,
  branchIds: readonly string[],
  branches: Lookup<KnownBranch>,
): Promise<(branchId: string) => ReadonlyMap<string, Period[]>> {
  const above = new Map(
    branches.all.flatMap(({ id, parentId }) =>
      parentId && branchIds.includes(parentId) ? [[id, parentId]] : [],
    ),
  );
  const rows = await tx.membership.findMany({
    where: {
      AND: visibleOfPeople(viewer),
      branchId: { in: [...branchIds, ...above.keys()] },
      voidedAt: null,
    },
    select: { personId: true, branchId: true, validFrom: true, validTo: true },
  });
  const of = new Map<string, Map<string, Period[]>>();
  for (const { personId, branchId, ...period } of rows) {
    for (const id of [branchId, above.get(branchId)]) {
      if (!id) continue;
      const persons = of.get(id) ?? new Map<string, Period[]>();
      persons.set(personId, [...(persons.get(personId) ?? []), readPeriod(period)]);
      of.set(id, persons);
    }
  }
  return (branchId) => of.get(branchId) ?? new Map();
}

type Person = Evidence["persons"][number];

/** Whose post it is: by code, else the one of that name among the organisation's members, else in sight. */
function holderOf(
  { values }: Row,
  branch: KnownBranch,
  { persons, members }: Evidence,
  objections: Objections,
): Person | null {
  const id = textOf(values, "id");
  if (id) {
    const known = persons.find((person) => person.id === id);
    if (!known) objections.error("id", NOT_IN_SIGHT);
    return known ?? null;
  }
  const fullName = textOf(values, "fullName");
  if (!fullName) {
    objections.error("fullName", "Ghi họ và tên người giữ chức vụ");
    return null;
  }
  const birth = partialOf(values, "birth");
  const key = searchKey(fullName);
  const alike = persons.filter((person) =>
    couldBeSame({ ...person, areaId: null }, { searchKey: key, birth, areaId: null }),
  );
  const own = alike.filter((person) => members(branch.id).has(person.id));
  // Somebody from outside is named by the birth date too; a name alone could be anybody's.
  const found = own.length > 0 ? own : birth ? alike : [];
  const exact = birth ? found.filter((person) => isSame(person.birth, birth)) : [];
  const [only] = exact.length === 1 ? exact : found;
  if (only && (exact.length === 1 || found.length === 1)) return only;
  if (!only)
    objections.error(
      "fullName",
      `“${branch.name}” không có ai tên “${fullName}”. Nhập người này trước, hoặc ghi thêm ngày sinh nếu là người ngoài tổ chức`,
    );
  else {
    const births = found
      .map((person) => (person.birth ? formatPartialDate(person.birth) : "chưa rõ"))
      .slice(0, 5);
    objections.conflict(
      "fullName",
      `Có ${found.length} người tên “${fullName}” (sinh ${births.join(", ")}). Ghi ngày sinh, hoặc thêm cột “Mã (không sửa)”`,
    );
  }
  return null;
}

const isSame = (one: PartialDate | null, other: PartialDate) =>
  one !== null && one.date === other.date && one.precision === other.precision;

function decide(
  viewer: Viewer,
  { row, objections, branch }: Draft,
  evidence: Evidence,
  memory: Memory,
): PlannedRow {
  const { values } = row;
  // A code of the field's own list: nothing else comes out of a choice.
  const title = textOf(values, "title") as PostTitle | null;
  const from = textOf(values, "from");
  const to = textOf(values, "to");
  if (!title) objections.error("title", "Ghi chức vụ, ví dụ Bí thư");
  const early = objections.outcome();
  if (early || !branch || !title) return early ?? { outcome: "error", problems: [] };
  if (!keepsMembers(viewer, branch))
    objections.error("branch", `“${branch.name}” không thuộc phạm vi cập nhật của bạn`);
  const person = holderOf(row, branch, evidence, objections);
  if (!titlesOf(branch.line).includes(title)) {
    objections.error(
      "title",
      `“${branch.name}” là tổ chức ${branch.line === "union" ? "Đoàn" : "Hội"}, không có chức vụ này. Xem lại tổ chức`,
    );
  }
  const wrong = objections.outcome();
  if (wrong || !person) return wrong ?? { outcome: "error", problems: [] };

  const planned = kept<Planned[]>(memory, "posts");
  const inFile = planned.get(branch.id) ?? [];
  const ended = kept<Ended>(memory, "ended posts");
  const posts = evidence.posts.filter(({ branchId }) => branchId === branch.id);
  const known = posts.find(
    (post) =>
      post.personId === person.id &&
      post.title === title &&
      (from ? post.validFrom === from : post.validTo === null),
  );
  if (known) return settled(known, { branch, to, row: row.number, ended }, objections);
  if (!from) return refused(objections, "from", "Ghi ngày nhận chức vụ, ví dụ 23/10/2014");
  const period: Period = { validFrom: from, validTo: to };
  judgePeriod(period, branch, objections);
  const standing = posts.map((post) => ({ ...post, validTo: ended.get(post.id)?.on ?? post.validTo }));
  const overlapping = [...standing, ...inFile].filter((post) => overlap(post, period));
  judgeOthers(overlapping, { person, title, branch }, evidence, objections);
  const reason = textOf(values, "exceptionReason");
  const periods = evidence.members(branch.id).get(person.id) ?? [];
  const isMember = uncoveredPosts([{ ...period, exceptionReason: null }], periods).length === 0;
  if (!isMember && !reason) {
    objections.error(
      "fullName",
      "Người này không là đoàn viên, hội viên ở đây suốt thời gian giữ chức vụ (V10). Xem lại ngày, hoặc ghi lý do chỉ định",
    );
  }
  const refusal = objections.outcome();
  if (refusal) return refusal;

  const id = newId();
  const post: Planned = { ...period, id, personId: person.id, branchId: branch.id, title, row: row.number };
  planned.set(branch.id, [...inFile, post]);
  const notices = committeeNotices([...overlapping, post], branch, from, evidence);
  const write: Write = {
    ...{ is: "new", id, branchId: branch.id, personId: person.id, title, from, to },
    exceptionReason: isMember ? null : reason,
  };
  return { outcome: "create", targetId: id, write: asJson(write), ...(notices.length > 0 && { notices }) };
}

const asJson = (write: Write): Json => ({ ...write });

function refused(objections: Objections, field: string, message: string): PlannedRow {
  objections.error(field, message);
  return { outcome: "error", problems: objections.problems };
}

const overlap = (one: Period, other: Period): boolean =>
  (one.validTo === null || other.validFrom < one.validTo) &&
  (other.validTo === null || one.validFrom < other.validTo);

/** A post on record: the same again, or one that ends on the day the file says. */
function settled(
  known: Held,
  {
    branch,
    to,
    row,
    ended,
  }: { branch: KnownBranch; to: PlainDate | null; row: number; ended: Map<string, Ended> },
  objections: Objections,
): PlannedRow {
  if (!to || to === known.validTo) return { outcome: "identical", targetId: known.id };
  if (known.validTo) {
    objections.conflict(
      "to",
      `Trên phần mềm thôi giữ từ ${formatDate(known.validTo)}. Nếu sai, sửa trên trang của tổ chức`,
    );
  }
  const earlier = ended.get(known.id);
  if (earlier && earlier.row !== row)
    objections.conflict("fullName", `Trùng với dòng ${earlier.row}: cùng người, cùng chức vụ. Bỏ một dòng`);
  if (to > today()) objections.error("to", "Ngày thôi chức vụ chưa tới. Xem lại năm");
  if (to <= known.validFrom)
    objections.error("to", `Ngày thôi phải sau ngày nhận (${formatDate(known.validFrom)})`);
  const wrong = objections.outcome();
  if (wrong) return wrong;
  ended.set(known.id, { row, on: to });
  const write: Write = { is: "end", id: known.id, newId: newId(), branchId: branch.id, on: to };
  return {
    ...{ outcome: "update", targetId: known.id, write: asJson(write) },
    changes: [{ field: "to", from: "", to: formatDate(to) }],
  };
}

/** V26, and that the organisation lived while the post was held. */
function judgePeriod({ validFrom, validTo }: Period, branch: KnownBranch, objections: Objections): void {
  if (validFrom > today()) objections.error("from", "Ngày nhận chức vụ chưa tới. Xem lại năm");
  if (validTo && validTo > today()) objections.error("to", "Ngày thôi chức vụ chưa tới. Xem lại năm");
  if (validTo && validTo <= validFrom) objections.error("to", "Ngày thôi phải sau ngày nhận chức vụ");
  const lives = branch.lives.some(
    (life) =>
      covers(life, validFrom) && (life.validTo === null || (validTo !== null && validTo <= life.validTo)),
  );
  if (!lives)
    objections.error(
      "from",
      `“${branch.name}” không hoạt động suốt thời gian đó. Xem lại ngày, hoặc tổ chức`,
    );
}

/** V11: one head at a time; and one post a person at a time in one organisation. */
function judgeOthers(
  overlapping: readonly (Held | Planned)[],
  { person, title, branch }: { person: Person; title: PostTitle; branch: KnownBranch },
  { persons }: Evidence,
  objections: Objections,
): void {
  const where = (post: Held | Planned) =>
    "row" in post ? `ở dòng ${post.row}` : `từ ${formatDate(post.validFrom)}`;
  const own = overlapping.find((post) => post.personId === person.id);
  if (own) {
    objections.conflict(
      "title",
      `Người này đã giữ chức vụ ${postLabel(own.title, branch.kind)} ${where(own)}. Ghi ngày thôi chức vụ đó trước`,
    );
  }
  const head = isHead(title)
    ? overlapping.find((post) => isHead(post.title) && post.personId !== person.id)
    : undefined;
  if (head) {
    const name = persons.find(({ id }) => id === head.personId)?.fullName ?? "một người khác";
    objections.conflict(
      "title",
      `${postLabel(head.title, branch.kind)} của “${branch.name}” khi đó là ${name}, ${where(head)} (V11). Ghi ngày thôi chức vụ của người trước`,
    );
  }
}

/** V08, V09 on the day the post begins. */
function committeeNotices(
  posts: readonly Held[],
  branch: KnownBranch,
  on: PlainDate,
  evidence: Evidence,
): CellNotice[] {
  const members = [...evidence.members(branch.id).values()].filter((periods) =>
    periods.some((period) => covers(period, on)),
  );
  const holders = new Set(posts.filter((post) => covers(post, on)).map(({ personId }) => personId)).size;
  const finding = committeeFinding(
    { kind: branch.kind, members: members.length, posts: holders },
    evidence.rules[branch.line](on),
  );
  return finding?.finding === "too_many"
    ? [{ field: "title", message: `${explainCommittee(finding)} (${finding.rule})` }]
    : [];
}

/** Carries the plan out: posts that end are voided and written anew, new ones inserted, each by one statement. */
async function write(
  viewer: Viewer,
  tx: Tx,
  _context: ImportContext,
  rows: readonly { planned: PlannedRow & { outcome: "create" | "update" } }[],
): Promise<void> {
  // Written by `plan` as exactly this.
  const writes = rows.map(({ planned }) => planned.write as unknown as Write);
  await holdBranches(tx, [...new Set(writes.map(({ branchId }) => branchId))].sort());
  await endPosts(
    viewer,
    tx,
    writes.flatMap((one) => (one.is === "end" ? [one] : [])),
  );
  const given = writes.flatMap((one) => (one.is === "new" ? [one] : []));
  if (given.length === 0) return;
  await tx.post.createMany({
    data: given.map(({ id, branchId, personId, title, from, to, exceptionReason }) => ({
      ...{ id, branchId, personId, title, exceptionReason },
      validFrom: toDatabase(from),
      validTo: to && toDatabase(to),
      recordedById: viewer.accountId,
      isDemo: viewer.isDemo,
    })),
  });
}

async function endPosts(
  viewer: Viewer,
  tx: Tx,
  ends: readonly Extract<Write, { is: "end" }>[],
): Promise<void> {
  if (ends.length === 0) return;
  const at = new Date();
  const voided = await tx.post.updateMany({
    where: { id: { in: ends.map(({ id }) => id) }, AND: visibleOfPeople(viewer), voidedAt: null },
    data: { voidedAt: at },
  });
  if (voided.count < ends.length)
    throw new Error("A post changed between the plan of an import and its writing");
  await tx.$executeRaw`
    insert into post (id, branch_id, person_id, title, valid_from, valid_to, exception_reason, recorded_at, recorded_by_id, is_demo)
    select e."newId", p.branch_id, p.person_id, p.title, p.valid_from, e."on", p.exception_reason, ${at}, ${viewer.accountId}::uuid,
      p.is_demo
    from jsonb_to_recordset(${JSON.stringify(ends)}::jsonb) as e (id uuid, "newId" uuid, "on" date)
    join post p on p.id = e.id`;
}

export const postsKind: Kind = { plan, write };
