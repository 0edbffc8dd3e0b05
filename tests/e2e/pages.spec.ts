import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { expect, signIn, test } from "./support";

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
    { path: "/overrides" },
    { path: "/accounts" },
    { path: "/accounts/new" },
    { path: "/accounts/delegations" },
    { path: "/accounts/delegations/new" },
  ],
  "bi-thu": [
    { path: "/" },
    { path: "*", from: "/branches", link: "/branches/" },
    { path: "*/members", from: "/branches", link: "/branches/" },
    { path: "*/admissions/new", from: "/branches", link: "/branches/" },
    { path: "*/posts", from: "/branches", link: "/branches/" },
    { path: "/feedback" },
    { path: "/feedback/new" },
    { path: "*", from: "/feedback", link: "/feedback/" },
    { path: "/members" },
    { path: "*", from: "/members", link: "/members/" },
    { path: "*/access", from: "/members", link: "/members/" },
  ],
  "thuong-vu": [
    { path: "/" },
    { path: "/dashboard" },
    { path: "/dashboard?line=association" },
    { path: "/records/K6" },
    { path: "/records/K11" },
    { path: "/goals" },
    { path: "*", from: "/goals", link: "/goals/" },
    { path: "/plans" },
    { path: "*", from: "/plans", link: "/plans/" },
    { path: "/units" },
    { path: "*", from: "/units", link: "/units/" },
  ],
  "to-chuc": [
    { path: "/" },
    { path: "/surveys?state=submitted" },
    { path: "*", from: "/surveys?state=submitted", link: "/surveys/" },
    { path: "/overrides" },
    { path: "/campaigns" },
    { path: "/campaigns/new" },
    { path: "*", from: "/campaigns", link: "/campaigns/" },
    { path: "*/settings", from: "/plans", link: "/plans/" },
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
  "huyen-040": [{ path: "/admissions" }],
  "van-phong": [{ path: "/" }],
};

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

const VIEWS = [
  { width: 360, colorScheme: "light" },
  { width: 360, colorScheme: "dark" },
  { width: 1280, colorScheme: "light" },
  { width: 1280, colorScheme: "dark" },
] as const;

test("the sign-in page has no accessibility violation", async ({ page }) => {
  for (const { width, colorScheme } of VIEWS) {
    await page.setViewportSize({ width, height: 800 });
    await page.emulateMedia({ colorScheme });
    await page.goto("/login");
    expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
  }
});

for (const [login, pages] of Object.entries(PAGES)) {
  test(`every page of ${login} is accessible, has one heading and a line of help, and fits at 360 and 1280 px in light and dark`, async ({
    page,
  }) => {
    test.setTimeout(600_000);
    await signIn(page, login);
    const found: string[] = [];
    for (const entry of pages) {
      const address = await addressOf(page, entry);
      const response = await page.goto(address);
      expect(response?.status(), address).toBe(200);
      await expect(page.getByRole("heading", { level: 1 }), address).toHaveCount(1);
      for (const { width, colorScheme } of VIEWS) {
        await page.setViewportSize({ width, height: 800 });
        await page.emulateMedia({ colorScheme });
        const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
        if (overflow > 0) found.push(`${address} at ${width}: ${overflow} px too wide`);
        const { violations } = await new AxeBuilder({ page }).analyze();
        found.push(
          ...violations.map(
            ({ id, nodes }) => `${address} at ${width} ${colorScheme}: ${id} ${nodes[0]?.html.slice(0, 160)}`,
          ),
        );
      }
    }
    expect(found).toEqual([]);
  });
}
