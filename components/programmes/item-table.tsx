import Link from "next/link";
import { Badge, EmptyState } from "@/components/ui/basics";
import { type Column, Table } from "@/components/ui/table";
import { ACTIVITY_FORM_LABELS, ACTIVITY_KIND_LABELS, needLine } from "@/lib/activities/labels";
import { formatDate } from "@/lib/dates/plain-date";
import { ITEM_STATE_LABELS, ITEM_STATE_TONES } from "@/lib/programmes/labels";
import type { ItemRow } from "@/lib/programmes/queries";

/** What a programme plans, by day, and what became of it. */
export function ItemTable({ rows, isEditable }: { rows: readonly ItemRow[]; isEditable: boolean }) {
  const columns: Column<ItemRow>[] = [
    { key: "day", label: "Dự kiến", cell: ({ plannedOn }) => formatDate(plannedOn) },
    {
      key: "title",
      label: "Hoạt động",
      isName: true,
      cell: ({ itemId, programmeId, title, kind, form }) => (
        <>
          {isEditable ? (
            <Link href={`/programmes/${programmeId}/items/${itemId}`} prefetch={false}>
              {title}
            </Link>
          ) : (
            title
          )}
          <span className="block font-normal text-(--ink-soft) text-sm">
            {[ACTIVITY_KIND_LABELS[kind], form && ACTIVITY_FORM_LABELS[form]].filter(Boolean).join(" · ")}
          </span>
        </>
      ),
    },
    { key: "needs", label: "Nhu cầu", cell: ({ needs }) => needLine(needs) || "–" },
    {
      key: "who",
      label: "Ai làm, cho ai",
      cell: ({ responsible, branchName, audience }) => (
        <>
          {[branchName ?? "Đơn vị", responsible].join(": ")}
          {audience && <span className="block text-(--ink-soft) text-sm">Cho {audience}</span>}
        </>
      ),
    },
    {
      key: "state",
      label: "Tình trạng",
      cell: ({ state, activities, itemId, title }) => (
        <>
          <Badge tone={ITEM_STATE_TONES[state]}>{ITEM_STATE_LABELS[state]}</Badge>
          <span className="block text-sm">
            {activities > 0 ? (
              <Link href={`/activities?item=${itemId}`} prefetch={false}>
                {activities} hoạt động<span className="sr-only">{` của việc ${title}`}</span>
              </Link>
            ) : (
              isEditable && (
                <Link href={`/activities/new?item=${itemId}`} prefetch={false} className="no-print">
                  Ghi đã làm<span className="sr-only">{`: ${title}`}</span>
                </Link>
              )
            )}
          </span>
        </>
      ),
    },
  ];
  return (
    <Table
      caption={`${rows.length} việc trong chương trình, theo ngày dự kiến`}
      columns={columns}
      rows={rows}
      rowKey={({ id }) => id}
      empty={<EmptyState title="Chương trình chưa có việc nào" />}
    />
  );
}
