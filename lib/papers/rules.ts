import { addDays, addMonths, type PlainDate } from "@/lib/dates/plain-date";
import type { BranchPaperState } from "@/lib/generated/prisma/enums";

/** What a paper can be brought to; that it is written is its beginning. */
export type PaperMove = Exclude<BranchPaperState, "draft">;

/** Who somebody is to a paper: of the organisation that writes it, or of the level above. */
export type PaperParty = "keeper" | "above";

/** Every move there is, and whose it is (row 38). The database holds the same table: access.move_branch_paper. */
export const PAPER_MOVES: Readonly<
  Record<PaperMove, { from: readonly BranchPaperState[]; by: readonly PaperParty[] }>
> = {
  sent: { from: ["draft", "returned"], by: ["keeper"] },
  noted: { from: ["sent"], by: ["above"] },
  returned: { from: ["sent"], by: ["above"] },
};

/** What can be done next by somebody who is these parties; who sent a paper does not note it. */
export const paperMovesFor = (
  state: BranchPaperState,
  parties: readonly PaperParty[],
  { isSender }: { isSender: boolean },
): PaperMove[] =>
  (["sent", "noted", "returned"] as const).filter(
    (move) =>
      PAPER_MOVES[move].from.includes(state) &&
      PAPER_MOVES[move].by.some((party) => parties.includes(party)) &&
      !(isSender && move !== "sent"),
  );

/** Its words may still be changed by the organisation. */
export const isWritable = (state: BranchPaperState): boolean => state === "draft" || state === "returned";

/** What the records say of an organisation in a period: the numbers a report starts from. */
export type PaperFigures = {
  meetings: number;
  activities: number;
  participants: number;
  joined: number;
  left: number;
  members: number;
  feePayers: number;
  feeSum: number;
};

/** The quarter a day lies in: what most papers are about. */
export function quarterOf(day: PlainDate): { fromOn: PlainDate; toOn: PlainDate } {
  const quarter = Math.floor((Number(day.slice(5, 7)) - 1) / 3);
  const fromOn: PlainDate = `${day.slice(0, 4)}-${String(quarter * 3 + 1).padStart(2, "0")}-01`;
  return { fromOn, toOn: addDays(addMonths(fromOn, 3), -1) };
}
