import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { AdviceForm } from "@/components/advice/advice-forms";
import { PageHeader } from "@/components/layout/page-header";
import { can } from "@/lib/access/policy";
import { recordAdviceAction } from "@/lib/advice/actions";
import { findAdviceSubject, writingDesks } from "@/lib/advice/queries";
import { surveyReport } from "@/lib/advice/reports";
import { adviceAboutSchema } from "@/lib/advice/schema";
import { formatDate } from "@/lib/dates/plain-date";
import { newId } from "@/lib/db/id";
import { readAsViewer } from "@/lib/db/scope";

export const metadata: Metadata = { title: "Ghi báo cáo, đề nghị" };

export default async function NewAdvicePage({ searchParams }: PageProps<"/advice/new">) {
  const asked = adviceAboutSchema.parse(await searchParams);
  const page = await readAsViewer(async (viewer, tx) => {
    if (!can(viewer, "desk.write")) return null;
    const report = asked.report && (await surveyReport(viewer, tx, { unit: asked.unit, asOf: asked.asOf }));
    const subject = await findAdviceSubject(viewer, tx, {
      enterpriseId: asked.enterprise ?? null,
      caseId: asked.case ?? null,
      planId: asked.plan ?? report?.planId ?? null,
      campaignId: asked.campaign ?? report?.campaignId ?? null,
    });
    return subject ? { subject, report, desks: await writingDesks(viewer, tx) } : null;
  });
  if (!page) notFound();
  const { subject, report, desks } = page;
  const ids = {
    ...{ enterpriseId: subject.enterprise?.id, caseId: subject.case?.id },
    ...{ planId: subject.plan?.id, campaignId: subject.campaign?.id },
  };
  const said = [
    ...(subject.enterprise ? [subject.enterprise.name] : []),
    ...(subject.case ? [`hồ sơ vận động tại ${subject.case.enterprise.name}`] : []),
    ...(subject.campaign ? [subject.campaign.name] : []),
  ];
  return (
    <div className="space-y-5">
      <PageHeader
        trail={[{ href: "/advice", label: "Tham mưu, báo cáo" }]}
        title="Ghi báo cáo, đề nghị đã gửi"
        help={
          said.length > 0
            ? `Về ${said.join(", ")}. Ghi gửi ai, ngày nào, xin gì; có ý kiến thì ghi tiếp ở trang sau.`
            : "Ghi gửi ai, ngày nào, xin gì; có ý kiến thì ghi tiếp ở trang sau."
        }
      />
      <AdviceForm
        action={recordAdviceAction}
        requestId={newId()}
        desks={desks}
        about={Object.fromEntries(Object.entries(ids).flatMap(([name, id]) => (id ? [[name, id]] : [])))}
        given={{
          category: report ? "situation" : "guidance",
          asked: report
            ? `Báo cáo thực trạng tổ chức Đoàn, Hội trong doanh nghiệp đến ngày ${formatDate(report.asOf)}`
            : null,
          content: report ? report.text : null,
          line: subject.case?.line ?? null,
        }}
      />
    </div>
  );
}
