import { formatDate, type PlainDate } from "@/lib/dates/plain-date";
import type { TrainedNumber } from "@/lib/training/rules";

export const TRAINED_LABELS: Record<TrainedNumber, { name: string; title: string }> = {
  in_office: { name: "Đang giữ chức vụ", title: "Cán bộ Đoàn, Hội đang giữ chức vụ" },
  trained: { name: "Đã tập huấn", title: "Cán bộ đã được tập huấn, bồi dưỡng" },
  untrained: { name: "Chưa tập huấn", title: "Cán bộ chưa được tập huấn, bồi dưỡng" },
};

/** The days of a course: one day, or from the first to the last. */
export const daysOf = ({ fromOn, toOn }: { fromOn: PlainDate; toOn: PlainDate }): string =>
  fromOn === toOn ? formatDate(fromOn) : `${formatDate(fromOn)} – ${formatDate(toOn)}`;
