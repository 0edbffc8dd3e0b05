import type { Locator, Page } from "@playwright/test";
import { expect, passwordOf, signIn, test } from "./support";

/** A phone held in one hand, without JavaScript; counts what it is touched. */
function hand(page: Page) {
  let taps = 0;
  return {
    tap: async (target: Locator) => {
      taps += 1;
      await target.tap();
    },
    /** Anywhere on a row, not on the name: the whole row opens its menu. */
    tapRow: async (row: Locator) => {
      taps += 1;
      await row.scrollIntoViewIfNeeded();
      const box = await row.locator("th span").last().boundingBox();
      if (!box) throw new Error("The row is not there");
      await page.touchscreen.tap(box.x + 40, box.y + box.height / 2);
    },
    /** Taps since the last time. */
    taken: () => {
      const since = taps;
      taps = 0;
      return since;
    },
  };
}

test("on a phone, without JavaScript: admits, puts off, loses and finds, transfers and lets go, three taps each", async ({
  browser,
}) => {
  test.setTimeout(120_000);
  const context = await browser.newContext({
    ...{ viewport: { width: 360, height: 740 }, isMobile: true, hasTouch: true, javaScriptEnabled: false },
  });
  const phone = await context.newPage();
  const { tap, tapRow, taken } = hand(phone);
  await phone.goto("/login");
  await phone.getByLabel("Tên đăng nhập").fill("bi-thu");
  await phone.getByLabel("Mật khẩu").fill(passwordOf("bi-thu"));
  await phone.getByRole("button", { name: "Đăng nhập" }).click();
  await phone.waitForURL((url) => !url.pathname.startsWith("/login"));
  await phone.goto("/branches");
  const href = await phone
    .getByRole("main")
    .getByRole("link", { name: /^Chi đoàn/ })
    .first()
    .getAttribute("href");
  const list = `${href}/members`;

  // Admits: two taps beside the typing, and the level above has the last word.
  const name = "Lục Thị Một Tay An";
  await phone.goto(list);
  await tap(phone.getByRole("link", { name: /^Kết nạp/ }).first());
  await phone.getByLabel("Họ và tên").fill(name);
  await tap(phone.getByLabel("Nữ", { exact: true }));
  await phone.getByLabel("Ngày sinh").fill("5/3/1994");
  await phone.getByLabel("Ngày kết nạp").fill("1/12/2014");
  await tap(phone.getByRole("button", { name: "Gửi đề nghị kết nạp" }));
  await expect(phone.getByRole("status")).toBeVisible();
  expect(taken()).toBe(3);
  const office = await (await browser.newContext()).newPage();
  await signIn(office, "huyen-040");
  await office.goto("/admissions");
  await office.getByLabel(new RegExp(name)).check();
  await office
    .getByRole("button", { name: /^Chuẩn y/ })
    .first()
    .click();
  await expect(office.getByRole("status")).toBeVisible();

  await phone.goto(list);
  const row = phone.locator("tbody tr").filter({ hasText: name });
  expect(await phone.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
  // One line for each member: name, and what can be done.
  expect((await row.boundingBox())?.height).toBeLessThan(110);

  const deed = async (label: RegExp, confirm: string) => {
    await phone.goto(list);
    await tapRow(row);
    await tap(row.getByRole("link", { name: label }));
    await tap(phone.getByRole("button", { name: confirm }));
    await expect(phone.getByRole("status")).toBeVisible();
    expect(taken(), confirm).toBe(3);
  };
  await deed(/^Hoãn sinh hoạt/, "Ghi hoãn sinh hoạt");
  await expect(row).toContainText("Hoãn sinh hoạt đến 15/06/2015");
  await deed(/^Hết hoãn/, "Ghi trở lại sinh hoạt");
  await expect(row).not.toContainText("Hoãn sinh hoạt đến");
  await deed(/^Mất liên lạc/, "Ghi mất liên lạc");
  await deed(/^Đã liên lạc lại/, "Ghi trở lại sinh hoạt");

  // A transfer asks besides where to.
  await phone.goto(list);
  await tapRow(row);
  await tap(row.getByRole("link", { name: /^Chuyển sinh hoạt/ }));
  await phone.getByLabel("Chuyển đến").selectOption({ index: 2 });
  await tap(phone.getByRole("button", { name: "Gửi yêu cầu chuyển" }));
  await phone.waitForURL(/\/transfers\/[0-9a-f-]{36}/);
  expect(taken()).toBe(3);
  await phone.locator("summary", { hasText: "Huỷ chuyển sinh hoạt" }).click();
  await phone.locator("main details textarea").last().fill("Ở lại");
  await phone.getByRole("button", { name: "Huỷ chuyển sinh hoạt" }).click();
  await expect(phone.getByText("Đã huỷ").first()).toBeVisible();

  await deed(/^Xóa tên/, "Ghi: xóa tên");
  await expect(row).toBeHidden();
  await phone.goto(`${list}?state=ended`);
  await expect(row).toContainText("Ba tháng trong năm không sinh hoạt Đoàn");
  // Bringing back is the level above's.
  await tapRow(row);
  await expect(row.getByRole("link", { name: /^Khôi phục/ })).toHaveCount(0);
  await office.goto(`${list}?state=ended`);
  await office.locator("summary", { hasText: name }).click();
  await office.getByRole("link", { name: new RegExp(`^Khôi phục.*${name}`) }).click();
  await office.getByLabel("Lý do, số quyết định").fill("QĐ 9: nộp đủ đoàn phí");
  await office.getByRole("button", { name: "Khôi phục" }).click();
  await expect(office.getByRole("status")).toBeVisible();
  await phone.goto(list);
  await expect(row).toBeVisible();
});
