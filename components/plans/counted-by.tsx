import Link from "next/link";
import type { BranchKind } from "@/lib/generated/prisma/enums";
import { planName, scopeInWords } from "@/lib/plans/labels";
import type { ScopeRule } from "@/lib/plans/rules";

export type CountingPlan = {
  id: string;
  type: string;
  symbol: string;
  scope: ScopeRule;
  associationKinds: readonly BranchKind[];
};

/** Which enterprises the numbers count, and by whose choice: stands beside every number, on paper too. */
export const CountedBy = ({ plan }: { plan: CountingPlan }) => (
  <p className="max-w-prose text-(--ink-soft) text-sm">
    Tính theo{" "}
    <Link href={`/plans/${plan.id}`} prefetch={false}>
      {planName(plan)}
    </Link>
    : {scopeInWords(plan)}.
  </p>
);
