import { formatNumber } from "@/lib/format";

/** What is said while attempts are locked out: the same for every login, whether it exists or not. */
export const waitSentence = (seconds: number): string =>
  `Đã thử sai quá nhiều lần. Thử lại sau ${formatNumber(Math.max(1, Math.ceil(seconds / 60)))} phút.`;

/** The one sentence for a link that is unknown, used, replaced by a newer one or past its 72 hours. */
export const LINK_SPENT =
  "Liên kết này không dùng được: đã dùng, đã hết hạn hoặc đã có liên kết mới hơn. Hỏi cấp trên trực tiếp để được cấp liên kết khác.";
