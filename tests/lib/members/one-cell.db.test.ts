import fc from "fast-check";
import { expect, it } from "vitest";
import type { Viewer } from "@/lib/access/policy";
import {
  correctMembership,
  decideAdmissions,
  endMembership,
  proposeAdmission,
  takeBackMembership,
} from "@/lib/members/commands";
import { owner } from "@/tests/support/database";
import { branch, deed, member, viewer } from "@/tests/support/factories";
import { admission, cellWorld } from "@/tests/support/factories-members";

/** A handful of days, so that edges meet. */
const DAYS = [
  "2013-03-01",
  "2013-03-02",
  "2013-06-01",
  "2013-12-31",
  "2014-01-01",
  "2014-02-28",
  "2014-03-01",
];
const day = fc.constantFrom(...DAYS);
const PERSONS = 2;
const CELLS = 3;

const deeds = fc.array(
  fc.oneof(
    {
      weight: 3,
      arbitrary: fc.record({
        kind: fc.constant("admit"),
        person: fc.nat(PERSONS - 1),
        cell: fc.nat(CELLS - 1),
        from: day,
      }),
    },
    { weight: 2, arbitrary: fc.record({ kind: fc.constant("end"), row: fc.nat(5), on: day }) },
    {
      weight: 3,
      arbitrary: fc.record({ kind: fc.constant("correct"), row: fc.nat(5), from: day, to: fc.option(day) }),
    },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant("take back"), row: fc.nat(5) }) },
  ),
  { minLength: 3, maxLength: 10 },
);
type Step = typeof deeds extends fc.Arbitrary<(infer One)[]> ? One : never;

/** The same in memory, as plainly as can be: one row a membership, days compared as strings. */
type Row = { person: number; cell: number; from: string; to: string | null };
const meet = (one: Row, other: Row) =>
  one.person === other.person && one.from < (other.to ?? "9999") && other.from < (one.to ?? "9999");
const sorted = (rows: Row[]) =>
  rows.sort((one, other) => `${one.person} ${one.from}`.localeCompare(`${other.person} ${other.from}`));

function expected(rows: Row[], step: Step): Row[] | "refused" {
  const fits = (candidate: Row, others: Row[]) =>
    others.some((other) => meet(candidate, other)) ? "refused" : sorted([...others, candidate]);
  if ("cell" in step) {
    const { person, cell, from } = step;
    return fits({ person, cell, from, to: null }, rows);
  }
  const row = rows[step.row];
  if (!row) return rows;
  const others = rows.filter((other) => other !== row);
  if ("on" in step)
    return row.to || step.on <= row.from ? "refused" : sorted([...others, { ...row, to: step.on }]);
  if (!("from" in step)) return others;
  const to = row.to ? step.to : null;
  return to && to <= step.from ? "refused" : fits({ ...row, from: step.from, to }, others);
}

type Place = { officers: readonly [Viewer, Viewer]; cells: string[]; persons: string[] };

async function rowsOf({ persons, cells }: Place) {
  const { rows } = await owner.query(
    `select id, person_id, branch_id, valid_from::text, valid_to::text,
       (select count(*)::int from membership x where x.person_id = m.person_id and x.branch_id = m.branch_id) as version
     from membership m where person_id = any ($1) and branch_id = any ($2) and voided_at is null`,
    [persons, cells],
  );
  return rows
    .map((row) => ({
      ...{ id: String(row.id), version: Number(row.version), from: String(row.valid_from) },
      to: row.valid_to === null ? null : String(row.valid_to),
      ...{ person: persons.indexOf(row.person_id), cell: cells.indexOf(row.branch_id) },
    }))
    .sort((one, other) => `${one.person} ${one.from}`.localeCompare(`${other.person} ${other.from}`));
}

async function take(place: Place, step: Step): Promise<boolean> {
  const [officer, colleague] = place.officers;
  if ("cell" in step) {
    const who = { id: place.persons[step.person] ?? "" };
    const input = admission(place.cells[step.cell] ?? "", who, { admitOn: step.from });
    const proposed = await proposeAdmission(officer, deed(), input);
    if (!proposed.ok) return false;
    const decision = { admissionIds: [proposed.value.admissionId], verdict: "approve" as const };
    return (await decideAdmissions(colleague, deed(), { ...decision, decisionNumber: null, reason: null }))
      .ok;
  }
  const row = (await rowsOf(place))[step.row];
  if (!row) return true;
  const membershipId = row.id;
  if ("on" in step) {
    return (
      await endMembership(officer, deed(), { membershipId, endKind: "left", on: step.on, reason: null })
    ).ok;
  }
  if (!("from" in step))
    return (await takeBackMembership(colleague, deed(), { membershipId, why: "thử" })).ok;
  const ending = step.to ? { validTo: step.to, endKind: "left" as const } : { validTo: null, endKind: null };
  const notes = { endReason: null, joined: null, cardNumber: null, why: "thử" };
  const input = { membershipId, version: row.version, validFrom: step.from, ...ending, ...notes };
  return (await correctMembership(officer, deed(), input)).ok;
}

it("V14: after any admissions, ends and corrections nobody is in two chi đoàn on any day, now or as it was known", async () => {
  await fc.assert(
    fc.asyncProperty(deeds, async (steps) => {
      const { provinceId, districtA, officer, cell, otherCell } = await cellWorld();
      const colleague = await viewer({ role: "unit_officer", provinceId, unitId: districtA });
      const cells = [cell, otherCell, await branch({ provinceId, unitId: districtA })];
      // Known to the district by a chi hội, so that no membership of the tested line comes with them.
      const chapter = await branch({ provinceId, unitId: districtA, line: "association" });
      const persons = [await member({ branchId: chapter }), await member({ branchId: chapter })].map(
        ({ personId }) => personId,
      );
      const place: Place = { officers: [officer, colleague], cells, persons };
      let model: Row[] = [];
      for (const step of steps) {
        const next = expected(model, step);
        expect(await take(place, step), JSON.stringify({ model, step })).toBe(next !== "refused");
        if (next !== "refused") model = next;
        const stored = await rowsOf(place);
        expect(
          stored.map(({ person, cell: where, from, to }) => ({ person, cell: where, from, to })),
        ).toEqual(model);
      }
      const { rows: doubles } = await owner.query(
        `select m.person_id from membership m join membership o on o.person_id = m.person_id and o.id > m.id
           and daterange(o.valid_from, o.valid_to) && daterange(m.valid_from, m.valid_to)
           and tstzrange(o.recorded_at, o.voided_at) && tstzrange(m.recorded_at, m.voided_at)
         where m.line = 'union' and o.line = 'union' and m.person_id = any ($1)`,
        [persons],
      );
      expect(doubles).toEqual([]);
    }),
    { numRuns: 25, endOnFailure: true },
  );
}, 120_000);
