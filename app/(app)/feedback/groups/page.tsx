import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { IssueGroupCards } from "@/components/feedback/issue-groups";
import { PageHeader } from "@/components/layout/page-header";
import { FilterBar, FilterSelect } from "@/components/ui/filter-bar";
import { LINE_LABELS } from "@/lib/access/labels";
import { can } from "@/lib/access/policy";
import { formatDate } from "@/lib/dates/plain-date";
import { today } from "@/lib/dates/today";
import { readAsViewer } from "@/lib/db/scope";
import { optionsOf } from "@/lib/enterprises/labels";
import { issueGroups } from "@/lib/feedback/queries";
import { issueGroupSchema } from "@/lib/feedback/schema";
import { reportingUnits } from "@/lib/surveys/queries";

export const metadata: Metadata = { title: "Cùng một khó khăn" };

export default async function IssueGroupsPage({ searchParams }: PageProps<"/feedback/groups">) {
  const filter = issueGroupSchema.parse(await searchParams);
  const page = await readAsViewer(async (viewer, tx) =>
    can(viewer, "feedback.read")
      ? { ...(await issueGroups(viewer, tx, filter)), units: await reportingUnits(viewer, tx) }
      : null,
  );
  if (!page) notFound();
  const said = Object.entries(filter).flatMap(([name, value]) => (value ? [[name, value]] : []));
  return (
    <div className="space-y-5">
      <PageHeader
        trail={[{ href: "/feedback", label: "Khó khăn, kiến nghị" }]}
        title="Cùng một khó khăn"
        help="Nội dung chưa trả lời, gom theo lý do; bao nhiêu doanh nghiệp đang chậm nêu cùng một lý do."
        printNote={`In ngày ${formatDate(today())}`}
      />
      <FilterBar action="/feedback/groups" hidden={{ task: filter.task }} isFiltered={said.length > 0}>
        <FilterSelect name="line" label="Phần" value={filter.line} options={optionsOf(LINE_LABELS)} />
        {page.units.length > 1 && (
          <FilterSelect
            name="unit"
            label="Đơn vị"
            value={filter.unit}
            options={page.units.map(({ id, name }) => ({ value: id, label: name }))}
          />
        )}
      </FilterBar>
      <IssueGroupCards
        groups={page.groups}
        total={page.total}
        stalled={page.stalled}
        listOf={(category) =>
          `/feedback?${new URLSearchParams([...said, ["show", "open"], ["category", category]])}`
        }
      />
    </div>
  );
}
