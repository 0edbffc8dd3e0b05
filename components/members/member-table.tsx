import Link from "next/link";
import type { ReactNode } from "react";
import { Badge, type Tone } from "@/components/ui/basics";
import { hrefOf } from "@/components/ui/place";
import { type Column, Table } from "@/components/ui/table";
import { formatDate, type PartialDate, type PlainDate } from "@/lib/dates/plain-date";
import type {
  BranchKind,
  Gender,
  Line,
  MembershipEnd,
  MembershipStart,
  PostTitle,
} from "@/lib/generated/prisma/enums";
import {
  birthLabel,
  END_LABELS,
  GENDER_LABELS,
  MATURITY_LABELS,
  postLabel,
  START_LABELS,
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
};

const MATURITY_TONES: Record<Exclude<Maturity, "none">, Tone> = {
  maybe_due: "calm",
  due: "warn",
  overdue: "bad",
};

/** What is said of somebody beside the name: posts held, what is due. */
export const MemberBadges = ({
  posts,
  maturity,
  staysAfterThirty,
}: Pick<ListedMember, "posts" | "maturity" | "staysAfterThirty">) => (
  <>
    {posts.map(({ id, title, branch }) => (
      <Badge key={id} tone="accent">
        {postLabel(title, branch.kind)}
      </Badge>
    ))}
    {maturity !== "none" && <Badge tone={MATURITY_TONES[maturity]}>{MATURITY_LABELS[maturity]}</Badge>}
    {staysAfterThirty && maturity === "none" && <Badge>Ở lại sau 30 tuổi</Badge>}
  </>
);

/** Members of one organisation; whoever keeps them has each next step one tap away. */
export function MemberTable({
  caption,
  rows,
  empty,
  hasEnded,
  canKeep,
  branchNames,
}: {
  caption: ReactNode;
  rows: readonly ListedMember[];
  empty: ReactNode;
  hasEnded: boolean;
  canKeep: boolean;
  /** The organisations within, where there are several: then each row says its own. */
  branchNames: readonly { id: string; name: string }[];
}) {
  const columns: Column<ListedMember>[] = [
    {
      key: "name",
      label: "Họ và tên",
      isName: true,
      cell: ({ person, ...member }) => (
        <span className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <Link href={`/members/${person.id}`} prefetch={false} className="inline-flex min-h-6 items-center">
            {person.fullName}
          </Link>
          <MemberBadges {...member} />
        </span>
      ),
    },
    {
      key: "gender",
      label: "Giới tính",
      cell: ({ person }) => (person.gender ? GENDER_LABELS[person.gender] : "Chưa rõ"),
    },
    { key: "birth", label: "Ngày sinh", cell: ({ person }) => birthLabel(person.birth) },
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
      ? [{ key: "act", label: "Việc", cell: (member: ListedMember) => <Steps member={member} /> }]
      : []),
  ];
  return <Table caption={caption} columns={columns} rows={rows} rowKey={({ id }) => id} empty={empty} />;
}

const Step = ({ href, of, children }: { href: `/branches/${string}`; of: string; children: ReactNode }) => (
  <Link href={hrefOf(href)} prefetch={false} className="inline-flex min-h-11 items-center sm:min-h-6">
    {children}
    <span className="sr-only"> – {of}</span>
  </Link>
);

const Steps = ({ member: { id, branchId, line, person, validTo } }: { member: ListedMember }) => (
  <span className="no-print flex flex-wrap gap-x-4">
    {validTo === null && (
      <>
        <Step href={`/branches/${branchId}/members/${id}/transfer`} of={person.fullName}>
          Chuyển sinh hoạt
        </Step>
        {line === "union" && (
          <Step href={`/branches/${branchId}/members/${id}/refer`} of={person.fullName}>
            Giới thiệu nơi cư trú
          </Step>
        )}
        <Step href={`/branches/${branchId}/members/${id}/end`} of={person.fullName}>
          Kết thúc
        </Step>
        <Step href={`/branches/${branchId}/posts/new?person=${person.id}`} of={person.fullName}>
          Giao chức vụ
        </Step>
      </>
    )}
    <Step href={`/branches/${branchId}/members/${id}/correct`} of={person.fullName}>
      Sửa
    </Step>
  </span>
);
