import Link from "next/link";
import { Badge, EmptyState, Facts } from "@/components/ui/basics";
import { type Column, Table } from "@/components/ui/table";
import { ACTIVITY_FORM_LABELS, ACTIVITY_KIND_LABELS, benefitLine, needLine } from "@/lib/activities/labels";
import type { ActivityRow, activityTotals } from "@/lib/activities/queries";
import { formatDate } from "@/lib/dates/plain-date";
import { formatDong } from "@/lib/fees/labels";
import { formatNumber } from "@/lib/format";

type Totals = Awaited<ReturnType<typeof activityTotals>>;

/** What the listed activities add up to; a nought is left out, for nothing was written down of it. */
export const ActivitySums = ({ totals }: { totals: Totals }) => {
  const sums: [string, string | 0][] = [
    ["Lượt tham gia", totals.participants && formatNumber(totals.participants)],
    ["Sáng kiến", totals.initiatives && formatNumber(totals.initiatives)],
    ["Giá trị làm lợi", totals.savings && formatDong(totals.savings)],
    ["Công trình thanh niên", totals.youthProjects && formatNumber(totals.youthProjects)],
    ["Người được chăm lo", totals.beneficiaries && formatNumber(totals.beneficiaries)],
    ["Chăm lo bằng tiền", totals.careCash && formatDong(totals.careCash)],
    ["Chăm lo bằng hiện vật", totals.careInKind && formatDong(totals.careInKind)],
  ];
  const told = sums.filter(([, value]) => value !== 0);
  return told.length === 0 ? null : <Facts facts={told.map(([label, value]) => ({ label, value }))} />;
};

const COLUMNS: Column<ActivityRow>[] = [
  { key: "on", label: "Ngày", cell: ({ on }) => formatDate(on) },
  {
    key: "title",
    label: "Hoạt động",
    isName: true,
    cell: ({ id, title, kind, form, isJoint, isDemo }) => (
      <>
        <Link href={`/activities/${id}`} prefetch={false}>
          {title}
        </Link>{" "}
        {isJoint && <Badge tone="accent">Đoàn + Hội</Badge>} {isDemo && <Badge>Minh hoạ</Badge>}
        <span className="block font-normal text-(--ink-soft) text-sm">
          {[ACTIVITY_KIND_LABELS[kind], form && ACTIVITY_FORM_LABELS[form]].filter(Boolean).join(" · ")}
        </span>
      </>
    ),
  },
  { key: "by", label: "Nơi tổ chức", cell: ({ by }) => by },
  {
    key: "participants",
    label: "Người dự",
    isNumeric: true,
    cell: ({ participants }) => (participants === null ? "–" : formatNumber(participants)),
  },
  { key: "benefits", label: "Có lợi cho", cell: (activity) => benefitLine(activity) || "–" },
  { key: "needs", label: "Nhu cầu", cell: ({ needs }) => needLine(needs) || "–" },
];

/** Activities of organisations and units, the latest first. */
export const ActivityTable = ({ caption, rows }: { caption: string; rows: readonly ActivityRow[] }) => (
  <Table
    caption={caption}
    columns={COLUMNS}
    rows={rows}
    rowKey={({ id }) => id}
    empty={<EmptyState title="Chưa có hoạt động nào theo bộ lọc này" />}
  />
);
