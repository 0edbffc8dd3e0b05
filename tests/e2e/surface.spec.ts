import { expect, signIn, test } from "./support";

/** Answers of every kind: a page, the sign-in page, what is not there, the API, a file. */
const ADDRESSES = ["/login", "/", "/enterprises", "/nowhere-at-all", "/api/v1/enterprises", "/api/health"];

test("every answer says who may frame it, what it may load and whom it tells where it came from", async ({
  page,
}) => {
  await signIn(page, "huyen-045");
  const stylesheet = await page.locator('link[rel="stylesheet"]').first().getAttribute("href");
  for (const address of [...ADDRESSES, stylesheet ?? ""]) {
    const headers = (await page.request.get(address)).headers();
    expect.soft(headers["x-content-type-options"], address).toBe("nosniff");
    expect.soft(headers["x-frame-options"], address).toBe("DENY");
    expect.soft(headers["referrer-policy"], address).toBe("same-origin");
    expect.soft(headers["permissions-policy"], address).toContain("geolocation=()");
    expect.soft(headers["x-powered-by"], address).toBeUndefined();
  }
  for (const address of ADDRESSES) {
    const policy = (await page.request.get(address)).headers()["content-security-policy"] ?? "";
    expect.soft(policy, address).toMatch(/script-src 'self' 'nonce-[\w+/=]{22,}' 'strict-dynamic';/);
    expect.soft(policy, address).not.toMatch(/unsafe-(?:inline|eval)/);
    if (address === "/api/health") continue;
    const cached = (await page.request.get(address)).headers()["cache-control"];
    expect.soft(cached, address).toContain("no-store");
  }
});

test("each page has a nonce of its own; its own scripts run, an injected one does not", async ({ page }) => {
  const violations: string[] = [];
  page.on("console", (message) => {
    if (message.text().includes("Content Security Policy")) violations.push(message.text());
  });
  const nonces = new Set<string>();
  await signIn(page, "thuong-vu");
  for (const address of ["/", "/dashboard", "/enterprises", "/plans"]) {
    const answer = await page.goto(address);
    nonces.add(/'nonce-([^']+)'/.exec(answer?.headers()["content-security-policy"] ?? "")?.[1] ?? "");
  }
  expect(nonces.size).toBe(4);
  expect(violations).toEqual([]);

  await page.evaluate(() => {
    document.body.insertAdjacentHTML("beforeend", '<img src="/nothing" onerror="document.title = `ran`">');
  });
  await expect.poll(() => violations.length).toBeGreaterThan(0);
  await expect(page).not.toHaveTitle("ran");
});

test("what another site sends changes nothing, and what is too long is told so", async ({ page }) => {
  await signIn(page, "huyen-045");
  const post = (headers: Record<string, string>, body = "a=1") =>
    page.request.post("/account", {
      headers: { "content-type": "application/x-www-form-urlencoded", ...headers },
      data: body,
    });
  expect((await post({ origin: "https://evil.example" })).status()).toBe(403);
  expect((await post({ "sec-fetch-site": "cross-site" })).status()).toBe(403);
  expect((await post({})).status()).toBe(403);
  const origin = new URL(page.url()).origin;
  const long = await post({ origin }, "a".repeat(1_000_001));
  expect(long.status()).toBe(413);
  expect(await long.text()).toContain("quá dài");
  await page.goto("/account");
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("a wrong address says that nothing is there", async ({ page }) => {
    await signIn(page, "huyen-045");
    const answer = await page.goto("/nowhere-at-all");
    expect(answer?.status()).toBe(404);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Không tìm thấy trang này");
  });
});
