import { currentViewer } from "@/lib/access/viewer";
import { withViewer } from "@/lib/db/scope";
import { fileAnswer } from "@/lib/exports/queries";
import { notThere, signedOut } from "@/lib/http/problem";
import { resultFile } from "@/lib/imports/queries";

/** The rows with what came of each, to be put right and uploaded again. */
export async function GET(
  _: Request,
  { params }: RouteContext<"/imports/[importId]/result">,
): Promise<Response> {
  const viewer = await currentViewer();
  if (!viewer) return signedOut();
  const { importId } = await params;
  const prepared = await withViewer(viewer, (tx) => resultFile(viewer, tx, importId));
  return prepared ? fileAnswer(prepared, "xlsx") : notThere();
}
