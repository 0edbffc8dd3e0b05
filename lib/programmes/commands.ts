import "server-only";
import { unitsOf, type Viewer, visibleOfBranches } from "@/lib/access/policy";
import { toDatabase } from "@/lib/dates/plain-date";
import { command } from "@/lib/db/command";
import { newId } from "@/lib/db/id";
import type { Tx } from "@/lib/db/scope";
import { branchesOfUnit, findItem, programmePage } from "@/lib/programmes/queries";
import type { ItemInput, ProgrammeInput } from "@/lib/programmes/schema";
import { done, refuse } from "@/lib/result";

/** Begins a unit's programme of activities, or changes its name, period and note. */
export const saveProgramme = command("programme.save", async (viewer, tx, input: ProgrammeInput) => {
  const { programmeId, version, unitId, ...given } = input;
  const data = { ...given, startsOn: toDatabase(given.startsOn), endsOn: toDatabase(given.endsOn) };
  if (!programmeId) {
    if (!unitsOf(viewer).includes(unitId)) return refuse("programme_not_found");
    const id = newId();
    await tx.programme.create({
      data: { ...data, id, unitId, recordedById: viewer.accountId, isDemo: viewer.isDemo },
      select: { id: true },
    });
    return done({ programmeId: id });
  }
  const programme = await programmePage(viewer, tx, programmeId);
  if (!programme?.isEditable) return refuse("programme_not_found");
  const saved = await tx.programme.updateMany({
    where: { id: programme.id, version: version ?? 0, unitId: { in: unitsOf(viewer) } },
    data: { ...data, version: { increment: 1 } },
  });
  return saved.count === 0 ? refuse("programme_changed_meanwhile") : done({ programmeId: programme.id });
});

/** Plans an activity in a programme, on a day of its period; an organisation it is given to is the unit's own. */
export const planItem = command("programme.plan-item", async (viewer, tx, input: ItemInput) => {
  const programme = await programmePage(viewer, tx, input.programmeId);
  if (!programme?.isEditable) return refuse("programme_not_found");
  return write(viewer, tx, programme, newId(), input);
});

type Item = Omit<ItemInput, "programmeId">;
type Home = { id: string; unitId: string; startsOn: string; endsOn: string };

async function write(viewer: Viewer, tx: Tx, programme: Home, itemId: string, input: Item) {
  const { id: programmeId, unitId, startsOn, endsOn } = programme;
  if (input.plannedOn < startsOn || input.plannedOn > endsOn)
    return refuse("outside_period", { startsOn, endsOn });
  if (input.branchId) {
    const branches = await branchesOfUnit(viewer, tx, unitId);
    if (!branches.some(({ id }) => id === input.branchId)) return refuse("branch_not_found");
  }
  const { needs, title, kind, form, plannedOn, responsible, audience, branchId } = input;
  await tx.programmeItem.createMany({
    data: [
      {
        ...{ id: newId(), itemId, programmeId, needs, title, kind, form, responsible, audience, branchId },
        plannedOn: toDatabase(plannedOn),
        ...{ recordedById: viewer.accountId, isDemo: viewer.isDemo },
      },
    ],
  });
  return done({ programmeId, itemId });
}

const MEANWHILE = { programme_item_one_standing: "item_changed_meanwhile" } as const;

/** Changes an item: the row it was is voided and stays known, its activities stay with its key. */
export const changeItem = command(
  "programme.change-item",
  async (viewer, tx, { itemId, version, ...input }: Item & { itemId: string; version?: number | null }) => {
    const item = await findItem(viewer, tx, itemId);
    const programme = item?.isEditable ? await programmePage(viewer, tx, item.programmeId) : null;
    if (!item || !programme) return refuse("item_not_found");
    if (typeof version === "number" && version !== item.earlier.length) {
      const { title, plannedOn, responsible, earlier } = item;
      return refuse("item_stale", { version: earlier.length, title, plannedOn, responsible });
    }
    if (!(await voided(viewer, tx, item.id))) return refuse("item_changed_meanwhile");
    return write(viewer, tx, programme, itemId, input);
  },
  MEANWHILE,
);

/** Takes an item out of its programme; one that was done stays. */
export const removeItem = command("programme.remove-item", async (viewer, tx, input: { itemId: string }) => {
  const item = await findItem(viewer, tx, input.itemId);
  if (!item?.isEditable) return refuse("item_not_found");
  if (item.activities > 0) return refuse("item_done");
  if (!(await voided(viewer, tx, item.id))) return refuse("item_changed_meanwhile");
  return done({ programmeId: item.programmeId });
});

async function voided(viewer: Viewer, tx: Tx, id: string): Promise<boolean> {
  const { count } = await tx.programmeItem.updateMany({
    where: { AND: visibleOfBranches(viewer), id, voidedAt: null },
    data: { voidedAt: new Date() },
  });
  return count === 1;
}
