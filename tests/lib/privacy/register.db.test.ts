import { expect, it } from "vitest";
import { withViewer } from "@/lib/db/scope";
import { COLUMNS } from "@/lib/privacy/labels";
import { processingRegister } from "@/lib/privacy/queries";
import { owner } from "@/tests/support/database";
import { province, viewer } from "@/tests/support/factories";

it("describes every column of every table that holds a person's id, of persons and of accounts", async () => {
  const { rows } = await owner.query<{ table_name: string; column_name: string }>(
    `select c.table_name, c.column_name from information_schema.columns c where c.table_schema = 'public' and (
       c.table_name in ('person', 'account') or exists (select 1 from information_schema.columns p
         where p.table_schema = 'public' and p.table_name = c.table_name and p.column_name = 'person_id'))
     order by 1, 2`,
  );
  const undescribed = rows
    .filter(({ table_name, column_name }) => !COLUMNS[table_name]?.[column_name])
    .map(({ table_name, column_name }) => `${table_name}.${column_name}`);
  expect(undescribed, "describe each in COLUMNS of lib/privacy/labels.ts").toEqual([]);
  const real = new Set(rows.map(({ table_name, column_name }) => `${table_name}.${column_name}`));
  const gone = Object.entries(COLUMNS).flatMap(([table, columns]) =>
    Object.keys(columns).flatMap((column) => (real.has(`${table}.${column}`) ? [] : [`${table}.${column}`])),
  );
  expect(gone, "described, and no more there").toEqual([]);
});

it("lists each personal field with purpose, recipients, period and measures", async () => {
  const { provinceId } = await province();
  const desk = await viewer({ role: "org_department", provinceId });
  const lines = await withViewer(desk, (tx) => processingRegister(desk, tx, provinceId));
  expect(lines.find(({ field }) => field === "Điện thoại")).toMatchObject({
    kind: "Cơ bản",
    purpose: "Liên hệ",
    retention: "Chưa có thời hạn: giữ",
  });
  expect(lines.find(({ field }) => field === "Dân tộc")).toMatchObject({ kind: "Nhạy cảm" });
  for (const line of lines) {
    for (const [name, text] of Object.entries(line)) expect(text, `${line.field} ${name}`).not.toBe("");
  }
});
