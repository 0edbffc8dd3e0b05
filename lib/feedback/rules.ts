import type { IssueMove, IssueStage, Line } from "@/lib/generated/prisma/enums";

/** Who may have an issue in hand, or has raised it (the organisation or the unit). One person may be several of them. */
export const PARTIES = ["unit", "department", "association_department", "board", "raiser"] as const;
export type Party = (typeof PARTIES)[number];

/** What one of them may do with it, and where it then is. */
export type Turn = { move: IssueMove; to: IssueStage };

type Open = Exclude<IssueStage, "answered" | "closed">;

/** The department of a line: its part of the plan is owned there (rows 54, 55). */
export const deskOf = (line: Line) => (line === "union" ? "department" : "association_department");

/** Where an issue goes first: an organisation's to its unit, a unit's to the department of the line (row 61). */
export const firstStage = (raisedBy: "branch" | "unit", line: Line): IssueStage =>
  raisedBy === "branch" ? "unit" : deskOf(line);

/** Who holds it at each stage; what was sent outside stays in the hands of the line's department. */
const holderOf = (stage: Open, line: Line): Party => (stage === "outside" ? deskOf(line) : stage);

/**
 * Where each may send what it holds, answering apart: the plan's own path, never around the departments. A department
 * hands what belongs to the other line over to that line's department.
 */
const WAYS: Readonly<Record<Exclude<Party, "raiser">, readonly IssueStage[]>> = {
  unit: ["department", "association_department"],
  department: ["association_department", "board", "outside"],
  association_department: ["department", "board", "outside"],
  board: [],
};

/** The line an issue is on once it is there: each department has its own. */
export const lineAt = (stage: IssueStage, line: Line): Line => {
  if (stage === "department") return "union";
  return stage === "association_department" ? "association" : line;
};

/** An answer is due while somebody holds it. */
export const isOpen = (stage: IssueStage): stage is Open => stage !== "answered" && stage !== "closed";

/**
 * The state machine (domain §1.10 (7)) for one party: every turn it may take now. Nothing is closed that was not answered
 * before, and only those who raised it close it or send it back to whoever answered.
 */
export function turnsOf(
  party: Party,
  issue: { stage: IssueStage; line: Line; answeredFrom: Open | null },
): Turn[] {
  const { stage, line, answeredFrom } = issue;
  if (party === "raiser") {
    if (isOpen(stage)) return [];
    const back = { move: "reopened" as const, to: answeredFrom ?? deskOf(line) };
    return stage === "answered" ? [{ move: "confirmed", to: "closed" }, back] : [back];
  }
  if (!isOpen(stage) || holderOf(stage, line) !== party || lineAt(stage, line) !== line) return [];
  const on = WAYS[party].filter((to) => to !== stage && (party !== "unit" || to === deskOf(line)));
  return [
    { move: "answered", to: "answered" },
    ...on.map((to) => ({ move: to === "outside" ? ("sent_out" as const) : ("passed_on" as const), to })),
  ];
}

/** Where an issue was when it was last answered: there it goes back to. What was outside goes back to its department. */
export function answeredFrom(
  steps: readonly { move: IssueMove; stage: IssueStage }[],
  line: Line,
): Open | null {
  const last = steps.findLastIndex(({ move }) => move === "answered");
  const before = steps
    .slice(0, Math.max(last, 0))
    .map(({ stage }) => stage)
    .findLast(isOpen);
  if (before === undefined) return null;
  return before === "outside" ? deskOf(line) : before;
}
