import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { ExportLinks } from "@/components/exports/export-links";
import { PageHeader } from "@/components/layout/page-header";
import { CampaignForm } from "@/components/surveys/campaign-form";
import { Card, Disclosure, LinkButton, Notice } from "@/components/ui/basics";
import { type Column, Table } from "@/components/ui/table";
import { formatDate } from "@/lib/dates/plain-date";
import { newId } from "@/lib/db/id";
import { readAsViewer } from "@/lib/db/scope";
import { saveCampaignAction } from "@/lib/surveys/actions";
import { campaignProgress, listCampaigns } from "@/lib/surveys/queries";

export const metadata: Metadata = { title: "Đợt khảo sát" };

type Progress = Awaited<ReturnType<typeof campaignProgress>>[number];

export default async function CampaignPage({ params, searchParams }: PageProps<"/campaigns/[campaignId]">) {
  const { campaignId } = await params;
  const { done } = await searchParams;
  const { campaign, progress } = await readAsViewer(async (viewer, tx) => {
    const campaign = (await listCampaigns(viewer, tx)).find(({ id }) => id === campaignId);
    return { campaign, progress: campaign ? await campaignProgress(viewer, tx, campaign.id) : [] };
  });
  if (!campaign) notFound();
  const counted = (
    state: "accepted" | "submitted" | "returned" | "draft",
    label: string,
  ): Column<Progress> => ({
    key: state,
    label,
    isNumeric: true,
    cell: (unit) => (
      <Link href={`/surveys?campaign=${campaign.id}&unit=${unit.id}&state=${state}`} prefetch={false}>
        {unit[state]}
        <span className="sr-only">{` phiếu ${label.toLocaleLowerCase("vi")} của ${unit.name}`}</span>
      </Link>
    ),
  });
  return (
    <div className="space-y-5">
      <PageHeader
        title={campaign.name}
        help={`Số liệu tính đến ${formatDate(campaign.referenceDate)}. Bấm vào số để xem phiếu.`}
        trail={[{ href: "/campaigns", label: "Các đợt khảo sát" }]}
        actions={
          <>
            <LinkButton href={`/history/campaign/${campaign.id}`} tone="quiet">
              Lịch sử
            </LinkButton>
            <ExportLinks list="progress" filter={{ campaign: campaign.id }} />
          </>
        }
      />
      {done === "saved" && <Notice tone="good" title="Đã lưu đợt khảo sát." />}
      <Card title="Tiến độ từng đơn vị">
        <Table
          caption={`Mở từ ${formatDate(campaign.opensOn)} · ${campaign.dueOn ? `hạn ${formatDate(campaign.dueOn)}` : "chưa đặt hạn"}`}
          columns={[
            { key: "unit", label: "Đơn vị", isName: true, cell: ({ name }) => name },
            counted("accepted", "Đã duyệt"),
            counted("submitted", "Chờ duyệt"),
            counted("returned", "Bị trả lại"),
            counted("draft", "Nháp"),
          ]}
          rows={progress}
          rowKey={({ id }) => id}
          empty={<p>Không có đơn vị nào trong phạm vi của bạn.</p>}
        />
      </Card>
      {campaign.isEditable && (
        <Disclosure summary="Sửa đợt khảo sát">
          <CampaignForm action={saveCampaignAction} requestId={newId()} given={campaign} />
        </Disclosure>
      )}
    </div>
  );
}
