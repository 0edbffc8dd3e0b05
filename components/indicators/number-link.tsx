import { formatNumber } from "@/lib/format";

/**
 * A number that opens the records it counts. A plain link: a dashboard has two hundred of them, and none should be
 * fetched before somebody asks.
 */
export const NumberLink = ({ href, value }: { href: string; value: number }) => (
  <a href={href}>{formatNumber(value)}</a>
);

/**
 * For a table of numbers: close rows, links a finger can hit, heads that break into lines. On a phone each card shows its
 * numbers in two columns; on paper the tables of the dashboard share one sheet (the marks of importance are for the
 * print rules of globals.css, which stand outside every layer).
 */
export const NUMBERS_TABLE = [
  "[&_td_a]:inline-block [&_td_a]:min-h-6 [&_td_a]:min-w-6 [&_tfoot_th]:align-top [&_tfoot_th]:text-[length:inherit] [&_thead_.num]:whitespace-normal",
  "sm:[&_:is(td,th)]:px-1 lg:[&_:is(td,th)]:px-2 sm:[&_:is(td,tbody_th)]:py-1 sm:[&_tbody_th]:whitespace-nowrap",
  "max-lg:[&_table]:text-sm max-sm:[&_tr]:grid max-sm:[&_tr]:grid-cols-2 max-sm:[&_tr]:gap-x-3 max-sm:[&_th]:col-span-2",
  "print:[&_table]:text-[8pt]! print:[&_:is(td,th)]:px-[2pt]! print:[&_:is(td,th)]:py-[0.2pt]! print:[&_:is(td,th)]:leading-tight print:[&_td_a]:min-h-0",
  "lg:[&_thead_.num]:min-w-14 print:[&_thead_.num]:min-w-0! print:[&_caption]:pb-0 print:[&_caption]:text-[8pt]",
].join(" ");
