import { can, type Viewer } from "@/lib/access/policy";
import type { CaseParty } from "@/lib/cases/rules";
import type { Line } from "@/lib/generated/prisma/enums";

type CasePlaceOfWork = { line: Line; provinceId: string; unitId: string };

/** Who the viewer is to a case: the managing unit of its line, the department that accepts its dossier, both or neither. */
export function partiesOf(viewer: Viewer, { line, provinceId, unitId }: CasePlaceOfWork): CaseParty[] {
  const appraises = line === "union" ? "case.appraise_union" : "case.appraise_association";
  return [
    ...(can(viewer, "branch.write", { line, unitIds: [unitId] }) ? (["unit"] as const) : []),
    ...(can(viewer, appraises, { line, provinceId }) ? (["department"] as const) : []),
  ];
}
