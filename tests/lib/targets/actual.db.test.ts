import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import type { Viewer } from "@/lib/access/policy";
import { addDays } from "@/lib/dates/plain-date";
import { withViewer } from "@/lib/db/scope";
import { readCursor } from "@/lib/http/cursor";
import { indicatorRecords } from "@/lib/indicators/queries";
import { indicatorParamsSchema, indicatorSchema, recordCursorSchema } from "@/lib/indicators/schema";
import { movementPeople } from "@/lib/movements/queries";
import { movementParamsSchema, movementSchema, peopleCursorSchema } from "@/lib/movements/schema";
import { targetLines } from "@/lib/targets/reports";
import { judgedOn, lineTab, METRICS } from "@/lib/targets/rules";
import { owner } from "@/tests/support/database";
import { unit, viewer } from "@/tests/support/factories";
import { DAYS, settle, world } from "@/tests/support/factories-indicators";
import { ASKED, movementWorld, settleMovements } from "@/tests/support/factories-movements";
import { plan as laterPlan } from "@/tests/support/factories-plans";
import { target } from "@/tests/support/factories-targets";
import { figures, type Reach, type Records, TOTAL } from "@/tests/support/oracle";

/** New provinces in every run; fast-check prints the seed of a failure, and `seed` below repeats it. */
const seed = Date.now() % 0x7fffffff;
const QUESTIONS = 9;
const PATIENCE = 60_000;

type Somebody = { name: string; viewer: Viewer; reach: Reach; isOfProvince: boolean };
type Place = {
  planId: string;
  provinceId: string;
  unitIds: string[];
  cast: Somebody[];
  records: Records | null;
  days: readonly string[];
};

const places: Place[] = [];

/** Halves and quarters of the plan's autumn, one that is over early and one that is still to come. */
const PERIODS = [
  { from: "2014-09-01", to: "2015-01-01" },
  { from: "2014-10-23", to: "2014-12-06" },
  { from: "2015-01-01", to: "2016-01-01" },
] as const;

beforeAll(async () => {
  for (const made of fc.sample(world, { numRuns: 2, seed })) {
    const records = await settle(made);
    const unitIds = records.units.map(({ id }) => id);
    places.push(await placeOf(records.plan.provinceId, unitIds, [...DAYS, "2014-12-15"], records));
  }
  for (const made of fc.sample(movementWorld, { numRuns: 1, seed })) {
    const { provinceId, unitIds, branchIds } = await settleMovements(made);
    const place = await placeOf(provinceId, unitIds, ASKED, null);
    const { rows } = await owner.query("select id, line, unit_id from branch where id = any ($1)", [
      branchIds,
    ]);
    for (const { id, line, unit_id } of rows) {
      await target({ planId: place.planId, unitId: unit_id, branchId: id, indicator: "K10", line, value: 2 });
    }
    places.push(place);
  }
}, 60_000);

async function placeOf(
  provinceId: string,
  unitIds: string[],
  days: readonly string[],
  records: Records | null,
): Promise<Place> {
  const { rows } = await owner.query("select id from plan where province_id = $1", [provinceId]);
  const planId: string = rows[0].id;
  // A later plan is in force; a target is judged by its own all the same.
  await laterPlan({ provinceId, issuedOn: "2014-12-14", legalForms: ["private_enterprise"] });
  // Some of the many there could be: of each thing one by a unit or by all, in one of the periods.
  const units = [provinceId, ...unitIds];
  const picked = fc.sample(fc.tuple(fc.nat(units.length - 1), fc.nat(PERIODS.length - 1)), {
    numRuns: METRICS.length * 2,
    seed: seed + places.length,
  });
  for (const [index, [unitAt, periodAt]] of picked.entries()) {
    const [metric, unitId, period] = [METRICS[index % METRICS.length], units[unitAt], PERIODS[periodAt]];
    if (!metric || !unitId || !period) throw new RangeError("No such target");
    const given = { planId, unitId, ...metric, ...period };
    // The same may be drawn twice, and stands once.
    if (index < METRICS.length || !isSame(picked[index - METRICS.length], unitAt, periodAt))
      await target(given);
  }
  return { planId, provinceId, unitIds, cast: await castOf(provinceId, unitIds), records, days };
}

const isSame = (drawn: readonly [number, number] | undefined, unitAt: number, periodAt: number) =>
  drawn !== undefined && drawn[0] === unitAt && drawn[1] === periodAt;

const NOTHING: Reach = { provinces: [], units: [], branches: [], enterprises: [] };

async function castOf(provinceId: string, [first = "", second = ""]: string[]): Promise<Somebody[]> {
  const whole = { ...NOTHING, provinces: [provinceId] };
  const of = async (
    name: string,
    held: Parameters<typeof viewer>[0],
    reach: Reach,
    isOfProvince = true,
  ): Promise<Somebody> => ({ name, viewer: await viewer(held), reach, isOfProvince });
  return [
    await of("board", { role: "province_board", provinceId }, whole),
    await of("organisation department", { role: "org_department", provinceId }, whole),
    await of("Hội department", { role: "association_department", provinceId, line: "association" }, whole),
    await of("officer", { role: "unit_officer", provinceId, unitId: first }, { ...NOTHING, units: [first] }),
    await of(
      "officer for the Hội",
      { role: "unit_officer", provinceId, unitId: second, line: "association" },
      { ...NOTHING, units: [second] },
    ),
    await of("clerk", { role: "province_clerk", provinceId }, NOTHING),
    await of("another province", { role: "province_board", provinceId: await unit() }, NOTHING, false),
  ];
}

/** Follows an address as its page does, to the last page: the keys of the records it shows, and how many it says there are. */
async function follow(asker: Viewer, href: string) {
  const url = new URL(href, "http://localhost");
  const query = Object.fromEntries(url.searchParams);
  const keys: string[] = [];
  let total: number;
  let next: string | null | undefined;
  do {
    const after = next ?? undefined;
    if (url.pathname === "/movements/people") {
      const movement = movementSchema.parse(query["movement"]);
      if (!movement) throw new Error(`No movement in ${href}`);
      const cursor = readCursor(peopleCursorSchema, after);
      const page = await withViewer(asker, (tx) =>
        movementPeople(asker, tx, movement, movementParamsSchema.parse(query), cursor, 20),
      );
      if (!page) throw new Error(`Nothing at ${href}`);
      keys.push(...page.people.map(({ personId, starts }) => `${personId} ${starts}`));
      ({ total, next } = page);
    } else {
      const indicator = indicatorSchema.parse(url.pathname.split("/").at(-1));
      if (!indicator) throw new Error(`No indicator in ${href}`);
      const cursor = readCursor(recordCursorSchema, after);
      const page = await withViewer(asker, (tx) =>
        indicatorRecords(asker, tx, indicator, indicatorParamsSchema.parse(query), cursor, 12),
      );
      if (!page) throw new Error(`Nothing at ${href}`);
      keys.push(...page.records.map(({ id }) => id));
      ({ total, next } = page);
    }
  } while (next);
  expect(new Set(keys).size).toBe(keys.length);
  return { keys, total };
}

describe("a target's actual is the length of its list", () => {
  it(
    "K2, K3, K4, K10, K11, K12, K17: for any unit, day, known moment and viewer, and what a person counts on paper",
    async () => {
      let followed = 0;
      await fc.assert(
        fc.asyncProperty(
          fc.nat(2),
          fc.nat(6),
          fc.nat(7),
          fc.option(fc.nat(7), { freq: 3 }),
          async (placeAt, castAt, dayAt, knownDay) => {
            const place = places[placeAt];
            const somebody = place?.cast[castAt];
            const asOf = place?.days[dayAt];
            if (!place || !somebody || !asOf) throw new RangeError("No such place or person");
            const knownAt = knownDay === null ? undefined : place.days[knownDay];
            const asker = somebody.viewer;
            const found = await withViewer(asker, (tx) =>
              targetLines(asker, tx, { plan: place.planId, asOf, ...(knownAt && { knownAt }) }),
            );
            if (!somebody.isOfProvince) {
              expect(found).toBeUndefined();
              return;
            }
            const lines = found?.lines ?? [];
            expect(lines.length).toBeGreaterThanOrEqual(METRICS.length);
            for (const { indicator, line, unitId, branchId, period, actual, recent, ...others } of lines) {
              const message = `${somebody.name}: ${indicator} ${line} of ${unitId} on ${asOf}`;
              const isWhole = unitId === place.provinceId;
              const reads = readsOnPaper(somebody, indicator, line, isWhole ? null : unitId);
              // Before its period nothing is counted, and of another unit's target only what was given is told.
              expect(actual !== null, message).toBe(reads && asOf >= period.from);
              if (!actual) {
                expect(others.standing, message).toEqual(asOf < period.from ? { state: "not_begun" } : null);
                continue;
              }
              const list = await follow(asker, actual.href);
              expect([list.total, list.keys.length], message).toEqual([actual.number, actual.number]);
              followed += actual.number;
              if (recent?.href) {
                expect((await follow(asker, recent.href)).total, message).toBe(recent.number);
              }
              if (!place.records || indicator === "K10") continue;
              const counted = figures(place.records, somebody.reach, {
                ...{ asOf: judgedOn(period, asOf), from: period.from, knownAt: knownAt ?? null },
                ...{
                  line: lineTab(line),
                  unit: isWhole ? null : unitId,
                  kind: null,
                  year: null,
                  level: null,
                },
                campaign: campaignOf(actual.href),
              });
              const onPaper = counted.get(indicator)?.get(isWhole ? TOTAL : unitId);
              expect(list.keys.toSorted(), message).toEqual([...(onPaper ?? [])].toSorted());
              expect(branchId).toBeNull();
            }
          },
        ),
        { numRuns: QUESTIONS, seed },
      );
      // Numbers that are all nought prove little.
      expect(followed).toBeGreaterThan(0);
    },
    PATIENCE,
  );

  it("knows a corrected number as it stood on the day that is asked about", async () => {
    const [place] = places;
    const board = place?.cast[0];
    if (!place || !board) throw new RangeError("No place");
    const [{ id }] = (
      await owner.query("select id from target where plan_id = $1 and province_id = $2 order by id limit 1", [
        place.planId,
        place.provinceId,
      ])
    ).rows;
    await owner.query(
      "update target set voided_at = '2014-11-05T02:00:00Z', voided_by_id = recorded_by_id, void_reason = 'Nhầm' where id = $1",
      [id],
    );
    const valuesOn = async (knownAt: string) => {
      const asker = board.viewer;
      const found = await withViewer(asker, (tx) => targetLines(asker, tx, { plan: place.planId, knownAt }));
      return found?.lines.some((line) => line.id === id);
    };
    expect(await valuesOn("2014-11-04")).toBe(true);
    expect(await valuesOn("2014-11-05")).toBe(false);
    expect(await valuesOn(addDays("2014-01-02", -1))).toBe(false);
  });
});

const campaignOf = (href: string): string | null =>
  new URL(href, "http://localhost").searchParams.get("campaign");

/** Who reads all that a target counts, told by hand. */
function readsOnPaper({ name, reach }: Somebody, indicator: string, line: string, unitId: string | null) {
  if (name === "clerk") return false;
  const isOffLine = indicator === "K10" && /Hội/.test(name) && line !== "association";
  if (isOffLine) return false;
  return reach.provinces.length > 0 || (unitId !== null && reach.units.includes(unitId));
}
