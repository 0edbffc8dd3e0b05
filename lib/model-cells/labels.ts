import type { ModelCellFact, ModelCellState } from "@/lib/generated/prisma/enums";
import type { ModelCellNumber, Move, Party } from "@/lib/model-cells/rules";

export const MODEL_CELL_STATE_LABELS: Record<ModelCellState, string> = {
  registered: "Đã đăng ký",
  self_scored: "Đã tự chấm, chờ cấp trên kiểm tra",
  returned: "Cấp trên trả lại để chấm lại",
  checked: "Cấp trên đã kiểm tra, chờ quyết định",
  recognised: "Được công nhận",
  not_recognised: "Không được công nhận",
  revoked: "Đã thu hồi công nhận",
  withdrawn: "Đã rút đăng ký",
};

/** What is to be done, as a button says it. */
export const MOVE_LABELS: Record<Move, string> = {
  self_scored: "Tự chấm điểm",
  checked: "Kiểm tra, chấm điểm",
  returned: "Trả lại để chấm lại",
  recognised: "Công nhận chi đoàn mạnh",
  not_recognised: "Không công nhận",
  revoked: "Thu hồi công nhận",
  withdrawn: "Rút đăng ký",
};

export const PARTY_LABELS: Record<Party, string> = {
  cell: "Chi đoàn",
  above: "Cấp trên trực tiếp",
  unit: "Đơn vị quản lý",
};

export const FACT_LABELS: Record<ModelCellFact, string> = {
  members: "Số đoàn viên",
  meetings: "Sinh hoạt chi đoàn trong năm",
  activities: "Hoạt động khác trong năm",
  admissions: "Đoàn viên mới trong năm",
  fees: "Đoàn phí trong năm",
  rating: "Xếp loại năm",
  congress: "Hạn đại hội",
};

export const NUMBER_LABELS: Record<ModelCellNumber, { name: string; title: string }> = {
  cells: { name: "Chi đoàn", title: "Chi đoàn, chi đoàn cơ sở có trong năm" },
  registered: { name: "Đăng ký", title: "Đăng ký xây dựng chi đoàn mạnh" },
  recognised: { name: "Công nhận", title: "Được công nhận chi đoàn mạnh" },
};

export const NO_CRITERIA =
  "Chưa có bộ tiêu chí của năm này. Ban Tổ chức – Kiểm tra nhập tiêu chí theo văn bản của tỉnh rồi chi đoàn mới đăng ký.";
