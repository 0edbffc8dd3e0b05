import { z } from "zod";
import { choice, choices, text, uuid } from "@/lib/forms/fields";

export const duplicateDecisionSchema = z.object({
  caseId: uuid(),
  verdict: choice(["different", "same"], { missing: "Chọn hai người khác nhau hoặc cùng một người" }),
  /** Read by the asker: it names nobody and no place. */
  note: text(500, { lines: true, missing: "Ghi căn cứ, ví dụ: đã đối chiếu sổ đoàn viên" }),
});
export type DuplicateDecisionInput = z.output<typeof duplicateDecisionSchema>;

/** Facts of a record that may come from the other one, by the database's names. */
export const TAKEN_FACTS = [
  "full_name",
  "gender",
  "birth_date",
  "phone",
  "area_id",
  "education",
  "occupation",
] as const;
export type TakenFact = (typeof TAKEN_FACTS)[number];

const pair = { personId: uuid(), otherId: uuid() };

/** The second record goes into the first; `take` names what comes from the second. */
export const mergeSchema = z.object({
  ...pair,
  take: choices(TAKEN_FACTS),
  reason: text(500, { lines: true, missing: "Nêu căn cứ, ví dụ: đã đối chiếu sổ đoàn viên" }),
});
export type MergeInput = z.output<typeof mergeSchema>;

export const distinctSchema = z.object({
  ...pair,
  why: text(500, { lines: true, missing: "Nêu căn cứ, ví dụ: đã gặp cả hai người" }),
});
export type DistinctInput = z.output<typeof distinctSchema>;

export const undoPairSchema = z.object({
  pairId: uuid(),
  reason: text(500, { lines: true, missing: "Nêu lý do tách lại hoặc xem lại" }),
});
export type UndoPairInput = z.output<typeof undoPairSchema>;

/** What two records have in common, by the names of the database. */
export type PairKey = "name_birth" | "phone" | "name_place";
