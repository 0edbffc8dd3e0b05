import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { CongressTable } from "@/components/congresses/congress-list";
import { ExportLinks } from "@/components/exports/export-links";
import { PageHeader } from "@/components/layout/page-header";
import { Card } from "@/components/ui/basics";
import { FilterBar, FilterSelect } from "@/components/ui/filter-bar";
import { LINE_LABELS } from "@/lib/access/labels";
import { can } from "@/lib/access/policy";
import { SHOWN_LABELS, type Shown } from "@/lib/congresses/labels";
import { congressList } from "@/lib/congresses/queries";
import { congressFilterSchema } from "@/lib/congresses/schema";
import { formatDate } from "@/lib/dates/plain-date";
import { today } from "@/lib/dates/today";
import { readAsViewer } from "@/lib/db/scope";
import { formatNumber } from "@/lib/format";

export const metadata: Metadata = { title: "Đại hội" };

export default async function CongressesPage({ searchParams }: PageProps<"/congresses">) {
  const filter = congressFilterSchema.parse(await searchParams);
  const list = await readAsViewer(async (viewer, tx) =>
    can(viewer, "branch.read") ? congressList(viewer, tx, filter) : null,
  );
  if (!list) notFound();
  const words = [
    filter.state && SHOWN_LABELS[filter.state],
    filter.line && LINE_LABELS[filter.line],
    list.units.find(({ id }) => id === filter.unit)?.name,
  ].filter(Boolean);
  return (
    <div className="space-y-5">
      <PageHeader
        trail={[{ href: "/branches", label: "Tổ chức" }]}
        title="Đại hội"
        help="Nơi nào quá hạn, sắp đến hạn và đang tiến hành. Bấm vào tên tổ chức để dự kiến đại hội hoặc ghi gia hạn."
        actions={<ExportLinks list="congresses" filter={filter} />}
        printNote={`In ngày ${formatDate(today())} · ${words.length > 0 ? `Lọc: ${words.join("; ")}` : "Toàn bộ danh sách"}`}
      />
      <FilterBar action="/congresses" isFiltered={words.length > 0}>
        <FilterSelect
          name="state"
          label="Xem"
          value={filter.state}
          empty={`Tất cả (${formatNumber(list.total)})`}
          options={Object.entries(SHOWN_LABELS).map(([value, label]) => ({
            value,
            label: `${label} (${formatNumber(list.counts[value as Shown])})`,
          }))}
        />
        <FilterSelect
          name="line"
          label="Đoàn, Hội"
          value={filter.line}
          options={Object.entries(LINE_LABELS).map(([value, label]) => ({ value, label }))}
        />
        {list.units.length > 1 && (
          <FilterSelect
            name="unit"
            label="Đơn vị"
            value={filter.unit}
            options={list.units.map(({ id, name }) => ({ value: id, label: name }))}
          />
        )}
      </FilterBar>
      {list.k16 !== null && (
        <p>
          Trong phạm vi kế hoạch:{" "}
          <Link href="/records/K16" prefetch={false} className="inline-flex min-h-6 items-center">
            {formatNumber(list.k16)} tổ chức quá hạn đại hội (K16)
          </Link>
        </p>
      )}
      <Card title={filter.state ? SHOWN_LABELS[filter.state] : "Mọi tổ chức"}>
        <CongressTable rows={list.rows} />
      </Card>
    </div>
  );
}
