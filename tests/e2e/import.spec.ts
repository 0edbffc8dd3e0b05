import { expect, lookAt, signIn, test } from "./support";

/** A ten-digit code with its check digit, of a serial nobody else uses here. */
function taxCode(serial: number): string {
  for (let next = serial; ; next++) {
    const body = `48${String(next).padStart(7, "0")}`;
    const sum = [31, 29, 23, 19, 17, 13, 7, 5, 3].reduce(
      (all, weight, at) => all + weight * Number(body[at]),
      0,
    );
    if (sum % 11 > 0) return `${body}${10 - (sum % 11)}`;
  }
}

const HERE = "Xã Ngọc Động, Huyện Thông Nông";
const FORM = "Công ty TNHH một thành viên";

/** As offices keep them: a title above, a place two districts have, a wrong digit, a word of one's own. */
const messy = (mark: string): string =>
  [
    ["DANH SÁCH DOANH NGHIỆP (minh hoạ)"],
    [],
    ["TT", "Tên DN", "MST", "Loại hình DN", "Sở hữu", "Tình trạng", "Địa bàn"],
    [1, `Công ty TNHH Nhập ${mark} Một`, taxCode(7_100_000), FORM, "Ngoài nhà nước", "Đang hoạt động", HERE],
    [2, `Công ty TNHH Nhập ${mark} Hai`, "4899999018", FORM, "Ngoài nhà nước", "Đang hoạt động", HERE],
    [
      3,
      `Công ty TNHH Nhập ${mark} Ba`,
      taxCode(7_100_200),
      FORM,
      "Ngoài nhà nước",
      "Đang hoạt động",
      "Xã Ngọc Động",
    ],
    [4, `Công ty TNHH Nhập ${mark} Bốn`, taxCode(7_100_300), FORM, "Ngoài nhà nước", "chạy tốt lắm", HERE],
  ]
    .map((row) => row.map((cell) => `"${cell}"`).join(","))
    .join("\r\n");

test("an officer imports a messy file: three cells are put right, it is written by a job, found, and undone", async ({
  page,
}) => {
  test.setTimeout(240_000);
  const mark = Date.now().toString(36);
  await signIn(page, "huyen-045");
  await page.goto("/enterprises");
  await page.getByRole("link", { name: "Nhập từ Excel" }).click();
  await expect(page.getByRole("radio", { name: "Doanh nghiệp" })).toBeChecked();
  const file = (name: string, content: string | Buffer) => ({
    name,
    mimeType: "text/csv",
    buffer: Buffer.from(content),
  });

  // What is no table is told apart, and nothing is lost but the file.
  await page
    .getByLabel("Tệp", { exact: true })
    .setInputFiles(file("cu.xls", Buffer.from("d0cf11e0a1b11ae1", "hex")));
  await page.getByRole("button", { name: "Tải lên" }).click();
  await expect(page.getByText("Chưa nhận được tệp")).toBeVisible();
  // A file that is far too large gets a page with a sentence, not a broken connection.
  await page
    .getByLabel("Tệp", { exact: true })
    .setInputFiles(file("lon.csv", Buffer.alloc(40 * 1024 * 1024, 65)));
  await page.getByRole("button", { name: "Tải lên" }).click();
  await expect(page.getByText("Tệp lớn hơn 25 MB")).toBeVisible();

  await page.getByLabel("Tệp", { exact: true }).setInputFiles(file(`danh sách ${mark}.csv`, messy(mark)));
  await page.getByRole("button", { name: "Tải lên" }).click();
  await expect(page).toHaveURL(/\/imports\/[0-9a-f-]{36}$/);
  await expect(page.getByLabel(/Cột B, Tên DN/)).toHaveValue("name");
  await expect(page.getByLabel(/Cột G, Địa bàn/)).toHaveValue("area");
  expect(await lookAt(page)).toEqual([]);
  await page.screenshot({ path: "test-results/import-mapping.png", fullPage: true });
  await page.getByRole("button", { name: "Kiểm tra (chưa ghi gì)" }).click();

  await expect(page.getByRole("link", { name: "Lỗi (3)" })).toBeVisible({ timeout: 90_000 });
  await expect(page.getByRole("link", { name: "Thêm mới (1)" })).toBeVisible();
  expect(await lookAt(page)).toEqual([]);
  await page.screenshot({ path: "test-results/import-checked.png", fullPage: true });
  await page.setViewportSize({ width: 360, height: 800 });
  await page.screenshot({ path: "test-results/import-checked-360.png", fullPage: true });
  await page.setViewportSize({ width: 1280, height: 720 });
  const cell = (row: number, column: number) => page.locator(`[name="cells.${row}.${column}"]`);
  await cell(5, 3).fill(taxCode(7_100_100));
  await cell(6, 7).fill(HERE);
  await cell(7, 6).fill("Đang hoạt động");
  await page.getByRole("button", { name: "Lưu và kiểm tra lại" }).click();
  await expect(page.getByRole("link", { name: "Thêm mới (4)" })).toBeVisible({ timeout: 90_000 });

  await page.getByLabel(/^Ghi 4 dòng thêm mới/).check();
  await page.getByRole("button", { name: "Ghi 4 dòng" }).click();
  await expect(page.getByText("Đã ghi 4 dòng")).toBeVisible({ timeout: 90_000 });
  expect(await lookAt(page)).toEqual([]);
  const address = page.url();
  await page.goto(`/enterprises?q=nhap+${mark}`);
  await expect(page.getByRole("link", { name: `Công ty TNHH Nhập ${mark} Bốn` })).toBeVisible();

  await page.goto(address);
  await page.getByText("Hoàn tác cả tệp").click();
  await page.getByLabel(/^Tôi muốn hoàn tác/).check();
  await page.getByRole("button", { name: "Hoàn tác" }).click();
  await expect(page.getByText("Đã hoàn tác 4 dòng")).toBeVisible({ timeout: 90_000 });
  await page.goto(`/enterprises?q=nhap+${mark}`);
  await expect(page.getByRole("link", { name: `Công ty TNHH Nhập ${mark} Bốn` })).toBeHidden();

  // The columns are remembered, and may be named.
  await page.goto("/imports/layouts");
  await page.locator("main a[href^='/imports/layouts/']").first().click();
  await expect(page).toHaveURL(/\/imports\/layouts\/[0-9a-f-]{36}$/);
  expect(await lookAt(page)).toEqual([]);
});
