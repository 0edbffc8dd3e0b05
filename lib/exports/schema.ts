import { z } from "zod";
import { text } from "@/lib/forms/fields";

/** By it a file that was edited is told to be of the same records; locked in the sheet. */
export const ID = { label: "Mã (không sửa)", kind: "id" } as const;

/** Lists with persons in them; what each holds is in person-tables. */
export const PERSON_LISTS = [
  "members",
  "branch-members",
  "admissions",
  "posts",
  "transfers",
  "overrides",
  "accounts",
  "member-ratings",
  "referrals",
  "residence-people",
  "movement-people",
  "fee-arrears",
  "branch-fees",
  "training-people",
  "training-participants",
] as const;
export type PersonList = (typeof PERSON_LISTS)[number];

const said = z.string().min(1).max(100).optional().catch(undefined);

/** What any of these lists is narrowed by; each reads what it knows. A place in the list is no part of it. */
const personFilterSchema = z.object({
  ...{ q: said, state: said, line: said, unit: said, branch: said, role: said, year: said },
  ...{ movement: said, from: said, asOf: said, knownAt: said, month: said, show: said, plan: said },
  ...{ course: said, heads: said, ownership: said },
});
export type PersonFilter = z.output<typeof personFilterSchema>;

const personList = z.enum(PERSON_LISTS).default("members");

/** The list and its filter, from the address of the page that asks for the reason; undefined for a list that is none. */
export const personListSchema = z
  .preprocess(
    (query) => (typeof query === "object" ? { ...query, filter: query } : query),
    z.object({ list: personList, filter: personFilterSchema }),
  )
  .optional()
  .catch(undefined);

/** The reason, beside the filter that was in force on the list. */
export const exportSchema = z.preprocess(
  (posted) => (typeof posted === "object" ? { ...posted, filter: posted } : posted),
  z.object({
    list: personList,
    filter: personFilterSchema,
    reason: text(500, { missing: "Nêu vì sao cần xuất danh sách, ví dụ: lập danh sách đại hội" }),
  }),
);
export type ExportInput = z.output<typeof exportSchema>;

/** What the deed left behind, by which the file is made. */
export const exportSeal = z.object({
  list: personList,
  filter: personFilterSchema,
  reason: z.string(),
  count: z.number(),
});

/** As what a file leaves: Excel unless a .csv is asked for. */
export const formatSchema = z.enum(["xlsx", "csv"]).catch("xlsx");
