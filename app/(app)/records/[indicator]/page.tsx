import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { ExportLinks } from "@/components/exports/export-links";
import { Records } from "@/components/indicators/records";
import { PageHeader } from "@/components/layout/page-header";
import { LinkButton } from "@/components/ui/basics";
import { readAsViewer } from "@/lib/db/scope";
import { formatNumber } from "@/lib/format";
import { readCursor } from "@/lib/http/cursor";
import { INDICATOR_LABELS } from "@/lib/indicators/labels";
import { indicatorRecords } from "@/lib/indicators/queries";
import { dashboardHref, toQuery } from "@/lib/indicators/rules";
import { indicatorParamsSchema, indicatorSchema, recordCursorSchema } from "@/lib/indicators/schema";

type Props = PageProps<"/records/[indicator]">;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const indicator = indicatorSchema.parse((await params).indicator);
  return { title: indicator ? INDICATOR_LABELS[indicator].title : "Không tìm thấy" };
}

export default async function RecordsPage({ params, searchParams }: Props) {
  const indicator = indicatorSchema.parse((await params).indicator);
  if (!indicator) notFound();
  const query = await searchParams;
  const given = indicatorParamsSchema.parse(query);
  const after = readCursor(recordCursorSchema, [query.after].flat()[0]);
  const view = await readAsViewer((viewer, tx) => indicatorRecords(viewer, tx, indicator, given, after));
  if (!view) notFound();
  const back = dashboardHref({ ...view.params, unit: null, kind: null, level: null });
  return (
    <>
      <PageHeader
        trail={[{ href: back, label: "Bảng điều hành" }]}
        title={`${INDICATOR_LABELS[indicator].title}: ${formatNumber(view.total)}`}
        help="Từng bản ghi đứng sau con số trên bảng điều hành; mở một dòng để xem hồ sơ."
        actions={
          <>
            <LinkButton href={back} tone="quiet">
              Về bảng điều hành
            </LinkButton>
            <ExportLinks
              list="records"
              filter={{ ...Object.fromEntries(new URLSearchParams(toQuery(view.params))), indicator }}
            />
          </>
        }
      />
      <Records {...view} isFirst={after === undefined} />
    </>
  );
}
