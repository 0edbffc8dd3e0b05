import { newId } from "@/lib/db/id";
import type { LineScope, TargetIndicator } from "@/lib/generated/prisma/enums";
import { row } from "@/tests/support/factories";

/** A target as a document gave it, written as the owner; for the year 2014 unless said. */
export const target = (given: {
  planId: string;
  unitId: string;
  branchId?: string;
  indicator?: TargetIndicator;
  line?: LineScope;
  value?: number;
  from?: string;
  to?: string;
}): Promise<string> =>
  row("target", {
    ...{ plan_id: given.planId, unit_id: given.unitId, branch_id: given.branchId ?? null },
    ...{ indicator: given.indicator ?? "K11", line: given.line ?? "union", value: given.value ?? 6 },
    ...{ valid_from: given.from ?? "2014-01-01", valid_to: given.to ?? "2015-01-01" },
    ...{ source_text: "Quyết định thử", recorded_by_id: newId(), recorded_at: "2014-01-02T02:00:00Z" },
  });
