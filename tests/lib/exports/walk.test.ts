import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { PERSON_TABLES } from "@/lib/exports/person-tables";
import { PERSON_LISTS } from "@/lib/exports/schema";
import { LIST_TABLES } from "@/lib/exports/tables";

const ROOT = path.resolve(import.meta.dirname, "../../..");

/** How each page that shows a table gives it out: as a plain file, for a reason because persons are in it, or not, and why. */
type Way = { file: string; forAReason?: string } | { forAReason: string } | { not: string };

const OF_ONE_RECORD = "a table about one record, on whose page it is read; the list of records goes out";
const OF_DATA_PROTECTION =
  "the data protection desk's own papers: one more copy of them would be one more thing to protect";

const PAGES: Readonly<Record<string, Way>> = {
  "/": { not: "what waits for whoever looks; each line leads to a list that goes out" },
  "/account": { not: "the own sessions" },
  "/accounts": { forAReason: "accounts" },
  "/accounts/[accountId]": { not: OF_ONE_RECORD },
  "/accounts/delegations": { not: "the own two or three delegations, each a paper of its own" },
  "/advice": { file: "advice" },
  "/advice/report": { not: "numbers of the unit, each a link to the list that goes out; made to be printed" },
  "/activities": { file: "activity-register" },
  "/admissions": { forAReason: "admissions" },
  "/audit": {
    not: "the trace holds what every table holds; it is searched where its seals are, never carried about",
  },
  "/branches": { file: "branches" },
  "/branches/[branchId]": { not: OF_ONE_RECORD },
  "/branches/[branchId]/activities": { file: "activities" },
  "/branches/[branchId]/congresses": { not: OF_ONE_RECORD },
  "/branches/[branchId]/discipline": {
    not: "discipline is read where it is kept by the few who may, and never carried about in bulk",
  },
  "/branches/[branchId]/fees": { forAReason: "branch-fees" },
  "/branches/[branchId]/fees/payments": { file: "branch-payments" },
  "/branches/[branchId]/members": { forAReason: "branch-members" },
  "/branches/[branchId]/members/grid": { not: "a form; its list is the members'" },
  "/branches/[branchId]/posts": { forAReason: "posts" },
  "/branches/[branchId]/ratings": { not: OF_ONE_RECORD },
  "/branches/[branchId]/ratings/members": { forAReason: "member-ratings" },
  "/campaigns": { file: "campaigns" },
  "/campaigns/[campaignId]": { file: "progress" },
  "/campaigns/[campaignId]/enterprises": { file: "assignments" },
  "/cases": { file: "cases" },
  "/cases/[caseId]": { not: OF_ONE_RECORD },
  "/congresses": { file: "congresses" },
  "/coordination": { file: "coordination" },
  "/congresses/[congressId]": { not: OF_ONE_RECORD },
  "/dashboard": { not: "numbers; the list behind each goes out" },
  "/directives": { not: "a library of papers, each read on its own page with what is traced to it" },
  "/directives/[directiveId]": { not: OF_ONE_RECORD },
  "/duplicates": {
    not: "pairs of look-alike persons wait for one decision; side by side in a file they would be a list of suspicions",
  },
  "/enterprises": { file: "enterprises" },
  "/enterprises/[enterpriseId]": { not: OF_ONE_RECORD },
  "/feedback": { file: "feedback" },
  "/feedback/groups": { not: "counts of the list of difficulties, which goes out" },
  "/fees": { file: "fees" },
  "/fees/arrears": { forAReason: "fee-arrears" },
  "/fees/payments": { file: "payments" },
  "/fees/shares": { file: "shares" },
  "/goals": { file: "goals" },
  "/history/[kind]/[id]": { not: OF_ONE_RECORD },
  "/imports": { not: "the own uploads; what became of each row is in the result workbook of each" },
  "/imports/[importId]": { not: "goes out as the result workbook, /imports/[importId]/result" },
  "/imports/layouts": { not: "columns remembered for the next upload; the templates go out" },
  "/inbox": { not: "what was told to whoever looks" },
  "/measures": { file: "measures" },
  "/members": { forAReason: "members" },
  "/members/[personId]": { not: OF_ONE_RECORD },
  "/members/[personId]/access": { not: OF_ONE_RECORD },
  "/members/[personId]/privacy": { not: OF_ONE_RECORD },
  "/members/check": { not: "mistakes to be put right on the spot, each by its link" },
  "/model-cells": { file: "model-cells" },
  "/model-cells/[modelCellId]": { not: OF_ONE_RECORD },
  "/model-cells/criteria": { not: "the paper of the province; read beside each registration" },
  "/movements": { file: "movements" },
  "/movements/people": { forAReason: "movement-people" },
  "/needs": { file: "needs" },
  "/needs/[need]": { file: "need-enterprises" },
  "/overrides": { forAReason: "overrides" },
  "/oversight": { file: "oversight" },
  "/oversight/inspections/[inspectionId]": { not: OF_ONE_RECORD },
  "/partners": { file: "partners" },
  "/plans": { file: "plans" },
  "/plans/[planId]": { not: OF_ONE_RECORD },
  "/plans/[planId]/lists": { not: OF_ONE_RECORD },
  "/priority": { file: "priority" },
  "/priority/weights": { not: "a setting and its history, one row each time it is set" },
  "/privacy": { not: OF_DATA_PROTECTION },
  "/privacy/breaches": { not: OF_DATA_PROTECTION },
  "/privacy/breaches/[breachId]": { not: OF_ONE_RECORD },
  "/privacy/clocks": { not: "limits of the law and days off, the same for everybody" },
  "/privacy/exports": { not: OF_DATA_PROTECTION },
  "/privacy/missing": { not: OF_DATA_PROTECTION },
  "/privacy/register": { not: "the register of processing has a file of its own, /privacy/register/csv" },
  "/privacy/requests/[requestId]": { not: OF_ONE_RECORD },
  "/privacy/retention": { not: OF_DATA_PROTECTION },
  "/programmes": { file: "programmes" },
  "/programmes/[programmeId]": { not: OF_ONE_RECORD },
  "/ratings": { file: "ratings" },
  "/records/[indicator]": { file: "records" },
  "/referrals": { forAReason: "referrals" },
  "/referrals/indicator": { file: "residence", forAReason: "residence-people" },
  "/reports/forms": { file: "forms" },
  "/surveys": { file: "surveys" },
  "/targets": { file: "targets" },
  "/targets/[targetId]": { not: OF_ONE_RECORD },
  "/training": { file: "training" },
  "/training/[courseId]": { forAReason: "training-participants" },
  "/training/[courseId]/participants": { not: "a form; its list is the course's" },
  "/training/indicator": { file: "trained", forAReason: "training-people" },
  "/transfers": { forAReason: "transfers" },
  "/trips": { not: "a sheet of the own choosing, made to be printed; the enterprises go out" },
  "/units": { file: "units" },
  "/units/[unitId]": { not: OF_ONE_RECORD },
  "/work": { not: "what waits for whoever looks; each line leads to its record" },
  "/working-groups": { file: "working-groups" },
  "/working-groups/[groupId]": { not: OF_ONE_RECORD },
};

const read = (file: string) => readFileSync(path.join(ROOT, file), "utf8");
const fileOf = (module: string) =>
  [`${module}.tsx`, `${module}.ts`].find((file) => existsSync(path.join(ROOT, file)));

/** Components a file is made of, however deep. */
function madeOf(file: string, known = new Set<string>()): ReadonlySet<string> {
  for (const [, module = ""] of read(file).matchAll(/from "@\/(components\/[^"]+)"/g)) {
    const found = fileOf(module);
    if (!found || known.has(found)) continue;
    known.add(found);
    madeOf(found, known);
  }
  return known;
}

/** What makes a page one that lists: a table, a page of rows, a grid, or rows of cards by a filter. */
const LISTING = ["components/ui/table.tsx", "components/ui/filter-bar.tsx", "components/grid/edit-grid.tsx"];

const pages = readdirSync(path.join(ROOT, "app"), { recursive: true, encoding: "utf8" })
  .filter((file) => path.basename(file) === "page.tsx")
  .map((file) => ({
    file: `app/${file}`,
    route: `/${path.dirname(file)}`.replace(/\/\([^)]+\)/g, "").replace(/\/\.$/, "") || "/",
  }));

describe("every list goes out", () => {
  it("each page with a table is decided: as a file, for a reason, or not and why", () => {
    const listing = pages.filter(({ file }) => {
      const parts = madeOf(file);
      return LISTING.some((part) => parts.has(part)) && !/\/(?:new|edit)$/.test(path.dirname(file));
    });
    expect(listing.length).toBeGreaterThan(35);
    const routes = new Set(pages.map(({ route }) => route));
    expect(listing.map(({ route }) => route).filter((route) => !PAGES[route])).toEqual([]);
    expect(Object.keys(PAGES).filter((route) => !routes.has(route))).toEqual([]);
  });

  it.each(Object.entries(PAGES))("%s keeps to it", (route, way) => {
    const page = pages.find((one) => one.route === route);
    const source = page ? read(page.file) : "";
    if ("not" in way) {
      expect(way.not.length).toBeGreaterThan(10);
      expect(source).not.toMatch(/<(?:ExportLinks|PersonExport)\b/);
      return;
    }
    // The forms are a workbook, which no .csv holds: their page has a link of its own.
    if ("file" in way) {
      expect(source).toMatch(new RegExp(`<ExportLinks\\s+list="${way.file}"|"/exports/${way.file}"`));
    }
    if (way.forAReason) {
      expect(source).toMatch(new RegExp(`<PersonExport\\s+list="${way.forAReason}"`));
    }
  });

  it("has no list that no page offers", () => {
    const ways = Object.values(PAGES);
    expect([...LIST_TABLES.keys()].sort()).toEqual(
      ways.flatMap((way) => ("file" in way ? way.file : [])).sort(),
    );
    expect([...PERSON_LISTS].sort()).toEqual(
      ways.flatMap((way) => ("not" in way ? [] : (way.forAReason ?? []))).sort(),
    );
    expect(Object.keys(PERSON_TABLES).sort()).toEqual([...PERSON_LISTS].sort());
  });
});
