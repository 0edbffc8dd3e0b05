import Link from "next/link";
import type { ReactNode } from "react";
import { Badge, type Tone } from "@/components/ui/basics";
import { type Column, Table } from "@/components/ui/table";
import { heldLabel, heldPeriod, STATE_LABELS } from "@/lib/accounts/labels";
import type { AccountState } from "@/lib/accounts/rules";
import { formatMoment, type PlainDate } from "@/lib/dates/plain-date";
import type { LineScope, Role } from "@/lib/generated/prisma/enums";

type Held = {
  id: string;
  role: Role;
  line: LineScope;
  unitName: string | null;
  branchName: string | null;
  validFrom: PlainDate;
  validTo: PlainDate | null;
  isLive: boolean;
  isBelow: boolean;
  delegatedBy: string | null;
};

type Listed = {
  id: string;
  login: string;
  name: string;
  state: AccountState;
  lastSignInAt: Date | null;
  appointments: readonly Held[];
};

const TONES: Record<AccountState, Tone> = { active: "good", invited: "accent", locked: "bad", idle: "warn" };

export const StateBadge = ({ state }: { state: AccountState }) => (
  <Badge tone={TONES[state]}>{STATE_LABELS[state]}</Badge>
);

const COLUMNS: Column<Listed>[] = [
  {
    key: "name",
    label: "Họ và tên",
    isName: true,
    cell: ({ id, name, login }) => (
      <>
        <Link href={`/accounts/${id}`} prefetch={false} className="inline-flex min-h-6 items-center">
          {name}
        </Link>
        <span className="block font-normal text-(--ink-soft) text-sm">{login}</span>
      </>
    ),
  },
  {
    key: "held",
    label: "Nhiệm vụ",
    cell: ({ appointments }) => {
      const live = appointments.filter(({ isLive }) => isLive);
      return live.length === 0 ? (
        "–"
      ) : (
        <ul>
          {live.map((held) => (
            <li key={held.id}>
              {heldLabel(held)}
              {held.delegatedBy && ` thay mặt ${held.delegatedBy}`}
            </li>
          ))}
        </ul>
      );
    },
  },
  { key: "state", label: "Tình trạng", cell: ({ state }) => <StateBadge state={state} /> },
  {
    key: "last",
    label: "Đăng nhập gần nhất",
    cell: ({ lastSignInAt }) => (lastSignInAt ? formatMoment(lastSignInAt) : "chưa lần nào"),
  },
];

export const AccountTable = ({
  rows,
  caption,
  empty,
}: {
  rows: readonly Listed[];
  caption: string;
  empty: ReactNode;
}) => <Table caption={caption} columns={COLUMNS} rows={rows} rowKey={({ id }) => id} empty={empty} />;

/** Past, present and future: what was given, to when, and what can be done about it. */
export const AppointmentTable = ({
  accountId,
  held,
  today,
}: {
  accountId: string;
  held: readonly Held[];
  today: PlainDate;
}) => (
  <Table
    caption="Nhiệm vụ, gần đây trước"
    columns={[
      {
        key: "what",
        label: "Nhiệm vụ",
        isName: true,
        cell: (row) => (
          <>
            {heldLabel(row)}
            {row.delegatedBy && (
              <span className="block font-normal text-(--ink-soft) text-sm">thay mặt {row.delegatedBy}</span>
            )}
          </>
        ),
      },
      { key: "period", label: "Thời gian", cell: heldPeriod },
      { key: "state", label: "Hiệu lực", cell: (row) => <Effect held={row} today={today} /> },
      {
        key: "do",
        label: "Việc",
        cell: (row) =>
          row.isBelow && (row.validTo === null || row.validTo > today) ? (
            <Link
              href={`/accounts/${accountId}/appointments/${row.id}`}
              prefetch={false}
              className="no-print inline-flex min-h-6 items-center"
            >
              {row.validFrom > today ? "Sửa, kết thúc" : "Kết thúc"}
              <span className="sr-only">: {heldLabel(row)}</span>
            </Link>
          ) : (
            "–"
          ),
      },
    ]}
    rows={held}
    rowKey={({ id }) => id}
    empty={<p>Chưa có nhiệm vụ nào.</p>}
  />
);

function Effect({ held, today }: { held: Held; today: PlainDate }) {
  if (held.isLive) return <Badge tone="good">đang có hiệu lực</Badge>;
  if (held.validFrom > today) return <Badge tone="accent">chưa đến ngày</Badge>;
  if (held.validTo !== null && held.validTo <= today) return <Badge>đã thôi</Badge>;
  // The unit or the organisation is no more, or the one who delegated has nothing any more.
  return <Badge tone="warn">không còn nơi giao</Badge>;
}
