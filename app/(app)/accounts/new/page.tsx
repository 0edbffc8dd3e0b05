import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { AccountForm } from "@/components/accounts/account-forms";
import { PageHeader } from "@/components/layout/page-header";
import { can } from "@/lib/access/policy";
import { proofNeeded } from "@/lib/access/proof";
import { createAccountAction } from "@/lib/accounts/actions";
import { placesToGive } from "@/lib/accounts/queries";
import { newId } from "@/lib/db/id";
import { readAsViewer } from "@/lib/db/scope";

export const metadata: Metadata = { title: "Cấp tài khoản" };

export default async function NewAccountPage() {
  const page = await readAsViewer(async (viewer, tx) =>
    can(viewer, "account.give")
      ? { places: await placesToGive(viewer, tx), proof: proofNeeded(viewer) }
      : null,
  );
  if (!page) notFound();
  return (
    <div className="space-y-5">
      <PageHeader
        trail={[{ href: "/accounts", label: "Tài khoản cấp dưới" }]}
        title="Cấp tài khoản"
        help="Gửi xong có một phiếu liên kết, hiện đúng một lần: in hoặc đưa người nhận quét ngay. Người nhận tự đặt mật khẩu."
      />
      <div className="card max-w-2xl">
        <AccountForm
          action={createAccountAction}
          requestId={newId()}
          proof={page.proof}
          places={page.places}
        />
      </div>
    </div>
  );
}
