import { z } from "zod";
import { said, saidDay } from "@/lib/http/params";
import { LINE_TABS } from "@/lib/indicators/rules";
import { type GivenMovementParams, MOVEMENTS } from "@/lib/movements/rules";

/** The parameters of the movements, from the address of the table or of a list. Never throws. */
export const movementParamsSchema = z
  .object({
    asOf: saidDay(),
    from: saidDay(),
    knownAt: saidDay(),
    line: said(z.enum(LINE_TABS)),
    unit: said(z.uuid()),
    branch: said(z.uuid()),
    plan: said(z.uuid()),
  })
  .catch({}) satisfies z.ZodType<GivenMovementParams>;

/** Which number a list stands behind; undefined for none. */
export const movementSchema = said(z.enum(MOVEMENTS));

/** Where a page of people ended: sort key, id and the day on which they came to be counted. */
export const peopleCursorSchema = z.tuple([z.string(), z.uuid(), z.iso.date()]);
export type PeopleCursor = z.output<typeof peopleCursorSchema>;
