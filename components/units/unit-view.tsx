import Link from "next/link";
import { Badge, Card, Notice, Stat, Timeline } from "@/components/ui/basics";
import { type Column, Table } from "@/components/ui/table";
import { LINE_LABELS } from "@/lib/access/labels";
import { formatDate, type PlainDate } from "@/lib/dates/plain-date";
import { formatNumber } from "@/lib/format";
import { planName } from "@/lib/plans/labels";
import { INFERRED, periodInWords, UNIT_KIND_LABELS } from "@/lib/units/labels";
import type { UnitFacts } from "@/lib/units/rules";

type Version = UnitFacts & { id: string; parentName: string | null };
type Event = {
  id: string;
  on: PlainDate;
  name: string;
  legalBasis: string;
  inferred: boolean;
  units: readonly { id: string; name: string; note: string | null }[];
};

export type UnitView = {
  id: string;
  versions: readonly Version[];
  standing: UnitFacts | null;
  /** It begins after today. */
  isToCome: boolean;
  predecessors: readonly Event[];
  successors: readonly Event[];
  charges: readonly {
    id: string;
    section: string;
    text: string;
    plan: { id: string; symbol: string; type: string };
  }[];
  counts: { enterprises: number; branches: number } | null;
};

/** A unit: what it is, what it answers for, where it came from and what became of it. */
export const UnitDetails = ({ unit }: { unit: UnitView }) => (
  <div className="space-y-5">
    {!unit.standing && (
      <Notice
        tone="warn"
        title={unit.isToCome ? "Hôm nay chưa có đơn vị này" : "Hôm nay không còn đơn vị này"}
      >
        Xem các giai đoạn và các lần sắp xếp bên dưới.
      </Notice>
    )}
    {unit.counts && (unit.standing || unit.counts.enterprises + unit.counts.branches > 0) && (
      <div className="grid gap-4 sm:grid-cols-2">
        <Stat
          label="Doanh nghiệp đang quản lý"
          value={formatNumber(unit.counts.enterprises)}
          href={`/enterprises?unit=${unit.id}`}
          note="phần Đoàn hoặc phần Hội, trong phạm vi bạn xem được"
        />
        <Stat
          label="Tổ chức đang hoạt động"
          value={formatNumber(unit.counts.branches)}
          href={`/branches?unit=${unit.id}`}
          note="tổ chức Đoàn, Hội do đơn vị quản lý trực tiếp"
        />
      </div>
    )}
    <Card title="Các giai đoạn">
      <Table
        caption="Mới nhất đứng trước; chỗ không có nguồn ghi “không rõ” hoặc “suy ra”"
        columns={VERSIONS}
        rows={unit.versions}
        rowKey={({ id }) => id}
        empty={null}
      />
    </Card>
    <Events title="Tiếp nối từ" events={unit.predecessors} />
    <Events title="Về sau" events={unit.successors} />
    {unit.charges.length > 0 && (
      <Card title="Kế hoạch giao">
        <ul className="space-y-3">
          {unit.charges.map(({ id, section, text, plan }) => (
            <li key={id}>
              <p className="text-(--ink-soft) text-sm">
                <Link href={`/plans/${plan.id}`} prefetch={false}>
                  {planName(plan)}
                </Link>
                , mục {section}
              </p>
              <p>{text}</p>
            </li>
          ))}
        </ul>
      </Card>
    )}
  </div>
);

/** Changes of structure, each with the units on the other side. */
const Events = ({ title, events }: { title: string; events: readonly Event[] }) =>
  events.length > 0 && (
    <Card title={title}>
      <Timeline
        empty=""
        items={events.map(({ id, on, name, legalBasis, inferred, units }) => ({
          key: id,
          when: formatDate(on),
          what: (
            <span className="inline-flex flex-wrap items-center gap-x-2">
              {name}
              {inferred && <Badge tone="warn">{INFERRED}</Badge>}
            </span>
          ),
          more: (
            <>
              <p>{legalBasis}</p>
              <ul>
                {units.map((unit) => (
                  <li key={unit.id}>
                    <Link
                      href={`/units/${unit.id}`}
                      prefetch={false}
                      className="inline-flex min-h-8 items-center text-base"
                    >
                      {unit.name}
                    </Link>
                    {unit.note && ` (${unit.note})`}
                  </li>
                ))}
              </ul>
            </>
          ),
        }))}
      />
    </Card>
  );

const VERSIONS: Column<Version>[] = [
  {
    key: "name",
    label: "Tên",
    isName: true,
    cell: ({ name, inferred }) => (
      <span className="inline-flex flex-wrap items-center gap-x-2">
        {name}
        {inferred && <Badge tone="warn">{INFERRED}</Badge>}
      </span>
    ),
  },
  { key: "when", label: "Thời gian", cell: periodInWords },
  {
    key: "kind",
    label: "Loại",
    cell: ({ kind, ownsLine }) =>
      `${UNIT_KIND_LABELS[kind]}${ownsLine ? `, phụ trách phần ${LINE_LABELS[ownsLine]}` : ""}`,
  },
  { key: "parent", label: "Trực thuộc", cell: ({ parentName }) => parentName ?? "–" },
  { key: "code", label: "Mã địa bàn", cell: ({ code }) => code ?? "–" },
  { key: "note", label: "Ghi chú", cell: ({ note }) => note ?? "" },
];
