import { beforeAll, describe, expect, it } from "vitest";
import type { Viewer } from "@/lib/access/policy";
import { withViewer } from "@/lib/db/scope";
import type { RatingStage } from "@/lib/generated/prisma/enums";
import { confirmMemberRatings, proposeMemberRatings, rateBranch } from "@/lib/ratings/commands";
import { branchRatings, memberRatings, schemeOf } from "@/lib/ratings/queries";
import { refuse } from "@/lib/result";
import { owner } from "@/tests/support/database";
import { branch, deed, member, row, viewer } from "@/tests/support/factories";
import { cellWorld } from "@/tests/support/factories-members";
import { levelId, rated } from "@/tests/support/factories-ratings";

type World = Awaited<ReturnType<typeof cellWorld>>;
let world: World;
let best: string;
let second: string;
beforeAll(async () => {
  world = await cellWorld();
  best = await levelId("branch", 2013);
  second = await levelId("branch", 2013, 2);
});

const newCell = (given: { parentId?: string } = {}) =>
  branch({ provinceId: world.provinceId, unitId: world.districtA, ...given });
const colleague = () =>
  viewer({ role: "unit_officer", provinceId: world.provinceId, unitId: world.districtA });
const rate = (
  by: Viewer,
  branchId: string,
  stage: RatingStage,
  given: { levelId?: string; year?: number; decidedOn?: string; reason?: string | null } = {},
) =>
  rateBranch(by, deed(), {
    ...{ branchId, stage, year: 2013, levelId: best, decidedOn: "2013-12-20", reason: null },
    ...given,
  });
const page = (by: Viewer, branchId: string, year = 2013) =>
  withViewer(by, (tx) => branchRatings(by, tx, branchId, year));

describe("the rating of a chi đoàn", () => {
  it("goes from the chi đoàn to the level above to the unit's conclusion, each row with who and when", async () => {
    const cell = await newCell();
    const secretary = await world.secretaryOf(cell);
    expect(await rate(secretary, cell, "superior")).toEqual(refuse("branch_not_found"));
    expect(await rate(secretary, cell, "final")).toEqual(refuse("branch_not_found"));
    expect(await rate(world.officer, cell, "superior")).toEqual(refuse("not_its_turn"));
    expect(await rate(world.officer, cell, "final")).toEqual(refuse("not_its_turn"));
    expect((await rate(secretary, cell, "self")).ok).toBe(true);
    expect((await page(world.officer, cell))?.stages).toEqual(["superior", "self"]);
    expect((await rate(world.officer, cell, "superior", { levelId: second })).ok).toBe(true);
    expect(await rate(secretary, cell, "self")).toEqual(refuse("not_its_turn"));
    expect(await rate(world.officer, cell, "final", { levelId: second })).toEqual(refuse("reason_missing"));
    expect(
      (await rate(world.officer, cell, "final", { levelId: second, reason: "Sinh hoạt chưa đều" })).ok,
    ).toBe(true);
    const shown = await page(secretary, cell);
    expect(shown?.current).toMatchObject({ state: "final" });
    expect(shown?.current.ratings.map(({ stage, label }) => [stage, label])).toEqual([
      ["self", "Xuất sắc"],
      ["superior", "Khá"],
      ["final", "Khá"],
    ]);
    expect(shown?.stages).toEqual([]);
  });

  it("a conclusion is corrected with a reason; the former one stays as it was known", async () => {
    const cell = await newCell();
    for (const stage of ["self", "superior", "final"] as const) await rated(cell, stage);
    expect(await rate(world.officer, cell, "final", { levelId: second })).toEqual(refuse("reason_missing"));
    expect((await rate(world.officer, cell, "final", { levelId: second, reason: "Nhập nhầm" })).ok).toBe(
      true,
    );
    const { rows } = await owner.query(
      "select level_id, voided_at is null as stands from branch_rating where branch_id = $1 and stage = 'final' order by recorded_at",
      [cell],
    );
    expect(rows).toEqual([
      { level_id: best, stands: false },
      { level_id: second, stands: true },
    ]);
  });

  it("nobody rates what they said of it themselves; a colleague does", async () => {
    const cell = await newCell();
    expect((await rate(world.officer, cell, "self")).ok).toBe(true);
    expect(await rate(world.officer, cell, "superior")).toEqual(refuse("own_rating"));
    expect(await page(world.officer, cell)).toMatchObject({ stages: ["self"], waitsForAnother: true });
    expect((await rate(await colleague(), cell, "superior")).ok).toBe(true);
  });

  it("under a đoàn cơ sở that one rates, its secretary does not conclude", async () => {
    const upper = await branch({
      provinceId: world.provinceId,
      unitId: world.districtA,
      kind: "grassroots_union",
    });
    const cell = await newCell({ parentId: upper });
    await rated(cell, "self");
    const above = await world.secretaryOf(upper);
    expect((await rate(above, cell, "superior")).ok).toBe(true);
    expect(await rate(above, cell, "final")).toEqual(refuse("branch_not_found"));
    expect(await rate(above, upper, "superior")).toEqual(refuse("branch_not_found"));
  });

  it("V30: a level outside the scheme of the year is refused, by the program and by the database", async () => {
    const cell = await newCell();
    const newer = await levelId("branch", 2023);
    expect(await rate(world.officer, cell, "self", { levelId: newer })).toEqual(
      refuse("level_of_other_scheme"),
    );
    expect(await rate(world.officer, cell, "self", { levelId: best, year: 2024 })).toEqual(
      refuse("level_of_other_scheme"),
    );
    expect(await rate(world.officer, cell, "self", { year: 2020 })).toEqual(refuse("level_of_other_scheme"));
    expect(await rate(world.officer, cell, "self", { levelId: await levelId("member", 2013) })).toEqual(
      refuse("level_of_other_scheme"),
    );
    await expect(
      row("branch_rating", {
        ...{ branch_id: cell, year: 2013, stage: "self", level_id: newer },
        ...{ decided_on: "2013-12-20", recorded_by_id: cell },
      }),
    ).rejects.toThrow(/scheme/);
  });

  it("a new scheme leaves the ratings of earlier years as they are", async () => {
    const cell = await newCell();
    for (const stage of ["self", "superior", "final"] as const)
      await rated(cell, stage, { year: 2025, step: 2 });
    const before = (await page(world.officer, cell, 2025))?.current;
    await owner.query(
      "update catalogue_entry set valid_to = '2026-01-01' where catalogue in ('branch_rating_2023', 'member_rating_2023')",
    );
    await row("catalogue_entry", {
      ...{
        catalogue: "branch_rating_2026",
        code: "one",
        label: "Mức mới",
        order: 1,
        valid_from: "2026-01-01",
      },
    });
    const scheme = (year: number) =>
      withViewer(world.officer, (tx) => schemeOf(world.officer, tx, "branch", year));
    expect((await scheme(2026))?.levels.map(({ label }) => label)).toEqual(["Mức mới"]);
    expect((await scheme(2025))?.levels).toHaveLength(4);
    expect((await page(world.officer, cell, 2025))?.current).toEqual(before);
    expect(before?.ratings.map(({ label }) => label)).toEqual(Array(3).fill("Hoàn thành tốt nhiệm vụ"));
    expect(
      await rate(world.officer, cell, "self", { year: 2026, levelId: await levelId("branch", 2025) }),
    ).toEqual(refuse("level_of_other_scheme"));
  });

  it("V26 and the year: neither a day to come nor a year that has not come round; nor a chi hội", async () => {
    const cell = await newCell();
    expect(await rate(world.officer, cell, "self", { decidedOn: "2099-01-01" })).toEqual(
      refuse("date_in_future"),
    );
    expect(await rate(world.officer, cell, "self", { year: 2090 })).toEqual(refuse("year_not_over"));
    const chapter = await branch({
      provinceId: world.provinceId,
      unitId: world.districtA,
      line: "association",
    });
    expect(await rate(world.officer, chapter, "self")).toEqual(refuse("level_of_other_scheme"));
  });

  it("two officers at once: one rating stands, the other is told", async () => {
    const cell = await newCell();
    await rated(cell, "self");
    const other = await colleague();
    const answers = await Promise.all([
      rate(world.officer, cell, "superior"),
      rate(other, cell, "superior", { levelId: second }),
    ]);
    const { rows } = await owner.query(
      "select 1 from branch_rating where branch_id = $1 and stage = 'superior' and voided_at is null",
      [cell],
    );
    expect(rows).toHaveLength(1);
    for (const answer of answers) {
      if (!answer.ok) expect(answer).toEqual(refuse("rated_meanwhile"));
    }
  });

  it("does not exist for outsiders, and is written by nobody but the level above", async () => {
    const cell = await newCell();
    await rated(cell, "self");
    for (const [name, outsider] of Object.entries(world.outsiders)) {
      expect(await rate(outsider, cell, "superior"), name).toEqual(refuse("branch_not_found"));
    }
    expect(await page(world.outsiders["another province's officer"], cell)).toBeNull();
    expect(await page(world.outsiders["another chi đoàn's secretary"], cell)).toBeNull();
  });
});

describe("the yearly rating of members", () => {
  const levels = async (personIds: readonly string[], step = 1) => {
    const level = await levelId("member", 2013, step);
    return personIds.map((personId) => ({ personId, levelId: level }));
  };

  it("is proposed for all in one save and confirmed by the level above, never by who proposed", async () => {
    const cell = await newCell();
    const secretary = await world.secretaryOf(cell);
    const one = await member({ branchId: cell });
    const two = await member({ branchId: cell });
    const all = [one.personId, two.personId];
    const input = { branchId: cell, year: 2013, levels: await levels(all) };
    expect(await proposeMemberRatings(secretary, deed(), input)).toMatchObject({
      ok: true,
      value: { rated: 2 },
    });
    // The same again says nothing new.
    expect(await proposeMemberRatings(secretary, deed(), input)).toMatchObject({
      ok: true,
      value: { rated: 0 },
    });
    expect(await confirmMemberRatings(secretary, deed(), input)).toEqual(refuse("branch_not_found"));
    const confirmed = await confirmMemberRatings(world.officer, deed(), {
      ...input,
      levels: [...(await levels([one.personId])), ...(await levels([two.personId], 2))],
    });
    expect(confirmed).toMatchObject({ ok: true, value: { rated: 2 } });
    // What is confirmed is not proposed anew.
    const again = await proposeMemberRatings(secretary, deed(), { ...input, levels: await levels(all, 3) });
    expect(again).toMatchObject({ ok: true, value: { rated: 0 } });
    const shown = await withViewer(secretary, (tx) => memberRatings(secretary, tx, cell, 2013));
    expect(
      shown?.members
        .map(({ proposed, confirmed: said }) => [proposed?.level.label, said?.level.label])
        .sort(),
    ).toEqual([
      ["Xuất sắc", "Khá"],
      ["Xuất sắc", "Xuất sắc"],
    ]);
  });

  it("an officer who proposed does not confirm", async () => {
    const cell = await newCell();
    const { personId } = await member({ branchId: cell });
    const input = { branchId: cell, year: 2013, levels: await levels([personId]) };
    expect((await proposeMemberRatings(world.officer, deed(), input)).ok).toBe(true);
    expect(await confirmMemberRatings(world.officer, deed(), input)).toEqual(refuse("own_rating"));
    expect((await confirmMemberRatings(await colleague(), deed(), input)).ok).toBe(true);
  });

  it("knows only members of that year and levels of that year's scheme (V30)", async () => {
    const cell = await newCell();
    const late = await member({ branchId: cell, validFrom: "2014-03-01" });
    const elsewhere = await member({ branchId: world.otherCell });
    for (const personId of [late.personId, elsewhere.personId]) {
      expect(
        await proposeMemberRatings(world.officer, deed(), {
          ...{ branchId: cell, year: 2013, levels: await levels([personId]) },
        }),
      ).toEqual(refuse("person_not_found"));
    }
    const { personId } = await member({ branchId: cell });
    const wrong = [{ personId, levelId: best }];
    expect(
      await proposeMemberRatings(world.officer, deed(), { branchId: cell, year: 2013, levels: wrong }),
    ).toEqual(refuse("level_of_other_scheme"));
    const early = { branchId: cell, year: 2090, levels: [] };
    expect(await proposeMemberRatings(world.officer, deed(), early)).toEqual(refuse("year_not_over"));
    const none = { branchId: cell, year: 2013, levels: await levels([personId]) };
    expect(await confirmMemberRatings(world.officer, deed(), none)).toEqual(refuse("nothing_proposed"));
  });

  it("does not exist for outsiders: neither to write nor to read", async () => {
    const cell = await newCell();
    const { personId } = await member({ branchId: cell });
    const input = { branchId: cell, year: 2013, levels: await levels([personId]) };
    for (const [name, outsider] of Object.entries(world.outsiders)) {
      expect(await proposeMemberRatings(outsider, deed(), input), name).toEqual(refuse("branch_not_found"));
    }
    for (const name of [
      "the sibling district's officer",
      "another chi đoàn's secretary",
      "the Hội department",
    ] as const) {
      const outsider = world.outsiders[name];
      expect(await withViewer(outsider, (tx) => memberRatings(outsider, tx, cell, 2013)), name).toBeNull();
    }
  });
});
