import Link from "next/link";
import { Badge, EmptyState } from "@/components/ui/basics";
import { type Column, cappedCount, Table } from "@/components/ui/table";
import {
  ADVICE_CATEGORY_LABELS,
  ADVICE_STATE_LABELS,
  ADVICE_STATE_TONES,
  CHASE_LABELS,
} from "@/lib/advice/labels";
import type { AboutRow, AdviceRow } from "@/lib/advice/queries";
import { formatDate } from "@/lib/dates/plain-date";

const COLUMNS: Column<AdviceRow>[] = [
  {
    key: "what",
    label: "Nội dung",
    isName: true,
    cell: ({ id, asked, category, enterprise, documentNumber }) => (
      <>
        <Link href={`/advice/${id}`} prefetch={false}>
          {asked}
        </Link>
        <span className="block font-normal text-(--ink-soft) text-sm">
          {ADVICE_CATEGORY_LABELS[category]}
          {documentNumber && ` · số ${documentNumber}`}
          {enterprise && ` · ${enterprise.name}`}
        </span>
      </>
    ),
  },
  { key: "to", label: "Gửi", cell: ({ bodyName }) => bodyName },
  { key: "by", label: "Đơn vị", cell: ({ unitName }) => unitName },
  { key: "on", label: "Ngày gửi", cell: ({ sentOn }) => formatDate(sentOn) },
  {
    key: "state",
    label: "Ý kiến",
    cell: ({ state, chase, answerBy }) => (
      <>
        <Badge tone={ADVICE_STATE_TONES[state]}>{ADVICE_STATE_LABELS[state]}</Badge>
        {chase && chase !== "supplement" && (
          <span className="block text-(--ink-soft) text-sm">
            {CHASE_LABELS[chase]}
            {chase === "overdue" && answerBy && ` (${formatDate(answerBy)})`}
          </span>
        )}
      </>
    ),
  },
];

export const AdviceTable = ({
  rows,
  count,
  isFiltered,
}: {
  rows: readonly AdviceRow[];
  count: number;
  isFiltered: boolean;
}) => (
  <Table
    caption={`${cappedCount(count)} báo cáo, đề nghị${isFiltered ? " theo bộ lọc" : ""}, mới nhất trước`}
    columns={COLUMNS}
    rows={rows}
    rowKey={({ id }) => id}
    empty={
      <EmptyState title={isFiltered ? "Không có nội dung nào khớp bộ lọc" : "Chưa ghi báo cáo, đề nghị nào"}>
        Ghi lại mỗi lần báo cáo, xin ý kiến cấp ủy, chính quyền: ai trả lời, ngày nào, được gì.
      </EmptyState>
    }
  />
);

/** Papers about one enterprise, in a line each. */
export const AdviceAbout = ({ rows }: { rows: readonly AboutRow[] }) => (
  <ul className="space-y-1">
    {rows.map(({ id, asked, bodyName, sentOn, state }) => (
      <li key={id}>
        <Link href={`/advice/${id}`} prefetch={false}>
          {asked}
        </Link>{" "}
        <span className="text-(--ink-soft)">{`· ${bodyName}, ${formatDate(sentOn)}`}</span>{" "}
        <Badge tone={ADVICE_STATE_TONES[state]}>{ADVICE_STATE_LABELS[state]}</Badge>
      </li>
    ))}
  </ul>
);
