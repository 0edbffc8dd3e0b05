import type { AdviceBody, AdviceCategory, AdviceMove, AdviceState } from "@/lib/generated/prisma/enums";

export const ADVICE_CATEGORY_LABELS: Record<AdviceCategory, string> = {
  guidance: "Xin ý kiến chỉ đạo",
  mechanism: "Tham mưu cơ chế",
  resources: "Tham mưu nguồn lực",
  policy: "Tham mưu chính sách",
  situation: "Báo cáo thực trạng",
};

export const ADVICE_BODY_LABELS: Record<AdviceBody, string> = {
  party_committee: "Cấp ủy",
  government: "Chính quyền",
  superior_union: "Đoàn cấp trên",
  other: "Cơ quan khác",
};

export const ADVICE_STATE_LABELS: Record<AdviceState, string> = {
  waiting: "Chưa có ý kiến",
  more_wanted: "Yêu cầu bổ sung",
  agreed: "Đồng ý",
  refused: "Không đồng ý",
};

export const ADVICE_STATE_TONES = {
  waiting: "accent",
  more_wanted: "warn",
  agreed: "good",
  refused: "bad",
} as const satisfies Record<AdviceState, string>;

/** What happened, as the history tells it. */
export const ADVICE_STEP_LABELS: Record<AdviceMove, string> = {
  no_opinion: "Đã trả lời, chưa có ý kiến",
  more_wanted: "Yêu cầu bổ sung",
  supplemented: "Đơn vị đã bổ sung",
  agreed: "Đồng ý",
  refused: "Không đồng ý",
  outcome: "Kết quả: văn bản ban hành, kinh phí được cấp",
};

/** The same as something to write down. */
export const ADVICE_MOVE_LABELS: Record<AdviceMove, string> = {
  no_opinion: "Đã trả lời nhưng chưa có ý kiến",
  more_wanted: "Yêu cầu bổ sung",
  supplemented: "Đơn vị đã bổ sung, gửi lại",
  agreed: "Đồng ý",
  refused: "Không đồng ý",
  outcome: "Có kết quả: văn bản ban hành, kinh phí được cấp",
};

/** What is to be done about a paper. */
export const CHASE_LABELS = {
  supplement: "Bổ sung theo yêu cầu",
  overdue: "Đã quá ngày mong trả lời",
  quiet: "Lâu chưa có ý kiến",
} as const;
