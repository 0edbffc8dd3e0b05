import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { branchPage, diagnoses, listBranches } from "@/lib/branches/queries";
import { SIGNALS } from "@/lib/branches/rules";
import { addDays } from "@/lib/dates/plain-date";
import { today } from "@/lib/dates/today";
import { newId } from "@/lib/db/id";
import { withViewer } from "@/lib/db/scope";
import { indicatorRecords } from "@/lib/indicators/queries";
import { owner } from "@/tests/support/database";
import { branch, enterprise, member, row } from "@/tests/support/factories";
import { activity, foundingPlace, measure, post } from "@/tests/support/factories-branches";
import { plan } from "@/tests/support/factories-plans";
import { rated } from "@/tests/support/factories-ratings";

const place = await foundingPlace();
const { provinceId, unitId, officer, sibling, hoiDepartment, department, foreigner } = place;

/** Signals of one organisation on a day, as somebody sees them. */
const signalsOf = (branchId: string, asOf: string, who = officer, knownAt = new Date()) =>
  withViewer(who, async (tx) => {
    const [found] = await diagnoses(who, tx, { asOf, knownAt, branchIds: [branchId] });
    return found?.signals.map(({ code, words }) => `${code}: ${words}`);
  });

/** An organisation with three members, a secretary and a meeting shortly before the day. */
async function soundOn(on: string) {
  const branchId = await branch({ provinceId, unitId });
  const people = [await member({ branchId }), await member({ branchId }), await member({ branchId })];
  const [first] = people;
  if (!first) throw new Error("nobody");
  const { personId } = first;
  await owner.query("update membership set recorded_at = '2012-01-02' where branch_id = $1", [branchId]);
  const postId = await post(branchId, personId, { recorded_at: "2012-01-02" });
  const meeting = await activity(branchId, addDays(on, -3));
  await owner.query("update activity set recorded_at = $2 where id = $1", [meeting, addDays(on, -2)]);
  return { branchId, personId, people, postId };
}

describe("health of an organisation from its rows, as of a day (rows 12, 37)", () => {
  const on = "2014-06-15";

  it("is sound with members, a head and a meeting; each thing that goes wrong is told with its day", async () => {
    const { branchId, personId, people, postId } = await soundOn(on);
    expect(await signalsOf(branchId, on)).toEqual([]);
    const away = await row("membership_status", {
      ...{ person_id: personId, branch_id: branchId, kind: "lost_contact", valid_from: "2014-06-01" },
      ...{ recorded_at: "2014-06-02", recorded_by_id: newId() },
    });
    expect(await signalsOf(branchId, on)).toEqual(["no_head: bí thư mất liên lạc từ 01/06/2014"]);
    expect(await signalsOf(branchId, "2014-05-31")).not.toContainEqual(expect.stringMatching(/^no_head/));
    // As it was known before anybody wrote it down.
    expect(await signalsOf(branchId, on, officer, new Date("2014-06-01T12:00:00Z"))).not.toContainEqual(
      expect.stringMatching(/^no_head/),
    );
    await owner.query("update membership_status set voided_at = now() where id = $1", [away]);
    await owner.query("update post set voided_at = now() where id = $1", [postId]);
    await post(branchId, personId, { valid_to: "2014-05-20", recorded_at: "2014-05-20" });
    await owner.query("update membership set valid_to = '2014-05-25', end_kind = 'left' where id = $1", [
      people[2]?.membershipId,
    ]);
    expect(await signalsOf(branchId, on)).toEqual([
      "few_members: chỉ có 2 đoàn viên, cần ít nhất 3",
      "no_head: khuyết bí thư từ 20/05/2014",
    ]);
  });

  it("counts the days without news from when it was written down, not from when it happened", async () => {
    const { branchId } = await soundOn("2014-06-15");
    // Long after: the activity is also long ago, so only the day of writing is moved.
    const late = await activity(branchId, "2014-09-01");
    await owner.query("update activity set recorded_at = '2014-11-01' where id = $1", [late]);
    expect(await signalsOf(branchId, "2014-10-20")).toEqual([
      "not_updated: 129 ngày chưa ghi gì mới, lần cuối ngày 13/06/2014",
    ]);
    expect(await signalsOf(branchId, "2014-11-02")).toEqual([]);
  });

  it("compares the two latest concluded ratings of one scheme only", async () => {
    const { branchId } = await soundOn(on);
    await rated(branchId, "self", { year: 2012, step: 1 });
    await rated(branchId, "superior", { year: 2012, step: 1 });
    await rated(branchId, "final", { year: 2012, step: 1 });
    for (const stage of ["self", "superior", "final"] as const) {
      await rated(branchId, stage, { year: 2013, step: 3 });
    }
    await owner.query("update branch_rating set recorded_at = decided_on where branch_id = $1", [branchId]);
    expect(await signalsOf(branchId, on)).toEqual([
      "rating_falling: xếp loại giảm: Xuất sắc (2012), Trung bình (2013)",
    ]);
    expect(await signalsOf(branchId, "2013-12-01")).not.toContainEqual(expect.stringMatching(/^rating/));
  });

  it("is the same for everybody who sees the organisation, and nobody else is told", async () => {
    const { branchId } = await soundOn(on);
    await owner.query("update membership set voided_at = now() where branch_id = $1", [branchId]);
    const own = await signalsOf(branchId, on);
    expect(own?.length).toBeGreaterThan(0);
    expect(await signalsOf(branchId, on, department)).toEqual(own);
    expect(await signalsOf(branchId, on, hoiDepartment)).toEqual(own);
    expect(await signalsOf(branchId, on, sibling)).toBeUndefined();
    expect(await signalsOf(branchId, on, foreigner)).toBeUndefined();
    // Nor in a statement of their own.
    const rows = await withViewer(
      foreigner,
      (tx) => tx.$queryRaw`select * from access.branch_signs(${on}::date, now(), ${[branchId]}::uuid[])`,
    );
    expect(rows).toEqual([]);
  });

  it("the list, its filter and the page say one thing", async () => {
    const branchId = await branch({ provinceId, unitId, name: "Chi đoàn thử danh sách" });
    const ask = (health: "weak" | "watch" | "healthy") =>
      withViewer(officer, (tx) => listBranches(officer, tx, { health, q: "thử danh sách" }));
    expect((await ask("weak")).rows).toMatchObject([{ id: branchId, condition: "weak" }]);
    expect((await ask("watch")).rows).toEqual([]);
    expect((await ask("healthy")).rows).toEqual([]);
    const page = await withViewer(officer, (tx) => branchPage(officer, tx, branchId));
    expect(page).toMatchObject({ condition: "weak", health: { healthy: false } });
    const grave = page?.signals.filter(({ isGrave }) => isGrave).map(({ words }) => words);
    expect(page?.health.reasons).toEqual(grave);
    expect(SIGNALS).toContain(page?.signals[0]?.code);
  });
});

/** A congress that is recognised opens another period of the due date, as the program's own deed does. */
async function recognised(branchId: string, heldOn: string): Promise<void> {
  const client = await owner.connect();
  await client.query("begin");
  await client.query("select set_config('app.deed', 'congress.recognise', true)");
  await client.query(
    `update branch set last_congress_on = $2, congress_due_on = $2::date + 900, congress_extended_to = null where id = $1`,
    [branchId, heldOn],
  );
  await client.query("commit");
  client.release();
}

describe("SQL and TypeScript agree, whatever the history and the day", () => {
  it("K16: overdue by the indicator is overdue by health; K12: its list is who has a measure done", async () => {
    await plan({
      provinceId,
      issuedOn: "2012-01-01",
    });
    const day = fc.integer({ min: 0, max: 1060 }).map((days) => addDays("2012-01-10", days));
    const history = fc.record({
      due: fc.option(day),
      held: fc.option(day),
      extended: fc.boolean(),
      done: fc.option(day),
      asked: fc.array(day, { minLength: 1, maxLength: 2 }),
    });
    await fc.assert(
      fc.asyncProperty(history, async ({ due, held, extended, done, asked }) => {
        const where = await enterprise({ provinceId, unitId });
        const branchId = await branch({ provinceId, unitId, enterpriseIds: [where] });
        await owner.query("update branch set congress_due_on = $2, congress_extended_to = $3 where id = $1", [
          branchId,
          due,
          due && extended ? addDays(due, 60) : null,
        ]);
        if (held) await recognised(branchId, held);
        if (done) {
          await measure(branchId, {
            ...{ started_on: "2012-01-10", done_on: done, result: "xong" },
            done_recorded_at: `${done}T03:00:00Z`,
          });
        }
        for (const asOf of [...asked, today()]) {
          const given = { asOf, from: "2012-01-10" };
          const { overdue, consolidated, diagnosed } = await withViewer(officer, async (tx) => ({
            overdue: await indicatorRecords(officer, tx, "K16", given),
            consolidated: await indicatorRecords(officer, tx, "K12", given),
            diagnosed: await diagnoses(officer, tx, { asOf, branchIds: [branchId] }),
          }));
          const isIn = (list: typeof overdue) => list?.records.some(({ id }) => id === branchId) ?? false;
          const [found] = diagnosed;
          const isOverdue = found?.signals.some(({ code }) => code === "congress_overdue") ?? false;
          expect([asOf, isIn(overdue)]).toEqual([asOf, isOverdue]);
          const isDone = found?.evidence.measures.some(({ doneOn }) => doneOn !== null) ?? false;
          expect([asOf, isIn(consolidated)]).toEqual([asOf, isDone]);
        }
        await owner.query("update coverage set voided_at = now() where branch_id = $1", [branchId]);
      }),
      { numRuns: 20 },
    );
  });
});
