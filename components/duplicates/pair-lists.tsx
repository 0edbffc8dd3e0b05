import Link from "next/link";
import { Badge, Card } from "@/components/ui/basics";
import { formatMoment, type PartialDate } from "@/lib/dates/plain-date";
import { PAIR_KEY_LABELS } from "@/lib/duplicates/labels";
import type { PairKey } from "@/lib/duplicates/schema";
import type { PairVerdict } from "@/lib/generated/prisma/enums";
import { birthLabel } from "@/lib/members/labels";

type Named = { id: string; fullName: string; birth: PartialDate | null };

/** Pairs that look like one person, each with the way to compare them. */
export const LikelyPairs = ({
  pairs,
}: {
  pairs: readonly { person: Named; other: Named; keys: readonly PairKey[] }[];
}) => (
  <Card title={`${pairs.length} cặp có thể là một người`}>
    <ul className="divide-y divide-(--line)">
      {pairs.map(({ person, other, keys }) => (
        <li key={`${person.id} ${other.id}`} className="py-2">
          <Link href={`/duplicates/${person.id}/${other.id}`} prefetch={false}>
            So sánh {person.fullName}, sinh {birthLabel(person.birth)}, với {other.fullName}, sinh{" "}
            {birthLabel(other.birth)}
          </Link>
          <span className="block text-(--ink-soft) text-sm">
            {keys.map((key) => PAIR_KEY_LABELS[key]).join("; ")}
          </span>
        </li>
      ))}
    </ul>
  </Card>
);

type Decided = {
  id: string;
  personId: string;
  fullName: string;
  otherName: string;
  verdict: PairVerdict;
  reason: string;
  decidedBy: string | null;
  decidedAt: Date;
};

/** What was decided about pairs before, each with the way to take it back. */
export const DecidedPairs = ({ decided }: { decided: readonly Decided[] }) => (
  <Card title="Đã kết luận">
    <ul className="divide-y divide-(--line)">
      {decided.map(({ id, personId, fullName, otherName, verdict, reason, decidedBy, decidedAt }) => (
        <li key={id} className="py-2">
          <p>
            <Badge tone={verdict === "merged" ? "good" : "calm"}>
              {verdict === "merged" ? "Đã gộp" : "Hai người"}
            </Badge>{" "}
            <Link href={`/members/${personId}`} prefetch={false}>
              {fullName}
            </Link>{" "}
            và hồ sơ {otherName}
          </p>
          <p className="text-(--ink-soft) text-sm">
            {decidedBy ?? "Tài khoản khác"}, {formatMoment(decidedAt)}. Căn cứ: {reason}
          </p>
          <p>
            <Link href={`/duplicates/pairs/${id}`} prefetch={false}>
              {verdict === "merged" ? `Tách lại hồ sơ ${otherName}` : `Xem lại cặp ${fullName}`}
            </Link>
          </p>
        </li>
      ))}
    </ul>
  </Card>
);
