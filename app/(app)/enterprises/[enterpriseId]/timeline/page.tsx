import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { enterpriseTimeline } from "@/components/enterprises/timeline";
import { PageHeader } from "@/components/layout/page-header";
import { Card, Timeline } from "@/components/ui/basics";
import { casesOfEnterprise } from "@/lib/cases/queries";
import { formatDate } from "@/lib/dates/plain-date";
import { today } from "@/lib/dates/today";
import { readAsViewer } from "@/lib/db/scope";
import {
  findEnterprise,
  namesOf,
  organisationEvents,
  surveyMoves,
  visitsOf,
} from "@/lib/enterprises/queries";

export const metadata: Metadata = { title: "Diễn biến của doanh nghiệp" };

export default async function TimelinePage({ params }: PageProps<"/enterprises/[enterpriseId]/timeline">) {
  const { enterpriseId } = await params;
  const page = await readAsViewer(async (viewer, tx) => {
    const enterprise = await findEnterprise(viewer, tx, enterpriseId);
    if (!enterprise) return null;
    return {
      enterprise,
      versions: (await namesOf(viewer, tx, enterprise)).versions,
      cases: await casesOfEnterprise(viewer, tx, enterpriseId),
      visits: await visitsOf(viewer, tx, enterpriseId),
      moves: await surveyMoves(viewer, tx, enterpriseId),
      events: await organisationEvents(viewer, tx, enterpriseId),
    };
  });
  if (!page) notFound();
  const { enterprise } = page;
  return (
    <div className="space-y-5">
      <PageHeader
        title={`Diễn biến: ${enterprise.name}`}
        help="Khảo sát, lần gặp, các bước vận động, thành lập, hoạt động, đại hội theo ngày; mỗi việc có người ghi và lý do."
        trail={[
          { href: "/enterprises", label: "Doanh nghiệp" },
          { href: `/enterprises/${enterprise.id}`, label: enterprise.name },
        ]}
        printNote={`In ngày ${formatDate(today())}`}
      />
      <Card>
        <Timeline items={enterpriseTimeline(page)} empty="Chưa có diễn biến nào được ghi." />
      </Card>
    </div>
  );
}
