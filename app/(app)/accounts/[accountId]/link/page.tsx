import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { LinkForm } from "@/components/accounts/account-forms";
import { PageHeader } from "@/components/layout/page-header";
import { Notice } from "@/components/ui/basics";
import { proofNeeded } from "@/lib/access/proof";
import { issueLinkAction } from "@/lib/accounts/actions";
import { findAccount } from "@/lib/accounts/queries";
import { newId } from "@/lib/db/id";
import { readAsViewer } from "@/lib/db/scope";

export const metadata: Metadata = { title: "Cấp liên kết đặt mật khẩu" };

export default async function LinkPage({ params }: PageProps<"/accounts/[accountId]/link">) {
  const { accountId } = await params;
  const page = await readAsViewer(async (viewer, tx) => {
    const account = await findAccount(viewer, tx, accountId);
    return account?.may === "commands" && !account.disabledAt
      ? { account, proof: proofNeeded(viewer) }
      : null;
  });
  if (!page) notFound();
  const { account, proof } = page;
  return (
    <div className="space-y-5">
      <PageHeader
        trail={[
          { href: "/accounts", label: "Tài khoản cấp dưới" },
          { href: `/accounts/${account.id}`, label: account.name },
        ]}
        title={account.hasPassword ? "Cấp lại mật khẩu" : "Cấp liên kết mới"}
        help="Gửi xong có một phiếu liên kết dùng được 72 giờ, hiện đúng một lần. Liên kết cấp trước hết tác dụng."
      />
      {account.hasPassword && (
        <Notice
          tone="warn"
          title="Mật khẩu đang dùng và mọi phiên đăng nhập của người này hết tác dụng ngay."
        />
      )}
      <div className="card max-w-2xl">
        <LinkForm
          action={issueLinkAction}
          requestId={newId()}
          proof={proof}
          accountId={account.id}
          label={account.hasPassword ? "Cấp lại mật khẩu" : "Cấp liên kết mới"}
        />
      </div>
    </div>
  );
}
