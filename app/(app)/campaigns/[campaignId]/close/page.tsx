import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { PageHeader } from "@/components/layout/page-header";
import { CloseCampaignForm } from "@/components/surveys/campaign-form";
import { Badge, Card } from "@/components/ui/basics";
import { findCampaign } from "@/lib/assignments/queries";
import { formatDate } from "@/lib/dates/plain-date";
import { today } from "@/lib/dates/today";
import { newId } from "@/lib/db/id";
import { readAsViewer } from "@/lib/db/scope";
import { closeCampaignAction } from "@/lib/surveys/actions";
import { SURVEY_STATE_LABELS, SURVEY_STATE_TONES } from "@/lib/surveys/labels";
import { reportingUnits, unfinishedSurveys } from "@/lib/surveys/queries";

export const metadata: Metadata = { title: "Đóng đợt khảo sát" };

export default async function CloseCampaignPage({ params }: PageProps<"/campaigns/[campaignId]/close">) {
  const { campaignId } = await params;
  const shown = await readAsViewer(async (viewer, tx) => {
    const campaign = await findCampaign(viewer, tx, campaignId);
    if (!campaign?.mayClose) return null;
    return {
      campaign,
      open: await unfinishedSurveys(viewer, tx, campaign.id),
      units: new Map((await reportingUnits(viewer, tx)).map(({ id, name }) => [id, name])),
    };
  });
  if (!shown) notFound();
  const { campaign, open, units } = shown;
  return (
    <div className="space-y-5">
      <PageHeader
        title="Đóng đợt khảo sát"
        help="Đóng rồi thì không mở phiếu mới; phiếu đã bắt đầu vẫn ghi nốt, gửi và duyệt được."
        trail={[
          { href: "/campaigns", label: "Các đợt khảo sát" },
          { href: `/campaigns/${campaign.id}`, label: campaign.name },
        ]}
      />
      <Card title={open.length > 0 ? `Còn ${open.length} phiếu chưa duyệt` : "Mọi phiếu đã duyệt"}>
        {open.length > 0 ? (
          <ul className="list-disc space-y-1 pl-5">
            {open.map(({ id, state, unionUnitId, enterprise }) => (
              <li key={id}>
                <Link href={`/surveys/${id}`} prefetch={false}>
                  {enterprise.name}
                </Link>{" "}
                <Badge tone={SURVEY_STATE_TONES[state]}>{SURVEY_STATE_LABELS[state]}</Badge>{" "}
                <span className="text-(--ink-soft) text-sm">{units.get(unionUnitId)}</span>
              </li>
            ))}
          </ul>
        ) : (
          <p>Không còn phiếu nháp, chờ duyệt hay bị trả lại.</p>
        )}
      </Card>
      <CloseCampaignForm
        action={closeCampaignAction}
        requestId={newId()}
        campaignId={campaign.id}
        version={campaign.version}
        today={formatDate(today())}
        open={open.length}
      />
    </div>
  );
}
