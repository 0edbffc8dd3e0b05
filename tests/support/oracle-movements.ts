import type { SettledMovements } from "@/tests/support/factories-movements";

/**
 * K10 a second time, as somebody with a calendar would count it: day after day, who was there yesterday and who is today. Plain
 * loops over rows in memory, no SQL and no code of the program.
 */
export type Counted = {
  opening: string[];
  closing: string[];
  /** Person and kind, once for each movement. */
  entries: { personId: string; kind: string }[];
  exits: { personId: string; kind: string }[];
};

export type Question = {
  asOf: string;
  from: string;
  knownAt: string | null;
  /** Null: persons of both lines, each once. */
  line: string | null;
  unitId: string | null;
  branchId: string | null;
};

const VIETNAM = new Intl.DateTimeFormat("en-CA", { timeZone: "Asia/Ho_Chi_Minh", dateStyle: "short" });

function wasKnown(row: { recordedAt: Date; voidedAt: Date | null }, knownAt: string | null): boolean {
  if (knownAt === null) return row.voidedAt === null;
  if (VIETNAM.format(row.recordedAt) > knownAt) return false;
  return row.voidedAt === null || VIETNAM.format(row.voidedAt) > knownAt;
}

const dayAfter = (day: string, days = 1): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);

/** Where somebody is on a day: each place once, with the membership that puts them there. */
function placesOn(world: SettledMovements, question: Question, personId: string, day: string) {
  const places: { membership: string; began: string; ended: string | null; unitId: string }[] = [];
  for (const held of world.memberships) {
    if (held.personId !== personId || (question.line !== null && held.line !== question.line)) continue;
    if (!wasKnown(held, question.knownAt)) continue;
    if (day < held.validFrom || (held.validTo !== null && day >= held.validTo)) continue;
    if (question.branchId !== null && held.branchId !== question.branchId) continue;
    for (const row of world.managements) {
      if (row.branchId !== held.branchId || !wasKnown(row, question.knownAt)) continue;
      if (day < row.validFrom || (row.validTo !== null && day >= row.validTo)) continue;
      if (question.unitId !== null && row.managingUnitId !== question.unitId) continue;
      const endsToday = held.validTo === dayAfter(day);
      const isTakenAway = row.validTo === dayAfter(day);
      places.push({
        membership: held.id,
        unitId: row.managingUnitId,
        began: held.validFrom === day ? held.startKind : row.validFrom === day ? "reorganised" : "",
        ended: endsToday ? held.endKind : isTakenAway ? "reorganised" : null,
      });
    }
  }
  return places;
}

/** Of several on one day a crossing speaks for all; else the order of the names, or of the list. */
const CROSSING_IN = ["transferred_in", "reorganised"];
const OUT_ORDER = ["matured", "struck_off", "expelled", "deceased", "left", "transferred_out", "reorganised"];

export function countDayByDay(world: SettledMovements, question: Question): Counted {
  const counted: Counted = { opening: [], closing: [], entries: [], exits: [] };
  for (const { id } of world.people) {
    let yesterday = placesOn(world, question, id, dayAfter(question.from, -1));
    if (yesterday.length > 0) counted.opening.push(id);
    for (let day = question.from; day <= question.asOf; day = dayAfter(day)) {
      const today = placesOn(world, question, id, day);
      const stays = today.some(({ began }) => began === "");
      const gone = yesterday.flatMap(({ ended }) => ended ?? []);
      const come = today.map(({ began }) => began).filter((kind) => kind !== "");
      const crossed =
        gone.some((kind) => kind === "transferred_out" || kind === "reorganised") &&
        come.some((kind) => CROSSING_IN.includes(kind));
      if (!stays && !crossed) {
        if (yesterday.length > 0) {
          const kind = gone.toSorted((one, other) => OUT_ORDER.indexOf(other) - OUT_ORDER.indexOf(one))[0];
          counted.exits.push({ personId: id, kind: kind ?? "?" });
        }
        if (today.length > 0) {
          const crossings = come.filter((kind) => CROSSING_IN.includes(kind));
          const kind = (crossings.length > 0 ? crossings : come).toSorted()[0];
          counted.entries.push({ personId: id, kind: kind ?? "?" });
        }
      }
      yesterday = today;
    }
    if (placesOn(world, question, id, question.asOf).length > 0) counted.closing.push(id);
  }
  return counted;
}
