import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { PageHeader } from "@/components/layout/page-header";
import { RequestForm } from "@/components/privacy/privacy-forms";
import { can } from "@/lib/access/policy";
import { newId } from "@/lib/db/id";
import { readAsViewer } from "@/lib/db/scope";
import { isId } from "@/lib/http/params";
import { registerRequestAction } from "@/lib/privacy/actions";
import { findSubject } from "@/lib/privacy/queries";

export const metadata: Metadata = { title: "Ghi yêu cầu về dữ liệu" };

export default async function NewRequestPage({ searchParams }: PageProps<"/privacy/requests/new">) {
  const { person: given } = await searchParams;
  const page = await readAsViewer(async (viewer, tx) => {
    if (!can(viewer, "privacy.register")) return null;
    if (given === undefined) return { person: null };
    const person = typeof given === "string" && isId(given) ? await findSubject(viewer, tx, given) : null;
    return person && { person: { id: person.id, name: person.fullName } };
  });
  if (!page) notFound();
  return (
    <div className="space-y-5">
      <PageHeader
        trail={[{ href: "/privacy", label: "Quyền riêng tư" }]}
        title={page.person ? `Yêu cầu của ${page.person.name}` : "Ghi yêu cầu về dữ liệu"}
        help="Ghi đúng ngày nhận: Ban Tổ chức – Kiểm tra phải xác nhận và trả lời trong thời hạn của luật tính từ ngày đó."
      />
      <RequestForm action={registerRequestAction} requestId={newId()} person={page.person} />
    </div>
  );
}
