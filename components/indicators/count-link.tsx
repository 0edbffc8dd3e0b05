import { formatNumber } from "@/lib/format";
import { type Indicator, type IndicatorParams, recordsHref } from "@/lib/indicators/rules";

/**
 * A number that opens the records it counts. A plain link: a dashboard has two hundred of them, and none should be
 * fetched before somebody asks.
 */
export function CountLink({
  indicator,
  params,
  value,
}: {
  indicator: Indicator;
  params: IndicatorParams;
  value: number;
}) {
  return (
    <a href={recordsHref(indicator, params)} className="inline-block min-h-6 min-w-6 text-center">
      {formatNumber(value)}
    </a>
  );
}
