import { z } from "zod";
import { PLACES, STAGES } from "@/lib/cases/rules";
import { Line } from "@/lib/generated/prisma/enums";
import { said, saidDay } from "@/lib/http/params";
import { NO_UNIT } from "@/lib/indicators/rules";
import { FATES } from "@/lib/pipeline/rules";

export const VIEWS = ["board", "list", "flow"] as const;
/** "over": by the days beyond those allowed. */
export const ORDERS = ["age", "over", "stage", "name"] as const;

const tick = () => said(z.literal("1"));

/** What the board, the list and the flow are narrowed by, all in the address. */
export const pipelineFilterSchema = z
  .object({
    view: said(z.enum(VIEWS)),
    /** As of this day, and as known at the end of that one. */
    asOf: saidDay(),
    knownAt: saidDay(),
    /** First day of the period of foundings. */
    from: saidDay(),
    line: said(z.enum(Line)),
    unit: said(z.union([z.uuid(), z.literal(NO_UNIT)])),
    stalled: tick(),
    difficulty: tick(),
    place: said(z.enum(PLACES)),
    /** Cases that reached a stage, and what became of them there. */
    reached: said(z.enum(STAGES)),
    fate: said(z.enum(FATES)),
    /** Cases that led to a founding in the period (K23); by "days" those whose survey came before. */
    founded: said(z.enum(["all", "days"])),
    sort: said(z.enum(ORDERS)),
    /** The plan by whose days a case is slow; the one in force unless said. */
    plan: said(z.uuid()),
    page: said(z.coerce.number().int().min(1).max(10_000)),
  })
  .catch({});
export type PipelineFilter = z.output<typeof pipelineFilterSchema>;

/** The address of the cases under these filters; what is not said is left out. */
export function casesAddress(filter: PipelineFilter) {
  const given = Object.entries(filter).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, String(value)]],
  );
  return `/cases${given.length > 0 ? `?${new URLSearchParams(given)}` : ""}` as const;
}
