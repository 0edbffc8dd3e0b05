import type { Browser, Page } from "@playwright/test";
import { expect, lookAt, signIn, test } from "./support";

const unique = () => Date.now().toString(36);

async function on(browser: Browser, login: string): Promise<Page> {
  const page = await (await browser.newContext()).newPage();
  await signIn(page, login);
  return page;
}

/** A registered enterprise; its address. */
async function registered(page: Page, name: string): Promise<string> {
  await page.goto("/enterprises/new");
  await page.getByLabel("Tên đầy đủ").fill(name);
  await page.getByLabel("Chưa có mã số thuế").check();
  await page.getByLabel("Loại hình").selectOption({ label: "Công ty TNHH hai thành viên trở lên" });
  await page.getByLabel("Khu vực sở hữu").selectOption({ label: "Ngoài nhà nước (trong nước)" });
  await page.getByLabel("Xã, phường, thị trấn").selectOption({ index: 3 });
  await page.getByRole("button", { name: "Đăng ký doanh nghiệp" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(name);
  return new URL(page.url()).pathname;
}

/** A survey that finds two đoàn viên, sent and accepted. */
async function surveyed(field: Page, office: Page): Promise<void> {
  await field.getByRole("link", { name: "Khảo sát", exact: true }).last().click();
  for (const [label, value] of [
    ["Tổng số lao động", "60"],
    ["Lao động nữ", "20"],
    ["Lao động dân tộc thiểu số", "50"],
    ["Hợp đồng thời vụ", "0"],
    ["Làm ca", "0"],
    ["Thanh niên 16–30 tuổi", "30"],
    ["Thanh niên 31–35 tuổi", "10"],
    ["Đoàn viên TNCS làm ở đây, sinh hoạt nơi khác", "2"],
    ["Hội viên LHTN làm ở đây, sinh hoạt nơi khác", "0"],
    ["Người khảo sát", "Cán bộ khảo sát"],
    ["Người cung cấp thông tin", "Kế toán"],
  ] as const) {
    await field.getByRole("textbox", { name: label, exact: true }).fill(value);
  }
  await field.getByLabel("Không rõ: Ở trọ hoặc ở tại xưởng").check();
  await field.getByRole("group", { name: "Có chi bộ Đảng" }).getByLabel("Không", { exact: true }).check();
  await field.getByRole("group", { name: "Có công đoàn" }).getByLabel("Không rõ").check();
  await field.getByRole("button", { name: "Gửi duyệt" }).click();
  await expect(field.getByRole("status")).toContainText("Đã gửi duyệt");
  await office.goto(new URL(field.url()).pathname);
  await office.getByRole("button", { name: "Duyệt phiếu" }).click();
  await expect(office.getByRole("status")).toContainText("Đã duyệt");
}

/** A case of the line, opened from the enterprise; its address. */
async function openedCase(page: Page, enterprise: string, line: "Đoàn" | "Hội"): Promise<string> {
  await page.goto(enterprise);
  await page.getByRole("link", { name: "Mở hồ sơ vận động" }).click();
  await page.getByLabel(`Tổ chức ${line}`).check();
  await page.getByRole("button", { name: "Mở hồ sơ" }).click();
  await expect(page.getByRole("status")).toContainText("Đã mở hồ sơ vận động");
  return new URL(page.url()).pathname;
}

const move = (page: Page) => page.locator("#move");
const place = (page: Page) => page.getByRole("heading", { name: /^Giai đoạn/ });

async function choose(page: Page, name: string): Promise<void> {
  await page.getByRole("navigation", { name: "Việc khác với hồ sơ này" }).getByRole("link", { name }).click();
  await expect(move(page).getByRole("heading", { name })).toBeVisible();
}

async function writeFounding(page: Page, name: string, people: readonly string[]): Promise<void> {
  await page.getByLabel("Tên tổ chức").fill(name);
  await page.getByLabel("Ngày thành lập").fill("15/12/2014");
  await page.getByLabel("Số, ký hiệu quyết định").fill("31 -QĐ/ĐTN");
  await page.getByLabel("Ngày quyết định").fill("15/12/2014");
  for (const [row, person] of people.entries()) {
    await page.locator(`[name=p${row}_name]`).fill(person);
    await page.locator(`[name=p${row}_gender]`).selectOption({ index: 1 });
    await page.locator(`[name=p${row}_birth]`).fill("1992");
  }
}

test("V06, §1.10 (1): an officer takes an enterprise from its survey to the launch ceremony, once refused, once by an exception", async ({
  browser,
}) => {
  test.setTimeout(300_000);
  const name = `Công ty TNHH Ra mắt ${unique()}`;
  const field = await on(browser, "huyen-053");
  const office = await on(browser, "to-chuc");
  const enterprise = await registered(field, name);
  await surveyed(field, office);
  const address = await openedCase(field, enterprise, "Đoàn");
  // The accepted survey is the first stage: nobody is asked twice.
  await expect(place(field)).toContainText("Đã khảo sát");
  await expect(field.getByText("đang biết 2")).toBeVisible();

  await choose(field, "Ghi chưa đủ điều kiện");
  await field.getByRole("button", { name: "Ghi chưa đủ điều kiện" }).click();
  await expect(place(field)).toContainText("Chưa đủ điều kiện");
  await choose(field, "Báo cáo cấp ủy");
  await field.getByLabel("Đồng ý", { exact: true }).check();
  await field.getByRole("button", { name: "Báo cáo cấp ủy" }).click();
  // Row 42: past a stage only with a reason.
  await expect(field.getByRole("alert").filter({ hasText: "bỏ qua" })).toBeVisible();
  await expect(field.getByLabel("Đồng ý", { exact: true })).toBeChecked();
  await field.getByLabel("Lý do").fill("Hai đoàn viên nòng cốt, sẽ kết nạp thêm trong quý I");
  await field.getByRole("button", { name: "Báo cáo cấp ủy" }).click();
  await expect(place(field)).toContainText("Đã báo cáo cấp ủy");
  await field.getByRole("button", { name: "Bắt đầu vận động" }).click();
  await expect(place(field)).toContainText("Đang vận động");

  const papers = field.locator("#papers");
  for (const paper of [
    "Văn bản đề nghị",
    "Đề án thành lập",
    "Dự thảo phương hướng lâm thời",
    "Danh sách Ban Chấp hành lâm thời",
    "Lý lịch bí thư, phó bí thư, ủy viên",
    "Danh sách đoàn viên",
  ]) {
    await papers.getByRole("link", { name: `Đánh dấu đã có ${paper}` }).click();
    await field.getByLabel(`Ngày: ${paper}`).fill("15/12/2014");
    await field.getByRole("button", { name: "Lưu" }).click();
    await expect(papers.locator("li").filter({ hasText: `${paper}: có, ngày 15/12/2014` })).toBeVisible();
  }
  await expect(field.getByText("Đủ sáu giấy tờ của hồ sơ")).toBeVisible();
  await field.getByRole("button", { name: "Trình hồ sơ" }).click();
  await expect(place(field)).toContainText("Đã trình hồ sơ");
  // Accepting it is the department's, not the unit's own.
  await expect(field.getByRole("link", { name: "Thẩm định, chấp nhận hồ sơ" })).toBeHidden();

  await office.goto(address);
  await office.getByLabel("Số biên bản thẩm định").fill("12 -BB/TCKT");
  await office.getByLabel("Ngày biên bản").fill("15/12/2014");
  await office.getByRole("button", { name: "Thẩm định, chấp nhận hồ sơ" }).click();
  await expect(place(office)).toContainText("Đã thẩm định");

  // V06 refuses two members; the organisation department lets this one pass, once.
  await field.goto(address);
  await field.getByRole("link", { name: "Thành lập tổ chức", exact: true }).click();
  await field.getByLabel("Chi đoàn", { exact: true }).check();
  await writeFounding(field, `Chi đoàn ${name}`, ["Lục Thị Sớm", "Bế Văn Mai"]);
  await field.getByRole("button", { name: "Thành lập", exact: true }).click();
  await expect(field.getByRole("alert").filter({ hasText: "3 đoàn viên" })).toBeVisible();
  await field
    .getByRole("group", { name: "Xin phép ngoại lệ" })
    .getByLabel("Lý do")
    .fill("Sẽ kết nạp thêm hai thanh niên");
  await field.getByRole("button", { name: "Gửi đề nghị ngoại lệ" }).click();
  await expect(field.getByRole("status").filter({ hasText: "Đã gửi đề nghị" })).toBeVisible();
  await office.goto("/overrides?state=requested");
  const asked = office.locator("li, article, section").filter({ hasText: name }).last();
  await asked.getByLabel("Đồng ý", { exact: true }).check();
  await asked.getByLabel("Ý kiến").fill("Đồng ý, theo dõi việc kết nạp");
  await asked.getByRole("button", { name: "Gửi quyết định" }).click();
  await expect(office.getByRole("status").first()).toBeVisible();
  await field.getByRole("button", { name: "Thành lập", exact: true }).click();
  await expect(field.getByRole("heading", { level: 1, name: `Chi đoàn ${name}` })).toBeVisible();

  await field.goto(address);
  await expect(place(field)).toContainText("Đã có quyết định");
  await field.getByLabel("Nơi tổ chức lễ ra mắt").fill("Hội trường công ty");
  await field.getByRole("button", { name: "Ghi lễ ra mắt" }).click();
  await expect(place(field)).toContainText("Đã ra mắt");
  await field.goto(`${enterprise}/timeline`);
  for (const said of [
    "Phiếu khảo sát: được duyệt",
    "Mở hồ sơ vận động",
    "ghi lễ ra mắt",
    "bắt đầu phụ trách",
  ]) {
    await expect(field.getByRole("main")).toContainText(said);
  }
  await field.goto(address);
  expect(await lookAt(field)).toEqual([]);
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("row 43, V35: where the Đoàn is hard the Hội stands in, and counts only after its first activity", async ({
    page,
  }) => {
    test.setTimeout(240_000);
    const name = `Công ty TNHH Đổi hướng ${unique()}`;
    await signIn(page, "huyen-048");
    const enterprise = await registered(page, name);
    const address = await openedCase(page, enterprise, "Đoàn");
    await page.getByRole("link", { name: /^Nơi khó khăn/ }).click();
    await page.getByRole("button", { name: /^Nơi khó khăn/ }).click();
    await expect(page.getByRole("alert")).toContainText("Chọn loại khó khăn");
    await page.getByLabel("Loại khó khăn").selectOption({ label: "Chủ doanh nghiệp chưa đồng ý" });
    await page.getByLabel("Lý do").fill("Chủ cơ sở chưa ủng hộ, công nhân thời vụ");
    await page.getByRole("button", { name: /^Nơi khó khăn/ }).click();
    await expect(place(page)).toContainText("Khó khăn, chuyển Hội");
    await expect(page.getByRole("main")).toContainText("chưa có hoạt động nên chưa được tính (V35)");

    // Done is what it is not yet.
    await page.goto(`${address}?move=closed`);
    await page.getByLabel("Hoàn thành").check();
    await page.getByLabel("Lý do").fill("Đã chuyển sang Hội");
    await page.getByRole("button", { name: "Đóng hồ sơ" }).click();
    await expect(page.getByRole("alert")).toContainText("Chưa có tổ chức được thành lập");

    await page.goto(enterprise);
    await page.getByRole("link", { name: "Thành lập tổ chức Hội", exact: true }).click();
    await page.getByLabel("Chi hội", { exact: true }).check();
    await writeFounding(page, `Chi hội ${name}`, ["Lý Thị Mai", "Vi Văn Sơn", "Hoàng Thị Lan"]);
    await page.getByRole("button", { name: "Thành lập", exact: true }).click();
    await page.getByRole("checkbox", { name: /bước bị bỏ qua/ }).check();
    await page.getByLabel(/^Lý do bỏ qua/).fill("Chuyển từ hồ sơ phần Đoàn");
    await page.getByRole("button", { name: "Thành lập", exact: true }).click();
    await expect(page.getByRole("heading", { level: 1, name: `Chi hội ${name}` })).toBeVisible();
    const branch = new URL(page.url()).pathname;

    const goals = page.locator("section", { hasText: "Mục tiêu theo kế hoạch" });
    await page.goto(enterprise);
    await expect(goals.getByText("Đạt bằng tổ chức thay thế")).toBeHidden();
    await page.goto(`${address}?move=closed`);
    await page.getByLabel("Hoàn thành").check();
    await page.getByLabel("Lý do").fill("Đã có chi hội");
    await page.getByRole("button", { name: "Đóng hồ sơ" }).click();
    await expect(page.getByRole("alert")).toContainText("V35");

    await page.goto(`${branch}/activities/new`);
    await page.getByLabel("Tên hoạt động").fill("Giao lưu bóng chuyền");
    await page.getByRole("button", { name: "Ghi hoạt động" }).click();
    await page.goto(enterprise);
    await expect(goals.getByText("Đạt bằng tổ chức thay thế")).toBeVisible();
    await page.goto(`${address}?move=closed`);
    await page.getByLabel("Hoàn thành").check();
    await page.getByLabel("Lý do").fill("Chi hội đã hoạt động");
    await page.getByRole("button", { name: "Đóng hồ sơ" }).click();
    await expect(place(page)).toContainText("Đã đóng hồ sơ");
  });
});
