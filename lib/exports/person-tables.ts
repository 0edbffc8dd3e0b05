import "server-only";
import { z } from "zod";
import { LINE_LABELS } from "@/lib/access/labels";
import { can, type Viewer } from "@/lib/access/policy";
import { heldLabel, STATE_LABELS } from "@/lib/accounts/labels";
import { listAccounts } from "@/lib/accounts/queries";
import { accountFilterSchema } from "@/lib/accounts/schema";
import { OVERRIDE_STATE_LABELS, RULE_LABELS } from "@/lib/cases/labels";
import { listOverrides } from "@/lib/cases/queries";
import { formatPartialDate } from "@/lib/dates/partial-date";
import { formatDate, formatMoment, type PartialDate } from "@/lib/dates/plain-date";
import type { Tx } from "@/lib/db/scope";
import { formatMonth, MONTH_STATE_LABELS } from "@/lib/fees/labels";
import { feePage } from "@/lib/fees/queries";
import { feeArrears } from "@/lib/fees/reports";
import { feeQuerySchema } from "@/lib/fees/schema";
import type { FileColumn, FileSheet } from "@/lib/files/table-file";
import { formatPhone } from "@/lib/format";
import { EDUCATION_LABELS, END_LABELS, GENDER_LABELS, postLabel, START_LABELS } from "@/lib/members/labels";
import {
  allMembers,
  branchPosts,
  listMembersOfBranch,
  memberDetails,
  waitingAdmissions,
} from "@/lib/members/queries";
import { memberFilterSchema } from "@/lib/members/schema";
import { movementLabel } from "@/lib/movements/labels";
import { movementPeople } from "@/lib/movements/queries";
import { movementParamsSchema, movementSchema } from "@/lib/movements/schema";
import { memberRatings } from "@/lib/ratings/queries";
import { ratingQuerySchema } from "@/lib/ratings/schema";
import { REFERRAL_STATE_LABELS, RESIDENCE_LABELS } from "@/lib/referrals/labels";
import { referralLists } from "@/lib/referrals/queries";
import { residenceRecords } from "@/lib/referrals/reports";
import { residenceQuerySchema } from "@/lib/referrals/schema";
import { coursePage } from "@/lib/training/queries";
import { trainedRecords } from "@/lib/training/reports";
import { trainedQuerySchema } from "@/lib/training/schema";
import { TRANSFER_STATE_LABELS } from "@/lib/transfers/labels";
import { transferLists } from "@/lib/transfers/queries";

/** What was said of a list in its address; a place in it is no part of what is asked for. */
type Filter = Readonly<Record<string, string | undefined>>;

type Rows = { columns: readonly FileColumn[]; rows: readonly (readonly (string | number | null)[])[] };

type PersonTable = {
  title: string;
  /** Where the list stands on screen. */
  page: (filter: Filter) => `/${string}`;
  /** The list as the viewer sees it under the filter, at most so many rows; null where it is not there for them. */
  read: (viewer: Viewer, tx: Tx, filter: Filter, most: number) => Promise<Rows | null>;
};

const address = (path: `/${string}`, filter: Filter): `/${string}` => {
  const said = Object.entries(filter).flatMap(([name, value]) => (value ? [[name, value]] : []));
  return said.length > 0 ? `${path}?${new URLSearchParams(said)}` : path;
};
const under = (filter: Filter, rest: string): `/${string}` => `/branches/${filter["branch"] ?? ""}/${rest}`;

/** Whoever takes a list of members out: every list here but those of accounts and exceptions. */
const mayTakeOut = (viewer: Viewer): boolean => can(viewer, "member.export");

/** A known day is a day; what is known of it only in part stays text. */
const dateCell = (date: PartialDate | null) =>
  date && (date.precision === "day" ? date.date : formatPartialDate(date));

const DETAIL_COLUMNS: FileSheet["columns"] = [
  { label: "Giới tính", width: 9, options: Object.values(GENDER_LABELS) },
  { label: "Ngày vào Đoàn, Hội", kind: "day" },
  { label: "Số thẻ", width: 14 },
  { label: "Điện thoại", width: 16 },
  { label: "Nơi ở", width: 32 },
  { label: "Trình độ", width: 28, options: Object.values(EDUCATION_LABELS) },
  { label: "Nghề nghiệp" },
];
type Details = Awaited<ReturnType<typeof memberDetails>> extends Map<string, infer One> ? One : never;
const detailCells = (more: Details | undefined) => [
  more?.gender ? GENDER_LABELS[more.gender] : null,
  dateCell(more?.joined ?? null),
  more?.cardNumber ?? null,
  more?.phone ? formatPhone(more.phone) : null,
  more?.area ?? null,
  more?.education ? EDUCATION_LABELS[more.education] : null,
  more?.occupation ?? null,
];

const NAME: FileColumn = { label: "Họ và tên", width: 30 };
const BIRTH: FileColumn = { label: "Ngày sinh", kind: "day" };
const BRANCH: FileColumn = { label: "Tổ chức", width: 36 };
const LINE: FileColumn = { label: "Đoàn, Hội", width: 14 };

const members: PersonTable = {
  title: "Đoàn viên, hội viên",
  page: (filter) => address("/members", filter),
  read: async (viewer, tx, filter, most) => {
    if (!mayTakeOut(viewer)) return null;
    const found = await allMembers(viewer, tx, memberFilterSchema.parse(filter), most);
    const details = await memberDetails(
      viewer,
      tx,
      found.map(({ id }) => id),
    );
    return {
      columns: [
        ...[NAME, BIRTH, LINE, BRANCH, { label: "Từ ngày", kind: "day" } as const],
        { label: "Chức vụ" },
        ...DETAIL_COLUMNS,
      ],
      rows: found.map(({ id, fullName, birth, memberships, posts }) => [
        ...[id, fullName, dateCell(birth)],
        memberships.map(({ line }) => LINE_LABELS[line]).join("; "),
        memberships.map(({ branchName }) => branchName).join("; "),
        memberships
          .map(({ validFrom }) => (memberships.length === 1 ? validFrom : formatDate(validFrom)))
          .join("; "),
        posts.map(({ title, branch }) => postLabel(title, branch.kind)).join("; "),
        ...detailCells(details.get(id)),
      ]),
    };
  },
};

const inBranch = (filter: Filter) => z.uuid().safeParse(filter["branch"]).data;

const membersOfBranch: PersonTable = {
  title: "Danh sách của một tổ chức",
  page: ({ branch, ...filter }) => address(under({ branch }, "members"), filter),
  read: async (viewer, tx, filter, most) => {
    const branchId = mayTakeOut(viewer) && inBranch(filter);
    const asked = memberFilterSchema.parse({ ...filter, after: undefined });
    const first = branchId ? await listMembersOfBranch(viewer, tx, branchId, asked) : null;
    if (!branchId || !first) return null;
    if ("proposals" in first) return proposedRows(first.proposals);
    const found = [...first.rows];
    for (let next = first.next; next && found.length < most; ) {
      const page = await listMembersOfBranch(viewer, tx, branchId, { ...asked, after: next });
      if (!page || "proposals" in page) break;
      found.push(...page.rows);
      next = page.next;
    }
    const names = new Map(first.branchNames.map(({ id, name }) => [id, name]));
    const details = await memberDetails(
      viewer,
      tx,
      found.map(({ person }) => person.id),
    );
    const hasEnded = first.state === "ended";
    return {
      columns: [
        ...[NAME, BIRTH, BRANCH, { label: "Từ ngày", kind: "day" } as const],
        { label: "Cách vào", options: Object.values(START_LABELS) },
        ...(hasEnded
          ? [
              { label: "Ra ngày", kind: "day" } as const,
              { label: "Lý do ra", options: Object.values(END_LABELS) },
              { label: "Ghi chú lý do" },
            ]
          : []),
        { label: "Chức vụ" },
        ...DETAIL_COLUMNS,
      ],
      rows: found.map(({ person, posts, ...membership }) => [
        ...[person.id, person.fullName, dateCell(person.birth)],
        names.get(membership.branchId) ?? null,
        ...[membership.validFrom, START_LABELS[membership.startKind]],
        ...(hasEnded
          ? [membership.validTo, membership.endKind && END_LABELS[membership.endKind], membership.endReason]
          : []),
        posts.map(({ title, branch }) => postLabel(title, branch.kind)).join("; "),
        ...detailCells(details.get(person.id)),
      ]),
    };
  },
};

type Proposal = Awaited<ReturnType<typeof waitingAdmissions>>["mine"][number];

const proposedRows = (proposals: readonly Proposal[]): Rows => ({
  columns: [
    ...[NAME, BIRTH],
    { label: "Giới tính", width: 9, options: Object.values(GENDER_LABELS) },
    { label: "Trình độ", width: 28, options: Object.values(EDUCATION_LABELS) },
    ...[LINE, BRANCH],
    { label: "Ngày kết nạp", kind: "day" },
    { label: "Người đề nghị" },
    { label: "Đề nghị lúc" },
  ],
  rows: proposals.map(({ id, person, branch, admitOn, proposedBy, proposedAt }) => [
    ...[id, person.fullName, dateCell(person.birth)],
    person.gender && GENDER_LABELS[person.gender],
    person.education && EDUCATION_LABELS[person.education],
    ...[LINE_LABELS[branch.line], branch.name, admitOn, proposedBy, formatMoment(proposedAt)],
  ]),
});

const admissions: PersonTable = {
  title: "Đề nghị kết nạp",
  page: (filter) => address("/admissions", filter),
  read: async (viewer, tx) => {
    if (!mayTakeOut(viewer) || !can(viewer, "member.write")) return null;
    const { branches, mine } = await waitingAdmissions(viewer, tx);
    return proposedRows([...branches.flatMap((branch) => branch.admissions), ...mine]);
  },
};

const posts: PersonTable = {
  title: "Chức vụ của một tổ chức",
  page: (filter) => under(filter, "posts"),
  read: async (viewer, tx, filter) => {
    const branchId = mayTakeOut(viewer) && inBranch(filter);
    const found = branchId ? await branchPosts(viewer, tx, branchId) : null;
    if (!found) return null;
    return {
      columns: [
        ...[NAME, BRANCH, { label: "Chức vụ" }],
        { label: "Ngày nhận chức vụ", kind: "day" },
        { label: "Ngày thôi chức vụ", kind: "day" },
        { label: "Lý do chỉ định người ngoài tổ chức", width: 36 },
      ],
      rows: [...found.present, ...found.past].map((post) => [
        ...[post.person.id, post.person.fullName, found.branch.name],
        postLabel(post.title, found.branch.kind),
        ...[post.validFrom, post.validTo, post.exceptionReason],
      ]),
    };
  },
};

const transfers: PersonTable = {
  title: "Chuyển sinh hoạt",
  page: () => "/transfers",
  read: async (viewer, tx) => {
    if (!mayTakeOut(viewer)) return null;
    const { mine, incoming, outgoing, closed } = await transferLists(viewer, tx);
    const groups = [
      ["Chờ bạn", mine],
      ["Chuyển đến, chờ người khác", incoming],
      ["Chuyển đi, đang trên đường", outgoing],
      ["Đã xong gần đây", closed],
    ] as const;
    return {
      columns: [
        ...[NAME, BIRTH, LINE],
        { label: "Nơi đi", width: 36 },
        { label: "Nơi đến", width: 36 },
        { label: "Nhóm", width: 28, options: groups.map(([name]) => name) },
        { label: "Tình trạng", width: 28, options: Object.values(TRANSFER_STATE_LABELS) },
        { label: "Từ ngày", kind: "day" },
        { label: "Quá hạn tiếp nhận", width: 12 },
      ],
      rows: groups.flatMap(([name, rows]) =>
        rows.map((row) => [
          ...[row.id, row.personName, dateCell(row.birth), LINE_LABELS[row.line], row.fromName, row.toName],
          ...[name, TRANSFER_STATE_LABELS[row.state], row.since, row.isOverdue ? "Quá hạn" : null],
        ]),
      ),
    };
  },
};

/** What an exception is asked for names the person it is for. */
const overrides: PersonTable = {
  title: "Xin ngoại lệ",
  page: () => "/overrides",
  read: async (viewer, tx) => {
    const mayLook =
      can(viewer, "override.ask") || can(viewer, "override.decide") || can(viewer, "dashboard.read");
    if (!mayLook) return null;
    return {
      columns: [
        { label: "Nội dung", width: 60 },
        { label: "Quy định", width: 36 },
        { label: "Doanh nghiệp", width: 36 },
        BRANCH,
        { label: "Lý do", width: 42 },
        { label: "Người xin" },
        { label: "Xin lúc" },
        { label: "Tình trạng", options: Object.values(OVERRIDE_STATE_LABELS) },
        { label: "Người trả lời" },
        { label: "Trả lời lúc" },
        { label: "Trả lời", width: 42 },
      ],
      rows: (await listOverrides(viewer, tx)).map((row) => [
        ...[row.id, row.subject, [row.rule, RULE_LABELS[row.rule]].filter(Boolean).join(" · ")],
        ...[row.enterprise?.name ?? null, row.branch?.name ?? null, row.reason, row.requestedBy],
        ...[formatMoment(row.requestedAt), OVERRIDE_STATE_LABELS[row.state], row.decidedBy],
        ...[row.decidedAt && formatMoment(row.decidedAt), row.decisionNote],
      ]),
    };
  },
};

const accounts: PersonTable = {
  title: "Tài khoản cấp dưới",
  page: (filter) => address("/accounts", filter),
  read: async (viewer, tx, filter) => {
    const asked = accountFilterSchema.parse({ ...filter, page: undefined });
    const first = await listAccounts(viewer, tx, asked);
    if (!first) return null;
    const found = [...first.rows];
    for (let page = first.next; page !== null; ) {
      const more = await listAccounts(viewer, tx, { ...asked, page });
      found.push(...(more?.rows ?? []));
      page = more?.next ?? null;
    }
    return {
      columns: [
        NAME,
        { label: "Tên đăng nhập" },
        { label: "Nhiệm vụ", width: 60 },
        { label: "Tình trạng", options: Object.values(STATE_LABELS) },
        { label: "Đăng nhập gần nhất" },
      ],
      rows: found.map(({ id, name, login, appointments, state, lastSignInAt }) => [
        ...[id, name, login],
        appointments
          .filter(({ isLive }) => isLive)
          .map((held) => `${heldLabel(held)}${held.delegatedBy ? ` thay mặt ${held.delegatedBy}` : ""}`)
          .join("; "),
        ...[STATE_LABELS[state], lastSignInAt && formatMoment(lastSignInAt)],
      ]),
    };
  },
};

const ratings: PersonTable = {
  title: "Xếp loại đoàn viên của một tổ chức",
  page: ({ branch, ...filter }) => address(under({ branch }, "ratings/members"), filter),
  read: async (viewer, tx, filter) => {
    const branchId = mayTakeOut(viewer) && inBranch(filter);
    const { year } = ratingQuerySchema.parse(filter);
    const found = branchId ? await memberRatings(viewer, tx, branchId, year) : null;
    if (!found) return null;
    return {
      columns: [NAME, BRANCH, { label: "Năm", width: 8 }, { label: "Đề nghị" }, { label: "Xác nhận" }],
      rows: found.members.map(({ id, fullName, proposed, confirmed }) => [
        ...[id, fullName, found.branch.name, String(found.year)],
        ...[proposed?.level.label ?? null, confirmed?.level.label ?? null],
      ]),
    };
  },
};

const referrals: PersonTable = {
  title: "Giới thiệu về nơi cư trú",
  page: () => "/referrals",
  read: async (viewer, tx) => {
    if (!mayTakeOut(viewer)) return null;
    const { mine, remarksDue, others, ended } = await referralLists(viewer, tx);
    const groups = [
      ["Chờ bạn", mine],
      ["Thiếu nhận xét hằng năm", remarksDue],
      ["Đang giới thiệu, đang sinh hoạt", others],
      ["Đã kết thúc gần đây", ended],
    ] as const;
    return {
      columns: [
        ...[NAME, { label: "Nơi giới thiệu", width: 36 }, { label: "Về nơi cư trú", width: 36 }],
        { label: "Cư trú", options: Object.values(RESIDENCE_LABELS) },
        { label: "Nhóm", width: 30, options: groups.map(([name]) => name) },
        { label: "Tình trạng", width: 28, options: Object.values(REFERRAL_STATE_LABELS) },
        { label: "Từ ngày", kind: "day" },
        { label: "Thiếu nhận xét năm" },
        { label: "Còn sinh hoạt ở doanh nghiệp", width: 14 },
      ],
      rows: groups.flatMap(([name, rows]) =>
        rows.map((row) => [
          ...[row.id, row.personName, row.fromName, row.placeName, RESIDENCE_LABELS[row.residence], name],
          ...[REFERRAL_STATE_LABELS[row.state], row.since, row.due.join(", ") || null],
          row.hasLeft ? "Không còn" : null,
        ]),
      ),
    };
  },
};

/** The persons behind one number of K22. */
const residencePeople: PersonTable = {
  title: "Sinh hoạt nơi cư trú: từng người",
  page: (filter) => address("/referrals/indicator", filter),
  read: async (viewer, tx, filter, most) => {
    const { show, ...asked } = residenceQuerySchema.parse(filter);
    const found =
      show && mayTakeOut(viewer)
        ? await residenceRecords(viewer, tx, show, { ...asked, after: undefined }, most)
        : null;
    if (!found) return null;
    return {
      columns: [NAME, { label: "Chi đoàn", width: 36 }, { label: "Giới thiệu về", width: 36 }],
      rows: found.rows.map((row) => [row.id, row.fullName, row.branchName, row.placeName]),
    };
  },
};

/** The people behind one number of K10. */
const movementsPeople: PersonTable = {
  title: "Người trong biến động",
  page: (filter) => address("/movements/people", filter),
  read: async (viewer, tx, filter, most) => {
    if (!mayTakeOut(viewer)) return null;
    const movement = movementSchema.parse(filter["movement"]) ?? "closing";
    const given = movementParamsSchema.parse(filter);
    const found = await movementPeople(viewer, tx, movement, given, undefined, most);
    if (!found) return null;
    return {
      columns: [
        ...[NAME, BRANCH, LINE, { label: "Đơn vị quản lý nay", width: 28 }],
        ...[{ label: "Biến động", width: 32 }, { label: "Ngày", kind: "day" } as const],
      ],
      rows: found.people.map(({ personId, name, branch, line, unitName, on }) => [
        ...[personId, name, branch?.name ?? null, line && LINE_LABELS[line], unitName],
        ...[movementLabel(movement), on],
      ]),
    };
  },
};

/** The cadres behind one number of K21. */
const trainedPeople: PersonTable = {
  title: "Cán bộ được tập huấn: từng người",
  page: (filter) => address("/training/indicator", filter),
  read: async (viewer, tx, filter, most) => {
    const { show, ...asked } = trainedQuerySchema.parse(filter);
    const found =
      show && mayTakeOut(viewer)
        ? await trainedRecords(viewer, tx, show, { ...asked, after: undefined }, most)
        : null;
    if (!found) return null;
    return {
      columns: [NAME, { label: "Chức vụ" }, BRANCH, { label: "Tập huấn", width: 16 }],
      rows: found.rows.map((row) => [
        ...[row.id, row.fullName, postLabel(row.title, row.kind), row.branchName],
        row.trained ? "Đã tập huấn" : "Chưa tập huấn",
      ]),
    };
  },
};

/** Who took part in a course, of the people the viewer reads. */
const participants: PersonTable = {
  title: "Người dự lớp tập huấn",
  page: ({ course }) => `/training/${course ?? ""}`,
  read: async (viewer, tx, filter) => {
    const found = mayTakeOut(viewer) ? await coursePage(viewer, tx, filter["course"] ?? "") : null;
    return (
      found && {
        columns: [NAME, { label: "Chức vụ" }, BRANCH, LINE, { label: "Số giấy chứng nhận", width: 20 }],
        rows: found.participants.map(({ person, branch, title, line, certificateNumber }) => [
          ...[person.id, person.fullName, title && postLabel(title, branch.kind), branch.name],
          ...[LINE_LABELS[line], certificateNumber],
        ]),
      }
    );
  },
};

const arrears: PersonTable = {
  title: "Nợ đoàn phí",
  page: (filter) => address("/fees/arrears", filter),
  read: async (viewer, tx, filter) => {
    const found = mayTakeOut(viewer) ? await feeArrears(viewer, tx, feeQuerySchema.parse(filter).year) : null;
    if (!found) return null;
    return {
      columns: [
        ...[NAME, { label: "Chi đoàn", width: 36 }, { label: "Năm", width: 8 }],
        ...[{ label: "Số tháng", kind: "number" } as const, { label: "Chưa đóng", width: 42 }],
      ],
      rows: found.rows.map(({ personId, fullName, branchName, months }) => [
        ...[personId, fullName, branchName, String(found.year), months.length],
        months.map(formatMonth).join(", "),
      ]),
    };
  },
};

const feesOfBranch: PersonTable = {
  title: "Thu đoàn phí, hội phí của một tổ chức",
  page: ({ branch, ...filter }) => address(under({ branch }, "fees"), filter),
  read: async (viewer, tx, filter) => {
    const branchId = mayTakeOut(viewer) && inBranch(filter);
    const found = branchId ? await feePage(viewer, tx, branchId, feeQuerySchema.parse(filter).month) : null;
    if (!found) return null;
    return {
      columns: [
        ...[NAME, BRANCH, { label: "Tháng", width: 10 }],
        { label: "Tháng này", options: Object.values(MONTH_STATE_LABELS) },
        { label: "Số tiền (đồng)", kind: "number" },
        { label: "Đóng ngày", kind: "day" },
        { label: "Được miễn đến hết tháng" },
      ],
      rows: found.members.map(({ personId, fullName, state, fee, others, exemptUntil }) => [
        ...[personId, fullName, found.branch.name, formatMonth(found.month), MONTH_STATE_LABELS[state]],
        ...[fee && fee.amount + others, fee?.collectedOn ?? null, exemptUntil && formatMonth(exemptUntil)],
      ]),
    };
  },
};

/** Lists with persons in them: each leaves for a reason, after a proof, marked and written down. By the list's name. */
export const PERSON_TABLES = {
  members,
  "branch-members": membersOfBranch,
  admissions,
  posts,
  transfers,
  overrides,
  accounts,
  "member-ratings": ratings,
  referrals,
  "residence-people": residencePeople,
  "movement-people": movementsPeople,
  "fee-arrears": arrears,
  "branch-fees": feesOfBranch,
  "training-people": trainedPeople,
  "training-participants": participants,
} as const satisfies Record<string, PersonTable>;
