import { createHash, randomBytes, randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import type { Page } from "@playwright/test";
import { Secret, TOTP } from "otpauth";
import { Client } from "pg";
import { E2E_DATA } from "../playwright.config";
import { expect, lookAt, test } from "./support";

const PASSWORD = "con suối nhỏ chảy qua bản";

/** The owner of the demo's database: for what a superior hands over on paper, and for the setting of this file. */
async function asOwner<Value>(work: (owner: Client) => Promise<Value>): Promise<Value> {
  const { port, ownerPassword } = JSON.parse(readFileSync(`${E2E_DATA}/server.json`, "utf8"));
  const owner = new Client({
    host: "127.0.0.1",
    port,
    user: "postgres",
    password: ownerPassword,
    database: "doanhoi",
  });
  await owner.connect();
  try {
    return await work(owner);
  } finally {
    await owner.end();
  }
}

/** A new account in the province that follows for the Party, and its one-time link. */
const invite = () =>
  asOwner(async (owner) => {
    const [accountId, token] = [randomUUID(), randomBytes(32).toString("base64url")];
    const login = `theo-doi-${randomBytes(4).toString("hex")}`;
    await owner.query(
      "insert into account (id, login, display_name, password_hash, is_demo) values ($1, $2, 'Người theo dõi (minh hoạ)', '-', true)",
      [accountId, login],
    );
    await owner.query(
      `insert into appointment (id, account_id, role, province_id, unit_id, valid_from)
       select gen_random_uuid(), $1, 'party_viewer', province_id, province_id, '2014-10-23' from plan limit 1`,
      [accountId],
    );
    await owner.query(
      `insert into account_link (id, account_id, purpose, token_hash, issued_by_id, expires_at)
       values (gen_random_uuid(), $1, 'invitation', $2, $1, now() + interval '72 hours')`,
      [accountId, createHash("sha256").update(token).digest()],
    );
    return { login, token };
  });

/** A role that no other journey signs in with needs a second factor here. */
test.beforeAll(() =>
  asOwner((owner) =>
    owner.query("update setting set value = 'party_viewer' where key = 'second_factor_roles'"),
  ),
);
test.afterAll(() =>
  asOwner((owner) => owner.query("update setting set value = '' where key = 'second_factor_roles'")),
);

async function setPassword(page: Page, token: string): Promise<void> {
  await page.goto(`/invite/${token}`);
  await page.getByLabel("Mật khẩu mới").fill(PASSWORD);
  await page.getByRole("button", { name: "Đặt mật khẩu" }).click();
  await expect(page.getByText("Đã đặt mật khẩu.")).toBeVisible();
}

async function enter(page: Page, login: string, password = PASSWORD): Promise<void> {
  await page.goto("/login");
  await page.getByLabel("Tên đăng nhập").fill(login);
  await page.getByLabel("Mật khẩu").fill(password);
  await page.getByRole("button", { name: "Đăng nhập" }).click();
}

const expectNoBarrier = async (page: Page): Promise<void> => expect(await lookAt(page)).toEqual([]);

test("a link sets the password, the app is added, and from then on its codes or a recovery code let in", async ({
  page,
}) => {
  const { login, token } = await invite();
  const answer = await page.goto(`/invite/${token}`);
  expect(answer?.headers()["referrer-policy"]).toBe("strict-origin");
  await expect(page.getByText(login)).toBeVisible();
  await expectNoBarrier(page);
  for (const [refused, why] of [
    ["ngắn", "ít nhất 12 ký tự"],
    ["anhyeuem12345", "dễ đoán"],
    [`${login} chảy qua bản`, "tên đăng nhập"],
  ] as const) {
    await page.getByLabel("Mật khẩu mới").fill(refused);
    await page.getByRole("button", { name: "Đặt mật khẩu" }).click();
    await expect(page.getByRole("alert").filter({ hasText: why })).toBeVisible();
  }
  await page.getByLabel("Hiện mật khẩu").check();
  await expect(page.getByLabel("Mật khẩu mới")).toHaveAttribute("type", "text");
  await setPassword(page, token);
  await page.goto(`/invite/${token}`);
  await expect(page.getByText("Liên kết này không dùng được")).toBeVisible();

  // Nothing works before the second factor its role needs.
  await enter(page, login);
  await expect(page).toHaveURL(/\/account\/second-factor$/);
  for (const path of ["/", "/plans", "/account", "/account/second-factor/codes"]) {
    await page.goto(path);
    await expect(page).toHaveURL(/\/account\/second-factor$/);
  }
  expect((await page.request.get("/api/v1/plans")).status()).toBe(401);
  await page.getByRole("button", { name: "Bắt đầu" }).click();
  await expect(page.getByRole("img", { name: /Mã QR/ })).toBeVisible();
  await expectNoBarrier(page);
  const key = (await page.locator("code").textContent()) ?? "";
  const app = new TOTP({ secret: Secret.fromBase32(key.replaceAll(" ", "")) });
  const code = (stepsAway = 0) => app.generate({ timestamp: Date.now() + stepsAway * 30_000 });
  await page.getByLabel("Mã ứng dụng đang hiện").fill("000000");
  await page.getByRole("button", { name: "Xác nhận và bật" }).click();
  await expect(page.getByRole("alert").filter({ hasText: "Mã không đúng" })).toBeVisible();
  await page.getByLabel("Mã ứng dụng đang hiện").fill(code(-1));
  await page.getByRole("button", { name: "Xác nhận và bật" }).click();
  await page.getByRole("button", { name: "Tạo mười mã dự phòng" }).click();
  await expect(page.getByText("chỉ hiện một lần")).toBeVisible();
  const recovery = await page.locator("ol.font-mono li").allTextContents();
  expect(recovery).toHaveLength(10);
  await expectNoBarrier(page);

  // With a code of the app, then with a recovery code, each once.
  await page.goto("/account");
  await page.getByRole("button", { name: "Đăng xuất", exact: true }).first().click();
  await expect(page).toHaveURL(/\/login$/);
  await enter(page, login);
  await expect(page).toHaveURL(/\/login\/code$/);
  await expectNoBarrier(page);
  await page.getByLabel("Mã xác thực").fill(code());
  await page.getByRole("button", { name: "Tiếp tục" }).click();
  await expect(page).toHaveURL(/\/$/);
  await page.getByRole("button", { name: "Đăng xuất", exact: true }).first().click();
  await enter(page, login);
  await page.getByLabel("Mã xác thực").fill(recovery[4] ?? "");
  await page.getByRole("button", { name: "Tiếp tục" }).click();
  await expect(page).toHaveURL(/\/$/);
  await page.goto("/account");
  await expect(page.getByText("còn 9 mã dự phòng")).toBeVisible();
  await expectNoBarrier(page);
});

test("after five wrong passwords the right one waits too, and a login that nobody has is told the same", async ({
  page,
}) => {
  const { login, token } = await invite();
  await setPassword(page, token);
  const told: string[] = [];
  for (const name of [login, `${login}-khong-co`]) {
    for (let guess = 1; guess <= 5; guess += 1) {
      await enter(page, name, `sai lần ${guess}`);
      await expect(page.getByRole("alert").filter({ hasText: "không đúng" })).toBeVisible();
    }
    await enter(page, name);
    const alert = page.getByRole("alert").filter({ hasText: "Đã thử sai quá nhiều lần" });
    told.push((await alert.textContent()) ?? "");
  }
  expect(told[0]).toContain("Thử lại sau 1 phút.");
  expect(told[1]).toBe(told[0]);
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("a link, the app's key and its codes work the same", async ({ page }) => {
    const { login, token } = await invite();
    await page.goto(`/invite/${token}`);
    await page.getByLabel("Mật khẩu mới").fill("anhyeuem12345");
    await page.getByRole("button", { name: "Đặt mật khẩu" }).click();
    await expect(page.getByRole("alert")).toContainText("dễ đoán");
    await page.getByLabel("Mật khẩu mới").fill(PASSWORD);
    await page.getByRole("button", { name: "Đặt mật khẩu" }).click();
    await expect(page.getByText("Đã đặt mật khẩu.")).toBeVisible();
    await enter(page, login);
    await page.getByRole("button", { name: "Bắt đầu" }).click();
    const key = (await page.locator("code").textContent()) ?? "";
    const app = new TOTP({ secret: Secret.fromBase32(key.replaceAll(" ", "")) });
    await page.getByLabel("Mã ứng dụng đang hiện").fill(app.generate());
    await page.getByRole("button", { name: "Xác nhận và bật" }).click();
    await page.getByRole("button", { name: "Tạo mười mã dự phòng" }).click();
    await expect(page.locator("ol.font-mono li")).toHaveCount(10);
  });
});
