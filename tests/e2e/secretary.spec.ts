import { expect, signIn, test } from "./support";

test("a secretary proposes a member, the level above approves, the list sorts by given name, and the membership ends", async ({
  browser,
}) => {
  const phone = await (await browser.newContext({ viewport: { width: 360, height: 740 } })).newPage();
  await signIn(phone, "bi-thu");
  await phone.goto("/branches");
  await phone
    .getByRole("main")
    .getByRole("link", { name: /^Chi đoàn/ })
    .first()
    .click();
  await phone.waitForURL(/\/branches\/[0-9a-f-]{36}/);
  const branch = new URL(phone.url()).pathname;

  // V01: certainly too young.
  await phone.goto(`${branch}/admissions/new`);
  await phone.getByLabel("Họ và tên").fill("Đàm Thị Ân Hành Trình");
  await phone.getByLabel("Nữ", { exact: true }).check();
  await phone.getByLabel("Ngày sinh").fill("2001");
  await phone.getByLabel("Ngày kết nạp").fill("8/12/2014");
  await phone.getByRole("button", { name: "Gửi đề nghị kết nạp" }).click();
  await expect(phone.getByRole("alert").filter({ hasText: "Chưa đủ tuổi kết nạp" })).toBeVisible();
  await expect(phone.getByLabel("Họ và tên")).toHaveValue("Đàm Thị Ân Hành Trình");

  // V05: a year is enough.
  await phone.getByLabel("Ngày sinh").fill("1996");
  await phone.getByRole("button", { name: "Gửi đề nghị kết nạp" }).click();
  await expect(phone).toHaveURL(new RegExp(branch));
  await expect(phone.getByRole("status")).toBeVisible();
  await phone.goto(`${branch}/members`);
  await expect(phone.getByRole("link", { name: "Đàm Thị Ân Hành Trình", exact: true })).toBeHidden();

  const office = await (await browser.newContext()).newPage();
  await signIn(office, "huyen-040");
  await office.goto("/admissions");
  await office.getByLabel(/Đàm Thị Ân Hành Trình/).check();
  await office
    .getByRole("button", { name: /^Chuẩn y/ })
    .first()
    .click();
  await expect(office.getByRole("status")).toBeVisible();

  await phone.goto(`${branch}/members`);
  const person = phone.getByRole("link", { name: "Đàm Thị Ân Hành Trình", exact: true });
  await expect(person).toBeVisible();
  const names = await phone.locator("tbody th a[href^='/members/']").allTextContents();
  const given = names.map((name) => name.trim().split(" ").at(-1) ?? "");
  expect(given).toEqual([...given].sort(new Intl.Collator("vi").compare));

  await phone.locator("summary", { hasText: "Đàm Thị Ân Hành Trình" }).click();
  await phone.getByRole("link", { name: /^Thôi tham gia.*Đàm Thị Ân Hành Trình/ }).click();
  await phone.getByLabel("Từ ngày").fill("14/12/2014");
  await phone.getByLabel("Lý do, số quyết định").fill("Chuyển chỗ làm");
  await phone.getByRole("button", { name: "Ghi: thôi tham gia" }).click();
  await expect(phone.getByRole("status")).toBeVisible();
  await phone.goto(`${branch}/members`);
  await expect(person).toBeHidden();
});

test("another organisation's secretary and a sibling unit's officer do not find it", async ({ browser }) => {
  const own = await (await browser.newContext()).newPage();
  await signIn(own, "bi-thu");
  await own.goto("/branches");
  const href = await own
    .getByRole("main")
    .getByRole("link", { name: /^Chi đoàn/ })
    .first()
    .getAttribute("href");
  await own.goto(`${href}/members`);
  const person = await own.locator("th a[href^='/members/']").first().getAttribute("href");

  for (const login of ["bi-thu-co-so", "huyen-045", "minh-hoa-huyen-1", "van-phong", "quan-tri"]) {
    const page = await (await browser.newContext()).newPage();
    await signIn(page, login);
    for (const path of [
      href,
      `${href}/members`,
      `${href}/admissions/new`,
      `${href}/posts`,
      `${href}/edit`,
      person,
    ]) {
      const response = await page.goto(path ?? "/");
      expect(response?.status(), `${login} ${path}`).toBe(404);
    }
    await page.context().close();
  }
});
