import Link from "next/link";
import { CASE_MOVE_LABELS } from "@/lib/cases/labels";
import type { CaseMove } from "@/lib/generated/prisma/enums";

/** What may be done with a case next, each on the case's own page where its day and reason are asked: keyboard and touch alike. */
export const CaseMenu = ({ id, name, moves }: { id: string; name: string; moves: readonly CaseMove[] }) =>
  moves.length === 0 ? null : (
    <details className="no-print">
      <summary className="flex min-h-11 cursor-pointer items-center text-(--accent)">
        Chuyển bước<span className="sr-only">{` của ${name}`}</span>
      </summary>
      <ul className="space-y-1">
        {moves.map((move) => (
          <li key={move}>
            <Link
              href={`/cases/${id}?move=${move}#move`}
              prefetch={false}
              className="inline-flex min-h-11 items-center"
            >
              {CASE_MOVE_LABELS[move]}
            </Link>
          </li>
        ))}
      </ul>
    </details>
  );
