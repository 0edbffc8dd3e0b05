import { Badge } from "@/components/ui/basics";
import type { BranchHealth } from "@/lib/branches/rules";

/** Sound or weak, in a word. */
export const HealthBadge = ({ health, endedOn }: { health: BranchHealth; endedOn: string | null }) => {
  if (endedOn) return <Badge>Đã thôi hoạt động</Badge>;
  return <Badge tone={health.healthy ? "good" : "warn"}>{health.healthy ? "Vững" : "Yếu"}</Badge>;
};

/** Why it is weak, a phrase each. */
export const HealthReasons = ({ health }: { health: BranchHealth }) =>
  health.reasons.length > 0 ? (
    <span className="block text-(--ink-soft) text-sm">{health.reasons.join("; ")}</span>
  ) : null;
