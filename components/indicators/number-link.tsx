import { formatNumber } from "@/lib/format";

/**
 * A number that opens the records it counts. A plain link: a dashboard has two hundred of them, and none should be
 * fetched before somebody asks.
 */
export const NumberLink = ({ href, value }: { href: string; value: number }) => (
  <a href={href} className="inline-block min-h-6 min-w-6">
    {formatNumber(value)}
  </a>
);
