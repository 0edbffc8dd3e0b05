import type { Page } from "@playwright/test";
import { expect, signIn, test } from "./support";

const unique = () => Date.now().toString(36);

async function register(page: Page, name: string): Promise<void> {
  await page.goto("/enterprises/new");
  await page.getByLabel("Tên đầy đủ").fill(name);
  await page.getByLabel("Chưa có mã số thuế").check();
  await page.getByLabel("Loại hình").selectOption({ label: "Công ty TNHH hai thành viên trở lên" });
  await page.getByLabel("Khu vực sở hữu").selectOption({ label: "Ngoài nhà nước (trong nước)" });
  await page.getByLabel("Xã, phường, thị trấn").selectOption({ index: 3 });
  await page.getByRole("button", { name: "Đăng ký doanh nghiệp" }).click();
}

async function fillSurvey(page: Page): Promise<void> {
  for (const [label, value] of [
    ["Tổng số lao động", "100"],
    ["Lao động nữ", "40"],
    ["Lao động dân tộc thiểu số", "95"],
    ["Hợp đồng thời vụ", "0"],
    ["Làm ca", "10"],
    ["Thanh niên 16–30 tuổi", "30"],
    ["Thanh niên 31–35 tuổi", "20"],
    ["Đoàn viên TNCS làm ở đây, sinh hoạt nơi khác", "4"],
    ["Hội viên LHTN làm ở đây, sinh hoạt nơi khác", "0"],
    ["Người khảo sát", "Cán bộ khảo sát"],
    ["Người cung cấp thông tin", "Kế toán"],
  ] as const) {
    await page.getByRole("textbox", { name: label, exact: true }).fill(value);
  }
  await page.getByLabel("Không rõ: Ở trọ hoặc ở tại xưởng").check();
  await page.getByRole("group", { name: "Có chi bộ Đảng" }).getByLabel("Không", { exact: true }).check();
  await page.getByRole("group", { name: "Có công đoàn" }).getByLabel("Không rõ").check();
}

test("an officer takes an enterprise from registration to a founded chi đoàn; its goal is achieved and the number opens it", async ({
  browser,
}) => {
  const name = `Công ty TNHH Hành trình ${unique()}`;
  const field = await (await browser.newContext()).newPage();
  await signIn(field, "huyen-050");

  await register(field, name);
  await expect(field.getByRole("heading", { level: 1 })).toHaveText(name);
  await expect(field.getByRole("status")).toContainText("Đã đăng ký doanh nghiệp");
  const enterprise = new URL(field.url()).pathname;

  // V25: refused at the field with both numbers; nothing typed is lost.
  await field.getByRole("link", { name: "Khảo sát", exact: true }).last().click();
  await fillSurvey(field);
  await field.getByRole("textbox", { name: "Lao động nữ", exact: true }).fill("101");
  await field.getByRole("button", { name: "Gửi duyệt" }).click();
  await expect(field.getByRole("alert").filter({ hasText: "Chưa gửi được" })).toContainText(
    "Lao động nữ (101) không thể nhiều hơn tổng số lao động (100)",
  );
  await expect(field).toHaveTitle(/^Lỗi: /);
  await expect(field.getByRole("textbox", { name: "Người cung cấp thông tin" })).toHaveValue("Kế toán");
  await field.getByRole("textbox", { name: "Lao động nữ", exact: true }).fill("40");
  await field.getByRole("button", { name: "Gửi duyệt" }).click();
  await expect(field.getByRole("status")).toContainText("Đã gửi duyệt");
  const survey = new URL(field.url()).pathname;

  // The department returns it with a reason, the officer corrects, the department accepts.
  const office = await (await browser.newContext()).newPage();
  await signIn(office, "to-chuc");
  await office.goto(survey);
  await office.getByLabel("Trả lại vì").fill("Thiếu người cung cấp rõ chức danh");
  await office.getByRole("button", { name: "Trả lại đơn vị" }).click();
  await expect(office.getByRole("status")).toContainText("Đã trả lại");
  await field.goto("/surveys?state=returned");
  await field.getByRole("link", { name }).click();
  await field.getByRole("link", { name: "Sửa và gửi duyệt" }).click();
  await expect(field.getByText("Thiếu người cung cấp rõ chức danh")).toBeVisible();
  await field.getByRole("textbox", { name: "Người cung cấp thông tin" }).fill("Kế toán trưởng");
  await field.getByRole("button", { name: "Gửi duyệt" }).click();
  await expect(field.getByRole("status")).toContainText("Đã gửi duyệt");
  await office.goto(survey);
  await office.getByRole("button", { name: "Duyệt phiếu" }).click();
  await expect(office.getByRole("status")).toContainText("Đã duyệt");

  // V06: two members are refused, three found the chi đoàn.
  await field.goto(enterprise);
  await expect(field.getByText("Đang làm").first()).toBeVisible();
  await field.getByRole("link", { name: "Thành lập tổ chức Đoàn" }).click();
  await field.getByLabel("Chi đoàn", { exact: true }).check();
  await field.getByLabel("Tên tổ chức").fill(`Chi đoàn ${name}`);
  await field.getByLabel("Ngày thành lập").fill("10/12/2014");
  await field.getByLabel("Số, ký hiệu quyết định").fill("12 -QĐ/ĐTN");
  await field.getByLabel("Ngày quyết định").fill("10/12/2014");
  for (const [row, person] of ["Nông Thị Ánh", "Đàm Văn Ân"].entries()) {
    await field.locator(`[name=p${row}_name]`).fill(person);
    await field.locator(`[name=p${row}_gender]`).selectOption({ index: row + 1 });
    await field.locator(`[name=p${row}_birth]`).fill("1992");
  }
  await field.getByRole("button", { name: "Thành lập", exact: true }).click();
  await expect(field.getByRole("alert").filter({ hasText: "3 đoàn viên" })).toBeVisible();
  await field.locator("[name=p2_name]").fill("Hoàng Minh An");
  await field.locator("[name=p2_gender]").selectOption({ index: 1 });
  await field.locator("[name=p2_birth]").fill("5/3/1991");
  await field.getByRole("button", { name: "Thành lập", exact: true }).click();
  // V20: the step that was skipped is seen and given a reason.
  await field.getByRole("checkbox", { name: /bước bị bỏ qua/ }).check();
  await field.getByLabel(/^Lý do bỏ qua/).fill("Cấp ủy đã đồng ý trực tiếp");
  await field.getByRole("button", { name: "Thành lập", exact: true }).click();
  await expect(field.getByRole("heading", { level: 1, name: `Chi đoàn ${name}` })).toBeVisible();

  await field.goto(enterprise);
  const goals = field.locator("section", { hasText: "Mục tiêu theo kế hoạch" });
  await expect(goals.getByText("Đạt", { exact: true })).toBeVisible();

  // The committee's number opens exactly its records, this one among them.
  const committee = await (await browser.newContext()).newPage();
  await signIn(committee, "thuong-vu");
  await committee.goto("/dashboard");
  const row = committee.getByRole("row", { name: /^Phục Hoà/ }).first();
  const founded = row.getByRole("link").nth(6);
  const number = Number(await founded.textContent());
  expect(number).toBeGreaterThan(0);
  await founded.click();
  await expect(committee.getByRole("main")).toContainText(`Chi đoàn ${name}`);
  await expect(committee.locator("tbody tr")).toHaveCount(number);
});

test("typing warns of a likely duplicate in the own scope, and says nothing of a neighbour's", async ({
  signedInAs,
}) => {
  const page = await signedInAs("huyen-045");
  await page.goto("/enterprises/new");
  await page.getByLabel("Tên đầy đủ").fill("cty mien dong minh hoa 22");
  await expect(page.getByText("Có thể đã có trong danh sách của bạn")).toBeVisible();
  await page.getByLabel("Tên đầy đủ").fill("");
  await page.getByLabel("Mã số thuế", { exact: false }).first().fill("4899999017");
  await page.waitForResponse(/\/api\/suggest\/enterprises/);
  await expect(page.getByText("Có thể đã có trong danh sách của bạn")).toBeHidden();
});

test("filters live in the address, search needs no marks, and an empty answer says what to do", async ({
  signedInAs,
}) => {
  const page = await signedInAs("thuong-vu");
  await page.goto("/enterprises");
  await page.getByLabel("Tìm tên hoặc mã số thuế").fill("mien dong");
  await page.getByRole("button", { name: "Lọc" }).click();
  await expect(page).toHaveURL(/q=mien\+dong/);
  await expect(page.getByRole("link", { name: /Miến dong/ }).first()).toBeVisible();
  await page.goto("/enterprises?q=khong-co-dau-tien");
  await expect(page.getByText("Không có doanh nghiệp nào khớp bộ lọc")).toBeVisible();
});

test("the department accepts several surveys of a unit at once", async ({ signedInAs }) => {
  const page = await signedInAs("to-chuc");
  await page.goto("/surveys?state=submitted&q=minh+hoa");
  const ticks = page.getByRole("checkbox", { name: /Chọn phiếu của/ });
  const waiting = await ticks.count();
  expect(waiting).toBeGreaterThan(2);
  await ticks.nth(0).check();
  await ticks.nth(1).check();
  await page.getByRole("button", { name: "Duyệt các phiếu đã chọn" }).click();
  await expect(page.getByRole("status")).toContainText("Đã duyệt 2 phiếu");
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("an officer registers an enterprise, surveys it and visits it; refusals keep what was typed", async ({
    page,
  }) => {
    const name = `Hợp tác xã Không JavaScript ${unique()}`;
    await signIn(page, "huyen-051");
    await page.goto("/enterprises/new");
    await page.getByLabel("Tên đầy đủ").fill(name);
    await page.getByRole("button", { name: "Đăng ký doanh nghiệp" }).click();
    await expect(page.getByRole("alert")).toContainText("Chọn loại hình");
    await expect(page.getByLabel("Tên đầy đủ")).toHaveValue(name);
    await register(page, name);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(name);
    await page.getByRole("link", { name: "Khảo sát", exact: true }).last().click();
    await page.getByRole("button", { name: "Gửi duyệt" }).click();
    await expect(page.getByRole("alert")).toContainText("Tổng số lao động: nhập số, hoặc chọn “không rõ”");
    await fillSurvey(page);
    await page.getByRole("button", { name: "Gửi duyệt" }).click();
    await expect(page.getByText("Đã gửi duyệt")).toBeVisible();
    await page.getByRole("link", { name }).first().click();
    await page.getByRole("link", { name: "Ghi lần gặp" }).click();
    await page.getByLabel("Đã gặp ai").fill("Giám đốc");
    await page.getByLabel("Mục đích").fill("Vận động");
    await page.getByLabel("Kết quả").fill("Đồng ý");
    await page.getByLabel("Ủng hộ", { exact: true }).check();
    await page.getByRole("button", { name: "Ghi lần gặp" }).click();
    await expect(page.getByText("Đã ghi lần gặp")).toBeVisible();
  });
});
