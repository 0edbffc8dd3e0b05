import { currentViewer } from "@/lib/access/viewer";
import { withViewer } from "@/lib/db/scope";
import { isId } from "@/lib/http/params";
import { NO_STORE, notThere, signedOut } from "@/lib/http/problem";
import { openExport } from "@/lib/privacy/queries";

/** The same export as a file for machines; its name says nothing of whom it is about. */
export async function GET(
  _request: Request,
  { params }: RouteContext<"/privacy/exports/[exportId]/data">,
): Promise<Response> {
  const viewer = await currentViewer();
  if (!viewer) return signedOut();
  const { exportId } = await params;
  if (!isId(exportId)) return notThere();
  const made = await withViewer(viewer, (tx) => openExport(viewer, tx, exportId));
  if (!made) return notThere();
  const { id, reason, createdAt, madeBy, held } = made;
  const file = { export: { id, reason, at: createdAt.toISOString(), by: madeBy }, held };
  return new Response(JSON.stringify(file, null, 2), {
    headers: {
      ...NO_STORE,
      "content-type": "application/json; charset=utf-8",
      "content-disposition": `attachment; filename="xuat-du-lieu-${id}.json"`,
    },
  });
}
