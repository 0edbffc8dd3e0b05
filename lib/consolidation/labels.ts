import type { MeasureState, RepairCode } from "@/lib/consolidation/rules";
import type { MEASURE_FILTERS } from "@/lib/consolidation/schema";
import type { MeasureRevision } from "@/lib/generated/prisma/enums";

export const MEASURE_STATE_LABELS: Record<MeasureState, string> = {
  open: "Đang làm",
  done: "Đã hoàn thành",
  withdrawn: "Đã rút",
  replaced: "Đã sửa",
};

export const MEASURE_FILTER_LABELS: Record<(typeof MEASURE_FILTERS)[number], string> = {
  open: "Đang làm",
  late: "Quá hạn",
  done: "Đã hoàn thành",
};

export const MEASURE_REVISION_LABELS: Record<MeasureRevision, string> = {
  extended: "Gia hạn",
  corrected: "Sửa",
};

/** A repair, as a button says it. */
export const REPAIR_LABELS: Record<RepairCode, string> = {
  record_activity: "Ghi việc đã làm",
  appoint_head: "Cử người đứng đầu",
  change_rhythm: "Đổi kỳ sinh hoạt ba tháng một lần",
  admit_members: "Kết nạp thêm",
  hold_congress: "Tiến hành đại hội",
  renew_content: "Đề ra biện pháp",
  merge: "Ghép với tổ chức gần nhất",
};

export const REPAIR_ORDER_NOTE =
  "Việc chữa được điểm yếu xếp trước, rồi đến việc ít ngày, ít bước hơn. Số ngày là ước của phần mềm để xếp thứ tự, không phải thời hạn.";
