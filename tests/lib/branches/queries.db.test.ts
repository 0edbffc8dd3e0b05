import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  branchEvidence,
  branchesWaiting,
  branchPage,
  correctionPage,
  coveragePage,
  enterprisesToOrganise,
  foundingPage,
  listBranches,
  listBranchesOfEnterprise,
  matchFounders,
  ruleSetOn,
} from "@/lib/branches/queries";
import { branchHealth } from "@/lib/branches/rules";
import { measurePage } from "@/lib/consolidation/queries";
import { addDays, addMonths } from "@/lib/dates/plain-date";
import { today } from "@/lib/dates/today";
import { newId } from "@/lib/db/id";
import { withViewer } from "@/lib/db/scope";
import { schemeOf } from "@/lib/ratings/queries";
import { owner } from "@/tests/support/database";
import { branch, enterprise, member, viewer } from "@/tests/support/factories";
import { activity, founder, foundingPlace, measure, post } from "@/tests/support/factories-branches";

const names = ({ rows }: { rows: readonly { name: string }[] }) => rows.map(({ name }) => name);

describe("the charter of a day", () => {
  it.each([
    ["2014-12-01", "doan-10"],
    ["2017-12-12", "doan-10"],
    ["2017-12-13", "doan-11"],
    ["2023-01-01", "doan-12"],
    ["2030-01-01", "doan-13"],
    // Nothing older is known: an older act is judged by the oldest set there is.
    ["2009-01-01", "doan-10"],
  ])("of %s is %s", async (on, code) => {
    const { officer } = await foundingPlace();
    const set = await withViewer(officer, (tx) => ruleSetOn(officer, tx, "union", on));
    expect(set).toMatchObject({ code, rules: { cellMinMembers: 3 } });
  });

  it("of the Hội is its own", async () => {
    const { officer } = await foundingPlace();
    const set = await withViewer(officer, (tx) => ruleSetOn(officer, tx, "association", "2014-12-01"));
    expect(set?.rules.chapterMinMembers).toBe(3);
  });
});

describe("evidence", () => {
  /** What a person with a list of papers would count; rows in the order they were written down do not matter. */
  type Paper =
    | { what: "member"; from: string; to: string | null; known: string; voided: string | null }
    | { what: "activity"; on: string; voided: string | null }
    | { what: "measure"; on: string; done: string | null };
  const asOf = "2014-12-15";
  const knownAt = "2014-12-20T00:00:00Z";

  const day = fc.integer({ min: 0, max: 1100 }).map((days) => addDays("2012-01-05", days));
  const later = (from: string, days: number | null) => (days === null ? null : addDays(from, days));
  const moment = day.map((on) => `${on}T12:00:00Z`);
  const paper: fc.Arbitrary<Paper> = fc.oneof(
    fc
      .tuple(day, fc.option(fc.integer({ min: 0, max: 900 })), moment, fc.option(moment))
      .map(([from, length, known, voided]) => ({
        what: "member" as const,
        from,
        to: later(from, length),
        known,
        voided: voided && voided > known ? voided : null,
      })),
    fc.tuple(day, fc.option(day)).map(([on, voided]) => ({
      what: "activity" as const,
      on,
      voided: voided && `${voided}T00:00:00Z`,
    })),
    fc
      .tuple(day, fc.option(fc.integer({ min: 0, max: 400 })))
      .map(([on, length]) => ({ what: "measure" as const, on, done: later(on, length) })),
  );

  const stood = (from: string, to: string | null) => from <= asOf && (to === null || asOf < to);
  const known = (voided: string | null) => voided === null || knownAt < voided;

  function counted(papers: readonly Paper[]) {
    const members = papers.filter(
      (one) => one.what === "member" && stood(one.from, one.to) && one.known <= knownAt && known(one.voided),
    ).length;
    const acts = papers
      .flatMap((one) => (one.what === "activity" && one.on <= asOf && known(one.voided) ? [one.on] : []))
      .sort();
    const measures = papers
      .flatMap((one) => (one.what === "measure" && one.on <= asOf ? [one] : []))
      .map(({ on, done }) => ({ startedOn: on, doneOn: done !== null && done <= asOf ? done : null }));
    return {
      members,
      firstActivityOn: acts[0] ?? null,
      lastActivityOn: acts.at(-1) ?? null,
      measures: measures.sort(byText),
    };
  }
  const byText = (one: object, other: object) => (JSON.stringify(one) < JSON.stringify(other) ? -1 : 1);

  async function file(branchId: string, one: Paper) {
    const recorded = "2012-01-02T00:00:00Z";
    switch (one.what) {
      case "member": {
        const { membershipId } = await member({ branchId, validFrom: one.from });
        await owner.query(
          "update membership set valid_to = $2, end_kind = $3, recorded_at = $4, voided_at = $5 where id = $1",
          [membershipId, one.to, one.to && "left", one.known, one.voided],
        );
        return;
      }
      case "activity": {
        const id = await activity(branchId, one.on);
        await owner.query("update activity set recorded_at = $2, voided_at = $3 where id = $1", [
          id,
          recorded,
          one.voided,
        ]);
        return;
      }
      case "measure":
        await measure(branchId, {
          started_on: one.on,
          done_on: one.done,
          result: one.done && "xong",
          done_recorded_at: one.done && recorded,
          recorded_at: recorded,
        });
        return;
    }
  }

  it("and the health judged by it are the same whatever order the papers arrived in, and right", async () => {
    const { officer, provinceId, unitId } = await foundingPlace();
    await fc.assert(
      fc.asyncProperty(fc.array(paper, { maxLength: 12 }), fc.func(fc.integer()), async (papers, order) => {
        const one = await branch({ provinceId, unitId });
        const other = await branch({ provinceId, unitId });
        for (const sheet of papers) await file(one, sheet);
        for (const sheet of [...papers].sort((a, b) => order(a) - order(b))) await file(other, sheet);
        const found = await withViewer(officer, (tx) =>
          branchEvidence(officer, tx, { asOf, knownAt: new Date(knownAt), branchIds: [one, other] }),
        );
        expect(found).toHaveLength(2);
        const judged = found.map((evidence) => branchHealth(evidence, asOf));
        expect(judged[0]).toEqual(judged[1]);
        for (const { measures, ...evidence } of found) {
          const right = counted(papers);
          expect(evidence).toMatchObject({
            members: right.members,
            firstActivityOn: right.firstActivityOn,
            lastActivityOn: right.lastActivityOn,
          });
          expect([...measures].sort(byText)).toEqual(right.measures);
        }
      }),
      { numRuns: 25 },
    );
  });

  it("counts a person once, and for a đoàn cơ sở those of its chi đoàn too", async () => {
    const { officer, provinceId, unitId } = await foundingPlace();
    const parentId = await branch({ provinceId, unitId, kind: "grassroots_union" });
    const cell = await branch({ provinceId, unitId, parentId });
    await member({ branchId: cell });
    await member({ branchId: parentId });
    const found = await withViewer(officer, (tx) =>
      branchEvidence(officer, tx, { asOf, branchIds: [parentId, cell], knownAt: new Date() }),
    );
    const members = new Map(found.map((one) => [one.branchId, one.members]));
    expect([members.get(parentId), members.get(cell)]).toEqual([2, 1]);
  });

  it("sees a head only while the post is held", async () => {
    const { officer, provinceId, unitId } = await foundingPlace();
    const branchId = await branch({ provinceId, unitId });
    const { personId } = await member({ branchId });
    await post(branchId, personId, {
      valid_from: "2013-01-01",
      valid_to: "2014-01-01",
      recorded_at: "2013-01-01",
    });
    const held = (on: string) =>
      withViewer(officer, async (tx) => {
        const [found] = await branchEvidence(officer, tx, { asOf: on, branchIds: [branchId] });
        return found?.hasHead;
      });
    expect([await held("2012-12-31"), await held("2013-01-01"), await held("2014-01-01")]).toEqual([
      false,
      true,
      false,
    ]);
  });

  it("gives the Hội department, who reads no đoàn viên, the same count as everybody else", async () => {
    const { officer, hoiDepartment, sibling, provinceId, unitId } = await foundingPlace();
    const branchId = await branch({ provinceId, unitId });
    await member({ branchId });
    const count = (actor: typeof officer) =>
      withViewer(actor, async (tx) => {
        const [found] = await branchEvidence(actor, tx, { asOf, branchIds: [branchId] });
        return found?.members;
      });
    expect([await count(officer), await count(hoiDepartment), await count(sibling)]).toEqual([
      1,
      1,
      undefined,
    ]);
  });
});

describe("the list of organisations", () => {
  const recently = () => addDays(today(), -10);
  /** A sound organisation next to a weak one. */
  async function pair() {
    const place = await foundingPlace();
    const { provinceId, unitId, enterpriseId } = place;
    const sound = await branch({
      provinceId,
      unitId,
      name: "Chi đoàn A vững",
      enterpriseIds: [enterpriseId],
    });
    for (const person of [await member({ branchId: sound }), await member({ branchId: sound })]) {
      await post(sound, person.personId, { title: "committee_member" });
    }
    const { personId } = await member({ branchId: sound });
    await post(sound, personId);
    await activity(sound, recently());
    const weak = await branch({ provinceId, unitId, name: "Chi đoàn B yếu" });
    return { ...place, sound, weak };
  }
  const list = (actor: Awaited<ReturnType<typeof viewer>>, filter = {}) =>
    withViewer(actor, (tx) => listBranches(actor, tx, filter));

  it("puts the weak ones first, says why, and counts them", async () => {
    const { officer } = await pair();
    const found = await list(officer);
    expect(names(found)).toEqual(["Chi đoàn B yếu", "Chi đoàn A vững"]);
    expect(found).toMatchObject({ total: 2, weak: 1, next: null, canFound: true });
    expect(found.rows[0]?.health.reasons).toContain("chưa có bí thư");
    expect(found.rows[1]).toMatchObject({
      members: 3,
      health: { healthy: true },
      lastActivityOn: recently(),
    });
  });

  it.each<[string, object, string[]]>([
    ["weak ones", { health: "weak" }, ["Chi đoàn B yếu"]],
    ["sound ones", { health: "healthy" }, ["Chi đoàn A vững"]],
    ["words without their marks", { q: "chi doan vung" }, ["Chi đoàn A vững"]],
    ["the other line", { line: "association" }, []],
    ["another kind", { kind: "grassroots_cell" }, []],
    ["those that ended", { state: "ended" }, []],
    ["a unit of nobody", { unit: newId() }, []],
  ])("is narrowed to %s", async (_, filter, expected) => {
    const { officer } = await pair();
    expect(names(await list(officer, filter))).toEqual(expected);
  });

  it("keeps an organisation that ended for whoever asks for those", async () => {
    const { officer, weak } = await pair();
    await owner.query(
      "update branch_life set valid_to = '2014-01-01', ending = 'dissolved' where branch_id = $1",
      [weak],
    );
    expect(names(await list(officer))).toEqual(["Chi đoàn A vững"]);
    expect(names(await list(officer, { state: "ended" }))).toEqual(["Chi đoàn B yếu"]);
  });

  it("shows every organisation once over its pages, in one order", async () => {
    const { officer, provinceId, unitId } = await foundingPlace();
    for (let number = 0; number < 103; number += 1) {
      await branch({ provinceId, unitId, name: `Chi đoàn ${String(number % 7)}` });
    }
    const seen: string[] = [];
    let after: string | undefined;
    let pages = 0;
    do {
      const page = await list(officer, { after });
      seen.push(...page.rows.map(({ id }) => id));
      after = page.next ?? undefined;
      pages += 1;
    } while (after && pages < 10);
    expect(pages).toBe(3);
    expect(new Set(seen).size).toBe(103);
  });

  it("ends at the scope of whoever looks", async () => {
    const { officer, sibling, foreigner, department, board, provinceId, unitId, sound, weak } = await pair();
    const secretary = await viewer({ role: "branch_secretary", provinceId, unitId, branchId: sound });
    const seen = async (actor: typeof officer) => (await list(actor)).total;
    expect([await seen(officer), await seen(department), await seen(board)]).toEqual([2, 2, 2]);
    expect([await seen(sibling), await seen(foreigner), await seen(secretary)]).toEqual([0, 0, 1]);
    for (const actor of [sibling, foreigner, secretary]) {
      expect(await withViewer(actor, (tx) => branchPage(actor, tx, weak))).toBeNull();
    }
  });

  it("feeds the home page with weak ones and measures past their date", async () => {
    const { officer, sibling, weak } = await pair();
    await measure(weak, { due_on: "2014-11-30" });
    await measure(weak, { due_on: addMonths(today(), 1) });
    await measure(weak);
    const waiting = await withViewer(officer, (tx) => branchesWaiting(officer, tx));
    expect(waiting).toMatchObject({
      weakTotal: 1,
      weak: [{ id: weak }],
      lateMeasuresTotal: 1,
      lateMeasures: [{ branchId: weak, dueOn: "2014-11-30" }],
    });
    expect(await withViewer(sibling, (tx) => branchesWaiting(sibling, tx))).toMatchObject({
      weakTotal: 0,
      lateMeasuresTotal: 0,
    });
  });
});

describe("one organisation", () => {
  it("shows its people to whoever may read them, and to the Hội department only hội viên", async () => {
    const { officer, hoiDepartment, provinceId, unitId } = await foundingPlace();
    const branchId = await branch({ provinceId, unitId });
    const { personId } = await member({ branchId });
    await post(branchId, personId);
    const page = (actor: typeof officer) => withViewer(actor, (tx) => branchPage(actor, tx, branchId));
    expect((await page(officer))?.posts).toHaveLength(1);
    expect(await page(hoiDepartment)).toMatchObject({ posts: [], evidence: { members: 1, hasHead: true } });
  });

  it("says who may do what with it", async () => {
    const place = await foundingPlace();
    const { provinceId, unitId, officer, board } = place;
    const branchId = await branch({ provinceId, unitId });
    const secretary = await viewer({ role: "branch_secretary", provinceId, unitId, branchId });
    const rights = (actor: typeof officer) =>
      withViewer(actor, async (tx) => {
        const page = await branchPage(actor, tx, branchId);
        return page && [page.canWrite, page.canRecordActivity];
      });
    expect(await rights(officer)).toEqual([true, true]);
    expect(await rights(secretary)).toEqual([false, true]);
    expect(await rights(board)).toEqual([false, false]);
    expect(await rights(place.hoiOfficer)).toEqual([false, false]);
  });

  it("knows which measure is late", async () => {
    const { officer, provinceId, unitId } = await foundingPlace();
    const branchId = await branch({ provinceId, unitId });
    const measureId = await measure(branchId, { due_on: "2014-11-30" });
    const page = await withViewer(officer, (tx) => branchPage(officer, tx, branchId));
    expect(page).toMatchObject({ next: "complete_measure", measures: [{ id: measureId, isLate: true }] });
    expect(await withViewer(officer, (tx) => measurePage(officer, tx, measureId))).toMatchObject({
      branch: { id: branchId },
    });
  });

  it("covering an enterprise shows no name to somebody who does not see it", async () => {
    const { officer, sibling, provinceId, unitId, otherUnitId } = await foundingPlace();
    const shared = await enterprise({ provinceId, unitId, associationUnitId: otherUnitId });
    const cell = await branch({
      provinceId,
      unitId,
      name: "Chi đoàn của đơn vị kia",
      enterpriseIds: [shared],
    });
    await member({ branchId: cell });
    const seen = (actor: typeof officer) =>
      withViewer(actor, (tx) => listBranchesOfEnterprise(actor, tx, shared));
    expect(await seen(officer)).toMatchObject([{ name: "Chi đoàn của đơn vị kia", members: 1 }]);
    expect(await seen(sibling)).toMatchObject([{ name: null, members: 1, line: "union" }]);
    const before = await withViewer(officer, (tx) =>
      listBranchesOfEnterprise(officer, tx, shared, "2011-12-31"),
    );
    expect(before).toEqual([]);
  });
});

describe("what the forms offer", () => {
  it("a founding: only where the viewer answers, on the lines of the appointment", async () => {
    const { officer, hoiOfficer, sibling, board, enterpriseId, unitId } = await foundingPlace();
    const page = (actor: typeof officer) =>
      withViewer(actor, (tx) => foundingPage(actor, tx, { enterpriseId }));
    expect(await page(officer)).toMatchObject({ line: "union", lines: ["union", "association"], unitId });
    expect(await page(hoiOfficer)).toMatchObject({ line: "association", lines: ["association"] });
    expect(await page(sibling)).toBeNull();
    expect(await page(board)).toBeNull();
  });

  it("enterprises without an organisation of the line first, closed ones not at all", async () => {
    const { officer, provinceId, unitId, enterpriseId } = await foundingPlace();
    await owner.query("update enterprise set name = 'Công ty A', sort_key = 'a' where id = $1", [
      enterpriseId,
    ]);
    await branch({ provinceId, unitId, enterpriseIds: [enterpriseId] });
    await enterprise({ provinceId, unitId, name: "Công ty B đã đóng", status: "closed" });
    await enterprise({ provinceId, unitId, name: "Công ty Z" });
    const offered = (line: "union" | "association") =>
      withViewer(officer, async (tx) =>
        (await enterprisesToOrganise(officer, tx, { line })).map(({ name }) => name),
      );
    expect(await offered("union")).toEqual(["Công ty Z", "Công ty A"]);
    expect(await offered("association")).toEqual(["Công ty A", "Công ty Z"]);
  });

  it("people by what was typed of their name, and only those in sight", async () => {
    const { officer, sibling, provinceId, unitId, otherUnitId } = await foundingPlace();
    const here = await branch({ provinceId, unitId, line: "association", name: "Chi hội đây" });
    const there = await branch({ provinceId, unitId: otherUnitId });
    await member({ branchId: here, fullName: "Lục Thị Bích Thuỷ" });
    await member({ branchId: there, fullName: "Lục Thị Bích Thuỳ" });
    const typed = [founder(3, { name: "bich thuy", birth: null })];
    const match = (actor: typeof officer) =>
      withViewer(actor, (tx) => matchFounders(actor, tx, typed, { loosely: true }));
    expect(await match(officer)).toMatchObject([{ row: 3, name: "Lục Thị Bích Thuỷ", of: ["Chi hội đây"] }]);
    expect((await match(sibling)).map(({ name }) => name)).toEqual(["Lục Thị Bích Thuỳ"]);
  });

  it("a correction and a coverage: only to the officer of the unit", async () => {
    const { officer, sibling, board, provinceId, unitId, enterpriseId } = await foundingPlace();
    const branchId = await branch({ provinceId, unitId, enterpriseIds: [enterpriseId] });
    const second = await enterprise({ provinceId, unitId });
    expect(await withViewer(officer, (tx) => correctionPage(officer, tx, branchId))).toMatchObject({
      beginning: "established",
      decisionUnitId: unitId,
    });
    expect(await withViewer(officer, (tx) => coveragePage(officer, tx, branchId, undefined))).toMatchObject({
      choices: [{ id: second }],
    });
    for (const actor of [sibling, board]) {
      expect(await withViewer(actor, (tx) => correctionPage(actor, tx, branchId))).toBeNull();
      expect(await withViewer(actor, (tx) => coveragePage(actor, tx, branchId, undefined))).toBeNull();
    }
  });

  it("levels of the rating scheme of the year, never two schemes at once (domain §2.6)", async () => {
    const { officer } = await foundingPlace();
    const levels = async (year: number) => {
      const scheme = await withViewer(officer, (tx) => schemeOf(officer, tx, "branch", year));
      return scheme?.levels.map(({ label }) => label) ?? [];
    };
    expect(await levels(2014)).toEqual(["Xuất sắc", "Khá", "Trung bình", "Yếu kém"]);
    expect(await levels(2020)).toEqual([]);
    expect(await levels(2024)).toHaveLength(4);
  });
});
