import "server-only";
import { formatPartialDate, parsePartialDate } from "@/lib/dates/partial-date";
import { formatDate, isPlainDate, type PartialDate, parseVietnameseDate } from "@/lib/dates/plain-date";
import type { Cell } from "@/lib/files/table";
import { dayOfSerial } from "@/lib/files/xlsx";
import { formatNumber } from "@/lib/format";
import type { CellNotice, Field, FieldType, Problem, RowValues, Value } from "@/lib/imports/fields";
import { IDENTITY_PROBLEMS } from "@/lib/sensitive/labels";
import { parseIdentityNumber } from "@/lib/sensitive/rules";
import { legacyEncodingOf } from "@/lib/text/legacy-encodings";
import { normalizeLines, normalizeText } from "@/lib/text/normalize";
import { parsePhone } from "@/lib/text/phone";
import { searchKey } from "@/lib/text/search-key";
import { formatTaxCode, parseTaxCode } from "@/lib/text/tax-code";

/** A cell read: its value and what was put right in it, or one sentence that says what to do. */
export type ReadCell = { ok: true; value: Value; notices: string[] } | { ok: false; message: string };

const read = (value: Value, ...notices: (string | false)[]): ReadCell => ({
  ok: true,
  value,
  notices: notices.filter((notice) => notice !== false),
});
const wrong = (message: string): ReadCell => ({ ok: false, message });

/** Signs that stand in a cell instead of nothing. */
const NOTHING = /^[-–—−./\\…_*'"]+$/;
/** The longest cell that is anything but a text. */
const LONGEST = 500;

/** A number as somebody would have typed it: never 4.9E+11. */
const plain = (value: number): string =>
  Number.isInteger(value) && Math.abs(value) < 1e18 ? BigInt(value).toString() : String(value);

function typed({ value, day, dayPrecision }: Cell): string {
  if (typeof value === "string") return value;
  if (day && typeof value === "number")
    return formatPartialDate({ date: day, precision: dayPrecision ?? "day" });
  if (typeof value === "number") return plain(value);
  return value === null ? "" : value ? "Có" : "Không";
}

const quoted = (text: string): string => `“${text.length > 40 ? `${text.slice(0, 40)}…` : text}”`;

/**
 * Reads one cell as its field says. An empty cell is null. Nothing is guessed: what has no single meaning comes back as a
 * sentence to whoever has to put it right; what was restored by rule is said as a notice.
 */
export function readCell({ type }: Pick<Field, "type">, cell: Cell | undefined): ReadCell {
  if (!cell) return read(null);
  if (cell.hasError) return wrong(`Ô báo lỗi ${typed(cell)} của bảng tính. Sửa công thức hoặc nhập giá trị`);
  if (cell.value === null) {
    return cell.isFormula
      ? wrong("Ô có công thức mà tệp không lưu kết quả. Mở tệp, lưu lại, hoặc nhập giá trị")
      : read(null);
  }
  const raw = typed(cell);
  const text = normalizeText(raw);
  if (text === "") return read(null);
  if (NOTHING.test(text)) return read(null, `Ô chỉ có dấu ${quoted(text)}: đọc là để trống`);
  const isText = type.type === "text" || type.type === "person_name" || type.type === "reference";
  if (!isText && text.length > LONGEST)
    return wrong(`Ô dài ${formatNumber(text.length)} ký tự. Chỉ nhập đúng mục này`);
  const isDate = type.type === "day" || type.type === "partial_date" || type.type === "year";
  if (isDate && isUnknown(text)) return read(null, `${quoted(text)}: đọc là để trống`);
  if ("several" in type && type.several && text.includes(";")) return readSeveral(type, text);
  switch (type.type) {
    case "text":
    case "person_name":
    case "reference":
      return readText(type, raw);
    case "day":
      return readDay(cell, text);
    case "partial_date":
      return readPartialDate(cell, text);
    case "year":
      return readYear(cell, text);
    case "count":
      return readCount(cell, text, type.unknown);
    case "yes_no":
      return readYesNo(text, type.unknown);
    case "tax_code":
      return readTaxCode(text);
    case "phone":
      return readPhone(text);
    case "identity":
      return readIdentity(text);
    case "id":
      return readId(text);
    case "choice":
      return readChoice(text, type.values);
  }
}

/** What an exported list joins of somebody in two organisations. */
function readSeveral(type: FieldType, text: string): ReadCell {
  const values: string[] = [];
  for (const part of text.split(";")) {
    const answer = readCell({ type }, { value: part });
    if (!answer.ok) return answer;
    if (typeof answer.value === "string") values.push(answer.value);
  }
  return values.length > 0 ? read(values.join(";")) : read(null);
}

/** A value as our own lists and templates write it; read again it is the same value. */
export function formatValue(type: FieldType, value: Value): string {
  if (value === null) return "";
  if (typeof value === "object") {
    return "code10" in value ? formatTaxCode(value.code10, value.branch) : formatPartialDate(value);
  }
  if (typeof value === "boolean") return value ? "Có" : "Không";
  if (value === "unknown" && "unknown" in type && type.unknown) return UNKNOWN;
  if ("several" in type && type.several && typeof value === "string" && value.includes(";")) {
    return value
      .split(";")
      .map((part) => formatValue(type, part))
      .join("; ");
  }
  if (typeof value === "number") return type.type === "year" ? String(value) : formatNumber(value);
  if (type.type === "day") return isPlainDate(value) ? formatDate(value) : value;
  return (type.type === "choice" && type.values[value]?.[0]) || value;
}

/** The row's cells by their fields: values, what is wrong and what was put right. A wrong cell counts as missing. */
export function readRow(
  fields: readonly Field[],
  cells: Readonly<Record<string, Cell>>,
): { values: RowValues; problems: Problem[]; notices: CellNotice[] } {
  const values: Record<string, Value> = {};
  const problems: Problem[] = [];
  const notices: CellNotice[] = [];
  for (const field of fields) {
    const cell = cells[field.name];
    if (!cell) continue;
    const answer = readCell(field, cell);
    values[field.name] = answer.ok ? answer.value : null;
    if (answer.ok) notices.push(...answer.notices.map((message) => ({ field: field.name, message })));
    else problems.push({ field: field.name, message: answer.message });
  }
  return { values, problems, notices };
}

const NAME_LENGTH = 100;
const REFERENCE_LENGTH = 300;

function readText(type: FieldType, raw: string): ReadCell {
  const isLines = type.type === "text" && type.lines === true;
  const text = isLines ? normalizeLines(raw) : normalizeText(raw);
  const max = type.type === "text" ? type.max : type.type === "person_name" ? NAME_LENGTH : REFERENCE_LENGTH;
  if (text.length > max)
    return wrong(`Dài nhất ${formatNumber(max)} ký tự, đang có ${formatNumber(text.length)}`);
  const isName = type.type === "person_name";
  if (isName && !/\p{L}/u.test(text)) return wrong("Họ tên phải có chữ. Nhập đủ họ, tên đệm và tên");
  return read(
    text,
    !isLines && raw.trim() !== text && "Đã bỏ khoảng trắng thừa hoặc ký tự không nhìn thấy",
    isName && /\d/.test(text) && "Họ tên có chữ số, xem lại",
    legacyEncodingOf(text) !== null && "Có chữ của phông cũ (TCVN3, VNI). Chọn chuyển mã cho cột này",
  );
}

const DAY_HINT = "Viết ngày, tháng, năm, ví dụ 23/10/2014";
const PARTIAL_HINT = "Viết năm, tháng/năm hoặc ngày/tháng/năm, ví dụ 1990, 3/1990, 5/3/1990";

/** Serial numbers of 1927 to 2099; smaller ones are years and counts, larger ones other things. */
const isSerial = (value: number) => Number.isInteger(value) && value >= 10_000 && value <= 73_050;
const isYear = (value: number) => Number.isInteger(value) && value >= 1900 && value <= 2100;
const inRange = (date: string) => date >= "1900-01-01" && date < "2101-01-01";

/** What stands before and after a day as people write it: "ngày 5 tháng 3 năm 1990", "5/3/1990 00:00:00". */
const bareDate = (text: string): string =>
  text
    .replace(/^'+/, "")
    .replace(/^(?:ngày|ngay|sinh)\s+/i, "")
    .replace(/\s*(?:tháng|thang|năm|nam)\s*/gi, "/")
    .replace(/^\/+/, "")
    .replace(/[ T]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?: ?[AP]M|Z)?$/i, "")
    .replace(/\s*([/.,\\-])\s*/g, "$1")
    .replace(/[\\,]/g, "/")
    .replace(/\.$/, "");

function dateProblem(text: string, hint: string): string {
  if (/^\d{1,2}\D\d{1,2}\D\d{2}$/.test(text)) {
    return "Viết đủ bốn chữ số của năm, ví dụ 23/10/2014; “14” có thể là 1914 hoặc 2014";
  }
  return /^\d{1,2}\D\d{1,2}\D\d{4}$/.test(text)
    ? "Không có ngày này. Viết ngày trước, tháng sau, ví dụ 23/10/2014"
    : `Không đọc được ${quoted(text)}. ${hint}`;
}

/** A day the file itself holds as one, with what its format shows; a year typed into such a cell is told apart. */
function storedDay({ value, day, dayPrecision }: Cell): PartialDate | string | undefined {
  if (!day) return undefined;
  if (typeof value === "number" && isYear(value)) {
    return `Bảng tính hiểu số ${value} là ngày ${formatDate(day)}. Đổi ô sang dạng văn bản rồi nhập lại`;
  }
  return inRange(day)
    ? { date: day, precision: dayPrecision ?? "day" }
    : `Năm ${day.slice(0, 4)} không hợp lý. ${DAY_HINT}`;
}

/** The day in a text or in a number; null where there is none. */
function writtenDay(cell: Cell, text: string): { date: string; notice: string | false } | null {
  // A .csv and our own result file hold the serial number as text.
  const serial = typeof cell.value === "string" && /^\d{5}$/.test(text) ? Number(text) : cell.value;
  if (typeof serial === "number" && isSerial(serial)) {
    const date = dayOfSerial(serial, 1900);
    return date ? { date, notice: `Số ${serial} của bảng tính đọc là ngày ${formatDate(date)}` } : null;
  }
  const bare = bareDate(text);
  // Eight digits have one reading: no month is 19 or 20, and no year of a list begins with 0 or 1.
  const [, day, month, year] = /^(\d{2})(\d{2})((?:19|20)\d{2})$/.exec(bare) ?? [];
  const date = parseVietnameseDate(year ? `${day}/${month}/${year}` : bare.replace(/\//g, year ? "" : "/"));
  return date && inRange(date)
    ? { date, notice: year !== undefined && `${quoted(text)} đọc là ngày ${formatDate(date)}` }
    : null;
}

function readDay(cell: Cell, text: string): ReadCell {
  const stored = storedDay(cell);
  if (typeof stored === "string") return wrong(stored);
  if (stored) {
    return stored.precision === "day"
      ? read(stored.date)
      : wrong("Ô chỉ có tháng và năm. Nhập đủ ngày, tháng, năm");
  }
  const found = writtenDay(cell, text);
  if (found) return read(found.date, found.notice);
  const partial = parsePartialDate(bareDate(text));
  return partial && partial.precision !== "day"
    ? wrong(`Thiếu ngày${partial.precision === "year" ? ", tháng" : ""}. ${DAY_HINT}`)
    : wrong(dateProblem(bareDate(text), DAY_HINT));
}

function readPartialDate(cell: Cell, text: string): ReadCell {
  const stored = storedDay(cell);
  if (typeof stored === "string") return wrong(stored);
  if (stored) return read({ ...stored, date: firstDay(stored) });
  const found = writtenDay(cell, text);
  if (found) return read({ date: found.date, precision: "day" }, found.notice);
  const bare = bareDate(text);
  // "00/00/1990" and "…/3/1990": what is not known is left out.
  const known = bare
    .replace(/^(?:0{1,2}|[._…?x-]+)[/.-](?=.*\d{4}$)/i, "")
    .replace(/^(?:0{1,2}|[._…?x-]+)[/.-](?=\d{4}$)/i, "");
  const partial = parsePartialDate(known);
  if (!partial || !inRange(partial.date)) return wrong(dateProblem(bare, PARTIAL_HINT));
  return read(
    partial,
    known !== bare && `Chỉ biết ${formatPartialDate(partial)}; ngày, tháng chưa rõ để trống`,
  );
}

/** A partial date is kept by the first day it can be. */
const firstDay = ({ date, precision }: PartialDate): string =>
  precision === "day" ? date : precision === "month" ? `${date.slice(0, 8)}01` : `${date.slice(0, 5)}01-01`;

function readYear(cell: Cell, text: string): ReadCell {
  const stored = storedDay(cell);
  if (typeof stored === "string") return wrong(stored);
  if (stored)
    return read(Number(stored.date.slice(0, 4)), `Ngày ${text} đọc là năm ${stored.date.slice(0, 4)}`);
  const [, digits] = /^(?:năm )?(\d{4})$/i.exec(text) ?? [];
  if (digits && isYear(Number(digits))) return read(Number(digits));
  const partial = parsePartialDate(bareDate(text));
  if (partial && inRange(partial.date)) {
    return read(Number(partial.date.slice(0, 4)), `${quoted(text)} đọc là năm ${partial.date.slice(0, 4)}`);
  }
  return wrong("Nhập một năm bốn chữ số, ví dụ 2008");
}

const MOST_HEADS = 1_000_000;
const UNKNOWN = "không rõ";
const UNKNOWN_KEYS = new Set([
  "khong ro",
  "k ro",
  "ko ro",
  "kr",
  "chua ro",
  "khong biet",
  "chua nam",
  "chua nam duoc",
]);
const isUnknown = (text: string) => text === "?" || UNKNOWN_KEYS.has(searchKey(text));
const COUNT_HINT = "Nhập một số nguyên, ví dụ 12 hoặc 1.200";

function readCount(cell: Cell, text: string, allowsUnknown: true | undefined): ReadCell {
  if (isUnknown(text)) {
    return allowsUnknown
      ? read("unknown")
      : wrong("Mục này không có trả lời “không rõ”. Nhập số hoặc để trống");
  }
  if (cell.day) return wrong(`Bảng tính hiểu ô này là ngày ${text}. Đổi ô sang dạng số rồi nhập lại`);
  if (typeof cell.value === "number") {
    const { value } = cell;
    if (Number.isInteger(value)) return counted(value);
    // 1.234 typed with the Vietnamese point into a spreadsheet that takes it for a comma.
    const thousands = Math.round(value * 1000);
    const isThousands =
      value > 1 && value < 1000 && thousands % 10 !== 0 && Math.abs(value * 1000 - thousands) < 1e-6;
    return isThousands
      ? counted(thousands, `Số ${text.replace(".", ",")} đọc là ${formatNumber(thousands)}`)
      : wrong(`Số người không thể lẻ: ${text.replace(".", ",")}. ${COUNT_HINT}`);
  }
  if (/^(?:không|ko|không có|ko có|chưa có)$/i.test(text)) return read(0, `${quoted(text)} đọc là 0`);
  const [, digits] =
    /^(\d{1,9}|\d{1,3}(?:[. ,]\d{3}){1,2})(?: ?(?:người|lao động|lđ|ng|công nhân|cn))?\.?$/i.exec(text) ?? [];
  return digits
    ? counted(Number(digits.replace(/\D/g, "")))
    : wrong(`Không đọc được ${quoted(text)}. ${COUNT_HINT}`);
}

function counted(count: number, notice: string | false = false): ReadCell {
  if (count < 0) return wrong(`Số người không thể âm. ${COUNT_HINT}`);
  return count > MOST_HEADS ? wrong(`Nhiều nhất ${formatNumber(MOST_HEADS)} người`) : read(count, notice);
}

const YES = new Set(["x", "co", "yes", "y", "dung", "true", "da", "da co", "v", "1", "roi", "co roi"]);
const NO = new Set([
  "khong",
  "ko",
  "k",
  "chua",
  "no",
  "n",
  "false",
  "sai",
  "0",
  "chua co",
  "khong co",
  "ko co",
]);

function readYesNo(text: string, allowsUnknown: true | undefined): ReadCell {
  if (/^[✓✔☑☒√✗×]$/u.test(text)) return read(text !== "✗");
  if (text === "☐") return read(false);
  const key = searchKey(text);
  if (YES.has(key)) return read(true);
  if (NO.has(key)) return read(false);
  if (isUnknown(text) && allowsUnknown) return read("unknown");
  return wrong(`Không đọc được ${quoted(text)}. Ghi “có” hoặc “không”, hay đánh dấu x`);
}

const SHORTENED = "Bảng tính đã rút gọn số này. Đổi cột sang dạng văn bản rồi nhập lại đủ chữ số";
const isShortened = (text: string) => /^\d(?:[.,]\d+)?e\+?\d+$/i.test(text);
/** Digits as typed, without what a spreadsheet or a person put around them. */
const digitsOf = (text: string) =>
  text
    .replace(/^['`]+/, "")
    .replace(/^[a-zA-ZÀ-ỹ. ]{1,12}:\s*/u, "")
    .replace(/[.,]0$/, "");

const TAX_HINT = "Mã số thuế có 10 chữ số, của đơn vị phụ thuộc có 13 chữ số, của hộ kinh doanh có thể 12";

function readTaxCode(given: string): ReadCell {
  if (isShortened(given)) return wrong(SHORTENED);
  const text = digitsOf(given);
  const digits = text.replace(/[\s.]/g, "");
  const parsed = parseTaxCode(text, { allowPersonal: true });
  if (parsed.ok) return read({ code10: parsed.code10, branch: parsed.branch ?? null });
  // A spreadsheet takes a code for a number and drops its first zero; the check digit proves what it was.
  if (/^\d{9}$|^[1-9]\d{11}$|^\d{9}-\d{3}$/.test(digits)) {
    const restored = parseTaxCode(`0${digits}`);
    if (restored.ok) {
      const code = formatTaxCode(restored.code10, restored.branch);
      return read(
        { code10: restored.code10, branch: restored.branch ?? null },
        `Đã thêm số 0 ở đầu: ${code}`,
      );
    }
  }
  const problem = {
    wrong_check_digit: "chữ số kiểm tra không khớp",
    never_issued: "không có mã nào như vậy",
  } as const;
  const why =
    parsed.reason === "wrong_check_digit" || parsed.reason === "never_issued" ? problem[parsed.reason] : null;
  return wrong(
    why
      ? `Mã số thuế ${quoted(text)} sai: ${why}. Xem lại từng chữ số`
      : `${TAX_HINT}; ở đây là ${quoted(text)}`,
  );
}

function readPhone(given: string): ReadCell {
  if (isShortened(given)) return wrong(SHORTENED);
  const text = digitsOf(given);
  const digits = text.replace(/[\s.\-–]/g, "");
  // Nine digits of a mobile, ten of one from before 2018 or of a landline: the first zero is gone.
  const restored = /^[1-9]\d{8,9}$/.test(digits) ? parsePhone(`0${digits}`) : undefined;
  if (restored?.ok) return read(restored.e164, `Đã thêm số 0 ở đầu: 0${digits}`);
  const parsed = parsePhone(text);
  if (parsed.ok) return read(parsed.e164);
  return /\d[^\d+]{0,3}[/;,][^\d]{0,3}[+\d]/.test(text)
    ? wrong("Ô có nhiều số điện thoại. Chỉ để lại một số")
    : wrong(`Số điện thoại ${quoted(text)} không đúng. Nhập một số, ví dụ 0912 345 678 hoặc 0206 3852 123`);
}

const isPersonal = (number: string) => Number(number.slice(0, 3)) >= 1 && Number(number.slice(0, 3)) <= 96;

function readIdentity(given: string): ReadCell {
  if (isShortened(given)) return wrong(SHORTENED);
  const text = digitsOf(given);
  const parsed = parseIdentityNumber(text);
  const digits = text.replace(/[\s.\-–]/g, "");
  if (parsed.ok) {
    return parsed.number.length === 9 || isPersonal(parsed.number)
      ? read(parsed.number)
      : wrong("Số định danh không đúng: ba chữ số đầu là mã tỉnh, từ 001 đến 096");
  }
  if (/^[1-9]\d{9,10}$/.test(digits) && isPersonal(digits.padStart(12, "0"))) {
    return read(
      digits.padStart(12, "0"),
      `Đã thêm số 0 ở đầu cho đủ 12 chữ số, xem lại: … ${digits.slice(-3)}`,
    );
  }
  if (/^[1-9]\d{7}$/.test(digits)) {
    return read(`0${digits}`, `Đã thêm số 0 ở đầu cho đủ 9 chữ số, xem lại: … ${digits.slice(-3)}`);
  }
  return wrong(IDENTITY_PROBLEMS[parsed.reason]);
}

const readId = (text: string): ReadCell =>
  /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i.test(text)
    ? read(text.toLowerCase())
    : wrong("Mã không đúng. Để nguyên như trong tệp đã xuất, hoặc xoá mã để thêm mới");

const choiceKey = (text: string) => searchKey(text.replace(/\([^)]*\)/g, " ")) || searchKey(text);

type Words = Readonly<Record<string, readonly string[]>>;

/** The codes of a list by the keys of their words, made once: what is in brackets counts only where nothing else does. */
const CODES = new WeakMap<Words, ReadonlyMap<string, string>>();

function codesOf(values: Words): ReadonlyMap<string, string> {
  const known = CODES.get(values);
  if (known) return known;
  const codes = new Map<string, string>();
  for (const keyOf of [searchKey, choiceKey]) {
    for (const [code, words] of Object.entries(values)) {
      for (const key of words.map(keyOf)) if (!codes.has(key)) codes.set(key, code);
    }
  }
  CODES.set(values, codes);
  return codes;
}

function readChoice(text: string, values: Words): ReadCell {
  const codes = codesOf(values);
  const code = codes.get(searchKey(text)) ?? codes.get(choiceKey(text));
  if (code !== undefined) return read(code);
  const labels = Object.values(values).flatMap(([label]) => label ?? []);
  return wrong(`${quoted(text)} không có trong danh mục. Chọn một trong: ${labels.join("; ")}`);
}
