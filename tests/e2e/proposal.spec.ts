import type { Page } from "@playwright/test";
import { expect, signIn, test } from "./support";

test("row 61: a proposal is raised in two taps, travels secretary → district → organisation department → committee and back, and its raiser sees where it is at every point", async ({
  browser,
}) => {
  test.setTimeout(240_000);
  const on = async (login: string, width = 1280) => {
    const page = await (await browser.newContext({ viewport: { width, height: 800 } })).newPage();
    await signIn(page, login);
    return page;
  };
  const secretary = await on("bi-thu", 360);
  const officer = await on("huyen-040");
  const department = await on("to-chuc");
  const board = await on("thuong-vu");

  // From the organisation's own page, which the form then is about.
  await secretary.goto("/branches");
  await secretary
    .getByRole("main")
    .getByRole("link", { name: /^Chi đoàn/ })
    .first()
    .click();
  await secretary.waitForURL(/\/branches\/[0-9a-f-]{36}/);
  const branch = (await secretary.getByRole("heading", { level: 1 }).textContent())?.trim() ?? "";
  const words = "Đề nghị hỗ trợ loa đài cho buổi ra mắt (hành trình)";
  let taps = 0;
  const tap = async (page: Page, role: "link" | "button", name: string) => {
    taps += 1;
    await page.getByRole(role, { name, exact: true }).first().click();
  };
  await tap(secretary, "link", "Nêu khó khăn");
  await expect(secretary).toHaveURL(/\/feedback\/new\?branch=/);
  await expect(secretary.getByText(`Về ${branch}`)).toBeVisible();
  await secretary.getByLabel("Nhóm việc").selectOption("no_funds");
  await secretary.getByLabel("Nội dung").fill(words);
  await tap(secretary, "button", "Gửi lên cấp trên");
  await expect(secretary).toHaveURL(/\/feedback\/[0-9a-f-]{36}/);
  expect(taps).toBe(2);
  const issue = new URL(secretary.url()).pathname;

  /** Where it is now, as the raiser reads it; nothing to confirm before there is an answer. */
  const isAt = async (stage: RegExp, holder: RegExp) => {
    await secretary.goto(issue);
    await expect(secretary.getByRole("main").locator(".badge").first()).toHaveText(stage);
    await expect(secretary.getByLabel("Xác nhận đã xong")).toBeHidden();
    await secretary.goto("/work?show=asked&kind=issue-asked");
    const item = secretary.getByRole("listitem").filter({ has: secretary.locator(`a[href='${issue}']`) });
    await expect(item).toContainText(holder);
  };
  /** One opens it from the list of all that waits, and takes a turn. */
  const turns = async (page: Page, choice: string, text: string) => {
    await page.goto("/work?kind=issue-answer");
    await page.locator(`main a[href='${issue}']`).click();
    await expect(page).toHaveURL(new RegExp(issue));
    await page.getByLabel(choice, { exact: true }).check();
    await page.getByRole("textbox", { name: /^Nội dung/ }).fill(text);
    await page.getByRole("button", { name: "Gửi", exact: true }).click();
    await expect(page.getByRole("status")).toBeVisible();
    // It is nobody's work twice.
    await page.goto("/work?kind=issue-answer");
    await expect(page.locator(`main a[href='${issue}']`)).toBeHidden();
  };

  await isAt(/^Đơn vị quản lý/, /đang ở: /);
  await turns(officer, "Chuyển Ban Tổ chức – Kiểm tra", "Vượt khả năng của thành phố");
  await isAt(/^Ban Tổ chức – Kiểm tra/, /đang ở: Ban Tổ chức – Kiểm tra/);
  await turns(department, "Trình Ban Thường vụ", "Xin ý kiến về kinh phí");
  await isAt(/^Trình Ban Thường vụ/, /đang ở: Ban Thường vụ/);
  await turns(board, "Trả lời", "Đồng ý hỗ trợ từ quỹ phong trào");

  // The answer finds the raiser: unread in the frame of any page, opened by one button, which marks it read.
  await secretary.goto("/members");
  await secretary.getByRole("link", { name: /^Thông báo \(\d+\)/ }).click();
  await secretary
    .getByRole("listitem")
    .filter({ hasText: "chờ bạn đọc và xác nhận" })
    .filter({ hasText: branch })
    .first()
    .getByRole("button")
    .click();
  await expect(secretary).toHaveURL(new RegExp(issue));
  await expect(secretary.getByText("Đồng ý hỗ trợ từ quỹ phong trào")).toBeVisible();
  await secretary.getByLabel("Xác nhận đã xong", { exact: true }).check();
  await secretary.getByRole("button", { name: "Gửi", exact: true }).click();
  await expect(secretary.getByRole("status")).toHaveText(/Đã xác nhận xong/);

  // Whoever answered is told that it helped; the thread says it all.
  await board.goto("/inbox");
  await expect(board.getByText(/Nơi nêu đã xác nhận xong/).first()).toBeVisible();
  await secretary.goto(issue);
  await expect(secretary.getByRole("main").locator(".badge").first()).toHaveText("Đã xong");
});

test("the way to raise a difficulty is on every screen of whoever may, on the phone too, and nowhere for the others", async ({
  browser,
}) => {
  test.setTimeout(120_000);
  const page = await (await browser.newContext({ viewport: { width: 360, height: 800 } })).newPage();
  await signIn(page, "huyen-040");
  for (const path of ["/", "/enterprises", "/plans", "/goals", "/members", "/work", "/inbox", "/account"]) {
    await page.goto(path);
    await expect(page.getByRole("link", { name: "Nêu khó khăn", exact: true })).toBeVisible();
  }
  const clerk = await (await browser.newContext()).newPage();
  await signIn(clerk, "van-phong");
  await expect(clerk.getByRole("link", { name: "Nêu khó khăn", exact: true })).toBeHidden();
});

test("notices are read without JavaScript", async ({ browser }) => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await signIn(page, "khoi-doanh-nghiep");
  await page.goto("/inbox");
  const unread = page.getByRole("link", { name: /^Thông báo/ });
  const before = await unread.textContent();
  if (before?.includes("(")) {
    await page.getByRole("button", { name: /^Mở/ }).first().click();
    await page.goto("/inbox");
    await expect(unread).not.toHaveText(before);
  }
  await page.goto("/inbox/choices");
  await page.getByLabel("Đại hội").uncheck();
  await page.getByRole("button", { name: "Lưu lựa chọn" }).click();
  await expect(page.getByRole("status")).toBeVisible();
  await expect(page.getByLabel("Đại hội")).not.toBeChecked();
});
