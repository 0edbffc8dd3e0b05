import "server-only";
import { desksOf, ownProvincesOf, type Viewer, visibleOfBranches } from "@/lib/access/policy";
import { toDatabase } from "@/lib/dates/plain-date";
import { today } from "@/lib/dates/today";
import { command } from "@/lib/db/command";
import { newId } from "@/lib/db/id";
import type { Tx } from "@/lib/db/scope";
import { findPartner } from "@/lib/partners/queries";
import type {
  AgreementBackInput,
  AgreementInput,
  JointBackInput,
  JointInput,
  PartnerInput,
  RenameInput,
} from "@/lib/partners/schema";
import { done, refuse } from "@/lib/result";
import { textSortKey } from "@/lib/text/sort-key";

const noted = (viewer: Viewer) => ({ id: newId(), recordedById: viewer.accountId, isDemo: viewer.isDemo });

const writeName = (
  viewer: Viewer,
  tx: Tx,
  partnerId: string,
  { name, contact, validFrom }: Pick<RenameInput, "name" | "contact" | "validFrom">,
) =>
  tx.partnerName.create({
    data: {
      ...{ ...noted(viewer), partnerId, name, contact },
      ...{ sortKey: textSortKey(name), validFrom: toDatabase(validFrom) },
    },
    select: { id: true },
  });

/** Puts a body into the province's catalogue (plan row 49), kept by a unit or by the province. */
export const addPartner = command("partner.add", async (viewer, tx, input: PartnerInput) => {
  const isOwn =
    desksOf(viewer, "union").includes(input.unitId) || desksOf(viewer, "association").includes(input.unitId);
  if (!isOwn) return refuse("not_yours");
  if (input.validFrom > today()) return refuse("in_future");
  const { unitId, kind } = input;
  const partner = await tx.partner.create({ data: { ...noted(viewer), unitId, kind }, select: { id: true } });
  await writeName(viewer, tx, partner.id, input);
  return done({ partnerId: partner.id });
});

/** Another name from a day on; for a day that has one already it is put right, the row before it voided. */
export const renamePartner = command("partner.rename", async (viewer, tx, input: RenameInput) => {
  const partner = await findPartner(viewer, tx, input.partnerId);
  if (!partner?.isKeeper) return refuse("partner_not_found");
  if (input.validFrom > today()) return refuse("in_future");
  await tx.partnerName.updateMany({
    where: {
      ...{ partnerId: partner.id, provinceId: { in: ownProvincesOf(viewer) }, voidedAt: null },
      validFrom: toDatabase(input.validFrom),
    },
    data: { voidedAt: new Date() },
  });
  await writeName(viewer, tx, partner.id, input);
  return done({ partnerId: partner.id });
});

/** Enters a coordination agreement in the name of a unit or of the province. */
export const recordAgreement = command("partner.agree", async (viewer, tx, input: AgreementInput) => {
  const partner = await findPartner(viewer, tx, input.partnerId);
  if (!partner) return refuse("partner_not_found");
  if (!desksOf(viewer, input.line).includes(input.unitId)) return refuse("not_yours");
  if (input.signedOn > today()) return refuse("in_future");
  if (input.untilOn && input.untilOn < input.signedOn) return refuse("days_reversed");
  const { signedOn, untilOn, ...said } = input;
  await tx.partnerAgreement.create({
    data: {
      ...{ ...noted(viewer), ...said },
      ...{ signedOn: toDatabase(signedOn), untilOn: untilOn && toDatabase(untilOn) },
    },
    select: { id: true },
  });
  return done({ partnerId: partner.id });
});

/** Enters something done together, by an activity of one's organisations or in words. */
export const recordJoint = command("partner.join", async (viewer, tx, input: JointInput) => {
  const partner = await findPartner(viewer, tx, input.partnerId);
  if (!partner) return refuse("partner_not_found");
  if (!desksOf(viewer, input.line).includes(input.unitId)) return refuse("not_yours");
  if (input.on > today()) return refuse("in_future");
  if (input.activityId) {
    const activity = await tx.activity.findFirst({
      where: { AND: visibleOfBranches(viewer), id: input.activityId, voidedAt: null },
      select: { id: true },
    });
    if (!activity) return refuse("activity_not_found");
  }
  const { on, ...said } = input;
  await tx.partnerActivity.create({
    data: { ...noted(viewer), ...said, on: toDatabase(on) },
    select: { id: true },
  });
  return done({ partnerId: partner.id });
});

/** Rows of a partner that the viewer's desk wrote, of a line. */
const own = (viewer: Viewer) => ({
  voidedAt: null,
  provinceId: { in: ownProvincesOf(viewer) },
  OR: (["union", "association"] as const).map((line) => ({ line, unitId: { in: desksOf(viewer, line) } })),
});

export const takeBackAgreement = command(
  "partner.take-back-agreement",
  async (viewer, tx, input: AgreementBackInput) => {
    const where = { ...own(viewer), id: input.agreementId };
    const found = await tx.partnerAgreement.findFirst({ where, select: { partnerId: true } });
    if (!found) return refuse("agreement_not_found");
    await tx.partnerAgreement.updateMany({ where, data: { voidedAt: new Date() } });
    return done(found);
  },
);

export const takeBackJoint = command("partner.take-back-joint", async (viewer, tx, input: JointBackInput) => {
  const where = { ...own(viewer), id: input.jointId };
  const found = await tx.partnerActivity.findFirst({ where, select: { partnerId: true } });
  if (!found) return refuse("joint_not_found");
  await tx.partnerActivity.updateMany({ where, data: { voidedAt: new Date() } });
  return done(found);
});
