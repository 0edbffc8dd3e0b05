import type { FileSheet } from "@/lib/files/table-file";
import type { FormBook, FormColumn, ReturnForm } from "@/lib/returns/rules";

export const NO_REGISTER = "chưa có sổ theo dõi";
export const NO_PERSONS = "có tên người: xem tại hồ sơ, không xuất kèm";

export const formTitle = ({ number, title }: Pick<ReturnForm, "number" | "title">): string =>
  `Biểu ${number}. ${title}`;

/** A heading: why nothing stands below is said in it. */
export const headingOf = ({ label, missing }: FormColumn): string =>
  missing ? `${label} (${missing})` : label;

/** The forms as sheets of one workbook, each under its title, the unit, the plan and the period. */
export const workbookOf = ({ forms, unitName, plan, times, isDemo }: FormBook): FileSheet[] =>
  forms.map((form) => ({
    name: `Biểu ${form.number}`,
    title: [
      formTitle(form),
      unitName,
      `Theo ${plan}`,
      `Số liệu ${times}`,
      ...(isDemo ? ["Dữ liệu minh hoạ"] : []),
      ...(form.note ? [form.note] : []),
    ],
    columns: form.columns.map((column) => ({
      label: headingOf(column),
      ...(column.kind && { kind: column.kind }),
      ...(column.width && { width: column.width }),
    })),
    rows: [...form.rows, ...(form.total ? [form.total] : [])].map((row) => row.map(({ value }) => value)),
  }));
