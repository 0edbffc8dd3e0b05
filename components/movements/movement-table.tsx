import { NUMBERS_TABLE, NumberLink } from "@/components/indicators/number-link";
import { type Column, Table } from "@/components/ui/table";
import { formatNumber } from "@/lib/format";
import type { Line } from "@/lib/generated/prisma/enums";
import { ENTRY_LABELS, EXIT_LABELS, PERSON_WORDS, USUAL } from "@/lib/movements/labels";
import {
  type Between,
  ENTRIES,
  EXITS,
  type Minority,
  type Movement,
  type MovementNumbers,
  type MovementParams,
  type MovementRow,
  movementsHref,
  peopleHref,
} from "@/lib/movements/rules";

export type MovementLineView = {
  line: Line;
  level: "unit" | "branch";
  rows: readonly (MovementRow & { minority: Minority })[];
  total: MovementNumbers;
  minority: Minority;
  hasMinorities: boolean;
  between: Between;
};

/** K10 on one line: who was there, came, went and is there, row by row, the whole below; every number opens its people. */
export function MovementTable({
  table: { line, level, rows, total, between, ...table },
  params,
  totalName,
}: {
  table: MovementLineView;
  params: MovementParams;
  totalName: string;
}) {
  const happened = (counts: readonly MovementNumbers[]) => ({
    entries: ENTRIES.filter(
      (kind) => USUAL[line].entries.includes(kind) || counts.some(({ entries }) => entries[kind] > 0),
    ),
    exits: EXITS.filter(
      (kind) => USUAL[line].exits.includes(kind) || counts.some(({ exits }) => exits[kind] > 0),
    ),
  });
  const { entries, exits } = happened([total, ...rows.map(({ numbers }) => numbers)]);
  const of = (row: MovementRow | null): MovementParams => {
    const whole = { ...params, line };
    if (row === null) return whole;
    return level === "unit" ? { ...whole, unit: row.id } : { ...whole, unit: row.unitId, branch: row.id };
  };
  const column = (
    movement: Movement,
    label: string,
    pick: (numbers: MovementNumbers) => number,
  ): Column<(typeof rows)[number]> => ({
    key: movement,
    label,
    isNumeric: true,
    cell: (row) => <NumberLink href={peopleHref(movement, of(row))} value={pick(row.numbers)} />,
    foot: <NumberLink href={peopleHref(movement, of(null))} value={pick(total)} />,
  });
  const corrected = (side: "in" | "out") => (numbers: MovementNumbers) => numbers.corrected?.[side] ?? 0;
  const columns: Column<(typeof rows)[number]>[] = [
    {
      key: "name",
      label: level === "unit" ? "Đơn vị" : "Tổ chức",
      isName: true,
      cell: ({ id, name }) =>
        level === "unit" ? (
          <a href={movementsHref({ ...params, unit: id })}>{name}</a>
        ) : (
          <a href={`/branches/${id}`}>{name}</a>
        ),
      foot: totalName,
    },
    column("opening", "Đầu kỳ", ({ opening }) => opening),
    ...entries.map((kind) => column(`in.${kind}`, ENTRY_LABELS[kind], (numbers) => numbers.entries[kind])),
    ...exits.map((kind) => column(`out.${kind}`, EXIT_LABELS[kind], (numbers) => numbers.exits[kind])),
    column("closing", "Cuối kỳ", ({ closing }) => closing),
    column("women", "Nữ", ({ women }) => women),
    ...(table.hasMinorities
      ? [
          {
            key: "minority",
            label: "DTTS",
            isNumeric: true,
            cell: ({ minority }: (typeof rows)[number]) => <MinorityCount of={minority} />,
            foot: <MinorityCount of={table.minority} />,
          },
        ]
      : []),
    ...(total.corrected
      ? [
          column("corrected.in", "Sửa sau báo cáo: thêm", corrected("in")),
          column("corrected.out", "Sửa sau báo cáo: bớt", corrected("out")),
        ]
      : []),
  ];
  const inside = ENTRIES.reduce((sum, kind) => sum + between.entries[kind], 0);
  const twice = between.closing;
  return (
    <div className={NUMBERS_TABLE}>
      <Table
        caption={`${PERSON_WORDS[line]}. Cột tăng đứng trước, cột giảm đứng sau; con số nào cũng mở ra danh sách người.`}
        columns={columns}
        rows={rows}
        rowKey={({ id, unitId }) => `${id} ${unitId}`}
        empty={<p>Không có ai trong phạm vi đang xem.</p>}
        hasFoot
      />
      {(inside > 0 || twice > 0) && (
        <p className="mt-2 text-(--ink-soft) text-sm print:text-[8pt]">
          {inside > 0 &&
            `Chuyển giữa các dòng trên: ${formatNumber(inside)} lượt, ở dòng ${totalName.toLowerCase()} không tính là tăng hay giảm. `}
          {twice > 0 &&
            `Có tên ở nhiều dòng: ${formatNumber(twice)}, ở dòng ${totalName.toLowerCase()} mỗi người tính một lần.`}
        </p>
      )}
    </div>
  );
}

/** Never a nought where nothing is known. */
const MinorityCount = ({ of }: { of: Minority }) =>
  of === null ? (
    <span title="Dưới 5 người có ghi dân tộc, hoặc suy ra được dòng như vậy: không nêu">–</span>
  ) : (
    <>
      {formatNumber(of.minority)}
      {of.known < of.members && (
        <span className="block text-(--ink-soft) text-xs">rõ {formatNumber(of.known)} người</span>
      )}
    </>
  );
