import Link from "next/link";
import { formatNumber } from "@/lib/format";

/** More than a few are folded: the plan names all reporting units at a dozen places. */
const SHOWN = 3;

/** Units somebody meant, each opening its page: "Giao: Huyện Đoàn Bảo Lâm". */
export function UnitLinks({
  units,
  says,
}: {
  units: readonly { id: string; name: string }[];
  /** The word in front: who is charged, who receives. */
  says: string;
}) {
  const links = units.map(({ id, name }) => (
    <li key={id} className="after:content-[','] last:after:content-none">
      <Link href={`/units/${id}`} prefetch={false} className="inline-flex min-h-6 items-center">
        {name}
      </Link>
    </li>
  ));
  const list = <ul className="flex flex-wrap gap-x-2">{links}</ul>;
  if (units.length <= SHOWN) {
    return (
      <div className="flex flex-wrap gap-x-2 text-(--ink-soft) text-sm">
        <span>{says}:</span>
        {list}
      </div>
    );
  }
  return (
    <details className="text-(--ink-soft) text-sm">
      <summary className="inline-flex min-h-6 cursor-pointer items-center underline">
        {says}: {formatNumber(units.length)} đơn vị
      </summary>
      {list}
    </details>
  );
}
