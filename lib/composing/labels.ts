import type { ClauseMove, Part } from "@/lib/composing/rules";
import type { GoalKind } from "@/lib/generated/prisma/enums";

/** What a draft lacks, as something to do. */
export const PART_LABELS: Record<Part, string> = {
  symbol: "Ghi số, ký hiệu",
  issuedOn: "Ghi ngày ban hành",
  signatory: "Ghi người ký",
  clauses: "Soạn ít nhất một mục",
  renewal: "Xem lại các căn cứ chép từ năm trước",
};

export const CLAUSE_MOVE_LABELS: Record<ClauseMove, string> = {
  up: "Lên trên",
  down: "Xuống dưới",
  in: "Vào trong mục đứng trước",
  out: "Ra ngoài mục chứa nó",
};

/** The two lists of a unit's plan, as the plan names them (row 59). */
export const LIST_LABELS: Record<GoalKind, { title: string; empty: string }> = {
  consolidate: {
    title: "Củng cố, đẩy mạnh hoạt động tại các đơn vị đã thành lập",
    empty: "Chưa đưa nơi nào cần củng cố vào kế hoạch",
  },
  establish: {
    title: "Vận động thành lập tại các doanh nghiệp chưa có",
    empty: "Chưa đưa doanh nghiệp nào cần vận động vào kế hoạch",
  },
};

/** A draft has a name before it has a number. */
export const draftName = ({ symbol, title }: { symbol: string; title: string }): string =>
  symbol ? `Dự thảo số ${symbol}` : `Dự thảo: ${title}`;
