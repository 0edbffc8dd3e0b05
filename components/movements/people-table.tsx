import Link from "next/link";
import { EmptyState } from "@/components/ui/basics";
import { type Column, Table } from "@/components/ui/table";
import { LINE_LABELS } from "@/lib/access/labels";
import { formatDate } from "@/lib/dates/plain-date";
import { movementLabel } from "@/lib/movements/labels";
import type { MovedPerson, Movement } from "@/lib/movements/rules";

/** The people behind a number of K10: who, where, on which day, by what. */
export function PeopleTable({
  movement,
  people,
  caption,
}: {
  movement: Movement;
  people: readonly MovedPerson[];
  caption: string;
}) {
  const columns: Column<MovedPerson>[] = [
    {
      key: "name",
      label: "Họ và tên",
      isName: true,
      cell: ({ personId, name }) => (
        <Link href={`/members/${personId}`} prefetch={false} className="inline-flex min-h-6 items-center">
          {name}
        </Link>
      ),
    },
    {
      key: "branch",
      label: "Tổ chức",
      cell: ({ branch }) =>
        branch && (
          <Link href={`/branches/${branch.id}`} prefetch={false} className="inline-flex min-h-6 items-center">
            {branch.name}
          </Link>
        ),
    },
    { key: "line", label: "Đoàn, Hội", cell: ({ line }) => line && LINE_LABELS[line] },
    { key: "unit", label: "Đơn vị quản lý nay", cell: ({ unitName }) => unitName },
    { key: "kind", label: "Biến động", cell: () => movementLabel(movement) },
    { key: "on", label: "Ngày", cell: ({ on }) => (on ? formatDate(on) : "–") },
  ];
  return (
    <Table
      caption={caption}
      columns={columns}
      rows={people}
      rowKey={({ personId, starts }) => `${personId} ${starts}`}
      empty={<EmptyState title="Không có ai">Con số dẫn đến trang này là 0.</EmptyState>}
    />
  );
}
