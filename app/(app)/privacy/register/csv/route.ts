import { currentViewer } from "@/lib/access/viewer";
import { withViewer } from "@/lib/db/scope";
import { NO_STORE, notThere, signedOut } from "@/lib/http/problem";
import { deskOf } from "@/lib/privacy/policy";
import { lawToday, processingRegister } from "@/lib/privacy/queries";
import { REGISTER_HEAD } from "@/lib/privacy/rules";
import { toCsv } from "@/lib/text/csv";

/** The processing register as a file for a spreadsheet; nothing in it is about anybody. */
export async function GET(): Promise<Response> {
  const viewer = await currentViewer();
  if (!viewer) return signedOut();
  const desk = deskOf(viewer);
  if (!desk) return notThere();
  const lines = await withViewer(viewer, (tx) => processingRegister(viewer, tx, desk));
  const head = REGISTER_HEAD.map(([, label]) => label);
  const rows = lines.map((line) => REGISTER_HEAD.map(([key]) => line[key]));
  return new Response(toCsv([head, ...rows]), {
    headers: {
      ...NO_STORE,
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": `attachment; filename="so-xu-ly-du-lieu-${lawToday()}.csv"`,
    },
  });
}
