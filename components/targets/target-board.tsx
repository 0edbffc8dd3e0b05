import Link from "next/link";
import { NUMBERS_TABLE } from "@/components/indicators/number-link";
import {
  EndedNote,
  Reached,
  type ShownTarget,
  StandingBadge,
  TargetLines,
} from "@/components/targets/target-lines";
import { Card, EmptyState, LinkButton } from "@/components/ui/basics";
import { type Column, Table } from "@/components/ui/table";
import { NO_TARGET } from "@/lib/plans/labels";
import { metricTitle, periodInWords, sumInWords } from "@/lib/targets/labels";
import { type Metric, type Period, type SumCheck, sheetHref } from "@/lib/targets/rules";

type Given = ShownTarget & { unitId: string };

export type ShownGroup = {
  key: string;
  metric: Metric;
  period: Period;
  whole: Given | null;
  units: readonly Given[];
  organisations: readonly Given[];
  check: SumCheck;
  mayGive: boolean;
};

type Unit = { id: string; shortName: string };

const groupTitle = ({ metric, period }: ShownGroup) => `${metricTitle(metric)}, ${periodInWords(period)}`;

/** Everything given under a plan: the whole with its pace, the sums, and unit by unit what was given and reached. */
export const TargetBoardView = ({
  planId,
  groups,
  units,
  newHref,
}: {
  planId: string;
  groups: readonly ShownGroup[];
  units: readonly Unit[];
  /** Where a new target is given, for who may. */
  newHref: `/${string}` | null;
}) => {
  if (groups.length === 0) {
    return (
      <EmptyState
        title="Chưa giao chỉ tiêu"
        action={newHref && <LinkButton href={newHref}>Giao chỉ tiêu đầu tiên</LinkButton>}
      >
        Không văn bản nào được ghi có giao con số. Mọi việc vẫn chạy bình thường khi không có chỉ tiêu.
      </EmptyState>
    );
  }
  const wholes = groups.flatMap(({ whole }) => whole ?? []);
  const organisations = groups.flatMap((group) => group.organisations);
  return (
    <>
      <Card title="Chỉ tiêu chung">
        <TargetLines
          lines={wholes}
          caption="Toàn tỉnh: đã đạt bao nhiêu, cần bao nhiêu mỗi tháng, ba tháng qua được bao nhiêu"
        />
        <h3 className="mt-4">Phân cho đơn vị</h3>
        <ul className="mt-1 space-y-1">
          {groups.map((group) => (
            <li key={group.key} className="flex flex-wrap items-center gap-x-3">
              <span>
                {groupTitle(group)}: <SumWords check={group.check} />
              </span>
              {group.mayGive && (
                <Link
                  href={sheetHref({ ...group.metric, planId, period: group.period })}
                  prefetch={false}
                  className="no-print inline-flex min-h-11 items-center"
                >
                  Phân, sửa<span className="sr-only"> {groupTitle(group)}</span>
                </Link>
              )}
            </li>
          ))}
        </ul>
      </Card>
      <Card title="Từng đơn vị">
        <UnitGrid groups={groups} units={units} />
      </Card>
      {organisations.length > 0 && (
        <Card title="Phần của tổ chức">
          <TargetLines lines={organisations} caption="Đơn vị giao cho tổ chức của mình" />
        </Card>
      )}
    </>
  );
};

/** What is lacking or over is told, and nothing is changed for it. */
const SumWords = ({ check }: { check: SumCheck }) => (
  <span className={check.off === null || check.off === 0 ? undefined : "font-semibold"}>
    {sumInWords(check, "đơn vị")}
  </span>
);

/** Only units that were given something have a row; who was given nothing is named below. */
const UnitGrid = ({ groups, units }: { groups: readonly ShownGroup[]; units: readonly Unit[] }) => {
  const given = new Map(groups.flatMap((group) => group.units).map((target) => [target.unitId, target]));
  const [first] = groups;
  const isOnePeriod = groups.every(
    ({ period: { from, to } }) => from === first?.period.from && to === first.period.to,
  );
  const silent = units.filter(({ id }) => !given.has(id));
  const columns: Column<Unit>[] = [
    {
      key: "unit",
      label: "Đơn vị",
      isName: true,
      cell: ({ id, shortName }) => (
        <>
          <Link href={`/units/${id}`} prefetch={false} className="inline-flex min-h-6 items-center">
            {shortName}
          </Link>
          <EndedNote ended={given.get(id)?.ended ?? null} />
        </>
      ),
    },
    ...groups.map(
      (group): Column<Unit> => ({
        key: group.key,
        label: isOnePeriod ? metricTitle(group.metric) : groupTitle(group),
        isNumeric: true,
        cell: ({ id }) => {
          const target = group.units.find(({ unitId }) => unitId === id);
          return target ? (
            <span className="inline-flex flex-wrap items-center justify-end gap-x-2">
              <StandingBadge standing={target.standing} />
              <Reached target={target} />
            </span>
          ) : (
            <span className="text-(--ink-soft) text-sm">{NO_TARGET}</span>
          );
        },
      }),
    ),
  ];
  const caption = "Đạt/chỉ tiêu; số trước mở danh sách, số sau mở nơi giao";
  return (
    <div className={`${NUMBERS_TABLE} space-y-3`}>
      <Table
        caption={isOnePeriod && first ? `${caption}. Kỳ ${periodInWords(first.period)}` : caption}
        columns={columns}
        rows={units.filter(({ id }) => given.has(id))}
        rowKey={({ id }) => id}
        empty={<p>Chưa phân cho đơn vị nào.</p>}
      />
      {silent.length > 0 && (
        <p>
          Chưa giao chỉ tiêu:{" "}
          {silent.map(({ id, shortName }, index) => (
            <span key={id}>
              {index > 0 && ", "}
              <Link href={`/units/${id}`} prefetch={false}>
                {shortName}
              </Link>
            </span>
          ))}
          .
        </p>
      )}
    </div>
  );
};
