import "server-only";
import { can, type Viewer } from "@/lib/access/policy";
import { findCommune } from "@/lib/areas/queries";
import { fromDatabase, type PlainDate, toDatabase } from "@/lib/dates/plain-date";
import { today } from "@/lib/dates/today";
import { command } from "@/lib/db/command";
import { newId } from "@/lib/db/id";
import type { Tx } from "@/lib/db/scope";
import {
  findEnterprise,
  isTaxCodeTaken,
  likelyDuplicates,
  unitsToRegisterFor,
} from "@/lib/enterprises/queries";
import type { ChangeInput, RegistrationInput, VisitInput } from "@/lib/enterprises/schema";
import { Line } from "@/lib/generated/prisma/enums";
import { fixMissingGoals } from "@/lib/plans/commands";
import { done, refuse } from "@/lib/result";
import { enterpriseNameKey, searchKey } from "@/lib/text/search-key";
import { textSortKey } from "@/lib/text/sort-key";

/** What the database says when two register the same code at once (V19). */
const CONFLICTS = { enterprise_tax_code_once: "tax_code_taken" } as const;

/**
 * Registers an enterprise under the officer's unit on both lines, with what counts for K1 from its first day, and its
 * goals under the plan in force. Likely duplicates in the own scope are a warning to be seen once (V16); a tax code
 * taken anywhere in the province is a refusal that says no more than that (V19).
 */
export const registerEnterprise = command(
  "enterprise.register",
  async (viewer, tx, input: RegistrationInput) => {
    const units = await unitsToRegisterFor(viewer, tx);
    if (!units.some(({ id }) => id === input.unitId)) return refuse("unit_not_found");
    if (!can(viewer, "enterprise.write", { unitIds: [input.unitId] })) return refuse("unit_not_found");
    const validFrom = input.validFrom ?? today();
    if (validFrom > today()) return refuse("date_in_future");
    const place = await findCommune(viewer, tx, input.areaId);
    if (!place.ok) return refuse("area_not_valid", { successors: place.successors });
    if (input.taxCode && (await isTaxCodeTaken(viewer, tx, input.taxCode))) return refuse("tax_code_taken");
    const duplicates = await likelyDuplicates(viewer, tx, {
      name: input.name,
      taxCode: input.taxCode?.code10,
    });
    if (duplicates.length > 0 && !input.confirmed) return refuse("likely_duplicates", { duplicates });

    const id = newId();
    const unit = await tx.unit.findUniqueOrThrow({
      where: { id: input.unitId },
      select: { provinceId: true },
    });
    await tx.enterprise.create({
      data: {
        ...recordOf(input),
        id,
        provinceId: unit.provinceId,
        unionUnitId: input.unitId,
        associationUnitId: input.unitId,
        createdById: viewer.accountId,
      },
      select: { id: true },
    });
    await tx.enterpriseVersion.createMany({
      data: [{ ...versionOf(id, input), validFrom: toDatabase(validFrom) }],
    });
    await tx.enterpriseManagement.createMany({
      data: Object.values(Line).map((line) => ({
        id: newId(),
        enterpriseId: id,
        line,
        unitId: input.unitId,
        validFrom: toDatabase(validFrom),
      })),
    });
    await writeEntrepreneurship(tx, id, null, input.entrepreneurSince);
    await fixMissingGoals(viewer, tx, [id]);
    return done({ id });
  },
  CONFLICTS,
);

/**
 * Changes an enterprise from a day on, or corrects what was written: the row that was wrong is voided, never edited, so
 * that what was known last year stays known. A stale version comes back with what is there now.
 */
export const changeEnterprise = command(
  "enterprise.change",
  async (viewer, tx, input: ChangeInput) => {
    const now = await findEnterprise(viewer, tx, input.enterpriseId);
    if (!now?.isEditable) return refuse("enterprise_not_found");
    if (now.version !== input.version) return refuse("enterprise_changed_meanwhile", { theirs: now });
    if (input.areaId !== now.areaId) {
      const place = await findCommune(viewer, tx, input.areaId);
      if (!place.ok) return refuse("area_not_valid", { successors: place.successors });
    }
    if (input.taxCode && (await isTaxCodeTaken(viewer, tx, input.taxCode, now.id)))
      return refuse("tax_code_taken");
    // The record first: of two who save at once, one waits here and then sees what the other wrote.
    const changed = await tx.enterprise.updateMany({
      where: { id: now.id, version: input.version },
      data: { ...recordOf(input), version: { increment: 1 }, updatedAt: new Date() },
    });
    if (changed.count === 0) {
      const theirs = await findEnterprise(viewer, tx, now.id);
      return theirs ? refuse("enterprise_changed_meanwhile", { theirs }) : refuse("enterprise_not_found");
    }
    if (countsDifferently(now, input)) {
      const written = await writeVersion(tx, input);
      if (written) return refuse(written);
    }
    await writeEntrepreneurship(tx, now.id, now.entrepreneurSince, input.entrepreneurSince);
    await fixMissingGoals(viewer, tx, [now.id]);
    return done({ id: now.id });
  },
  {
    ...CONFLICTS,
    enterprise_version_no_overlap: "period_overlaps",
    entrepreneur_membership_no_overlap: "entrepreneur_period_overlaps",
  },
);

type Facts = Pick<RegistrationInput, "name" | "legalForm" | "ownership" | "status" | "areaId">;

const countsDifferently = (now: Facts, input: Facts): boolean =>
  (["name", "legalForm", "ownership", "status", "areaId"] as const).some(
    (field) => now[field] !== input[field],
  );

/** Voids the standing version and writes what takes its place: corrected whole, or closed and followed by the new one. */
async function writeVersion(
  tx: Tx,
  input: ChangeInput,
): Promise<"kind_missing" | "date_in_future" | "before_last_change" | undefined> {
  if (!input.kind) return "kind_missing";
  const open = await tx.enterpriseVersion.findFirst({
    where: { enterpriseId: input.enterpriseId, voidedAt: null, validTo: null },
    orderBy: { validFrom: "desc" },
  });
  const began = open ? fromDatabase(open.validFrom) : undefined;
  const from: PlainDate | undefined = input.kind === "correction" ? began : (input.validFrom ?? undefined);
  if (!from || (input.kind === "change" && from > today())) return "date_in_future";
  if (input.kind === "change" && began && from <= began) return "before_last_change";
  if (open) {
    await tx.enterpriseVersion.updateMany({
      where: { id: open.id, voidedAt: null },
      data: { voidedAt: new Date() },
    });
    if (input.kind === "change") {
      const { provinceId: _p, unionUnitId: _u, associationUnitId: _a, recordedAt: _r, ...was } = open;
      await tx.enterpriseVersion.createMany({ data: [{ ...was, id: newId(), validTo: toDatabase(from) }] });
    }
  }
  await tx.enterpriseVersion.createMany({
    data: [{ ...versionOf(input.enterpriseId, input), validFrom: toDatabase(from), reason: input.reason }],
  });
  return undefined;
}

const versionOf = (enterpriseId: string, { name, legalForm, ownership, status, areaId }: Facts) => ({
  id: newId(),
  enterpriseId,
  name,
  legalForm,
  ownership,
  status,
  areaId,
});

type RecordInput = Omit<RegistrationInput, "validFrom" | "unitId" | "confirmed">;

const recordOf = (input: RecordInput) => ({
  name: input.name,
  shortName: input.shortName,
  searchKey: searchKey([input.name, input.shortName ?? ""].join(" ").trim()),
  nameKey: enterpriseNameKey(input.name),
  sortKey: textSortKey(input.name),
  taxCode: input.taxCode?.code10 ?? null,
  taxBranch: input.taxCode?.branch ?? null,
  hasNoTaxCode: input.hasNoTaxCode,
  legalForm: input.legalForm,
  ownership: input.ownership,
  status: input.status,
  industry: input.industry,
  areaId: input.areaId,
  address: input.address,
  startedYear: input.startedYear,
  representative: input.representative,
  phone: input.phone?.e164 ?? null,
  isHeadOffice: input.isHeadOffice,
});

/** Membership of Hội Doanh nhân trẻ (row 44): a corrected beginning voids the old row, an emptied one ends it today. */
async function writeEntrepreneurship(
  tx: Tx,
  enterpriseId: string,
  was: PlainDate | null,
  since: PlainDate | null,
): Promise<void> {
  if (was === since) return;
  const open = { enterpriseId, voidedAt: null, validTo: null };
  await tx.entrepreneurMembership.updateMany({ where: open, data: { voidedAt: new Date() } });
  const row = { id: newId(), enterpriseId };
  if (since) {
    await tx.entrepreneurMembership.createMany({ data: [{ ...row, validFrom: toDatabase(since) }] });
  } else if (was && was < today()) {
    await tx.entrepreneurMembership.createMany({
      data: [{ ...row, validFrom: toDatabase(was), validTo: toDatabase(today()) }],
    });
  }
}

/** A contact or visit, added to the history and never overwritten (row 10). V26: not in the future. */
export const recordVisit = command("visit.record", async (viewer: Viewer, tx: Tx, input: VisitInput) => {
  const enterprise = await findEnterprise(viewer, tx, input.enterpriseId);
  if (!enterprise?.isEditable) return refuse("enterprise_not_found");
  if (input.on > today()) return refuse("date_in_future");
  const visit = await tx.visit.create({
    data: { ...input, id: newId(), on: toDatabase(input.on), recordedById: viewer.accountId },
    select: { id: true },
  });
  return done(visit);
});
