import { expect, signIn, test } from "./support";

test("targets are given by a document, put right with a reason and opened down to their list, and a unit is urged, without JavaScript", async ({
  browser,
}) => {
  test.setTimeout(150_000);
  const on = async (login: string, width = 1280) => {
    const context = await browser.newContext({ viewport: { width, height: 800 }, javaScriptEnabled: false });
    const page = await context.newPage();
    await signIn(page, login);
    return page;
  };
  const department = await on("to-chuc");
  await department.goto("/targets");
  await department.getByRole("link", { name: "Giao chỉ tiêu mới" }).click();
  await department.getByLabel("Việc được giao").selectOption({ label: "Củng cố tổ chức Đoàn" });
  await department.getByLabel("Ngày đầu kỳ").fill("1/11/2014");
  await department.getByLabel("Ngày cuối kỳ").fill("31/12/2014");
  await department.getByLabel("Toàn tỉnh").fill("5");
  const district = department.getByLabel("Bảo Lạc", { exact: true });
  await district.fill("0");
  await department.getByRole("button", { name: "Lưu chỉ tiêu" }).click();
  const alert = department.getByRole("alert").filter({ hasText: "Chưa gửi được" });
  await expect(alert).toContainText("Ghi văn bản giao chỉ tiêu");
  await expect(alert).toContainText("Nhập số từ 1 trở lên");
  // What was typed is still there.
  await expect(department.getByLabel("Toàn tỉnh")).toHaveValue("5");
  await department.getByLabel("Văn bản giao chỉ tiêu").fill("Quyết định thử của hành trình");
  await district.fill("2");
  await department.getByRole("button", { name: "Lưu chỉ tiêu" }).click();
  await expect(department.getByRole("status")).toContainText("Đã lưu 2 thay đổi");
  const main = department.getByRole("main");
  await expect(main).toContainText("Đã phân 2/5 cho 1/14 đơn vị: còn thiếu 3");

  await department.getByRole("link", { name: /^Phân, sửa Củng cố tổ chức Đoàn/ }).click();
  await district.fill("3");
  await department.getByRole("button", { name: "Lưu chỉ tiêu" }).click();
  await expect(alert).toContainText("nêu lý do");
  await department.getByLabel("Lý do sửa").fill("Điều chỉnh sau rà soát");
  await department.getByRole("button", { name: "Lưu chỉ tiêu" }).click();
  await expect(department.getByRole("status")).toContainText("Đã lưu 1 thay đổi");

  // n/target: n opens its list, of exactly so many.
  const row = main
    .getByRole("row")
    .filter({ hasText: "Củng cố tổ chức Đoàn" })
    .filter({ hasText: "toàn tỉnh" });
  const reached = row.locator("a[href^='/records/K12']").first();
  const number = (await reached.textContent()) ?? "";
  await reached.click();
  await expect(department.getByRole("heading", { level: 1 })).toHaveText(new RegExp(`: ${number}$`));

  await department.goto("/coordination?missing=surveyed");
  const units = department.getByRole("checkbox");
  const count = await units.count();
  expect(count).toBeGreaterThan(1);
  for (let at = 0; at < count; at += 1) await units.nth(at).uncheck();
  await department.getByRole("checkbox", { name: "Chọn TP Cao Bằng để đôn đốc" }).check();
  await department.getByRole("button", { name: "Viết đôn đốc" }).click();
  await expect(department.getByRole("textbox", { name: /Lời nhắc/ })).toHaveValue(/hoàn thành khảo sát/);
  await department.getByRole("button", { name: "Ghi và gửi đôn đốc" }).click();
  await expect(department.getByRole("status").first()).toContainText("Đơn vị thấy ngay");
  const reminder = new URL(department.url()).pathname;

  const officer = await on("huyen-040", 360);
  await officer.goto("/coordination");
  await officer.locator(`main a[href='${reminder}']`).click();
  await expect(officer.getByRole("main")).toContainText("hoàn thành khảo sát");
  await expect(officer.getByRole("button", { name: "Rút lời nhắc" })).toBeHidden();
  const sibling = await on("huyen-046", 360);
  expect((await sibling.goto(reminder))?.status()).toBe(404);
});
