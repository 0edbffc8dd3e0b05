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
