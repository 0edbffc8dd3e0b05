import type { Browser } from "@playwright/test";
import { expect, signIn, test } from "./support";

const on = async (browser: Browser, login: string, width = 1280) => {
  const page = await (await browser.newContext({ viewport: { width, height: 800 } })).newPage();
  await signIn(page, login);
  return page;
};

test("a plan is composed and issued by the department, acknowledged, carried on and issued by a unit; the province sees it", async ({
  browser,
}) => {
  test.setTimeout(180_000);
  const department = await on(browser, "to-chuc");
  await department.goto("/plans");
  await department.getByRole("link", { name: "Soạn kế hoạch" }).click();
  await department
    .getByLabel("Trích yếu")
    .fill("Phát động thi đua chi đoàn mạnh trong doanh nghiệp năm 2014");
  await department.getByRole("button", { name: "Bắt đầu soạn" }).click();
  await expect(department).toHaveURL(/\/draft\/head$/);
  await department.getByLabel("Số, ký hiệu").fill("120-KH/TĐTN-TCKT");
  await department.getByRole("textbox", { name: /^Ngày ban hành/ }).fill("10/12/2014");
  await department.getByLabel("Họ tên người ký").fill("Người ký thử");
  await department.getByRole("button", { name: "Lưu phần đầu" }).click();
  await department.getByRole("link", { name: "Thêm mục lớn" }).click();
  await department.getByLabel("Nội dung").fill("NHIỆM VỤ");
  await department.getByRole("button", { name: "Thêm mục" }).click();
  await department.getByRole("link", { name: "Thêm bên trong" }).click();
  await department.getByLabel("Nội dung").fill("Đăng ký chi đoàn mạnh");
  await department.getByLabel("Huyện Đoàn Bảo Lạc").check();
  // What is wrong is said at its field, and what was typed stays.
  await department.getByLabel("Hạn xong").fill("31/2/2014");
  await department.getByRole("button", { name: "Thêm mục" }).click();
  await expect(department.getByRole("link", { name: /^Không có ngày này/ })).toBeVisible();
  await expect(department.getByLabel("Nội dung")).toHaveValue("Đăng ký chi đoàn mạnh");
  await department.getByLabel("Hạn xong").fill("12/12/2014");
  await department.getByRole("button", { name: "Thêm mục" }).click();
  await department
    .locator("section", { hasText: "Nơi nhận" })
    .getByRole("link", { name: "Sửa" })
    .last()
    .click();
  await department.getByLabel("Huyện Đoàn Bảo Lạc").check();
  await department.getByLabel("Các đơn vị này ghi trên văn bản là").fill("Huyện Đoàn Bảo Lạc");
  await department.getByRole("button", { name: "Lưu nơi nhận" }).click();
  await department.getByRole("button", { name: "Ban hành", exact: true }).click();
  await expect(department.getByRole("status")).toContainText("Đã ban hành");
  const plan = new URL(department.url()).pathname;

  const officer = await on(browser, "huyen-043", 360);
  await officer.goto(`${plan}/progress`);
  await officer.getByRole("button", { name: "Ghi đã xem" }).click();
  await expect(officer.getByRole("status")).toContainText("đã xem");
  await officer.getByLabel("Ghi đã giao việc").check();
  await officer.getByLabel("Giao cho ai").fill("Phó Bí thư");
  await officer.getByRole("button", { name: "Lưu" }).click();
  await expect(officer.getByText("Đã giao việc: Phó Bí thư")).toBeVisible();
  await officer.goto(plan);
  await officer.getByRole("button", { name: /^Soạn kế hoạch triển khai/ }).click();
  await expect(officer.getByText("Từ mục I.1 của kế hoạch cấp trên")).toBeVisible();
  await officer.getByRole("link", { name: "Viết phần đầu" }).click();
  await officer.getByLabel("Số, ký hiệu").fill("31-KH/ĐTN");
  await officer.getByRole("textbox", { name: /^Ngày ban hành/ }).fill("12/12/2014");
  await officer.getByLabel("Họ tên người ký").fill("Người ký đơn vị");
  await officer.getByLabel("Đặc thù của địa phương").fill("Vùng cao biên giới");
  await officer.getByRole("button", { name: "Lưu phần đầu" }).click();
  await officer.getByRole("button", { name: "Ban hành", exact: true }).click();
  await expect(officer.getByRole("status")).toContainText("Đã ban hành");

  await department.goto(plan);
  await expect(department.getByRole("link", { name: "Kế hoạch số 31-KH/ĐTN" })).toBeVisible();
  await department.goto(`${plan}/progress`);
  await expect(department.getByText("Đã xem 1/1, đã triển khai 0, có kế hoạch riêng 1.")).toBeVisible();
  await expect(department.getByText("1 đơn vị quá hạn")).toBeVisible();
});
