import { can, type Permission, type Viewer } from "@/lib/access/policy";
import { ImportKind } from "@/lib/generated/prisma/enums";

/** What somebody may do by hand they may do from a file. */
const BY_HAND: Readonly<Record<ImportKind, Permission>> = {
  enterprises: "enterprise.write",
  surveys: "survey.record",
  organisations: "branch.write",
  members: "member.write",
  posts: "member.write",
};

export const mayImport = (viewer: Viewer, kind: ImportKind): boolean => can(viewer, BY_HAND[kind]);

/** The kinds of tables the viewer may import; empty for somebody who writes nothing. */
export const importableKinds = (viewer: Viewer): ImportKind[] =>
  Object.values(ImportKind).filter((kind) => mayImport(viewer, kind));

/** An import belongs to whoever made it; nobody else sees it, whatever their role. */
export const ownImports = (viewer: Viewer) => ({ accountId: viewer.accountId });

/** The own layouts, and those of the unit that somebody gave a name. */
export const usableLayouts = (viewer: Viewer) => ({
  OR: [
    { accountId: viewer.accountId },
    {
      name: { not: null },
      unitId: {
        in: viewer.appointments.filter(({ role }) => role === "unit_officer").map((held) => held.unitId),
      },
    },
  ],
});
