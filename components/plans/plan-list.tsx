import Link from "next/link";
import { EmptyState } from "@/components/ui/basics";
import { type Column, Table } from "@/components/ui/table";
import { formatDate, type PlainDate } from "@/lib/dates/plain-date";
import { formatNumber } from "@/lib/format";
import { NO_DEADLINE, planName } from "@/lib/plans/labels";

export type ListedPlan = {
  id: string;
  type: string;
  symbol: string;
  title: string;
  issuedOn: PlainDate;
  issuer: string;
  dueOn: PlainDate | null;
  goals: number;
};

/** The province's plans, the latest first. */
export const PlanList = ({ plans }: { plans: readonly ListedPlan[] }) => (
  <Table
    caption={`${formatNumber(plans.length)} kế hoạch, mới nhất đứng trước`}
    columns={COLUMNS}
    rows={plans}
    rowKey={({ id }) => id}
    empty={
      <EmptyState title="Chưa có kế hoạch nào">
        Ban Tổ chức – Kiểm tra soạn kế hoạch của tỉnh; cán bộ đơn vị soạn kế hoạch của đơn vị mình.
      </EmptyState>
    }
  />
);

const COLUMNS: Column<ListedPlan>[] = [
  {
    key: "name",
    label: "Văn bản",
    isName: true,
    cell: (plan) => (
      <>
        <Link href={`/plans/${plan.id}`} prefetch={false}>
          {planName(plan)}
        </Link>
        <span className="block font-normal">{plan.title}</span>
      </>
    ),
  },
  { key: "on", label: "Ngày", cell: ({ issuedOn }) => formatDate(issuedOn) },
  { key: "issuer", label: "Nơi ban hành", cell: ({ issuer }) => issuer },
  { key: "due", label: "Thời hạn", cell: ({ dueOn }) => (dueOn ? formatDate(dueOn) : NO_DEADLINE) },
  { key: "goals", label: "Mục tiêu", isNumeric: true, cell: ({ goals }) => formatNumber(goals) },
];
