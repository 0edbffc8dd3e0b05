import type { Metadata } from "next";
import Link from "next/link";
import { ExportLinks } from "@/components/exports/export-links";
import { PageHeader } from "@/components/layout/page-header";
import { EmptyState, LinkButton } from "@/components/ui/basics";
import { type Column, Table } from "@/components/ui/table";
import { can } from "@/lib/access/policy";
import { formatDate } from "@/lib/dates/plain-date";
import { readAsViewer } from "@/lib/db/scope";
import { type CampaignRow, listCampaigns } from "@/lib/surveys/queries";

export const metadata: Metadata = { title: "Các đợt khảo sát" };

const COLUMNS: Column<CampaignRow>[] = [
  {
    key: "name",
    label: "Tên",
    isName: true,
    cell: ({ id, name }) => (
      <Link href={`/campaigns/${id}`} prefetch={false}>
        {name}
      </Link>
    ),
  },
  { key: "reference", label: "Số liệu tính đến", cell: ({ referenceDate }) => formatDate(referenceDate) },
  { key: "opens", label: "Mở từ", cell: ({ opensOn }) => formatDate(opensOn) },
  { key: "due", label: "Hạn", cell: ({ dueOn }) => (dueOn ? formatDate(dueOn) : "chưa đặt hạn") },
  { key: "closed", label: "Đóng", cell: ({ closedOn }) => (closedOn ? formatDate(closedOn) : "đang mở") },
];

export default async function CampaignsPage() {
  const { campaigns, mayOpen, seesGroups } = await readAsViewer(async (viewer, tx) => ({
    campaigns: await listCampaigns(viewer, tx),
    mayOpen: can(viewer, "campaign.write"),
    seesGroups: can(viewer, "dashboard.read"),
  }));
  return (
    <div className="space-y-5">
      <PageHeader
        title="Các đợt khảo sát"
        help="Mỗi đợt có một ngày chốt số liệu; mỗi doanh nghiệp một phiếu trong một đợt."
        actions={
          <>
            {mayOpen && <LinkButton href="/campaigns/new">Mở đợt khảo sát</LinkButton>}
            {seesGroups && (
              <LinkButton href="/working-groups" tone="quiet">
                Tổ công tác
              </LinkButton>
            )}
            <ExportLinks list="campaigns" />
          </>
        }
        trail={[{ href: "/surveys", label: "Khảo sát" }]}
      />
      <div className="card">
        <Table
          caption={`${campaigns.length} đợt khảo sát`}
          columns={COLUMNS}
          rows={campaigns}
          rowKey={({ id }) => id}
          empty={<EmptyState title="Chưa có đợt khảo sát nào" />}
        />
      </div>
    </div>
  );
}
