import { formatDate, type PlainDate } from "@/lib/dates/plain-date";
import { formatNumber } from "@/lib/format";
import {
  CROWDS,
  type Crowd,
  type Factor,
  type FactorName,
  type PriorityFacts,
  peopleOf,
  type Score,
  type Weights,
} from "@/lib/priority/rules";

/** It says where to go first, and is nobody's norm. */
export const SUGGESTION = "Gợi ý ưu tiên, không phải chỉ tiêu hay chuẩn của cấp trên.";

/** In the plan's own words. */
export const FACTOR_LABELS: Record<FactorName, string> = {
  entrepreneur: "Hội viên Hội Doanh nhân trẻ",
  size: "Quy mô lớn",
  concentration: "Tập trung đông đoàn viên, hội viên, thanh niên công nhân",
};

const CROWD_LABELS: Record<Crowd, string> = {
  union: "đoàn viên",
  association: "hội viên",
  to30: "thanh niên 16–30 tuổi",
  to35: "thanh niên 31–35 tuổi",
};

/** "62 điểm", and what it may still come to where something is not known: "62 điểm (có thể tới 92)". */
export const scoreInWords = ({ points, most }: Score): string =>
  most > points ? `${points} điểm (có thể tới ${most})` : `${points} điểm`;

/** Why it stands where it stands: a sentence for each factor, its points first, and what nobody knows said as such. */
export const explainScore = (facts: PriorityFacts, score: Score, weights: Weights): string[] =>
  score.factors.map((factor) => `${pointsInWords(factor)} ${because(factor, facts, weights)}`);

const pointsInWords = ({ points, weight }: Factor): string => `${points}/${weight} điểm:`;

function because({ name }: Factor, { entrepreneurSince, survey }: PriorityFacts, weights: Weights): string {
  if (name === "entrepreneur") {
    return entrepreneurSince
      ? `là hội viên Hội Doanh nhân trẻ từ ${formatDate(entrepreneurSince)}`
      : "chưa ghi nhận là hội viên Hội Doanh nhân trẻ";
  }
  const what = name === "size" ? "số lao động" : "số đoàn viên, hội viên, thanh niên công nhân";
  if (!survey) return `chưa rõ ${what}, vì chưa có phiếu khảo sát đã duyệt`;
  const full = `đủ điểm từ ${formatNumber(name === "size" ? weights.workersFull : weights.peopleFull)} người`;
  if (name === "size") {
    return survey.workers === null
      ? "chưa rõ số lao động"
      : `có ${formatNumber(survey.workers)} lao động (${full})`;
  }
  const people = peopleOf(survey);
  const told = CROWDS.filter((crowd) => survey.crowds[crowd].isWhole || survey.crowds[crowd].known > 0).map(
    (crowd) => {
      const { known, isWhole } = survey.crowds[crowd];
      return `${isWhole ? "" : "ít nhất "}${formatNumber(known)} ${CROWD_LABELS[crowd]}`;
    },
  );
  const untold = CROWDS.filter(
    (crowd) => !survey.crowds[crowd].isWhole && survey.crowds[crowd].known === 0,
  ).map((crowd) => CROWD_LABELS[crowd]);
  if (told.length === 0) return `chưa rõ ${what}`;
  const missing = untold.length > 0 ? `; chưa rõ số ${untold.join(", số ")}` : "";
  return `${people.isWhole ? "có" : "biết được"} ${formatNumber(people.known)} lượt người gồm ${told.join(", ")}${missing} (${full})`;
}

/** "30 điểm hội viên Hội Doanh nhân trẻ, 30 điểm quy mô (đủ từ 100 lao động), 40 điểm …". */
export const weightsInWords = (weights: Weights): string =>
  [
    `${weights.entrepreneur} điểm cho hội viên Hội Doanh nhân trẻ`,
    `${weights.size} điểm cho quy mô (đủ điểm từ ${formatNumber(weights.workersFull)} lao động)`,
    `${weights.concentration} điểm cho nơi đông đoàn viên, hội viên, thanh niên công nhân (đủ điểm từ ${formatNumber(weights.peopleFull)} người)`,
  ].join("; ");

/** Since when the weights hold, or that nobody has set any. */
export const weightsSince = (since: PlainDate | null): string =>
  since ? `đặt từ ngày ${formatDate(since)}` : "trọng số gợi ý, tỉnh chưa đặt";
