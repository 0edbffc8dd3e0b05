import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { PageHeader } from "@/components/layout/page-header";
import { CampaignForm } from "@/components/surveys/campaign-form";
import { can } from "@/lib/access/policy";
import { requireViewer } from "@/lib/access/viewer";
import { newId } from "@/lib/db/id";
import { saveCampaignAction } from "@/lib/surveys/actions";

export const metadata: Metadata = { title: "Mở đợt khảo sát" };

export default async function NewCampaignPage() {
  if (!can(await requireViewer(), "campaign.write")) notFound();
  return (
    <>
      <PageHeader
        title="Mở đợt khảo sát"
        help="Chọn ngày chốt số liệu chung cho cả tỉnh. Không có văn bản giao hạn thì để trống hạn."
        trail={[{ href: "/campaigns", label: "Các đợt khảo sát" }]}
      />
      <CampaignForm action={saveCampaignAction} requestId={newId()} />
    </>
  );
}
