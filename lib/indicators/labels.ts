import { formatDate, type PlainDate } from "@/lib/dates/plain-date";
import type { Check, Indicator, IndicatorParams, LineTab } from "@/lib/indicators/rules";
import { planName } from "@/lib/plans/labels";

/** `name` heads a column; `title` says in full what is counted. */
export const INDICATOR_LABELS: Record<Indicator, { name: string; title: string }> = {
  K1: { name: "Doanh nghiệp", title: "Doanh nghiệp thuộc phạm vi kế hoạch, đang hoạt động" },
  K2: { name: "Có Đoàn", title: "Doanh nghiệp có tổ chức Đoàn" },
  K3: { name: "Có Hội", title: "Doanh nghiệp có tổ chức Hội" },
  K4: { name: "Đoàn hoặc Hội", title: "Doanh nghiệp có tổ chức Đoàn hoặc Hội" },
  K5: { name: "Cả hai", title: "Doanh nghiệp có cả tổ chức Đoàn và tổ chức Hội" },
  K6: { name: "Chưa có", title: "Doanh nghiệp chưa có tổ chức Đoàn, chưa có tổ chức Hội" },
  K8: {
    name: "Có số liệu thanh niên",
    title: "Doanh nghiệp có số liệu thanh niên trong phiếu khảo sát đã duyệt",
  },
  K11: { name: "Thành lập mới", title: "Tổ chức Đoàn, Hội thành lập mới trong kỳ" },
  K12: { name: "Được củng cố", title: "Tổ chức Đoàn, Hội được củng cố trong kỳ" },
  K13: { name: "Giải thể", title: "Tổ chức Đoàn, Hội giải thể trong kỳ" },
  K15: { name: "Xếp loại", title: "Tổ chức Đoàn thuộc diện xếp loại của năm" },
  K16: { name: "Đại hội quá hạn", title: "Tổ chức quá hạn đại hội, tính cả thời gian gia hạn" },
  K17: { name: "Đã khảo sát", title: "Doanh nghiệp có phiếu khảo sát đã duyệt trong đợt" },
};

/** The formulas in the words of the columns: K2 + K3 − K5 = K4, K4 + K6 = K1, and the units add up. */
export const CHECK_LABELS: Record<Check["name"], string> = {
  lines: "có Đoàn + có Hội − cả hai = Đoàn hoặc Hội",
  complement: "Đoàn hoặc Hội + chưa có = doanh nghiệp",
  ratings: "cộng các mức xếp loại + chưa xếp loại = tổ chức thuộc diện xếp loại",
  units: "cộng các đơn vị = tổng",
};

/** K8: the bands of the survey form, the Youth Law's and what the Hội gathers beyond it. */
export const YOUTH_LABELS = { to30: "Thanh niên 16–30", to35: "Thanh niên 31–35" } as const;

export const LINE_TAB_LABELS: Record<LineTab, string> = {
  all: "Tất cả",
  union: "Phần Đoàn",
  association: "Phần Hội",
};

/** The plan as it is cited: "Kế hoạch số 105 -KH/TĐTN-TCKT ngày 23/10/2014". */
export const citePlan = (plan: { type: string; symbol: string; issuedOn: PlainDate }): string =>
  `${planName(plan)} ngày ${formatDate(plan.issuedOn)}`;

/** The days a number is asked for, in words. */
export const timesInWords = ({
  asOf,
  from,
  knownAt,
}: Pick<IndicatorParams, "asOf" | "from" | "knownAt">): string =>
  [
    `ngày ${formatDate(asOf)}`,
    `kỳ từ ${formatDate(from)} đến hết ${formatDate(asOf)}`,
    ...(knownAt ? [`theo những gì đã ghi nhận đến hết ngày ${formatDate(knownAt)}`] : []),
  ].join("; ");
