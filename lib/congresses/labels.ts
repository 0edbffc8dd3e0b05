import type { DueLevel, Move } from "@/lib/congresses/rules";
import { formatDate, type PlainDate } from "@/lib/dates/plain-date";
import type { CongressState, Line } from "@/lib/generated/prisma/enums";

export const CONGRESS_STATE_LABELS: Record<CongressState, string> = {
  planned: "Dự kiến",
  preparing: "Đang chuẩn bị",
  asking: "Xin phép",
  permitted: "Được phép",
  held: "Đã tổ chức",
  submitted: "Trình công nhận",
  recognised: "Đã công nhận",
  postponed: "Hoãn",
  cancelled: "Bỏ",
};

/** What is to be done, as a button says it. */
export const MOVE_LABELS: Record<Move, string> = {
  prepare: "Bắt đầu chuẩn bị",
  ask: "Xin phép tổ chức",
  permit: "Cho phép tổ chức",
  hold: "Ghi kết quả đại hội",
  submit: "Trình công nhận",
  recognise: "Công nhận",
  send_back: "Trả lại",
  postpone: "Cho hoãn",
  cancel: "Bỏ lần đại hội này",
};

/** How a committee comes about. The Hội consults (hiệp thương chọn cử) and elects nobody (§2.3). */
export const CHOSEN_LABELS: Record<Line, string> = {
  union: "Đại hội bầu",
  association: "Đại hội hiệp thương chọn cử",
};

export const COMMITTEE_LABELS: Record<Line, string> = {
  union: "Ban Chấp hành",
  association: "Ủy ban Hội, chi hội trưởng, chi hội phó",
};

export const DUE_LABELS: Record<DueLevel, string> = {
  overdue: "Quá hạn",
  one: "Còn không quá 1 tháng",
  three: "Còn không quá 3 tháng",
  six: "Còn không quá 6 tháng",
  later: "Chưa đến hạn",
  undated: "Chưa có hạn",
};

/** Whose decision moves a due date (§2.4): of a term the standing committee's, of a first congress the level's above. */
export const decidedBy = (isFirst: boolean): string =>
  isFirst ? "cấp trên trực tiếp" : "Ban Thường vụ Tỉnh Đoàn";

/** "30/06/2014, gia hạn đến 30/11/2014". */
export const dueLine = (dueOn: PlainDate | null, extendedTo: PlainDate | null): string =>
  dueOn === null
    ? "Chưa có hạn"
    : `${formatDate(dueOn)}${extendedTo ? `, gia hạn đến ${formatDate(extendedTo)}` : ""}`;

/** Parts of the list that can be asked for. */
export const SHOWN_LABELS = {
  waiting: "Chờ bạn",
  overdue: "Quá hạn",
  soon: "Đến hạn trong 6 tháng",
  unplanned: "Đến hạn, chưa có kế hoạch",
  under_way: "Đang tiến hành",
  undated: "Chưa có hạn",
} as const;
export type Shown = keyof typeof SHOWN_LABELS;
