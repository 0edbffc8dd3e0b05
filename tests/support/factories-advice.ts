import type { AdviceInput, AdviceMoveInput } from "@/lib/advice/schema";
import { newId } from "@/lib/db/id";
import type { AdviceMove, AdviceState } from "@/lib/generated/prisma/enums";
import { owner } from "@/tests/support/database";
import { row } from "@/tests/support/factories";

/** A paper sent on 1/11/2014 in a unit's name. */
export const advising = (unitId: string, given: Partial<AdviceInput> = {}): AdviceInput => ({
  ...{ unitId, line: "union", category: "guidance", body: "party_committee" },
  ...{ bodyName: "Ban Thường vụ Huyện ủy", documentNumber: "12 -BC/HĐ", sentOn: "2014-11-01" },
  ...{ asked: "Xin chủ trương thành lập chi đoàn", content: null, answerBy: null },
  ...{ enterpriseId: null, caseId: null, planId: null, campaignId: null },
  ...given,
});

export const answering = (
  adviceId: string,
  move: AdviceMove,
  given: Partial<AdviceMoveInput> = {},
): AdviceMoveInput => ({
  ...{ adviceId, move, on: "2014-11-20", documentNumber: "3 -TB/HU", content: "Nội dung", granted: null },
  ...given,
});

const ROADS: Readonly<Record<AdviceState, readonly AdviceMove[]>> = {
  waiting: [],
  more_wanted: ["more_wanted"],
  agreed: ["agreed"],
  refused: ["refused"],
};

/** A paper in a state, as if its steps had been written down. */
export async function adviceAt(
  unitId: string,
  state: AdviceState,
  given: Record<string, unknown> = {},
): Promise<string> {
  const sent = { line: "union", category: "guidance", body: "party_committee", sent_on: "2014-11-01" };
  const id = await row("advice", {
    ...{ ...sent, unit_id: unitId, body_name: "Huyện ủy", asked: "Xin chủ trương", state },
    ...{ waiting_since: state === "waiting" ? "2014-11-01" : null, recorded_by_id: newId(), ...given },
  });
  for (const [index, move] of ROADS[state].entries()) {
    await row("advice_step", {
      ...{ advice_id: id, order: index + 1, move, on: "2014-11-05", content: "Nội dung" },
      recorded_by_id: newId(),
    });
  }
  return id;
}

export async function lastStepOf(adviceId: string): Promise<string> {
  const { rows } = await owner.query(
    'select id from advice_step where advice_id = $1 order by "order" desc limit 1',
    [adviceId],
  );
  return rows[0].id;
}
