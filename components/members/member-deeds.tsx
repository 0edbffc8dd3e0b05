import Link from "next/link";
import { hrefOf, type Place } from "@/components/ui/place";
import type { PlainDate } from "@/lib/dates/plain-date";
import type { Line, MembershipEnd, MembershipStatusKind } from "@/lib/generated/prisma/enums";
import { LIFE_MOVE_LABELS } from "@/lib/members/labels";
import { type LifeMove, moveFrom, type Standing } from "@/lib/members/rules";

type Member = {
  id: string;
  branchId: string;
  line: Line;
  person: { id: string; fullName: string };
  endKind: MembershipEnd | null;
  validTo: PlainDate | null;
  away: { kind: MembershipStatusKind } | null;
};

/** Moves with a page of their own, the frequent ones first. */
const PAGES: readonly (readonly [LifeMove, string])[] = [
  ["resume", "away"],
  ["find", "away"],
  ["transfer", "transfer"],
  ["suspend", "away?kind=suspended"],
  ["mature", "end?why=matured"],
  ["strike_off", "end?why=struck_off"],
  ["leave", "end?why=left"],
  ["lose_contact", "away?kind=lost_contact"],
  ["die", "end?why=deceased"],
];

const standing = ({ endKind, validTo, away }: Member): Standing =>
  validTo !== null && endKind ? endKind : (away?.kind ?? "active");

/** What can be done with somebody now, by the table of moves: label and address. */
function deedsOf(member: Member, canRestore: boolean): { label: string; href: Place }[] {
  const { id, branchId, line, person, validTo } = member;
  const base = `/branches/${branchId}/members/${id}` as const;
  const now = standing(member);
  const moves = PAGES.filter(([move]) => moveFrom(line, now, move)).map(([move, page]) => ({
    label: LIFE_MOVE_LABELS[move],
    href: `${base}/${page}` as const,
  }));
  return [
    ...moves,
    ...(validTo === null && line === "union"
      ? [{ label: "Giới thiệu nơi cư trú", href: `${base}/refer` as const }]
      : []),
    ...(validTo === null
      ? [{ label: "Chức vụ", href: `/branches/${branchId}/posts/new?person=${person.id}` as const }]
      : []),
    ...(moveFrom(line, now, "expel")
      ? [
          {
            label: LIFE_MOVE_LABELS.expel,
            href: `/branches/${branchId}/discipline/new?person=${person.id}` as const,
          },
        ]
      : []),
    ...(canRestore && moveFrom(line, now, "restore")
      ? [{ label: LIFE_MOVE_LABELS.restore, href: `${base}/restore` as const }]
      : []),
    { label: "Sửa ngày vào, ngày ra", href: `${base}/correct` },
    { label: "Xem hồ sơ", href: `/members/${person.id}` },
  ];
}

/**
 * The menu of a row: on a phone the whole row opens it, one of the deeds is the second tap, confirming it the third. A native
 * disclosure, so that it opens without JavaScript; opening one closes another.
 */
export const MemberDeeds = ({ member, canRestore }: { member: Member; canRestore: boolean }) => (
  <details name="member-deeds" className="deeds no-print">
    <summary>
      Việc<span className="sr-only"> – {member.person.fullName}</span>
    </summary>
    <ul>
      {deedsOf(member, canRestore).map(({ label, href }) => (
        <li key={label}>
          <Link href={hrefOf(href)} prefetch={false}>
            {label}
            <span className="sr-only"> – {member.person.fullName}</span>
          </Link>
        </li>
      ))}
    </ul>
  </details>
);
