/**
 * The demo's sixty enterprises, by unit: what each one is there to show. Codes of units are those of 2014 (domain.md
 * §5.1); "bloc" is Đoàn Khối doanh nghiệp. Every record is invented and marked as such.
 */
export type Situation =
  /** Nothing known yet. */
  | "untouched"
  /** Survey accepted, nothing else. */
  | "surveyed"
  | "draft"
  | "submitted"
  | "returned"
  /** Returned twice and submitted a third time. */
  | "returned_twice"
  /** Surveyed eight weeks ago, silent since. */
  | "idle"
  /** A chi đoàn from before the plan, in order. */
  | "steady_cell"
  /** Consolidated under the plan. */
  | "consolidated"
  /** A weak chi đoàn, measure under way. */
  | "weak_cell"
  /** Consolidated in November, without a secretary again. */
  | "relapsed"
  /** A chi đoàn without a single member. */
  | "empty_cell"
  /** A chi đoàn founded under the plan with exactly three members. */
  | "founded"
  /** Founded with two members by a granted override. */
  | "founded_by_override"
  /** Two members only: an override was asked for and waits. */
  | "override_waiting"
  /** Đoàn is hard here: chi hội founded instead, with or without an activity (row 43, V35). */
  | "fallback_active"
  | "fallback_idle"
  /** Chi đoàn and chi hội, people in both. */
  | "both_lines"
  | "chapter"
  | "club"
  /** A chi đoàn of 2013, dissolved in November. */
  | "dissolved"
  /** Case opened, owner visited, no organisation yet. */
  | "case_open"
  /** Two enterprises under one chi đoàn ghép: the first founds it. */
  | "shared_first"
  | "shared_second"
  /** A đoàn cơ sở over two chi đoàn, overdue congress with an extension. */
  | "grassroots_union"
  | "grassroots_cell"
  | "suspended"
  | "closed";

export type Part = {
  unit: string;
  situation: Situation;
  form?:
    | "llc_one_member"
    | "llc_two_members"
    | "joint_stock"
    | "private_enterprise"
    | "cooperative"
    | "household_business";
  ownership?: "non_state" | "foreign_invested" | "state";
  noTaxCode?: boolean;
  /** Opened after the plan's baseline. */
  startedOn?: string;
  entrepreneur?: boolean;
};

const of = (unit: string, ...parts: (Situation | Omit<Part, "unit">)[]): Part[] =>
  parts.map((part) => (typeof part === "string" ? { unit, situation: part } : { unit, ...part }));

export const CAST: readonly Part[] = [
  ...of("040", "grassroots_cell", "both_lines", "steady_cell", "founded", "surveyed", "submitted", {
    situation: "untouched",
    startedOn: "2014-11-17",
  }),
  ...of("042", "untouched", "draft", { situation: "surveyed", noTaxCode: true }),
  ...of("043", "untouched", { situation: "submitted", form: "cooperative" }, "empty_cell", "case_open"),
  ...of("044", { situation: "fallback_active", form: "private_enterprise" }, "untouched", "returned"),
  ...of(
    "045",
    "founded_by_override",
    "weak_cell",
    "consolidated",
    "submitted",
    "submitted",
    "returned_twice",
    { situation: "surveyed", noTaxCode: true },
  ),
  ...of("046", "fallback_idle", "untouched", "idle"),
  ...of("047", "steady_cell", "chapter", "surveyed", "untouched"),
  ...of("048", "untouched", "idle", { situation: "suspended" }),
  ...of("049", "relapsed", "shared_first", "shared_second", "draft"),
  ...of("050", { situation: "both_lines", entrepreneur: true }, "override_waiting", "untouched"),
  ...of("051", "dissolved", "consolidated", "surveyed", {
    situation: "untouched",
    form: "household_business",
    noTaxCode: true,
  }),
  ...of("052", { situation: "weak_cell", entrepreneur: true }, "founded", "closed"),
  ...of("053", "club", "untouched", "returned"),
  ...of(
    "bloc",
    { situation: "grassroots_union", form: "joint_stock", entrepreneur: true },
    { situation: "steady_cell", ownership: "state" },
    { situation: "consolidated", form: "joint_stock" },
    { situation: "both_lines", ownership: "foreign_invested" },
    "fallback_active",
    "surveyed",
    "submitted",
    "case_open",
    "untouched",
  ),
];
