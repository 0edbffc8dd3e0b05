import type { Page } from "@playwright/test";
import { expect, passwordOf, test } from "./support";

/** Presses Tab until the element with this accessible name has the focus; fails when it cannot be reached. */
async function tabTo(page: Page, name: RegExp, most = 60): Promise<void> {
  for (let presses = 0; presses < most; presses += 1) {
    const focused = await page.evaluate(() => {
      const element = document.activeElement;
      if (!element?.matches("a, button, input, select, textarea, summary")) return "";
      const labels = "labels" in element && element.labels instanceof NodeList ? [...element.labels] : [];
      const own = element.matches("a, button, summary") ? element.textContent : "";
      return [...labels.map((label) => label.textContent), element.getAttribute("aria-label"), own].join(" ");
    });
    if (name.test(focused)) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`No ${name} within ${most} tabs`);
}

test("with the keyboard alone an officer signs in, skips to the content, and records a visit", async ({
  page,
}) => {
  await page.goto("/login");
  await tabTo(page, /Tên đăng nhập/);
  await page.keyboard.type("huyen-052");
  await page.keyboard.press("Tab");
  await page.keyboard.type(passwordOf("huyen-052"));
  await page.keyboard.press("Enter");
  await expect(page.getByRole("link", { name: "Doanh nghiệp", exact: true })).toBeVisible();

  await page.goto("/enterprises");
  await page.keyboard.press("Tab");
  await expect(page.getByRole("link", { name: "Đến nội dung chính" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.locator("#noi-dung")).toBeFocused();
  await tabTo(page, /Minh hoạ \d\d/);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Minh hoạ");
  await tabTo(page, /Ghi lần gặp/);
  await page.keyboard.press("Enter");
  // The next page arrives without a load of its own: tabs pressed before it would be spent on the old one.
  await expect(page).toHaveURL(/\/visits\/new$/);
  await expect(page.getByLabel(/Đã gặp ai/)).toBeVisible();
  await tabTo(page, /Đã gặp ai/);
  await page.keyboard.type("Giám đốc");
  await tabTo(page, /Mục đích/);
  await page.keyboard.type("Vận động");
  await tabTo(page, /Kết quả/);
  await page.keyboard.type("Đồng ý cho gặp công nhân");
  await tabTo(page, /Trung lập|Ủng hộ/);
  await page.keyboard.press("Space");
  await tabTo(page, /^\s*Ghi lần gặp$/);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("status")).toContainText("Đã ghi lần gặp");
});
