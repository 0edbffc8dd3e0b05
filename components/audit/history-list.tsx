import Link from "next/link";
import { Timeline } from "@/components/ui/basics";
import { OPERATION_LABELS } from "@/lib/audit/labels";
import type { RecordKind } from "@/lib/audit/schema";
import { formatMoment } from "@/lib/dates/plain-date";
import type { AuditOperation } from "@/lib/generated/prisma/enums";

export type ListedDeed = {
  key: string;
  at: Date;
  who: { name: string; role: string | null } | null;
  onBehalfOf: string | null;
  deed: string;
  reason: string | null;
  rows: readonly ListedRow[];
};

type ListedRow = {
  key: string;
  label: string;
  operation: AuditOperation;
  record: { kind: RecordKind; id: string; name: string | null } | null;
  changes: readonly { label: string; before: string | null; after: string | null }[];
};

/** Who did it, in what role, and for whom. */
export const whoDid = ({ who, onBehalfOf }: Pick<ListedDeed, "who" | "onBehalfOf">): string => {
  const actor = who ? [who.name, who.role].filter(Boolean).join(" · ") : "Hệ thống";
  return onBehalfOf ? `${actor}, thay ${onBehalfOf}` : actor;
};

/** What was done to a record, latest first: when, who, what, why, and each field that changed. */
export const HistoryList = ({ deeds }: { deeds: readonly ListedDeed[] }) => (
  <Timeline
    empty="Chưa có gì được ghi trong phạm vi của bạn."
    items={deeds.map((deed) => ({
      key: deed.key,
      when: `${formatMoment(deed.at)} · ${whoDid(deed)}`,
      what: deed.deed,
      more: (
        <>
          {deed.reason && <p>Lý do: {deed.reason}</p>}
          <Changes rows={deed.rows} />
        </>
      ),
    }))}
  />
);

/** More rows than anybody reads are counted: fixing the goals of a province writes a thousand. */
const MOST_ROWS = 12;

/** Each row of a deed with its changed fields, old before new. */
export const Changes = ({ rows, isLinked = false }: { rows: readonly ListedRow[]; isLinked?: boolean }) => (
  <>
    {rows.slice(0, MOST_ROWS).map(({ key, label, operation, record, changes }) => (
      <div key={key} className="wrap-anywhere">
        <p>
          {`${OPERATION_LABELS[operation]}: `}
          {isLinked && record ? (
            <Link href={`/history/${record.kind}/${record.id}`} prefetch={false}>
              {[label.toLocaleLowerCase("vi"), record.name].filter(Boolean).join(" – ")}
            </Link>
          ) : (
            label.toLocaleLowerCase("vi")
          )}
        </p>
        {changes.length > 0 && (
          <ul className="list-disc pl-5">
            {changes.map((change) => (
              <li key={change.label}>
                {`${change.label}: `}
                {operation === "UPDATE" ? (
                  <>
                    {change.before ?? "chưa ghi"} → {change.after ?? "bỏ trống"}
                  </>
                ) : (
                  (change.after ?? change.before)
                )}
              </li>
            ))}
          </ul>
        )}
      </div>
    ))}
    {rows.length > MOST_ROWS && <p>{`và ${rows.length - MOST_ROWS} dòng nữa`}</p>}
  </>
);
