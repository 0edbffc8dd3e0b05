import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { EndingForm } from "@/components/accounts/account-forms";
import { PageHeader } from "@/components/layout/page-header";
import { proofNeeded } from "@/lib/access/proof";
import { revokeDelegationAction } from "@/lib/accounts/actions";
import { heldLabel, heldPeriod } from "@/lib/accounts/labels";
import { listDelegations } from "@/lib/accounts/queries";
import { today } from "@/lib/dates/today";
import { newId } from "@/lib/db/id";
import { readAsViewer } from "@/lib/db/scope";

export const metadata: Metadata = { title: "Kết thúc ủy quyền" };

export default async function EndDelegationPage({
  params,
}: PageProps<"/accounts/delegations/[appointmentId]">) {
  const { appointmentId } = await params;
  const page = await readAsViewer(async (viewer, tx) => {
    const found = (await listDelegations(viewer, tx)).find(
      ({ id, isMine }) => id === appointmentId && isMine,
    );
    return found && { found, proof: proofNeeded(viewer) };
  });
  if (!page) notFound();
  const { found, proof } = page;
  return (
    <div className="space-y-5">
      <PageHeader
        trail={[
          { href: "/account", label: "Tài khoản" },
          { href: "/accounts/delegations", label: "Ủy quyền" },
        ]}
        title="Kết thúc ủy quyền"
        help={`${found.to} thay mặt bạn: ${heldLabel(found)}, ${heldPeriod(found)}.`}
      />
      <div className="card max-w-2xl">
        <EndingForm
          action={revokeDelegationAction}
          requestId={newId()}
          proof={proof}
          appointmentId={found.id}
          today={today()}
          label="Kết thúc ủy quyền"
        />
      </div>
    </div>
  );
}
