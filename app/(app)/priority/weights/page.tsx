import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { PageHeader } from "@/components/layout/page-header";
import { WeightsForm, WeightsHistory } from "@/components/priority/weights";
import { Card, Notice } from "@/components/ui/basics";
import { today } from "@/lib/dates/today";
import { newId } from "@/lib/db/id";
import { readAsViewer } from "@/lib/db/scope";
import { setWeightsAction } from "@/lib/priority/actions";
import { SUGGESTION, weightsInWords, weightsSince } from "@/lib/priority/labels";
import { weightsPage } from "@/lib/priority/queries";
import { SUGGESTED } from "@/lib/priority/rules";

export const metadata: Metadata = { title: "Trọng số ưu tiên" };

export default async function WeightsPage({ searchParams }: PageProps<"/priority/weights">) {
  const { done } = await searchParams;
  const page = await readAsViewer(weightsPage);
  if (!page) notFound();
  const { latest, history, maySet, provinceId } = page;
  const weights = latest ?? SUGGESTED;
  return (
    <div className="space-y-5">
      <PageHeader
        trail={[{ href: "/priority", label: "Ưu tiên đi trước" }]}
        title="Trọng số ưu tiên"
        help="Ban tổ chức của tỉnh đặt, có lý do; mỗi ngày được tính theo trọng số của ngày đó."
      />
      {done === "set" && <Notice tone="good" title="Đã đặt trọng số." />}
      <Card title="Đang tính">
        <p>
          {weightsInWords(weights)}; {weightsSince(latest?.validFrom ?? null)}.
        </p>
        <p className="text-(--ink-soft) text-sm">{SUGGESTION}</p>
      </Card>
      {maySet && (
        <Card title="Đặt trọng số khác">
          <WeightsForm
            action={setWeightsAction}
            requestId={newId()}
            provinceId={provinceId}
            basedOn={latest?.id ?? null}
            weights={weights}
            today={today()}
          />
        </Card>
      )}
      <Card title="Các lần đặt">
        <WeightsHistory rows={history} />
      </Card>
    </div>
  );
}
