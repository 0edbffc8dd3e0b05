import { apiRoute } from "@/lib/http/api";
import { readCursor } from "@/lib/http/cursor";
import { indicatorRecords } from "@/lib/indicators/queries";
import { indicatorParamsSchema, indicatorSchema, recordCursorSchema } from "@/lib/indicators/schema";

/** The records behind a number: the list of /records/K2. */
export const GET = apiRoute({
  filter: indicatorParamsSchema,
  readCursor: (text) => readCursor(recordCursorSchema, text),
  read: async ({ viewer, tx, filter, after, segments }) => {
    const indicator = indicatorSchema.parse(segments.id);
    if (!indicator) return undefined;
    const place = readCursor(recordCursorSchema, after);
    const list = await indicatorRecords(viewer, tx, indicator, filter, place);
    if (!list) return undefined;
    const { params, records, total, next } = list;
    return { indicator, params, data: records, total, next };
  },
});
