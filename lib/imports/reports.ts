import "server-only";
import {
  can,
  type Permission,
  unitsOf,
  type Viewer,
  visibleBranches,
  visibleEnterprises,
} from "@/lib/access/policy";
import { listCommunes } from "@/lib/areas/queries";
import { today } from "@/lib/dates/today";
import type { Tx } from "@/lib/db/scope";
import { type Spool, spool } from "@/lib/files/table-file";
import { FIELDS, IMPORT_KINDS, type ImportKind } from "@/lib/imports/fields";
import { TEMPLATE_NAMES, type TemplateLists, templateSheets } from "@/lib/imports/templates";
import { listCampaigns } from "@/lib/surveys/queries";
import { unitNamesOn } from "@/lib/units/queries";

/** What somebody must be able to do by hand to be given the file for doing it in one go. */
const NEEDS: Readonly<Record<ImportKind, Permission>> = {
  enterprises: "enterprise.write",
  surveys: "survey.record",
  organisations: "branch.write",
  members: "member.write",
  posts: "member.write",
};

/** Choices offered in one cell; with more of them nobody finds anything, and the name is typed. */
const MOST_CHOICES = 2000;

/** The blank file of a kind, with the names of the viewer's own units, places, organisations and enterprises to choose from. */
export async function blankTemplate(
  viewer: Viewer,
  tx: Tx,
  kind: string,
): Promise<{ fileName: string; spooled: Spool } | null> {
  const known = IMPORT_KINDS.find((one) => one === kind);
  if (!known || !can(viewer, NEEDS[known])) return null;
  const spooled = await spool(templateSheets(known, await listsOf(viewer, tx, known)));
  return { fileName: TEMPLATE_NAMES[known].file, spooled };
}

async function listsOf(viewer: Viewer, tx: Tx, kind: ImportKind): Promise<TemplateLists> {
  const asked = new Set(FIELDS[kind].flatMap(({ type }) => (type.type === "reference" ? [type.to] : [])));
  const own = new Set(unitsOf(viewer));
  const few = (names: readonly string[]) => (names.length <= MOST_CHOICES ? names : []);
  return {
    ...(asked.has("unit") && {
      unit: [...(await unitNamesOn(viewer, tx, today())).values()]
        .filter(({ id }) => own.has(id))
        .map(({ name }) => name),
    }),
    ...(asked.has("area") && { area: few((await listCommunes(viewer, tx)).map(({ label }) => label)) }),
    ...(asked.has("branch") && { branch: few(await branchNames(viewer, tx)) }),
    ...(asked.has("enterprise") && { enterprise: few(await enterpriseNames(viewer, tx)) }),
    ...(asked.has("campaign") && { campaign: (await listCampaigns(viewer, tx)).map(({ name }) => name) }),
  };
}

async function branchNames(viewer: Viewer, tx: Tx): Promise<string[]> {
  const branches = await tx.branch.findMany({
    where: { AND: visibleBranches(viewer), lives: { some: { voidedAt: null, validTo: null } } },
    orderBy: [{ sortKey: "asc" }, { id: "asc" }],
    take: MOST_CHOICES + 1,
    select: { name: true },
  });
  return branches.map(({ name }) => name);
}

async function enterpriseNames(viewer: Viewer, tx: Tx): Promise<string[]> {
  const enterprises = await tx.enterprise.findMany({
    where: visibleEnterprises(viewer),
    orderBy: [{ sortKey: "asc" }, { id: "asc" }],
    take: MOST_CHOICES + 1,
    select: { name: true },
  });
  return enterprises.map(({ name }) => name);
}
