import { newId } from "@/lib/db/id";
import type { AgreementInput, JointInput } from "@/lib/partners/schema";
import { textSortKey } from "@/lib/text/sort-key";
import { row } from "@/tests/support/factories";

/** A body in the catalogue, under one name since 2010. */
export async function partnerAt(unitId: string, name = "Liên đoàn Lao động"): Promise<string> {
  const id = await row("partner", { unit_id: unitId, kind: "trade_union", recorded_by_id: newId() });
  await row("partner_name", {
    ...{ partner_id: id, name, sort_key: textSortKey(name), valid_from: "2010-01-01" },
    recorded_by_id: newId(),
  });
  return id;
}

export const agreeing = (
  partnerId: string,
  unitId: string,
  given: Partial<AgreementInput> = {},
): AgreementInput => ({
  ...{ partnerId, unitId, line: "union", documentNumber: "2 -CTPH", signedOn: "2014-11-01", untilOn: null },
  ...{ content: "Phối hợp vận động công nhân trẻ", ...given },
});

export const joining = (partnerId: string, unitId: string, given: Partial<JointInput> = {}): JointInput => ({
  ...{ partnerId, unitId, line: "union", on: "2014-11-20", content: "Hội thao", participants: 40 },
  ...{ activityId: null, ...given },
});
