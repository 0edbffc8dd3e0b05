import type { Page } from "@playwright/test";
import { expect, signIn, test } from "./support";

// Without JavaScript: every form of these registers posts by itself.
test.use({ javaScriptEnabled: false });

const at = async (page: Page, text: string) => {
  await expect(page.getByRole("heading", { level: 1 })).toContainText(text);
};

test("a unit checks its organisation, the secretary reports the remedy, the unit confirms (row 53)", async ({
  browser,
}) => {
  const officer = await browser.newPage();
  await signIn(officer, "huyen-040");
  await officer.goto("/oversight/inspections/new");
  const target = officer.getByLabel("Nơi được kiểm tra");
  const secretary = await browser.newPage();
  await signIn(secretary, "bi-thu");
  await secretary.goto("/branches");
  const own = await secretary.locator("main a[href^='/branches/']").first().getAttribute("href");
  await target.selectOption(`branch:${own?.split("/").at(-1)}`);
  await officer.getByLabel("Ngày kiểm tra").fill("12/12/2014");
  await officer.getByRole("button", { name: "Ghi lần kiểm tra" }).click();
  // Refused in words, and what was typed stays.
  await expect(officer.getByLabel("Ngày kiểm tra")).toHaveValue("12/12/2014");
  await officer.getByLabel("Đoàn kiểm tra").fill("Cán bộ Thành đoàn");
  await officer.getByLabel("Kết quả kiểm tra").fill("Sổ chi đoàn ghi thiếu");
  await officer.getByRole("button", { name: "Ghi lần kiểm tra" }).click();
  await at(officer, "ngày 12/12/2014");
  await officer.getByLabel("Yêu cầu khắc phục").fill("Ghi đủ sổ chi đoàn");
  await officer.getByLabel("Hạn khắc phục").fill("31/12/2014");
  await officer.getByRole("button", { name: "Thêm yêu cầu" }).click();
  await expect(officer.getByText("Chờ khắc phục", { exact: true })).toBeVisible();

  await secretary.goto(new URL(officer.url()).pathname);
  await secretary.getByRole("link", { name: "Xử lý yêu cầu: Ghi đủ sổ chi đoàn" }).click();
  await secretary.getByLabel("Ngày", { exact: true }).fill("14/12/2014");
  await secretary.getByLabel("Nội dung").fill("Đã ghi đủ");
  await secretary.getByRole("button", { name: "Ghi lại" }).click();
  await expect(secretary.getByText("Đã báo khắc phục, chờ xác nhận")).toBeVisible();

  await officer.reload();
  await officer.getByRole("link", { name: "Xử lý yêu cầu: Ghi đủ sổ chi đoàn" }).click();
  await officer.getByLabel("Ngày", { exact: true }).fill("15/12/2014");
  await officer.getByRole("button", { name: "Ghi lại" }).click();
  await expect(officer.getByText("Đã khắc phục", { exact: true })).toBeVisible();
});

test("a paper to the Party committee waits for its answer and shows what came of it (rows 47, 48)", async ({
  page,
}) => {
  await signIn(page, "huyen-040");
  await page.goto("/advice/new");
  await page.getByLabel("Xin ý kiến, đề nghị hoặc báo cáo việc gì").fill("Xin kinh phí ra mắt");
  await page.getByLabel("Tên cơ quan nhận").fill("Ban Thường vụ Thành ủy");
  await page.getByLabel("Ngày gửi").fill("10/12/2014");
  await page.getByRole("button", { name: "Ghi lại" }).click();
  await at(page, "Xin kinh phí ra mắt");
  await page.getByLabel("Đồng ý", { exact: true }).check();
  await page.getByLabel("Ngày", { exact: true }).fill("12/12/2014");
  await page.getByRole("button", { name: "Ghi lại" }).click();
  await page.getByLabel("Ngày", { exact: true }).fill("14/12/2014");
  await page.getByLabel("Kinh phí được cấp, đồng").fill("5.000.000");
  await page.getByRole("button", { name: "Ghi lại" }).click();
  await expect(page.getByText("Kinh phí 5.000.000 đ.")).toBeVisible();
});
