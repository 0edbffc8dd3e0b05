import Link from "next/link";
import { Badge, Card, EmptyState } from "@/components/ui/basics";
import { hrefOf } from "@/components/ui/place";
import { ISSUE_CATEGORY_LABELS } from "@/lib/feedback/labels";
import { formatNumber } from "@/lib/format";
import type { IssueCategory } from "@/lib/generated/prisma/enums";

type Group = {
  category: IssueCategory;
  issues: number;
  enterprises: readonly { id: string; name: string; isStalled: boolean }[];
  stalled: number;
};

/** Like difficulties together: how often, how many of the enterprises that stand still say so, and which they are. */
export const IssueGroupCards = ({
  groups,
  total,
  stalled,
  listOf,
}: {
  groups: readonly Group[];
  total: number;
  /** Enterprises with a goal at risk in all. */
  stalled: number;
  listOf: (category: IssueCategory) => `/feedback?${string}`;
}) =>
  groups.length === 0 ? (
    <EmptyState title="Không có khó khăn nào đang chờ trả lời" />
  ) : (
    <div className="space-y-4">
      {groups.map(({ category, issues, enterprises, stalled: ofStalled }) => (
        <Card key={category} title={ISSUE_CATEGORY_LABELS[category]}>
          <p className="flex flex-wrap items-center gap-x-4">
            <Link
              href={hrefOf(listOf(category))}
              prefetch={false}
              className="inline-flex min-h-11 items-center font-medium"
            >
              {`${formatNumber(issues)} trong ${formatNumber(total)} nội dung chưa trả lời`}
            </Link>
            {ofStalled > 0 && (
              <span>
                {`${formatNumber(ofStalled)} trong ${formatNumber(stalled)} doanh nghiệp có mục tiêu nguy cơ nêu lý do này`}
              </span>
            )}
          </p>
          {enterprises.length > 0 && (
            <details>
              <summary className="min-h-11 cursor-pointer py-2">
                {`${formatNumber(enterprises.length)} doanh nghiệp`}
              </summary>
              <ul className="divide-y divide-(--line)">
                {enterprises.map(({ id, name, isStalled }) => (
                  <li key={id} className="flex flex-wrap items-center justify-between gap-x-4">
                    <Link
                      href={`/enterprises/${id}`}
                      prefetch={false}
                      className="inline-flex min-h-11 items-center"
                    >
                      {name}
                    </Link>
                    {isStalled && <Badge tone="warn">mục tiêu có nguy cơ</Badge>}
                  </li>
                ))}
              </ul>
            </details>
          )}
        </Card>
      ))}
    </div>
  );
