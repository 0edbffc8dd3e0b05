import { PAPERS } from "@/lib/cases/rules";
import type { CaseMoveInput } from "@/lib/cases/schema";
import { newId } from "@/lib/db/id";
import type { CaseMove, Line } from "@/lib/generated/prisma/enums";
import { row } from "@/tests/support/factories";

/** What a move carries when nothing more is said of it. */
const FACTS: Partial<Record<CaseMove, Partial<CaseMoveInput>>> = {
  reported: { answer: "agreed" },
  appraised: { documentNumber: "01-BB/TCKT", documentOn: "2014-12-01" },
  launched: { place: "Hội trường doanh nghiệp" },
  hard: { category: "owner_refuses" },
  paused: { category: "no_time" },
  refused: { category: "owner_refuses" },
  closed: { outcome: "dropped" },
};

/** A move as a form posts it, with its reason, so that no move is refused for want of one. */
export const caseMove = (
  caseId: string,
  move: CaseMove,
  changed: Partial<CaseMoveInput> = {},
): CaseMoveInput => ({
  ...{ caseId, version: 1, move, on: "2014-12-01", reason: "Theo tình hình thực tế" },
  ...{ documentNumber: null, documentOn: null, place: null, until: null },
  ...{ answer: null, category: null, outcome: null },
  ...FACTS[move],
  ...changed,
});

/** A case as opened, by the owner. */
export const establishmentCase = (given: {
  enterpriseId: string;
  line?: Line;
  openedOn?: string;
  fallbackForId?: string;
  difficulty?: string;
}): Promise<string> =>
  row("establishment_case", {
    enterprise_id: given.enterpriseId,
    line: given.line ?? "union",
    opened_on: given.openedOn ?? "2014-11-03",
    fallback_for_id: given.fallbackForId ?? null,
    difficulty: given.difficulty ?? null,
    recorded_by_id: newId(),
  });

/** A step of a case, by the owner. */
export const caseStep = (
  caseId: string,
  order: number,
  move: CaseMove,
  { on = "2014-11-10", at = "2014-11-10T01:00:00Z" }: { on?: string; at?: string } = {},
): Promise<string> => {
  const facts = caseMove(caseId, move);
  return row("case_step", {
    ...{ case_id: caseId, order, move, on, reason: facts.reason, place: facts.place, answer: facts.answer },
    ...{ document_number: facts.documentNumber, document_on: facts.documentOn },
    ...{ category: facts.category, outcome: facts.outcome },
    ...{ recorded_at: at, recorded_by_id: newId() },
  });
};

/** All six papers of a dossier. */
export const allPapers = (caseId: string) =>
  Promise.all(
    PAPERS.map((kind) =>
      row("case_paper", { case_id: caseId, kind, on: "2014-11-10", recorded_by_id: newId() }),
    ),
  );
