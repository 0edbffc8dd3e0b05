import { formatNumber } from "@/lib/format";

/**
 * A number that opens the records it counts. A plain link: a dashboard has two hundred of them, and none should be
 * fetched before somebody asks.
 */
export const NumberLink = ({ href, value }: { href: string; value: number }) => (
  <a href={href}>{formatNumber(value)}</a>
);

/**
 * For a table of numbers: close rows, links a finger can hit, heads that break into lines; on a phone each card shows
 * its numbers in two columns.
 */
export const NUMBERS_TABLE =
  "[&_td_a]:inline-block [&_td_a]:min-h-6 [&_td_a]:min-w-6 [&_:is(td,th)]:px-2 [&_:is(td,tbody_th)]:py-1 " +
  "[&_tfoot_th]:align-top [&_thead_.num]:whitespace-normal sm:[&_tbody_th]:whitespace-nowrap " +
  "max-sm:[&_tr]:grid max-sm:[&_tr]:grid-cols-2 max-sm:[&_th]:col-span-2 print:[&_table]:leading-tight print:[&_td_a]:min-h-0";
