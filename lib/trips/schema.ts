import { z } from "zod";
import { isId, said, saidDay } from "@/lib/http/params";
import { NEEDS } from "@/lib/trips/rules";

/** A day's trip; more would be no sheet to carry. */
export const MOST_STOPS = 40;

/** The enterprises ticked, and what the others are narrowed by. All of it is in the address: a trip is saved by its link. */
export const tripSchema = z
  .object({
    e: z
      .preprocess((value) => [value].flat(), z.array(z.unknown()))
      .transform((ids) =>
        [...new Set(ids.filter((id): id is string => typeof id === "string" && isId(id)))].slice(
          0,
          MOST_STOPS,
        ),
      )
      .catch([]),
    on: saidDay(),
    unit: said(z.uuid()),
    area: said(z.uuid()),
    need: said(z.enum(NEEDS)),
  })
  .catch({ e: [] });
export type Trip = z.output<typeof tripSchema>;
