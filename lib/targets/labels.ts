import { formatDate } from "@/lib/dates/plain-date";
import type { LineScope, TargetIndicator } from "@/lib/generated/prisma/enums";
import {
  lastDayOf,
  type Metric,
  type Period,
  RECENT_MONTHS,
  type Standing,
  type SumCheck,
} from "@/lib/targets/rules";

const TITLES: Record<TargetIndicator, Record<LineScope, string>> = {
  K2: { union: "Doanh nghiệp có tổ chức Đoàn", association: "", both: "" },
  K3: { association: "Doanh nghiệp có tổ chức Hội", union: "", both: "" },
  K4: { both: "Doanh nghiệp có Đoàn hoặc Hội", union: "", association: "" },
  K10: { union: "Kết nạp đoàn viên", association: "Kết nạp hội viên", both: "Kết nạp đoàn viên, hội viên" },
  K11: {
    union: "Thành lập tổ chức Đoàn",
    association: "Thành lập tổ chức Hội",
    both: "Thành lập tổ chức Đoàn, Hội",
  },
  K12: {
    union: "Củng cố tổ chức Đoàn",
    association: "Củng cố tổ chức Hội",
    both: "Củng cố tổ chức Đoàn, Hội",
  },
  K17: { both: "Doanh nghiệp được khảo sát", union: "", association: "" },
};

/** What is counted: "Thành lập tổ chức Đoàn". */
export const metricTitle = ({ indicator, line }: Metric): string => TITLES[indicator][line];

/** What an indicator counts, whatever the line. */
export const INDICATOR_NAMES: Record<TargetIndicator, string> = {
  K2: TITLES.K2.union,
  K3: TITLES.K3.association,
  K4: TITLES.K4.both,
  K10: TITLES.K10.both,
  K11: TITLES.K11.both,
  K12: TITLES.K12.both,
  K17: TITLES.K17.both,
};

/** What one of it is called: "cần 2,3 tổ chức/tháng". */
export const COUNTED: Record<TargetIndicator, string> = {
  K2: "doanh nghiệp",
  K3: "doanh nghiệp",
  K4: "doanh nghiệp",
  K10: "người",
  K11: "tổ chức",
  K12: "tổ chức",
  K17: "doanh nghiệp",
};

export const periodInWords = (period: Period): string =>
  `${formatDate(period.from)}–${formatDate(lastDayOf(period))}`;

const ONE_DECIMAL = new Intl.NumberFormat("vi-VN", { maximumFractionDigits: 1 });
/** Upwards, so that keeping the pace that is said is enough. */
const upwards = (rate: number): string => ONE_DECIMAL.format(Math.ceil(rate * 10 - 1e-9) / 10);

/** How late or early it is, in a word, for a badge. */
export const STANDING_WORDS: Record<Standing["state"], string> = {
  not_begun: "Chưa đến kỳ",
  reached: "Đạt",
  missed: "Hết kỳ, chưa đạt",
  under_way: "Đang làm",
};

export const STANDING_TONES = {
  not_begun: "calm",
  reached: "good",
  missed: "bad",
  under_way: "accent",
} as const satisfies Record<Standing["state"], string>;

/**
 * The catch-up sum in words: "cần 2,3 tổ chức/tháng đến 31/12/2014; 3 tháng qua được 2 (0,7/tháng)". Of less than a month it says
 * how many in how many days.
 */
export function paceInWords(
  standing: Standing,
  { indicator, period, recent }: { indicator: TargetIndicator; period: Period; recent: number | null },
): string {
  const counted = COUNTED[indicator];
  switch (standing.state) {
    case "not_begun":
      return `kỳ bắt đầu từ ${formatDate(period.from)}`;
    case "reached":
      return "đã đạt";
    case "missed":
      return `hết kỳ ngày ${formatDate(lastDayOf(period))}, thiếu ${standing.lacking} ${counted}`;
    case "under_way": {
      const { remaining, monthsLeft, needed, daysLeft } = standing;
      const need =
        monthsLeft < 1
          ? `cần ${remaining} ${counted} trong ${daysLeft} ngày, đến ${formatDate(lastDayOf(period))}`
          : `cần ${upwards(needed)} ${counted}/tháng đến ${formatDate(lastDayOf(period))}`;
      if (recent === null || standing.recent === null) return need;
      return `${need}; ${RECENT_MONTHS} tháng qua được ${recent} (${ONE_DECIMAL.format(standing.recent)}/tháng)`;
    }
  }
}

/** "Đã phân 12/15 cho 9/14 đơn vị: còn thiếu 3". */
export function sumInWords(check: SumCheck, parts: string): string {
  const { sum, given, of, whole, off } = check;
  if (given === 0) return `Chưa phân cho ${parts} nào`;
  const spread = `cho ${given}/${of} ${parts}`;
  if (whole === null || off === null) {
    return `Chưa giao chỉ tiêu chung; cộng phần đã phân ${spread}: ${sum}`;
  }
  const told = `Đã phân ${sum}/${whole} ${spread}`;
  if (off === 0) return `${told}: đủ`;
  return off < 0 ? `${told}: còn thiếu ${-off}` : `${told}: vượt ${off}`;
}

/** "Quyết định 12-QĐ/TĐTN ngày 01/11/2014". */
export const sourceInWords = ({
  text,
  number,
  on,
}: {
  text: string;
  number: string | null;
  on: string | null;
}): string =>
  [text, ...(number ? [`số ${number}`] : []), ...(on ? [`ngày ${formatDate(on)}`] : [])].join(" ");
