import Link from "next/link";
import { Card } from "@/components/ui/basics";
import { hrefOf } from "@/components/ui/place";
import type { BranchPage } from "@/lib/branches/queries";
import { REPAIR_LABELS, REPAIR_ORDER_NOTE } from "@/lib/consolidation/labels";
import type { Repairs } from "@/lib/consolidation/queries";
import { REPAIR_COSTS, type RepairCode } from "@/lib/consolidation/rules";

type Place = Pick<BranchPage, "id" | "canWrite" | "canRecordActivity" | "coverages">;

/** The form that does a repair, for who may do it; null where this person may not. */
function placeOf(
  code: RepairCode,
  { id, canWrite, canRecordActivity, coverages }: Place,
  repairs: Repairs,
): `/${string}` | null {
  const base = `/branches/${id}` as const;
  switch (code) {
    case "record_activity":
      return canRecordActivity ? `${base}/activities/new` : null;
    case "appoint_head":
      return canRecordActivity ? `${base}/posts/new` : null;
    case "admit_members":
      return canRecordActivity ? `${base}/admissions/new` : null;
    case "hold_congress":
      return canRecordActivity ? `${base}/congresses` : null;
    case "change_rhythm":
      return canWrite ? `${base}/edit` : null;
    case "renew_content":
      return canWrite ? `${base}/measures/new?kind=renew_content` : null;
    case "merge": {
      const [first] = coverages.filter(({ validTo }) => validTo === null);
      if (!canWrite || !repairs.neighbour || !first) return null;
      const q = new URLSearchParams({ q: first.enterprise.name });
      return `/branches/${repairs.neighbour.id}/coverages/new?${q}`;
    }
  }
}

/** "Before it dies": what is cheapest to do about what is wrong, each with why and the form that does it. */
export const RepairCard = ({ page, repairs }: { page: Place; repairs: Repairs }) =>
  repairs.repairs.length === 0 ? null : (
    <Card title="Trước khi tổ chức tan rã: việc nên làm trước">
      <ol className="list-decimal space-y-3 pl-5">
        {repairs.repairs.map(({ code, why, steps, days }) => {
          const place = placeOf(code, page, repairs);
          return (
            <li key={code}>
              <p className="font-semibold">{REPAIR_LABELS[code]}</p>
              <p className="first-letter:uppercase">{`${why}.`}</p>
              <p className="text-(--ink-soft) text-sm">
                {`${steps} bước (${REPAIR_COSTS[code].way}), khoảng ${days} ngày`}
              </p>
              {place && (
                <Link href={hrefOf(place)} prefetch={false} className="btn no-print mt-1" data-tone="quiet">
                  {REPAIR_LABELS[code]}
                </Link>
              )}
            </li>
          );
        })}
      </ol>
      <p className="mt-3 text-(--ink-soft) text-sm">{REPAIR_ORDER_NOTE}</p>
    </Card>
  );
