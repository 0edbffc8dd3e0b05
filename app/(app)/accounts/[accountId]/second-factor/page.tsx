import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { ClearFactorForm } from "@/components/accounts/account-forms";
import { PageHeader } from "@/components/layout/page-header";
import { proofNeeded } from "@/lib/access/proof";
import { clearSecondFactorAction } from "@/lib/accounts/actions";
import { findAccount } from "@/lib/accounts/queries";
import { newId } from "@/lib/db/id";
import { readAsViewer } from "@/lib/db/scope";

export const metadata: Metadata = { title: "Gỡ bước xác thực thứ hai" };

export default async function LostFactorPage({ params }: PageProps<"/accounts/[accountId]/second-factor">) {
  const { accountId } = await params;
  const page = await readAsViewer(async (viewer, tx) => {
    const account = await findAccount(viewer, tx, accountId);
    return account?.may === "commands" ? { account, proof: proofNeeded(viewer) } : null;
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
        title="Gỡ bước xác thực thứ hai"
        help="Chỉ khi chính người này đứng trước bạn, đã mất điện thoại và mất cả mã dự phòng. Họ vẫn cần mật khẩu để đăng nhập."
      />
      <div className="card max-w-2xl">
        <ClearFactorForm
          action={clearSecondFactorAction}
          requestId={newId()}
          proof={proof}
          accountId={account.id}
        />
      </div>
    </div>
  );
}
