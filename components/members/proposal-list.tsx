import Link from "next/link";
import type { ReactNode } from "react";
import { WithdrawForm } from "@/components/members/decision-form";
import { formatDate, formatMoment, type PartialDate, type PlainDate } from "@/lib/dates/plain-date";
import type { FormAction } from "@/lib/forms/state";
import { birthLabel } from "@/lib/members/labels";

export type Proposed = {
  id: string;
  admitOn: PlainDate;
  note: string | null;
  proposedAt: Date;
  proposedBy: string | null;
  canDecide: boolean;
  canWithdraw: boolean;
  person: { id: string; fullName: string; birth: PartialDate | null };
  branch: { id: string; name: string };
};

/** Proposals that wait, each with what its reader may do about it. */
export const ProposalList = ({
  proposals,
  withdraw,
  newRequestId,
  empty,
}: {
  proposals: readonly Proposed[];
  withdraw: FormAction;
  newRequestId: () => string;
  empty: ReactNode;
}) =>
  proposals.length === 0 ? (
    empty
  ) : (
    <ul className="space-y-4">
      {proposals.map((proposal) => (
        <li
          key={proposal.id}
          className="flex flex-wrap items-start justify-between gap-3 border-(--line) border-b pb-4 last:border-0 last:pb-0"
        >
          <div>
            <p className="font-semibold">
              <Link href={`/members/${proposal.person.id}`} prefetch={false}>
                {proposal.person.fullName}
              </Link>
              , sinh {birthLabel(proposal.person.birth)}
            </p>
            <p>
              Kết nạp ngày {formatDate(proposal.admitOn)} vào {proposal.branch.name}
            </p>
            <p className="text-(--ink-soft) text-sm">
              {proposal.proposedBy ?? "Tài khoản khác"} đề nghị lúc {formatMoment(proposal.proposedAt)}, đang
              chờ cấp trên chuẩn y{proposal.note && `. ${proposal.note}`}
            </p>
          </div>
          <div className="no-print flex flex-wrap gap-3">
            {proposal.canDecide && (
              <Link
                href={`/admissions?branch=${proposal.branch.id}`}
                prefetch={false}
                className="btn"
                data-tone="quiet"
              >
                Xem để chuẩn y
              </Link>
            )}
            {proposal.canWithdraw && (
              <WithdrawForm
                action={withdraw}
                requestId={newRequestId()}
                admissionId={proposal.id}
                branchId={proposal.branch.id}
                of={proposal.person.fullName}
              />
            )}
          </div>
        </li>
      ))}
    </ul>
  );
