import { z } from "zod";
import { isPlainDate, parseVietnameseDate } from "@/lib/dates/plain-date";

/**
 * One value of an address: the first where it is repeated; undefined, never an error, where it is missing or makes no
 * sense. A page with a strange address shows its list; the API says what is wrong (`strangeParams`).
 */
export const said = <Value>(schema: z.ZodType<Value>) =>
  z
    .preprocess((value) => [value].flat()[0], schema)
    .optional()
    .catch(undefined);

/** A day, as the program writes it in an address or as somebody types it into a filter. */
export const saidDay = () =>
  said(
    z
      .string()
      .transform((typed) => parseVietnameseDate(typed) ?? "")
      .refine(isPlainDate),
  );

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Whether a piece of an address can be the id of a record: what cannot is not found, and never asked of the database. */
export const isId = (piece: string): boolean => UUID.test(piece);

/**
 * The names of an address' parameters that `schema`, which forgives everything, did not understand: unknown names,
 * names said twice, and values it put aside. A blank value says nothing and is no mistake: forms send them.
 */
export function strangeParams(schema: z.ZodType<Record<string, unknown>>, params: URLSearchParams): string[] {
  const given = paramsOf(params);
  const understood = schema.parse(given);
  const usual = schema.parse({});
  return Object.entries(given).flatMap(([name, value]) => {
    const taken = understood[name];
    if (Array.isArray(value) || taken === undefined || taken === null) return [name];
    // A value that was put aside for the usual one; unless the usual one was what was asked for.
    return taken === usual[name] && taken !== value ? [name] : [];
  });
}

/** The parameters of an address as a page gets them: a text each, or texts where a name is repeated; blanks left out. */
export const paramsOf = (params: URLSearchParams): Record<string, string | string[]> =>
  Object.fromEntries(
    [...new Set(params.keys())].flatMap((name) => {
      const values = params.getAll(name).filter((value) => value.trim() !== "");
      const [first] = values;
      return first === undefined ? [] : [[name, values.length > 1 ? values : first]];
    }),
  );
