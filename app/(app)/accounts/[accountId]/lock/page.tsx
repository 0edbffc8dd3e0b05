import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { LockForm } from "@/components/accounts/account-forms";
import { PageHeader } from "@/components/layout/page-header";
import { proofNeeded } from "@/lib/access/proof";
import { lockAccountAction, unlockAccountAction } from "@/lib/accounts/actions";
import { findAccount } from "@/lib/accounts/queries";
import { newId } from "@/lib/db/id";
import { readAsViewer } from "@/lib/db/scope";

export const metadata: Metadata = { title: "Khoá tài khoản" };

export default async function LockPage({ params }: PageProps<"/accounts/[accountId]/lock">) {
  const { accountId } = await params;
  const page = await readAsViewer(async (viewer, tx) => {
    const account = await findAccount(viewer, tx, accountId);
    return account && account.may !== "sees" ? { account, proof: proofNeeded(viewer) } : null;
  });
  if (!page) notFound();
  const { account, proof } = page;
  const isLocked = account.disabledAt !== null;
  return (
    <div className="space-y-5">
      <PageHeader
        trail={[
          { href: "/accounts", label: "Tài khoản cấp dưới" },
          { href: `/accounts/${account.id}`, label: account.name },
        ]}
        title={isLocked ? "Mở khoá tài khoản" : "Khoá tài khoản"}
        help={
          isLocked
            ? "Người này đăng nhập lại được bằng mật khẩu cũ. Nghi mật khẩu đã lộ thì cấp lại ngay sau khi mở."
            : "Mọi phiên đăng nhập kết thúc ngay, liên kết đang chờ hết tác dụng. Nhiệm vụ vẫn giữ nguyên, mở khoá là dùng lại được."
        }
      />
      <div className="card max-w-2xl">
        <LockForm
          action={isLocked ? unlockAccountAction : lockAccountAction}
          requestId={newId()}
          proof={proof}
          accountId={account.id}
          isLocked={isLocked}
        />
      </div>
    </div>
  );
}
