import { readFileSync } from "node:fs";
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
