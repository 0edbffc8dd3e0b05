import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { AppointmentTable, StateBadge } from "@/components/accounts/account-list";
import { PageHeader } from "@/components/layout/page-header";
import { Card, Facts, LinkButton, Notice } from "@/components/ui/basics";
import { can } from "@/lib/access/policy";
import { findAccount } from "@/lib/accounts/queries";
import { formatMoment } from "@/lib/dates/plain-date";
import { today } from "@/lib/dates/today";
import { readAsViewer } from "@/lib/db/scope";

export const metadata: Metadata = { title: "Một tài khoản" };

const DONE = new Map([
  ["locked", "Đã khoá. Mọi phiên đăng nhập đã kết thúc."],
  ["unlocked", "Đã mở khoá."],
  ["cleared", "Đã gỡ bước xác thực thứ hai. Mọi phiên đăng nhập đã kết thúc."],
  ["given", "Đã giao nhiệm vụ."],
]);

export default async function AccountPage({ params, searchParams }: PageProps<"/accounts/[accountId]">) {
  const { accountId } = await params;
  const { done } = await searchParams;
  const { account, mayGive } = await readAsViewer(async (viewer, tx) => ({
    account: await findAccount(viewer, tx, accountId),
    mayGive: can(viewer, "account.give"),
  }));
  if (!account) notFound();
  const here = `/accounts/${account.id}` as const;
  const said = DONE.get(String(done));
  return (
    <div className="space-y-5">
      <PageHeader
        trail={[{ href: "/accounts", label: "Tài khoản cấp dưới" }]}
        title={account.name}
        help="Nhiệm vụ quyết định người này thấy gì. Kết thúc nhiệm vụ hay khoá tài khoản có hiệu lực ngay ở lần bấm kế tiếp của họ."
        actions={
          <>
            {mayGive && <LinkButton href={`${here}/appointments/new`}>Giao nhiệm vụ</LinkButton>}
            {account.may === "commands" && !account.disabledAt && (
              <LinkButton href={`${here}/link`} tone="quiet">
                {account.hasPassword ? "Cấp lại mật khẩu" : "Cấp liên kết mới"}
              </LinkButton>
            )}
            {account.may === "commands" && (
              <LinkButton href={`${here}/second-factor`} tone="quiet">
                Mất điện thoại
              </LinkButton>
            )}
            {account.may !== "sees" && (
              <LinkButton href={`${here}/lock`} tone="quiet">
                {account.disabledAt ? "Mở khoá" : "Khoá"}
              </LinkButton>
            )}
            {mayGive && (
              <LinkButton href={`/history/account/${account.id}`} tone="quiet">
                Lịch sử
              </LinkButton>
            )}
          </>
        }
      />
      {said && <Notice tone="good" title={said} />}
      {account.may === "sees" && (
        <Notice tone="calm" title="Người này còn giữ nhiệm vụ ngoài quyền của bạn.">
          <p>Bạn kết thúc được nhiệm vụ thuộc quyền mình; mật khẩu và khoá tài khoản là việc của cấp trên.</p>
        </Notice>
      )}
      <Card title="Tài khoản">
        <Facts
          facts={[
            { label: "Tình trạng", value: <StateBadge state={account.state} /> },
            { label: "Tên đăng nhập", value: account.login },
            { label: "Cấp lúc", value: formatMoment(account.createdAt) },
            {
              label: "Đăng nhập gần nhất",
              value: account.lastSignInAt ? formatMoment(account.lastSignInAt) : "chưa lần nào",
            },
            ...(account.linkExpiresAt
              ? [{ label: "Liên kết còn dùng được đến", value: formatMoment(account.linkExpiresAt) }]
              : []),
            ...(account.disabledAt ? [{ label: "Khoá lúc", value: formatMoment(account.disabledAt) }] : []),
          ]}
        />
      </Card>
      <Card title="Nhiệm vụ">
        <AppointmentTable accountId={account.id} held={account.appointments} today={today()} />
      </Card>
    </div>
  );
}
