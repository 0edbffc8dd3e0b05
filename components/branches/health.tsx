import { Badge, type Tone } from "@/components/ui/basics";
import { CONDITION_LABELS } from "@/lib/branches/labels";
import type { Condition, Signal } from "@/lib/branches/rules";
import { formatDate } from "@/lib/dates/plain-date";

const TONES: Record<Condition, Tone> = { ended: "calm", weak: "warn", watch: "accent", sound: "good" };

/** How it stands, in a word. */
export const ConditionBadge = ({ condition }: { condition: Condition }) => (
  <Badge tone={TONES[condition]}>{CONDITION_LABELS[condition]}</Badge>
);

/** Why, a phrase each. */
export const SignalPhrases = ({ signals }: { signals: readonly Signal[] }) =>
  signals.length > 0 ? (
    <span className="block text-(--ink-soft) text-sm">{signals.map(({ words }) => words).join("; ")}</span>
  ) : null;

/** Why, a line each, with since when where the phrase does not say it. */
export const SignalList = ({ signals }: { signals: readonly Signal[] }) => (
  <ul className="list-disc pl-5">
    {signals.map(({ code, words, since }) => (
      <li key={code}>
        {words}
        {since && !words.includes(formatDate(since)) && ` (từ ${formatDate(since)})`}
      </li>
    ))}
  </ul>
);
