import Link from "next/link";
import { NumberLink } from "@/components/indicators/number-link";
import { Badge, Card, LinkButton } from "@/components/ui/basics";
import { type Column, Table } from "@/components/ui/table";
import { formatDate, type PlainDate } from "@/lib/dates/plain-date";
import { formatNumber } from "@/lib/format";
import type { LineScope, TargetIndicator } from "@/lib/generated/prisma/enums";
import { NO_TARGET } from "@/lib/plans/labels";
import {
  metricTitle,
  paceInWords,
  periodInWords,
  STANDING_TONES,
  STANDING_WORDS,
  sourceInWords,
} from "@/lib/targets/labels";
import type { Period, Standing } from "@/lib/targets/rules";

/** A target as these lines show it. */
export type ShownTarget = {
  id: string;
  indicator: TargetIndicator;
  line: LineScope;
  value: number;
  period: Period;
  baseline: number | null;
  source: { text: string; number: string | null; on: PlainDate | null };
  isDemo: boolean;
  unit: { shortName: string };
  isWhole: boolean;
  branchName: string | null;
  actual: { number: number; href: string } | null;
  recent: { number: number; href: string | null } | null;
  standing: Standing | null;
  ended: { on: PlainDate; into: readonly { id: string; shortName: string }[] } | null;
};

/** "6/15": what was reached opens its list, what was given opens where it was given. Never a share only. */
export const Reached = ({ target: { id, actual, value } }: { target: ShownTarget }) => (
  <span className="whitespace-nowrap font-semibold tabular-nums">
    {actual ? <NumberLink href={actual.href} value={actual.number} /> : <span title="chưa có số">–</span>}/
    <Link href={`/targets/${id}`} prefetch={false}>
      {formatNumber(value)}
    </Link>
  </span>
);

/** Reached, too slow, over; a target in good time needs no mark. */
export const StandingBadge = ({ standing }: { standing: Standing | null }) => {
  if (!standing) return null;
  if (standing.state === "under_way") {
    return standing.isBehind ? <Badge tone="warn">Chậm</Badge> : null;
  }
  return <Badge tone={STANDING_TONES[standing.state]}>{STANDING_WORDS[standing.state]}</Badge>;
};

/** The pace in words, the last three months opening their list; of somebody else's unit that it is not in sight. */
export const Pace = ({ target }: { target: ShownTarget }) => {
  const { standing, recent, indicator, period } = target;
  if (!standing) return <>số thực hiện ngoài phạm vi bạn xem được</>;
  const words = paceInWords(standing, { indicator, period, recent: recent?.number ?? null });
  return (
    <>
      {words}
      {recent?.href && recent.number > 0 && (
        <>
          {" · "}
          <a href={recent.href}>xem danh sách 3 tháng qua</a>
        </>
      )}
    </>
  );
};

/** A unit that is no more: its target stays as it was given. */
export const EndedNote = ({ ended }: { ended: ShownTarget["ended"] }) =>
  ended && (
    <span className="block text-(--ink-soft) text-sm">
      Đơn vị kết thúc ngày {formatDate(ended.on)}; chỉ tiêu giữ như khi giao
      {ended.into.length > 0 && (
        <>
          , số thực hiện từ ngày đó tính ở{" "}
          {ended.into.map(({ id, shortName }, index) => (
            <span key={id}>
              {index > 0 && ", "}
              <Link href={`/units/${id}`} prefetch={false}>
                {shortName}
              </Link>
            </span>
          ))}
        </>
      )}
    </span>
  );

const COLUMNS: Column<ShownTarget>[] = [
  {
    key: "what",
    label: "Việc được giao",
    isName: true,
    cell: (target) => (
      <>
        <span className="inline-flex flex-wrap items-center gap-x-2">
          {metricTitle(target)}
          {target.isDemo && <Badge>Minh hoạ</Badge>}
        </span>
        <span className="block font-normal text-(--ink-soft) text-sm">
          {target.branchName ?? (target.isWhole ? "toàn tỉnh" : target.unit.shortName)} ·{" "}
          {periodInWords(target.period)}
        </span>
        <EndedNote ended={target.ended} />
      </>
    ),
  },
  {
    key: "reached",
    label: "Đạt/chỉ tiêu",
    isNumeric: true,
    cell: (target) => <Reached target={target} />,
  },
  {
    key: "pace",
    label: "Nhịp độ",
    cell: (target) => (
      <span className="inline-flex flex-wrap items-center gap-x-2">
        <StandingBadge standing={target.standing} />
        <span>
          <Pace target={target} />
        </span>
      </span>
    ),
  },
  {
    key: "source",
    label: "Văn bản giao",
    isMinor: true,
    cell: ({ source, baseline }) => (
      <>
        {sourceInWords(source)}
        {baseline !== null && (
          <span className="block text-(--ink-soft) text-sm">xuất phát từ {formatNumber(baseline)}</span>
        )}
      </>
    ),
  },
];

/** Targets as lines: what, how many of how many, the pace that is needed and the pace of late, and by which document. */
export const TargetLines = ({ lines, caption }: { lines: readonly ShownTarget[]; caption: string }) => (
  <Table
    caption={caption}
    columns={COLUMNS}
    rows={lines}
    rowKey={({ id }) => id}
    empty={<p className="text-(--ink-soft)">{NO_TARGET[0]?.toLocaleUpperCase("vi") + NO_TARGET.slice(1)}.</p>}
  />
);

/** A part of another page: the targets of a plan or of a unit, and where all of them are. */
export const TargetSection = ({
  lines,
  planId,
  caption,
}: {
  lines: readonly ShownTarget[];
  planId: string;
  caption: string;
}) => (
  <Card
    title="Chỉ tiêu"
    id="chi-tieu"
    action={
      <LinkButton href={`/targets?plan=${planId}`} tone="quiet">
        Chỉ tiêu của các đơn vị
      </LinkButton>
    }
  >
    <TargetLines lines={lines} caption={caption} />
  </Card>
);
