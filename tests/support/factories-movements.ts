import fc from "fast-check";
import { newId } from "@/lib/db/id";
import { Line } from "@/lib/generated/prisma/enums";
import { owner } from "@/tests/support/database";
import { insertAll, settle } from "@/tests/support/factories-indicators";

/** Days on which somebody comes or goes; what is put right afterwards moves to a day between two of them. */
const STEPS = ["2014-09-05", "2014-09-20", "2014-10-10", "2014-11-01", "2014-11-15", "2014-12-01"];
const BETWEEN = ["2014-09-12", "2014-10-01", "2014-10-23", "2014-11-08", "2014-11-20", "2014-12-09"];
/** Days on which figures are asked for: before, on and after those. */
export const ASKED = [
  "2014-09-04",
  "2014-09-05",
  "2014-09-20",
  "2014-10-23",
  "2014-11-01",
  "2014-11-02",
  "2014-11-15",
  "2014-12-10",
];

const EARLY = new Date("2014-09-01T02:00:00Z");
const LATER = [
  new Date("2014-10-05T03:00:00Z"),
  new Date("2014-11-01T17:00:00Z"),
  new Date("2014-11-25T03:00:00Z"),
];

const BRANCHES = { union: [1, 2, 3, 4], association: [5, 6] } as const;
const UNITS = 3;

const start = fc.constantFrom("admitted", "founding", "restored", "on_record", "transferred_in");
const end = fc.constantFrom("matured", "left", "struck_off", "expelled", "deceased", "transferred_out");

/** One person's road along a line: where they are from each step to the next, if anywhere, and what was put right later. */
const road = fc.record({
  places: fc.array(fc.oneof({ weight: 4, arbitrary: fc.nat(3) }, fc.constant(null)), {
    minLength: 6,
    maxLength: 6,
  }),
  stops: fc.array(fc.boolean(), { minLength: 6, maxLength: 6 }),
  starts: fc.array(start, { minLength: 6, maxLength: 6 }),
  ends: fc.array(end, { minLength: 6, maxLength: 6 }),
  /** Which steps are crossings from one organisation to the next: most. */
  crosses: fc.array(fc.constantFrom(true, true, true, false), { minLength: 6, maxLength: 6 }),
  put: fc.array(
    fc.oneof(
      { weight: 5, arbitrary: fc.constant(null) },
      fc.record({ at: fc.constantFrom(...LATER), how: fc.constantFrom("later", "kind", "void") }),
    ),
    { minLength: 6, maxLength: 6 },
  ),
});

export const movementWorld = fc.record({
  people: fc.array(
    fc.record({ union: road, association: fc.option(road), second: fc.option(road), isWoman: fc.boolean() }),
    { minLength: 5, maxLength: 8 },
  ),
  /** Whether and when each organisation changes its unit, and whether that was recorded late. */
  moves: fc.array(
    fc.record({
      unit: fc.nat(UNITS - 1),
      to: fc.option(fc.nat(UNITS - 1)),
      on: fc.constantFrom(...STEPS, ...BETWEEN),
      isLate: fc.boolean(),
    }),
    { minLength: 7, maxLength: 7 },
  ),
});
type Made = typeof movementWorld extends fc.Arbitrary<infer World> ? World : never;

type Held = {
  id: string;
  personId: string;
  branchId: string;
  line: Line;
  startKind: string;
  endKind: string | null;
  validFrom: string;
  validTo: string | null;
  recordedAt: Date;
  voidedAt: Date | null;
};

/** The rows of a road through the organisations given: a stay lasts until the place changes or a stop parts it. */
function rowsOf(
  made: Made["people"][number]["union"],
  personId: string,
  line: Line,
  branches: readonly string[],
): Held[] {
  const rows: Held[] = [];
  let from: number | null = null;
  for (let step = 0; step < STEPS.length; step += 1) {
    const place = made.places[step] ?? null;
    const next = made.places[step + 1] ?? null;
    if (place === null) continue;
    from ??= step;
    const isLast = step === STEPS.length - 1;
    if (!isLast && next === place && !made.stops[step]) continue;
    const branchId = branches[place % branches.length];
    const [validFrom, validTo] = [STEPS[from], isLast ? null : STEPS[step + 1]];
    if (!branchId || !validFrom || validTo === undefined) throw new RangeError("No such step");
    const cameFrom = from > 0 && (made.places[from - 1] ?? null) !== null && made.crosses[from];
    const goesTo = next !== null && made.crosses[step + 1];
    const startKind = cameFrom ? "transferred_in" : (made.starts[from] ?? "admitted");
    const endKind = validTo === null ? null : goesTo ? "transferred_out" : (made.ends[step] ?? "left");
    const row = {
      personId,
      branchId,
      line,
      startKind,
      endKind,
      validFrom,
      validTo,
      recordedAt: EARLY,
      voidedAt: null,
    };
    const put = made.put[from];
    if (put) {
      rows.push({ ...row, id: newId(), voidedAt: put.at });
      const later = { ...row, id: newId(), recordedAt: put.at };
      if (put.how === "later") rows.push({ ...later, validFrom: BETWEEN[from] ?? validFrom });
      if (put.how === "kind") rows.push({ ...later, startKind: "on_record", endKind: endKind && "left" });
    } else rows.push({ ...row, id: newId() });
    from = null;
  }
  return rows;
}

/** Writes a world as the owner, in a province of its own, and gives back its rows as they were made up. */
export async function settleMovements(made: Made) {
  const always = { validFrom: "2014-09-01", validTo: null, recordedAt: EARLY, voidedAt: null };
  const branch = (kind: "cell" | "chapter", place: number) => ({
    ...{ unit: lastUnit(made, place), kind, isBelow: false, measures: [], dues: [], ratings: [] },
    life: [{ ...always, beginning: "established" as const }],
    covers: [{ enterprise: 0, when: [always] }],
  });
  const records = await settle({
    plan: {
      ...{ legalForms: ["joint_stock"], ownerships: ["non_state"], countsSuspended: false },
      associationKinds: ["chapter"],
    },
    enterprises: [
      {
        versions: [{ ...always, legalForm: "joint_stock", ownership: "non_state", status: "active" }],
        ...{ union: [{ ...always, unit: 0 }], association: [{ ...always, unit: 0 }], surveys: [], goals: [] },
      },
    ],
    branches: Array.from({ length: 7 }, (_, place) =>
      branch((BRANCHES.association as readonly number[]).includes(place) ? "chapter" : "cell", place),
    ),
  });
  const branchIds = records.branches.map(({ id }) => id);
  const unitIds = records.units.map(({ id }) => id);
  const managements = made.moves.flatMap(({ unit, to, on, isLate }, place) => {
    const branchId = branchIds[place];
    const [first, second] = [unitIds[unit], to === null ? undefined : unitIds[to]];
    if (!branchId || !first) throw new RangeError("No such unit");
    const row = (
      managingUnitId: string,
      validFrom: string,
      validTo: string | null,
      recordedAt: Date,
      voidedAt: Date | null,
    ) => ({
      ...{ id: newId(), branchId, managingUnitId, validFrom, validTo, recordedAt, voidedAt },
    });
    if (!second || second === first) return [row(first, "1900-01-01", null, EARLY, null)];
    const at = isLate ? (LATER[1] ?? EARLY) : EARLY;
    return [
      ...(isLate ? [row(first, "1900-01-01", null, EARLY, at)] : []),
      row(first, "1900-01-01", on, at, null),
      row(second, on, null, at, null),
    ];
  });
  await owner.query("delete from branch_management where branch_id = any ($1)", [branchIds]);
  await insertAll("branch_management", managements);
  const people = made.people.map(({ isWoman }, index) => ({
    id: newId(),
    isWoman,
    key: `nguoi ${index % 3}`,
  }));
  await insertAll(
    "person",
    people.map(({ id, isWoman, key }) => ({
      ...{ id, fullName: "Người Thử", searchKey: key, sortKey: key, gender: isWoman ? "female" : "male" },
    })),
  );
  const at = (places: readonly number[]) => places.flatMap((place) => branchIds[place] ?? []);
  const memberships = made.people.flatMap(({ union, association, second }, index) => {
    const personId = people[index]?.id ?? "";
    return [
      ...rowsOf(union, personId, Line.union, at(BRANCHES.union)),
      // Two organisations of the Hội at once are allowed.
      ...(association ? rowsOf(association, personId, Line.association, at([5])) : []),
      ...(second ? rowsOf(second, personId, Line.association, at([6])) : []),
    ];
  });
  // Histories as they come in from old lists: of an expulsion of long ago nobody has entered the decision.
  await owner.query("alter table membership disable trigger b_expulsion");
  await insertAll(
    "membership",
    memberships.map((row) => ({ ...row, recordedById: newId(), isDemo: false })),
  );
  return { provinceId: records.plan.provinceId, unitIds, branchIds, people, memberships, managements };
}

export type SettledMovements = Awaited<ReturnType<typeof settleMovements>>;

const lastUnit = (made: Made, place: number): number => made.moves[place]?.to ?? made.moves[place]?.unit ?? 0;
