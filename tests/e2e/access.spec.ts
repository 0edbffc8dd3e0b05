import { expect, passwordOf, signIn, test } from "./support";

test("a wrong password and an unknown login get the same sentence, and what was typed stays", async ({
  page,
}) => {
  const answers: string[] = [];
  for (const login of ["huyen-045", "khong-co-ai"]) {
    await page.goto("/login");
    await page.getByLabel("Tên đăng nhập").fill(login);
    await page.getByLabel("Mật khẩu").fill("sai mật khẩu");
    await page.getByRole("button", { name: "Đăng nhập" }).click();
    answers.push((await page.getByRole("alert").filter({ hasText: "mật khẩu" }).textContent()) ?? "");
    await expect(page.getByLabel("Tên đăng nhập")).toHaveValue(login);
    await expect(page.getByLabel("Mật khẩu")).toHaveValue("");
  }
  expect(answers[0]).toBe(answers[1]);
});

test("signing out everywhere ends the session on the other device at once", async ({ browser }) => {
  const [phone, office] = await Promise.all([browser.newContext(), browser.newContext()]);
  const [onPhone, inOffice] = await Promise.all([phone.newPage(), office.newPage()]);
  await signIn(onPhone, "huyen-048");
  await signIn(inOffice, "huyen-048");
  await inOffice.goto("/account");
  await inOffice.getByRole("button", { name: "Đăng xuất mọi nơi" }).click();
  await expect(inOffice).toHaveURL(/\/login/);
  await onPhone.goto("/enterprises");
  await expect(onPhone).toHaveURL(/\/login/);
  await Promise.all([phone.close(), office.close()]);
});

test("a form sent after the session ended keeps what was typed, and is saved once signed in again beside it", async ({
  page,
  context,
}) => {
  await signIn(page, "huyen-049");
  await page.goto("/enterprises");
  await page.locator("main a[href^='/enterprises/']").filter({ hasText: "Minh hoạ" }).first().click();
  await page.getByRole("link", { name: "Ghi lần gặp" }).click();
  const said = page.getByRole("textbox", { name: "Kết quả" });
  await page.getByRole("textbox", { name: "Đã gặp ai" }).fill("Giám đốc");
  await page.getByRole("textbox", { name: "Mục đích" }).fill("Vận động thành lập chi đoàn");
  await said.fill("Chủ hẹn gặp lại sau Tết");
  await context.clearCookies();
  const send = page.getByRole("button", { name: "Ghi lần gặp" });
  await send.click();
  await expect(page.getByRole("alert").filter({ hasText: "Phiên làm việc đã kết thúc" })).toBeVisible();
  await expect(said).toHaveValue("Chủ hẹn gặp lại sau Tết");

  const beside = await context.newPage();
  await signIn(beside, "huyen-049");
  await send.click();
  await expect(page.getByRole("status")).toContainText("Đã ghi");
  await expect(page.getByText("Chủ hẹn gặp lại sau Tết").first()).toBeVisible();
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("signing in and out works, and a refusal keeps what was typed", async ({ page }) => {
    await page.goto("/login");
    await page.getByLabel("Tên đăng nhập").fill("huyen-047");
    await page.getByLabel("Mật khẩu").fill("sai");
    await page.getByRole("button", { name: "Đăng nhập" }).click();
    await expect(page.getByRole("alert")).toContainText("Tên đăng nhập hoặc mật khẩu không đúng.");
    await expect(page.getByLabel("Tên đăng nhập")).toHaveValue("huyen-047");
    await page.getByLabel("Mật khẩu").fill(passwordOf("huyen-047"));
    await page.getByRole("button", { name: "Đăng nhập" }).click();
    await expect(page.getByRole("link", { name: /Huyện Đoàn Trùng Khánh/ })).toBeVisible();
    await page.getByRole("button", { name: "Đăng xuất" }).click();
    await expect(page).toHaveURL(/\/login/);
  });
});
