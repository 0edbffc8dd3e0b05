import type { Metadata } from "next";
import { notFound, redirect } from "next/navigation";
import { PageHeader } from "@/components/layout/page-header";
import { SurveyForm } from "@/components/surveys/survey-form";
import { EmptyState } from "@/components/ui/basics";
import { formatDate } from "@/lib/dates/plain-date";
import { today } from "@/lib/dates/today";
import { newId } from "@/lib/db/id";
import { readAsViewer } from "@/lib/db/scope";
import { findEnterprise } from "@/lib/enterprises/queries";
import { recordSurveyAction } from "@/lib/surveys/actions";
import { openCampaign, registeredFacts, surveyInCampaign } from "@/lib/surveys/queries";

export const metadata: Metadata = { title: "Khảo sát doanh nghiệp" };

export default async function NewSurveyPage({
  params,
}: PageProps<"/enterprises/[enterpriseId]/surveys/new">) {
  const { enterpriseId } = await params;
  const page = await readAsViewer(async (viewer, tx) => {
    const enterprise = await findEnterprise(viewer, tx, enterpriseId);
    const campaign = await openCampaign(viewer, tx);
    return {
      enterprise,
      campaign,
      registered: await registeredFacts(viewer, tx, enterpriseId),
      begun: enterprise && campaign && (await surveyInCampaign(viewer, tx, enterprise.id, campaign.id)),
    };
  });
  const { enterprise, campaign, begun } = page;
  if (!enterprise?.isEditable) notFound();
  if (begun) redirect(`/surveys/${begun.id}`);
  return (
    <>
      <PageHeader
        title={`Khảo sát: ${enterprise.name}`}
        help={
          campaign
            ? `${campaign.name} · số liệu tính đến ${formatDate(campaign.referenceDate)}. Chưa đủ thì lưu nháp, đủ thì gửi duyệt.`
            : "Khảo sát theo đợt do Ban Tổ chức – Kiểm tra mở."
        }
        trail={[
          { href: "/enterprises", label: "Doanh nghiệp" },
          { href: `/enterprises/${enterprise.id}`, label: enterprise.name },
        ]}
      />
      {campaign ? (
        <SurveyForm
          action={recordSurveyAction}
          requestId={newId()}
          campaignId={campaign.id}
          enterpriseId={enterprise.id}
          registered={page.registered}
          today={formatDate(today())}
        />
      ) : (
        <EmptyState title="Chưa có đợt khảo sát nào đang mở">
          Ban Tổ chức – Kiểm tra Tỉnh Đoàn mở đợt khảo sát; khi đó biểu mẫu hiện ở đây.
        </EmptyState>
      )}
    </>
  );
}
