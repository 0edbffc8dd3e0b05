import type { Place } from "@/components/ui/place";
import { formatNumber } from "@/lib/format";

/** The place of the late measures on the home page: there is no other list of them. */
export const LATE_MEASURES = "bien-phap-qua-han";

/** Something that waits for this person: how much of it, where it is done, and the words of its button. */
export type WaitingItem = {
  key: string;
  count: number;
  says: string;
  href: Place;
  action: string;
  isLate?: boolean;
};

/** What may wait, as counted by each domain; what does not concern somebody is nought or left out. */
export type Counted = {
  surveys?: { toCorrect: number; drafts: number; toReview: number };
  members?: {
    admissionsToDecide: number;
    ownProposals: number;
    over30: number;
    suspensionsEnding: number;
    lostContact: number;
  };
  transfers?: { toMove: number; overdue: number };
  /** Referrals to a residence whose next deed is the viewer's. */
  referrals?: number;
  congresses?: { toDecide: number; toMove: number; toPlan: number; overdue: number };
  /** Payments up of the fee that the viewer books. */
  feePayments?: number;
  overrides?: { toDecide: number; granted: number };
  branches?: { weakTotal: number; lateMeasuresTotal: number };
  issues?: { toAnswer: number; toConfirm: number };
  goalsAtRisk?: number;
  missingGoals?: { count: number; planId: string } | undefined;
  /** Where goals at risk and weak organisations are listed, for somebody who answers for one line only. */
  line?: "association";
};

/** What waits, in the order in which it should be done: what others wait for first, then what is late, then the rest. */
export function waitingItems({
  surveys,
  members,
  transfers,
  referrals,
  congresses,
  feePayments,
  overrides,
  branches,
  issues,
  goalsAtRisk,
  missingGoals,
  line,
}: Counted): WaitingItem[] {
  const ofLine = line ? `&line=${line}` : "";
  const items: WaitingItem[] = [
    {
      key: "survey-return",
      count: surveys?.toCorrect ?? 0,
      says: "phiếu khảo sát bị trả lại, cần sửa và gửi lại",
      href: "/surveys?state=returned",
      action: "Sửa phiếu bị trả lại",
      isLate: true,
    },
    {
      key: "survey-review",
      count: surveys?.toReview ?? 0,
      says: "phiếu khảo sát chờ duyệt",
      href: "/surveys?state=submitted",
      action: "Duyệt phiếu khảo sát",
      isLate: true,
    },
    {
      key: "override-decide",
      count: overrides?.toDecide ?? 0,
      says: "đề nghị ngoại lệ chờ quyết định",
      href: "/overrides?state=requested",
      action: "Xem đề nghị ngoại lệ",
      isLate: true,
    },
    {
      key: "admission-decide",
      count: members?.admissionsToDecide ?? 0,
      says: "đề nghị kết nạp chờ chuẩn y",
      href: "/admissions",
      action: "Chuẩn y kết nạp",
      isLate: true,
    },
    {
      key: "issue-answer",
      count: issues?.toAnswer ?? 0,
      says: "khó khăn, kiến nghị chờ trả lời",
      href: "/feedback?show=waiting",
      action: "Trả lời kiến nghị",
      isLate: true,
    },
    {
      key: "issue-confirm",
      count: issues?.toConfirm ?? 0,
      says: "kiến nghị đã được trả lời, chờ bạn xác nhận",
      href: "/feedback?show=waiting",
      action: "Đọc trả lời",
    },
    {
      key: "transfer-move",
      count: transfers?.toMove ?? 0,
      says: "lần chuyển sinh hoạt chờ bạn",
      href: "/transfers",
      action: "Xem chuyển sinh hoạt",
      isLate: (transfers?.overdue ?? 0) > 0,
    },
    {
      key: "referral-move",
      count: referrals ?? 0,
      says: "lần giới thiệu về nơi cư trú chờ bạn",
      href: "/referrals",
      action: "Xem giới thiệu nơi cư trú",
    },
    {
      key: "congress-decide",
      count: congresses?.toDecide ?? 0,
      says: "đại hội chờ bạn cho phép hoặc công nhận",
      href: "/congresses?state=waiting",
      action: "Xem đại hội chờ trả lời",
      isLate: true,
    },
    {
      key: "congress-overdue",
      count: congresses?.overdue ?? 0,
      says: "tổ chức quá hạn đại hội",
      href: "/congresses?state=overdue",
      action: "Xem nơi quá hạn đại hội",
      isLate: true,
    },
    {
      key: "fee-book",
      count: feePayments ?? 0,
      says: "khoản đoàn phí cấp dưới nộp chờ bạn ghi sổ",
      href: "/fees/payments",
      action: "Ghi sổ đoàn phí",
    },
    {
      key: "goals-missing",
      count: missingGoals?.count ?? 0,
      says: "mục tiêu chưa lập cho doanh nghiệp trong phạm vi kế hoạch",
      href: `/plans/${missingGoals?.planId}`,
      action: "Lập danh sách mục tiêu",
    },
    {
      key: "measure-late",
      count: branches?.lateMeasuresTotal ?? 0,
      says: "biện pháp củng cố quá hạn",
      href: `/#${LATE_MEASURES}`,
      action: "Xem biện pháp quá hạn",
      isLate: true,
    },
    {
      key: "goal-risk",
      count: goalsAtRisk ?? 0,
      says: "mục tiêu có nguy cơ",
      href: `/goals?state=at_risk${ofLine}`,
      action: "Xem mục tiêu có nguy cơ",
      isLate: true,
    },
    {
      key: "congress-plan",
      count: congresses?.toPlan ?? 0,
      says: "tổ chức của bạn đến hạn đại hội, chưa có kế hoạch",
      href: "/congresses?state=unplanned",
      action: "Dự kiến đại hội",
      isLate: true,
    },
    {
      key: "congress-move",
      count: congresses?.toMove ?? 0,
      says: "đại hội đang tiến hành, đến bước của bạn",
      href: "/congresses?state=waiting",
      action: "Làm tiếp đại hội",
    },
    {
      key: "override-granted",
      count: overrides?.granted ?? 0,
      says: "ngoại lệ đã được cho phép, chưa dùng",
      href: "/overrides?state=granted",
      action: "Xem ngoại lệ được phép",
    },
    {
      key: "survey-draft",
      count: surveys?.drafts ?? 0,
      says: "phiếu khảo sát đang ghi dở",
      href: "/surveys?state=draft",
      action: "Ghi tiếp phiếu khảo sát",
    },
    {
      key: "branch-weak",
      count: branches?.weakTotal ?? 0,
      says: "tổ chức còn yếu, cần củng cố",
      href: `/branches?health=weak${ofLine}`,
      action: "Xem tổ chức còn yếu",
    },
    {
      key: "member-over30",
      count: members?.over30 ?? 0,
      says: "đoàn viên quá tuổi, cần làm lễ trưởng thành hoặc ghi nguyện vọng ở lại",
      href: "/members?state=over30",
      action: "Xem đoàn viên quá tuổi",
    },
    {
      key: "suspension-ends",
      count: members?.suspensionsEnding ?? 0,
      says: "đoàn viên sắp hết thời gian hoãn sinh hoạt",
      href: "/members?state=suspended",
      action: "Xem người hoãn sinh hoạt",
    },
    {
      key: "member-lost",
      count: members?.lostContact ?? 0,
      says: "đoàn viên mất liên lạc",
      href: "/members?state=lost_contact",
      action: "Xem người mất liên lạc",
    },
    {
      key: "admission-own",
      count: members?.ownProposals ?? 0,
      says: "đề nghị kết nạp của bạn đang chờ cấp trên chuẩn y",
      href: "/admissions",
      action: "Xem đề nghị đã gửi",
    },
  ];
  return items.filter(({ count }) => count > 0);
}

/** "3 phiếu khảo sát chờ duyệt". */
export const inWords = ({ count, says }: WaitingItem): string => `${formatNumber(count)} ${says}`;
