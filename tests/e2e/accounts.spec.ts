import type { Locator } from "@playwright/test";
import { expect, lookAt, signIn, test } from "./support";

const PASSWORD = "con suối nhỏ chảy qua bản";

/** A name nobody has yet, however often the journeys run on the same data. */
const nobodyYet = () => `thu.${Date.now().toString(36)}`;

/** The address printed on a slip. */
const linkOn = async (slip: Locator): Promise<string> =>
  (await slip.getByText(/\/invite\//).textContent())?.trim() ?? "";

test("the organisation department gives an officer an account, the slip is shown once, and the officer ends a secretary's appointment at once", async ({
  browser,
}) => {
  const [office, phone, desk] = await Promise.all([0, 1, 2].map(() => browser.newContext()));
  if (!office || !phone || !desk) throw new Error("three browsers");
  const [department, officer, secretary] = await Promise.all(
    [office, phone, desk].map((one) => one.newPage()),
  );
  if (!department || !officer || !secretary) throw new Error("three pages");
  const login = nobodyYet();

  await signIn(department, "to-chuc");
  await department.goto("/accounts");
  await department.getByRole("link", { name: "Cấp tài khoản" }).click();
  await department.getByLabel("Họ và tên").fill("Nông Thị Thử (minh hoạ)");
  await department.getByLabel("Tên đăng nhập hoặc số điện thoại").fill("huyen-045");
  await department.getByLabel("Vai trò").selectOption({ label: "Cán bộ đơn vị" });
  await department.getByLabel("Đơn vị").selectOption({ label: "Thành Đoàn Cao Bằng" });
  await department.getByRole("button", { name: "Cấp tài khoản" }).click();
  await expect(department.getByRole("alert").first()).toContainText("Đã dùng cho một tài khoản khác");
  await expect(department.getByLabel("Họ và tên")).toHaveValue("Nông Thị Thử (minh hoạ)");
  await department.getByLabel("Tên đăng nhập hoặc số điện thoại").fill(login);
  await department.getByRole("button", { name: "Cấp tài khoản" }).click();

  const slip = department.getByRole("region", { name: "Phiếu cấp tài khoản" });
  await expect(slip).toContainText(login);
  await expect(slip.getByRole("img", { name: /Mã QR/ })).toBeVisible();
  expect(await lookAt(department)).toEqual([]);
  const link = await linkOn(slip);
  expect(link).toMatch(/\/invite\/[A-Za-z0-9_-]{43}$/);
  await department.reload();
  await expect(department.getByText("Phiếu này đã hiện một lần")).toBeVisible();
  expect(await department.content()).not.toContain(link.slice(-43));

  await officer.goto(link);
  await officer.getByLabel("Mật khẩu mới").fill(PASSWORD);
  await officer.getByRole("button", { name: "Đặt mật khẩu" }).click();
  await officer.getByLabel("Tên đăng nhập").fill(login);
  await officer.getByLabel("Mật khẩu").fill(PASSWORD);
  await officer.getByRole("button", { name: "Đăng nhập" }).click();
  await expect(officer.getByRole("link", { name: /Nông Thị Thử.*Thành Đoàn Cao Bằng/ })).toBeVisible();

  // The officer gives a secretary an account for an organisation of the city, who reads its members.
  const secretaryLogin = `${login}.b`;
  await officer.goto("/accounts/new");
  await officer.getByLabel("Họ và tên").fill("Hoàng Văn Thử (minh hoạ)");
  await officer.getByLabel("Tên đăng nhập hoặc số điện thoại").fill(secretaryLogin);
  await officer.getByLabel("Tổ chức").selectOption({ index: 1 });
  await officer.getByRole("button", { name: "Cấp tài khoản" }).click();
  await secretary.goto(await linkOn(officer.getByRole("region", { name: "Phiếu cấp tài khoản" })));
  await secretary.getByLabel("Mật khẩu mới").fill(PASSWORD);
  await secretary.getByRole("button", { name: "Đặt mật khẩu" }).click();
  await secretary.getByLabel("Tên đăng nhập").fill(secretaryLogin);
  await secretary.getByLabel("Mật khẩu").fill(PASSWORD);
  await secretary.getByRole("button", { name: "Đăng nhập" }).click();
  await expect(secretary.getByRole("link", { name: "Đoàn viên, hội viên" })).toBeVisible();
  expect((await secretary.goto("/members"))?.status()).toBe(200);

  await officer.goto(`/accounts?q=${encodeURIComponent("Hoàng Văn Thử")}`);
  await officer.getByRole("link", { name: "Hoàng Văn Thử" }).first().click();
  await officer.getByRole("link", { name: /^Kết thúc/ }).click();
  await officer.getByLabel("Lý do").fill("Chuyển công tác");
  await officer.getByRole("button", { name: "Kết thúc nhiệm vụ" }).click();
  await expect(officer.getByRole("status")).toContainText("Đã kết thúc nhiệm vụ");

  // The very next request.
  expect((await secretary.goto("/members"))?.status()).toBe(404);
  await secretary.goto("/");
  await expect(secretary.getByText("chưa có nhiệm vụ")).toBeVisible();
  await Promise.all([office, phone, desk].map((one) => one.close()));
});

test("a unit's officer finds no account above or beside, and no page about one", async ({ browser }) => {
  const [above, below] = await Promise.all([browser.newContext(), browser.newContext()]);
  const [department, officer] = await Promise.all([above.newPage(), below.newPage()]);
  await signIn(department, "to-chuc");
  await department.goto("/accounts?q=huyen-045");
  const address = await department.locator("main a[href^='/accounts/']").last().getAttribute("href");
  await signIn(officer, "huyen-048");
  for (const page of ["", "/link", "/lock", "/appointments/new"]) {
    expect((await officer.goto(`${address}${page}`))?.status(), page).toBe(404);
    expect((await department.goto(`${address}${page}`))?.status(), page).toBe(200);
  }
  await Promise.all([above.close(), below.close()]);
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("locking an account asks why, keeps what was typed, and works", async ({ page }) => {
    await signIn(page, "to-chuc");
    await page.goto("/accounts?q=huyen-053");
    await page.locator("main a[href^='/accounts/']").last().click();
    await page.getByRole("link", { name: "Khoá" }).click();
    await page.getByRole("button", { name: "Khoá tài khoản" }).click();
    await expect(page.getByRole("alert").first()).toContainText("Ghi lý do");
    await page.getByLabel("Lý do").fill("Thử khoá");
    await page.getByRole("button", { name: "Khoá tài khoản" }).click();
    await expect(page.getByRole("status")).toContainText("Đã khoá");
    await page.getByRole("link", { name: "Mở khoá" }).click();
    await page.getByLabel("Lý do").fill("Thử mở");
    await page.getByRole("button", { name: "Mở khoá tài khoản" }).click();
    await expect(page.getByRole("status")).toContainText("Đã mở khoá");
  });
});
