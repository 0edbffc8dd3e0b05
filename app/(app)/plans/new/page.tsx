import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { BeginPlanForm } from "@/components/composing/draft-forms";
import { PageHeader } from "@/components/layout/page-header";
import { Card } from "@/components/ui/basics";
import { beginPlanAction } from "@/lib/composing/actions";
import { composingUnits } from "@/lib/composing/queries";
import { today } from "@/lib/dates/today";
import { newId } from "@/lib/db/id";
import { readAsViewer } from "@/lib/db/scope";

export const metadata: Metadata = { title: "Soạn kế hoạch" };

export default async function NewPlanPage() {
  const units = await readAsViewer(composingUnits);
  if (units.length === 0) notFound();
  return (
    <>
      <PageHeader
        trail={[{ href: "/plans", label: "Kế hoạch" }]}
        title="Soạn kế hoạch"
        help="Số, ngày, căn cứ, các mục và nơi nhận viết sau, trong dự thảo. Kế hoạch đã có trên giấy thì nhập theo giấy."
      />
      <Card>
        <BeginPlanForm
          units={units}
          year={Number(today().slice(0, 4))}
          requestId={newId()}
          action={beginPlanAction}
        />
      </Card>
    </>
  );
}
