import { type Encoding, LIMITS, type Notice, type TableRefusal } from "@/lib/files/table";
import { formatNumber } from "@/lib/format";

const SAVE_AS =
  "Mở tệp bằng Excel hoặc LibreOffice, chọn “Lưu thành” (Save As), loại tệp .xlsx, rồi tải lên lại.";

/** Why a file was not read and what to do: one sentence each, or two. */
const REFUSALS: Record<TableRefusal | "too_heavy", string> = {
  empty: "Tệp rỗng, không có gì bên trong. Chọn lại tệp.",
  too_large: `Tệp lớn hơn ${LIMITS.fileMb} MB. Xoá ảnh và trang tính không cần, hoặc chia thành nhiều tệp.`,
  too_many_rows: `Tệp có hơn ${formatNumber(LIMITS.rows)} dòng có dữ liệu. Chia thành nhiều tệp.`,
  too_many_columns: `Bảng có hơn ${LIMITS.columns} cột. Chỉ giữ những cột cần nhập, xoá các cột còn lại.`,
  too_many_cells: `Tệp có hơn ${formatNumber(LIMITS.cells)} ô có dữ liệu. Chia thành nhiều tệp.`,
  too_many_sheets: `Tệp có hơn ${LIMITS.sheets} trang tính. Chỉ giữ trang cần nhập.`,
  cell_too_long: `Một ô dài hơn ${formatNumber(LIMITS.cellLength)} ký tự. Rút ngắn ô đó.`,
  old_xls: `Đây là tệp Excel kiểu cũ (.xls), chương trình không đọc được. ${SAVE_AS}`,
  binary_xlsb: `Đây là tệp Excel nhị phân (.xlsb), chương trình không đọc được. ${SAVE_AS}`,
  password:
    "Tệp được đặt mật khẩu nên không đọc được. Mở tệp bằng mật khẩu, bỏ mật khẩu (Tệp → Thông tin → Bảo vệ), lưu thành .xlsx rồi tải lên lại.",
  web_page: `Tệp mang tên Excel nhưng bên trong là trang web hoặc XML do phần mềm khác xuất ra. ${SAVE_AS}`,
  not_a_table: "Đây không phải bảng tính. Chọn tệp .xlsx, .ods hoặc .csv.",
  corrupt: `Tệp hỏng hoặc tải lên chưa trọn vẹn. Mở thử bằng Excel; nếu mở được thì lưu thành .xlsx rồi tải lên lại.`,
  zip_bomb:
    "Tệp bung ra lớn bất thường nên không được đọc. Nếu là tệp thật, chép bảng sang một tệp mới rồi tải lên lại.",
  unsafe_xml:
    "Tệp chứa khai báo XML không an toàn nên không được đọc. Chép bảng sang một tệp mới rồi tải lên lại.",
  open_quote: "Có dấu ngoặc kép mở mà không đóng. Xoá hoặc thêm dấu ngoặc kép ở dòng đó rồi tải lên lại.",
  too_heavy:
    "Tệp quá nặng: đọc quá 30 giây hoặc quá nhiều bộ nhớ. Xoá định dạng thừa hoặc chia thành nhiều tệp.",
};

/** Why the file was not read, what to do, and where in it. */
export function explainTableRefusal(refusal: TableRefusal | "too_heavy", at?: string): string {
  return at === undefined || refusal === "zip_bomb" || refusal === "corrupt" || refusal === "unsafe_xml"
    ? REFUSALS[refusal]
    : `${REFUSALS[refusal]} (${at})`;
}

export const TABLE_NOTICES: Record<Notice, string> = {
  macros_ignored: "Tệp có macro. Macro không được chạy, chỉ dữ liệu trong ô được đọc.",
  formulas_as_values: "Có ô chứa công thức: lấy kết quả đã lưu trong tệp, không tính lại.",
  formulas_without_value:
    "Có ô chứa công thức chưa lưu kết quả: coi là ô trống. Mở bằng Excel và lưu lại để có kết quả.",
  hidden_rows:
    "Tệp có dòng đang ẩn hoặc đang lọc: các dòng đó vẫn được đọc. Không muốn nhập thì xoá khỏi tệp rồi tải lên lại.",
  hidden_columns:
    "Tệp có cột đang ẩn: các cột đó vẫn được đọc. Không muốn nhập thì bỏ trống cột đó khi ghép cột.",
  external_ignored: "Tệp liên kết đến tệp khác. Liên kết không được mở.",
};

export const ENCODING_LABELS: Record<Encoding, string> = {
  "utf-8": "Unicode (UTF-8)",
  "utf-16le": "Unicode (UTF-16)",
  "utf-16be": "Unicode (UTF-16)",
  "windows-1258": "Windows-1258",
  tcvn3: "TCVN3 (.VnTime)",
  vni: "VNI",
};

export const isTableRefusal = (refused: string): refused is TableRefusal | "too_heavy" =>
  Object.hasOwn(REFUSALS, refused);
