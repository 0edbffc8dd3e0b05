import fc from "fast-check";
import { expect, it } from "vitest";
import type { Viewer } from "@/lib/access/policy";
import { withViewer } from "@/lib/db/scope";
import { movementPeople } from "@/lib/movements/queries";
import { movementTable } from "@/lib/movements/reports";
import {
  balances,
  ENTRIES,
  EXITS,
  MOVEMENTS,
  type Movement,
  type MovementNumbers,
  recordOf,
} from "@/lib/movements/rules";
import { viewer } from "@/tests/support/factories";
import { ASKED, movementWorld, settleMovements } from "@/tests/support/factories-movements";
import { type Counted, countDayByDay } from "@/tests/support/oracle-movements";

const plain = ({ opening, entries, exits, closing }: MovementNumbers) => ({
  opening,
  entries,
  exits,
  closing,
});
const kinds = <Kind extends string>(all: readonly Kind[], found: Counted["entries"]) =>
  recordOf(all, (kind) => found.filter((one) => one.kind === kind).length);
const inNumbers = (counted: Counted) => ({
  opening: counted.opening.length,
  entries: kinds(ENTRIES, counted.entries),
  exits: kinds(EXITS, counted.exits),
  closing: counted.closing.length,
});

/** Everybody behind a number, page by page. */
async function everybody(board: Viewer, movement: Movement, given: Parameters<typeof movementPeople>[3]) {
  const list = await withViewer(board, (tx) => movementPeople(board, tx, movement, given, undefined, 500));
  if (!list) throw new Error("The board reads the people of both lines");
  expect(list.people).toHaveLength(list.total);
  return list.people;
}

const asked = fc.record({
  days: fc.tuple(fc.constantFrom(...ASKED), fc.constantFrom(...ASKED)).map((days) => days.toSorted()),
  knownAt: fc.option(fc.constantFrom("2014-10-01", "2014-11-01", "2014-11-02", "2014-12-14")),
  line: fc.constantFrom("union" as const, "association" as const),
  unit: fc.nat(2),
  movement: fc.constantFrom(...MOVEMENTS),
});

it("K10 reconciles at every level on any days and as known at any, and every number is its list, counted day by day (V24)", async () => {
  const seen = new Set<string>();
  await fc.assert(
    fc.asyncProperty(
      movementWorld,
      fc.array(asked, { minLength: 2, maxLength: 2 }),
      async (made, questions) => {
        const world = await settleMovements(made);
        const board = await viewer({ role: "province_board", provinceId: world.provinceId });
        for (const { days, knownAt, line, unit, movement } of questions) {
          const [from = "", asOf = ""] = days;
          const unitId = world.unitIds[unit] ?? "";
          const given = { from, asOf, knownAt };
          const table = await withViewer(board, (tx) => movementTable(board, tx, given));
          const ofUnit = await withViewer(board, (tx) =>
            movementTable(board, tx, { ...given, unit: unitId }),
          );
          const question = { ...given, unitId: null, branchId: null };
          for (const found of table?.tables ?? []) {
            const whole = countDayByDay(world, { ...question, line: found.line });
            expect(plain(found.total)).toEqual(inNumbers(whole));
            expect(found.checks.filter(({ broken }) => broken.length > 0)).toEqual([]);
            for (const { id, numbers } of found.rows) {
              const units = { ...question, line: found.line, unitId: id };
              expect(plain(numbers)).toEqual(inNumbers(countDayByDay(world, units)));
              expect(balances(numbers)).toBe(true);
              for (const kind of [...ENTRIES, ...EXITS] as const) {
                if (kind in numbers.entries && numbers.entries[kind as "admitted"] > 0)
                  seen.add(`in.${kind}`);
                if (kind in numbers.exits && numbers.exits[kind as "left"] > 0) seen.add(`out.${kind}`);
              }
            }
          }
          for (const found of ofUnit?.tables ?? []) {
            for (const { id, numbers } of found.rows) {
              const branches = { ...question, line: found.line, unitId, branchId: id };
              expect(plain(numbers)).toEqual(inNumbers(countDayByDay(world, branches)));
            }
            // What a unit's own page says is what its row said.
            const row = table?.tables
              .find((one) => one.line === found.line)
              ?.rows.find(({ id }) => id === unitId);
            expect(row?.numbers ?? null).toEqual(found.total);
          }
          const persons = countDayByDay(world, { ...question, line: null });
          expect(table?.persons?.closing).toBe(persons.closing.length);
          const women = persons.closing.filter((id) => world.people.find((one) => one.id === id)?.isWoman);
          expect(table?.persons?.women).toBe(women.length);

          // The list behind a number: of the same people, as often as they moved.
          const counted = countDayByDay(world, { ...question, line, unitId });
          const people = (await everybody(board, movement, { ...given, line, unit: unitId })).map(
            ({ personId }) => personId,
          );
          const now = countDayByDay(world, { ...question, knownAt: null, line, unitId }).closing;
          const then = counted.closing;
          const kind = movement.slice(movement.indexOf(".") + 1);
          const due = movement.startsWith("corrected")
            ? movement === "corrected.in"
              ? now.filter((id) => !then.includes(id))
              : then.filter((id) => !now.includes(id))
            : movement === "opening"
              ? counted.opening
              : movement === "closing"
                ? then
                : movement === "women"
                  ? then.filter((id) => world.people.find((one) => one.id === id)?.isWoman)
                  : (movement.startsWith("in.") ? counted.entries : counted.exits)
                      .filter((one) => one.kind === kind)
                      .map(({ personId }) => personId);
          expect(people.toSorted()).toEqual(due.toSorted());
          const numbers = ofUnit?.tables.find((one) => one.line === line)?.total;
          if (knownAt !== null && movement.startsWith("corrected")) {
            expect(numbers?.corrected?.[kind === "in" ? "in" : "out"]).toBe(due.length);
          }
        }
      },
    ),
    { numRuns: 8, seed: Date.now() % 0x7fffffff },
  );
  // A property that never saw a transfer or an organisation changing its unit proves nothing.
  expect([...seen]).toEqual(
    expect.arrayContaining([
      "in.transferred_in",
      "out.transferred_out",
      "in.reorganised",
      "out.reorganised",
      "in.admitted",
      "out.left",
    ]),
  );
}, 120_000);
