import type { Page } from "@playwright/test";
import { expect, lookAt, signIn, test } from "./support";

/** A district no other journey counts the members of. */
const OFFICE = "huyen-050";

/** Its first chi đoàn. */
async function branchOf(page: Page): Promise<string> {
  await page.goto("/branches");
  await page
    .getByRole("main")
    .getByRole("link", { name: /^Chi đoàn/ })
    .first()
    .click();
  await page.waitForURL(/\/branches\/[0-9a-f-]{36}/);
  return new URL(page.url()).pathname;
}

/** What a spreadsheet puts on the clipboard, into the cell that has the focus. */
const paste = (page: Page, text: string) =>
  page.evaluate((copied) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/plain", copied);
    document.activeElement?.dispatchEvent(
      new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }),
    );
  }, text);

const line = (...cells: string[]) => `${cells.join("\t")}\r\n`;

test("an office pastes a list from a spreadsheet, takes it back, mends one cell by keyboard and saves all of it", async ({
  page,
}) => {
  await signIn(page, OFFICE);
  const branch = await branchOf(page);
  await page.goto(`${branch}/members/grid`);
  // These buttons stand once the table listens: a block pasted before is pasted into nothing.
  await expect(page.getByRole("button", { name: "Hoàn tác" })).toBeVisible();
  const cell = (label: string, row: number) => page.getByLabel(`${label}, dòng ${row}`, { exact: true });
  await cell("Họ và tên", 1).click();
  const people = Array.from({ length: 12 }, (_, index) =>
    line(
      `Minh Hoạ Bảng ${"ABCDEFGHIJKL"[index]}`,
      index % 2 ? "nữ" : "Nam",
      index === 4 ? "2012" : "5/3/1990",
    ),
  );
  await paste(page, line("Họ và tên", "Giới tính", "Ngày sinh") + people.join(""));
  const told = page.getByRole("status");
  await expect(told).toContainText("Đã dán 36 ô trên 12 dòng. Thêm 2 dòng. Bỏ qua dòng tiêu đề.");
  await expect(cell("Ngày sinh", 12)).toHaveValue("5/3/1990");
  await page.keyboard.press("Control+z");
  await expect(told).toContainText("Đã hoàn tác 36 ô.");
  await expect(cell("Họ và tên", 3)).toHaveValue("");

  await cell("Họ và tên", 1).click();
  await paste(page, people.join(""));
  await cell("Cách vào", 1).click();
  await page.keyboard.type("Ghi nhận có sẵn");
  await page.keyboard.press("ArrowRight");
  await expect(cell("Từ ngày", 1)).toBeFocused();
  await page.keyboard.type("8/12/2014");
  // Both columns down to the last row, in one block.
  await cell("Cách vào", 1).click();
  await cell("Từ ngày", 12).click({ modifiers: ["Shift"] });
  await page.keyboard.press("Control+d");
  await expect(told).toContainText("Đã điền 22 ô.");
  await expect(cell("Từ ngày", 12)).toHaveValue("8/12/2014");

  await page.getByRole("button", { name: "Lưu cả bảng" }).click();
  const alert = page.getByRole("alert").filter({ hasText: "Chưa dòng nào được lưu" });
  await expect(alert).toBeVisible();
  await expect(page).toHaveTitle(/^Lỗi: /);
  expect(await lookAt(page)).toEqual([]);
  // V01: the summary names row and column, and leads there.
  await alert.getByRole("link", { name: /^Dòng 5, Từ ngày: Chưa đủ tuổi/ }).click();
  await expect(cell("Từ ngày", 5)).toBeFocused();
  await expect(cell("Từ ngày", 5)).toHaveAccessibleDescription(/Chưa đủ tuổi/);
  await page.keyboard.press("Control+ArrowLeft");
  await page.keyboard.press("Control+ArrowLeft");
  await expect(cell("Ngày sinh", 5)).toBeFocused();
  await page.keyboard.type("1991");
  await page.getByRole("button", { name: "Lưu cả bảng" }).click();
  await page.waitForURL(/done=grid/);
  await expect(page.getByRole("status")).toContainText("Đã lưu 12 dòng");
  await expect(page.getByRole("link", { name: "Minh Hoạ Bảng E", exact: true })).toBeVisible();
});

test("without JavaScript the grid posts, keeps what was typed, and corrects a present member", async ({
  browser,
}) => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await signIn(page, OFFICE);
  const branch = await branchOf(page);
  await page.goto(`${branch}/members/grid?rows=present`);
  const phone = page.getByLabel("Điện thoại, dòng 1", { exact: true });
  await phone.fill("12");
  await page.getByRole("button", { name: "Lưu cả bảng" }).click();
  await expect(page.getByRole("alert")).toContainText("Dòng 1, Điện thoại: Số điện thoại không đúng");
  await expect(phone).toHaveValue("12");
  await phone.fill("0912 345 678");
  await page.getByRole("button", { name: "Lưu cả bảng" }).click();
  await expect(page.getByRole("status")).toContainText("Đã lưu 1 dòng");
  await page.goto(`${branch}/members/grid?rows=present`);
  await expect(phone).toHaveValue("0912 345 678");
  await context.close();
});

test("two hundred rows are pasted, sent and given back whole with the one that is wrong", async ({
  page,
}) => {
  await signIn(page, OFFICE);
  const branch = await branchOf(page);
  await page.goto(`${branch}/members/grid`);
  await page.getByLabel("Họ và tên, dòng 1", { exact: true }).click();
  const rows = Array.from({ length: 210 }, (_, index) =>
    line(
      ...[
        `Minh Hoạ Trăm ${index}`,
        "Nữ",
        index === 199 ? "hôm qua" : "5/3/1990",
        "Ghi nhận có sẵn",
        "8/12/2014",
      ],
      ...["0912345678", "", "Đại học", "Công nhân", `T-${index}`, "26/3/2009"],
    ),
  );
  await paste(page, rows.join(""));
  await expect(page.getByRole("status")).toContainText("Bảng chỉ nhận 200 dòng: 10 dòng cuối chưa dán.");
  await page.getByRole("button", { name: "Lưu cả bảng" }).click();
  await page
    .getByRole("alert")
    .getByRole("link", { name: /^Dòng 200, Ngày sinh/ })
    .click();
  await expect(page.getByLabel("Ngày sinh, dòng 200", { exact: true })).toBeFocused();
  await expect(page.getByLabel("Số thẻ, dòng 200", { exact: true })).toHaveValue("T-199");
});
