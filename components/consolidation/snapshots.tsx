import { ConditionBadge } from "@/components/branches/health";
import { compareSnapshots, type Snapshot } from "@/lib/consolidation/rules";
import { formatDate } from "@/lib/dates/plain-date";
import { formatNumber } from "@/lib/format";

/** What the program saw of an organisation on a day. */
const Seen = ({ title, seen }: { title: string; seen: Snapshot }) => (
  <section className="min-w-0 flex-1 basis-64 space-y-1">
    <h3 className="font-semibold">{`${title}, ngày ${formatDate(seen.on)}`}</h3>
    <p>
      <ConditionBadge condition={seen.condition} />
    </p>
    <p className="text-sm">
      {`${formatNumber(seen.members)} người · ${seen.rating ? `xếp loại ${seen.rating.year}: ${seen.rating.label}` : "chưa có kết luận xếp loại"}`}
    </p>
    {seen.signals.length === 0 ? (
      <p className="text-(--ink-soft) text-sm">Không có điểm yếu nào.</p>
    ) : (
      <ul className="list-disc pl-5 text-sm">
        {seen.signals.map(({ code, words }) => (
          <li key={code}>{words}</li>
        ))}
      </ul>
    )}
  </section>
);

/** Before and after, as evidence kept on the day of writing: never typed. */
export const BeforeAfter = ({ before, after }: { before: Snapshot | null; after: Snapshot | null }) => {
  if (!before && !after) {
    return <p className="text-(--ink-soft)">Biện pháp này ghi trước khi phần mềm giữ lại hiện trạng.</p>;
  }
  const change = before && after && compareSnapshots(before, after);
  return (
    <div className="space-y-3">
      <div className="flex flex-wrap gap-5">
        {before && <Seen title="Trước" seen={before} />}
        {after && <Seen title="Sau" seen={after} />}
      </div>
      {change && (
        <p>
          {[
            `${change.mended.length} điểm yếu đã hết`,
            `${change.stayed.length} còn`,
            `${change.came.length} mới`,
          ].join(" · ")}
        </p>
      )}
    </div>
  );
};
