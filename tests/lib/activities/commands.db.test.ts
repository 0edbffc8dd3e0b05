import { describe, expect, it } from "vitest";
import { recordActivity, takeBackActivity } from "@/lib/activities/commands";
import { activitiesPage } from "@/lib/activities/queries";
import type { ActivityInput } from "@/lib/activities/schema";
import { branchEvidence } from "@/lib/branches/queries";
import { addDays } from "@/lib/dates/plain-date";
import { today } from "@/lib/dates/today";
import { newId } from "@/lib/db/id";
import { withViewer } from "@/lib/db/scope";
import { owner } from "@/tests/support/database";
import { branch, deed, viewer } from "@/tests/support/factories";
import { activity, foundingPlace, plainActivity } from "@/tests/support/factories-branches";

async function organisation() {
  const place = await foundingPlace();
  const { provinceId, unitId } = place;
  const branchId = await branch({ provinceId, unitId });
  const secretary = await viewer({ role: "branch_secretary", provinceId, unitId, branchId });
  const neighbour = await viewer({
    role: "branch_secretary",
    provinceId,
    unitId,
    branchId: await branch({ provinceId, unitId }),
  });
  return { ...place, branchId, secretary, neighbour };
}

const meeting = (branchId: string, changed: Partial<ActivityInput> = {}): ActivityInput => ({
  ...plainActivity,
  branchId,
  title: "Sinh hoạt tháng 11",
  participants: 7,
  benefitsYouth: true,
  ...changed,
});

const refusal = (answer: { ok: true } | { ok: false; refusal: string }) =>
  answer.ok ? "done" : answer.refusal;
const strangers = ["sibling", "foreigner", "hoiOfficer", "department", "board", "neighbour"] as const;

describe("activities", () => {
  it.each(["officer", "secretary"] as const)("are recorded by the %s", async (who) => {
    const place = await organisation();
    const actor = place[who];
    expect(refusal(await recordActivity(actor, deed(), meeting(place.branchId)))).toBe("done");
    const page = await withViewer(actor, (tx) => activitiesPage(actor, tx, place.branchId));
    expect(page?.activities).toMatchObject([
      { title: "Sinh hoạt tháng 11", on: "2014-11-20", participants: 7, recordedBy: actor.name },
    ]);
  });

  it("keep not counted apart from nobody came", async () => {
    const { secretary, branchId } = await organisation();
    await recordActivity(secretary, deed(), meeting(branchId, { participants: null }));
    await recordActivity(secretary, deed(), meeting(branchId, { participants: 0, on: "2014-11-21" }));
    const { rows } = await owner.query(
      'select participants from activity where branch_id = $1 order by "on"',
      [branchId],
    );
    expect(rows).toEqual([{ participants: null }, { participants: 0 }]);
  });

  it("are written once when the same request comes again", async () => {
    const { secretary, branchId } = await organisation();
    const asked = deed();
    const first = await recordActivity(secretary, asked, meeting(branchId));
    expect(await recordActivity(secretary, asked, meeting(branchId))).toEqual(first);
    const { rows } = await owner.query("select count(*)::int from activity where branch_id = $1", [branchId]);
    expect(rows).toEqual([{ count: 1 }]);
  });

  it.each([
    ["V26: tomorrow", addDays(today(), 1), "date_in_future"],
    ["before the organisation was there", "2011-12-31", "branch_not_alive_then"],
  ])("are refused %s", async (_, on, expected) => {
    const { secretary, branchId } = await organisation();
    expect(refusal(await recordActivity(secretary, deed(), meeting(branchId, { on })))).toBe(expected);
  });

  it("taken back no longer speak for the organisation, but did until then", async () => {
    const { secretary, branchId } = await organisation();
    const recorded = await recordActivity(secretary, deed(), meeting(branchId));
    if (!recorded.ok) throw new Error(recorded.refusal);
    const before = new Date();
    const { activityId } = recorded.value;
    expect(refusal(await takeBackActivity(secretary, deed("Ghi trùng"), { activityId }))).toBe("done");
    const last = (knownAt: Date) =>
      withViewer(secretary, async (tx) => {
        const [facts] = await branchEvidence(secretary, tx, {
          asOf: "2014-12-15",
          knownAt,
          branchIds: [branchId],
        });
        return facts?.lastActivityOn;
      });
    expect(await last(before)).toBe("2014-11-20");
    expect(await last(new Date())).toBeNull();
    expect(refusal(await takeBackActivity(secretary, deed("Lần nữa"), { activityId }))).toBe(
      "activity_not_found",
    );
  });

  it.each(strangers)("are neither recorded nor taken back by %s", async (who) => {
    const place = await organisation();
    const activityId = await activity(place.branchId, "2014-11-01");
    expect(refusal(await recordActivity(place[who], deed(), meeting(place.branchId)))).toBe(
      "branch_not_found",
    );
    expect(refusal(await takeBackActivity(place[who], deed("Thử"), { activityId }))).toBe(
      "activity_not_found",
    );
  });

  it.each(["sibling", "foreigner", "department", "board", "neighbour"] as const)(
    "the database itself takes none from %s",
    async (who) => {
      const place = await organisation();
      await activity(place.branchId, "2014-11-01");
      const added = withViewer(
        place[who],
        (tx) => tx.$executeRaw`insert into activity (id, branch_id, kind, "on", title, recorded_by_id)
          values (${newId()}::uuid, ${place.branchId}::uuid, 'meeting', '2014-11-02', 'x', ${newId()}::uuid)`,
      );
      await expect(added).rejects.toThrow(/row-level security/);
      const changed = await withViewer(
        place[who],
        (tx) =>
          tx.$executeRaw`update activity set voided_at = now() where branch_id = ${place.branchId}::uuid`,
      );
      expect(changed).toBe(0);
    },
  );

  it("are read page by page, the latest first, each once", async () => {
    const { officer, branchId } = await organisation();
    for (let number = 0; number < 53; number += 1)
      await activity(branchId, addDays("2014-01-01", number % 9));
    const first = await withViewer(officer, (tx) => activitiesPage(officer, tx, branchId));
    const second = await withViewer(officer, (tx) =>
      activitiesPage(officer, tx, branchId, first?.next ?? undefined),
    );
    const seen = [...(first?.activities ?? []), ...(second?.activities ?? [])];
    expect(new Set(seen.map(({ id }) => id)).size).toBe(53);
    expect(seen.map(({ on }) => on)).toEqual(
      seen
        .map(({ on }) => on)
        .sort()
        .reverse(),
    );
    expect(second?.next).toBeNull();
  });
});
