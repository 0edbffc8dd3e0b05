import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import type { Viewer } from "@/lib/access/policy";
import { mintViewer } from "@/lib/access/viewer";
import { newId } from "@/lib/db/id";
import { withViewer } from "@/lib/db/scope";
import { allRows, type Expected, expected, type Rows } from "./expected";
import { databaseFunctions, filesBelow, serverActions } from "./exports";
import type { Entry, Reading, Target, Writing } from "./program";
import { READINGS } from "./program-reads";
import { WRITINGS } from "./program-writes";
import { type Row, TABLES } from "./tables";
import { buildWorld, type Person, type World } from "./world";

/**
 * The matrix asked of the program: every query, report and command, by every kind of viewer, for every record. What lies
 * outside is not found, and nothing of it is in any list, count's details, search or error. Every deed is undone.
 */

vi.hoisted(() => {
  process.env["BUSINESS_DATE"] = "2014-12-15";
});
vi.mock("@/lib/db/transaction", async (original) => {
  const real = await original<typeof import("@/lib/db/transaction")>();
  class Undone extends Error {}
  const inSession: typeof real.inSession = async (token, work) => {
    const done: Awaited<ReturnType<typeof work>>[] = [];
    try {
      return await real.inSession(token, async (tx) => {
        done.push(await work(tx));
        throw new Undone();
      });
    } catch (error) {
      const [value] = done;
      // What the work returned, once all it wrote is taken back.
      if (error instanceof Undone && value !== undefined) return value;
      throw error;
    }
  };
  return { ...real, inSession };
});

// Hundreds of questions in one test: slow where many others run.
vi.setConfig({ testTimeout: 180_000 });

let world: World;
let rows: Rows;
let due: Expected;
const viewers: { person: Person; viewer: Viewer }[] = [];
/** Words of the records each viewer may not read. */
const forbidden = new Map<Person, ReadonlySet<string>>();
let cells = 0;

beforeAll(async () => {
  world = await buildWorld();
  rows = await allRows();
  due = expected(world, rows);
  for (const person of world.persons) {
    const viewer = person.token === "" ? undefined : await mintViewer(person.token);
    if (!viewer) continue;
    viewers.push({ person, viewer });
    forbidden.set(person, wordsOutside(person));
  }
}, 120_000);

afterAll(() => {
  const asked = Object.keys(REGISTRY).length;
  process.stdout.write(`The program was asked ${cells} cells: ${asked} entries, ${viewers.length} viewers\n`);
});

const REGISTRY: Readonly<Record<string, Entry>> = { ...READINGS, ...WRITINGS };

const WORD = /Zq[bcdghklmnp]{4}/g;
const wordsOf = (text: string): string[] => text.match(WORD) ?? [];

/** A word may stand in several rows (a name and its version): it is outside when none of them may be read. */
function wordsOutside(person: Person): Set<string> {
  const outside = new Set<string>();
  const inside = new Set<string>();
  for (const [table, all] of rows) {
    if (table === "audit_entry") continue;
    for (const row of all) {
      const words = isKnown(person, table, row) ? inside : outside;
      for (const word of wordsOf(JSON.stringify(row))) words.add(word);
    }
  }
  for (const word of inside) outside.delete(word);
  return outside;
}

/** Sensitive values pass through one function only, to whom the matrix names. */
const isKnown = (person: Person, table: string, row: Row): boolean =>
  table === "person_sensitive"
    ? due.isGranted(person, "sensitive.read", "person", { ...row, id: row["person_id"] })
    : due.isReadable(person, table, row);

/** Everything of an answer as text, maps and sets too. */
const asText = (answer: unknown): string =>
  JSON.stringify(answer, (_key, value) => {
    if (value instanceof Map) return [...value];
    if (value instanceof Set) return [...value];
    return typeof value === "bigint" ? String(value) : value;
  }) ?? "";

const isTarget = (row: Row): row is Target => typeof row["id"] === "string";
/** One record of each place and state: another beside it would be asked the same. */
function targetsOf(table: string, isAsked: (row: Row) => boolean = () => true): Target[] {
  const places = new Map<string, Target>();
  for (const row of (rows.get(table) ?? []).filter(isTarget).filter(isAsked)) {
    const place = JSON.stringify([
      due.placesOf(table, row),
      row["state"],
      row["plan_id"],
      row["campaign_id"],
    ]);
    if (!places.has(place)) places.set(place, row);
  }
  return [...places.values()];
}

const leaks = (person: Person, text: string): string[] =>
  wordsOf(text).filter((word) => forbidden.get(person)?.has(word) === true);

const isExempt = (entry: Entry): entry is { because: string } => "because" in entry;
const nameOf = (row: Row): string => String(row["name"] ?? row["full_name"] ?? row["title"] ?? row["id"]);

describe("the registry", () => {
  it("has every exported query, report and command of the program", () => {
    const found = databaseFunctions().map(({ key }) => key);
    expect(found.length).toBeGreaterThan(100);
    const missing = found.filter((key) => !(key in REGISTRY));
    const gone = Object.keys(REGISTRY).filter((key) => !found.includes(key));
    expect(
      missing,
      "add each to READINGS or WRITINGS in tests/matrix/program-reads.ts, program-writes.ts",
    ).toEqual([]);
    expect(gone, "take out of tests/matrix/program-reads.ts, program-writes.ts").toEqual([]);
  });

  it("has every command behind every server action", () => {
    const found = serverActions();
    expect(found.length).toBeGreaterThan(30);
    const wrong = found.flatMap(({ key, file, calls }) => {
      if (file in ACTIONS_OF_ONESELF) return [];
      const known = calls.filter((call) => call in REGISTRY);
      const unknown = calls.filter((call) => !(call in REGISTRY));
      if (known.length === 0) return [`${key} calls no command of the matrix`];
      return unknown.map((call) => `${key} calls ${call}`);
    });
    expect(wrong, "a server action does its work through commands and queries of the matrix").toEqual([]);
    expect(Object.keys(ACTIONS_OF_ONESELF).filter((key) => !found.some(({ file }) => file === key))).toEqual(
      [],
    );
  });

  it("is behind every page and route: they reach records through its functions, and by no way of their own", () => {
    const doors = filesBelow("app", (name) => /^(?:page|layout|route)\.tsx?$/.test(name));
    expect(doors.length).toBeGreaterThan(80);
    const wrong = doors.flatMap((file) => {
      const text = readFileSync(file, "utf8");
      const imported = [...text.matchAll(/from "@\/lib\/([^"]+)"/g)].map(([, module = ""]) => module);
      return [
        ...(/\btx\s*\.\s*\w|\$queryRaw|\$executeRaw/.test(text) ? [`${file} asks the database itself`] : []),
        ...imported
          .filter((module) => !OPEN_TO_DOORS.test(module))
          .map((module) => `${file} imports ${module}`),
      ];
    });
    expect(wrong).toEqual([]);
  });

  it("knows every route that is not made by apiRoute, which asks who is there first", () => {
    const routes = filesBelow("app", (name) => name === "route.ts");
    const own = routes.filter((file) => !readFileSync(file, "utf8").includes("apiRoute("));
    expect(own).toEqual(Object.keys(ROUTES_OF_THEIR_OWN));
    for (const [file, asks] of Object.entries(ROUTES_OF_THEIR_OWN))
      expect(readFileSync(file, "utf8"), file).toMatch(asks);
  });

  it("gives a reason for whatever is left out, and asks of tables that exist", () => {
    for (const [key, entry] of Object.entries(REGISTRY)) {
      if (isExempt(entry)) expect(entry.because.length, key).toBeGreaterThan(10);
      else if (entry.of) expect(entry.of in TABLES, key).toBe(true);
    }
  });
});

/** What pages and routes may use of the library: registered functions, and what knows no record. */
const OPEN_TO_DOORS =
  /^(?:[a-z-]+\/(?:queries|reports|actions|schema|policy|rules|labels)|(?:forms|dates|text|http)\/[a-z-]+|db\/(?:scope|id|readiness)|access\/(?:viewer|proof|options|second-factor|sign-in|session|cookie)|accounts\/link-address|files\/table|imports\/(?:fields|upload)|env|format|result|generated\/prisma\/enums)$/;

/** Routes with an answer of their own kind, and how each asks who is there; two are open to everybody and tell nothing. */
const ROUTES_OF_THEIR_OWN: Readonly<Record<string, RegExp>> = {
  "app/(app)/exports/[list]/route.ts": /currentViewer\(\)/,
  "app/(app)/imports/[importId]/result/route.ts": /currentViewer\(\)/,
  "app/(app)/imports/templates/[kind]/route.ts": /currentViewer\(\)/,
  "app/(app)/imports/upload/route.ts": /currentViewer\(\)/,
  "app/(app)/members/export/file/route.ts": /currentViewer\(\)/,
  "app/(app)/privacy/exports/[exportId]/data/route.ts": /currentViewer\(\)/,
  "app/(app)/privacy/register/csv/route.ts": /currentViewer\(\)|requireViewer\(\)|readAsViewer\(/,
  "app/api/auth/[...nextauth]/route.ts": /authOptions\(\)/,
  "app/api/health/route.ts": /GET/,
  "app/api/ready/route.ts": /readiness|isReady/,
  "app/api/suggest/enterprises/route.ts": /currentViewer\(\)/,
  "app/api/suggest/persons/route.ts": /currentViewer\(\)/,
  "app/api/v1/[...path]/route.ts": /currentViewer\(\)|signedOut\(\)|notThere\(\)/,
};

/** Files of server actions that are about nobody but who calls them. */
const ACTIONS_OF_ONESELF: Readonly<Record<string, string>> = {
  "lib/access/actions.ts":
    "signing in and out, the own password, second factor and sessions: tests/lib/access",
};

const readings = Object.entries(REGISTRY).filter((one): one is [string, Reading] => "read" in one[1]);
const writings = Object.entries(REGISTRY).filter((one): one is [string, Writing] => "write" in one[1]);

describe.each(readings)("%s", (_key, entry) => {
  it("shows what the matrix grants, and nothing of anything else", async () => {
    const wrong: string[] = [];
    const targets = entry.of ? targetsOf(entry.of, entry.rows) : [];
    if (entry.of) expect(targets.length).toBeGreaterThan(0);
    for (const { person, viewer } of viewers) {
      const answers = await answersTo(viewer, entry, targets);
      for (const text of new Set(answers.map(({ text }) => text))) {
        for (const word of new Set(leaks(person, text))) wrong.push(`${person.name} sees ${word}`);
      }
      cells += Math.max(answers.length, targets.length);
      const { of, by } = entry;
      if (!of || !by) continue;
      for (const [index, target] of targets.entries()) {
        const { answer } = answers[index] ?? answers[0] ?? { answer: null };
        const isSeen = entry.isReached
          ? entry.isReached(answer, target)
          : answer !== null && answer !== undefined;
        const isDue = due.isGranted(person, by, of, target);
        if (isSeen !== isDue)
          wrong.push(`${person.name} ${isSeen ? "reaches" : "does not find"} ${nameOf(target)}`);
      }
    }
    expect(wrong).toEqual([]);
  });
});

type Read = { answer: unknown; text: string };

/** One answer for each record; what takes no record is asked once, for its answer is about all of them. */
const answersTo = (viewer: Viewer, entry: Reading, targets: readonly Target[]): Promise<Read[]> =>
  withViewer(viewer, async (tx) => {
    const answers: Read[] = [];
    for (const target of entry.read.length < 3 ? [NO_TARGET] : targets) {
      const answer = await entry.read(viewer, tx, target);
      answers.push({ answer, text: asText(answer) });
    }
    return answers;
  });

const NO_TARGET: Target = { key: "", id: "" };

describe.each(writings)("%s", (_key, entry) => {
  it("is not found by whom the matrix does not name, and reached by all others", async () => {
    const wrong: string[] = [];
    const targets = targetsOf(entry.of, entry.rows);
    expect(targets.length).toBeGreaterThan(0);
    let found = 0;
    for (const { person, viewer } of viewers) {
      for (const target of targets) {
        cells += 1;
        const answer = await entry.write(viewer, { requestId: newId(), reason: "Thử" }, target);
        const isFound = answer.ok || !answer.refusal.endsWith("_not_found");
        const isDue = due.isGranted(person, entry.by, entry.of, target);
        if (isFound) found += 1;
        if (isFound !== isDue) {
          wrong.push(
            `${person.name} ${isFound ? "reaches" : "does not find"} ${nameOf(target)}: ${asText(answer)}`,
          );
        }
        for (const word of new Set(leaks(person, asText(answer)))) {
          wrong.push(`${person.name} is told ${word} (asking for ${nameOf(target)})`);
        }
      }
    }
    expect(wrong).toEqual([]);
    // What nobody found proves nothing of those who may not.
    expect(found).toBeGreaterThan(0);
  });
});
