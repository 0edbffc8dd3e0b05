import Link from "next/link";
import { hrefOf } from "@/components/ui/place";
import { type Column, Table } from "@/components/ui/table";
import { FEE_LEVEL_LABELS, formatDong } from "@/lib/fees/labels";
import { holdings, type LevelAccount, outstanding } from "@/lib/fees/rules";

type Level = keyof typeof FEE_LEVEL_LABELS;
type Row = LevelAccount & { id: string; name: string; level: Level; parentId: string | null };

const money = <Of extends LevelAccount>(
  key: string,
  label: string,
  pick: (row: Of) => number,
): Column<Of> => ({
  key,
  label,
  isNumeric: true,
  cell: (row) => formatDong(pick(row)),
});

const COLUMNS = [
  money("collected", "Thu của đoàn viên", ({ collected }: LevelAccount) => collected),
  money("received", "Cấp dưới nộp", ({ received }: LevelAccount) => received),
  money("due", "Phải nộp lên", ({ due }: LevelAccount) => due),
  money("paid", "Đã nộp, đã ghi sổ", ({ paid }: LevelAccount) => paid),
  money("waiting", "Đã nộp, chờ ghi", ({ waiting }: LevelAccount) => waiting),
  money("open", "Còn phải nộp", outstanding),
  money("held", "Đang giữ", holdings),
];

/** The account of a quarter, level by level; an organisation opens its payments. */
export const ShareTable = ({ rows, caption }: { rows: readonly Row[]; caption: string }) => (
  <Table
    caption={caption}
    columns={[
      {
        key: "name",
        label: "Nơi thu, nộp",
        isName: true,
        cell: ({ id, name, level, parentId }) =>
          level === "unit" || level === "province" ? (
            name
          ) : (
            <Link
              href={hrefOf(`/branches/${id}/fees/payments`)}
              prefetch={false}
              className={`inline-flex min-h-6 items-center ${parentId ? "sm:pl-4" : ""}`}
            >
              {name}
            </Link>
          ),
      },
      ...COLUMNS,
    ]}
    rows={rows}
    rowKey={({ id }) => id}
    empty={<p className="text-(--ink-soft)">Chưa có khoản thu nào trong quý này.</p>}
  />
);

/** The same, summed over everybody of a level. */
export const LevelTotals = ({ rows }: { rows: readonly (LevelAccount & { level: Level })[] }) => (
  <Table
    caption="Cộng theo cấp, trong phạm vi đang xem."
    columns={[
      { key: "level", label: "Cấp", isName: true, cell: ({ level }) => FEE_LEVEL_LABELS[level] },
      ...COLUMNS,
    ]}
    rows={rows}
    rowKey={({ level }) => level}
    empty={null}
  />
);
