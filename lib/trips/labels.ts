import { LINE_LABELS } from "@/lib/access/labels";
import { CASE_STAGE_LABELS, placeLabel } from "@/lib/cases/labels";
import { formatNumber } from "@/lib/format";
import type { Need, Placed, Task } from "@/lib/trips/rules";

export const NEED_LABELS: Record<Need, string> = {
  survey: "Còn phải khảo sát",
  case: "Đang vận động thành lập",
  start: "Chưa có tổ chức, chưa mở hồ sơ",
  difficulty: "Có khó khăn",
};

/** What is to be done there, as a verb phrase. */
export function taskInWords(task: Task): string {
  switch (task.need) {
    case "survey":
      if (task.state === "draft") return "Làm tiếp phiếu khảo sát đang ghi dở";
      return task.state === "returned"
        ? "Bổ sung phiếu khảo sát bị trả lại"
        : "Khảo sát: chưa có phiếu của đợt này";
    case "case": {
      const { line, place, days, next } = task;
      const stands = `Vận động thành lập tổ chức ${LINE_LABELS[line]}: “${placeLabel(place, line)}” đã ${formatNumber(days)} ngày`;
      return next ? `${stands}; bước sau: “${CASE_STAGE_LABELS[next]}”` : stands;
    }
    case "start":
      return "Gặp chủ doanh nghiệp, vận động thành lập tổ chức";
    case "difficulty":
      return "text" in task
        ? `Tháo gỡ khó khăn (${LINE_LABELS[task.line]}): ${task.text}`
        : `Trao đổi ${task.count} khó khăn, kiến nghị chưa được trả lời`;
  }
}

/** "Xã Ngọc Động, Huyện Thông Nông"; a commune alone since there are no districts. */
export const placeInWords = ({ name, district }: Placed["place"]): string =>
  district ? `${name}, ${district}` : name;
