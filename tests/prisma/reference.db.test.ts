import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { PoolClient } from "pg";
import { afterEach, beforeEach, expect, it } from "vitest";
import { areaId, partId, planId, unitId } from "@/prisma/reference/keys";
import { loadInto, loadProvince, loadReference } from "@/prisma/reference/load";
import { owner, ownerUrl } from "@/tests/support/database";

/** Everything is rolled back: the files must load beside whatever a test database holds. */
let client: PoolClient;
const folders: string[] = [];

beforeEach(async () => {
  client = await owner.connect();
  await client.query("begin");
});

afterEach(async () => {
  await client.query("rollback");
  client.release();
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

const one = async (sql: string, values: unknown[] = []): Promise<Record<string, unknown>> => {
  const { rows } = await client.query<Record<string, unknown>>(sql, values);
  return rows[0] ?? {};
};
const count = async (sql: string, values: unknown[] = []): Promise<number> =>
  Number((await one(`select count(*) as n from ${sql}`, values)).n);

/** Lines of the trace: whatever was written left one. */
const traced = () => count("audit_entry");

/** Cao Bằng's folder with passages of one file changed. */
const altered = (file: string, ...changes: readonly (readonly [from: string, to: string])[]) => {
  const folder = mkdtempSync(join(tmpdir(), "province-"));
  folders.push(folder);
  cpSync("prisma/reference/cao-bang", folder, { recursive: true });
  const text = changes.reduce(
    (changed, [from, to]) => {
      if (!changed.includes(from)) throw new Error(`${file} has no ${from}`);
      return changed.replace(from, to);
    },
    readFileSync(join(folder, file), "utf8"),
  );
  writeFileSync(join(folder, file), text);
  return folder;
};

it("loads Cao Bằng whole: places and units of 2014 and after, the plan, its charges on the day it was signed", async () => {
  await loadInto(client);
  const cb = unitId("cb");
  const living = "valid_from <= '2014-10-23' and (valid_to is null or valid_to > '2014-10-23')";
  expect(
    await count(
      `unit_version v join unit u on u.id = v.unit_id
       where u.province_id = $1 and kind in ('district', 'city', 'enterprise_bloc') and ${living}`,
      [cb],
    ),
  ).toBe(14);
  const communes = `area_version where level = 'commune' and code like '01%'`;
  expect(await count(`${communes} and ${living}`)).toBe(199);
  expect(await count(`${communes} and valid_to is null`)).toBe(56);
  const plan = planId("cb/ke-hoach-105-2014");
  expect(
    await one("select symbol, symbol_key, due_on, idle_days, version from plan where id = $1", [plan]),
  ).toEqual({
    symbol: "105 -KH/TĐTN-TCKT",
    symbol_key: "105kh/tdtntckt",
    due_on: null,
    idle_days: 60,
    version: 1,
  });
  expect(await count("plan_task where plan_id = $1", [plan])).toBe(31);
  expect(
    await count(
      "plan_task_unit c join plan_task t on t.id = c.task_id where t.plan_id = $1 and c.unit_id = $2",
      [plan, unitId("cb/dkdn")],
    ),
  ).toBe(13);
  expect(
    await count("plan_recipient_unit c join plan_recipient r on r.id = c.recipient_id where r.plan_id = $1", [
      plan,
    ]),
  ).toBe(19);
  expect(await count("resolution_task where plan_id = $1 and text is null", [plan])).toBe(6);
  expect(await count("catalogue_entry where catalogue = 'ethnic_group'")).toBe(55);
  expect(
    await one(
      `select params -> 'cellMinMembers' ->> 'value' as value from rule_set
       where line = 'union' and valid_from <= '2014-10-23' and valid_to > '2014-10-23'`,
    ),
  ).toEqual({ value: "3" });
});

it("writes nothing when it is run again", async () => {
  await loadInto(client);
  const before = await traced();
  await loadInto(client);
  expect(await traced()).toBe(before);
});

it("writes nothing when the whole command is run on a database that holds the files", async () => {
  const before = await owner.query("select count(*) from audit_entry");
  await loadReference(ownerUrl);
  expect((await owner.query("select count(*) from audit_entry")).rows).toEqual(before.rows);
});

it("writes anew the versions whose line changed in a file, under their old ids, and nothing else", async () => {
  await loadInto(client);
  const before = await traced();
  const ids = await one("select array_agg(id order by id) as ids from unit_version");
  await loadProvince(
    client,
    altered("units.json", [`"shortName": "TP Cao Bằng"`, `"shortName": "Thành phố"`]),
  );
  const id = unitId("cb/thanh-pho");
  expect(await count("unit_version where unit_id = $1 and short_name = 'Thành phố'", [id])).toBe(2);
  expect(await one("select array_agg(id order by id) as ids from unit_version")).toEqual(ids);
  // Two versions, each gone and come.
  expect(await traced()).toBe(before + 4);
});

it("moves the day two versions share without the database seeing them overlap", async () => {
  await loadInto(client);
  const folder = altered("areas.json", [
    `["cb/tra-linh/quoc-toan", null, "2020-03-01", "01474", "Xã Quốc Toản", "cb/tra-linh"]`,
    `["cb/tra-linh/quoc-toan", null, "2020-02-20", "01474", "Xã Quốc Toản", "cb/tra-linh"],
    ["cb/tra-linh/quoc-toan", "2020-02-20", "2020-03-01", "01474", "Xã Quốc Toản", "cb/trung-khanh"]`,
  ]);
  await loadProvince(client, folder);
  const id = areaId("cb/tra-linh/quoc-toan");
  expect(await count("area_version where area_id = $1", [id])).toBe(3);
  await loadProvince(client, "prisma/reference/cao-bang");
  expect(await count("area_version where area_id = $1", [id])).toBe(2);
});

it("drops a charge and a recipient the file no longer has", async () => {
  await loadInto(client);
  await loadProvince(client, altered("plan.json", [`{ "text": "TT TĐ", "units": ["cb"] },`, ""]));
  const plan = planId("cb/ke-hoach-105-2014");
  expect(await count("plan_recipient where plan_id = $1", [plan])).toBe(6);
  expect(
    await count("plan_recipient_unit c join plan_recipient r on r.id = c.recipient_id where r.plan_id = $1", [
      plan,
    ]),
  ).toBe(18);
});

it("leaves to the province what the province set: the plan's settings and the texts of the resolution's tasks", async () => {
  await loadInto(client);
  const plan = planId("cb/ke-hoach-105-2014");
  await client.query(
    "update plan set idle_days = 45, scope_suspended = true, version = version + 1 where id = $1",
    [plan],
  );
  const task = partId("resolution-task", "cb/ke-hoach-105-2014", 1);
  await client.query(
    "update resolution_task set text = 'Gõ từ văn bản giấy', version = version + 1 where id = $1",
    [task],
  );
  await loadProvince(
    client,
    altered(
      "plan.json",
      [`"idleDays": 60`, `"idleDays": 90`],
      [`"place": "Cao Bằng"`, `"place": "TP Cao Bằng"`],
    ),
  );
  expect(await one("select idle_days, scope_suspended, place from plan where id = $1", [plan])).toEqual({
    idle_days: 45,
    scope_suspended: true,
    place: "TP Cao Bằng",
  });
  expect(await one("select text from resolution_task where id = $1", [task])).toEqual({
    text: "Gõ từ văn bản giấy",
  });
});

it("takes a changed setting from the file while nobody has touched the plan", async () => {
  await loadInto(client);
  await loadProvince(client, altered("plan.json", [`"idleDays": 60`, `"idleDays": 90`]));
  expect(
    await one("select idle_days, version from plan where id = $1", [planId("cb/ke-hoach-105-2014")]),
  ).toEqual({
    idle_days: 90,
    version: 1,
  });
});

it("loads another province beside it, marked as a demo on every row", async () => {
  await loadInto(client);
  await loadProvince(client, "prisma/demo/second-province");
  const province = unitId("minh-hoa");
  expect(await count("unit where province_id = $1 and is_demo", [province])).toBe(6);
  expect(
    await count("area where id = any ($1) and is_demo", [[areaId("minh-hoa"), areaId("minh-hoa/suoi-gia")]]),
  ).toBe(2);
  expect(await count("plan where province_id = $1 and is_demo", [province])).toBe(1);
  expect(await count("plan_task_unit where province_id = $1", [province])).toBe(4);
  const before = await traced();
  await loadProvince(client, "prisma/demo/second-province");
  expect(await traced()).toBe(before);
});
