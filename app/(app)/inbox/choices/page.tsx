import type { Metadata } from "next";
import { ChoiceForm } from "@/components/inbox/choice-form";
import { PageHeader } from "@/components/layout/page-header";
import { Notice } from "@/components/ui/basics";
import { newId } from "@/lib/db/id";
import { readAsViewer } from "@/lib/db/scope";
import { env } from "@/lib/env";
import { chooseNoticesAction } from "@/lib/inbox/actions";
import { inboxChoices } from "@/lib/inbox/queries";

export const metadata: Metadata = { title: "Chọn thông báo muốn nhận" };

export default async function ChoicesPage({ searchParams }: PageProps<"/inbox/choices">) {
  const { done } = await searchParams;
  const chosen = await readAsViewer(inboxChoices);
  return (
    <div className="space-y-5">
      <PageHeader
        trail={[{ href: "/inbox", label: "Hộp thông báo" }]}
        title="Chọn thông báo muốn nhận"
        help="Bỏ chọn một loại thì không còn thông báo loại đó; việc vẫn có trong danh sách việc đang chờ."
      />
      {done === "chosen" && <Notice tone="good" title="Đã lưu lựa chọn." />}
      <ChoiceForm
        action={chooseNoticesAction}
        requestId={newId()}
        sendsMail={env.SMTP_URL !== undefined && env.MAIL_FROM !== undefined}
        {...chosen}
      />
    </div>
  );
}
