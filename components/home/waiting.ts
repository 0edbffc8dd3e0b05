import type { Place } from "@/components/ui/place";
import { formatNumber } from "@/lib/format";
import { kindLabel, WORK_KINDS } from "@/lib/worklist/labels";
import { countByKind, kindOf, MOST_WORK, type WorkItem } from "@/lib/worklist/rules";

/** The place of the late measures on the home page: there is no other list of them. */
export const LATE_MEASURES = "bien-phap-qua-han";

/** A kind of work that waits for this person: how much of it, where it is done, and the words of its button. */
export type WaitingKind = {
  key: string;
  count: number;
  says: string;
  href: Place;
  action: string;
  /** Somebody waits for it, or its day has passed. */
  isLate: boolean;
};

/** Where each kind is done at once, and in what words; what is not here is done from the one list. */
const LISTS: Readonly<Record<string, { says: string; href: `/${string}`; action: string }>> = {
  "survey-return": {
    says: "phiếu khảo sát bị trả lại, cần sửa và gửi lại",
    href: "/surveys?state=returned",
    action: "Sửa phiếu bị trả lại",
  },
  "survey-review": {
    says: "phiếu khảo sát chờ duyệt",
    href: "/surveys?state=submitted",
    action: "Duyệt phiếu khảo sát",
  },
  "override-decide": {
    says: "đề nghị ngoại lệ chờ quyết định",
    href: "/overrides?state=requested",
    action: "Xem đề nghị ngoại lệ",
  },
  "admission-decide": {
    says: "đề nghị kết nạp chờ chuẩn y",
    href: "/admissions",
    action: "Chuẩn y kết nạp",
  },
  "issue-answer": {
    says: "khó khăn, kiến nghị chờ trả lời",
    href: "/feedback?show=waiting",
    action: "Trả lời kiến nghị",
  },
  "issue-confirm": {
    says: "kiến nghị đã được trả lời, chờ bạn xác nhận",
    href: "/feedback?show=waiting",
    action: "Đọc trả lời",
  },
  "transfer-move": {
    says: "lần chuyển sinh hoạt chờ bạn",
    href: "/transfers",
    action: "Xem chuyển sinh hoạt",
  },
  "referral-move": {
    says: "lần giới thiệu về nơi cư trú chờ bạn",
    href: "/referrals",
    action: "Xem giới thiệu nơi cư trú",
  },
  "congress-decide": {
    says: "đại hội chờ bạn cho phép hoặc công nhận",
    href: "/congresses?state=waiting",
    action: "Xem đại hội chờ trả lời",
  },
  "congress-overdue": {
    says: "tổ chức quá hạn đại hội",
    href: "/congresses?state=overdue",
    action: "Xem nơi quá hạn đại hội",
  },
  "fee-book": {
    says: "khoản đoàn phí cấp dưới nộp chờ bạn ghi sổ",
    href: "/fees/payments",
    action: "Ghi sổ đoàn phí",
  },
  "measure-late": {
    says: "biện pháp củng cố quá hạn",
    href: `/#${LATE_MEASURES}`,
    action: "Xem biện pháp quá hạn",
  },
  "goal-risk": {
    says: "mục tiêu có nguy cơ",
    href: "/goals?state=at_risk",
    action: "Xem mục tiêu có nguy cơ",
  },
  "congress-plan": {
    says: "tổ chức của bạn đến hạn đại hội, chưa có kế hoạch",
    href: "/congresses?state=unplanned",
    action: "Dự kiến đại hội",
  },
  "congress-move": {
    says: "đại hội đang tiến hành, đến bước của bạn",
    href: "/congresses?state=waiting",
    action: "Làm tiếp đại hội",
  },
  "override-granted": {
    says: "ngoại lệ đã được cho phép, chưa dùng",
    href: "/overrides?state=granted",
    action: "Xem ngoại lệ được phép",
  },
  "survey-draft": {
    says: "phiếu khảo sát đang ghi dở",
    href: "/surveys?state=draft",
    action: "Ghi tiếp phiếu khảo sát",
  },
  "branch-weak": {
    says: "tổ chức còn yếu, cần củng cố",
    href: "/branches?health=weak",
    action: "Xem tổ chức còn yếu",
  },
  "member-over30": {
    says: "đoàn viên quá tuổi, cần làm lễ trưởng thành hoặc ghi nguyện vọng ở lại",
    href: "/members?state=over30",
    action: "Xem đoàn viên quá tuổi",
  },
  "suspension-ends": {
    says: "đoàn viên sắp hết thời gian hoãn sinh hoạt",
    href: "/members?state=suspended",
    action: "Xem người hoãn sinh hoạt",
  },
  "member-lost": {
    says: "đoàn viên mất liên lạc",
    href: "/members?state=lost_contact",
    action: "Xem người mất liên lạc",
  },
  "plan-delivery": {
    says: "kế hoạch nhận được, chờ tiếp nhận hoặc triển khai",
    href: "/work?kind=plan-delivery",
    action: "Tiếp nhận kế hoạch",
  },
  "survey-assignment": {
    says: "doanh nghiệp được phân công cho bạn khảo sát",
    href: "/work?kind=survey-assignment",
    action: "Khảo sát doanh nghiệp",
  },
  "model-cell": {
    says: "đăng ký chi đoàn mạnh đến bước của bạn",
    href: "/work?kind=model-cell",
    action: "Xem chi đoàn mạnh",
  },
  case: {
    says: "hồ sơ vận động thành lập cần làm tiếp",
    href: "/work?kind=case",
    action: "Làm tiếp hồ sơ thành lập",
  },
  reminder: {
    says: "lần đôn đốc chưa làm xong",
    href: "/work?kind=reminder",
    action: "Xem việc được đôn đốc",
  },
  remedy: {
    says: "yêu cầu kiểm tra chờ khắc phục hoặc xác nhận",
    href: "/work?kind=remedy",
    action: "Xem yêu cầu khắc phục",
  },
  "goals-missing": {
    says: "mục tiêu chưa lập cho doanh nghiệp trong phạm vi kế hoạch",
    href: "/plans",
    action: "Lập danh sách mục tiêu",
  },
};

/** Lists that the Hội department opens on the Hội side, where its numbers were counted (row 55). */
const BY_LINE: readonly string[] = ["goal-risk", "branch-weak"];

/** What waits by kind, in the order in which it should be done: what others wait for first, then what is late, then the rest. */
export function waitingKinds(
  items: readonly WorkItem[],
  { line, planId }: { line?: "association" | undefined; planId?: string | undefined } = {},
): WaitingKind[] {
  const counts = countByKind(items);
  const rest = [...counts.keys()].filter((kind) => !WORK_KINDS.includes(kind));
  return [...WORK_KINDS, ...rest].flatMap((kind) => {
    const count = counts.get(kind);
    if (!count) return [];
    const list = LISTS[kind] ?? {
      says: `việc: ${kindLabel(kind).toLocaleLowerCase("vi")}`,
      href: `/work?kind=${kind}` as const,
      action: kindLabel(kind),
    };
    const href: Place =
      kind === "goals-missing" && planId
        ? `/plans/${planId}`
        : line && BY_LINE.includes(kind)
          ? `${list.href}&line=${line}`
          : list.href;
    const isLate = items.some(
      (item) =>
        kindOf(item) === kind && (item.consequence === "blocks_others" || item.consequence === "late"),
    );
    return { ...list, key: kind, count, href, isLate };
  });
}

/** "3 phiếu khảo sát chờ duyệt"; above a thousand nobody counts. */
export const inWords = ({ count, says }: Pick<WaitingKind, "count" | "says">): string =>
  `${count >= MOST_WORK ? `${formatNumber(MOST_WORK - 1)}+` : formatNumber(count)} ${says}`;
