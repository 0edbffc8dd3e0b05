import "server-only";
import { createHash } from "node:crypto";
import { z } from "zod";
import { parsePartialDate } from "@/lib/dates/partial-date";
import { parseVietnameseDate } from "@/lib/dates/plain-date";
import { formatNumber } from "@/lib/format";
import { cellName, readGrid } from "@/lib/forms/grid";
import { type FormValues, unknownName } from "@/lib/forms/state";
import { normalizeLines, normalizeText } from "@/lib/text/normalize";
import { type Phone, parsePhone } from "@/lib/text/phone";
import { searchKey } from "@/lib/text/search-key";
import { parseTaxCode, type TaxCodeProblem } from "@/lib/text/tax-code";

/**
 * The fields of forms. Every one reads what FormData holds, text or texts; brings it to NFC without control characters;
 * takes an empty box for missing, never for zero; and speaks Vietnamese to the person who has to put it right.
 */

/** `missing` is what to say when nothing was entered; say what to do: "Nhập tên doanh nghiệp". */
type FieldOptions = { missing?: string };

const MISSING = "Chưa nhập mục này";
const NOT_CHOSEN = "Chưa chọn mục này";

const isBlank = (value: unknown) =>
  value === undefined || value === null || (typeof value === "string" && normalizeText(value) === "");

/** A text that was posted once and is not blank, normalised. */
const entered = (missing: string, normalize: (typed: string) => string = normalizeText) =>
  z
    .string({ error: ({ input }) => (isBlank(input) ? missing : "Giá trị không hợp lệ") })
    .transform(normalize)
    .pipe(z.string().min(1, missing));

/** The field, or null when its box is empty or was not posted: `optional(phone())`. */
export const optional = <Field extends z.ZodType>(field: Field) =>
  z.preprocess((value) => (isBlank(value) ? null : value), field.nullable());

/** One line of at most `max` characters; with `lines`, a text area whose line breaks are kept. */
export const text = (
  max: number,
  { missing = MISSING, lines = false }: FieldOptions & { lines?: boolean } = {},
) =>
  entered(missing, lines ? normalizeLines : normalizeText).refine((value) => value.length <= max, {
    error: ({ input }) =>
      `Dài nhất ${formatNumber(max)} ký tự, đang có ${formatNumber(String(input).length)}`,
  });

export const optionalText = (max: number, options?: { lines?: boolean }) => optional(text(max, options));

const MOST_HEADS = 1_000_000;

/** A count of people, 0 to 1.000.000, also written "1.234". */
export const headcount = ({ missing = MISSING }: FieldOptions = {}) =>
  entered(missing)
    .pipe(z.string().regex(/^(?:\d+|\d{1,3}(?:[. ]\d{3})+)$/, "Nhập một số nguyên, ví dụ 12 hoặc 1.200"))
    .transform((digits) => Math.min(Number(digits.replace(/\D/g, "")), Number.MAX_SAFE_INTEGER))
    .pipe(z.number().max(MOST_HEADS, `Nhiều nhất ${formatNumber(MOST_HEADS)} người`));

export const AMOUNT_HINT = "Nhập số tiền bằng đồng, ví dụ 5.000";
const MOST_DONG = 1_000_000_000_000;

/** Whole đồng, also written "5.000" or "5.000 đ". */
export const dong = (most: number = MOST_DONG, { missing = AMOUNT_HINT }: FieldOptions = {}) =>
  entered(missing)
    .transform((typed) => typed.replace(/\s*(?:đồng|đ)$/i, ""))
    .pipe(z.string().regex(/^(?:\d+|\d{1,3}(?:[. ]\d{3})+)$/, AMOUNT_HINT))
    .transform((digits) => Math.min(Number(digits.replace(/\D/g, "")), Number.MAX_SAFE_INTEGER))
    .pipe(
      z
        .number()
        .min(1, AMOUNT_HINT)
        .max(most, `Nhiều nhất ${formatNumber(most)} đ`),
    );

/**
 * A count of people, "unknown" when the tick "không rõ" was set, undefined when the question was left open: three
 * different answers (§1.12). Use inside `formObject`, which brings the box and its tick together.
 */
export const headcountOrUnknown = () =>
  z.preprocess(
    (posted) => [posted].flat().filter((answer) => !isBlank(answer)),
    z.array(z.unknown()).transform(([answer, ...others], context): number | "unknown" | undefined => {
      if (others.length > 0) {
        context.addIssue("Hoặc nhập số, hoặc chọn “không rõ”");
        return z.NEVER;
      }
      if (answer === undefined || answer === "unknown") return answer;
      const count = headcount().safeParse(answer);
      if (count.success) return count.data;
      for (const { message } of count.error.issues) context.addIssue(message);
      return z.NEVER;
    }),
  );

/**
 * A form with fields that may be unknown: `formObject({ workers: headcountOrUnknown() })` reads `workers=12` as 12 and
 * `workers__unknown=on` as "unknown". Errors bear the name of the box.
 */
export const formObject = <Shape extends z.core.$ZodLooseShape>(shape: Shape) =>
  z.preprocess((values) => {
    if (typeof values !== "object" || values === null) return values;
    const posted = new Map<string, unknown>(Object.entries(values));
    for (const field of Object.keys(shape)) {
      if (!isBlank(posted.get(unknownName(field)))) posted.set(field, [posted.get(field), "unknown"].flat());
    }
    return Object.fromEntries(posted);
  }, z.object(shape));

/** What a row's cells were when it was shown; posted beside them, it tells a row nobody touched from one that was typed in. */
export const cellsDigest = (cells: readonly string[]): string =>
  createHash("sha256")
    .update(JSON.stringify(cells.map(normalizeText)))
    .digest("base64url")
    .slice(0, 22);

/** The hidden field of a row that holds `cellsDigest` of its columns, in their order. */
export const WAS = "was";

/**
 * A form around a grid (components/grid): the other fields of `shape`, and under `rows` what `row` reads of each row that
 * is neither blank nor as it was shown, with its number. Errors bear the names of the cells; one that belongs to no column
 * stands at the first.
 */
export const formGrid = <Shape extends z.core.$ZodLooseShape, Row extends z.core.$ZodLooseShape>(
  shape: Shape,
  {
    name,
    row,
    hidden = [],
    most,
  }: { name: string; row: z.ZodObject<Row>; hidden?: readonly string[]; most: number },
) =>
  z.unknown().transform((posted, context) => {
    const fields = z.object(shape).safeParse(posted);
    const columns = Object.keys(row.shape).filter((column) => !hidden.includes(column));
    const values = typeof posted === "object" && posted !== null ? posted : {};
    const lines = readGrid(textsOf(values), name, columns, [...hidden, WAS]).filter(
      ({ cells }) => cells[WAS] !== cellsDigest(columns.map((column) => cells[column] ?? "")),
    );
    for (const issue of fields.error?.issues ?? []) context.addIssue({ ...issue, code: "custom" });
    for (const { number } of lines.slice(most, most + 1)) {
      const path = [cellName(name, number, columns[0] ?? "")];
      context.addIssue({
        code: "custom",
        path,
        message: `Mỗi lần gửi nhiều nhất ${formatNumber(most)} dòng`,
      });
    }
    const rows = lines.slice(0, most).flatMap(({ number, cells }) => {
      const read = row.safeParse(cells);
      for (const { path, message } of read.error?.issues ?? []) {
        const column = columns.find((candidate) => candidate === path[0]) ?? columns[0] ?? "";
        context.addIssue({ code: "custom", path: [cellName(name, number, column)], message });
      }
      return read.success ? [{ number, cells: read.data }] : [];
    });
    return fields.success ? { ...fields.data, rows } : z.NEVER;
  });

const isText = (value: unknown) => typeof value === "string";

/** What a form posted, of whatever else was given to a schema. */
const textsOf = (values: object): FormValues =>
  Object.fromEntries(
    Object.entries(values).filter(
      ([, value]) => isText(value) || (Array.isArray(value) && value.every(isText)),
    ),
  );

const DATE_HINT = "Nhập ngày, tháng, năm, ví dụ 23/10/2014";

function dateProblem(typed: string): string {
  if (/^\d{1,2}\D{1,3}\d{1,2}\D{1,3}\d{2}$/.test(typed))
    return "Viết đủ bốn chữ số của năm, ví dụ 23/10/2014";
  if (/^\d{1,2}\D{1,3}\d{1,2}\D{1,3}\d{4}$/.test(typed)) {
    return "Không có ngày này. Viết ngày trước, tháng sau, ví dụ 23/10/2014";
  }
  return DATE_HINT;
}

/** A day, written as Vietnamese write it or as a browser's date box does; comes out as "YYYY-MM-DD". */
export const plainDate = ({ missing = DATE_HINT }: FieldOptions = {}) =>
  entered(missing).transform((typed, context) => {
    const date = parseVietnameseDate(typed);
    if (date) return date;
    context.addIssue(dateProblem(typed));
    return z.NEVER;
  });

export const optionalPlainDate = () => optional(plainDate());

const PARTIAL_HINT = "Nhập năm, tháng/năm hoặc ngày/tháng/năm, ví dụ 1990, 3/1990, 5/3/1990";

/** A day of which only the year, or the month and the year, may be known (V05). */
export const partialDate = ({ missing = PARTIAL_HINT }: FieldOptions = {}) =>
  entered(missing).transform((typed, context) => {
    const date = parsePartialDate(typed);
    if (date) return date;
    context.addIssue(PARTIAL_HINT);
    return z.NEVER;
  });

/** A telephone number: E.164 and what was typed. */
export const phone = ({ missing = "Nhập số điện thoại" }: FieldOptions = {}) =>
  entered(missing).transform((typed, context): Phone => {
    const parsed = parsePhone(typed);
    if (parsed.ok) return { e164: parsed.e164, original: parsed.original };
    context.addIssue("Số điện thoại không đúng. Nhập một số, ví dụ 0912 345 678 hoặc 0206 3852 123");
    return z.NEVER;
  });

const TAX_CODE_PROBLEMS: Record<TaxCodeProblem, string> = {
  missing: "Nhập mã số thuế",
  not_digits: "Mã số thuế chỉ gồm chữ số, ví dụ 4899999017 hoặc 4899999017-001",
  wrong_length: "Mã số thuế có 10 chữ số, của đơn vị phụ thuộc có 13 chữ số",
  wrong_check_digit: "Mã số thuế sai: chữ số kiểm tra không khớp. Xem lại từng chữ số",
  never_issued: "Không có mã số thuế nào như vậy. Xem lại từng chữ số",
  no_such_branch: "Ba chữ số cuối của đơn vị phụ thuộc bắt đầu từ 001",
  personal_not_allowed: "Chỉ hộ kinh doanh dùng số định danh 12 chữ số làm mã số thuế",
  not_a_personal_number: "Số định danh không đúng: ba chữ số đầu là mã tỉnh, từ 001 đến 096",
};

/** A tax code with its check digit proved (V18); `branch` is null for a main enterprise. */
export const taxCode = ({
  missing = TAX_CODE_PROBLEMS.missing,
  allowPersonal = false,
}: FieldOptions & { allowPersonal?: boolean } = {}) =>
  entered(missing).transform((typed, context): { code10: string; branch: string | null } => {
    const parsed = parseTaxCode(typed, { allowPersonal });
    if (parsed.ok) return { code10: parsed.code10, branch: parsed.branch ?? null };
    context.addIssue(TAX_CODE_PROBLEMS[parsed.reason]);
    return z.NEVER;
  });

/** One of the values, which are codes and not words: radio buttons or a select. */
export const choice = <const Value extends string>(
  values: readonly Value[],
  { missing = NOT_CHOSEN }: FieldOptions = {},
) =>
  z.enum(values, {
    error: ({ input }) => (isBlank(input) ? missing : "Mục đã chọn không có trong danh sách"),
  });

/** One of the values by its word, as typed or pasted into a grid: marks, capitals and the code itself are no mistake. */
export const choiceByLabel = <Value extends string>(
  labels: Readonly<Record<Value, string>>,
  { missing = NOT_CHOSEN }: FieldOptions = {},
) =>
  entered(missing).transform((typed, context): Value => {
    // The keys of `labels` are exactly the values; Object.keys only says string.
    const values = Object.keys(labels) as Value[];
    const key = searchKey(typed);
    const found = values.find((value) => value === typed || searchKey(labels[value]) === key);
    if (found !== undefined) return found;
    context.addIssue(`Chọn một trong: ${Object.values(labels).join(", ")}`);
    return z.NEVER;
  });

/** Any of the values, each once, in their own order; none ticked is an empty list. */
export const choices = <const Value extends string>(values: readonly Value[]) =>
  z
    .preprocess(
      (posted) => [posted].flat().filter((value) => !isBlank(value)),
      z.array(z.enum(values, "Mục đã chọn không có trong danh sách")),
    )
    .transform((chosen) => values.filter((value) => chosen.includes(value)));

/** A tick: true when it was posted at all, as a browser posts only boxes that are ticked. */
export const checkbox = () => z.preprocess((posted) => !isBlank(posted), z.boolean());

/** The key of a record that the form itself carries. */
export const uuid = ({ missing = NOT_CHOSEN }: FieldOptions = {}) =>
  z.uuid({ error: ({ input }) => (isBlank(input) ? missing : "Mã không hợp lệ, hãy tải lại trang") });
