import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { DelegationForm } from "@/components/accounts/account-forms";
import { PageHeader } from "@/components/layout/page-header";
import { proofNeeded } from "@/lib/access/proof";
import { delegateAppointmentAction } from "@/lib/accounts/actions";
import { heldLabel } from "@/lib/accounts/labels";
import { delegableAppointments } from "@/lib/accounts/policy";
import { latestEnd } from "@/lib/accounts/rules";
import { today } from "@/lib/dates/today";
import { newId } from "@/lib/db/id";
import { readAsViewer } from "@/lib/db/scope";

export const metadata: Metadata = { title: "Ủy quyền nhiệm vụ" };

export default async function NewDelegationPage() {
  const { held, proof } = await readAsViewer(async (viewer) => ({
    held: delegableAppointments(viewer),
    proof: proofNeeded(viewer),
  }));
  if (held.length === 0) notFound();
  return (
    <div className="space-y-5">
      <PageHeader
        trail={[
          { href: "/account", label: "Tài khoản" },
          { href: "/accounts/delegations", label: "Ủy quyền" },
        ]}
        title="Ủy quyền nhiệm vụ"
        help="Người nhận thấy và làm như bạn, trừ việc cấp tài khoản và ủy quyền tiếp. Bạn và cấp trên kết thúc được bất cứ lúc nào."
      />
      <div className="card max-w-2xl">
        <DelegationForm
          action={delegateAppointmentAction}
          requestId={newId()}
          proof={proof}
          held={held.map((one) => ({ value: one.id, label: heldLabel(one) }))}
          today={today()}
          latestEnd={latestEnd(today())}
        />
      </div>
    </div>
  );
}
