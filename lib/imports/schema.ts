import { z } from "zod";
import { checkbox, choice, optional, text, uuid } from "@/lib/forms/fields";
import { cellOf } from "@/lib/forms/grid";
import { ImportKind, ImportOutcome } from "@/lib/generated/prisma/enums";
import { MAPPING_FIELD } from "@/lib/imports/rules";

/** What comes with an uploaded file. */
export const uploadSchema = z.object({ requestId: z.uuid(), kind: z.enum(ImportKind) });

/** Why the upload was refused, in the address of the page that says so. */
export const uploadPageSchema = z.object({
  kind: z.enum(ImportKind).optional().catch(undefined),
  refused: z.string().max(40).optional().catch(undefined),
  at: z.string().max(200).optional().catch(undefined),
});

/** Which sheet, and in which row its heading begins where that was not found. */
export const sheetSchema = z.object({
  importId: uuid(),
  sheet: z.coerce.number({ error: "Chọn trang tính" }).int().min(0).max(200),
  headerRow: optional(
    z.coerce
      .number({ error: "Nhập số dòng, ví dụ 5" })
      .int("Nhập số dòng, ví dụ 5")
      .min(1, "Dòng đầu là 1")
      .max(2_000_000),
  ),
});
export type SheetInput = z.output<typeof sheetSchema>;

const fieldName = z.string().max(60);

/** The columns as they were chosen: `column.3` names the field, `convert.3` the encoding its letters are converted from. */
export const mappingSchema = z.preprocess(
  (posted) => {
    if (typeof posted !== "object" || posted === null) return posted;
    const columns: Record<string, unknown> = {};
    const convert: string[] = [];
    const encodings: Record<string, unknown> = {};
    for (const [name, value] of Object.entries(posted)) {
      const [, what, column] = MAPPING_FIELD.exec(name) ?? [];
      if (what === "column" && column) columns[column] = value;
      if (what === "convert" && column) {
        convert.push(column);
        encodings[column] = value;
      }
    }
    return { ...posted, columns, convert, encodings };
  },
  z.object({
    importId: uuid(),
    columns: z.record(z.string(), fieldName),
    convert: z.array(z.string()),
    encodings: z.record(z.string(), z.string()),
    unitId: optional(uuid()),
    branchId: optional(uuid()),
    campaignId: optional(uuid()),
    layoutName: optional(text(100)),
  }),
);
export type MappingInput = z.output<typeof mappingSchema>;

/** Cells put right in the page: `cells.214.3` is row 214, column C. */
export const fixSchema = z.preprocess(
  (posted) => {
    if (typeof posted !== "object" || posted === null) return posted;
    const cells = Object.entries(posted).flatMap(([name, value]) => {
      const cell = cellOf("cells", name);
      return cell ? [{ row: cell.row, column: Number(cell.column), text: value }] : [];
    });
    return { ...posted, cells };
  },
  z.object({
    importId: uuid(),
    cells: z
      .array(
        z.object({
          row: z.number().int(),
          column: z.number().int().min(1).max(200),
          text: z
            .string()
            .max(32_767)
            .transform((typed) => typed.normalize("NFC")),
        }),
      )
      .max(20_000),
  }),
);
export type FixInput = z.output<typeof fixSchema>;

export const importSchema = z.object({ importId: uuid() });

export const commitSchema = z.object({
  importId: uuid(),
  agreed: checkbox().refine((agreed) => agreed, "Đánh dấu vào ô để xác nhận"),
});

export const layoutSchema = z.preprocess(
  (posted) => {
    if (typeof posted !== "object" || posted === null) return posted;
    const columns: Record<string, unknown> = {};
    for (const [name, value] of Object.entries(posted)) {
      const [, what, column] = MAPPING_FIELD.exec(name) ?? [];
      if (what === "column" && column) columns[column] = value;
    }
    return { ...posted, columns };
  },
  z.object({
    layoutId: uuid(),
    name: optional(text(100)),
    columns: z.record(z.string(), fieldName),
    way: choice(["save", "forget"]),
  }),
);
export type LayoutInput = z.output<typeof layoutSchema>;

/** Which rows the page of an import shows. */
export const rowFilterSchema = z.object({
  outcome: z.enum(ImportOutcome).optional().catch(undefined),
  /** Rows that were kept when the import was undone. */
  kept: z.literal("1").optional().catch(undefined),
  after: z.coerce.number().int().min(0).max(10_000_000).optional().catch(undefined),
  done: z.string().max(20).optional().catch(undefined),
  step: z.literal("map").optional().catch(undefined),
});
export type RowFilter = z.output<typeof rowFilterSchema>;
