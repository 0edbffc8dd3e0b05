import { z } from "zod";
import { isPlainDate, parseVietnameseDate } from "@/lib/dates/plain-date";
import { BranchKind } from "@/lib/generated/prisma/enums";
import { type GivenParams, INDICATORS, LINE_TABS, NO_UNIT } from "@/lib/indicators/rules";

/** One value of an address: the first where it is repeated; undefined, never an error, where it makes no sense. */
const said = <Value>(schema: z.ZodType<Value>) =>
  z
    .preprocess((value) => [value].flat()[0], schema)
    .optional()
    .catch(undefined);

const day = z
  .string()
  .transform((typed) => parseVietnameseDate(typed) ?? "")
  .refine(isPlainDate);

/** The parameters of every number, from the address of the dashboard, of a list or of the API. Never throws. */
export const indicatorParamsSchema = z
  .object({
    asOf: said(day),
    from: said(day),
    knownAt: said(day),
    line: said(z.enum(LINE_TABS)),
    unit: said(z.union([z.uuid(), z.literal(NO_UNIT)])),
    campaign: said(z.uuid()),
    kind: said(z.enum(BranchKind)),
  })
  .catch({}) satisfies z.ZodType<GivenParams>;

/** The place in an address where an indicator is named; undefined for one that has no records of its own. */
export const indicatorSchema = z.enum(INDICATORS).optional().catch(undefined);

const cursorSchema = z.tuple([z.string(), z.uuid()]);

/** Where a page of records ended: sort key and id of its last row. */
export type Cursor = z.output<typeof cursorSchema>;

/** Opaque on purpose: nobody should build one by hand. */
export const writeCursor = (cursor: Cursor): string =>
  Buffer.from(JSON.stringify(cursor), "utf8").toString("base64url");

/** Undefined for what is no cursor of ours: the list then begins at its beginning. */
export function readCursor(text: unknown): Cursor | undefined {
  if (typeof text !== "string") return undefined;
  try {
    return cursorSchema.safeParse(JSON.parse(Buffer.from(text, "base64url").toString("utf8"))).data;
  } catch {
    return undefined;
  }
}
