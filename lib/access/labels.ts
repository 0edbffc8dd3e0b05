import { can, type Permission, type Viewer } from "@/lib/access/policy";
import type { Line, LineScope, Role } from "@/lib/generated/prisma/enums";

export const ROLE_LABELS: Record<Role, string> = {
  province_board: "Ban Thường vụ Tỉnh Đoàn",
  org_department: "Ban Tổ chức – Kiểm tra",
  association_department: "Ban Đoàn kết tập hợp thanh niên",
  province_editor: "Ban chuyên môn, biên tập",
  province_clerk: "Văn phòng, văn thư",
  unit_officer: "Cán bộ đơn vị",
  branch_secretary: "Bí thư, chi hội trưởng",
  party_viewer: "Cấp ủy theo dõi",
  system_admin: "Quản trị kỹ thuật",
};

export const LINE_LABELS: Record<Line, string> = { union: "Đoàn", association: "Hội" };

export const LINE_SCOPE_LABELS: Record<LineScope, string> = {
  union: "phần Đoàn",
  association: "phần Hội",
  both: "cả Đoàn và Hội",
};

/** What somebody answers for, in a few words: "Cán bộ đơn vị, Huyện Đoàn Hà Quảng". */
export function summaryOf(viewer: Viewer): string {
  const held = viewer.appointments.map(({ role, branchName, unitName }) =>
    role === "unit_officer" ? unitName : (branchName ?? ROLE_LABELS[role]),
  );
  return [...new Set(held)].join("; ") || "chưa có nhiệm vụ";
}

type Listed = { href: `/${string}`; label: string; needs?: Permission; isEveryday?: true };

/** Every day: what most people open most days, so few that a phone shows them in two rows. */
const PLACES: readonly Listed[] = [
  { href: "/", label: "Việc của tôi", isEveryday: true },
  { href: "/dashboard", label: "Điều hành", needs: "dashboard.read", isEveryday: true },
  { href: "/enterprises", label: "Doanh nghiệp", needs: "enterprise.read", isEveryday: true },
  { href: "/branches", label: "Tổ chức", needs: "branch.read", isEveryday: true },
  { href: "/members", label: "Đoàn viên, hội viên", needs: "member.read", isEveryday: true },
  { href: "/surveys", label: "Khảo sát", needs: "dashboard.read" },
  { href: "/priority", label: "Ưu tiên", needs: "dashboard.read" },
  { href: "/cases", label: "Vận động", needs: "dashboard.read" },
  { href: "/goals", label: "Mục tiêu", needs: "dashboard.read" },
  { href: "/plans", label: "Kế hoạch" },
  { href: "/activities", label: "Hoạt động", needs: "branch.read" },
  { href: "/feedback", label: "Kiến nghị", needs: "feedback.read" },
  { href: "/oversight", label: "Kiểm tra, phối hợp", needs: "desk.read" },
  { href: "/units", label: "Đơn vị" },
  { href: "/accounts", label: "Tài khoản", needs: "account.read" },
  { href: "/audit", label: "Tra cứu vết", needs: "audit.search" },
  { href: "/privacy", label: "Quyền riêng tư", needs: "privacy.register" },
];

/** The places of the main navigation this person has something to do in; few enough stand side by side. */
export const navigationOf = (viewer: Viewer) => {
  const places = PLACES.filter(({ needs }) => !needs || can(viewer, needs));
  return places.map(({ href, label, isEveryday = false }) => ({
    ...{ href, label },
    isEveryday: isEveryday || places.length <= 6,
  }));
};

const SYSTEMS: readonly [RegExp, string][] = [
  [/iPhone|iPod/, "iPhone"],
  [/iPad/, "iPad"],
  [/Android/, "Android"],
  [/Windows/, "Windows"],
  [/CrOS/, "ChromeOS"],
  [/Mac OS X|Macintosh/, "máy Mac"],
  [/Linux/, "Linux"],
];

/** Each says it is Chrome or Safari besides, so the more special name goes first. */
const BROWSERS: readonly [RegExp, string][] = [
  [/coc_coc_browser/i, "Cốc Cốc"],
  [/Zalo/i, "Zalo"],
  [/Edg(?:e|A|iOS)?\//, "Edge"],
  [/OPR\/|Opera/, "Opera"],
  [/SamsungBrowser/, "Samsung Internet"],
  [/Firefox|FxiOS/, "Firefox"],
  [/Chrome|CriOS|Chromium/, "Chrome"],
  [/Safari/, "Safari"],
];

/** A device as somebody would call it: "Chrome trên Windows". It is what the browser said of itself, and no more. */
export function deviceName(userAgent: string): string {
  const named = (names: readonly [RegExp, string][]) => names.find(([sign]) => sign.test(userAgent))?.[1];
  const [browser, system] = [named(BROWSERS), named(SYSTEMS)];
  if (!browser && !system) return "Thiết bị không rõ";
  return `${browser ?? "Trình duyệt"} trên ${system ?? "thiết bị không rõ"}`;
}
