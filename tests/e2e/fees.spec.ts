import { openDatabase } from "./known";
import { expect, signIn, test } from "./support";

test.describe("before JavaScript arrives, at 360 px", () => {
  test.use({ javaScriptEnabled: false, viewport: { width: 360, height: 740 } });

  test("a month of a chi đoàn is collected in one tap, one payment put right with its reason, and what went up is booked above", async ({
    page,
    browser,
  }) => {
    test.setTimeout(120_000);
    const database = await openDatabase();
    const { rows } = await database.query(
      "select p.branch_id as id from appointment p join account a on a.id = p.account_id where a.login = 'bi-thu'",
    );
    await database.end();
    const fees = `/branches/${rows[0].id}/fees`;
    await signIn(page, "bi-thu");
    await page.goto(`${fees}?month=2014-12-01`);
    const ticks = page.getByRole("checkbox");
    const members = await ticks.count();
    expect(members).toBeGreaterThan(3);
    await page.getByRole("button", { name: /^Cả \d+ người còn lại đã đóng$/ }).click();
    await expect(page.getByRole("status")).toContainText("Đã lưu");
    await expect(page.getByRole("heading", { name: new RegExp(`: ${members} đã đóng`) })).toBeVisible();

    // Unticked by mistake: refused without a reason, what was marked stays; then it is taken back.
    await ticks.first().uncheck();
    await page.getByRole("button", { name: "Lưu những người đã đánh dấu" }).click();
    await expect(page.getByRole("alert")).toContainText("nêu lý do");
    await expect(ticks.first()).not.toBeChecked();
    await page.getByLabel("Lý do sửa").fill("Ghi nhầm");
    await page.getByRole("button", { name: "Lưu những người đã đánh dấu" }).click();
    await expect(page.getByRole("heading", { name: /1 chưa đóng/ })).toBeVisible();

    await page.goto(`${fees}/payments`);
    await page.getByLabel("Số tiền, đồng").fill("1.000");
    await page.getByRole("button", { name: "Ghi đã nộp lên" }).click();
    await expect(page.getByRole("status")).toContainText("Đã ghi khoản nộp");

    const officer = await (await browser.newContext()).newPage();
    await signIn(officer, "huyen-040");
    await officer.goto("/fees/payments");
    const waiting = officer.getByRole("button", { name: "Trả lời" });
    const before = await waiting.count();
    await waiting.first().click();
    await expect(officer.getByText("Đã ghi sổ.")).toBeVisible();
    await expect(waiting).toHaveCount(before - 1);
    await officer.goto("/fees/shares");
    await expect(officer.getByText(/^Khớp/)).toBeVisible();
  });
});
