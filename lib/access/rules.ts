import { formatNumber } from "@/lib/format";

/** What is said while attempts are locked out: the same for every login, whether it exists or not. */
export const waitSentence = (seconds: number): string =>
  `Đã thử sai quá nhiều lần. Thử lại sau ${formatNumber(Math.max(1, Math.ceil(seconds / 60)))} phút.`;

/** The one sentence for a link that is unknown, used, replaced by a newer one or past its 72 hours. */
export const LINK_SPENT =
  "Liên kết này không dùng được: đã dùng, đã hết hạn hoặc đã có liên kết mới hơn. Hỏi cấp trên trực tiếp để được cấp liên kết khác.";

/** Counted in characters as a person counts them. */
export const SHORTEST_PASSWORD = 12;

/** Words every user of this program would try first; no password contains one (ASVS 6.1.2, 6.2.11). */
export const PRODUCT_WORDS = [
  "doanhoi",
  "doanhnghiep",
  "doanthanhnien",
  "thanhnien",
  "doanvien",
  "hoivien",
  "chidoan",
  "tinhdoan",
  "huyendoan",
  "thanhdoan",
  "caobang",
  "hochiminh",
  "kehoach105",
] as const;
