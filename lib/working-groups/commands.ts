import "server-only";
import type { Viewer } from "@/lib/access/policy";
import { listSurveyors } from "@/lib/assignments/queries";
import { toDatabase } from "@/lib/dates/plain-date";
import { today } from "@/lib/dates/today";
import { command } from "@/lib/db/command";
import { newId } from "@/lib/db/id";
import type { Tx } from "@/lib/db/scope";
import { done, refuse } from "@/lib/result";
import { enterprisesOfUnit, groupPage } from "@/lib/working-groups/queries";
import type { Move } from "@/lib/working-groups/rules";
import type {
  GroupInput,
  GroupMemberInput,
  GroupMoveInput,
  GroupProductInput,
  GroupVisitInput,
  LineRemovalInput,
  MemberEndInput,
} from "@/lib/working-groups/schema";

/** Plans a working group of a unit (row 57). */
export const planWorkingGroup = command("working-group.plan", async (viewer, tx, input: GroupInput) => {
  const id = newId();
  const [answer] = await tx.$queryRaw<{ outcome: string }[]>`
    select access.plan_working_group(${id}::uuid, ${input.unitId}::uuid, ${input.name}, ${input.purpose}, ${input.on}::date,
      ${viewer.isDemo}) as outcome`;
  if (answer?.outcome === "done") return done({ groupId: id });
  return refuse(answer?.outcome === "in_future" ? "in_future" : "group_not_found");
});

const MOVING = [
  "not_possible",
  "in_future",
  "before_last_step",
  "reason_needed",
  "document_needed",
  "head_needed",
] as const;

/** One step; the group's row is held, so that of two moves at a moment one is told that it came too late. */
async function move(_viewer: Viewer, tx: Tx, to: Move, input: GroupMoveInput) {
  const [answer] = await tx.$queryRaw<{ outcome: string }[]>`
    select access.move_working_group(${input.groupId}::uuid, ${to}::public.working_group_state, ${input.on}::date, ${input.note},
      ${input.documentNumber}) as outcome`;
  if (answer?.outcome === "done") return done({ groupId: input.groupId });
  return refuse(MOVING.find((refusal) => refusal === answer?.outcome) ?? "group_not_found");
}

/** By a decision with its number, once there is a head. */
export const establishWorkingGroup = command("working-group.establish", (viewer, tx, input: GroupMoveInput) =>
  move(viewer, tx, "established", input),
);

/** It goes out, or out again after its report, with the reason. */
export const sendWorkingGroup = command("working-group.survey", (viewer, tx, input: GroupMoveInput) =>
  move(viewer, tx, "surveying", input),
);

export const reportWorkingGroup = command("working-group.report", (viewer, tx, input: GroupMoveInput) =>
  move(viewer, tx, "reported", input),
);

/** Ends it; before its report with the reason. What it had not surveyed waits for somebody again. */
export const dissolveWorkingGroup = command("working-group.dissolve", (viewer, tx, input: GroupMoveInput) =>
  move(viewer, tx, "dissolved", input),
);

/** Takes the last step back, entered by mistake: it is voided, and the group is where it was before. */
export const undoGroupStep = command(
  "working-group.undo",
  async (_viewer, tx, input: { groupId: string }) => {
    const [answer] = await tx.$queryRaw<{ outcome: string }[]>`
    select access.undo_working_group_step(${input.groupId}::uuid) as outcome`;
    if (answer?.outcome === "done") return done({ groupId: input.groupId });
    return refuse(answer?.outcome === "not_possible" ? "not_possible" : "group_not_found");
  },
);

async function editable(viewer: Viewer, tx: Tx, groupId: string) {
  const group = await groupPage(viewer, tx, groupId);
  return group?.isEditable ? group : null;
}

const ONE_HEAD = { working_group_member_one_head: "head_there_is" } as const;

/** Puts somebody in: an officer by account, or anybody in words; one head at a time. */
export const addGroupMember = command(
  "working-group.add-member",
  async (viewer, tx, input: GroupMemberInput) => {
    const group = await editable(viewer, tx, input.groupId);
    if (!group) return refuse("group_not_found");
    const account = input.accountId
      ? (await listSurveyors(viewer, tx)).find(({ id }) => id === input.accountId)
      : undefined;
    if (input.accountId && !account) return refuse("account_not_found");
    const { validFrom, validTo, ...said } = input;
    await tx.workingGroupMember.createMany({
      data: [
        {
          ...{ ...said, id: newId(), name: said.name ?? account?.name ?? "" },
          ...{ validFrom: toDatabase(validFrom), validTo: validTo && toDatabase(validTo) },
          ...{ recordedById: viewer.accountId, isDemo: viewer.isDemo },
        },
      ],
    });
    return done({ groupId: group.id });
  },
  ONE_HEAD,
);

/** Somebody leaves the group: the row is voided and written anew with its end. */
export const endGroupMember = command(
  "working-group.end-member",
  async (viewer, tx, input: MemberEndInput) => {
    const found = await tx.workingGroupMember.findFirst({
      where: { id: input.memberId, voidedAt: null, validTo: null },
      select: {
        ...{ id: true, groupId: true, accountId: true, name: true, body: true, role: true, validFrom: true },
        isDemo: true,
      },
    });
    const group = found && (await editable(viewer, tx, found.groupId));
    if (!found || !group) return refuse("group_not_found");
    if (input.on > today()) return refuse("in_future");
    if (toDatabase(input.on) < found.validFrom) return refuse("before_joined");
    await tx.workingGroupMember.updateMany({
      where: { id: found.id, groupId: group.id, voidedAt: null },
      data: { voidedAt: new Date() },
    });
    // Who leaves on the day they came was never in it.
    if (toDatabase(input.on) > found.validFrom) {
      await tx.workingGroupMember.createMany({
        data: [{ ...found, id: newId(), validTo: toDatabase(input.on), recordedById: viewer.accountId }],
      });
    }
    return done({ groupId: group.id });
  },
);

/** Plans where the group goes on which day. */
export const planGroupVisit = command(
  "working-group.plan-visit",
  async (viewer, tx, input: GroupVisitInput) => {
    const group = await editable(viewer, tx, input.groupId);
    if (!group) return refuse("group_not_found");
    if (input.enterpriseId) {
      const own = await enterprisesOfUnit(viewer, tx, group.unitId);
      if (!own.some(({ id }) => id === input.enterpriseId)) return refuse("enterprise_not_found");
    }
    await tx.workingGroupVisit.createMany({
      data: [
        {
          ...{ ...input, id: newId(), plannedOn: toDatabase(input.plannedOn) },
          ...{ recordedById: viewer.accountId, isDemo: viewer.isDemo },
        },
      ],
    });
    return done({ groupId: group.id });
  },
);

/** What the group made: advice given, a report, something else; on a day that has come (V26). */
export const addGroupProduct = command(
  "working-group.add-product",
  async (viewer, tx, input: GroupProductInput) => {
    const group = await editable(viewer, tx, input.groupId);
    if (!group) return refuse("group_not_found");
    if (input.on > today()) return refuse("in_future");
    await tx.workingGroupProduct.createMany({
      data: [
        {
          ...{ ...input, id: newId(), on: toDatabase(input.on) },
          ...{ recordedById: viewer.accountId, isDemo: viewer.isDemo },
        },
      ],
    });
    return done({ groupId: group.id });
  },
);

/** Takes a line of the schedule or of the products back. */
export const removeGroupLine = command(
  "working-group.remove-line",
  async (viewer, tx, input: LineRemovalInput) => {
    const group = await editable(viewer, tx, input.groupId);
    if (!group) return refuse("group_not_found");
    const where = { id: input.line.id, groupId: group.id, voidedAt: null };
    const data = { voidedAt: new Date() };
    const { count } =
      input.line.kind === "visit"
        ? await tx.workingGroupVisit.updateMany({ where, data })
        : await tx.workingGroupProduct.updateMany({ where, data });
    return count === 0 ? refuse("line_not_found") : done({ groupId: group.id });
  },
);
