import { z } from "zod";
import { BranchKind } from "@/lib/generated/prisma/enums";
import { said, saidDay } from "@/lib/http/params";
import { type GivenParams, INDICATORS, LINE_TABS, NO_UNIT, NOT_RATED } from "@/lib/indicators/rules";

/** The parameters of every number, from the address of the dashboard, of a list or of the API. Never throws. */
export const indicatorParamsSchema = z
  .object({
    asOf: saidDay(),
    from: saidDay(),
    knownAt: saidDay(),
    line: said(z.enum(LINE_TABS)),
    unit: said(z.union([z.uuid(), z.literal(NO_UNIT)])),
    campaign: said(z.uuid()),
    kind: said(z.enum(BranchKind)),
    year: said(z.coerce.number().int().min(2000).max(2100)),
    level: said(z.union([z.uuid(), z.literal(NOT_RATED)])),
    plan: said(z.uuid()),
  })
  .catch({}) satisfies z.ZodType<GivenParams>;

/** The place in an address where an indicator is named; undefined for one that has no records of its own. */
export const indicatorSchema = z.enum(INDICATORS).optional().catch(undefined);

/** Where a page of records ended: sort key and id of its last row. */
export const recordCursorSchema = z.tuple([z.string(), z.uuid()]);
export type RecordCursor = z.output<typeof recordCursorSchema>;
