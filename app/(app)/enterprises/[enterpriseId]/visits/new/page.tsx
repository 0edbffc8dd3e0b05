import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { VisitForm } from "@/components/enterprises/visit-form";
import { PageHeader } from "@/components/layout/page-header";
import { formatDate } from "@/lib/dates/plain-date";
import { today } from "@/lib/dates/today";
import { newId } from "@/lib/db/id";
import { readAsViewer } from "@/lib/db/scope";
import { recordVisitAction } from "@/lib/enterprises/actions";
import { findEnterprise } from "@/lib/enterprises/queries";

export const metadata: Metadata = { title: "Ghi lần gặp" };

export default async function NewVisitPage({ params }: PageProps<"/enterprises/[enterpriseId]/visits/new">) {
  const { enterpriseId } = await params;
  const enterprise = await readAsViewer((viewer, tx) => findEnterprise(viewer, tx, enterpriseId));
  if (!enterprise?.isEditable) notFound();
  return (
    <>
      <PageHeader
        title="Ghi lần gặp doanh nghiệp"
        help={`${enterprise.name}. Mỗi lần gặp là một dòng lịch sử, không ghi đè lần trước.`}
        trail={[
          { href: "/enterprises", label: "Doanh nghiệp" },
          { href: `/enterprises/${enterprise.id}`, label: enterprise.name },
        ]}
      />
      <VisitForm
        action={recordVisitAction}
        requestId={newId()}
        enterpriseId={enterprise.id}
        today={formatDate(today())}
      />
    </>
  );
}
