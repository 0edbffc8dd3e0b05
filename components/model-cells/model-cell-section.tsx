import Link from "next/link";
import { ModelCellBadge } from "@/components/model-cells/model-cell-table";
import { Card, LinkButton } from "@/components/ui/basics";
import { formatDate } from "@/lib/dates/plain-date";
import type { BranchModelCells } from "@/lib/model-cells/queries";

/** On a chi đoàn's page: its registrations by year, and the button that registers. */
export const ModelCellSection = ({
  page: { branch, rows, open, hasCriteria },
}: {
  page: BranchModelCells;
}) => (
  <Card
    title="Chi đoàn mạnh"
    action={
      open.length > 0 && (
        <LinkButton href={`/branches/${branch.id}/model-cells/new`} tone="quiet">
          Đăng ký
        </LinkButton>
      )
    }
  >
    {rows.length === 0 && (
      <p className="text-(--ink-soft)">
        {hasCriteria ? "Chưa đăng ký năm nào." : "Năm nay tỉnh chưa nhập bộ tiêu chí."}
      </p>
    )}
    <ul className="space-y-2">
      {rows.map(({ id, year, state, since, decision }) => (
        <li key={id} className="flex flex-wrap items-center gap-x-2">
          <Link href={`/model-cells/${id}`} prefetch={false} className="inline-flex min-h-6 items-center">
            {`Năm ${year}`}
          </Link>
          <ModelCellBadge state={state} />
          <span className="text-(--ink-soft) text-sm">
            {[since && `từ ${formatDate(since)}`, state === "recognised" && decision]
              .filter(Boolean)
              .join(" · ")}
          </span>
        </li>
      ))}
    </ul>
  </Card>
);
