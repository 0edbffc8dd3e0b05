import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { EndExemptionForm, ExemptionForm } from "@/components/fees/fee-forms";
import { PageHeader } from "@/components/layout/page-header";
import { Card, Disclosure, Notice } from "@/components/ui/basics";
import { formatDate } from "@/lib/dates/plain-date";
import { today } from "@/lib/dates/today";
import { newId } from "@/lib/db/id";
import { readAsViewer } from "@/lib/db/scope";
import { endExemptionAction, exemptFromFeeAction } from "@/lib/fees/actions";
import { formatMonths } from "@/lib/fees/labels";
import { exemptionPage } from "@/lib/fees/queries";

export const metadata: Metadata = { title: "Miễn đoàn phí" };

type Props = PageProps<"/branches/[branchId]/members/[membershipId]/exempt">;

export default async function ExemptPage({ params, searchParams }: Props) {
  const { branchId, membershipId } = await params;
  const { done } = await searchParams;
  const page = await readAsViewer((viewer, tx) => exemptionPage(viewer, tx, branchId, membershipId));
  if (!page) notFound();
  const { membership, rules, exemptions } = page;
  const { branch, person, id } = membership;
  return (
    <div className="space-y-5">
      <PageHeader
        trail={[
          { href: `/branches/${branch.id}`, label: branch.name },
          { href: `/branches/${branch.id}/fees`, label: "Thu đoàn phí" },
        ]}
        title={`${person.fullName}: miễn đoàn phí`}
        help="Ban Chấp hành đoàn cơ sở quyết định miễn; các tháng được miễn không tính là chưa đóng."
      />
      {done === "exempted" && <Notice tone="good">Đã ghi miễn đoàn phí.</Notice>}
      {exemptions.length > 0 && (
        <Card title="Các lần được miễn">
          <ul className="space-y-3">
            {exemptions.map(({ id: exemptionId, from, to, reason, decidedOn }) => (
              <li key={exemptionId} className="space-y-1">
                <p>
                  Tháng {formatMonths(from, to)}: {reason}
                </p>
                <p className="text-(--ink-soft) text-sm">Quyết định ngày {formatDate(decidedOn)}</p>
                <Disclosure summary="Bỏ lần miễn này">
                  <EndExemptionForm
                    action={endExemptionAction}
                    requestId={newId()}
                    exemptionId={exemptionId}
                  />
                </Disclosure>
              </li>
            ))}
          </ul>
        </Card>
      )}
      <Card title="Miễn thêm">
        <ExemptionForm
          action={exemptFromFeeAction}
          requestId={newId()}
          membershipId={id}
          today={formatDate(today())}
          months={rules.exemptMaxMonths}
        />
      </Card>
    </div>
  );
}
