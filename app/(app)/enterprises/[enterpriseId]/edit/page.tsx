import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { EnterpriseForm } from "@/components/enterprises/enterprise-form";
import { PageHeader } from "@/components/layout/page-header";
import { listCommunes } from "@/lib/areas/queries";
import { newId } from "@/lib/db/id";
import { readAsViewer } from "@/lib/db/scope";
import { changeEnterpriseAction } from "@/lib/enterprises/actions";
import { findEnterprise } from "@/lib/enterprises/queries";

export const metadata: Metadata = { title: "Sửa doanh nghiệp" };

export default async function EditEnterprisePage({ params }: PageProps<"/enterprises/[enterpriseId]/edit">) {
  const { enterpriseId } = await params;
  const { enterprise, communes } = await readAsViewer(async (viewer, tx) => ({
    enterprise: await findEnterprise(viewer, tx, enterpriseId),
    communes: await listCommunes(viewer, tx),
  }));
  if (!enterprise?.isEditable) notFound();
  return (
    <>
      <PageHeader
        title={`Sửa: ${enterprise.name}`}
        help="Thay đổi thật thì ghi từ ngày nào; ghi sai trước đây thì chọn sửa sai. Số liệu đã báo cáo trước vẫn xem lại được."
        trail={[
          { href: "/enterprises", label: "Doanh nghiệp" },
          { href: `/enterprises/${enterprise.id}`, label: enterprise.name },
        ]}
      />
      <EnterpriseForm
        action={changeEnterpriseAction}
        requestId={newId()}
        communes={communes.map(({ id, name, district }) => ({ value: id, label: name, group: district }))}
        given={enterprise}
      />
    </>
  );
}
