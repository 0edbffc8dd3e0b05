import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { PageHeader } from "@/components/layout/page-header";
import { BreachForm } from "@/components/privacy/privacy-forms";
import { requireViewer } from "@/lib/access/viewer";
import { newId } from "@/lib/db/id";
import { recordBreachAction } from "@/lib/privacy/actions";
import { deskOf } from "@/lib/privacy/policy";

export const metadata: Metadata = { title: "Ghi vi phạm dữ liệu" };

export default async function NewBreachPage() {
  if (!deskOf(await requireViewer())) notFound();
  return (
    <div className="space-y-5">
      <PageHeader
        trail={[
          { href: "/privacy", label: "Quyền riêng tư" },
          { href: "/privacy/breaches", label: "Sổ vi phạm dữ liệu" },
        ]}
        title="Ghi vi phạm dữ liệu"
        help="Ghi những gì đã biết, còn lại bổ sung sau: đồng hồ 72 giờ đã chạy từ lúc phát hiện."
      />
      <BreachForm action={recordBreachAction} requestId={newId()} />
    </div>
  );
}
