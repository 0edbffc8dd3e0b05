import { Badge } from "@/components/ui/basics";
import { Table } from "@/components/ui/table";
import { LINE_LABELS } from "@/lib/access/labels";
import { heldLabel, heldPeriod, reasonLabel, sightLabel } from "@/lib/accounts/labels";
import type { PlainDate } from "@/lib/dates/plain-date";
import type { Line, LineScope, Role } from "@/lib/generated/prisma/enums";

type Sight = {
  accountId: string;
  name: string | null;
  appointmentId: string;
  role: Role;
  line: LineScope;
  unitName: string | null;
  branchName: string | null;
  validFrom: PlainDate;
  validTo: PlainDate | null;
  delegatedBy: string | null;
  scopeLine: Line;
  scopeBranchId: string | null;
  scopeBranchName: string | null;
  rows:
    | readonly { kind: "membership" | "admission" | "post"; from: PlainDate; to: PlainDate | null }[]
    | null;
};

/** Who can open a person's record today, by which appointment, and what of the person it reaches. */
export const SightList = ({ sights }: { sights: readonly Sight[] }) => (
  <Table
    caption={`${new Set(sights.map(({ accountId }) => accountId)).size} tài khoản mở được hồ sơ này hôm nay`}
    columns={[
      {
        key: "who",
        label: "Ai",
        isName: true,
        cell: ({ name, delegatedBy }) => (
          <>
            {name ?? "Tài khoản ngoài phạm vi của bạn"}
            {delegatedBy && <Badge tone="accent">thay mặt {delegatedBy}</Badge>}
          </>
        ),
      },
      {
        key: "held",
        label: "Nhiệm vụ",
        cell: (sight) => (
          <>
            {heldLabel(sight)}
            <span className="block text-(--ink-soft) text-sm">{heldPeriod(sight)}</span>
          </>
        ),
      },
      {
        key: "why",
        label: "Vì sao",
        cell: ({ role, scopeLine, scopeBranchName, rows }) => (
          <>
            <span className="first-letter:uppercase">{sightLabel(role, scopeLine)}</span>
            <span className="block text-(--ink-soft) text-sm">
              {scopeBranchName
                ? `${scopeBranchName} (${LINE_LABELS[scopeLine]}): ${rows && rows.length > 0 ? rows.map(reasonLabel).join("; ") : "được lập hồ sơ ở đây"}`
                : "Người này còn có hồ sơ ở một tổ chức ngoài phạm vi của bạn."}
            </span>
          </>
        ),
      },
    ]}
    rows={sights}
    rowKey={({ appointmentId, scopeBranchId, scopeLine }) => `${appointmentId} ${scopeBranchId} ${scopeLine}`}
    empty={<p>Chưa có ai.</p>}
  />
);
