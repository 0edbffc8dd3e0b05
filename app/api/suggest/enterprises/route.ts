import { z } from "zod";
import { currentViewer } from "@/lib/access/viewer";
import { withViewer } from "@/lib/db/scope";
import { likelyDuplicates } from "@/lib/enterprises/queries";

const asked = z.object({
  name: z.string().max(200).catch(""),
  taxCode: z.string().max(20).catch(""),
  enterpriseId: z.uuid().optional().catch(undefined),
});

/** Likely duplicates while somebody types, from the own scope only. */
export async function GET(request: Request) {
  const viewer = await currentViewer();
  if (!viewer) return Response.json({ hints: [] }, { status: 401 });
  const { name, taxCode, enterpriseId } = asked.parse(Object.fromEntries(new URL(request.url).searchParams));
  const found = await withViewer(viewer, (tx) =>
    likelyDuplicates(viewer, tx, { name, taxCode, exceptId: enterpriseId }),
  );
  const hints = found.map((record) => ({
    key: record.id,
    text: record.taxCode ? `${record.name} (mã số thuế ${record.taxCode})` : record.name,
    href: `/enterprises/${record.id}`,
  }));
  return Response.json({ hints }, { headers: { "Cache-Control": "no-store" } });
}
