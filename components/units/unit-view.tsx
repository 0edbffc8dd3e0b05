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
type Move = {
  id: string;
  unitId: string | null;
  unitName: string | null;
  on: PlainDate;
  name: string;
  legalBasis: string;
  inferred: boolean;
  note: string | null;
};

export type UnitView = {
  id: string;
  versions: readonly Version[];
  standing: UnitFacts | null;
  predecessors: readonly Move[];
  successors: readonly Move[];
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
      <Notice tone="warn" title="Hôm nay không còn (hoặc chưa có) đơn vị này">
        Xem các giai đoạn và đơn vị kế tiếp bên dưới.
      </Notice>
    )}
    {unit.counts && (
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
    <Moves title="Tiếp nối từ" moves={unit.predecessors} />
    <Moves title="Về sau" moves={unit.successors} />
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

const Moves = ({ title, moves }: { title: string; moves: readonly Move[] }) =>
  moves.length > 0 && (
    <Card title={title}>
      <Timeline
        empty=""
        items={moves.map((move) => ({
          key: move.id,
          when: formatDate(move.on),
          what: (
            <span className="inline-flex flex-wrap items-center gap-x-2">
              {move.unitId ? (
                <Link href={`/units/${move.unitId}`} prefetch={false}>
                  {move.unitName ?? "Đơn vị không rõ tên"}
                </Link>
              ) : (
                "Không có đơn vị nào"
              )}
              {move.inferred && <Badge tone="warn">{INFERRED}</Badge>}
            </span>
          ),
          more: (
            <>
              <p>{[move.name, move.note].filter(Boolean).join(". ")}</p>
              <p>{move.legalBasis}</p>
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
