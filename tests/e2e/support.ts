import { readFileSync } from "node:fs";
import AxeBuilder from "@axe-core/playwright";
import { test as base, expect, type Page } from "@playwright/test";
import { E2E_DATA } from "../playwright.config";

export { expect } from "@playwright/test";

type Account = { login: string; password: string };

const accounts: Account[] = JSON.parse(readFileSync(`${E2E_DATA}/demo-accounts.json`, "utf8"));

export function passwordOf(login: string): string {
  const account = accounts.find((candidate) => candidate.login === login);
  if (!account) throw new Error(`The demo has no account ${login}`);
  return account.password;
}

/** Signs in the way a person does. */
export async function signIn(page: Page, login: string): Promise<void> {
  await page.goto("/login");
  await page.getByLabel("Tên đăng nhập").fill(login);
  await page.getByLabel("Mật khẩu").fill(passwordOf(login));
  await page.getByRole("button", { name: "Đăng nhập" }).click();
  await expect(page.getByRole("heading", { level: 1 })).not.toHaveText("Đoàn – Hội trong doanh nghiệp");
}

export const test = base.extend<{ signedInAs: (login: string) => Promise<Page> }>({
  signedInAs: async ({ page }, use) => {
    await use(async (login) => {
      await signIn(page, login);
      return page;
    });
  },
});

const VIEWS = [
  { width: 360, colorScheme: "light" },
  { width: 360, colorScheme: "dark" },
  { width: 1280, colorScheme: "light" },
  { width: 1280, colorScheme: "dark" },
] as const;

/** What is wrong with the page as it stands, on a phone and at a desk, in light and dark: too wide, or not accessible. */
export async function lookAt(page: Page): Promise<string[]> {
  const address = new URL(page.url()).pathname;
  const found: string[] = [];
  for (const { width, colorScheme } of VIEWS) {
    await page.setViewportSize({ width, height: 800 });
    await page.emulateMedia({ colorScheme });
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    if (overflow > 0) found.push(`${address} at ${width}: ${overflow} px too wide`);
    // No page has frames: what is asked in the page itself need not be put together in another one.
    const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze();
    for (const { id, nodes } of violations)
      found.push(`${address} at ${width} ${colorScheme}: ${id} ${nodes[0]?.html.slice(0, 160)}`);
  }
  await page.setViewportSize({ width: 1280, height: 720 });
  await page.emulateMedia({ colorScheme: "light" });
  return found;
}
