import type { Metadata } from "next";
import { PageHeader } from "@/components/layout/page-header";
import { Card, Facts } from "@/components/ui/basics";
import { type Column, Table } from "@/components/ui/table";
import { signOutEverywhereAction } from "@/lib/access/actions";
import { LINE_SCOPE_LABELS, ROLE_LABELS } from "@/lib/access/labels";
import { listSessions, type OpenSession } from "@/lib/access/queries";
import { formatMoment } from "@/lib/dates/plain-date";
import { readAsViewer } from "@/lib/db/scope";

export const metadata: Metadata = { title: "Tài khoản" };

const COLUMNS: Column<OpenSession>[] = [
  {
    key: "device",
    label: "Thiết bị",
    isName: true,
    cell: ({ device, isThis }) => `${device || "Không rõ"}${isThis ? " (phiên này)" : ""}`,
  },
  { key: "since", label: "Đăng nhập", cell: ({ createdAt }) => formatMoment(createdAt) },
  { key: "last", label: "Dùng gần nhất", cell: ({ lastSeenAt }) => formatMoment(lastSeenAt) },
];

export default async function AccountPage() {
  const { viewer, sessions } = await readAsViewer(async (viewer, tx) => ({
    viewer,
    sessions: await listSessions(viewer, tx),
  }));
  return (
    <div className="space-y-5">
      <PageHeader
        title="Tài khoản"
        help="Vai trò của bạn và các thiết bị đang đăng nhập. Thấy thiết bị lạ thì đăng xuất mọi nơi và báo cấp trên."
      />
      <Card title="Nhiệm vụ đang giữ">
        <Facts
          facts={[
            { label: "Họ tên", value: viewer.name },
            { label: "Tên đăng nhập", value: viewer.login },
            ...viewer.appointments.map(({ role, unitName, branchName, line }) => ({
              label: ROLE_LABELS[role],
              value: `${branchName ?? unitName} (${LINE_SCOPE_LABELS[line]})`,
            })),
          ]}
        />
      </Card>
      <Card title="Phiên đăng nhập">
        <Table
          caption="Các phiên còn hiệu lực, dùng gần nhất trước"
          columns={COLUMNS}
          rows={sessions}
          rowKey={({ id }) => id}
          empty={null}
        />
        <form action={signOutEverywhereAction} className="no-print mt-4">
          <button type="submit" className="btn" data-tone="danger">
            Đăng xuất mọi nơi
          </button>
        </form>
      </Card>
    </div>
  );
}
