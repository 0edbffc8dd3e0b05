import { NumberLink } from "@/components/indicators/number-link";
import { QuestionLine } from "@/components/indicators/question-line";
import { MovementChecks } from "@/components/movements/movement-checks";
import { type MovementLineView, MovementTable } from "@/components/movements/movement-table";
import { Card } from "@/components/ui/basics";
import { FilterBar, FilterSelect, FilterText } from "@/components/ui/filter-bar";
import { LINE_LABELS } from "@/lib/access/labels";
import { formatDate, type PlainDate } from "@/lib/dates/plain-date";
import type { BranchKind } from "@/lib/generated/prisma/enums";
import { citePlan, timesInWords } from "@/lib/indicators/labels";
import type { NamedUnit } from "@/lib/indicators/rules";
import {
  type MovementCheck,
  type MovementNumbers,
  type MovementParams,
  peopleHref,
} from "@/lib/movements/rules";
import { scopeInWords } from "@/lib/plans/labels";
import type { ScopeRule } from "@/lib/plans/rules";

type PlanView = {
  type: string;
  symbol: string;
  issuedOn: PlainDate;
  scope: ScopeRule;
  associationKinds: readonly BranchKind[];
};

/** What movements are movements of: always beside them, on paper too. */
export const MovementQuestionLine = ({
  plan,
  params,
  unitName,
  branchName = null,
}: {
  plan: PlanView;
  params: MovementParams;
  unitName: string | null;
  branchName?: string | null;
}) => (
  <QuestionLine
    parts={[
      { label: "Theo", value: citePlan(plan) },
      { label: "Phạm vi tính", value: `tổ chức trong ${scopeInWords(plan)}` },
      { label: "Số liệu", value: timesInWords(params) },
      ...(unitName ? [{ label: "Đơn vị", value: unitName }] : []),
      ...(branchName ? [{ label: "Tổ chức", value: branchName }] : []),
      {
        label: "Cách tính",
        value: "theo đơn vị quản lý tổ chức vào từng ngày; đang chuyển thì tính ở nơi đi",
      },
    ]}
  />
);

/** K10 on a page: the filters, a table for each line the viewer reads, and whether it all reconciles. */
export function Movements({
  plan,
  params,
  units,
  unitName,
  isProvince,
  isFiltered,
  tables,
  persons,
}: {
  plan: PlanView;
  params: MovementParams;
  units: readonly NamedUnit[];
  unitName: string | null;
  isProvince: boolean;
  isFiltered: boolean;
  tables: readonly (MovementLineView & { checks: readonly MovementCheck[] })[];
  persons: Pick<MovementNumbers, "closing" | "women"> | null;
}) {
  const totalName = isProvince && params.unit === null ? "Toàn tỉnh" : "Cộng";
  return (
    <div className="space-y-5 print:space-y-2">
      <FilterBar
        action="/movements"
        isFiltered={isFiltered}
        hidden={{
          unit: units.length < 2 ? (params.unit ?? undefined) : undefined,
          plan: params.plan,
        }}
      >
        <FilterText
          name="from"
          label="Kỳ từ ngày"
          value={formatDate(params.from)}
          placeholder="Ví dụ 23/10/2014"
        />
        <FilterText
          name="asOf"
          label="Đến hết ngày"
          value={formatDate(params.asOf)}
          placeholder="Ví dụ 15/12/2014"
        />
        <FilterText
          name="knownAt"
          label="Theo ghi nhận đến hết ngày"
          value={params.knownAt ? formatDate(params.knownAt) : undefined}
          placeholder="Để trống: đến nay"
        />
        {units.length > 1 && (
          <FilterSelect
            name="unit"
            label="Đơn vị"
            value={params.unit ?? undefined}
            options={units.map(({ id, shortName }) => ({ value: id, label: shortName }))}
          />
        )}
      </FilterBar>
      <MovementQuestionLine plan={plan} params={params} unitName={unitName} />
      {persons && (
        <p>
          Cuối kỳ có{" "}
          <NumberLink href={peopleHref("closing", { ...params, line: "all" })} value={persons.closing} />{" "}
          người là đoàn viên, hội viên hoặc cả hai, mỗi người tính một lần; trong đó nữ{" "}
          <NumberLink href={peopleHref("women", { ...params, line: "all" })} value={persons.women} />.
        </p>
      )}
      {tables.map(({ checks, ...table }) => (
        <Card key={table.line} title={`Phần ${LINE_LABELS[table.line]}`}>
          <MovementTable table={table} params={params} totalName={totalName} />
          <MovementChecks checks={checks} />
        </Card>
      ))}
    </div>
  );
}
