import { expect, signIn, test } from "./support";

test("a member is asked away, remarked, introduced and received; until that day the sender counts them, then the receiver", async ({
  browser,
}) => {
  test.setTimeout(120_000);
  const on = async (login: string, width = 1280) => {
    const page = await (await browser.newContext({ viewport: { width, height: 800 } })).newPage();
    await signIn(page, login);
    return page;
  };
  const sender = await on("bi-thu", 360);
  const officer = await on("huyen-040");
  const receiver = await on("bi-thu-co-so");
  const there = (await receiver.locator("header a[href='/account']").textContent())
    ?.split(" · ")
    .at(-1)
    ?.trim();

  await sender.goto("/branches");
  await sender
    .getByRole("main")
    .getByRole("link", { name: /^Chi đoàn/ })
    .first()
    .click();
  await sender.waitForURL(/\/branches\/[0-9a-f-]{36}/);
  const list = `${new URL(sender.url()).pathname}/members`;
  await sender.goto(list);
  const row = sender.locator("tbody tr").last();
  const name = (await row.locator("th a").textContent()) ?? "";
  const asListed = sender.getByRole("link", { name, exact: true });
  await row.locator("summary").click();
  await row.getByRole("link", { name: /^Chuyển sinh hoạt/ }).click();
  await expect(sender.getByRole("heading", { level: 1 })).toContainText(name);
  const option = sender.locator("select option").filter({ hasText: there ?? "" });
  await sender.getByLabel("Chuyển đến").selectOption((await option.first().getAttribute("value")) ?? "");
  await sender.getByLabel("Nhận xét của chi đoàn").fill("Sinh hoạt đều, có trách nhiệm");
  await sender.getByRole("button", { name: "Gửi yêu cầu chuyển" }).click();
  await expect(sender).toHaveURL(/\/transfers\/[0-9a-f-]{36}/);
  const transfer = new URL(sender.url()).pathname;

  // Nothing of it is there for the receiver before it was sent.
  expect((await receiver.goto(transfer))?.status()).toBe(404);
  await officer.goto(transfer);
  await officer.getByLabel("Số giấy giới thiệu").fill("12 -GTSH");
  await officer.getByRole("button", { name: "Giới thiệu" }).click();
  await expect(officer.getByRole("status")).toBeVisible();
  await sender.goto(list);
  await expect(asListed).toBeVisible();

  await receiver.goto("/transfers");
  await receiver.locator(`main a[href='${transfer}']`).first().click();
  await receiver.getByRole("button", { name: "Tiếp nhận" }).click();
  await expect(receiver.getByRole("status")).toBeVisible();
  await sender.goto(list);
  await expect(asListed).toBeHidden();
  await receiver.goto("/members");
  await expect(receiver.getByRole("link", { name, exact: true })).toBeVisible();
  await sender.goto("/members/check");
  await expect(sender.getByText(/^Đèn xanh/)).toBeVisible();
});
