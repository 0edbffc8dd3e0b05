import { Badge, EmptyState } from "@/components/ui/basics";
import { type Column, Table } from "@/components/ui/table";
import { BRANCH_KIND_LABELS } from "@/lib/branches/labels";
import { formatDate } from "@/lib/dates/plain-date";
import { LEGAL_FORM_LABELS, STATUS_LABELS } from "@/lib/enterprises/labels";
import { formatNumber } from "@/lib/format";
import { YOUTH_LABELS } from "@/lib/indicators/labels";
import {
  countsOrganisations,
  type Indicator,
  type IndicatorRecord,
  type OrganisationIndicator,
} from "@/lib/indicators/rules";

type Of<Type extends IndicatorRecord["type"]> = Extract<IndicatorRecord, { type: Type }>;

const unit = {
  key: "unit",
  label: "Đơn vị",
  cell: ({ unitName }: { unitName: string | null }) => unitName ?? "Chưa có đơn vị quản lý",
};

const ENTERPRISE_COLUMNS: readonly Column<Of<"enterprise">>[] = [
  {
    key: "name",
    label: "Doanh nghiệp",
    isName: true,
    cell: ({ id, name }) => <a href={`/enterprises/${id}`}>{name}</a>,
  },
  unit,
  { key: "form", label: "Loại hình", cell: ({ legalForm }) => LEGAL_FORM_LABELS[legalForm] },
  { key: "status", label: "Trạng thái", cell: ({ status }) => STATUS_LABELS[status] },
  {
    key: "kinds",
    label: "Tổ chức",
    cell: ({ kinds }) =>
      kinds.length > 0 ? kinds.map((kind) => BRANCH_KIND_LABELS[kind]).join(", ") : "Chưa có",
  },
  {
    key: "surveyed",
    label: "Khảo sát trong đợt",
    cell: ({ surveyedOn }) => (surveyedOn ? formatDate(surveyedOn) : "Chưa"),
  },
];

const youth = (value: number | null) => (value === null ? "–" : formatNumber(value));
const YOUTH_COLUMNS: readonly Column<Of<"enterprise">>[] = [
  { key: "to30", label: YOUTH_LABELS.to30, isNumeric: true, cell: ({ youthTo30 }) => youth(youthTo30) },
  { key: "to35", label: YOUTH_LABELS.to35, isNumeric: true, cell: ({ youthTo35 }) => youth(youthTo35) },
  { key: "youthOn", label: "Số liệu của ngày", cell: ({ youthOn }) => youthOn && formatDate(youthOn) },
];

const ORGANISATION_COLUMNS: readonly Column<Of<"organisation">>[] = [
  {
    key: "name",
    label: "Tổ chức",
    isName: true,
    cell: ({ id, name }) => <a href={`/branches/${id}`}>{name}</a>,
  },
  { key: "kind", label: "Loại", cell: ({ kind }) => BRANCH_KIND_LABELS[kind] },
  unit,
];

/** What an organisation was counted for: its founding, its last completed measure, its level, its overdue congress. */
const COUNTED_FOR: Readonly<Record<OrganisationIndicator, readonly Column<Of<"organisation">>[]>> = {
  K11: [
    { key: "founded", label: "Thành lập ngày", cell: ({ foundedOn }) => foundedOn && formatDate(foundedOn) },
    {
      key: "decision",
      label: "Quyết định",
      cell: ({ decisionNumber }) => decisionNumber ?? <Badge tone="warn">Chưa có quyết định</Badge>,
    },
  ],
  K12: [{ key: "done", label: "Củng cố xong ngày", cell: ({ doneOn }) => doneOn && formatDate(doneOn) }],
  K13: [
    {
      key: "dissolved",
      label: "Giải thể ngày",
      cell: ({ dissolvedOn }) => dissolvedOn && formatDate(dissolvedOn),
    },
  ],
  K15: [
    {
      key: "level",
      label: "Xếp loại",
      cell: ({ level }) => level ?? <Badge tone="warn">Chưa xếp loại</Badge>,
    },
  ],
  K16: [
    {
      key: "due",
      label: "Hạn đại hội (cả gia hạn)",
      cell: ({ congressDueOn }) => congressDueOn && formatDate(congressDueOn),
    },
  ],
};

/** The records behind a number, each leading to its own page. */
export function RecordTable({
  indicator,
  records,
  caption,
}: {
  indicator: Indicator;
  records: readonly IndicatorRecord[];
  caption: string;
}) {
  const shared = {
    caption,
    rowKey: ({ id }: { id: string }) => id,
    empty: <EmptyState title="Không có bản ghi nào">Con số dẫn đến trang này là 0.</EmptyState>,
  };
  if (countsOrganisations(indicator)) {
    const rows = records.filter((record) => record.type === "organisation");
    return <Table {...shared} columns={[...ORGANISATION_COLUMNS, ...COUNTED_FOR[indicator]]} rows={rows} />;
  }
  const rows = records.filter((record) => record.type === "enterprise");
  const columns = indicator === "K8" ? [...ENTERPRISE_COLUMNS, ...YOUTH_COLUMNS] : ENTERPRISE_COLUMNS;
  return <Table {...shared} columns={columns} rows={rows} />;
}
