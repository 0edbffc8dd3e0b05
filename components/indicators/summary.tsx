import { NumberLink } from "@/components/indicators/number-link";
import { SHOWN } from "@/components/indicators/unit-table";
import { Reached, type ShownTarget } from "@/components/targets/target-lines";
import { Stat } from "@/components/ui/basics";
import { LINE_SCOPE_LABELS } from "@/lib/access/labels";
import { BRANCH_KIND_LABELS } from "@/lib/branches/labels";
import { formatDate } from "@/lib/dates/plain-date";
import { formatPercent } from "@/lib/format";
import { BranchKind } from "@/lib/generated/prisma/enums";
import { INDICATOR_LABELS } from "@/lib/indicators/labels";
import {
  type Indicator,
  type IndicatorParams,
  type LineTab,
  type Numbers,
  recordsHref,
} from "@/lib/indicators/rules";
import { NO_TARGET } from "@/lib/plans/labels";
import { lastDayOf, lineTab, MEASURES } from "@/lib/targets/rules";

/** What a target could be given for; where none was, the tile says so, and none is invented. */
const HEADLINES: readonly Indicator[] = ["K2", "K3", "K4", "K11", "K12", "K17"];

/** The few numbers a meeting asks for first: how many, of how many, against which target. */
export function Summary({
  numbers,
  params,
  hasCampaign,
  targets,
}: {
  numbers: Numbers;
  params: IndicatorParams;
  hasCampaign: boolean;
  /** Given for what is in view: the province, or the units asked for. */
  targets: readonly ShownTarget[];
}) {
  const shown = HEADLINES.filter((name) => SHOWN[params.line].includes(name));
  return (
    <div className="grid grid-cols-2 gap-3 md:grid-cols-3 xl:grid-cols-6 print:grid-cols-6 print:gap-2 print:[&_p]:text-[8pt] print:[&_p]:leading-tight print:[&_.font-bold]:text-base">
      {shown.map((name) =>
        name === "K17" && !hasCampaign ? (
          <Stat
            key={name}
            label={INDICATOR_LABELS[name].name}
            value="–"
            note={
              <>
                <span className="block">Chưa mở đợt khảo sát</span>
                <Given name={name} params={params} targets={targets} />
              </>
            }
          />
        ) : (
          <Stat
            key={name}
            label={INDICATOR_LABELS[name].name}
            value={<NumberLink href={recordsHref(name, params)} value={numbers[name]} />}
            note={
              <>
                <Note name={name} numbers={numbers} params={params} />
                <Given name={name} params={params} targets={targets} />
              </>
            }
          />
        ),
      )}
    </div>
  );
}

const Note = ({ name, numbers, params }: { name: Indicator; numbers: Numbers; params: IndicatorParams }) =>
  name === "K11" ? (
    <Founded numbers={numbers} params={params} />
  ) : (
    name !== "K12" && (
      <span className="block">
        trên <NumberLink href={recordsHref("K1", params)} value={numbers.K1} /> (
        {formatPercent(numbers[name], numbers.K1)})
      </span>
    )
  );

/** The targets given for a number, each counted in its own period: "đến 31/12/2014: 8/15". */
const Given = ({
  name,
  params,
  targets,
}: {
  name: Indicator;
  params: IndicatorParams;
  targets: readonly ShownTarget[];
}) => {
  const isInView = (line: LineTab) => params.line === "all" || line === "all" || line === params.line;
  const own = targets.filter(({ indicator, line }) => indicator === name && isInView(lineTab(line)));
  if (own.length === 0) return <span className="block first-letter:uppercase">{NO_TARGET}</span>;
  const isOfUnits = new Set(own.map(({ unit }) => unit.shortName)).size > 1;
  return own.map((target) => (
    <span key={target.id} className="block first-letter:uppercase">
      {isOfUnits && `${target.unit.shortName}, `}
      {/* The tile's own name says what is counted, but for which line. */}
      {MEASURES[target.indicator].lines.length > 1
        ? `chỉ tiêu ${LINE_SCOPE_LABELS[target.line]}`
        : "chỉ tiêu"}
      {/* The meeting's sheet stays one sheet. */}
      <span className="print:hidden">{` đến ${formatDate(lastDayOf(target.period))}`}</span>
      {": "}
      <Reached target={target} />
    </span>
  ));
};

/** K11 by kind of organisation. */
const Founded = ({ numbers, params }: { numbers: Numbers; params: IndicatorParams }) =>
  Object.values(BranchKind).map((kind) => {
    const count = numbers.founded[kind];
    return (
      count !== undefined && (
        <span key={kind} className="block">
          {BRANCH_KIND_LABELS[kind]}:{" "}
          <NumberLink href={recordsHref("K11", { ...params, kind })} value={count} />
        </span>
      )
    );
  });
