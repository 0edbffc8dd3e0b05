import { z } from "zod";
import { AuditOperation } from "@/lib/generated/prisma/enums";
import { said, saidDay } from "@/lib/http/params";

/** The records that have a history page, as their address names them. */
export const RECORD_KINDS = [
  "enterprise",
  "survey",
  "case",
  "goal",
  "branch",
  "person",
  "override",
  "plan",
  "campaign",
  "unit",
  "account",
] as const;
export type RecordKind = (typeof RECORD_KINDS)[number];

/** The id of the last line of the page before; ids are numbers, counted up. */
const cursor = said(z.string().regex(/^\d{1,18}$/));

export const historyQuerySchema = z.object({ after: cursor }).catch({});

/** What the trace is searched by, from the address; what does not fit is left out, never an error. */
export const traceFilterSchema = z
  .object({
    /** Part of the name, or the login, of the one who acted. */
    who: said(z.string().trim().min(1).max(100)),
    from: saidDay(),
    to: saidDay(),
    deed: said(z.string().trim().min(1).max(60)),
    table: said(z.string().regex(/^[a-z_]{1,60}$/)),
    operation: said(z.enum(AuditOperation)),
    unit: said(z.uuid()),
    request: said(z.uuid()),
    record: said(z.string().trim().min(1).max(100)),
    after: cursor,
  })
  .catch({});
export type TraceFilter = z.output<typeof traceFilterSchema>;

/** The address of the search under these filters; what is not said is left out. */
export function traceAddress(filter: TraceFilter) {
  const said = Object.entries(filter).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value]],
  );
  return `/audit${said.length > 0 ? `?${new URLSearchParams(said)}` : ""}` as const;
}
