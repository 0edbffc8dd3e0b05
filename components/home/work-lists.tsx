import { Stat } from "@/components/ui/basics";
import { formatNumber } from "@/lib/format";
import { WORK_LIST_HINTS, WORK_LIST_LABELS } from "@/lib/plans/labels";
import { WORK_LISTS, type WorkList } from "@/lib/plans/rules";

/** The plan's three work lists (row 13): an enterprise and a line each, each opening its list. */
export const WorkLists = ({
  counts,
  line,
}: {
  counts: Readonly<Record<WorkList, number>>;
  line?: "association" | undefined;
}) => (
  <section aria-labelledby="work-lists" className="space-y-3">
    <h2 id="work-lists">{line ? "Ba danh sách việc, phần Hội" : "Ba danh sách việc"}</h2>
    <div className="grid gap-4 sm:grid-cols-3">
      {WORK_LISTS.map((list) => (
        <Stat
          key={list}
          label={WORK_LIST_LABELS[list]}
          value={formatNumber(counts[list])}
          href={`/goals?list=${list}${line ? `&line=${line}` : ""}`}
          note={WORK_LIST_HINTS[list]}
        />
      ))}
    </div>
    <p className="text-(--ink-soft) text-sm">
      {line
        ? "Mỗi doanh nghiệp tính một lần ở phần Hội, theo tình trạng hôm nay."
        : "Mỗi doanh nghiệp tính một lần ở phần Đoàn, một lần ở phần Hội, theo tình trạng hôm nay."}
    </p>
  </section>
);
