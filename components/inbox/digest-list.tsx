import { Badge, Disclosure } from "@/components/ui/basics";
import { formatDate, type PlainDate } from "@/lib/dates/plain-date";
import type { DigestState } from "@/lib/generated/prisma/enums";
import { DIGEST_STATE_LABELS } from "@/lib/inbox/labels";

type Digest = { id: string; on: PlainDate; subject: string; body: string; state: DigestState };

/** The digests of the last working days, each as it was or would have been sent. */
export const DigestList = ({ digests }: { digests: readonly Digest[] }) => (
  <ul className="space-y-2">
    {digests.map(({ id, on, subject, body, state }) => (
      <li key={id}>
        <Disclosure summary={subject}>
          <p className="mb-2 text-(--ink-soft) text-sm">
            {`Lập ngày ${formatDate(on)} `}
            <Badge tone={state === "failed" ? "bad" : "calm"}>{DIGEST_STATE_LABELS[state]}</Badge>
          </p>
          <p className="whitespace-pre-line">{body}</p>
        </Disclosure>
      </li>
    ))}
  </ul>
);
