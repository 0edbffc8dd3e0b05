import { expect, signIn, test } from "./support";

test("a congress is planned, permitted, held and recognised without JavaScript; its committee then holds the posts", async ({
  browser,
}) => {
  test.setTimeout(150_000);
  const on = async (login: string, width = 1280) => {
    const context = await browser.newContext({ viewport: { width, height: 800 }, javaScriptEnabled: false });
    const page = await context.newPage();
    await signIn(page, login);
    return page;
  };
  const organisation = await on("bi-thu-doan-co-so", 360);
  const superior = await on("khoi-doanh-nghiep");

  await organisation.goto("/congresses");
  await organisation.getByRole("link", { name: /^Chi đoàn Xưởng 2/ }).click();
  const term = new URL(organisation.url()).pathname;
  await organisation.getByLabel("Ngày dự kiến đại hội").fill("10/12/2014");
  await organisation.getByLabel("Nhiệm kỳ", { exact: true }).fill("2014-2017");
  await organisation.getByLabel("Ngày lập kế hoạch").fill("1/12/2014");
  await organisation.getByRole("button", { name: "Dự kiến đại hội" }).click();
  await expect(organisation.getByRole("status")).toContainText("Đã ghi dự kiến");
  const congress = new URL(organisation.url()).pathname;
  for (const step of ["Bắt đầu chuẩn bị", "Xin phép tổ chức"]) {
    await organisation.getByLabel("Ngày", { exact: true }).first().fill("2/12/2014");
    await organisation.getByRole("button", { name: step }).click();
  }
  // Steps of the preparation that nobody ticked are told once.
  await organisation.getByRole("checkbox", { name: /Chưa đánh dấu xong/ }).check();
  await organisation.getByRole("button", { name: "Xin phép tổ chức" }).click();
  await expect(organisation.getByRole("status")).toContainText("Đã xin phép");

  await superior.goto("/congresses?state=waiting");
  await superior.locator(`main a[href='${congress}']`).click();
  await superior.getByLabel("Số văn bản cho phép").fill("40 -CV/ĐTN");
  await superior.getByLabel("Ngày văn bản").first().fill("5/12/2014");
  await superior.getByRole("button", { name: "Cho phép tổ chức" }).click();
  await expect(superior.getByRole("status")).toContainText("Đã cho phép");

  await organisation.goto(congress);
  await organisation.getByLabel("Số được triệu tập").fill("16");
  await organisation.getByLabel("Số có mặt").fill("10");
  const head = organisation.locator("select[name=s0_person]");
  const name = (await head.locator("option").nth(1).textContent()) ?? "";
  await head.selectOption({ index: 1 });
  for (const [row, title] of [
    [1, "deputy_secretary"],
    [2, "committee_member"],
  ] as const) {
    await organisation.locator(`select[name=s${row}_title]`).selectOption(title);
    await organisation.locator(`select[name=s${row}_person]`).selectOption({ index: row + 1 });
  }
  await organisation.getByRole("button", { name: "Ghi kết quả" }).click();
  await expect(organisation.getByRole("alert").filter({ hasText: "Không đủ 2/3" })).toBeVisible();
  await organisation.getByLabel("Số có mặt").fill("11");
  await organisation.getByRole("button", { name: "Ghi kết quả" }).click();
  await expect(organisation.getByRole("status")).toContainText("Đã ghi kết quả");
  await organisation.getByRole("button", { name: "Trình công nhận" }).click();
  await expect(organisation.getByRole("status")).toContainText("Đã trình");

  await superior.goto(congress);
  await superior.getByLabel("Số quyết định công nhận, chuẩn y").fill("41 -QĐ/ĐTN");
  await superior.getByRole("button", { name: "Công nhận" }).click();
  await expect(superior.getByRole("status")).toContainText("Đã công nhận");
  await organisation.goto(term);
  await expect(organisation.getByRole("main")).toContainText("10/06/2017");
  await organisation.goto(term.replace(/\/congresses$/, ""));
  await expect(organisation.getByRole("main")).toContainText(`Bí thư: ${name}`);
});
