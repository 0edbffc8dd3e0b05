import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { ProgressTable } from "@/components/assignments/progress-tables";
import { ExportLinks } from "@/components/exports/export-links";
import { PageHeader } from "@/components/layout/page-header";
import { CampaignForm } from "@/components/surveys/campaign-form";
import { Badge, Card, Disclosure, EmptyState, LinkButton, Notice } from "@/components/ui/basics";
import { type Column, Table } from "@/components/ui/table";
import { can } from "@/lib/access/policy";
import { campaignCounts } from "@/lib/assignments/reports";
import { formatDate } from "@/lib/dates/plain-date";
import { today } from "@/lib/dates/today";
import { newId } from "@/lib/db/id";
import { readAsViewer } from "@/lib/db/scope";
import { saveCampaignAction } from "@/lib/surveys/actions";
import { campaignProgress, listCampaigns } from "@/lib/surveys/queries";

export const metadata: Metadata = { title: "Đợt khảo sát" };

type Progress = Awaited<ReturnType<typeof campaignProgress>>[number];

const DONE: Record<string, string> = {
  saved: "Đã lưu đợt khảo sát.",
  closed: "Đã đóng đợt khảo sát. Phiếu đã bắt đầu vẫn ghi nốt được; không mở phiếu mới.",
};

export default async function CampaignPage({ params, searchParams }: PageProps<"/campaigns/[campaignId]">) {
  const { campaignId } = await params;
  const { done } = await searchParams;
  const { campaign, progress, counts, surveys } = await readAsViewer(async (viewer, tx) => {
    const campaign = (await listCampaigns(viewer, tx)).find(({ id }) => id === campaignId);
    return {
      campaign,
      progress: campaign ? await campaignProgress(viewer, tx, campaign.id) : [],
      counts: campaign && (await campaignCounts(viewer, tx, campaign.id)),
      surveys: can(viewer, "survey.record"),
    };
  });
  if (!campaign) notFound();
  const isOpen = campaign.closedOn === null || campaign.closedOn > today();
  const list = `/campaigns/${campaign.id}/enterprises` as const;
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
  const days = [
    `Mở từ ${formatDate(campaign.opensOn)}`,
    campaign.dueOn ? `hạn ${formatDate(campaign.dueOn)}` : "chưa đặt hạn",
    campaign.closedOn && `đóng từ ${formatDate(campaign.closedOn)}`,
    `mẫu phiếu số ${campaign.formVersion}`,
  ].filter(Boolean);
  return (
    <div className="space-y-5">
      <PageHeader
        title={campaign.name}
        help={`Số liệu tính đến ${formatDate(campaign.referenceDate)}. Bấm vào số để xem danh sách.`}
        trail={[{ href: "/campaigns", label: "Các đợt khảo sát" }]}
        actions={
          <>
            {counts && (
              <LinkButton href={surveys ? `${list}?person=me&show=waiting` : `${list}?show=unassigned`}>
                {surveys ? "Doanh nghiệp của tôi" : "Chưa giao cho ai"}
              </LinkButton>
            )}
            {counts && surveys && (
              <LinkButton href={`${list}?show=unassigned`} tone="quiet">
                Giao khảo sát
              </LinkButton>
            )}
            {campaign.isEditable && isOpen && (
              <LinkButton href={`/campaigns/${campaign.id}/close`} tone="quiet">
                Đóng đợt
              </LinkButton>
            )}
            <LinkButton href={`/history/campaign/${campaign.id}`} tone="quiet">
              Lịch sử
            </LinkButton>
            <ExportLinks list="progress" filter={{ campaign: campaign.id }} />
          </>
        }
        printNote={`In ngày ${formatDate(today())}`}
      />
      {typeof done === "string" && DONE[done] && <Notice tone="good" title={DONE[done]} />}
      <p className="flex flex-wrap items-center gap-2">
        <Badge tone={isOpen ? "good" : "calm"}>{isOpen ? "Đang mở" : "Đã đóng"}</Badge>
        <span className="text-(--ink-soft)">{days.join(" · ")}</span>
      </p>
      {counts && (
        <Card title="Doanh nghiệp phải khảo sát, theo đơn vị">
          <ProgressTable
            campaignId={campaign.id}
            caption="Doanh nghiệp đang hoạt động thuộc phạm vi kế hoạch; đã khảo sát là có phiếu đã duyệt"
            by="unit"
            rows={counts.units}
            total={counts.total}
          />
        </Card>
      )}
      {counts && (
        <Card title="Theo người, tổ khảo sát">
          {counts.people.length > 0 ? (
            <ProgressTable
              campaignId={campaign.id}
              caption="Doanh nghiệp đang giao"
              by="person"
              rows={counts.people}
            />
          ) : (
            <EmptyState title="Chưa giao doanh nghiệp nào cho ai">
              Không giao thì đơn vị quản lý vẫn khảo sát như thường.
            </EmptyState>
          )}
        </Card>
      )}
      <Card title="Phiếu của từng đơn vị">
        <Table
          caption="Phiếu theo tình trạng"
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
