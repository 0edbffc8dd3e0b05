import "server-only";
import type { z } from "zod";
import type { Viewer } from "@/lib/access/policy";
import { currentViewer } from "@/lib/access/viewer";
import { type Tx, withViewer } from "@/lib/db/scope";
import { paramsOf, strangeParams } from "@/lib/http/params";
import { badParams, NO_STORE, notThere, signedOut } from "@/lib/http/problem";
import { logEvent } from "@/lib/log";

/** The pieces of the path that the route names in brackets. */
type Segments = Record<string, string>;

/** Where the list goes on: a page's `next` is the following page's `after`. */
type Page = { data: readonly unknown[]; next: string | null };

/**
 * A read-only route of the API: the session's viewer, the page's own filter schema, the page's own query inside both
 * fences. Pages forgive a strange address; here it is told, because a program that misspells a filter would take the
 * whole list for the filtered one. `read` answers undefined or null for what is not there for this viewer.
 */
export const apiRoute =
  <Filter extends Record<string, unknown>>({
    filter: schema,
    read,
    readCursor,
  }: {
    filter: z.ZodType<Filter>;
    read: (asked: {
      viewer: Viewer;
      tx: Tx;
      filter: Filter;
      /** The cursor as it was given; already known to be one of this list. */
      after: string | undefined;
      segments: Segments;
    }) => Promise<Partial<Page> | null | undefined>;
    /** For lists in pages: what the list reads of a cursor, undefined when it is none of its own. */
    readCursor?: (text: string) => unknown;
  }) =>
  async (request: Request, context: { params: Promise<Segments> }): Promise<Response> => {
    const viewer = await currentViewer();
    if (!viewer) return signedOut();
    const { searchParams } = new URL(request.url);
    const after = searchParams.get("after") || undefined;
    if (readCursor) searchParams.delete("after");
    const strange = strangeParams(schema, searchParams);
    if (readCursor && after !== undefined && readCursor(after) === undefined) strange.push("after");
    if (strange.length > 0) return badParams(strange);

    const given = { ...paramsOf(searchParams), ...(readCursor && after !== undefined && { after }) };
    const filter = schema.parse(given);
    const segments = await context.params;
    const answer = await withViewer(viewer, (tx) => read({ viewer, tx, filter, after, segments }));
    if (!answer) {
      const { pathname: path } = new URL(request.url);
      logEvent("warn", "api.refused", { path, accountId: viewer.accountId, sessionId: viewer.sessionId });
      return notThere();
    }
    return Response.json(answer, { headers: NO_STORE });
  };

const MOST_COUNTED = 1000;

/** A count that stops after a thousand, as it stands on the page: "1.000+". */
export const cappedTotal = (counted: number) => ({
  total: Math.min(counted, MOST_COUNTED),
  totalIsMore: counted > MOST_COUNTED,
});
