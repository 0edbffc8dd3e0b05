import "server-only";
import { type Viewer, visibleBranches, visibleEnterprises, visiblePersons } from "@/lib/access/policy";
import {
  findBranch,
  matchFounders,
  mayWriteBranch,
  obstaclesToEnding,
  ruleSetOn,
  unitNames,
} from "@/lib/branches/queries";
import {
  congressDue,
  congressIsOddlyDated,
  type Finding,
  foundingFindings,
  HEAD_TITLE,
  KINDS_OF_LINE,
  latestExtension,
  type RuleSet,
} from "@/lib/branches/rules";
import {
  type CorrectionInput,
  type CoverageInput,
  type DissolutionInput,
  type Founder,
  type FoundingInput,
  founderField,
  type MeasureInput,
  type MeasureResultInput,
  SUPERIOR,
} from "@/lib/branches/schema";
import { useGrantedOverride as spendOverride } from "@/lib/cases/commands";
import { fromDatabase, type PlainDate, toDatabase } from "@/lib/dates/plain-date";
import { today } from "@/lib/dates/today";
import { command } from "@/lib/db/command";
import { newId } from "@/lib/db/id";
import type { Tx } from "@/lib/db/scope";
import type { BranchKind, Line } from "@/lib/generated/prisma/enums";
import { isImpossibleBirth } from "@/lib/members/rules";
import { done, refuse } from "@/lib/result";
import { searchKey } from "@/lib/text/search-key";
import { personSortKey, textSortKey } from "@/lib/text/sort-key";

/**
 * Founds an organisation: its record, its life, the enterprises it covers, its founding members from that day, its first
 * head, in one deed. Judged by the charter of its founding day (V06, V07, V14, V16, V20, V21, V26, V04).
 * Refusals that name rows carry the names of the form's fields.
 */
export const foundBranch = command(
  "branch.found",
  async (viewer, tx, input: FoundingInput) => {
    const place = await foundingPlace(viewer, tx, input);
    if (!place) return refuse("enterprise_not_found");
    const late = futureFields(input, ["establishedOn", "decisionOn"]);
    if (late.length > 0) return refuse("date_in_future", { fields: late });
    const relatives = await findRelatives(viewer, tx, { ...input, unitId: place.unitId });
    if (!relatives.ok) return relatives;
    const people = await checkFounders(viewer, tx, input);
    if (!people.ok) return people;

    const branchId = newId();
    const ruleSet = await rulesOf(viewer, tx, input.line, input.establishedOn);
    const findings = foundingFindings(
      {
        kind: input.kind,
        members: input.founders.length + relatives.value.members,
        cells: input.childIds.length,
        isNew: input.beginning === "established",
        decision: input.decisionOn && {
          on: input.decisionOn,
          bySuperior: await isDirectSuperior(tx, {
            ...input,
            unitId: place.unitId,
            enterpriseId: input.enterpriseId,
            on: input.decisionOn,
          }),
        },
        ...(await stepsTaken(tx, input.line, place.enterpriseIds)),
      },
      ruleSet,
    );
    const blocked = await stillBlocked(viewer, tx, findings, { ...input, branchId });
    if (blocked.length > 0) return refuse("rule_blocks", { findings: blocked });
    if (findings.some(({ rule }) => rule === "V20") && !input.skipReason) {
      return refuse("skip_reason_missing", { findings: unconfirmed(findings, input.confirmed) });
    }
    const unread = unconfirmed(findings, input.confirmed);
    const secondOf = place.organisedBy.length > 0 && !input.confirmed.includes("second") ? place.organisedBy : [];
    const knownElsewhere = input.confirmed.includes("V16") ? [] : await knownElsewhereRows(tx, input.founders);
    if (unread.length + secondOf.length + knownElsewhere.length > 0) {
      return refuse("warnings_unread", { findings: unread, secondOf, knownElsewhere });
    }

    await writeBranch(viewer, tx, input, { branchId, unitId: place.unitId, provinceId: place.provinceId });
    await tx.coverage.createMany({
      data: place.enterpriseIds.map((enterpriseId) => ({
        id: newId(),
        branchId,
        enterpriseId,
        validFrom: toDatabase(input.establishedOn),
      })),
    });
    await tx.branch.updateMany({
      where: { id: { in: input.childIds }, AND: visibleBranches(viewer) },
      data: { parentId: branchId, version: { increment: 1 }, updatedAt: new Date() },
    });
    await writeFounders(viewer, tx, input, branchId);
    return done({ branchId });
  },
  {
    // Somebody was admitted elsewhere between the check and the writing: no row can be named any more.
    membership_one_cell: "founder_in_another_cell_meanwhile",
  },
);

/** The enterprises to be covered, if the viewer answers for all of them on the line; else undefined. */
async function foundingPlace(viewer: Viewer, tx: Tx, { enterpriseId, coveredIds, line }: FoundingInput) {
  const enterpriseIds = [...new Set([enterpriseId, ...coveredIds])];
  const enterprises = await tx.enterprise.findMany({
    where: { id: { in: enterpriseIds }, AND: visibleEnterprises(viewer) },
    select: {
      id: true,
      provinceId: true,
      unionUnitId: true,
      associationUnitId: true,
      coverages: {
        where: { line, voidedAt: null, validTo: null },
        select: { branch: { select: { name: true } } },
      },
    },
  });
  const unitOf = (enterprise: (typeof enterprises)[number]) =>
    line === "union" ? enterprise.unionUnitId : enterprise.associationUnitId;
  const main = enterprises.find(({ id }) => id === enterpriseId);
  const isAllowed = enterprises.every((enterprise) =>
    mayWriteBranch(viewer, { unitId: unitOf(enterprise), line }),
  );
  if (!main || !isAllowed || enterprises.length < enterpriseIds.length) return undefined;
  const { organisedBy, ...place } = {
    enterpriseIds,
    provinceId: main.provinceId,
    unitId: unitOf(main),
    organisedBy: [] as string[],
  };
  return { ...place, organisedBy };
}
