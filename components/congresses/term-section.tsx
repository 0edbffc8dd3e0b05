import Link from "next/link";
import { CongressBadge, DueBadge } from "@/components/congresses/congress-list";
import { Card, Facts, LinkButton } from "@/components/ui/basics";
import { dueLine } from "@/lib/congresses/labels";
import type { BranchCongresses } from "@/lib/congresses/queries";
import { isOpen } from "@/lib/congresses/rules";
import { formatDate } from "@/lib/dates/plain-date";

/** On an organisation's page: its term, when its congress is due, and the one under way. */
export const TermSection = ({ page: { branch, level, congresses } }: { page: BranchCongresses }) => {
  const open = congresses.find(({ state }) => isOpen(state));
  const last = congresses.find(({ state }) => state === "recognised");
  return (
    <Card
      title={
        <span className="flex flex-wrap items-center gap-x-2">
          Nhiệm kỳ, đại hội {branch.isAlive && <DueBadge level={level} />}
        </span>
      }
      action={
        <LinkButton href={`/branches/${branch.id}/congresses`} tone="quiet">
          Nhiệm kỳ và hạn
        </LinkButton>
      }
    >
      <Facts
        facts={[
          { label: "Nhiệm kỳ", value: last?.termLabel ?? "Chưa ghi" },
          { label: "Hạn đại hội", value: dueLine(branch.congressDueOn, branch.congressExtendedTo) },
          {
            label: "Đang tiến hành",
            value: open ? (
              <>
                <Link
                  href={`/congresses/${open.id}`}
                  prefetch={false}
                  className="inline-flex min-h-6 items-center"
                >
                  Đại hội dự kiến {formatDate(open.plannedOn)}
                </Link>{" "}
                <CongressBadge state={open.state} />
              </>
            ) : (
              "Không có"
            ),
          },
        ]}
      />
    </Card>
  );
};
