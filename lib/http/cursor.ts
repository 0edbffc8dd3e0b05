import type { z } from "zod";

/** Where a page of a list ended, opaque on purpose: nobody should build one by hand. */
export const writeCursor = (place: readonly (string | number)[]): string =>
  Buffer.from(JSON.stringify(place), "utf8").toString("base64url");

/** Undefined for what is no cursor of this list: the list then begins at its beginning. */
export function readCursor<Place>(schema: z.ZodType<Place>, text: string | undefined): Place | undefined {
  if (text === undefined) return undefined;
  try {
    return schema.safeParse(JSON.parse(Buffer.from(text, "base64url").toString("utf8"))).data;
  } catch {
    return undefined;
  }
}
