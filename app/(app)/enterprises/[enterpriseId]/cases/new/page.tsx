import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { OpenCaseForm } from "@/components/cases/case-forms";
import { PageHeader } from "@/components/layout/page-header";
import { LINE_LABELS } from "@/lib/access/labels";
import { openCaseAction } from "@/lib/cases/actions";
import { casesOfEnterprise, mayWorkOnCase } from "@/lib/cases/queries";
import { formatDate } from "@/lib/dates/plain-date";
import { today } from "@/lib/dates/today";
import { newId } from "@/lib/db/id";
import { readAsViewer } from "@/lib/db/scope";
import { findEnterprise } from "@/lib/enterprises/queries";
import { LINES } from "@/lib/enterprises/schema";

export const metadata: Metadata = { title: "Mở hồ sơ vận động" };

export default async function NewCasePage({ params }: PageProps<"/enterprises/[enterpriseId]/cases/new">) {
  const { enterpriseId } = await params;
  const page = await readAsViewer(async (viewer, tx) => {
    const enterprise = await findEnterprise(viewer, tx, enterpriseId);
    if (!enterprise) return null;
    const open = (await casesOfEnterprise(viewer, tx, enterpriseId)).filter(({ closedOn }) => !closedOn);
    const lines = LINES.filter(
      (line) => mayWorkOnCase(viewer, enterprise, line) && !open.some((found) => found.line === line),
    );
    return { enterprise, lines };
  });
  if (!page || page.lines.length === 0) notFound();
  const { enterprise, lines } = page;
  return (
    <>
      <PageHeader
        title="Mở hồ sơ vận động thành lập"
        help={`${enterprise.name}. Mở hồ sơ khi bắt đầu vận động; các bước sau ghi tiếp vào hồ sơ này.`}
        trail={[
          { href: "/enterprises", label: "Doanh nghiệp" },
          { href: `/enterprises/${enterprise.id}`, label: enterprise.name },
        ]}
      />
      <OpenCaseForm
        action={openCaseAction}
        requestId={newId()}
        enterpriseId={enterprise.id}
        today={formatDate(today())}
        lines={lines.map((line) => ({ value: line, label: `Tổ chức ${LINE_LABELS[line]}` }))}
      />
    </>
  );
}
