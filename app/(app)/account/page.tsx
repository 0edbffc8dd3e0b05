import type { Metadata } from "next";
import { PasswordForm } from "@/components/access/password-form";
import { SessionsForm } from "@/components/access/sessions-form";
import { PageHeader } from "@/components/layout/page-header";
import { Badge, Card, Facts, LinkButton, Notice } from "@/components/ui/basics";
import { type Column, Table } from "@/components/ui/table";
import { changePasswordAction, closeSessionsAction, signOutEverywhereAction } from "@/lib/access/actions";
import { deviceName, LINE_SCOPE_LABELS, ROLE_LABELS } from "@/lib/access/labels";
import { proofNeeded } from "@/lib/access/proof";
import { getOwnAccount, listSessions, type OpenSession } from "@/lib/access/queries";
import { formatMoment } from "@/lib/dates/plain-date";
import { newId } from "@/lib/db/id";
import { readAsViewer } from "@/lib/db/scope";

export const metadata: Metadata = { title: "Tài khoản" };

const COLUMNS: Column<OpenSession>[] = [
  {
    key: "device",
    label: "Thiết bị",
    isName: true,
    cell: ({ device, isThis }) => (
      <>
        {deviceName(device)} {isThis && <Badge tone="good">phiên này</Badge>}
      </>
    ),
  },
  { key: "since", label: "Đăng nhập", cell: ({ createdAt }) => formatMoment(createdAt) },
  { key: "last", label: "Dùng gần nhất", cell: ({ lastSeenAt }) => formatMoment(lastSeenAt) },
];

const DONE = new Map([
  ["password", "Đã đổi mật khẩu. Các phiên khác đã kết thúc."],
  ["sessions", "Thiết bị đã chọn không còn đăng nhập."],
  ["factor-removed", "Đã gỡ bước xác thực thứ hai."],
]);

export default async function AccountPage({ searchParams }: PageProps<"/account">) {
  const { done } = await searchParams;
  const { viewer, sessions, own } = await readAsViewer(async (viewer, tx) => ({
    viewer,
    sessions: await listSessions(viewer, tx),
    own: await getOwnAccount(viewer, tx),
  }));
  const said = typeof done === "string" ? DONE.get(done) : undefined;
  return (
    <div className="space-y-5">
      <PageHeader
        title="Tài khoản"
        help="Vai trò, mật khẩu và các thiết bị đang đăng nhập. Thấy thiết bị lạ thì đăng xuất mọi nơi, đổi mật khẩu và báo cấp trên."
        actions={
          <LinkButton href={`/history/account/${viewer.accountId}`} tone="quiet">
            Lịch sử tài khoản
          </LinkButton>
        }
      />
      {said && <Notice tone="good" title={said} />}
      <Card
        title="Nhiệm vụ đang giữ"
        action={
          <LinkButton href="/accounts/delegations" tone="quiet">
            Ủy quyền
          </LinkButton>
        }
      >
        <Facts
          facts={[
            { label: "Họ tên", value: viewer.name },
            { label: "Tên đăng nhập", value: viewer.login },
            ...viewer.appointments.map(({ id, role, unitName, branchName, line }) => ({
              label: ROLE_LABELS[role],
              value: `${branchName ?? unitName} (${LINE_SCOPE_LABELS[line]})`,
              source: viewer.delegations[id] && `thay mặt ${viewer.delegations[id]}`,
            })),
          ]}
        />
      </Card>
      <Card
        title="Bước xác thực thứ hai"
        action={
          <LinkButton href="/account/second-factor" tone="quiet">
            {own.secondFactorAt ? "Xem, đổi" : "Bật"}
          </LinkButton>
        }
      >
        <p>
          {own.secondFactorAt
            ? `Đang bật, từ ${formatMoment(own.secondFactorAt)}; còn ${own.codesLeft} mã dự phòng.`
            : "Chưa bật: ai biết mật khẩu là vào được. Bật thì cần thêm mã trên điện thoại của bạn."}
        </p>
      </Card>
      <Card title="Phiên đăng nhập">
        <p className="mb-3 text-(--ink-soft) text-sm">
          Không dùng trong 2 giờ, hoặc đã 12 giờ từ lúc đăng nhập, thì phiên tự kết thúc.
        </p>
        <Table
          caption="Các phiên còn hiệu lực, dùng gần nhất trước"
          columns={COLUMNS}
          rows={sessions}
          rowKey={({ id }) => id}
          empty={null}
        />
        <div className="no-print mt-4 space-y-6">
          {sessions.length > 1 && (
            <SessionsForm
              action={closeSessionsAction}
              requestId={newId()}
              needed={proofNeeded(viewer)}
              others={sessions.filter(({ isThis }) => !isThis)}
            />
          )}
          <form action={signOutEverywhereAction}>
            <button type="submit" className="btn" data-tone="danger">
              Đăng xuất mọi nơi
            </button>
          </form>
        </div>
      </Card>
      <Card title="Đổi mật khẩu">
        <p className="mb-3 text-(--ink-soft) text-sm">
          Đặt từ {formatMoment(own.passwordSetAt)}. Mật khẩu không có hạn; đổi khi nghi có người khác biết.
        </p>
        <PasswordForm action={changePasswordAction} requestId={newId()} />
      </Card>
    </div>
  );
}
