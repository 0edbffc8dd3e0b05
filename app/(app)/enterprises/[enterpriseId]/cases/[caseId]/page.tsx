import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { ClosingForm, DifficultyForm, PartyReportForm } from "@/components/cases/case-forms";
import { PageHeader } from "@/components/layout/page-header";
import { Card, Facts, LinkButton } from "@/components/ui/basics";
import { LINE_LABELS } from "@/lib/access/labels";
import { callCaseHardAction, closeCaseAction, reportToPartyAction } from "@/lib/cases/actions";
import { findMovableCase } from "@/lib/cases/queries";
import { formatDate } from "@/lib/dates/plain-date";
import { today } from "@/lib/dates/today";
import { newId } from "@/lib/db/id";
import { readAsViewer } from "@/lib/db/scope";
import { findEnterprise } from "@/lib/enterprises/queries";

export const metadata: Metadata = { title: "Hồ sơ vận động" };

export default async function CasePage({ params }: PageProps<"/enterprises/[enterpriseId]/cases/[caseId]">) {
  const { enterpriseId, caseId } = await params;
  const page = await readAsViewer(async (viewer, tx) => ({
    enterprise: await findEnterprise(viewer, tx, enterpriseId),
    found: await findMovableCase(viewer, tx, caseId),
  }));
  const { enterprise, found } = page;
  if (!enterprise || !found || found.enterpriseId !== enterprise.id || found.closedOn) notFound();
  const day = formatDate(today());
  const onCase = { caseId: found.id, version: found.version, today: day };
  const other = LINE_LABELS[found.line === "union" ? "association" : "union"];
  return (
    <div className="space-y-5">
      <PageHeader
        title={`Vận động thành lập tổ chức ${LINE_LABELS[found.line]}`}
        help="Ghi bước đã làm. Nơi quá khó thì nêu khó khăn để chuyển sang tổ chức kia; chỉ được tính khi tổ chức đó có hoạt động."
        trail={[
          { href: "/enterprises", label: "Doanh nghiệp" },
          { href: `/enterprises/${enterprise.id}`, label: enterprise.name },
        ]}
        actions={
          <LinkButton href={`/history/case/${found.id}`} tone="quiet">
            Lịch sử
          </LinkButton>
        }
      />
      <Card>
        <Facts
          facts={[
            { label: "Mở ngày", value: formatDate(found.openedOn) },
            {
              label: "Báo cáo cấp ủy",
              value: found.reportedToPartyOn ? formatDate(found.reportedToPartyOn) : "chưa",
            },
            { label: "Khó khăn", value: found.difficulty ?? "chưa ghi" },
          ]}
        />
      </Card>
      <div className="grid gap-5 lg:grid-cols-3">
        <Card title="Báo cáo cấp ủy">
          <PartyReportForm action={reportToPartyAction} requestId={newId()} {...onCase} />
        </Card>
        <Card title="Nơi khó khăn">
          <DifficultyForm action={callCaseHardAction} requestId={newId()} other={other} {...onCase} />
        </Card>
        <Card title="Đóng hồ sơ">
          <ClosingForm action={closeCaseAction} requestId={newId()} {...onCase} />
        </Card>
      </div>
    </div>
  );
}
