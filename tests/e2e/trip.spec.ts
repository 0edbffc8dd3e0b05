import { expect, lookAt, passwordOf, test } from "./support";

test("an officer ticks where to go first and gets the sheet of the trip, without JavaScript", async ({
  browser,
}) => {
  const page = await (await browser.newContext({ javaScriptEnabled: false })).newPage();
  await page.goto("/login");
  await page.getByLabel("Tên đăng nhập").fill("huyen-045");
  await page.getByLabel("Mật khẩu").fill(passwordOf("huyen-045"));
  await page.getByRole("button", { name: "Đăng nhập" }).click();
  await page.goto("/priority");
  const rows = page.locator("main tbody tr");
  await expect(rows.first()).toContainText(/\d+\/\d+ điểm:/);
  const names = [];
  for (const index of [0, 1]) {
    names.push((await rows.nth(index).getByRole("rowheader").getByRole("link").textContent()) ?? "");
    await rows.nth(index).getByRole("checkbox").check();
  }
  await page.getByRole("button", { name: "Lập chuyến đi từ các nơi đã chọn" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Phiếu đi cơ sở");
  const sheet = page.locator("section", { has: page.getByRole("heading", { name: "Phiếu đi" }) }).last();
  for (const name of names) await expect(sheet.getByRole("row", { name })).toContainText(/Ghi lần gặp/);
  // A third place joins the two; the address carries all three.
  const third = page.getByRole("group").getByRole("checkbox", { checked: false }).first();
  await third.check();
  await page.getByRole("button", { name: "Cập nhật chuyến đi" }).click();
  expect(new URL(page.url()).searchParams.getAll("e")).toHaveLength(3);
  await expect(sheet.locator("tbody tr")).toHaveCount(3);
  await page.emulateMedia({ media: "print" });
  await expect(page.getByText("Người đi:")).toBeVisible();
  await expect(page.getByRole("button", { name: "Cập nhật chuyến đi" })).toBeHidden();
});

test("the organisation department sets the weights, is told at the field when they do not make 100, and the list follows", async ({
  signedInAs,
}) => {
  const page = await signedInAs("to-chuc");
  await page.goto("/priority/weights");
  await page.getByLabel("Điểm: quy mô lớn").fill("50");
  await page.getByLabel("Lý do đổi").fill("Ưu tiên nơi đông lao động (minh hoạ)");
  await page.getByRole("button", { name: "Đặt trọng số" }).click();
  await expect(page.getByRole("main")).toContainText("Ba số điểm cộng lại phải bằng 100, đang là 120");
  await expect(page.getByLabel("Điểm: quy mô lớn")).toHaveValue("50");
  expect(await lookAt(page)).toEqual([]);
  await page.getByLabel("Điểm: hội viên Hội Doanh nhân trẻ").fill("10");
  await page.getByRole("button", { name: "Đặt trọng số" }).click();
  await expect(page.getByText("Đã đặt trọng số.")).toBeVisible();
  await page.goto("/priority");
  await expect(page.getByRole("main")).toContainText("50 điểm cho quy mô");
  await page.goto("/priority?asOf=2014-12-01");
  await expect(page.getByRole("main")).toContainText("30 điểm cho quy mô");
});
