import Link from "next/link";
import { Badge } from "@/components/ui/basics";
import { LINE_LABELS } from "@/lib/access/labels";
import { formatNumber } from "@/lib/format";
import { INFERRED } from "@/lib/units/labels";
import type { UnitNode } from "@/lib/units/rules";

/** The organisation as it stood on a day, each unit under its parent. */
export const UnitTree = ({ units }: { units: readonly UnitNode[] }) => (
  <ul className="space-y-3">
    {units.map((unit) => (
      <li key={unit.unitId} className="card space-y-3">
        <p>
          <UnitLine unit={unit} isTop />
        </p>
        {unit.children.length > 0 && (
          <>
            <p className="text-(--ink-soft) text-sm">
              {formatNumber(unit.children.length)} đơn vị trực thuộc
            </p>
            <Below units={unit.children} />
          </>
        )}
      </li>
    ))}
  </ul>
);

const Below = ({ units }: { units: readonly UnitNode[] }) => (
  <ul className="gap-x-8 sm:columns-2 lg:columns-3">
    {units.map((unit) => (
      <li key={unit.unitId} className="break-inside-avoid py-1">
        <UnitLine unit={unit} />
        {unit.children.length > 0 && (
          <div className="border-(--line) border-l-2 pl-4">
            <Below units={unit.children} />
          </div>
        )}
      </li>
    ))}
  </ul>
);

const UnitLine = ({ unit, isTop = false }: { unit: UnitNode; isTop?: boolean }) => (
  <span className="inline-flex flex-wrap items-center gap-x-2">
    <Link
      href={`/units/${unit.unitId}`}
      prefetch={false}
      className={`inline-flex min-h-8 items-center ${isTop ? "font-semibold text-lg" : ""}`}
    >
      {unit.name}
    </Link>
    {unit.ownsLine && <Badge tone="accent">phụ trách phần {LINE_LABELS[unit.ownsLine]}</Badge>}
    {unit.inferred && <Badge tone="warn">{INFERRED}</Badge>}
  </span>
);
