import { formatDate } from "@/lib/dates/plain-date";
import type { Indicator, IndicatorParams, LineTab } from "@/lib/indicators/rules";

/** `name` heads a column; `title` says in full what is counted. */
export const INDICATOR_LABELS: Record<Indicator, { name: string; title: string }> = {
  K1: { name: "Doanh nghiệp", title: "Doanh nghiệp thuộc phạm vi kế hoạch, đang hoạt động" },
  K2: { name: "Có Đoàn", title: "Doanh nghiệp có tổ chức Đoàn" },
  K3: { name: "Có Hội", title: "Doanh nghiệp có tổ chức Hội" },
  K4: { name: "Đoàn hoặc Hội", title: "Doanh nghiệp có tổ chức Đoàn hoặc Hội" },
  K5: { name: "Cả hai", title: "Doanh nghiệp có cả tổ chức Đoàn và tổ chức Hội" },
  K6: { name: "Chưa có", title: "Doanh nghiệp chưa có tổ chức Đoàn, chưa có tổ chức Hội" },
  K11: { name: "Thành lập mới", title: "Tổ chức Đoàn, Hội thành lập mới trong kỳ" },
  K12: { name: "Được củng cố", title: "Tổ chức Đoàn, Hội được củng cố trong kỳ" },
  K17: { name: "Đã khảo sát", title: "Doanh nghiệp có phiếu khảo sát đã duyệt trong đợt" },
};

export const LINE_TAB_LABELS: Record<LineTab, string> = {
  all: "Tất cả",
  union: "Phần Đoàn",
  association: "Phần Hội",
};

/** The days a number is asked for, in words: "đến hết ngày 15/12/2014; trong kỳ từ ngày 23/10/2014; …". */
export const timesInWords = ({ asOf, from, knownAt }: IndicatorParams): string =>
  [
    `Số liệu ngày ${formatDate(asOf)}`,
    `kỳ từ ${formatDate(from)} đến hết ${formatDate(asOf)}`,
    ...(knownAt ? [`theo những gì đã ghi nhận đến hết ngày ${formatDate(knownAt)}`] : []),
  ].join("; ");
