import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { PageHeader } from "@/components/layout/page-header";
import { SurveyForm } from "@/components/surveys/survey-form";
import { Notice } from "@/components/ui/basics";
import { formatDate } from "@/lib/dates/plain-date";
import { today } from "@/lib/dates/today";
import { newId } from "@/lib/db/id";
import { readAsViewer } from "@/lib/db/scope";
import { recordSurveyAction } from "@/lib/surveys/actions";
import { findSurvey, registeredFacts } from "@/lib/surveys/queries";

export const metadata: Metadata = { title: "Sửa phiếu khảo sát" };

export default async function EditSurveyPage({ params }: PageProps<"/surveys/[surveyId]/edit">) {
  const { surveyId } = await params;
  const { survey, registered } = await readAsViewer(async (viewer, tx) => {
    const survey = await findSurvey(viewer, tx, surveyId);
    return { survey, registered: survey ? await registeredFacts(viewer, tx, survey.enterpriseId) : {} };
  });
  if (!survey?.isEditable) notFound();
  const returned = survey.events.find(({ state }) => state === "returned");
  return (
    <>
      <PageHeader
        title={`Phiếu khảo sát: ${survey.enterprise.name}`}
        help={`${survey.campaign.name} · số liệu tính đến ${formatDate(survey.campaign.referenceDate)}. Sửa xong thì gửi duyệt.`}
        trail={[
          { href: "/surveys", label: "Khảo sát" },
          { href: `/surveys/${survey.id}`, label: survey.enterprise.name },
        ]}
      />
      {survey.state === "returned" && returned && (
        <div className="mb-5">
          <Notice tone="warn" title={`${returned.by} trả lại phiếu này`}>
            {returned.reason}
          </Notice>
        </div>
      )}
      <SurveyForm
        action={recordSurveyAction}
        requestId={newId()}
        campaignId={survey.campaign.id}
        enterpriseId={survey.enterpriseId}
        surveyId={survey.id}
        given={survey}
        registered={registered}
        today={formatDate(today())}
      />
    </>
  );
}
