import Link from "next/link";
import { inWords, type WaitingItem } from "@/components/home/waiting";
import { Badge, Card } from "@/components/ui/basics";
import { hrefOf } from "@/components/ui/place";

/** What waits for this person, each opening the list where it is done. */
export const WaitingList = ({ items }: { items: readonly WaitingItem[] }) => (
  <Card title="Đang chờ bạn">
    {items.length > 0 ? (
      <ul className="divide-y divide-(--line)">
        {items.map((item) => (
          <li key={item.key} className="flex flex-wrap items-center justify-between gap-x-4">
            <Link href={hrefOf(item.href)} prefetch={false} className="inline-flex min-h-11 items-center">
              {inWords(item)}
            </Link>
            {item.isLate && <Badge tone="bad">cần làm trước</Badge>}
          </li>
        ))}
      </ul>
    ) : (
      <p className="text-(--ink-soft)">Không có việc nào đang chờ bạn.</p>
    )}
  </Card>
);
