import { Badge } from "@/components/ui/basics";
import { GOAL_STATE_LABELS, GOAL_STATE_TONES } from "@/lib/plans/labels";
import type { GoalState } from "@/lib/plans/rules";

export const GoalStateBadge = ({ state }: { state: GoalState }) => (
  <Badge tone={GOAL_STATE_TONES[state]}>
    <span className="whitespace-nowrap">{GOAL_STATE_LABELS[state]}</span>
  </Badge>
);

/** Why a goal stands where it stands, a sentence each; the first is the one that decided. */
export const Why = ({ sentences }: { sentences: readonly string[] }) => (
  <ul className="space-y-0.5">
    {sentences.map((sentence) => (
      <li key={sentence}>{sentence}</li>
    ))}
  </ul>
);
