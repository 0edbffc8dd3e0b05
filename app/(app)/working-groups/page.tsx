import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { ExportLinks } from "@/components/exports/export-links";
import { PageHeader } from "@/components/layout/page-header";
import { Badge, EmptyState, LinkButton } from "@/components/ui/basics";
import { FilterBar, FilterSelect } from "@/components/ui/filter-bar";
import { type Column, Table } from "@/components/ui/table";
import { can } from "@/lib/access/policy";
import { formatDate } from "@/lib/dates/plain-date";
import { today } from "@/lib/dates/today";
import { readAsViewer } from "@/lib/db/scope";
import { optionsOf } from "@/lib/enterprises/labels";
import { GROUP_STATE_LABELS, GROUP_STATE_TONES } from "@/lib/working-groups/labels";
import { type GroupRow, listGroups } from "@/lib/working-groups/queries";
import { groupFilterSchema } from "@/lib/working-groups/schema";

export const metadata: Metadata = { title: "Tổ công tác" };

const COLUMNS: Column<GroupRow>[] = [
  {
    key: "name",
    label: "Tổ công tác",
    isName: true,
    cell: ({ id, name, isDemo, unitName }) => (
      <>
        <Link href={`/working-groups/${id}`} prefetch={false}>
          {name}
        </Link>{" "}
        {isDemo && <Badge>Minh hoạ</Badge>}
        <span className="block font-normal text-(--ink-soft) text-sm">{unitName}</span>
      </>
    ),
  },
  {
    key: "state",
    label: "Tình trạng",
    cell: ({ state }) => <Badge tone={GROUP_STATE_TONES[state]}>{GROUP_STATE_LABELS[state]}</Badge>,
  },
  {
    key: "decision",
    label: "Quyết định",
    cell: ({ decision, decidedOn }) =>
      decision && decidedOn ? `${decision}, ${formatDate(decidedOn)}` : "chưa có",
  },
  { key: "members", label: "Thành viên", isNumeric: true, cell: ({ members }) => members },
  { key: "enterprises", label: "Doanh nghiệp giao", isNumeric: true, cell: ({ enterprises }) => enterprises },
  { key: "surveyed", label: "Đã gửi phiếu", isNumeric: true, cell: ({ surveyed }) => surveyed },
];

export default async function WorkingGroupsPage({ searchParams }: PageProps<"/working-groups">) {
  const filter = groupFilterSchema.parse(await searchParams);
  const shown = await readAsViewer(async (viewer, tx) =>
    can(viewer, "dashboard.read")
      ? { groups: await listGroups(viewer, tx, filter), mayPlan: can(viewer, "workingGroup.write") }
      : null,
  );
  if (!shown) notFound();
  const { groups, mayPlan } = shown;
  return (
    <div className="space-y-5">
      <PageHeader
        title="Tổ công tác"
        help="Tổ khảo sát, nắm tình hình và tham mưu cho cấp uỷ: ai trong tổ, đi đâu ngày nào, làm ra gì."
        trail={[{ href: "/surveys", label: "Khảo sát" }]}
        printNote={`In ngày ${formatDate(today())}`}
        actions={
          <>
            {mayPlan && <LinkButton href="/working-groups/new">Lập tổ công tác</LinkButton>}
            <ExportLinks list="working-groups" filter={filter} />
          </>
        }
      />
      <FilterBar action="/working-groups" isFiltered={filter.state !== undefined}>
        <FilterSelect
          name="state"
          label="Tình trạng"
          value={filter.state}
          options={optionsOf(GROUP_STATE_LABELS)}
        />
      </FilterBar>
      <div className="card">
        <Table
          caption={`${groups.length} tổ công tác`}
          columns={COLUMNS}
          rows={groups}
          rowKey={({ id }) => id}
          empty={<EmptyState title="Chưa có tổ công tác nào" />}
        />
      </div>
    </div>
  );
}
