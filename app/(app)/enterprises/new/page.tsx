import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { EnterpriseForm } from "@/components/enterprises/enterprise-form";
import { PageHeader } from "@/components/layout/page-header";
import { listCommunes } from "@/lib/areas/queries";
import { newId } from "@/lib/db/id";
import { readAsViewer } from "@/lib/db/scope";
import { registerEnterpriseAction } from "@/lib/enterprises/actions";
import { unitsToRegisterFor } from "@/lib/enterprises/queries";

export const metadata: Metadata = { title: "Đăng ký doanh nghiệp" };

export default async function NewEnterprisePage() {
  const { communes, units } = await readAsViewer(async (viewer, tx) => ({
    communes: await listCommunes(viewer, tx),
    units: await unitsToRegisterFor(viewer, tx),
  }));
  if (units.length === 0) notFound();
  return (
    <>
      <PageHeader
        title="Đăng ký doanh nghiệp"
        help="Ghi những gì đã biết; phần còn lại bổ sung khi khảo sát. Đang gõ mà thấy báo trùng thì mở hồ sơ đã có."
        trail={[{ href: "/enterprises", label: "Doanh nghiệp" }]}
      />
      <EnterpriseForm
        action={registerEnterpriseAction}
        requestId={newId()}
        communes={communes.map(({ id, name, district }) => ({ value: id, label: name, group: district }))}
        units={units.map(({ id, name }) => ({ value: id, label: name }))}
      />
    </>
  );
}
