import "server-only";
import { desksOf, type Viewer } from "@/lib/access/policy";
import type { PlainDate } from "@/lib/dates/plain-date";
import type { Tx } from "@/lib/db/scope";
import { formatNumber, formatPercent } from "@/lib/format";
import { citePlan, INDICATOR_LABELS, YOUTH_LABELS } from "@/lib/indicators/labels";
import { indicatorTable } from "@/lib/indicators/reports";
import { type Indicator, recordsHref } from "@/lib/indicators/rules";
import { unitNamesOn } from "@/lib/units/queries";

/** A piece of a sentence; a number leads to the records it counts. */
export type Piece = { text: string; href?: `/${string}` };

/**
 * The report of how things stand (plan row 36), made of the figures as the dashboard has them: K1–K8 and K17 of one unit, or of all
 * that the viewer reads, each number with the address of its list. Null for somebody who writes no papers or has no dashboard.
 */
export async function surveyReport(
  viewer: Viewer,
  tx: Tx,
  given: { unit?: string | undefined; asOf?: PlainDate | undefined },
) {
  const desks = desksOf(viewer, "union").concat(desksOf(viewer, "association"));
  const table = desks.length > 0 ? await indicatorTable(viewer, tx, given) : undefined;
  if (!table) return null;
  const { plan, params, total, campaign } = table;
  const { numbers, lastAcceptedOn } = total;
  const names = await unitNamesOn(viewer, tx, params.asOf);
  const writes = given.unit ?? (desks.includes(plan.provinceId) ? plan.provinceId : desks[0]);
  const number = (indicator: Exclude<Indicator, "K15">): Piece => ({
    text: formatNumber(numbers[indicator]),
    href: recordsHref(indicator, params),
  });
  const said = (indicator: Exclude<Indicator, "K15">, words: string): Piece[] => [
    { text: `${words}: ` },
    number(indicator),
    ...(indicator === "K1" ? [] : [{ text: ` (${formatPercent(numbers[indicator], numbers.K1)})` }]),
  ];
  const joined = (parts: readonly Piece[][]): Piece[] =>
    parts.flatMap((part, index) => [{ text: index === 0 ? "" : "; " }, ...part]);
  const lines: Piece[][] = [
    [
      {
        text: `Thực hiện ${citePlan(plan)}, báo cáo thực trạng tổ chức Đoàn, Hội trong doanh nghiệp như sau:`,
      },
    ],
    joined([
      said("K1", `1. ${INDICATOR_LABELS.K1.title}`),
      said("K17", campaign ? `đã khảo sát trong ${campaign.name}` : "đã khảo sát"),
    ]),
    joined([
      said("K2", "2. Có tổ chức Đoàn"),
      said("K3", "có tổ chức Hội"),
      said("K4", "có Đoàn hoặc Hội"),
      said("K5", "có cả hai"),
      said("K6", "chưa có tổ chức nào"),
    ]),
    [
      { text: "3. Thanh niên, theo phiếu khảo sát đã duyệt của " },
      number("K8"),
      {
        text: ` doanh nghiệp: ${YOUTH_LABELS.to30.toLowerCase()}: ${formatNumber(numbers.youth.to30)}; ${YOUTH_LABELS.to35.toLowerCase()}: ${formatNumber(numbers.youth.to35)}.`,
      },
    ],
  ];
  return {
    asOf: params.asOf,
    unit: given.unit ?? null,
    unitName: names.get(writes ?? "")?.name ?? "",
    campaignId: campaign?.id ?? null,
    planId: plan.id,
    lastAcceptedOn,
    lines,
    text: lines.map((line) => line.map((piece) => piece.text).join("")).join("\n"),
  };
}
