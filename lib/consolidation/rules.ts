import type {
  BranchEvidence,
  BranchSigns,
  Condition,
  Diagnosis,
  Signal,
  SignalCode,
} from "@/lib/branches/rules";
import { ACTIVITY_GRACE_MONTHS } from "@/lib/branches/rules";
import { addMonths, formatDate, type PlainDate } from "@/lib/dates/plain-date";

/** Where a measure stands. A withdrawn one was written by mistake or given up; one that was replaced goes on in the other row. */
export type MeasureState = "open" | "done" | "withdrawn" | "replaced";
export type MeasureMove = "complete" | "extend" | "correct" | "withdraw";

/**
 * Every move there is, each the managing unit's on its line. The database holds the same table: upkeep.move_measure. A measure that
 * is extended or corrected is voided and written again, so that what was known before stays known.
 */
export const MEASURE_MOVES: Readonly<Record<MeasureMove, { from: readonly MeasureState[] }>> = {
  complete: { from: ["open"] },
  extend: { from: ["open"] },
  correct: { from: ["open", "done"] },
  withdraw: { from: ["open", "done"] },
};

export type MeasureFacts = {
  doneOn: PlainDate | null;
  voidedAt: Date | null;
  withdrawnReason: string | null;
};

export function measureState({ doneOn, voidedAt, withdrawnReason }: MeasureFacts): MeasureState {
  if (voidedAt !== null) return withdrawnReason === null ? "replaced" : "withdrawn";
  return doneOn === null ? "open" : "done";
}

export const movesOfMeasure = (state: MeasureState, mayWrite: boolean): MeasureMove[] =>
  mayWrite
    ? (["complete", "extend", "correct", "withdraw"] as const).filter((move) =>
        MEASURE_MOVES[move].from.includes(state),
      )
    : [];

/** A measure is late from the day after its deadline on. */
export const isLate = (dueOn: PlainDate | null, on: PlainDate): boolean => dueOn !== null && dueOn < on;

/** An organisation as the program saw it on a day, kept with a measure as evidence; never typed. */
export type Snapshot = {
  on: PlainDate;
  members: number;
  condition: Condition;
  signals: { code: SignalCode; words: string }[];
  rating: { year: number; label: string } | null;
};

export function snapshotOf(
  { evidence, signs, condition, signals }: Diagnosis & { evidence: BranchEvidence; signs: BranchSigns },
  on: PlainDate,
): Snapshot {
  const [latest] = signs.ratings;
  return {
    ...{ on, members: evidence.members, condition },
    signals: signals.map(({ code, words }) => ({ code, words })),
    rating: latest ? { year: latest.year, label: latest.label } : null,
  };
}

/** What was mended between two looks, what stayed, and what came. */
export function compareSnapshots(before: Snapshot, after: Snapshot) {
  const was = new Set(before.signals.map(({ code }) => code));
  const is = new Set(after.signals.map(({ code }) => code));
  return {
    mended: before.signals.filter(({ code }) => !is.has(code)),
    stayed: after.signals.filter(({ code }) => was.has(code)),
    came: after.signals.filter(({ code }) => !was.has(code)),
  };
}

export const REPAIRS = [
  "record_activity",
  "appoint_head",
  "change_rhythm",
  "admit_members",
  "hold_congress",
  "renew_content",
  "merge",
] as const;
export type RepairCode = (typeof REPAIRS)[number];

/**
 * What a repair takes: how many steps of the charter's way, and about how many days. The days are ours, to put the repairs into an order;
 * they are no deadline.
 */
export const REPAIR_COSTS: Readonly<Record<RepairCode, { steps: number; days: number; way: string }>> = {
  record_activity: { steps: 1, days: 1, way: "tổ chức một buổi sinh hoạt, ghi lại" },
  appoint_head: { steps: 2, days: 7, way: "tập thể giới thiệu, cấp trên chỉ định" },
  change_rhythm: { steps: 2, days: 14, way: "chi đoàn đề nghị, cấp trên đồng ý bằng văn bản" },
  admit_members: { steps: 3, days: 30, way: "bồi dưỡng, đề nghị, chuẩn y kết nạp" },
  hold_congress: { steps: 5, days: 60, way: "kế hoạch, chuẩn bị, xin phép, tổ chức, công nhận" },
  renew_content: { steps: 3, days: 60, way: "tìm nguyên nhân, đề ra biện pháp, làm" },
  merge: { steps: 6, days: 90, way: "bàn với hai nơi, quyết định, chuyển đoàn viên, thôi hoạt động nơi cũ" },
};

/** What is known around an organisation; counts, and names of organisations the viewer sees. */
export type Surroundings = {
  /** Members who are there and hold a post or were awarded: who could lead. */
  ready: number;
  /** Members who are there. */
  present: number;
  /** Young people of its enterprises by their latest accepted surveys; null where none says so. */
  youth: number | null;
  /** Proposals waiting for a decision. */
  proposed: number;
  /** A congress that was begun. */
  congressBegun: boolean;
  /** The nearest organisation of the kind it could be joined with: in the same commune, else in the same unit. */
  neighbour: { id: string; name: string; members: number; isSameCommune: boolean } | null;
};

export type Repair = {
  code: RepairCode;
  mends: SignalCode[];
  why: string;
  steps: number;
  days: number;
};

type Facts = { evidence: BranchEvidence; signs: BranchSigns; around: Surroundings; on: PlainDate };

const missingMembers = ({ evidence: { members, minimumMembers } }: Facts): number =>
  Math.max(1, (minimumMembers ?? 1) - members);

/** A month of silence more than a monthly rhythm allows may still be within a quarterly one (§2.2). */
const wouldBeInRhythm = ({ evidence, on }: Facts): boolean => {
  const { meetingRhythm, lastActivityOn, establishedOn, line } = evidence;
  const last = lastActivityOn && lastActivityOn > establishedOn ? lastActivityOn : establishedOn;
  return (
    line === "union" && meetingRhythm === "monthly" && addMonths(last, ACTIVITY_GRACE_MONTHS.quarterly) >= on
  );
};

/** Whether a repair is at hand, and why it would help; null where it is not. */
const REASONS: Readonly<
  Record<RepairCode, { mends: readonly SignalCode[]; why: (facts: Facts) => string | null }>
> = {
  record_activity: {
    mends: ["silent", "not_updated"],
    why: ({ evidence: { lastActivityOn } }) =>
      lastActivityOn
        ? `lần cuối ghi ngày ${formatDate(lastActivityOn)}; nếu có sinh hoạt mà chưa ghi thì ghi ngay`
        : "chưa ghi hoạt động nào; nếu đã có thì ghi ngay",
  },
  appoint_head: {
    mends: ["no_head"],
    why: ({ around: { ready, present } }) =>
      present === 0
        ? null
        : ready > 0
          ? `${ready} người đang sinh hoạt đã giữ chức vụ hoặc được khen thưởng`
          : `${present} người đang sinh hoạt, chưa ai giữ chức vụ: chọn người có khả năng`,
  },
  change_rhythm: {
    mends: ["silent"],
    why: (facts) =>
      wouldBeInRhythm(facts)
        ? "vùng núi, phân tán được sinh hoạt ba tháng một lần khi cấp trên đồng ý: theo kỳ đó chưa quá hạn"
        : null,
  },
  admit_members: {
    mends: ["few_members"],
    why: (facts) => {
      const { youth, proposed } = facts.around;
      const missing = missingMembers(facts);
      const left = youth === null ? null : Math.max(0, youth - facts.evidence.members);
      if (left !== null && left < missing) return null;
      return [
        `cần thêm ${missing} người`,
        left === null ? "chưa có số thanh niên theo khảo sát" : `còn ${left} thanh niên theo khảo sát`,
        ...(proposed > 0 ? [`${proposed} đề nghị đang chờ chuẩn y`] : []),
      ].join("; ");
    },
  },
  hold_congress: {
    mends: ["congress_overdue"],
    why: ({ around: { congressBegun }, evidence: { congressDueOn } }) =>
      congressBegun
        ? "đại hội đã bắt đầu chuẩn bị: đi tiếp các bước còn lại"
        : `đến hạn từ ${congressDueOn ? formatDate(congressDueOn) : "lâu"}, chưa bắt đầu chuẩn bị`,
  },
  renew_content: {
    mends: ["rating_falling"],
    why: () => "mức xếp loại giảm: tìm nguyên nhân, đề ra biện pháp",
  },
  merge: {
    mends: ["few_members", "no_head", "silent", "congress_overdue"],
    why: ({ around: { neighbour } }) =>
      neighbour &&
      `${neighbour.name} ${neighbour.isSameCommune ? "cùng xã, phường" : "cùng đơn vị"}, có ${neighbour.members} người: ghép thành chi đoàn chung`,
  },
};

const MOST_REPAIRS = 3;

/**
 * "Before it dies" (product 2.5): the cheapest repairs that are at hand for what is wrong, each with its reason. What mends a grave
 * weakness comes before what only needs watching; then the fewest days, then the fewest steps.
 */
export function cheapestRepairs(facts: Facts, signals: readonly Signal[]): Repair[] {
  const found = REPAIRS.flatMap((code) => {
    const { mends, why } = REASONS[code];
    const mended = signals.filter((signal) => mends.includes(signal.code));
    const reason = mended.length > 0 ? why(facts) : null;
    if (reason === null) return [];
    // Nobody joins two organisations because something was not written down.
    const isGrave = mended.some((signal) => signal.isGrave);
    if (code === "merge" && !isGrave) return [];
    const { steps, days } = REPAIR_COSTS[code];
    return [{ code, mends: mended.map((signal) => signal.code), why: reason, steps, days, isGrave }];
  });
  return found
    .sort(
      (one, other) =>
        Number(other.isGrave) - Number(one.isGrave) || one.days - other.days || one.steps - other.steps,
    )
    .slice(0, MOST_REPAIRS)
    .map(({ isGrave: _, ...repair }) => repair);
}

/** The facts as they would be once a repair is done and written down: what its promise is held to in the tests. */
export function repaired(code: RepairCode, facts: Facts): Pick<Facts, "evidence" | "signs"> {
  const { on } = facts;
  const evidence = facts.evidence;
  const signs = { ...facts.signs, updatedOn: on };
  switch (code) {
    case "record_activity":
      return { evidence: { ...evidence, lastActivityOn: on }, signs };
    case "appoint_head":
      return { evidence: { ...evidence, hasHead: true }, signs: { ...signs, headAway: null } };
    case "change_rhythm":
      return { evidence: { ...evidence, meetingRhythm: "quarterly" }, signs };
    case "admit_members":
      return { evidence: { ...evidence, members: evidence.members + missingMembers(facts) }, signs };
    case "hold_congress":
      return { evidence: { ...evidence, congressDueOn: null }, signs };
    case "renew_content":
      return { evidence, signs: { ...signs, ratings: [] } };
    case "merge":
      return { evidence: { ...evidence, alive: false, endedOn: on }, signs };
  }
}
