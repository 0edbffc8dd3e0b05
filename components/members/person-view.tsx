import Link from "next/link";
import type { ReactNode } from "react";
import { HistoryList, type ListedDeed } from "@/components/audit/history-list";
import { MemberBadges } from "@/components/members/member-table";
import { StayForm, TakeBackAwardForm } from "@/components/members/membership-forms";
import { ProposalList, type Proposed } from "@/components/members/proposal-list";
import { Badge, Card, Disclosure, Facts, LinkButton } from "@/components/ui/basics";
import { hrefOf } from "@/components/ui/place";
import { formatPartialDate } from "@/lib/dates/partial-date";
import { formatDate, type PartialDate, type PlainDate } from "@/lib/dates/plain-date";
import { formatPhone } from "@/lib/format";
import type { FormAction } from "@/lib/forms/state";
import type {
  BranchKind,
  Education,
  Gender,
  Line,
  MembershipEnd,
  MembershipStart,
  MembershipStatusKind,
  PoliticalTheory,
  PostTitle,
} from "@/lib/generated/prisma/enums";
import {
  birthLabel,
  EDUCATION_LABELS,
  END_LABELS,
  GENDER_LABELS,
  memberWord,
  POLITICAL_THEORY_LABELS,
  periodLabel,
  postLabel,
  START_LABELS,
  STATUS_LABELS,
} from "@/lib/members/labels";
import { type Maturity, moveFrom } from "@/lib/members/rules";

type Membership = {
  id: string;
  branchId: string;
  branchName: string;
  unitName: string | null;
  line: Line;
  startKind: MembershipStart;
  endKind: MembershipEnd | null;
  endReason: string | null;
  staysAfterThirty: boolean;
  validFrom: PlainDate;
  validTo: PlainDate | null;
  joined: PartialDate | null;
  cardNumber: string | null;
  ceremonyOn: PlainDate | null;
  canKeep: boolean;
  canRestore: boolean;
  statuses: readonly {
    id: string;
    kind: MembershipStatusKind;
    note: string | null;
    validFrom: PlainDate;
    validTo: PlainDate | null;
  }[];
  maturity: Maturity;
};

type Post = {
  id: string;
  branchId: string;
  branchName: string;
  branchKind: BranchKind;
  title: PostTitle;
  validFrom: PlainDate;
  validTo: PlainDate | null;
  exceptionReason: string | null;
  canKeep: boolean;
};

type AwardLine = {
  id: string;
  branchId: string;
  title: string;
  decisionNumber: string | null;
  on: PlainDate;
};

type Seen = {
  branchId: string;
  line: Line;
  branch: { name: string; kind: BranchKind; parent: { name: string } | null } | null;
  unitName: string | null;
};

export type ViewedPerson = {
  id: string;
  fullName: string;
  gender: Gender | null;
  birth: PartialDate | null;
  phone: string | null;
  areaName: string | null;
  education: Education | null;
  occupation: string | null;
  joinedPlace: string | null;
  politicalTheory: PoliticalTheory | null;
  isDemo: boolean;
  memberships: readonly Membership[];
  posts: readonly Post[];
  awards: readonly AwardLine[];
  proposals: readonly Proposed[];
  seenBy: readonly Seen[];
};

/** All that is known of a person to whoever looks, with the next steps beside what they are about. */
export const PersonView = ({
  person,
  history,
  stay,
  takeBackAward,
  withdraw,
  newRequestId,
}: {
  person: ViewedPerson;
  history: readonly ListedDeed[];
  stay: FormAction;
  takeBackAward: FormAction;
  withdraw: FormAction;
  newRequestId: () => string;
}) => (
  <>
    <Card title="Hồ sơ" action={person.isDemo && <Badge>Dữ liệu minh hoạ</Badge>}>
      <Facts
        facts={[
          { label: "Ngày sinh", value: birthLabel(person.birth) },
          { label: "Giới tính", value: person.gender ? GENDER_LABELS[person.gender] : "Chưa rõ" },
          { label: "Điện thoại", value: person.phone ? formatPhone(person.phone) : "Chưa rõ" },
          { label: "Nơi ở", value: person.areaName ?? "Chưa rõ" },
          { label: "Trình độ", value: person.education ? EDUCATION_LABELS[person.education] : "Chưa rõ" },
          { label: "Nghề nghiệp, bộ phận", value: person.occupation ?? "Chưa rõ" },
          { label: "Nơi vào Đoàn", value: person.joinedPlace ?? "Chưa rõ" },
          {
            label: "Lý luận chính trị",
            value: person.politicalTheory ? POLITICAL_THEORY_LABELS[person.politicalTheory] : "Chưa rõ",
          },
        ]}
      />
    </Card>
    {person.proposals.length > 0 && (
      <Card title="Đề nghị kết nạp đang chờ">
        <ProposalList
          proposals={person.proposals}
          withdraw={withdraw}
          newRequestId={newRequestId}
          empty={null}
        />
      </Card>
    )}
    <Card title="Sinh hoạt">
      {person.memberships.length === 0 && (
        <p className="text-(--ink-soft)">Chưa là đoàn viên, hội viên ở đâu trong phạm vi của bạn.</p>
      )}
      <ul className="space-y-4">
        {person.memberships.map((membership) => (
          <li key={membership.id}>
            <OneMembership membership={membership} stay={stay} requestId={newRequestId()} />
          </li>
        ))}
      </ul>
    </Card>
    {person.posts.length > 0 && (
      <Card title="Chức vụ">
        <ul className="space-y-3">
          {person.posts.map((post) => (
            <li key={post.id}>
              <p>
                <strong>{postLabel(post.title, post.branchKind)}</strong>, {post.branchName}
              </p>
              <p className="text-(--ink-soft) text-sm">
                {periodLabel(post.validFrom, post.validTo)}
                {post.exceptionReason && `. Chỉ định người ngoài tổ chức: ${post.exceptionReason}`}
              </p>
              {post.canKeep && post.validTo === null && (
                <Step href={`/branches/${post.branchId}/posts/${post.id}/end`}>Thôi chức vụ</Step>
              )}
            </li>
          ))}
        </ul>
      </Card>
    )}
    {person.awards.length > 0 && (
      <Card title="Khen thưởng">
        <ul className="space-y-2">
          {person.awards.map(({ id, branchId, title, decisionNumber, on }) => (
            <li key={id} className="flex flex-wrap items-center gap-x-3">
              <span>
                {formatDate(on)}: {title}
                {decisionNumber && `, quyết định số ${decisionNumber}`}
              </span>
              {person.memberships.some((held) => held.branchId === branchId && held.canKeep) && (
                <TakeBackAwardForm
                  action={takeBackAward}
                  requestId={newRequestId()}
                  awardId={id}
                  title={title}
                />
              )}
            </li>
          ))}
        </ul>
      </Card>
    )}
    <Card title="Lịch sử">
      <HistoryList deeds={history.slice(0, LATEST)} />
      <Step href={`/history/person/${person.id}`}>Toàn bộ lịch sử</Step>
    </Card>
    <Disclosure summary="Ai xem được hồ sơ này, vì sao">
      <WhoSees seenBy={person.seenBy} />
    </Disclosure>
  </>
);

/** As many deeds as the record itself shows; the rest is on the history's own pages. */
const LATEST = 5;

const Step = ({ href, children }: { href: `/${string}`; children: ReactNode }) => (
  <Link href={hrefOf(href)} prefetch={false} className="no-print inline-flex min-h-11 items-center">
    {children}
  </Link>
);

const OneMembership = ({
  membership,
  stay,
  requestId,
}: {
  membership: Membership;
  stay: FormAction;
  requestId: string;
}) => {
  const { id, branchId, line, validTo, endKind, canKeep, maturity, staysAfterThirty, statuses } = membership;
  const base = `/branches/${branchId}/members/${id}` as const;
  const isOpen = validTo === null;
  const word = memberWord(line);
  return (
    <>
      <p className="flex flex-wrap items-center gap-x-2">
        <Link href={`/branches/${branchId}/members`} prefetch={false}>
          {membership.branchName}
        </Link>
        <Badge tone={isOpen ? "good" : "calm"}>{isOpen ? word : `đã thôi là ${word}`}</Badge>
        <MemberBadges posts={[]} maturity={maturity} staysAfterThirty={staysAfterThirty && isOpen} />
      </p>
      <p className="text-(--ink-soft) text-sm">
        {periodLabel(membership.validFrom, validTo)}. {START_LABELS[membership.startKind]}
        {membership.endKind && `; ${END_LABELS[membership.endKind].toLocaleLowerCase("vi")}`}
        {membership.endReason && ` (${membership.endReason})`}
        {membership.unitName && `. ${membership.unitName}`}
        {membership.joined && `. Vào lần đầu ${formatPartialDate(membership.joined)}`}
        {membership.cardNumber && `. Số thẻ ${membership.cardNumber}`}
        {membership.ceremonyOn && `. Lễ trưởng thành ngày ${formatDate(membership.ceremonyOn)}`}
      </p>
      {statuses.map((status) => (
        <p key={status.id} className="text-(--ink-soft) text-sm">
          {STATUS_LABELS[status.kind]} {periodLabel(status.validFrom, status.validTo)}
          {status.note && `: ${status.note}`}
        </p>
      ))}
      {canKeep && (
        <div className="no-print mt-1 flex flex-wrap items-center gap-x-4">
          {isOpen && maturity !== "none" && (
            <LinkButton href={`${base}/end?why=matured`}>Cho trưởng thành</LinkButton>
          )}
          {isOpen && line === "union" && (staysAfterThirty || maturity !== "none") && (
            <StayForm action={stay} requestId={requestId} membershipId={id} stays={staysAfterThirty} />
          )}
          {isOpen && <Step href={`${base}/transfer`}>Chuyển sinh hoạt</Step>}
          {isOpen && line === "union" && <Step href={`${base}/refer`}>Giới thiệu nơi cư trú</Step>}
          {isOpen && line === "union" && <Step href={`${base}/away`}>Hoãn sinh hoạt</Step>}
          {isOpen && <Step href={`${base}/award`}>Ghi khen thưởng</Step>}
          {isOpen && <Step href={`${base}/end`}>Kết thúc</Step>}
          {membership.canRestore && endKind && !isOpen && moveFrom(line, endKind, "restore") && (
            <Step href={`${base}/restore`}>Khôi phục</Step>
          )}
          <Step href={`${base}/correct`}>Sửa ngày vào, ngày ra</Step>
        </div>
      )}
    </>
  );
};

/** The scope rules in words (§1.11), for this person: from which organisations, and who sits there. */
const WhoSees = ({ seenBy }: { seenBy: readonly Seen[] }) => {
  const lines = new Set(seenBy.map(({ line }) => line));
  return (
    <>
      <p>Hồ sơ được xem từ mỗi tổ chức mà người này là, từng là, hoặc được đề nghị là thành viên:</p>
      <ul className="list-disc pl-5">
        {seenBy.map(({ branchId, line, branch, unitName }) => (
          <li key={`${branchId} ${line}`}>
            {branch ? `${branch.name}: người đứng đầu` : "Một tổ chức"}
            {branch?.parent && `, bí thư ${branch.parent.name}`}
            {unitName && `; cán bộ ${unitName}`}
          </li>
        ))}
        <li>
          Ban Thường vụ Tỉnh Đoàn, Ban Tổ chức – Kiểm tra
          {lines.has("association") && "; Ban Đoàn kết tập hợp thanh niên (chỉ phần hội viên)"}
        </li>
      </ul>
      <p>Chủ doanh nghiệp không có tài khoản và không xem được.</p>
    </>
  );
};
