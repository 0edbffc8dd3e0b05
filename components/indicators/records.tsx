import { QuestionLine } from "@/components/indicators/question-line";
import { RecordTable } from "@/components/indicators/record-table";
import { Card } from "@/components/ui/basics";
import { Pagination } from "@/components/ui/table";
import { BRANCH_KIND_LABELS } from "@/lib/branches/labels";
import type { PlainDate } from "@/lib/dates/plain-date";
import { formatNumber } from "@/lib/format";
import type { BranchKind } from "@/lib/generated/prisma/enums";
import {
  citePlan,
  INDICATOR_LABELS,
  LINE_TAB_LABELS,
  timesInWords,
  YOUTH_LABELS,
} from "@/lib/indicators/labels";
import {
  countsOrganisations,
  type Indicator,
  type IndicatorParams,
  type IndicatorRecord,
  NO_UNIT,
  NOT_RATED,
  ratingYear,
  toQuery,
  type Youth,
} from "@/lib/indicators/rules";
import { scopeInWords } from "@/lib/plans/labels";
import type { ScopeRule } from "@/lib/plans/rules";

/** The level asked for as its records bear it; an empty list has nobody to tell it. */
const levelName = ({ level }: IndicatorParams, [first]: readonly IndicatorRecord[]): string => {
  if (level === NOT_RATED) return "chưa xếp loại";
  return (first?.type === "organisation" && first.level) || "mức đã chọn";
};

/** The list a number opens: what is counted in words, how many there are, and each of them. */
export function Records({
  indicator,
  params,
  plan,
  campaign,
  unitName,
  total,
  youth,
  records,
  next,
  isFirst,
}: {
  indicator: Indicator;
  params: IndicatorParams;
  plan: {
    type: string;
    symbol: string;
    issuedOn: PlainDate;
    scope: ScopeRule;
    associationKinds: readonly BranchKind[];
  };
  campaign: { name: string } | undefined;
  unitName: string | null;
  /** Of the whole list; a page shows a part of it. */
  total: number;
  /** Young people of the whole list (K8). */
  youth: Youth;
  records: readonly IndicatorRecord[];
  next: string | null;
  isFirst: boolean;
}) {
  const here = (after: string) => ({
    pathname: `/records/${indicator}`,
    search: `?${toQuery(params)}${after && `&after=${encodeURIComponent(after)}`}`,
  });
  const unit = params.unit === NO_UNIT ? "chưa có đơn vị quản lý" : unitName;
  return (
    <div className="space-y-4">
      <QuestionLine
        parts={[
          { label: "Theo", value: citePlan(plan) },
          { label: "Phạm vi tính", value: scopeInWords(plan) },
          { label: "Số liệu", value: timesInWords(params) },
          { label: "Phần", value: LINE_TAB_LABELS[params.line] },
          ...(unit ? [{ label: "Đơn vị", value: unit }] : []),
          ...(indicator === "K15" ? [{ label: "Năm xếp loại", value: String(ratingYear(params).year) }] : []),
          ...(indicator === "K15" && params.level
            ? [{ label: "Mức", value: levelName(params, records) }]
            : []),
          ...(indicator === "K8"
            ? [
                { label: YOUTH_LABELS.to30, value: formatNumber(youth.to30) },
                { label: YOUTH_LABELS.to35, value: formatNumber(youth.to35) },
              ]
            : []),
          ...(params.kind ? [{ label: "Loại tổ chức", value: BRANCH_KIND_LABELS[params.kind] }] : []),
          ...(countsOrganisations(indicator)
            ? []
            : [{ label: "Đợt khảo sát", value: campaign?.name ?? "chưa mở đợt nào" }]),
        ]}
      />
      <Card>
        <RecordTable
          indicator={indicator}
          records={records}
          caption={`${INDICATOR_LABELS[indicator].title}: ${formatNumber(total)}`}
        />
        <Pagination {...(!isFirst && { first: here("") })} {...(next && { next: here(next) })} />
      </Card>
    </div>
  );
}
