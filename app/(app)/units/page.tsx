import type { Metadata } from "next";
import Link from "next/link";
import { ExportLinks } from "@/components/exports/export-links";
import { PageHeader } from "@/components/layout/page-header";
import { EmptyState, LinkButton } from "@/components/ui/basics";
import { FilterBar, FilterText } from "@/components/ui/filter-bar";
import { UnitTree } from "@/components/units/unit-tree";
import { formatDate } from "@/lib/dates/plain-date";
import { today } from "@/lib/dates/today";
import { readAsViewer } from "@/lib/db/scope";
import { INFERRED } from "@/lib/units/labels";
import { reorganisationDays, unitTree } from "@/lib/units/queries";
import { unitFilterSchema } from "@/lib/units/schema";

export const metadata: Metadata = { title: "Đơn vị" };

export default async function UnitsPage({ searchParams }: PageProps<"/units">) {
  const { asOf = today() } = unitFilterSchema.parse(await searchParams);
  const { units, days, own } = await readAsViewer(async (viewer, tx) => ({
    units: await unitTree(viewer, tx, asOf),
    days: await reorganisationDays(viewer, tx),
    own: viewer.appointments[0]?.unitId,
  }));
  return (
    <div className="space-y-4">
      <PageHeader
        title="Đơn vị"
        help="Tổ chức của tỉnh vào một ngày; mở một đơn vị để xem các giai đoạn, đơn vị trước và sau."
        actions={
          <>
            {own && <LinkButton href={`/units/${own}`}>Mở đơn vị của tôi</LinkButton>}
            <ExportLinks list="units" filter={{ asOf }} />
          </>
        }
        printNote={`Ngày ${formatDate(asOf)}`}
      />
      <FilterBar action="/units" isFiltered={asOf !== today()}>
        <FilterText name="asOf" label="Vào ngày" value={formatDate(asOf)} placeholder="Ví dụ 23/10/2014" />
      </FilterBar>
      {days.length > 0 && (
        <p className="no-print text-sm">
          Các lần sắp xếp:{" "}
          {days.map(({ id, on, inferred }, index) => (
            <span key={id}>
              {index > 0 && ", "}
              <Link href={`/units?asOf=${on}`} prefetch={false}>
                {formatDate(on)}
              </Link>
              {inferred && ` (${INFERRED})`}
            </span>
          ))}
        </p>
      )}
      {units.length > 0 ? (
        <UnitTree units={units} />
      ) : (
        <EmptyState title={`Không có đơn vị nào vào ngày ${formatDate(asOf)}`}>
          Chọn một ngày khác.
        </EmptyState>
      )}
    </div>
  );
}
