import Link from "next/link";
import { EmptyState } from "@/components/ui/basics";
import { type Column, Table } from "@/components/ui/table";
import { formatNumber } from "@/lib/format";
import { PARTNER_KIND_LABELS } from "@/lib/partners/labels";
import type { PartnerRow } from "@/lib/partners/queries";

const COLUMNS: Column<PartnerRow>[] = [
  {
    key: "name",
    label: "Cơ quan",
    isName: true,
    cell: ({ id, name, kind }) => (
      <>
        <Link href={`/partners/${id}`} prefetch={false}>
          {name}
        </Link>
        <span className="block font-normal text-(--ink-soft) text-sm">{PARTNER_KIND_LABELS[kind]}</span>
      </>
    ),
  },
  {
    key: "agreements",
    label: "Chương trình phối hợp còn hiệu lực",
    isNumeric: true,
    cell: ({ inForce }) => formatNumber(inForce),
  },
  {
    key: "activities",
    label: "Việc đã cùng làm",
    isNumeric: true,
    cell: ({ activities }) => formatNumber(activities),
  },
  { key: "by", label: "Nơi theo dõi", cell: ({ keptBy }) => keptBy },
];

export const PartnerTable = ({ rows, isFiltered }: { rows: readonly PartnerRow[]; isFiltered: boolean }) => (
  <Table
    caption={`${formatNumber(rows.length)} cơ quan${isFiltered ? " theo bộ lọc" : ""}`}
    columns={COLUMNS}
    rows={rows}
    rowKey={({ id }) => id}
    empty={
      <EmptyState title={isFiltered ? "Không có cơ quan nào khớp bộ lọc" : "Chưa có cơ quan nào"}>
        Thêm ban, ngành, đoàn thể cùng làm việc này: ký gì, đã cùng làm gì.
      </EmptyState>
    }
  />
);
