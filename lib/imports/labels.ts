import { explainTableRefusal, isTableRefusal } from "@/lib/files/labels";
import type { ImportKind, ImportOutcome, ImportState } from "@/lib/generated/prisma/enums";

export const KIND_LABELS: Record<ImportKind, string> = {
  enterprises: "Doanh nghiệp",
  surveys: "Phiếu khảo sát",
  organisations: "Tổ chức Đoàn, Hội",
  members: "Đoàn viên, hội viên",
  posts: "Chức vụ",
};

export const STATE_LABELS: Record<ImportState, string> = {
  reading: "Đang đọc tệp",
  uploaded: "Chờ ghép cột",
  checking: "Đang kiểm tra",
  checked: "Đã kiểm tra, chưa ghi",
  committing: "Đang ghi",
  committed: "Đã ghi",
  undoing: "Đang hoàn tác",
  undone: "Đã hoàn tác",
  cancelled: "Đã bỏ",
  failed: "Dừng giữa chừng",
};

export const OUTCOME_LABELS: Record<ImportOutcome, string> = {
  create: "Thêm mới",
  update: "Cập nhật",
  identical: "Không đổi",
  conflict: "Mâu thuẫn",
  error: "Lỗi",
  skipped: "Bỏ qua",
};

/** Why a job stopped, and what to do. */
const FAILURES: Readonly<Record<string, string>> = {
  session:
    "Phiên làm việc của việc nền đã hết (quá 24 giờ, đổi mật khẩu, đăng xuất mọi nơi hoặc tài khoản bị khoá). Bấm “Làm tiếp”; phần đã xong không làm lại.",
  stopped: "Việc nền dừng năm lần liền mà không đi tiếp được. Bấm “Làm tiếp”; nếu vẫn dừng, báo quản trị.",
  defect:
    "Chương trình gặp lỗi khi xử lý tệp này. Phần đã xong còn nguyên. Bấm “Làm tiếp”; nếu vẫn lỗi, báo quản trị.",
};
export const failureSentence = (failure: string | null): string =>
  FAILURES[failure ?? ""] ?? FAILURES["defect"] ?? "";

/** Why a row stayed when the import was undone. */
const KEPT: Readonly<Record<string, string>> = {
  changed: "Đã có người sửa sau khi nhập, nên giữ nguyên.",
  used: "Đã có dữ liệu khác gắn vào sau khi nhập, nên giữ nguyên.",
  gone: "Bản ghi không còn như lúc nhập.",
  not_yours: "Bản ghi nay thuộc đơn vị khác.",
  sensitive: "Thông tin nhạy cảm cũ không được lưu lại nên không trả về được.",
  other: "Có phần không hoàn tác tự động được.",
};
export const keptSentence = (reason: string): string => KEPT[reason] ?? KEPT["other"] ?? "";

/** Why an upload was not taken in: what the reader says of files, and what the form lacked. */
const UPLOAD_REFUSALS: Readonly<Record<string, string>> = {
  no_file: "Chưa chọn tệp. Chọn một tệp rồi gửi lại.",
  busy: "Nhiều người đang tải tệp lên cùng lúc. Đợi một phút rồi tải lại.",
  no_kind: "Chưa chọn loại danh sách, hoặc tệp gửi lên không trọn vẹn. Chọn lại rồi gửi.",
  not_allowed: "Bạn không được nhập loại danh sách này.",
  request_reused: "Biểu mẫu này đã được gửi với một tệp khác. Chọn lại tệp rồi gửi.",
};
export const uploadRefusal = (refused: string, at?: string): string =>
  (Object.hasOwn(UPLOAD_REFUSALS, refused) ? UPLOAD_REFUSALS[refused] : undefined) ??
  (isTableRefusal(refused) ? explainTableRefusal(refused, at) : explainTableRefusal("corrupt"));

/** Why the columns of a file stay open when it is first read. */
export const UNMAPPED: Readonly<Record<string, string>> = {
  unknown: "Không rõ cột này là gì",
  ambiguous: "Có thể là nhiều mục: chọn một",
  twice: "Có hai cột cùng là một mục: chọn một",
  silent: "Thường không cần nhập",
};

/** The first columns of the result workbook, before those of the file it is about. */
export const RESULT_HEADINGS = ["Kết quả kiểm tra", "Lý do (ô: điều cần sửa)"] as const;
