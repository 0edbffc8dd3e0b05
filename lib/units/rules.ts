import type { PlainDate } from "@/lib/dates/plain-date";
import type { Line, UnitKind } from "@/lib/generated/prisma/enums";

/** A unit as it was in a period. */
export type UnitFacts = {
  unitId: string;
  /** Null where nobody knows since when. */
  validFrom: PlainDate | null;
  validTo: PlainDate | null;
  kind: UnitKind;
  name: string;
  shortName: string;
  sortKey: string;
  parentId: string | null;
  code: string | null;
  documentSymbol: string | null;
  ownsLine: Line | null;
  /** No source states it: it follows from the reorganisation of places. */
  inferred: boolean;
  note: string | null;
};

export type UnitNode = UnitFacts & { children: UnitNode[] };

/** Departments first, then who answers for enterprises: the order in which an organisation introduces itself. */
const KIND_ORDER: readonly UnitKind[] = [
  "province",
  "department",
  "city",
  "district",
  "enterprise_bloc",
  "ward",
  "commune",
];

/** Units under their parents; one whose parent is not among them stands at the top. Order of kinds, then as given. */
export function treeOf(units: readonly UnitFacts[]): UnitNode[] {
  const known = new Set(units.map(({ unitId }) => unitId));
  const under = (parentId: string | null): UnitNode[] =>
    units
      .filter((unit) => {
        const parent = unit.parentId !== null && known.has(unit.parentId) ? unit.parentId : null;
        return parent === parentId && unit.unitId !== parentId;
      })
      .sort((one, other) => KIND_ORDER.indexOf(one.kind) - KIND_ORDER.indexOf(other.kind))
      .map((unit) => ({ ...unit, children: under(unit.unitId) }));
  return under(null);
}
