import Link from "next/link";
import { inWords, type WaitingKind } from "@/components/home/waiting";
import { Badge, Card, LinkButton } from "@/components/ui/basics";
import { hrefOf } from "@/components/ui/place";
import { WorkItems } from "@/components/worklist/work-items";
import { formatNumber } from "@/lib/format";
import type { WorkItem } from "@/lib/worklist/rules";

/** What waits for this person: the gravest few, then how much there is of each kind, each opening where it is done. */
export const WaitingList = ({
  first,
  kinds,
  total,
}: {
  first: readonly WorkItem[];
  kinds: readonly WaitingKind[];
  total: number;
}) => (
  <Card
    title="Đang chờ bạn"
    action={
      <LinkButton href="/work" tone="quiet">
        {total > 0 ? `Xem cả ${formatNumber(total)} việc` : "Việc tôi đang chờ"}
      </LinkButton>
    }
  >
    {total > 0 ? (
      <div className="space-y-5">
        <WorkItems items={first} />
        <section aria-labelledby="waiting-kinds">
          <h3 id="waiting-kinds" className="font-semibold">
            Theo loại việc
          </h3>
          <ul className="divide-y divide-(--line)">
            {kinds.map((kind) => (
              <li key={kind.key} className="flex flex-wrap items-center justify-between gap-x-4">
                <Link href={hrefOf(kind.href)} prefetch={false} className="inline-flex min-h-11 items-center">
                  {inWords(kind)}
                </Link>
                {kind.isLate && <Badge tone="bad">cần làm trước</Badge>}
              </li>
            ))}
          </ul>
        </section>
      </div>
    ) : (
      <p className="text-(--ink-soft)">Không có việc nào đang chờ bạn.</p>
    )}
  </Card>
);
