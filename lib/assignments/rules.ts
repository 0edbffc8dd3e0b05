import type { PlainDate } from "@/lib/dates/plain-date";
import type { Consequence } from "@/lib/worklist/rules";

/** The lists of a campaign's enterprises, each of them behind a number of its progress. */
export const SHOWS = ["all", "assigned", "unassigned", "waiting", "late", "surveyed"] as const;
export type Show = (typeof SHOWS)[number];

export type Standing = {
  id: string;
  enterpriseId: string;
  dueOn: PlainDate | null;
  validFrom: PlainDate;
} & Holder;

/** Who is charged: an officer, or a working group. */
export type Holder = { surveyorId: string | null; workingGroupId: string | null };

export type Wanted = Holder & { dueOn: PlainDate | null };

/**
 * What handing enterprises to somebody does to what stands: left as it is, moved to another day only, or taken from
 * somebody else. Whoever loses an enterprise is told why.
 */
export function handingOver<Row extends Standing>(standing: readonly Row[], wanted: Wanted) {
  const isHolder = ({ surveyorId, workingGroupId }: Standing) =>
    surveyorId === wanted.surveyorId && workingGroupId === wanted.workingGroupId;
  const isSame = (one: Standing) => isHolder(one) && one.dueOn === wanted.dueOn;
  const changed = standing.filter((one) => !isSame(one));
  return {
    unchanged: standing.filter(isSame),
    changed,
    taken: changed.filter((one) => !isHolder(one)),
  };
}

/** How an assignment ends: a row that began before the day gets its end, one of the same day never was. */
export const endsAs = ({ validFrom }: { validFrom: PlainDate }, on: PlainDate): "ended" | "never" =>
  validFrom < on ? "ended" : "never";

/** The day an assignment is due: its own, else the campaign's; none where nobody gave one. */
export const dueOf = (own: PlainDate | null, campaign: PlainDate | null): PlainDate | null => own ?? campaign;

export const urgencyOf = (dueOn: PlainDate | null, on: PlainDate): Consequence =>
  dueOn === null ? "open" : dueOn < on ? "late" : "due";
