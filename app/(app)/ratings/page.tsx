import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { ExportLinks } from "@/components/exports/export-links";
import { SelfChecks } from "@/components/indicators/self-checks";
import { PageHeader } from "@/components/layout/page-header";
import { LevelTable } from "@/components/ratings/level-table";
import { Card, Notice, Tabs } from "@/components/ui/basics";
import { formatDate } from "@/lib/dates/plain-date";
import { today } from "@/lib/dates/today";
import { readAsViewer } from "@/lib/db/scope";
import { indicatorTable } from "@/lib/indicators/reports";
import { NO_SCHEME, STEPS_NOTE } from "@/lib/ratings/labels";
import { schemeOf } from "@/lib/ratings/queries";
import { lastYearToRate, yearsToRate } from "@/lib/ratings/rules";
import { ratingQuerySchema } from "@/lib/ratings/schema";

export const metadata: Metadata = { title: "Xếp loại tổ chức Đoàn" };

export default async function RatingsPage({ searchParams }: PageProps<"/ratings">) {
  const asked = ratingQuerySchema.parse(await searchParams);
  const year = Math.min(asked.year ?? lastYearToRate(today()), lastYearToRate(today()));
  const page = await readAsViewer(async (viewer, tx) => {
    const table = await indicatorTable(viewer, tx, { asOf: asked.asOf, line: "union", year });
    return table && { ...table, scheme: await schemeOf(viewer, tx, "branch", year) };
  });
  if (!page) notFound();
  const { rows, total, params, scheme, checks, isProvince } = page;
  return (
    <div className="space-y-5">
      <PageHeader
        title={`Xếp loại tổ chức Đoàn năm ${year}`}
        help="Mức đã kết luận của từng tổ chức theo hướng dẫn của năm đó; mở một con số để xem các tổ chức."
        actions={<ExportLinks list="ratings" filter={{ year, asOf: params.asOf }} />}
        printNote={`Năm ${year} · số liệu ngày ${formatDate(params.asOf)}`}
      />
      <Tabs
        label="Năm"
        tabs={yearsToRate(today()).map((one) => ({
          href: `/ratings?year=${one}`,
          label: String(one),
          isCurrent: one === year,
        }))}
      />
      {!scheme && <Notice tone="warn">{NO_SCHEME}</Notice>}
      <Card>
        <LevelTable
          rows={rows.filter(({ numbers }) => numbers.K15 > 0)}
          total={total}
          totalName={isProvince ? "Toàn tỉnh" : "Cộng"}
          levels={scheme?.levels ?? []}
          params={params}
        />
      </Card>
      <SelfChecks checks={checks.filter(({ name }) => name === "ratings" || name === "units")} />
      <p className="max-w-prose text-(--ink-soft) text-sm">{STEPS_NOTE}</p>
    </div>
  );
}
