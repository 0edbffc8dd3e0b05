import Link from "next/link";
import { Badge, EmptyState } from "@/components/ui/basics";
import { hrefOf } from "@/components/ui/place";
import { formatDate, type PlainDate } from "@/lib/dates/plain-date";
import { DISCIPLINE_LABELS } from "@/lib/discipline/labels";
import type { DisciplineKind } from "@/lib/generated/prisma/enums";

export type ListedDiscipline = {
  id: string;
  branchId: string;
  branchName: string | null;
  kind: DisciplineKind;
  person: { id: string; fullName: string } | null;
  decisionNumber: string;
  decidedBy: string;
  reason: string;
  until: PlainDate | null;
  liftReason: string | null;
  validFrom: PlainDate;
  validTo: PlainDate | null;
  isPastUntil: boolean;
  isDemo: boolean;
};

/** Decisions, the latest first; whoever may make such a decision may lift it. */
export const DisciplineList = ({
  rows,
  mayLift,
  namesWhom,
}: {
  rows: readonly ListedDiscipline[];
  mayLift: (row: ListedDiscipline) => boolean;
  /** On a person's own page everybody knows whom. */
  namesWhom: boolean;
}) =>
  rows.length === 0 ? (
    <EmptyState title="Chưa có quyết định kỷ luật nào" />
  ) : (
    <ul className="space-y-4">
      {rows.map((row) => (
        <li key={row.id}>
          <p className="flex flex-wrap items-center gap-x-2">
            <strong>{DISCIPLINE_LABELS[row.kind]}</strong>
            {namesWhom &&
              (row.person ? (
                <Link
                  href={`/members/${row.person.id}`}
                  prefetch={false}
                  className="inline-flex min-h-6 items-center"
                >
                  {row.person.fullName}
                </Link>
              ) : (
                <span>tổ chức</span>
              ))}
            {row.validTo ? (
              <Badge>Đã bỏ từ {formatDate(row.validTo)}</Badge>
            ) : (
              <Badge tone={row.isPastUntil ? "warn" : "bad"}>
                {row.isPastUntil ? "Hết thời hạn, chưa ghi bỏ" : "Còn hiệu lực"}
              </Badge>
            )}
            {row.isDemo && <Badge>Dữ liệu minh hoạ</Badge>}
          </p>
          <p className="text-(--ink-soft) text-sm">
            Quyết định số {row.decisionNumber} ngày {formatDate(row.validFrom)}, {row.decidedBy}
            {!namesWhom && `, khi ở ${row.branchName ?? "nơi khác"}`}
            {row.until && `. Thời hạn đến ${formatDate(row.until)}`}
          </p>
          <p>{row.reason}</p>
          {row.liftReason && <p className="text-(--ink-soft) text-sm">Bỏ vì: {row.liftReason}</p>}
          {row.validTo === null && mayLift(row) && (
            <Link
              href={hrefOf(`/branches/${row.branchId}/discipline/${row.id}/lift`)}
              prefetch={false}
              className="no-print inline-flex min-h-11 items-center"
            >
              Ghi bỏ kỷ luật<span className="sr-only"> – {row.person?.fullName ?? "tổ chức"}</span>
            </Link>
          )}
        </li>
      ))}
    </ul>
  );
