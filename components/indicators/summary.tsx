import { NumberLink } from "@/components/indicators/number-link";
import { SHOWN } from "@/components/indicators/unit-table";
import { Stat } from "@/components/ui/basics";
import { BRANCH_KIND_LABELS } from "@/lib/branches/labels";
import { formatPercent } from "@/lib/format";
import { BranchKind } from "@/lib/generated/prisma/enums";
import { INDICATOR_LABELS } from "@/lib/indicators/labels";
import { type Indicator, type IndicatorParams, type Numbers, recordsHref } from "@/lib/indicators/rules";
import { NO_TARGET } from "@/lib/plans/labels";

/** What a plan could set a target for; the plan in force sets none, and none is invented. */
const HEADLINES: readonly Indicator[] = ["K2", "K3", "K4", "K11", "K12", "K17"];

/** The few numbers a meeting asks for first: how many, of how many, against which target. */
export function Summary({
  numbers,
  params,
  hasCampaign,
}: {
  numbers: Numbers;
  params: IndicatorParams;
  hasCampaign: boolean;
}) {
  const shown = HEADLINES.filter((name) => SHOWN[params.line].includes(name));
  return (
    <div className="grid grid-cols-2 gap-3 md:grid-cols-3 xl:grid-cols-6 print:grid-cols-6 print:gap-2 print:[&_p]:text-[8pt] print:[&_p]:leading-tight print:[&_.font-bold]:text-base">
      {shown.map((name) =>
        name === "K17" && !hasCampaign ? (
          <Stat key={name} label={INDICATOR_LABELS[name].name} value="–" note="Chưa mở đợt khảo sát" />
        ) : (
          <Stat
            key={name}
            label={INDICATOR_LABELS[name].name}
            value={<NumberLink href={recordsHref(name, params)} value={numbers[name]} />}
            note={<Note name={name} numbers={numbers} params={params} />}
          />
        ),
      )}
    </div>
  );
}

const Note = ({ name, numbers, params }: { name: Indicator; numbers: Numbers; params: IndicatorParams }) => (
  <>
    {name === "K11" ? (
      <Founded numbers={numbers} params={params} />
    ) : (
      name !== "K12" && (
        <span className="block">
          trên <NumberLink href={recordsHref("K1", params)} value={numbers.K1} /> (
          {formatPercent(numbers[name], numbers.K1)})
        </span>
      )
    )}
    <span className="block first-letter:uppercase">{NO_TARGET}</span>
  </>
);

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
