import type { Metadata } from "next";
import Link from "next/link";
import { PageHeader } from "@/components/layout/page-header";
import { Badge, EmptyState, LinkButton, Notice } from "@/components/ui/basics";
import { type Column, Table } from "@/components/ui/table";
import { heldLabel, heldPeriod } from "@/lib/accounts/labels";
import { delegableAppointments } from "@/lib/accounts/policy";
import { type Delegation, listDelegations } from "@/lib/accounts/queries";
import { today } from "@/lib/dates/today";
import { readAsViewer } from "@/lib/db/scope";

export const metadata: Metadata = { title: "Ủy quyền" };

const DONE = new Map([
  ["delegated", "Đã ủy quyền."],
  ["ended", "Đã kết thúc ủy quyền."],
]);

const COLUMNS: Column<Delegation>[] = [
  {
    key: "who",
    label: "Ai thay ai",
    isName: true,
    cell: ({ to, by }) => (
      <>
        {to} <span className="font-normal">thay mặt</span> {by}
      </>
    ),
  },
  { key: "what", label: "Nhiệm vụ", cell: heldLabel },
  { key: "period", label: "Thời gian", cell: heldPeriod },
  {
    key: "state",
    label: "Hiệu lực",
    cell: ({ isLive, validFrom }) => {
      if (isLive) return <Badge tone="good">đang có hiệu lực</Badge>;
      return validFrom > today() ? <Badge tone="accent">chưa đến ngày</Badge> : <Badge>đã hết</Badge>;
    },
  },
  {
    key: "do",
    label: "Việc",
    cell: ({ id, isMine, validTo, to }) =>
      isMine && validTo > today() ? (
        <Link
          href={`/accounts/delegations/${id}`}
          prefetch={false}
          className="no-print inline-flex min-h-6 items-center"
        >
          Kết thúc<span className="sr-only"> ủy quyền cho {to}</span>
        </Link>
      ) : (
        "–"
      ),
  },
];

export default async function DelegationsPage({ searchParams }: PageProps<"/accounts/delegations">) {
  const { done } = await searchParams;
  const { rows, mayDelegate } = await readAsViewer(async (viewer, tx) => ({
    rows: await listDelegations(viewer, tx),
    mayDelegate: delegableAppointments(viewer).length > 0,
  }));
  const said = DONE.get(String(done));
  return (
    <div className="space-y-5">
      <PageHeader
        trail={[{ href: "/account", label: "Tài khoản" }]}
        title="Ủy quyền"
        help="Khi đi vắng, để người khác trong tỉnh làm thay trong một thời hạn. Việc họ làm được ghi là thay mặt bạn."
        actions={mayDelegate && <LinkButton href="/accounts/delegations/new">Ủy quyền</LinkButton>}
      />
      {said && <Notice tone="good" title={said} />}
      <div className="card">
        <Table
          caption="Ủy quyền đã cho và đã nhận, gần đây trước"
          columns={COLUMNS}
          rows={rows}
          rowKey={({ id }) => id}
          empty={
            <EmptyState title="Chưa có ủy quyền nào">
              Người nhận phải có tài khoản đang làm việc trong tỉnh, và không ủy quyền tiếp được.
            </EmptyState>
          }
        />
      </div>
    </div>
  );
}
