import { Badge, EmptyState } from "@/components/ui/basics";
import { type Column, Table } from "@/components/ui/table";
import { BRANCH_KIND_LABELS } from "@/lib/branches/labels";
import { formatDate } from "@/lib/dates/plain-date";
import { LEGAL_FORM_LABELS, STATUS_LABELS } from "@/lib/enterprises/labels";
import type { IndicatorRecord } from "@/lib/indicators/rules";

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

const ORGANISATION_COLUMNS: readonly Column<Of<"organisation">>[] = [
  {
    key: "name",
    label: "Tổ chức",
    isName: true,
    cell: ({ id, name }) => <a href={`/branches/${id}`}>{name}</a>,
  },
  { key: "kind", label: "Loại", cell: ({ kind }) => BRANCH_KIND_LABELS[kind] },
  unit,
  {
    key: "founded",
    label: "Thành lập trong kỳ",
    cell: ({ foundedOn }) => foundedOn && formatDate(foundedOn),
  },
  {
    key: "decision",
    label: "Quyết định",
    cell: ({ decisionNumber }) => decisionNumber ?? <Badge tone="warn">Chưa có quyết định</Badge>,
  },
  { key: "done", label: "Củng cố xong", cell: ({ doneOn }) => doneOn && formatDate(doneOn) },
];

/** The records behind a number, each leading to its own page. All of one list are of one type. */
export function RecordTable({ records, caption }: { records: readonly IndicatorRecord[]; caption: string }) {
  const enterprises = records.filter((record) => record.type === "enterprise");
  const organisations = records.filter((record) => record.type === "organisation");
  if (records.length === 0) {
    return <EmptyState title="Không có bản ghi nào">Con số dẫn đến trang này là 0.</EmptyState>;
  }
  const shared = { caption, empty: null };
  return organisations.length > 0 ? (
    <Table {...shared} columns={ORGANISATION_COLUMNS} rows={organisations} rowKey={({ id }) => id} />
  ) : (
    <Table {...shared} columns={ENTERPRISE_COLUMNS} rows={enterprises} rowKey={({ id }) => id} />
  );
}
