import { parseVietnameseDate } from "@/lib/dates/plain-date";
import type { FileColumn, FileSheet } from "@/lib/files/table-file";
import { FIELDS, type Field, type ImportKind } from "@/lib/imports/fields";
import { EXAMPLE_MARK } from "@/lib/imports/layout";

/** Names the viewer may choose from, by what a column refers to; one that is missing is typed in. */
export type TemplateLists = Readonly<
  Partial<Record<"unit" | "area" | "enterprise" | "branch" | "campaign", readonly string[]>>
>;

/** What a blank file is called. */
export const TEMPLATE_NAMES: Readonly<Record<ImportKind, { sheet: string; file: string }>> = {
  enterprises: { sheet: "Doanh nghiệp", file: "mau-doanh-nghiep" },
  surveys: { sheet: "Phiếu khảo sát", file: "mau-phieu-khao-sat" },
  organisations: { sheet: "Tổ chức", file: "mau-to-chuc" },
  members: { sheet: "Đoàn viên, hội viên", file: "mau-doan-vien-hoi-vien" },
  posts: { sheet: "Chức vụ", file: "mau-chuc-vu" },
};

const YES_NO = ["Có", "Không"];
const UNKNOWN = "Không rõ";

function columnOf(field: Field, lists: TemplateLists): FileColumn {
  const { label, type, isRequired } = field;
  // Whoever fills it in sees what is needed; the import reads past the star.
  const column: FileColumn = {
    label: isRequired ? `${label} (*)` : label,
    width: Math.max(14, Math.min(36, label.length + 4)),
  };
  switch (type.type) {
    case "day":
      return { ...column, kind: "day" };
    case "choice":
      return { ...column, options: Object.values(type.values).flatMap(([first]) => first ?? []) };
    case "yes_no":
      return { ...column, options: type.unknown ? [...YES_NO, UNKNOWN] : YES_NO };
    case "reference": {
      const options = type.to === "person" ? undefined : lists[type.to];
      return { ...column, width: 36, ...(options && options.length > 0 && { options }) };
    }
    default:
      return column;
  }
}

const HOW: Readonly<Record<Field["type"]["type"], string>> = {
  text: "Chữ",
  person_name: "Họ, tên đệm và tên, viết có dấu",
  day: "Ngày/tháng/năm, đủ bốn chữ số của năm; ngày trước, tháng sau",
  partial_date: "Ngày/tháng/năm; chỉ biết một phần thì ghi tháng/năm hoặc năm",
  year: "Năm, bốn chữ số",
  count: "Số nguyên",
  yes_no: "“Có” hoặc “Không”, hay đánh dấu x",
  tax_code: "10 hoặc 13 chữ số; hộ kinh doanh có thể 12",
  phone: "Một số điện thoại",
  identity: "CMND 9 chữ số hoặc CCCD 12 chữ số",
  id: "Mã trong tệp đã xuất; để trống khi thêm mới",
  choice: "Chọn trong danh sách của ô",
  reference: "Tên như trên phần mềm",
};

const howTo = (field: Field): string =>
  [
    HOW[field.type.type],
    "unknown" in field.type && field.type.unknown ? "; chưa nắm được thì ghi “không rõ”, khác với số 0" : "",
    field.isSensitive ? "; chỉ ghi khi thật cần: đây là thông tin nhạy cảm" : "",
  ].join("");

/** What of the example the program itself would write in the cell. */
function exampleOf(field: Field, index: number): string {
  const { type, example } = field;
  if (index === 0) return `${EXAMPLE_MARK}: ${example}`;
  return type.type === "day" ? (parseVietnameseDate(example) ?? example) : example;
}

/**
 * A blank file of a kind: its columns with lists to choose from, an example that the import knows and leaves out, and a
 * sheet that says how each column is filled in. Reading it back gives no record at all.
 */
export function templateSheets(kind: ImportKind, lists: TemplateLists): FileSheet[] {
  const fields = FIELDS[kind].filter(({ name }) => name !== "id");
  return [
    {
      name: TEMPLATE_NAMES[kind].sheet,
      columns: fields.map((field) => columnOf(field, lists)),
      rows: [fields.map(exampleOf)],
    },
    {
      name: "Hướng dẫn",
      columns: [
        { label: "Tên cột", width: 36 },
        { label: "Cần có", width: 10 },
        { label: "Cách ghi", width: 60 },
        { label: "Thí dụ", width: 30 },
      ],
      rows: [
        ...fields.map((field) => [field.label, field.isRequired ? "Có" : "", howTo(field), field.example]),
        ["", "", "Mỗi dòng một bản ghi. Ô trống không xoá gì đã có trên phần mềm.", ""],
        ["", "", `Dòng bắt đầu bằng “${EXAMPLE_MARK}” không được nhập.`, ""],
        ["", "", "Có thể đổi thứ tự cột, bỏ cột không cần, thêm cột riêng: cột lạ không được nhập.", ""],
      ],
    },
  ];
}
