import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { AppointmentForm } from "@/components/accounts/account-forms";
import { PageHeader } from "@/components/layout/page-header";
import { can } from "@/lib/access/policy";
import { proofNeeded } from "@/lib/access/proof";
import { giveAppointmentAction } from "@/lib/accounts/actions";
import { findAccount, placesToGive } from "@/lib/accounts/queries";
import { newId } from "@/lib/db/id";
import { readAsViewer } from "@/lib/db/scope";

export const metadata: Metadata = { title: "Giao nhiệm vụ" };

export default async function NewAppointmentPage({
  params,
}: PageProps<"/accounts/[accountId]/appointments/new">) {
  const { accountId } = await params;
  const page = await readAsViewer(async (viewer, tx) => {
    const account = can(viewer, "account.give") ? await findAccount(viewer, tx, accountId) : null;
    return account && { account, places: await placesToGive(viewer, tx), proof: proofNeeded(viewer) };
  });
  if (!page) notFound();
  const { account, places, proof } = page;
  return (
    <div className="space-y-5">
      <PageHeader
        trail={[
          { href: "/accounts", label: "Tài khoản cấp dưới" },
          { href: `/accounts/${account.id}`, label: account.name },
        ]}
        title="Giao nhiệm vụ"
        help="Thêm một nhiệm vụ cho tài khoản đã có. Không giao rộng hơn quyền của chính bạn, và không giao cho mình."
      />
      <div className="card max-w-2xl">
        <AppointmentForm
          action={giveAppointmentAction}
          requestId={newId()}
          proof={proof}
          places={places}
          accountId={account.id}
        />
      </div>
    </div>
  );
}
