import Link from "next/link";
import type { ReactNode } from "react";
import { MemberDeeds } from "@/components/members/member-deeds";
import { Badge, type Tone } from "@/components/ui/basics";
import { type Column, Table } from "@/components/ui/table";
import { formatDate, type PartialDate, type PlainDate } from "@/lib/dates/plain-date";
import type {
  BranchKind,
  Gender,
  Line,
  MembershipEnd,
  MembershipStart,
  MembershipStatusKind,
  PostTitle,
} from "@/lib/generated/prisma/enums";
import {
  birthLabel,
  END_LABELS,
  GENDER_LABELS,
  MATURITY_LABELS,
  postLabel,
  START_LABELS,
  STATUS_LABELS,
} from "@/lib/members/labels";
import type { Maturity } from "@/lib/members/rules";

export type ListedMember = {
  id: string;
  branchId: string;
  line: Line;
  person: { id: string; fullName: string; gender: Gender | null; birth: PartialDate | null; isDemo: boolean };
  posts: readonly { id: string; title: PostTitle; branch: { kind: BranchKind } }[];
  startKind: MembershipStart;
  endKind: MembershipEnd | null;
  endReason: string | null;
  staysAfterThirty: boolean;
  validFrom: PlainDate;
  validTo: PlainDate | null;
  maturity: Maturity;
  away: { kind: MembershipStatusKind; validTo: PlainDate | null; endsSoon: boolean } | null;
};

const MATURITY_TONES: Record<Exclude<Maturity, "none">, Tone> = {
  maybe_due: "calm",
  due: "warn",
  overdue: "bad",
};

/** What is said of somebody beside the name: posts held, what is due, put off or out of contact. */
export const MemberBadges = ({
  posts,
  maturity,
  staysAfterThirty,
  away = null,
}: Pick<ListedMember, "posts" | "maturity" | "staysAfterThirty"> & { away?: ListedMember["away"] }) => (
  <>
    {posts.map(({ id, title, branch }) => (
      <Badge key={id} tone="accent">
        {postLabel(title, branch.kind)}
      </Badge>
    ))}
    {maturity !== "none" && <Badge tone={MATURITY_TONES[maturity]}>{MATURITY_LABELS[maturity]}</Badge>}
    {staysAfterThirty && maturity === "none" && <Badge>Ở lại sau 30 tuổi</Badge>}
    {away && (
      <Badge tone={away.endsSoon || away.kind === "lost_contact" ? "warn" : "calm"}>
        {STATUS_LABELS[away.kind]}
        {away.validTo && ` đến ${formatDate(away.validTo)}`}
      </Badge>
    )}
  </>
);

/** Members of one organisation; whoever keeps them has each next step one tap away. */
export function MemberTable({
  caption,
  rows,
  empty,
  hasEnded,
  canKeep,
  canRestore,
  branchNames,
}: {
  caption: ReactNode;
  rows: readonly ListedMember[];
  empty: ReactNode;
  hasEnded: boolean;
  canKeep: boolean;
  /** Decides as the level above: brings back who was struck off or left. */
  canRestore: boolean;
  /** The organisations within, where there are several: then each row says its own. */
  branchNames: readonly { id: string; name: string }[];
}) {
  const columns: Column<ListedMember>[] = [
    {
      key: "name",
      label: "Họ và tên",
      isName: true,
      cell: ({ person, ...member }) => (
        <>
          <span className="flex flex-wrap items-center gap-x-2 gap-y-1">
            <Link
              href={`/members/${person.id}`}
              prefetch={false}
              className="inline-flex min-h-6 items-center"
            >
              {person.fullName}
            </Link>
            <MemberBadges {...member} />
          </span>
          {canKeep && (
            <span className="block font-normal text-(--ink-soft) text-sm sm:hidden print:hidden">
              {birthLabel(person.birth)} · vào {formatDate(member.validFrom)}
            </span>
          )}
        </>
      ),
    },
    {
      key: "gender",
      label: "Giới tính",
      isMinor: true,
      cell: ({ person }) => (person.gender ? GENDER_LABELS[person.gender] : "Chưa rõ"),
    },
    { key: "birth", label: "Ngày sinh", isMinor: true, cell: ({ person }) => birthLabel(person.birth) },
    ...(branchNames.length > 1
      ? [
          {
            key: "branch",
            label: "Tổ chức",
            cell: ({ branchId }: ListedMember) => branchNames.find(({ id }) => id === branchId)?.name,
          },
        ]
      : []),
    {
      key: "from",
      label: "Vào ngày",
      isMinor: true,
      cell: ({ validFrom, startKind }) => (
        <>
          {formatDate(validFrom)}
          <span className="block text-(--ink-soft) text-sm">{START_LABELS[startKind]}</span>
        </>
      ),
    },
    ...(hasEnded
      ? [
          {
            key: "to",
            label: "Ra ngày",
            cell: ({ validTo, endKind, endReason }: ListedMember) => (
              <>
                {validTo && formatDate(validTo)}
                <span className="block text-(--ink-soft) text-sm">
                  {[endKind && END_LABELS[endKind], endReason].filter(Boolean).join(": ")}
                </span>
              </>
            ),
          },
        ]
      : []),
    ...(canKeep
      ? [
          {
            key: "act",
            label: "Việc",
            cell: (member: ListedMember) => <MemberDeeds member={member} canRestore={canRestore} />,
          },
        ]
      : []),
  ];
  return <Table caption={caption} columns={columns} rows={rows} rowKey={({ id }) => id} empty={empty} />;
}
