import Link from "next/link";
import { CaseMenu } from "@/components/pipeline/case-menu";
import { Badge, EmptyState } from "@/components/ui/basics";
import { hrefOf } from "@/components/ui/place";
import { LINE_LABELS } from "@/lib/access/labels";
import { ageInWords, CASE_PLACE_LABELS, CASE_PLACE_TONES } from "@/lib/cases/labels";
import { type CasePlace, PLACES } from "@/lib/cases/rules";
import type { PlainDate } from "@/lib/dates/plain-date";
import { ISSUE_CATEGORY_LABELS } from "@/lib/feedback/labels";
import { formatNumber } from "@/lib/format";
import type { CaseMove, IssueCategory, Line } from "@/lib/generated/prisma/enums";
import { casesAddress, type PipelineFilter } from "@/lib/pipeline/schema";

export type BoardCase = {
  id: string;
  enterpriseName: string;
  line: Line;
  place: CasePlace;
  days: number;
  allowed: number | null;
  isStalled: boolean;
  until: PlainDate | null;
  category: IssueCategory | null;
  difficulty: string | null;
  openIssues: number;
  unitName: string | null;
  heldBy: string;
  isFallback: boolean;
  moves: readonly CaseMove[];
};

/** Cards of one column: more are a list's work. */
const PER_COLUMN = 20;

/**
 * The board: a column for each step that has cases, the longest there first. Columns lie beside one another where there is
 * room and under one another on a phone; nothing has to be dragged.
 */
export function CaseBoard({
  rows,
  closed,
  filter,
}: {
  rows: readonly BoardCase[];
  /** How many are closed: they have no column. */
  closed: number;
  filter: PipelineFilter;
}) {
  const { page: _, view: __, sort: ___, ...asked } = filter;
  const columns = PLACES.map((place) => ({ place, here: rows.filter((row) => row.place === place) })).filter(
    ({ here }) => here.length > 0,
  );
  return (
    <div className="space-y-3">
      {columns.length === 0 && (
        <EmptyState title="Không có hồ sơ vận động nào đang mở">
          Trong phạm vi đang xem. Hồ sơ được mở từ trang doanh nghiệp hoặc danh sách ưu tiên.
        </EmptyState>
      )}
      <div className="grid items-start gap-4 sm:grid-cols-2 lg:grid-cols-3 xl:grid-cols-4">
        {columns.map(({ place, here }) => {
          const all = casesAddress({ ...asked, view: "list", place });
          return (
            <section key={place} className="card space-y-3" aria-labelledby={`column-${place}`}>
              <h2 id={`column-${place}`} className="flex items-center justify-between gap-2 text-base">
                <Badge tone={CASE_PLACE_TONES[place]}>{CASE_PLACE_LABELS[place]}</Badge>
                <Link href={hrefOf(all)} prefetch={false} className="inline-flex min-h-6 min-w-6 justify-end">
                  {formatNumber(here.length)}
                  <span className="sr-only"> hồ sơ</span>
                </Link>
              </h2>
              <ol className="space-y-3">
                {here.slice(0, PER_COLUMN).map((row) => (
                  <li key={row.id} className="border-(--line) border-t pt-2">
                    <CaseCard row={row} />
                  </li>
                ))}
              </ol>
              {here.length > PER_COLUMN && (
                <Link href={hrefOf(all)} prefetch={false} className="inline-flex min-h-11 items-center">
                  {`Xem tất cả ${formatNumber(here.length)}`}
                </Link>
              )}
            </section>
          );
        })}
      </div>
      {closed > 0 && (
        <p>
          <Link href={hrefOf(casesAddress({ ...asked, view: "list", place: "closed" }))} prefetch={false}>
            {`${formatNumber(closed)} hồ sơ đã đóng`}
          </Link>
        </p>
      )}
    </div>
  );
}

const CaseCard = ({ row }: { row: BoardCase }) => (
  <article>
    <p>
      <Link href={`/cases/${row.id}`} prefetch={false} className="font-medium">
        {row.enterpriseName}
      </Link>
    </p>
    <p className="text-(--ink-soft) text-sm">
      {[LINE_LABELS[row.line], row.unitName, row.isFallback ? "phương án thay thế" : null]
        .filter(Boolean)
        .join(" · ")}
    </p>
    <p className="text-sm">
      <Age row={row} />
    </p>
    <Difficulties row={row} />
    <CaseMenu id={row.id} name={row.enterpriseName} moves={row.moves} />
  </article>
);

/** How long it has stood there, and whether that is too long. */
export const Age = ({ row }: { row: Pick<BoardCase, "days" | "allowed" | "isStalled" | "until"> }) =>
  row.isStalled ? <Badge tone="bad">{`Chậm: ${ageInWords(row, row)}`}</Badge> : <>{ageInWords(row, row)}</>;

/** What is in the way: in the words of the case, and what was raised and not answered. */
export const Difficulties = ({
  row: { category, difficulty, openIssues },
}: {
  row: Pick<BoardCase, "category" | "difficulty" | "openIssues">;
}) => {
  const named = [category && ISSUE_CATEGORY_LABELS[category], difficulty].filter(Boolean).join(": ");
  if (!named && openIssues === 0) return null;
  return (
    <div className="text-sm">
      {named && <p>{`Khó khăn: ${named}`}</p>}
      {openIssues > 0 && <p>{`${formatNumber(openIssues)} kiến nghị chưa trả lời`}</p>}
    </div>
  );
};
