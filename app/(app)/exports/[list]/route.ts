import { currentViewer } from "@/lib/access/viewer";
import { withViewer } from "@/lib/db/scope";
import { exportedList, fileAnswer } from "@/lib/exports/queries";
import { formatSchema } from "@/lib/exports/schema";
import { notThere, signedOut } from "@/lib/http/problem";

/** A list as a file, by the same filter as the page's address. */
export async function GET(request: Request, { params }: RouteContext<"/exports/[list]">): Promise<Response> {
  const viewer = await currentViewer();
  if (!viewer) return signedOut();
  const { list } = await params;
  const { format, ...query } = Object.fromEntries(new URL(request.url).searchParams);
  const prepared = await withViewer(viewer, (tx) => exportedList(viewer, tx, list, query));
  return prepared ? fileAnswer(prepared, formatSchema.parse(format)) : notThere();
}
