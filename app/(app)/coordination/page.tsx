import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { CoordinationMatrix } from "@/components/coordination/matrix";
import { ReminderList } from "@/components/coordination/reminder-list";
import { ExportLinks } from "@/components/exports/export-links";
import { PageHeader } from "@/components/layout/page-header";
import { Card, EmptyState, LinkButton, Notice } from "@/components/ui/basics";
import { FilterBar, FilterSelect, FilterText } from "@/components/ui/filter-bar";
import { can } from "@/lib/access/policy";
import { LACKING_LABELS } from "@/lib/coordination/labels";
import { remindersOf } from "@/lib/coordination/queries";
import { coordinationMatrix } from "@/lib/coordination/reports";
import { COLUMNS } from "@/lib/coordination/rules";
import { coordinationFilterSchema } from "@/lib/coordination/schema";
import { formatDate } from "@/lib/dates/plain-date";
import { readAsViewer } from "@/lib/db/scope";
import { planName } from "@/lib/plans/labels";
import { listPlans } from "@/lib/plans/queries";

export const metadata: Metadata = { title: "Theo dõi các đơn vị" };

export default async function CoordinationPage({ searchParams }: PageProps<"/coordination">) {
  const query = await searchParams;
  const filter = coordinationFilterSchema.parse(query);
  const page = await readAsViewer(async (viewer, tx) => {
    if (!can(viewer, "dashboard.read")) return undefined;
    const matrix = await coordinationMatrix(viewer, tx, filter);
    return {
      matrix,
      plans: await listPlans(viewer, tx),
      reminders: matrix ? await remindersOf(viewer, tx, { planId: matrix.plan.id }) : [],
    };
  });
  if (!page) notFound();
  const { matrix, plans, reminders } = page;
  if (!matrix) {
    return (
      <>
        <PageHeader
          title="Theo dõi các đơn vị"
          help="Đơn vị nào đã có kế hoạch, tiếp nhận, khảo sát, báo cáo."
        />
        <EmptyState title="Chưa có kế hoạch nào">Theo dõi bắt đầu khi tỉnh đã ghi kế hoạch.</EmptyState>
      </>
    );
  }
  const { plan, asOf, total, all, rows, mayRemind } = matrix;
  const standing = reminders.filter(({ voidedAt }) => voidedAt === null);
  const remindedOf = (unitId: string) => {
    const own = standing.filter((reminder) => reminder.unitId === unitId);
    const [latest] = own;
    return latest ? { times: own.length, last: latest.on } : null;
  };
  const sent = Number(query.sent);
  const chosen = all.find(({ id }) => id === filter.unit);
  return (
    <div className="space-y-5">
      <PageHeader
        trail={[{ href: `/plans/${plan.id}`, label: planName(plan) }]}
        title="Theo dõi các đơn vị"
        help="Đơn vị nào đã có kế hoạch, tiếp nhận, khảo sát, báo cáo; chọn nơi còn thiếu để đôn đốc."
        actions={
          <>
            <LinkButton href={`/targets?plan=${plan.id}`} tone="quiet">
              Chỉ tiêu
            </LinkButton>
            <ExportLinks list="coordination" filter={{ ...filter, unit: undefined }} />
          </>
        }
        printNote={`${planName(plan)}; tình hình ngày ${formatDate(asOf)}`}
      />
      {Number.isInteger(sent) && sent > 0 && (
        <Notice tone="good">{`Đã ghi ${sent} lần đôn đốc; đơn vị thấy ngay trong Việc của tôi.`}</Notice>
      )}
      <FilterBar
        action="/coordination"
        isFiltered={Object.values(filter).some((value) => value !== undefined)}
      >
        {plans.length > 1 && (
          <FilterSelect
            name="plan"
            label="Kế hoạch"
            value={plan.id}
            empty="Kế hoạch mới nhất"
            options={plans.map((one) => ({ value: one.id, label: planName(one) }))}
          />
        )}
        <FilterSelect
          name="missing"
          label="Còn thiếu"
          value={filter.missing}
          options={COLUMNS.map((column) => {
            const lacking = all.filter((row) => row.lacking.includes(column)).length;
            return { value: column, label: `${LACKING_LABELS[column]} (${lacking}/${total})` };
          })}
        />
        <FilterText
          name="asOf"
          label="Tình hình ngày"
          value={formatDate(asOf)}
          placeholder="Ví dụ 15/12/2014"
        />
      </FilterBar>
      <Card>
        <CoordinationMatrix
          rows={rows.map((row) => ({ ...row, reminded: remindedOf(row.id) }))}
          planId={plan.id}
          mayRemind={mayRemind}
          caption={`${rows.length} đơn vị, tình hình ngày ${formatDate(asOf)}; “chưa mở” là phần chưa đến kỳ hoặc phần mềm chưa theo dõi`}
        />
      </Card>
      <Card
        id="don-doc"
        title={chosen ? `Đã đôn đốc ${chosen.shortName}` : "Đã đôn đốc"}
        action={
          chosen && (
            <LinkButton href={`/coordination?plan=${plan.id}#don-doc`} tone="quiet">
              Của mọi đơn vị
            </LinkButton>
          )
        }
      >
        <ReminderList rows={chosen ? reminders.filter(({ unitId }) => unitId === chosen.id) : reminders} />
      </Card>
    </div>
  );
}
