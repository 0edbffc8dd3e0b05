import { z } from "zod";
import { can } from "@/lib/access/policy";
import { currentViewer } from "@/lib/access/viewer";
import { parsePartialDate } from "@/lib/dates/partial-date";
import { withViewer } from "@/lib/db/scope";
import { birthLabel } from "@/lib/members/labels";
import { likelyDuplicates } from "@/lib/members/queries";
import { normalizeText } from "@/lib/text/normalize";
import { searchKey } from "@/lib/text/search-key";

const asked = z.object({
  branchId: z.uuid().optional().catch(undefined),
  fullName: z.string().max(100).catch(""),
  birth: z.string().max(20).catch(""),
  areaId: z.uuid().nullable().catch(null),
});

/**
 * V16 while somebody types: records in sight that look like the same person, each with a link to use it; of one out of
 * sight only that there is one, and only once a name of several words and a birth date are typed.
 */
export async function GET(request: Request) {
  const viewer = await currentViewer();
  if (!viewer) return Response.json({ hints: [] }, { status: 401 });
  const { branchId, fullName, birth, areaId } = asked.parse(
    Object.fromEntries(new URL(request.url).searchParams),
  );
  const key = searchKey(normalizeText(fullName));
  if (!can(viewer, "member.write") || !key.includes(" ")) return answer([]);
  const born = parsePartialDate(birth);
  const { inSight, isElsewhere } = await withViewer(viewer, (tx) =>
    likelyDuplicates(viewer, tx, { searchKey: key, birth: born, areaId }),
  );
  const known = inSight.map((person) => ({
    key: person.id,
    text: [`Dùng hồ sơ đã có: ${person.fullName}`, birthLabel(person.birth), ...person.branchNames].join(
      ", ",
    ),
    ...(branchId && { href: `/branches/${branchId}/admissions/new?person=${person.id}` }),
  }));
  const elsewhere = {
    key: "elsewhere",
    text: "Có hồ sơ trùng ở nơi khác; Ban Tổ chức – Kiểm tra sẽ xem xét.",
  };
  return answer(isElsewhere && born ? [...known, elsewhere] : known);
}

const answer = (hints: { key: string; text: string; href?: string }[]) =>
  Response.json({ hints }, { headers: { "Cache-Control": "no-store" } });
