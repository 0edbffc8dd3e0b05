import Link from "next/link";
import type { ReactNode } from "react";
import { Badge, type Tone } from "@/components/ui/basics";
import { formatDate, type PlainDate } from "@/lib/dates/plain-date";
import type { ReferralState } from "@/lib/generated/prisma/enums";
import { MOVE_LABELS, REFERRAL_STATE_LABELS } from "@/lib/referrals/labels";
import type { Move } from "@/lib/referrals/rules";

const STATE_TONES: Record<ReferralState, Tone> = {
  requested: "calm",
  introduced: "accent",
  received: "good",
  remarked: "good",
  ended: "calm",
};

export type ListedReferral = {
  id: string;
  personName: string;
  fromName: string;
  placeName: string;
  state: ReferralState;
  since: PlainDate | null;
  isDemo: boolean;
  due: readonly number[];
  hasLeft: boolean;
  moves: readonly Move[];
};

/** Where a referral stands, which remarks are missing, and whether the member is still there. */
export const ReferralBadges = ({
  state,
  due,
  hasLeft,
}: Pick<ListedReferral, "state" | "due" | "hasLeft">) => (
  <>
    <Badge tone={STATE_TONES[state]}>{REFERRAL_STATE_LABELS[state]}</Badge>
    {due.length > 0 && !hasLeft && <Badge tone="warn">Thiếu nhận xét {due.join(", ")}</Badge>}
    {hasLeft && <Badge tone="warn">Không còn sinh hoạt ở doanh nghiệp</Badge>}
  </>
);

/** Referrals as cards: who, from where to which commune, where it stands, and the next deed of whoever looks. */
export const ReferralList = ({ rows, empty }: { rows: readonly ListedReferral[]; empty: ReactNode }) =>
  rows.length === 0 ? (
    empty
  ) : (
    <ul className="divide-y divide-(--line)">
      {rows.map((row) => (
        <li key={row.id} className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 py-3">
          <div className="min-w-0 flex-1 basis-64">
            <p className="flex flex-wrap items-center gap-x-2">
              <Link
                href={`/referrals/${row.id}`}
                prefetch={false}
                className="inline-flex min-h-6 items-center font-semibold"
              >
                {row.personName}
              </Link>
              <ReferralBadges {...row} />
              {row.isDemo && <Badge>Minh hoạ</Badge>}
            </p>
            <p className="text-sm">
              {row.fromName} <span aria-hidden="true">→</span>
              <span className="sr-only">về</span> {row.placeName}
            </p>
            {row.since && <p className="text-(--ink-soft) text-sm">Từ ngày {formatDate(row.since)}</p>}
          </div>
          <NextDeed row={row} />
        </li>
      ))}
    </ul>
  );

/** Ending waits for nobody, unless the member left. */
const NextDeed = ({ row }: { row: ListedReferral }) => {
  const next = row.hasLeft ? "ended" : row.moves.find((move) => move !== "ended");
  return next && row.moves.includes(next) ? (
    <Link href={`/referrals/${row.id}`} prefetch={false} className="btn no-print" data-tone="quiet">
      {MOVE_LABELS[next]}
      <span className="sr-only"> {row.personName}</span>
    </Link>
  ) : null;
};

/** On the page of a person: where they were introduced, the latest first. */
export const PersonReferrals = ({ rows }: { rows: readonly ListedReferral[] }) => (
  <ul className="space-y-2">
    {rows.map((row) => (
      <li key={row.id}>
        <p className="flex flex-wrap items-center gap-x-2">
          <Link href={`/referrals/${row.id}`} prefetch={false} className="inline-flex min-h-6 items-center">
            {row.placeName}
          </Link>
          <ReferralBadges {...row} />
        </p>
        <p className="text-(--ink-soft) text-sm">
          {row.fromName}
          {row.since && `. Từ ngày ${formatDate(row.since)}`}
        </p>
      </li>
    ))}
  </ul>
);
