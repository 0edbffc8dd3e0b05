import { type ImportKind, ImportOutcome, ImportState } from "@/lib/generated/prisma/enums";

/**
 * Rows read, judged and written at once: one transaction each. Organisations hang on each other, a đoàn cơ sở below its chi
 * đoàn in the file too: of them as many as a province has are one.
 */
export const batchOf = (kind: ImportKind): number => (kind === "organisations" ? 5000 : 1000);

/** What an import's rows are kept for after anything last happened to it; until then it can be undone. */
export const KEPT_DAYS = 30;

/** While it is in one of these a job works on it. */
const JOBS: readonly ImportState[] = [ImportState.checking, ImportState.committing, ImportState.undoing];
export const isAtWork = (state: ImportState): boolean => JOBS.includes(state);

export type Move = "map" | "fix" | "commit" | "undo" | "cancel" | "resume";

const FROM: Readonly<Record<Move, readonly ImportState[]>> = {
  map: ["uploaded", "checked"],
  fix: ["checked"],
  commit: ["checked"],
  undo: ["committed"],
  cancel: ["uploaded", "checked", "failed"],
  resume: ["failed"],
};

/**
 * Whether a move is open to an import. What failed half-way through writing is gone on with, never thrown away: its rows
 * are in the register. A check that failed may also be mapped anew.
 */
export function mayMove(
  move: Move,
  { state, failedIn, purgedAt }: { state: ImportState; failedIn: ImportState | null; purgedAt: Date | null },
): boolean {
  if (purgedAt) return false;
  if (state === "failed" && failedIn !== "checking") return move === "resume";
  return FROM[move].includes(state) || (move === "map" && state === "failed");
}

/** Outcomes that are written when the import is committed. */
export const isWritten = (outcome: ImportOutcome): outcome is "create" | "update" =>
  outcome === "create" || outcome === "update";

export const OUTCOMES = Object.values(ImportOutcome);

/** Names of the mapping's form fields: by the column, counted from 1. */
export const MAPPING_FIELD = /^(column|convert)\.([1-9]\d{0,2})$/;
