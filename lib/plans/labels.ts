import { LINE_LABELS } from "@/lib/access/labels";
import { BRANCH_KIND_LABELS } from "@/lib/branches/labels";
import { formatDate, type PlainDate } from "@/lib/dates/plain-date";
import { LEGAL_FORM_LABELS, OWNERSHIP_LABELS } from "@/lib/enterprises/labels";
import { formatNumber } from "@/lib/format";
import type {
  BranchKind,
  GoalKind,
  LegalForm,
  Line,
  Ownership,
  PlanState,
} from "@/lib/generated/prisma/enums";
import type { GoalReason, GoalState, GoalVerdict, ScopeRule, WorkList } from "@/lib/plans/rules";

export const GOAL_KIND_LABELS: Record<GoalKind, string> = {
  consolidate: "Củng cố",
  establish: "Thành lập",
};

export const GOAL_STATE_LABELS: Record<GoalState, string> = {
  not_started: "Chưa bắt đầu",
  under_way: "Đang làm",
  achieved: "Đạt",
  achieved_by_fallback: "Đạt bằng tổ chức thay thế",
  at_risk: "Có nguy cơ",
};

export const PLAN_STATE_LABELS: Record<PlanState, string> = {
  draft: "Dự thảo",
  issued: "Đã ban hành",
  dropped: "Bỏ dự thảo",
};

export const WORK_LIST_LABELS: Record<WorkList, string> = {
  consolidate: "Củng cố",
  maintain: "Duy trì",
  develop: "Phát triển",
};

/** What each work list is for (row 13). */
export const WORK_LIST_HINTS: Record<WorkList, string> = {
  consolidate: "Tổ chức đang yếu, cần biện pháp",
  maintain: "Tổ chức đang vững, giữ nhịp",
  develop: "Chưa có tổ chức, cần vận động",
};

/** How a state stands out: the colour only repeats the word. */
export const GOAL_STATE_TONES = {
  not_started: "warn",
  under_way: "accent",
  achieved: "good",
  achieved_by_fallback: "good",
  at_risk: "bad",
} as const satisfies Record<GoalState, string>;

/** What nobody ever gave is said so, never guessed (domain §0.2). */
export const NO_TARGET = "chưa giao chỉ tiêu";
export const NO_DEADLINE = "chưa giao thời hạn";

const PLAN_TYPE_LABELS: Readonly<Record<string, string>> = { KH: "Kế hoạch" };

/** "Kế hoạch" for KH. */
export const planTypeName = (type: string): string => PLAN_TYPE_LABELS[type] ?? type;

/** "Kế hoạch số 105 -KH/TĐTN-TCKT": the symbol as the paper writes it, odd blanks included. */
export const planName = ({ type, symbol }: { type: string; symbol: string }): string =>
  `${planTypeName(type)} số ${symbol}`;

/** The heading of the paper: "KẾ HOẠCH". */
export const planHeading = (type: string): string => planTypeName(type).toLocaleUpperCase("vi");

const inWords = (labels: readonly string[]): string => labels.join(", ");
const formsInWords = (forms: readonly LegalForm[]) => inWords(forms.map((form) => LEGAL_FORM_LABELS[form]));
const ownershipsInWords = (ownerships: readonly Ownership[]) =>
  inWords(ownerships.map((ownership) => OWNERSHIP_LABELS[ownership].toLowerCase()));
const kindsInWords = (kinds: readonly BranchKind[]) =>
  inWords(kinds.map((kind) => BRANCH_KIND_LABELS[kind].toLowerCase()));

/**
 * K1's scope rule in words, as it is printed beside the numbers it decides; with what counts as a Hội organisation (K3).
 */
export const scopeInWords = ({
  scope,
  associationKinds,
}: {
  scope: ScopeRule;
  associationKinds: readonly BranchKind[];
}): string =>
  [
    formsInWords(scope.legalForms),
    `khu vực ${ownershipsInWords(scope.ownerships)}`,
    scope.countsSuspended ? "đang hoạt động hoặc tạm ngừng" : "đang hoạt động, không tính tạm ngừng",
    `tổ chức Hội được tính: ${kindsInWords(associationKinds)}`,
  ].join("; ");

/** What the province set of a plan, field by field in words: what two people compare when both changed it. */
export const settingsInWords = (set: {
  scopeLegalForms: readonly LegalForm[];
  scopeOwnerships: readonly Ownership[];
  scopeSuspended: boolean;
  scopeNote: string | null;
  associationKinds: readonly BranchKind[];
  baselineOn: PlainDate;
  baselineNote: string | null;
  dueOn: PlainDate | null;
  idleDays: number;
}) => [
  {
    field: "scopeLegalForms",
    label: "Loại hình được tính",
    value: formsInWords(set.scopeLegalForms),
  },
  {
    field: "scopeOwnerships",
    label: "Khu vực kinh tế được tính",
    value: ownershipsInWords(set.scopeOwnerships),
  },
  {
    field: "scopeSuspended",
    label: "Doanh nghiệp tạm ngừng",
    value: set.scopeSuspended ? "có tính" : "không tính",
  },
  {
    field: "associationKinds",
    label: "Tổ chức Hội được tính",
    value: kindsInWords(set.associationKinds),
  },
  { field: "scopeNote", label: "Ghi chú về phạm vi", value: set.scopeNote ?? "" },
  { field: "baselineOn", label: "Ngày chốt hiện trạng", value: formatDate(set.baselineOn) },
  { field: "baselineNote", label: "Ghi chú về ngày chốt", value: set.baselineNote ?? "" },
  { field: "dueOn", label: "Thời hạn", value: set.dueOn ? formatDate(set.dueOn) : NO_DEADLINE },
  { field: "idleDays", label: "Số ngày không có việc mới", value: String(set.idleDays) },
];

export type PlanSettings = ReturnType<typeof settingsInWords>;

/** The goal in words: "Củng cố Đoàn", "Thành lập Hội". */
export const goalTitle = (kind: GoalKind, line: Line): string =>
  `${GOAL_KIND_LABELS[kind]} ${LINE_LABELS[line]}`;

/** Why the goal is where it is, a sentence each. */
export const explainGoal = (verdict: GoalVerdict): string[] => verdict.reasons.map(sentence);

function sentence(reason: GoalReason): string {
  switch (reason.code) {
    case "nothing_begun":
      return "Chưa có phiếu khảo sát được duyệt, hồ sơ vận động hay biện pháp củng cố nào.";
    case "surveyed":
      return `Phiếu khảo sát được duyệt, số liệu ngày ${formatDate(reason.on)}.`;
    case "case_open":
      return `Hồ sơ vận động mở ngày ${formatDate(reason.on)}.`;
    case "measure_under_way":
      return `Biện pháp củng cố bắt đầu ngày ${formatDate(reason.on)}.`;
    case "measure_completed":
      return `Biện pháp củng cố hoàn thành ngày ${formatDate(reason.on)}.`;
    case "measure_missing":
      return "Chưa có biện pháp củng cố nào hoàn thành.";
    case "organisation_lives":
      return `Có tổ chức ${LINE_LABELS[reason.line]} đang hoạt động, có quyết định, từ ${formatDate(reason.from)}.`;
    case "organisation_undecided":
      return `Tổ chức ${LINE_LABELS[reason.line]} từ ${formatDate(reason.from)} chưa có quyết định thành lập.`;
    case "organisation_healthy":
      return "Tổ chức đang vững.";
    case "organisation_weak":
      return `Tổ chức còn yếu${reason.reasons.length > 0 ? `: ${reason.reasons.join("; ")}` : ""}.`;
    case "organisation_ended":
      return `Tổ chức đã thôi hoạt động từ ${formatDate(reason.on)}.`;
    case "fell_back_after_measure":
      return `Đã củng cố ngày ${formatDate(reason.on)} nhưng nay tổ chức lại yếu.`;
    case "fallback_active":
      return `Nơi khó khăn: tổ chức ${LINE_LABELS[reason.line]} thay thế từ ${formatDate(reason.from)}, có hoạt động ngày ${formatDate(reason.activityOn)}.`;
    case "fallback_without_activity":
      return `Tổ chức ${LINE_LABELS[reason.line]} thay thế từ ${formatDate(reason.from)} chưa có hoạt động nào nên chưa được tính.`;
    case "past_deadline":
      return `Đã quá hạn ${formatDate(reason.dueOn)}.`;
    case "idle":
      return `Không có việc gì mới từ ${formatDate(reason.since)}, đã ${reason.days} ngày.`;
  }
}

/** For a printed list: which goals it holds. */
export const goalListInWords = ({
  filter,
  asOf,
  total,
  units,
}: {
  filter: {
    unit?: string | undefined;
    line?: Line | undefined;
    state?: GoalState | undefined;
    list?: WorkList | undefined;
    knownAt?: PlainDate | undefined;
  };
  asOf: PlainDate;
  total: number;
  units: readonly { id: string; name: string }[];
}): string =>
  [
    `Tính đến ngày ${formatDate(asOf)}`,
    ...(filter.knownAt ? [`theo những gì đã ghi nhận đến hết ngày ${formatDate(filter.knownAt)}`] : []),
    ...units.filter(({ id }) => id === filter.unit).map(({ name }) => name),
    ...(filter.line ? [`phần ${LINE_LABELS[filter.line]}`] : []),
    ...(filter.state ? [`trạng thái: ${GOAL_STATE_LABELS[filter.state].toLowerCase()}`] : []),
    ...(filter.list ? [`danh sách việc: ${WORK_LIST_LABELS[filter.list].toLowerCase()}`] : []),
    `${formatNumber(total)} mục tiêu`,
  ].join("; ");
