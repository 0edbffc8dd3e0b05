import { z } from "zod";
import { text } from "@/lib/forms/fields";
import { memberFilterSchema } from "@/lib/members/schema";

/** The reason, beside the filter that was in force on the list. */
export const exportSchema = z.preprocess(
  (posted) => (typeof posted === "object" ? { ...posted, filter: posted } : posted),
  z.object({
    filter: memberFilterSchema.transform(({ q, state, line, unit }) => ({ q, state, line, unit })),
    reason: text(500, { missing: "Nêu vì sao cần xuất danh sách, ví dụ: lập danh sách đại hội" }),
  }),
);
export type ExportInput = z.output<typeof exportSchema>;

/** What the deed left behind, by which the file is made. */
export const exportSeal = z.object({ filter: memberFilterSchema, reason: z.string(), count: z.number() });

/** As what a file leaves: Excel unless a .csv is asked for. */
export const formatSchema = z.enum(["xlsx", "csv"]).catch("xlsx");
