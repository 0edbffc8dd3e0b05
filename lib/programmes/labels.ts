import type { ItemState } from "@/lib/programmes/rules";

export const ITEM_STATE_LABELS: Record<ItemState, string> = {
  done: "Đã làm",
  late: "Quá ngày, chưa làm",
  planned: "Chưa đến ngày",
};

export const ITEM_STATE_TONES = {
  done: "good",
  late: "bad",
  planned: "calm",
} as const satisfies Record<ItemState, string>;
