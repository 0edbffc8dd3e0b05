import { beforeAll, describe, expect, it, vi } from "vitest";
import type { Viewer } from "@/lib/access/policy";
import { formatDate } from "@/lib/dates/plain-date";
import { withViewer } from "@/lib/db/scope";
import { exportedList, fileAnswer } from "@/lib/exports/queries";
import type { Workbook } from "@/lib/files/table";
import { indicatorRecords } from "@/lib/indicators/queries";
import { indicatorParamsSchema, indicatorSchema } from "@/lib/indicators/schema";
import { modelCellRecords } from "@/lib/model-cells/reports";
import { modelCellQuerySchema } from "@/lib/model-cells/schema";
import { movementPeople } from "@/lib/movements/queries";
import { movementParamsSchema, movementSchema } from "@/lib/movements/schema";
import { headingOf } from "@/lib/returns/labels";
import { returnForms } from "@/lib/returns/reports";
import type { FormBook, FormCell } from "@/lib/returns/rules";
import { loadDemo } from "@/prisma/demo/load";
import { owner, ownerUrl } from "@/tests/support/database";
import { signedIn } from "@/tests/support/factories";
import { readBack } from "@/tests/support/files";

vi.hoisted(() => {
  process.env["BUSINESS_DATE"] = "2014-12-15";
});
vi.setConfig({ testTimeout: 60_000, hookTimeout: 120_000 });

let board: Viewer;
let department: Viewer;
let book: FormBook;
let file: Workbook;

const as = async (login: string): Promise<Viewer> => {
  const { rows } = await owner.query<{ id: string }>("select id from account where login = $1", [login]);
  return signedIn(rows[0]?.id ?? "");
};
const formsFor = (who: Viewer, given = {}) => withViewer(who, (tx) => returnForms(who, tx, given));

beforeAll(async () => {
  await loadDemo(ownerUrl);
  [board, department] = [await as("thuong-vu"), await as("doan-ket")];
  const found = await formsFor(board);
  const prepared = await withViewer(board, (tx) => exportedList(board, tx, "forms", {}));
  if (!found || !prepared) throw new Error("The board has its forms");
  book = found;
  file = await readBack(await fileAnswer(prepared, "xlsx"));
});

/** How many records the page behind an address lists; undefined for a page that lists nothing that is counted. */
async function listed(who: Viewer, href: string): Promise<number[] | undefined> {
  const url = new URL(href, "http://x");
  const query = Object.fromEntries(url.searchParams);
  const indicator = indicatorSchema.parse(url.pathname.split("/")[2]);
  if (url.pathname.startsWith("/records/") && indicator) {
    const given = indicatorParamsSchema.parse(query);
    const list = await withViewer(who, (tx) => indicatorRecords(who, tx, indicator, given));
    if (!list) return [];
    return indicator === "K8" ? [list.youth.to30, list.youth.to35] : [list.total];
  }
  if (url.pathname === "/model-cells") {
    const { show, state: _, ...given } = modelCellQuerySchema.parse(query);
    const list = show && (await withViewer(who, (tx) => modelCellRecords(who, tx, show, given)));
    return list ? [list.rows.length] : [];
  }
  if (url.pathname !== "/movements/people") return undefined;
  const movement = movementSchema.parse(query["movement"]);
  if (!movement) return [];
  const given = movementParamsSchema.parse(query);
  const list = await withViewer(who, (tx) => movementPeople(who, tx, movement, given));
  return list ? [list.total] : [];
}

describe("the eight forms of the demo", () => {
  it("say in every figure what the page behind it lists", async () => {
    let followed = 0;
    for (const { number, rows, total, columns } of book.forms) {
      // The whole, and the parts of it that have something to tell.
      const lines = [...(total ? [total] : []), ...rows.slice(0, 3)];
      for (const line of lines) {
        for (const [index, { value, href }] of line.entries()) {
          if (typeof value !== "number" || !href || (value === 0 && line !== total)) continue;
          const counts = await listed(board, href);
          if (counts === undefined) continue;
          followed += 1;
          expect(counts, `biểu ${number}, ${columns[index]?.label}: ${href}`).toContain(value);
        }
      }
    }
    expect(followed).toBeGreaterThan(60);
  });

  it("K14: form 5 tells how many chi đoàn registered and were recognised, of every unit and the province", () => {
    const form = book.forms[4];
    const at = (label: string) => form?.columns.findIndex((column) => column.label === label) ?? -1;
    for (const label of ["Chi đoàn mạnh đăng ký", "Chi đoàn mạnh công nhận"]) {
      expect(form?.columns[at(label)]?.missing).toBeUndefined();
      const units = (form?.rows ?? []).map((line) => Number(line[at(label)]?.value));
      expect(units.reduce((all, count) => all + count, 0)).toBe(form?.total?.[at(label)]?.value);
    }
    expect(form?.total?.[at("Chi đoàn mạnh đăng ký")]?.value).toBeGreaterThan(0);
  });

  it("leave as one workbook that says the same, under title, unit, plan, period and what they are", () => {
    expect(file.sheets.map(({ name }) => name)).toEqual(book.forms.map(({ number }) => `Biểu ${number}`));
    for (const [place, form] of book.forms.entries()) {
      const [title, unit, plan, times, demo, ...rest] = file.sheets[place]?.rows ?? [];
      const text = (row: typeof title) => row?.cells[0]?.value;
      expect(text(title)).toBe(`Biểu ${form.number}. ${form.title}`);
      expect([text(unit), text(plan), text(demo)]).toEqual([
        book.unitName,
        `Theo ${book.plan}`,
        "Dữ liệu minh hoạ",
      ]);
      expect(text(times)).toContain(formatDate("2014-12-15"));
      const [head, ...lines] = form.note ? rest.slice(1) : rest;
      expect(head?.cells.map(({ value }) => value)).toEqual(form.columns.map(headingOf));
      const due = [...form.rows, ...(form.total ? [form.total] : [])];
      const plain = (row: readonly FormCell[]) => row.map(({ value }) => value ?? null);
      expect(lines).toHaveLength(due.length);
      for (const [index, row] of due.entries()) {
        const read = form.columns.map((_, column) => {
          const found = lines[index]?.cells[column];
          return found?.day ?? found?.value ?? null;
        });
        expect(read).toEqual(plain(row).map((value) => (value === "" ? null : value)));
      }
    }
  });

  it("add up: kinds of enterprises to all, units to the province, levels to what is rated, movements to the closing (V24)", () => {
    const sum = (cells: readonly (FormCell | undefined)[]) =>
      cells.reduce((all, cell) => all + (typeof cell?.value === "number" ? cell.value : 0), 0);
    const form = (number: number) => book.forms[number - 1];
    const at = (number: number, label: string) =>
      form(number)?.columns.findIndex((column) => column.label === label) ?? -1;
    for (const line of [...(form(1)?.rows ?? []), form(1)?.total ?? []]) {
      expect(sum(line.slice(at(1, "TNHH"), at(1, "Tổng LĐ")))).toBe(line[at(1, "Tổng số DN")]?.value);
    }
    for (const label of ["Tổng số DN", "Tổng LĐ", "ĐV", "Có Đoàn", "Chưa có"]) {
      const column = at(1, label);
      expect(sum((form(1)?.rows ?? []).map((line) => line[column])), label).toBe(
        form(1)?.total?.[column]?.value,
      );
    }
    for (const line of [...(form(5)?.rows ?? []), form(5)?.total ?? []]) {
      const all = at(5, "Số chi đoàn, ĐCS thuộc diện xếp loại");
      expect(sum(line.slice(all + 1, at(5, "Chi đoàn mạnh đăng ký")))).toBe(line[all]?.value);
    }
    for (const line of [...(form(4)?.rows ?? []), form(4)?.total ?? []]) {
      for (const who of ["ĐV", "HV"]) {
        const [opening, closing] = [at(4, `${who} đầu kỳ`), at(4, `${who} cuối kỳ`)];
        const entries = sum(line.slice(opening + 1, opening + 4));
        const exits = sum(line.slice(opening + 4, closing));
        expect(sum([line[opening]]) + entries - exits).toBe(line[closing]?.value);
      }
    }
    expect(book.broken).toEqual([]);
  });

  it("leave empty what has no register, never nought, and carry no person's name", async () => {
    for (const { columns, rows, total } of book.forms) {
      for (const [index, { missing }] of columns.entries()) {
        if (!missing) continue;
        for (const line of [...rows, ...(total ? [total] : [])]) expect(line[index]?.value).toBeNull();
      }
    }
    const { rows: people } = await owner.query<{ name: string }>(
      "select distinct full_name as name from person",
    );
    const names = new Set(people.map(({ name }) => name));
    const texts = book.forms.flatMap(({ rows }) => rows.flat().map(({ value }) => value));
    expect(texts.filter((text) => typeof text === "string" && names.has(text))).toEqual([]);
  });

  it("tell the Hội department nothing of đoàn viên (§1.11)", async () => {
    const own = await formsFor(department);
    const first = own?.forms[0];
    const union = first?.columns.findIndex(({ label }) => label === "ĐV") ?? -1;
    expect(first?.total?.[union]?.value).toBeNull();
    expect(own?.forms[3]?.columns.filter(({ label }) => label.startsWith("ĐV"))).toEqual([]);
  });
});
