import Link from "next/link";
import { Badge, EmptyState } from "@/components/ui/basics";
import { type Column, cappedCount, Table } from "@/components/ui/table";
import { formatDate } from "@/lib/dates/plain-date";
import { formatNumber } from "@/lib/format";
import { REMEDY_STATE_LABELS, REMEDY_STATE_TONES } from "@/lib/oversight/labels";
import type { EvaluationRow, InspectionRow, VisitRow } from "@/lib/oversight/queries";

const MOST_SHOWN = 140;
/** The first words of a long text; the whole stands on its own page. */
const beginning = (text: string): string =>
  text.length <= MOST_SHOWN ? text : `${text.slice(0, text.lastIndexOf(" ", MOST_SHOWN)).trimEnd()} …`;

type Props<Row> = { rows: readonly Row[]; count: number; isFiltered: boolean };

const empty = (isFiltered: boolean, nothing: string, what: string) => (
  <EmptyState title={isFiltered ? "Không có gì khớp bộ lọc" : nothing}>{what}</EmptyState>
);

type Request = InspectionRow["requests"][number];

export const RemedyBadge = ({ state, dueOn, isLate }: Pick<Request, "state" | "dueOn" | "isLate">) => (
  <>
    <Badge tone={REMEDY_STATE_TONES[state]}>{REMEDY_STATE_LABELS[state]}</Badge>
    {isLate && dueOn && (
      <>
        {" "}
        <Badge tone="bad">{`quá hạn ${formatDate(dueOn)}`}</Badge>
      </>
    )}
  </>
);

const REQUESTS = ({ requests }: InspectionRow) => {
  const done = requests.filter(({ state }) => state === "confirmed" || state === "withdrawn").length;
  const late = requests.filter((request) => request.isLate).length;
  if (requests.length === 0) return "không có";
  return (
    <>
      {`${done}/${requests.length} đã xong`}
      {late > 0 && (
        <>
          {" "}
          <Badge tone="bad">{`${late} quá hạn`}</Badge>
        </>
      )}
    </>
  );
};

const INSPECTION_COLUMNS: Column<InspectionRow>[] = [
  {
    key: "about",
    label: "Nơi được kiểm tra",
    isName: true,
    cell: ({ id, about, findings }) => (
      <>
        <Link href={`/oversight/inspections/${id}`} prefetch={false}>
          {about}
        </Link>
        <span className="block font-normal text-(--ink-soft) text-sm">{beginning(findings)}</span>
      </>
    ),
  },
  { key: "on", label: "Ngày", cell: ({ on }) => formatDate(on) },
  { key: "by", label: "Nơi kiểm tra", cell: ({ by }) => by },
  { key: "number", label: "Quyết định", cell: ({ decisionNumber }) => decisionNumber ?? "–" },
  { key: "requests", label: "Yêu cầu khắc phục", cell: REQUESTS },
];

export const InspectionTable = ({ rows, count, isFiltered }: Props<InspectionRow>) => (
  <Table
    caption={`${cappedCount(count)} lần kiểm tra${isFiltered ? " theo bộ lọc" : ""}, mới nhất trước`}
    columns={INSPECTION_COLUMNS}
    rows={rows}
    rowKey={({ id }) => id}
    empty={empty(
      isFiltered,
      "Chưa ghi lần kiểm tra nào",
      "Ghi kết quả và việc cần khắc phục: nơi được kiểm tra thấy ngay, quá hạn được nhắc.",
    )}
  />
);

/** What was given, in words: money, material, people. */
export const supportInWords = ({ money, material, staff }: Pick<VisitRow, "money" | "material" | "staff">) =>
  [money === null ? null : `${formatNumber(money)} đ`, material, staff].filter(Boolean).join("; ");

const VISIT_COLUMNS: Column<VisitRow>[] = [
  {
    key: "about",
    label: "Nơi được hỗ trợ",
    isName: true,
    cell: ({ id, about }) => (
      <Link href={`/oversight/visits/${id}`} prefetch={false}>
        {about}
      </Link>
    ),
  },
  { key: "on", label: "Ngày", cell: ({ on }) => formatDate(on) },
  { key: "by", label: "Đơn vị hỗ trợ", cell: ({ by }) => by },
  { key: "what", label: "Đã hỗ trợ", cell: supportInWords },
  { key: "result", label: "Kết quả", cell: ({ result }) => (result ? beginning(result) : "–") },
];

export const VisitTable = ({ rows, count, isFiltered }: Props<VisitRow>) => (
  <Table
    caption={`${cappedCount(count)} lần hỗ trợ${isFiltered ? " theo bộ lọc" : ""}, mới nhất trước`}
    columns={VISIT_COLUMNS}
    rows={rows}
    rowKey={({ id }) => id}
    empty={empty(isFiltered, "Chưa ghi lần hỗ trợ nào", "Ghi kinh phí, tài liệu, người đã giúp cơ sở.")}
  />
);

const EVALUATION_COLUMNS: Column<EvaluationRow>[] = [
  {
    key: "about",
    label: "Nơi được đánh giá",
    isName: true,
    cell: ({ id, about }) => (
      <Link href={`/oversight/evaluations/${id}`} prefetch={false}>
        {about}
      </Link>
    ),
  },
  { key: "period", label: "Kỳ", cell: ({ fromOn, toOn }) => `${formatDate(fromOn)} – ${formatDate(toOn)}` },
  { key: "by", label: "Nơi đánh giá", cell: ({ by }) => by },
  { key: "lessons", label: "Rút kinh nghiệm", cell: ({ lessons }) => beginning(lessons) },
];

export const EvaluationTable = ({ rows, count, isFiltered }: Props<EvaluationRow>) => (
  <Table
    caption={`${cappedCount(count)} lần đánh giá${isFiltered ? " theo bộ lọc" : ""}, mới nhất trước`}
    columns={EVALUATION_COLUMNS}
    rows={rows}
    rowKey={({ id }) => id}
    empty={empty(isFiltered, "Chưa ghi lần đánh giá nào", "Mỗi kỳ ghi điều làm được, chưa được, rút ra gì.")}
  />
);
