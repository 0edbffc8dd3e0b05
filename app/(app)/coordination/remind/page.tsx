import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { RemindForm } from "@/components/coordination/reminder-forms";
import { PageHeader } from "@/components/layout/page-header";
import { EmptyState, LinkButton } from "@/components/ui/basics";
import { remindUnitsAction } from "@/lib/coordination/actions";
import { reminderText } from "@/lib/coordination/labels";
import { coordinationMatrix } from "@/lib/coordination/reports";
import { remindQuerySchema } from "@/lib/coordination/schema";
import { formatDate } from "@/lib/dates/plain-date";
import { today } from "@/lib/dates/today";
import { newId } from "@/lib/db/id";
import { readAsViewer } from "@/lib/db/scope";
import { planName } from "@/lib/plans/labels";

export const metadata: Metadata = { title: "Đôn đốc" };

export default async function RemindPage({ searchParams }: PageProps<"/coordination/remind">) {
  const { plan: asked, unit: chosen } = remindQuerySchema.parse(await searchParams);
  const matrix = await readAsViewer((viewer, tx) => coordinationMatrix(viewer, tx, { plan: asked }));
  if (!matrix?.mayRemind) notFound();
  const { plan, all } = matrix;
  const units = all.filter(({ id, lacking }) => chosen.includes(id) && lacking.length > 0);
  const back = `/coordination?plan=${plan.id}` as const;
  return (
    <>
      <PageHeader
        trail={[
          { href: `/plans/${plan.id}`, label: planName(plan) },
          { href: back, label: "Theo dõi các đơn vị" },
        ]}
        title="Đôn đốc"
        help="Lời nhắc viết sẵn theo việc còn thiếu; sửa rồi lưu. Đơn vị thấy trong Việc của tôi cho đến khi làm xong."
      />
      {units.length > 0 ? (
        <RemindForm
          action={remindUnitsAction}
          requestId={newId()}
          planId={plan.id}
          today={formatDate(today())}
          units={units.map(({ id, name, lacking }) => ({
            ...{ id, name, asks: lacking },
            text: reminderText(name, planName(plan), lacking),
          }))}
        />
      ) : (
        <EmptyState
          title="Chưa chọn đơn vị nào còn thiếu việc"
          action={<LinkButton href={back}>Chọn trên bảng theo dõi</LinkButton>}
        />
      )}
    </>
  );
}
