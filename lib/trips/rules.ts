import type { CasePlace } from "@/lib/cases/rules";
import type { CaseStage, Line, SurveyState } from "@/lib/generated/prisma/enums";

/** What a visit may be needed for. */
export const NEEDS = ["survey", "case", "start", "difficulty"] as const;
export type Need = (typeof NEEDS)[number];

/** The work of one line in an enterprise, as far as it bears on a visit. */
export type LineFacts = Readonly<{
  hasOrganisation: boolean;
  /** The open case of the line: where it stands, for how long, and the next stage of its way. */
  openCase: Readonly<{
    place: CasePlace;
    days: number;
    next: CaseStage | null;
    difficulty: string | null;
  }> | null;
}>;

export type StopFacts = Readonly<{
  /** Its survey in the campaign under way: null where nobody has begun one; undefined where there is no campaign. */
  survey: SurveyState | null | undefined;
  lines: Readonly<Record<Line, LineFacts>>;
  /** Difficulties and proposals about it that nobody has answered. */
  openIssues: number;
}>;

/** Something to do on the spot; its words are in labels. */
export type Task =
  | { need: "survey"; state: "draft" | "returned" | null }
  | { need: "case"; line: Line; place: CasePlace; days: number; next: CaseStage | null }
  | { need: "start"; line: Line }
  | { need: "difficulty"; line: Line; text: string }
  | { need: "difficulty"; count: number };

const LINES = ["union", "association"] as const satisfies readonly Line[];

/**
 * What is to be done at an enterprise: its survey while it is not handed in, each open case, the difficulties named, and where
 * neither an organisation nor a case of any line is there, a beginning.
 */
export function tasksAt({ survey, lines, openIssues }: StopFacts): Task[] {
  const tasks: Task[] = [];
  if (survey === null || survey === "draft" || survey === "returned")
    tasks.push({ need: "survey", state: survey });
  for (const line of LINES) {
    const { openCase } = lines[line];
    if (!openCase) continue;
    const { difficulty, ...stands } = openCase;
    tasks.push({ need: "case", line, ...stands });
    if (difficulty) tasks.push({ need: "difficulty", line, text: difficulty });
  }
  if (LINES.every((line) => !lines[line].hasOrganisation && !lines[line].openCase)) {
    tasks.push({ need: "start", line: "union" });
  }
  if (openIssues > 0) tasks.push({ need: "difficulty", count: openIssues });
  return tasks;
}

export type Placed = { place: { id: string; name: string; district: string | null; sortKey: string } };

/** Stops by place, districts and their communes in the order of the alphabet; within a place as they came. */
export function byPlace<Stop extends Placed>(
  stops: readonly Stop[],
): { place: Placed["place"]; stops: Stop[] }[] {
  const groups = new Map<string, { place: Placed["place"]; stops: Stop[] }>();
  for (const stop of stops) {
    const group = groups.get(stop.place.id) ?? { place: stop.place, stops: [] };
    group.stops.push(stop);
    groups.set(stop.place.id, group);
  }
  return [...groups.values()].sort(({ place: one }, { place: other }) =>
    one.sortKey === other.sortKey ? (one.id < other.id ? -1 : 1) : one.sortKey < other.sortKey ? -1 : 1,
  );
}
