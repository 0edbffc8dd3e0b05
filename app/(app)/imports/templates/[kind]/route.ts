import { currentViewer } from "@/lib/access/viewer";
import { withViewer } from "@/lib/db/scope";
import { fileAnswer } from "@/lib/exports/queries";
import { notThere, signedOut } from "@/lib/http/problem";
import { blankTemplate } from "@/lib/imports/reports";

/** A blank file to fill in and give back. */
export async function GET(
  _request: Request,
  { params }: RouteContext<"/imports/templates/[kind]">,
): Promise<Response> {
  const viewer = await currentViewer();
  if (!viewer) return signedOut();
  const { kind } = await params;
  const prepared = await withViewer(viewer, (tx) => blankTemplate(viewer, tx, kind));
  return prepared ? fileAnswer(prepared, "xlsx") : notThere();
}
