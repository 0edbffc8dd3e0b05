import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import type { Viewer } from "@/lib/access/policy";
import { hashToken, newSessionToken, rememberToken } from "@/lib/access/session";
import { newId } from "@/lib/db/id";
import { withViewer } from "@/lib/db/scope";
import { indicatorRecords, indicatorTable } from "@/lib/indicators/reports";
import { type GivenParams, INDICATORS, LINE_TABS, NO_UNIT, recordsHref } from "@/lib/indicators/rules";
import { indicatorParamsSchema, indicatorSchema, readCursor } from "@/lib/indicators/schema";
import { owner } from "@/tests/support/database";
import { enterprise, province, row, signedIn, unit, viewer } from "@/tests/support/factories";
import { DAYS, settle, world } from "@/tests/support/factories-indicators";
import {
  type Asked,
  campaignMeant,
  type Figures,
  figures,
  NOBODY,
  type Reach,
  type Records,
  TOTAL,
} from "@/tests/support/oracle";

/** New provinces in every run; fast-check prints the seed of a failure, and `seed` below repeats it. */
const seed = Date.now() % 0x7fffffff;
const WORLDS = 8;
const QUESTIONS = 600;

type Cast = { name: string; viewer: Viewer; reach: Reach; hasDashboard: boolean };
type Place = { records: Records; cast: Cast[] };

const places: Place[] = [];

beforeAll(async () => {
  for (const made of fc.sample(world, { numRuns: WORLDS, seed })) {
    const records = await settle(made);
    places.push({ records, cast: await castOf(records) });
  }
}, 60_000);

const NOTHING: Reach = { provinces: [], units: [], branches: [], enterprises: [] };

/** Everybody who may ask about this province, and some who may not. */
async function castOf(records: Records): Promise<Cast[]> {
  const { provinceId } = records.plan;
  const [first, second] = records.units.map(({ id }) => id);
  const [branch] = records.branches;
  if (!first || !second || !branch) throw new Error("A world without units or organisations");
  const whole = { ...NOTHING, provinces: [provinceId] };
  const enterprises = coveredToday(records, branch.id);

  const officer = await viewer({ role: "unit_officer", provinceId, unitId: first });
  const secretary = {
    role: "branch_secretary",
    provinceId,
    unitId: branch.unitId,
    branchId: branch.id,
  } as const;
  const both = await viewer(secretary);
  await row("appointment", {
    ...{ account_id: both.accountId, role: "unit_officer", line: "both" },
    ...{ province_id: provinceId, unit_id: second, valid_from: "2000-01-01" },
  });
  const board = await viewer({ role: "province_board", provinceId });
  return [
    { name: "board", viewer: board, reach: whole, hasDashboard: true },
    {
      name: "organisation department",
      viewer: await viewer({ role: "org_department", provinceId }),
      reach: whole,
      hasDashboard: true,
    },
    {
      name: "Hội department",
      viewer: await viewer({ role: "association_department", provinceId }),
      reach: whole,
      hasDashboard: true,
    },
    { name: "officer", viewer: officer, reach: { ...NOTHING, units: [first] }, hasDashboard: true },
    {
      name: "officer of the sibling unit",
      viewer: await viewer({ role: "unit_officer", provinceId, unitId: second }),
      reach: { ...NOTHING, units: [second] },
      hasDashboard: true,
    },
    {
      name: "officer who is a secretary too",
      viewer: await signedIn(both.accountId),
      reach: { ...NOTHING, units: [second], branches: [branch.id], enterprises },
      hasDashboard: true,
    },
    { name: "secretary", viewer: await viewer(secretary), reach: NOTHING, hasDashboard: false },
    {
      name: "board of another province",
      viewer: await viewer({ role: "province_board", provinceId: await unit() }),
      reach: NOTHING,
      hasDashboard: false,
    },
    // The program is lied to about who asks; the database is not.
    {
      name: "officer posing as the board",
      viewer: rememberToken({ ...board }, await tokenOf(officer)),
      reach: { ...NOTHING, units: [first] },
      hasDashboard: true,
    },
    {
      name: "stranger with a made-up token",
      viewer: rememberToken({ ...board }, newSessionToken()),
      reach: NOTHING,
      hasDashboard: false,
    },
  ];
}

/** A session of the viewer's account whose token the test knows. */
async function tokenOf({ accountId }: Viewer): Promise<string> {
  const token = newSessionToken();
  await row("session", {
    ...{ account_id: accountId, token_hash: hashToken(token), device: "thử" },
    expires_at: new Date(Date.now() + 3_600_000),
  });
  return token;
}

function coveredToday(records: Records, branchId: string): string[] {
  const covered: string[] = [];
  for (const coverage of records.coverages) {
    if (coverage.branchId !== branchId || coverage.voidedAt || coverage.validTo) continue;
    covered.push(coverage.enterpriseId);
  }
  return covered;
}

const day = fc.constantFrom(...DAYS, "2014-12-15");

/** What may stand in an address: anything may be missing. */
const address = fc.record({
  asOf: fc.option(day),
  from: fc.option(day),
  knownAt: fc.option(day),
  line: fc.option(fc.constantFrom(...LINE_TABS)),
  unit: fc.option(fc.nat(3), { freq: 2 }),
  campaign: fc.option(fc.nat(1)),
  kind: fc.option(fc.constantFrom("cell", "chapter", "club"), { freq: 1 }),
});

type Address = typeof address extends fc.Arbitrary<infer Made> ? Made : never;

const givenFrom = ({ unit: unitAt, campaign, ...others }: Address, records: Records): GivenParams =>
  indicatorParamsSchema.parse({
    ...others,
    unit: unitAt === null ? null : (records.units[unitAt]?.id ?? NO_UNIT),
    campaign: campaign === null ? null : records.campaigns[campaign]?.id,
  });

const expected = ({ records }: Place, { reach }: Cast, asked: Asked): Figures =>
  figures(records, reach, asked);

const idsOf = (found: Figures, indicator: string, unitKey: string): string[] =>
  [...(found.get(indicator)?.get(unitKey) ?? [])].sort();

/** Follows an address of ours as the page does, to the last page; what it shows, and how many it says there are. */
async function follow(asker: Viewer, href: string) {
  const url = new URL(href, "http://localhost");
  const indicator = indicatorSchema.parse(url.pathname.split("/").at(-1));
  if (!indicator) throw new Error(`No indicator in ${href}`);
  const params = indicatorParamsSchema.parse(Object.fromEntries(url.searchParams));
  const ids: string[] = [];
  let total: number | undefined;
  let after: string | null = null;
  do {
    const cursor = readCursor(after);
    const page = await withViewer(asker, (tx) => indicatorRecords(asker, tx, indicator, params, cursor));
    if (!page) return undefined;
    total = page.total;
    ids.push(...page.records.map(({ id }) => id));
    after = page.next;
  } while (after);
  return { total, ids: ids.sort() };
}

const anyQuestion = fc.tuple(fc.nat(WORLDS - 1), fc.nat(9), address);

function asker(placeAt: number, castAt: number): { place: Place; cast: Cast } {
  const place = places[placeAt];
  const cast = place?.cast[castAt];
  if (!place || !cast) throw new RangeError("No such place or person");
  return { place, cast };
}

describe("indicators of random provinces", () => {
  it("K1–K6, K11, K12 and K17 are what a person would count on paper, by unit and in all, for everybody", async () => {
    await fc.assert(
      fc.asyncProperty(anyQuestion, async ([placeAt, castAt, said]) => {
        const { place, cast } = asker(placeAt, castAt);
        const given = givenFrom(said, place.records);
        const table = await withViewer(cast.viewer, (tx) => indicatorTable(cast.viewer, tx, given));
        if (!cast.hasDashboard) {
          expect(table).toBeUndefined();
          return;
        }
        if (!table) throw new Error(`${cast.name} has no dashboard`);
        const { params } = table;
        expect(params.campaign).toBe(
          campaignMeant(place.records, { asOf: params.asOf, campaign: given.campaign ?? null }),
        );
        const counted = expected(place, cast, params);
        for (const name of INDICATORS) {
          expect(table.total.numbers[name], `${cast.name}, ${name}`).toBe(idsOf(counted, name, TOTAL).length);
          const byUnit = table.rows.map(({ unit, numbers }) => [unit?.id ?? NOBODY, numbers[name]]);
          const onPaper = [...(counted.get(name) ?? [])].filter(([key]) => key !== TOTAL);
          expect(
            Object.fromEntries(byUnit.filter(([, number]) => number !== 0)),
            `${cast.name}, ${name}`,
          ).toEqual(Object.fromEntries(onPaper.map(([key, ids]) => [key, ids.size])));
        }
        for (const [kind, number] of Object.entries(table.total.numbers.founded)) {
          expect(number).toBe(idsOf(counted, `K11 ${kind}`, TOTAL).length);
        }
      }),
      { numRuns: QUESTIONS, seed },
    );
  });
});
