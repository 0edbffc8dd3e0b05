import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { PageHeader } from "@/components/layout/page-header";
import { Card, LinkButton } from "@/components/ui/basics";
import { FilterBar, FilterSelect, FilterText } from "@/components/ui/filter-bar";
import { surveyReport } from "@/lib/advice/reports";
import { adviceAboutSchema } from "@/lib/advice/schema";
import { formatDate } from "@/lib/dates/plain-date";
import { readAsViewer } from "@/lib/db/scope";
import { reportingUnits } from "@/lib/surveys/queries";

export const metadata: Metadata = { title: "Báo cáo từ khảo sát" };

export default async function SurveyReportPage({ searchParams }: PageProps<"/advice/report">) {
  const { unit, asOf } = adviceAboutSchema.parse(await searchParams);
  const page = await readAsViewer(async (viewer, tx) => {
    const report = await surveyReport(viewer, tx, { unit, asOf });
    return report && { report, units: await reportingUnits(viewer, tx) };
  });
  if (!page) notFound();
  const { report, units } = page;
  const about = new URLSearchParams(
    [
      ...[["report", "survey"] as const, ["asOf", report.asOf] as const],
      ...(report.unit ? [["unit", report.unit] as const] : []),
    ].map(([name, value]) => [name, value]),
  );
  return (
    <div className="space-y-5">
      <PageHeader
        trail={[{ href: "/advice", label: "Tham mưu, báo cáo" }]}
        title="Báo cáo thực trạng từ khảo sát"
        help="Số liệu lấy từ phiếu khảo sát đã duyệt; bấm vào số để xem từng doanh nghiệp. In được; xuất Word chưa có."
        printNote={report.unitName}
        actions={<LinkButton href={`/advice/new?${about}`}>Ghi là đã gửi cấp ủy</LinkButton>}
      />
      <FilterBar action="/advice/report" isFiltered={unit !== undefined || asOf !== undefined}>
        <FilterText name="asOf" label="Đến ngày" value={formatDate(report.asOf)} />
        {units.length > 1 && (
          <FilterSelect
            name="unit"
            label="Đơn vị"
            value={unit}
            options={units.map(({ id, name }) => ({ value: id, label: name }))}
          />
        )}
      </FilterBar>
      <Card title={`${report.unitName}: thực trạng đến ngày ${formatDate(report.asOf)}`}>
        <div className="max-w-prose space-y-3">
          {report.lines.map((line) => (
            <p key={line.map(({ text }) => text).join("")}>
              {line.map(({ text, href }) =>
                href ? (
                  <a key={href} href={href} className="inline-block min-h-6 min-w-6">
                    {text}
                  </a>
                ) : (
                  text
                ),
              )}
            </p>
          ))}
          <p className="text-(--ink-soft)">
            {report.lastAcceptedOn
              ? `Phiếu khảo sát duyệt gần nhất: ${formatDate(report.lastAcceptedOn)}.`
              : "Chưa có phiếu khảo sát nào được duyệt."}
          </p>
        </div>
      </Card>
    </div>
  );
}
