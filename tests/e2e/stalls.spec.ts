import type { Locator } from "@playwright/test";
import { expect, lookAt, test } from "./support";

test("a committee member on a tablet finds the three worst stalls, and opens the worst, in three taps", async ({
  signedInAs,
}) => {
  const page = await signedInAs("thuong-vu");
  await page.setViewportSize({ width: 820, height: 1180 });
  await page.goto("/");
  let taps = 0;
  const tap = async (what: Locator) => {
    taps += 1;
    await what.click();
  };

  await tap(page.getByRole("navigation", { name: "Chính" }).getByRole("link", { name: "Điều hành" }));
  const stalls = page.locator("section", { has: page.getByRole("heading", { name: "Chỗ tắc nhất" }) }).last();
  const rows = stalls.locator("tbody tr");
  await expect(rows.nth(2)).toBeVisible();
  const worst = [];
  for (const index of [0, 1, 2]) {
    const row = rows.nth(index);
    await expect(row).toContainText(/đã \d+ ngày, quá/);
    await expect(row.locator("[data-label='Ai đang giữ']")).not.toBeEmpty();
    const name = (await row.getByRole("rowheader").textContent()) ?? "";
    worst.push(name.replace(/ \((?:Đoàn|Hội)\)$/, ""));
  }

  await tap(stalls.getByRole("link", { name: /Xem cả \d+ hồ sơ chậm/ }));
  await expect(page).toHaveURL(/\/cases\?.*stalled=1/);
  const listed = page.locator("main tbody tr");
  await expect(listed.first()).toBeVisible();
  expect((await listed.getByRole("rowheader").allTextContents()).slice(0, 3)).toEqual(worst);
  await expect(page.locator("caption")).toContainText(`${await listed.count()} hồ sơ vận động`);

  await tap(listed.first().getByRole("link", { name: worst[0] ?? "" }));
  await expect(page.getByRole("heading", { level: 1 })).toContainText(worst[0] ?? "");
  expect(taps).toBeLessThanOrEqual(3);
});

test("every number of the flow opens as many cases as it says, and the board leads to a move by keyboard alone", async ({
  signedInAs,
}) => {
  const page = await signedInAs("huyen-045");
  await page.goto("/cases?view=flow");
  const numbers = await page
    .locator("main a[href^='/cases?']")
    .evaluateAll((links) =>
      links
        .map((link) => ({ href: link.getAttribute("href") ?? "", text: (link.textContent ?? "").trim() }))
        .filter(({ text }) => /^\d+$/.test(text)),
    );
  expect(numbers.length).toBeGreaterThan(10);
  for (const { href, text } of numbers.filter(({ text: shown }) => shown !== "0")) {
    await page.goto(href);
    await expect(page.locator("main tbody tr"), href).toHaveCount(Number(text));
  }

  await page.goto("/cases");
  const menu = page.locator("main summary", { hasText: "Chuyển bước" }).first();
  await menu.focus();
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/cases\/[0-9a-f-]{36}\?move=[a-z_]+#move$/);
  expect(await lookAt(page)).toEqual([]);
});
