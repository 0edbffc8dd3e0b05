import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { EndingForm, PeriodForm } from "@/components/accounts/account-forms";
import { PageHeader } from "@/components/layout/page-header";
import { Tabs } from "@/components/ui/basics";
import { proofNeeded } from "@/lib/access/proof";
import { correctAppointmentAction, endAppointmentAction } from "@/lib/accounts/actions";
import { heldLabel, heldPeriod } from "@/lib/accounts/labels";
import { findAccount } from "@/lib/accounts/queries";
import { today } from "@/lib/dates/today";
import { newId } from "@/lib/db/id";
import { readAsViewer } from "@/lib/db/scope";

export const metadata: Metadata = { title: "Một nhiệm vụ" };

export default async function AppointmentPage({
  params,
  searchParams,
}: PageProps<"/accounts/[accountId]/appointments/[appointmentId]">) {
  const { accountId, appointmentId } = await params;
  const { what } = await searchParams;
  const page = await readAsViewer(async (viewer, tx) => {
    const account = await findAccount(viewer, tx, accountId);
    const held = account?.appointments.find(({ id, isBelow }) => id === appointmentId && isBelow);
    return account && held && { account, held, proof: proofNeeded(viewer) };
  });
  if (!page) notFound();
  const { account, held, proof } = page;
  const here = `/accounts/${account.id}/appointments/${held.id}` as const;
  const isToCome = held.validFrom > today() && held.delegatedBy === null;
  const isCorrecting = isToCome && what !== "end";
  return (
    <div className="space-y-5">
      <PageHeader
        trail={[
          { href: "/accounts", label: "Tài khoản cấp dưới" },
          { href: `/accounts/${account.id}`, label: account.name },
        ]}
        title={heldLabel(held)}
        help={`${account.name}, ${heldPeriod(held)}. ${
          isToCome
            ? "Chưa bắt đầu: sửa được thời hạn, hoặc rút lại."
            : "Kết thúc thì dòng cũ vẫn còn trong lịch sử."
        }`}
      />
      {isToCome && (
        <Tabs
          label="Việc với nhiệm vụ"
          tabs={[
            { href: here, label: "Sửa thời hạn", isCurrent: isCorrecting },
            { href: `${here}?what=end`, label: "Rút lại", isCurrent: !isCorrecting },
          ]}
        />
      )}
      <div className="card max-w-2xl">
        {isCorrecting ? (
          <PeriodForm
            action={correctAppointmentAction}
            requestId={newId()}
            proof={proof}
            appointmentId={held.id}
            validFrom={held.validFrom}
            validTo={held.validTo}
          />
        ) : (
          <EndingForm
            action={endAppointmentAction}
            requestId={newId()}
            proof={proof}
            appointmentId={held.id}
            today={today()}
            label="Kết thúc nhiệm vụ"
          />
        )}
      </div>
    </div>
  );
}
