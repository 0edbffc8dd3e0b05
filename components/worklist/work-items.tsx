import Link from "next/link";
import { Badge } from "@/components/ui/basics";
import { hrefOf } from "@/components/ui/place";
import { daysBetween, formatDate } from "@/lib/dates/plain-date";
import { today } from "@/lib/dates/today";
import { formatNumber } from "@/lib/format";
import { isLate, type WorkItem } from "@/lib/worklist/rules";

/** Work, one tap from where it is done: what, about which record, who holds it, since when, by when. */
export const WorkItems = ({ items }: { items: readonly WorkItem[] }) => (
  <ul className="divide-y divide-(--line)">
    {items.map((item) => (
      <li key={item.key} className="py-1">
        <p className="flex flex-wrap items-center justify-between gap-x-4">
          <Link
            href={hrefOf(item.href)}
            prefetch={false}
            className="inline-flex min-h-11 items-center font-medium"
          >
            {item.title}
          </Link>
          {item.dueOn && isLate(item, today()) && (
            <Badge tone="bad">{`quá hạn ${formatDate(item.dueOn)}`}</Badge>
          )}
          {item.dueOn && !isLate(item, today()) && (
            <Badge tone="accent">{`hạn ${formatDate(item.dueOn)}`}</Badge>
          )}
        </p>
        <p className="text-(--ink-soft) text-sm">
          {[
            item.subject,
            item.heldBy === "Bạn" ? undefined : `đang ở: ${item.heldBy}`,
            item.since ? waited(item.since) : undefined,
          ]
            .filter(Boolean)
            .join(" · ")}
        </p>
      </li>
    ))}
  </ul>
);

const waited = (since: string): string => {
  const days = daysBetween(since, today());
  return days > 0 ? `từ ${formatDate(since)}, ${formatNumber(days)} ngày` : `từ ${formatDate(since)}`;
};
