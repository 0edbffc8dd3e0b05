import type { Page } from "@playwright/test";
import { addresses, everyId, openDatabase } from "./known";
import { expect, lookAt, signIn, test } from "./support";

/** Every page in the role that uses it most; `from` and `link` find a record's address on a list. */
const PAGES: Record<string, { path: string; from?: string; link?: string }[]> = {
  "huyen-045": [
    { path: "/" },
    { path: "/account" },
    { path: "/enterprises" },
    { path: "/enterprises?q=khong-co" },
    { path: "/enterprises/new" },
    { path: "*", from: "/enterprises", link: "/enterprises/" },
    { path: "*/edit", from: "/enterprises", link: "/enterprises/" },
    { path: "*/visits/new", from: "/enterprises", link: "/enterprises/" },
    { path: "*/cases/new", from: "/enterprises?has=none", link: "/enterprises/" },
    { path: "/surveys" },
    { path: "*", from: "/surveys", link: "/surveys/" },
    { path: "/branches" },
    { path: "/branches/new" },
    { path: "*", from: "/branches/new", link: "/branches/new?" },
    { path: "*", from: "/branches", link: "/branches/" },
    { path: "*/edit", from: "/branches", link: "/branches/" },
    { path: "*/measures/new", from: "/branches", link: "/branches/" },
    { path: "*/activities/new", from: "/branches", link: "/branches/" },
    { path: "/cases" },
    { path: "/cases?view=list" },
    { path: "/priority" },
    { path: "/priority?show=refused" },
    { path: "/trips" },
    { path: "/imports" },
    { path: "/imports/new" },
    { path: "/imports/layouts" },
    { path: "/overrides" },
    { path: "/accounts" },
    { path: "/accounts/new" },
    { path: "/accounts/delegations" },
    { path: "/accounts/delegations/new" },
  ],
  "bi-thu": [
    { path: "/" },
    { path: "/work" },
    { path: "/work?show=asked" },
    { path: "/activities" },
    { path: "/activities/new" },
    { path: "*", from: "/activities", link: "/activities/" },
    { path: "*", from: "/branches", link: "/branches/" },
    { path: "*/members", from: "/branches", link: "/branches/" },
    { path: "*/members/grid", from: "/branches", link: "/branches/" },
    { path: "*/members/grid?rows=present", from: "/branches", link: "/branches/" },
    { path: "*/admissions/new", from: "/branches", link: "/branches/" },
    { path: "*/transfers/new", from: "/branches", link: "/branches/" },
    { path: "/transfers" },
    { path: "/fees" },
    { path: "/fees/shares" },
    { path: "/papers" },
    { path: "/fees/arrears" },
    { path: "/referrals" },
    { path: "/referrals/indicator?show=away" },
    { path: "*", from: "/referrals", link: "/referrals/" },
    { path: "/members/check" },
    { path: "/congresses" },
    { path: "*", from: "/congresses", link: "/congresses/" },
    { path: "*/congresses", from: "/branches", link: "/branches/" },
    { path: "*/posts", from: "/branches", link: "/branches/" },
    { path: "/feedback" },
    { path: "/feedback/new" },
    { path: "/feedback/groups" },
    { path: "*", from: "/feedback", link: "/feedback/" },
    { path: "/members" },
    { path: "*", from: "/members", link: "/members/" },
    { path: "*/access", from: "/members", link: "/members/" },
  ],
  "thuong-vu": [
    { path: "/" },
    { path: "/dashboard" },
    { path: "/dashboard?line=association" },
    { path: "/cases" },
    { path: "/cases?view=flow" },
    { path: "/ratings?year=2013" },
    { path: "/movements" },
    { path: "/movements/people?line=union" },
    { path: "/congresses?state=overdue" },
    { path: "/reports/forms" },
    { path: "/records/K6" },
    { path: "/records/K11" },
    { path: "/goals" },
    { path: "*", from: "/goals", link: "/goals/" },
    { path: "/plans" },
    { path: "*", from: "/plans", link: "/plans/" },
    { path: "/targets" },
    { path: "*", from: "/targets", link: "/targets/" },
    { path: "/units" },
    { path: "*", from: "/units", link: "/units/" },
  ],
  "to-chuc": [
    { path: "/" },
    { path: "/surveys?state=submitted" },
    { path: "*", from: "/surveys?state=submitted", link: "/surveys/" },
    { path: "/priority/weights" },
    { path: "/overrides" },
    { path: "/campaigns" },
    { path: "/campaigns/new" },
    { path: "/model-cells/criteria" },
    { path: "*", from: "/campaigns", link: "/campaigns/" },
    { path: "*/enterprises", from: "/campaigns", link: "/campaigns/" },
    { path: "*/close", from: "/campaigns", link: "/campaigns/" },
    { path: "*/settings", from: "/plans", link: "/plans/" },
    { path: "/targets/edit" },
    { path: "/coordination" },
    { path: "/coordination/remind" },
    { path: "*", from: "/coordination", link: "/coordination/reminders/" },
    { path: "*", from: "/targets", link: "/targets/edit?" },
    { path: "/plans/new" },
    { path: "/directives" },
    { path: "*", from: "/directives", link: "/directives/" },
    { path: "/accounts" },
    { path: "/accounts?q=khong-co" },
    { path: "/accounts/new" },
    { path: "*", from: "/accounts", link: "/accounts/" },
    { path: "*/link", from: "/accounts", link: "/accounts/" },
    { path: "*/lock", from: "/accounts", link: "/accounts/" },
    { path: "*/appointments/new", from: "/accounts", link: "/accounts/" },
    { path: "/accounts/delegations" },
  ],
  "huyen-042": [{ path: "*/edit", from: "/surveys?state=draft", link: "/surveys/" }],
  "huyen-040": [
    { path: "/work" },
    { path: "/work?show=asked" },
    { path: "/advice" },
    { path: "/advice/new" },
    { path: "/advice/report" },
    { path: "*", from: "/advice", link: "/advice/" },
    { path: "/oversight" },
    { path: "/oversight?show=visits" },
    { path: "/oversight?show=evaluations" },
    { path: "/oversight/inspections/new" },
    { path: "/oversight/visits/new" },
    { path: "/oversight/evaluations/new" },
    { path: "*", from: "/oversight", link: "/oversight/inspections/" },
    { path: "*", from: "/oversight?show=visits", link: "/oversight/visits/" },
    { path: "*", from: "/oversight?show=evaluations", link: "/oversight/evaluations/" },
    { path: "/partners" },
    { path: "/partners/new" },
    { path: "*", from: "/partners", link: "/partners/" },
    { path: "/training" },
    { path: "/training/new" },
    { path: "/training/indicator?show=trained" },
    { path: "*", from: "/training", link: "/training/" },
    { path: "/inbox" },
    { path: "/inbox?show=all" },
    { path: "/inbox/choices" },
    { path: "/admissions" },
    { path: "/activities" },
    { path: "/needs" },
    { path: "/programmes" },
    { path: "/working-groups" },
    { path: "/working-groups/new" },
    { path: "/programmes/new" },
    { path: "*", from: "/programmes", link: "/programmes/" },
    { path: "/transfers" },
    { path: "*", from: "/transfers", link: "/transfers/" },
    { path: "/referrals" },
    { path: "/measures" },
    { path: "/measures?state=done" },
    { path: "/model-cells" },
    { path: "/model-cells?year=2014&show=cells" },
    { path: "*", from: "/model-cells", link: "/model-cells/" },
    { path: "/congresses?state=waiting" },
    { path: "*", from: "/congresses?state=waiting", link: "/congresses/" },
    { path: "/fees/payments" },
    { path: "/fees/shares" },
  ],
  "van-phong": [{ path: "/" }],
};

/** The pages that lists do not lead to at once, by the ids of everyId(), in a role whose work they are. */
const DEEPER: Record<string, string[]> = {
  "bi-thu": [
    "/account/second-factor",
    "/branches/[branchId]/activities",
    "/branches/[branchId]/activities/[activityId]",
    "/branches/[branchId]/discipline",
    "/branches/[branchId]/discipline/[disciplineId]/lift",
    "/branches/[branchId]/discipline/new?person=[personId]",
    "/branches/[branchId]/members?state=suspended",
    "/branches/[branchId]/members/[membershipId]/award",
    "/branches/[branchId]/members/[membershipId]/away",
    "/branches/[branchId]/members/[membershipId]/correct",
    "/branches/[branchId]/members/[membershipId]/end",
    "/branches/[branchId]/fees",
    "/branches/[branchId]/fees/payments",
    "/branches/[branchId]/members/[membershipId]/refer",
    "/branches/[branchId]/members/[membershipId]/transfer",
    "/referrals/[referralId]",
    "/branches/[branchId]/posts/[postId]/end",
    "/branches/[branchId]/papers",
    "/branches/[branchId]/papers/[paperId]",
    "/branches/[branchId]/papers/new",
    "/branches/[branchId]/ratings",
    "/branches/[branchId]/ratings/members",
    "/branches/[branchId]/model-cells/new",
    "/branches/[branchId]/posts/new",
    "/history/person/[personId]",
    "/members/[personId]/edit",
    "/members/[personId]/privacy",
    "/members/[personId]/sensitive",
    "/members/[personId]/sensitive/edit",
    "/privacy",
  ],
  "huyen-042": [
    "/plans/[draftId]/draft",
    "/plans/[draftId]/draft/bases/[draftBasisId]",
    "/plans/[draftId]/draft/bases/new",
    "/plans/[draftId]/draft/clauses/[draftClauseId]",
    "/plans/[draftId]/draft/clauses/new",
    "/plans/[draftId]/draft/head",
    "/plans/[draftId]/draft/recipients",
  ],
  "khoi-doanh-nghiep": [
    "/working-groups/[groupId]",
    "/working-groups/[groupId]/[part]",
    "/working-groups/[groupId]/reported",
    "/working-groups/[groupId]/undo",
    "/working-groups/[groupId]/member",
    "/working-groups/[groupId]/member-end",
    "/working-groups/[groupId]/visit",
    "/working-groups/[groupId]/product",
    "/working-groups/[groupId]/remove",
  ],
  "huyen-043": ["/accounts/delegations/[delegationId]"],
  "huyen-040": [
    "/partners/[partnerId]/rename",
    "/training/[courseId]/edit",
    "/training/[courseId]/participants",
    "/training/[courseId]/participants/[participantId]",
    "/needs/[need]",
    "/activities/[activityId]/edit",
    "/activities/[activityId]/take-back",
    "/programmes/[programmeId]/edit",
    "/programmes/[programmeId]/items/new",
    "/programmes/[programmeId]/items/[itemId]",
    "/accounts/[accountId]/appointments/[appointmentId]",
    "/branches/[branchId]/coverages/[enterpriseId]/end",
    "/branches/[branchId]/coverages/new",
    "/branches/[branchId]/discipline/new",
    "/branches/[branchId]/dissolve",
    "/branches/[branchId]/members/[endedMembershipId]/restore",
    "/branches/[branchId]/members/[membershipId]/exempt",
    "/branches/[branchId]/measures/[measureId]",
    "/duplicates",
    "/duplicates/[personId]/[otherId]",
    "/duplicates/pairs/[pairId]",
    "/cases/[caseId]",
    "/cases/scheme",
    "/enterprises/[enterpriseId]/timeline",
    "/enterprises/[enterpriseId]/surveys/new",
    "/history/branch/[branchId]",
    "/members/export",
    "/members/identity",
    "/plans/[ownPlanId]",
    "/plans/[ownPlanId]/lists",
    "/plans/[planId]/progress",
    "/plans/[planId]/progress/[clauseId]?unit=[unitId]",
  ],
  "to-chuc": [
    "/accounts/[accountId]/second-factor",
    "/audit",
    "/duplicates",
    "/plans/[planId]/corrections/new",
    "/plans/[planId]/progress",
    "/plans/[planId]/resolution-tasks/[taskId]",
    "/privacy",
    "/privacy/breaches",
    "/privacy/breaches/[breachId]",
    "/privacy/breaches/new",
    "/privacy/clocks",
    "/privacy/exports",
    "/privacy/exports/[exportId]",
    "/privacy/missing",
    "/privacy/register",
    "/privacy/requests/[requestId]",
    "/privacy/requests/new",
    "/privacy/retention",
    "/privacy/texts",
  ],
};

/** Looked at on the way of a journey, by `lookAt` too. */
const IN_JOURNEYS = [
  "/account/second-factor/codes",
  "/accounts/[accountId]/slip/[linkId]",
  "/imports/[importId]",
  "/imports/layouts/[layoutId]",
  "/invite/[token]",
  "/login/code",
];

async function addressOf(
  page: Page,
  { path, from, link }: { path: string; from?: string; link?: string },
): Promise<string> {
  if (!from || !link) return path;
  await page.goto(from);
  const hrefs = await page
    .locator(`main a[href^='${link}']`)
    .evaluateAll((links) => links.map((element) => element.getAttribute("href") ?? ""));
  const href = hrefs.find((candidate) => link.endsWith("?") || /[0-9a-f-]{36}$/.test(candidate));
  if (!href) throw new Error(`${from} shows no link to ${link}`);
  return path.replace("*", href);
}

test("every page of the program is looked at", async () => {
  // What is written out before what stands in brackets, as Next chooses.
  const routes = addresses(["page.tsx"]).sort(
    (one, other) => one.split("[").length - other.split("[").length,
  );
  const given = Object.values(PAGES)
    .flat()
    .map(({ path, link = "" }) =>
      path.replace("*", link.endsWith("?") ? link : `${link}x`).replace(/\?.*/, ""),
    );
  const deeper = Object.values(DEEPER)
    .flat()
    .map((path) => path.replace(/\?.*/, ""));
  const seen = [...given, ...deeper, ...IN_JOURNEYS, "/login", "/privacy-notice"].map((path) => {
    const asWritten = routes.find((route) => route === path);
    const pattern = (route: string) => new RegExp(`^${route.replace(/\[[^\]]+\]/g, "[^/]+")}$`);
    return asWritten ?? routes.find((route) => pattern(route).test(path)) ?? `${path} is no page`;
  });
  expect(seen.filter((one) => one.endsWith("is no page"))).toEqual([]);
  expect(routes.filter((route) => !seen.includes(route))).toEqual([]);
});

for (const path of ["/login", "/privacy-notice"]) {
  test(`${path} has no accessibility violation and fits`, async ({ page }) => {
    await page.goto(path);
    expect(await lookAt(page)).toEqual([]);
  });
}

for (const login of new Set([...Object.keys(PAGES), ...Object.keys(DEEPER)])) {
  const told =
    "is accessible, has one heading and a line of help, and fits at 360 and 1280 px in light and dark";
  const see = async (page: Page, address: string): Promise<string[]> => {
    const response = await page.goto(address);
    expect(response?.status(), address).toBe(200);
    await expect(page.getByRole("heading", { level: 1 }), address).toHaveCount(1);
    return lookAt(page);
  };
  test(`every page of ${login} ${told}`, async ({ page }) => {
    test.setTimeout(600_000);
    await signIn(page, login);
    const found: string[] = [];
    for (const entry of PAGES[login] ?? []) found.push(...(await see(page, await addressOf(page, entry))));
    expect(found).toEqual([]);
  });

  const deeper = DEEPER[login];
  if (deeper)
    test(`every deeper page of ${login} ${told}`, async ({ page }) => {
      test.setTimeout(600_000);
      const database = await openDatabase();
      const { ids } = await everyId(database);
      await database.end();
      await signIn(page, login);
      const found: string[] = [];
      for (const path of deeper) {
        const address = path.replace(/\[([a-zA-Z]+)\]/g, (piece, name: string) => ids[name] ?? piece);
        found.push(...(await see(page, address)));
      }
      expect(found).toEqual([]);
    });
}
