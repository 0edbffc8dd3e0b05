import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { PageHeader } from "@/components/layout/page-header";
import { TargetLines } from "@/components/targets/target-lines";
import { Badge, Card, LinkButton, Notice, Timeline } from "@/components/ui/basics";
import { formatDate, formatMoment } from "@/lib/dates/plain-date";
import { today } from "@/lib/dates/today";
import { readAsViewer } from "@/lib/db/scope";
import { formatNumber } from "@/lib/format";
import { planName } from "@/lib/plans/labels";
import { metricTitle, periodInWords, sourceInWords } from "@/lib/targets/labels";
import { targetPage } from "@/lib/targets/reports";
import { sheetHref } from "@/lib/targets/rules";

export const metadata: Metadata = { title: "Một chỉ tiêu" };

export default async function TargetPage({ params }: PageProps<"/targets/[targetId]">) {
  const { targetId } = await params;
  const page = await readAsViewer((viewer, tx) => targetPage(viewer, tx, targetId));
  if (!page) notFound();
  const { target, plan, standing, versions, placeName, isWhole } = page;
  return (
    <div className="space-y-5">
      <PageHeader
        trail={[
          ...(plan ? [{ href: `/plans/${plan.id}` as const, label: planName(plan) }] : []),
          { href: `/targets?plan=${target.planId}`, label: "Chỉ tiêu" },
        ]}
        title={`${metricTitle(target)}: ${isWhole ? "toàn tỉnh" : placeName}`}
        help={`${periodInWords(target.period)}${target.task ? `; thực hiện mục ${target.task.section} của kế hoạch` : ""}.`}
        actions={
          <>
            {page.mayGive && <LinkButton href={sheetHref(target)}>Sửa chỉ tiêu</LinkButton>}
            {page.mayDistribute && (
              <LinkButton href={sheetHref(target, target.unitId)}>Phân cho tổ chức</LinkButton>
            )}
          </>
        }
        printNote={`In ngày ${formatDate(today())}`}
      />
      {standing ? (
        <Card>
          <TargetLines lines={[standing]} caption={`Số liệu ngày ${formatDate(today())}`} />
        </Card>
      ) : (
        <Notice tone="warn">Chỉ tiêu này đã được bỏ; lịch sử bên dưới nói ai bỏ và vì sao.</Notice>
      )}
      <Card title="Đã giao, đã sửa">
        <Timeline
          empty=""
          items={versions.map((version) => ({
            key: version.id,
            when: `${formatMoment(version.recordedAt)}${version.by ? `, ${version.by}` : ""}`,
            what: (
              <span className="inline-flex flex-wrap items-center gap-x-2">
                {`${formatNumber(version.value)} theo ${sourceInWords(version.source)}`}
                {version.isDemo && <Badge>Minh hoạ</Badge>}
              </span>
            ),
            more: version.voidedAt
              ? `Bỏ lúc ${formatMoment(version.voidedAt)}${version.takenBackBy ? `, ${version.takenBackBy}` : ""}: ${version.voidReason}`
              : undefined,
          }))}
        />
      </Card>
    </div>
  );
}
