import { expect, signIn, test } from "./support";

test("every number of the dashboard opens as many records as it says", async ({ signedInAs }) => {
  test.setTimeout(180_000);
  const page = await signedInAs("thuong-vu");
  await page.goto("/dashboard");
  await expect(page.getByText(/Tự kiểm tra khớp/)).toBeVisible();
  await expect(page.getByText("Chưa giao chỉ tiêu").first()).toBeVisible();
  const links = await page
    .locator("main a[href^='/records/'], main a[href^='/goals?']")
    .evaluateAll((elements) =>
      elements.map((element) => ({
        href: element.getAttribute("href") ?? "",
        text: (element.textContent ?? "").trim(),
        column: element.closest<HTMLElement>("[data-label]")?.dataset["label"] ?? "",
      })),
    );
  const numbers = links.filter(({ text }) => /^\d/.test(text));
  expect(numbers.length).toBeGreaterThan(150);
  // Every eighth number of the page, in another place each run of the table.
  for (const [index, { href, text, column }] of numbers.entries()) {
    if (index % 8 !== 0) continue;
    await page.goto(href);
    const number = Number(text.replace(/\D.*$/, ""));
    // Young people are a sum over enterprises (K8): the list's column makes it up.
    if (column.startsWith("Thanh niên")) {
      const cells = await page.locator(`main tbody td[data-label="${column}"]`).allTextContents();
      expect(cells.length, `${href} fits one page`).toBeLessThan(50);
      const sum = cells.reduce((whole, cell) => whole + Number(cell.replace(/\D/g, "")), 0);
      expect(sum, `${href} says ${text} in ${column}`).toBe(Number(text.replace(/\D/g, "")));
      continue;
    }
    const shown = number === 0 ? 0 : await page.locator("main tbody tr").count();
    expect(shown, `${href} says ${text}`).toBe(Math.min(number, 50));
    if (number === 0) await expect(page.locator("main tbody tr")).toHaveCount(0);
  }
});

test("the plan stands as written, without a target, a deadline or a resolution task that nobody gave", async ({
  signedInAs,
}) => {
  const page = await signedInAs("thuong-vu");
  await page.goto("/plans");
  await page.getByRole("link", { name: /105/ }).first().click();
  const main = page.getByRole("main");
  await expect(main).toContainText("105 -KH/TĐTN-TCKT");
  await expect(main).toContainText("tâm quan trọng");
  await expect(main).toContainText("của của các đơn vị");
  // The plan gives none: each target shown was given by a paper of its own, the demo's or another journey's.
  await expect(main).toContainText("Chỉ có khi một văn bản giao; phần mềm không đặt thay");
  const targets = main.getByRole("table", { name: /^Chỉ tiêu được giao bằng văn bản/ }).locator("tbody tr");
  expect(await targets.count()).toBeGreaterThan(0);
  for (const target of await targets.all()) await expect(target).toContainText(/Quyết định (?:giao|thử)/);
  await expect(main).toContainText(/chưa giao thời hạn/i);
  await expect(main).toContainText("Bế Đăng Khoa");
  // A tile nobody gave a target for says so.
  await page.goto("/dashboard");
  await expect(page.getByRole("main")).toContainText(/chưa giao chỉ tiêu/i);
});

test("a district officer's dashboard is limited to what is theirs, and a secretary has none", async ({
  browser,
}) => {
  const officer = await (await browser.newContext()).newPage();
  await signIn(officer, "huyen-048");
  await officer.goto("/dashboard");
  await expect(officer.getByRole("row", { name: /^Hạ Lang/ }).first()).toBeVisible();
  await expect(officer.getByRole("row", { name: /^Trà Lĩnh/ })).toHaveCount(0);
  const secretary = await (await browser.newContext()).newPage();
  await signIn(secretary, "bi-thu");
  expect((await secretary.goto("/dashboard"))?.status()).toBe(404);
});

test("the other province is invisible: its officer and this one's find nothing of each other", async ({
  browser,
}) => {
  const here = await (await browser.newContext()).newPage();
  await signIn(here, "thuong-vu");
  const there = await (await browser.newContext()).newPage();
  await signIn(there, "minh-hoa-thuong-vu");
  await here.goto("/enterprises?q=lang+gieng");
  await expect(here.getByText("Không có doanh nghiệp nào khớp bộ lọc")).toBeVisible();
  await there.goto("/enterprises");
  await expect(there.getByRole("link", { name: /Láng giềng/ }).first()).toBeVisible();
  await here.goto("/enterprises");
  const paths = ["/enterprises", "/branches", "/surveys", "/plans", "/units"];
  for (const path of paths) {
    await here.goto(path);
    const href = await here
      .locator(`main a[href^='${path}/']`)
      .evaluateAll((links) =>
        links.map((link) => link.getAttribute("href")).find((href) => /[0-9a-f-]{36}/.test(href ?? "")),
      );
    if (!href) throw new Error(`${path} shows no record to guess`);
    expect((await there.goto(href))?.status(), href).toBe(404);
  }
});

test("the API gives the same lists behind the same fences, as problem+json where it refuses", async ({
  signedInAs,
  request,
}) => {
  const page = await signedInAs("huyen-045");
  const signedOut = await request.get("/api/v1/enterprises");
  expect(signedOut.status()).toBe(401);
  expect(signedOut.headers()["content-type"]).toContain("application/problem+json");
  const own = await page.request.get("/api/v1/enterprises");
  expect(own.ok()).toBe(true);
  const body = JSON.stringify(await own.json());
  expect(body).toContain("Minh hoạ 22");
  expect(body).not.toContain("Minh hoạ 03");
});

test("paper shows what is for the eye: no navigation, no filters, the day and the filter in words", async ({
  signedInAs,
}) => {
  const page = await signedInAs("thuong-vu");
  await page.emulateMedia({ media: "print" });
  for (const path of ["/dashboard", "/enterprises?has=none", "/goals", "/surveys", "/branches"]) {
    await page.goto(path);
    await expect(page.getByRole("navigation", { name: "Chính" })).toBeHidden();
    await expect(page.getByRole("button", { name: "Lọc" })).toBeHidden();
    await expect(page.getByText(/Dữ liệu minh hoạ/)).toBeVisible();
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(overflow, path).toBeLessThanOrEqual(0);
  }
  await page.goto("/enterprises?has=none");
  await expect(page.getByText("Lọc: Chưa có tổ chức nào")).toBeVisible();
});
