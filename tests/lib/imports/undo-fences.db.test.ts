import { describe, expect, it } from "vitest";
import { mintViewer } from "@/lib/access/minting";
import { hashToken, newSessionToken } from "@/lib/access/session";
import { withViewer } from "@/lib/db/as-viewer";
import { newId } from "@/lib/db/id";
import { commitImport, undoImport } from "@/lib/imports/commands";
import { uploadRefusal } from "@/lib/imports/labels";
import { requestReferral } from "@/lib/referrals/commands";
import { owner } from "@/tests/support/database";
import { branch, deed, enterprise, member, row, viewer } from "@/tests/support/factories";
import { foundingPlace } from "@/tests/support/factories-branches";
import {
  checkedImport,
  committed,
  countsOf,
  laidImport,
  mapped,
  recordOf,
  rowsOfImport,
  undone,
  workAll,
} from "@/tests/support/factories-imports";
import { cellWorld } from "@/tests/support/factories-members";
import { referralWorld, referring } from "@/tests/support/factories-referrals";

const HEAD = ["Họ và tên", "Giới tính", "Ngày sinh", "Ngày vào Đoàn", "Ngày về tổ chức", "Số điện thoại"];
const LATE = "Đã có dữ liệu khác gắn vào sau khi nhập, nên giữ nguyên.";

/** Members of an organisation, written from a file. */
async function membersFrom(
  by: Awaited<ReturnType<typeof viewer>>,
  branchId: string,
  lines: readonly (readonly (string | null)[])[],
  head: readonly string[] = HEAD,
) {
  const importId = await laidImport(by, [head, ...lines], { kind: "members" });
  const asked = await mapped(by, importId, { branchId });
  if (!asked.ok) throw new Error(JSON.stringify(asked));
  await workAll();
  expect((await rowsOfImport(by, importId)).flatMap(({ problems }) => problems)).toEqual([]);
  await committed(by, importId);
  return importId;
}

const kept = async (by: Awaited<ReturnType<typeof viewer>>, importId: string) =>
  (await rowsOfImport(by, importId)).map((shown) => shown.kept);

describe("undoing takes nothing away that others hang on", () => {
  it("knows every key of the catalogue that a deletion would empty or carry away", async () => {
    const { rows } = await owner.query<{ key: string }>(
      `select c.confrelid::regclass || ' < ' || c.conrelid::regclass || '.' || a.attname as key from pg_constraint c
       join pg_attribute a on a.attrelid = c.conrelid and a.attnum = any (c.conkey)
       where c.contype = 'f' and c.confdeltype in ('n', 'c', 'd') and c.confrelid::regclass::text = any ($1)`,
      [
        [
          ...["enterprise", "enterprise_version", "enterprise_management", "entrepreneur_membership", "goal"],
          ...[
            "survey",
            "survey_need",
            "survey_organisation",
            "survey_event",
            "branch",
            "branch_life",
            "coverage",
          ],
          ...["person", "membership", "admission", "post", "duplicate_case"],
        ],
      ],
    );
    const [asked] = (
      await owner.query<{ body: string }>("select prosrc as body from pg_proc where proname = 'is_named'")
    ).rows;
    expect(rows.length).toBeGreaterThan(10);
    for (const { key } of rows) {
      const [, named, table, column] = /^(\w+) < (\w+)\.(\w+)$/.exec(key) ?? [];
      const of = new RegExp(`when '${named}' then((?:(?!when ').)*)`, "s").exec(asked?.body ?? "")?.[1] ?? "";
      const said = new RegExp(`public\\.${table} x where [^)]*x\\.${column} = \\$2`).test(of);
      expect(said, key).toBe(true);
    }
  });

  it("leaves a reprimand with the person it is of", async () => {
    const { officer, cell } = await cellWorld();
    const importId = await membersFrom(officer, cell, [
      ["Nông Thị Khiển Trách", "Nữ", "05/03/1992", "26/03/2012", "26/03/2012", null],
    ]);
    const [written] = await rowsOfImport(officer, importId);
    const discipline = await row("discipline", {
      ...{
        branch_id: cell,
        person_id: written?.targetId,
        kind: "reprimand",
        decision_number: "1",
        reason: "x",
      },
      ...{ decided_by: "Chi đoàn", valid_from: "2014-01-05", recorded_by_id: newId() },
    });
    await undone(officer, importId);
    expect(await kept(officer, importId)).toEqual([LATE]);
    const { rows } = await owner.query("select person_id from discipline where id = $1", [discipline]);
    expect(rows).toEqual([{ person_id: written?.targetId }]);
  });

  it("leaves the membership in which somebody's fee was paid, though the person was there before", async () => {
    const { officer, cell, provinceId, districtA } = await cellWorld();
    const chapter = await branch({ provinceId, unitId: districtA, line: "association" });
    const one = await member({ branchId: cell, fullName: "Hoàng Văn Hai Sổ", birthDate: "1992-03-05" });
    const other = await member({ branchId: cell, fullName: "Hoàng Văn Một Sổ", birthDate: "1992-03-05" });
    const importId = await membersFrom(officer, chapter, [
      ["Hoàng Văn Hai Sổ", "Nam", "05/03/1992", "26/03/2012", null, null],
      ["Hoàng Văn Một Sổ", "Nam", "05/03/1992", "26/03/2012", null, null],
    ]);
    await row("fee", {
      ...{ person_id: one.personId, branch_id: chapter, month: "2014-10-01", amount: 5000 },
      ...{ collected_on: "2014-10-05", recorded_by_id: newId() },
    });
    await undone(officer, importId);
    expect(await kept(officer, importId)).toEqual([LATE, null]);
    const { rows } = await owner.query(
      "select person_id from membership where branch_id = $1 and voided_at is null",
      [chapter],
    );
    expect(rows).toEqual([{ person_id: one.personId }]);
    expect(other.personId).not.toBe(one.personId);
  });

  it("takes organisations of two levels back whatever their order in the file, but not one that paid", async () => {
    const { officer, provinceId, unitId } = await foundingPlace();
    const firm = await enterprise({ provinceId, unitId, name: "Công ty TNHH Hai Tầng" });
    await owner.query("update enterprise set name_key = 'hai tang' where id = $1", [firm]);
    const head = ["Tên tổ chức", "Loại", "Doanh nghiệp", "Thành lập ngày", "Trực thuộc đoàn cơ sở"];
    const importId = await checkedImport(
      officer,
      [
        head,
        ["Chi đoàn Tầng Dưới", "Chi đoàn", "Công ty TNHH Hai Tầng", "26/03/2013", "Đoàn cơ sở Hai Tầng"],
        ["Đoàn cơ sở Hai Tầng", "Đoàn cơ sở", "Công ty TNHH Hai Tầng", "26/03/2013", null],
        ["Chi đoàn Đã Nộp", "Chi đoàn", "Công ty TNHH Hai Tầng", "26/03/2013", null],
      ],
      { kind: "organisations" },
    );
    await committed(officer, importId);
    const rows = await rowsOfImport(officer, importId);
    expect(rows.flatMap(({ problems }) => problems)).toEqual([]);
    const paid = rows[2]?.targetId;
    await row("fee_payment", {
      ...{ branch_id: paid, to_unit_id: unitId, from_month: "2014-10-01", to_month: "2014-10-01" },
      ...{ amount: 5000, paid_on: "2014-10-10", state: "sent", recorded_by_id: newId() },
    });
    await undone(officer, importId);
    expect(await kept(officer, importId)).toEqual([null, null, LATE]);
    expect(await countsOf(officer, importId)).toMatchObject({ written: 3, undone: 2, kept: 1 });
    const { rows: payments } = await owner.query("select branch_id from fee_payment where to_unit_id = $1", [
      unitId,
    ]);
    expect(payments).toEqual([{ branch_id: paid }]);
  });
});

describe("undoing is no way around what was taken away since", () => {
  it("leaves the record of somebody who moved to another unit as it is", async () => {
    const { officer, cell, provinceId, districtB } = await cellWorld();
    const there = await branch({ provinceId, unitId: districtB });
    const { personId, membershipId } = await member({
      ...{ branchId: cell, fullName: "Lý Thị Chuyển Đi", birthDate: "1992-03-05" },
    });
    const importId = await membersFrom(
      officer,
      cell,
      [["Lý Thị Chuyển Đi", "Nữ", "05/03/1992", "0912 345 678", "Tày"]],
      ["Họ và tên", "Giới tính", "Ngày sinh", "Số điện thoại", "Dân tộc"],
    );
    // The membership moves, and with it whose the record is.
    await owner.query(
      "update membership set valid_to = '2014-11-01', end_kind = 'transferred_out' where id = $1",
      [membershipId],
    );
    await row("membership", {
      ...{ person_id: personId, branch_id: there, start_kind: "transferred_in", valid_from: "2014-11-01" },
      recorded_by_id: newId(),
    });
    await undone(officer, importId);
    expect(await kept(officer, importId)).toEqual(["Bản ghi nay thuộc đơn vị khác."]);
    const { rows } = await owner.query(
      `select p.phone, p.gender, s.ethnicity is not null as told from person p
       left join person_sensitive s on s.person_id = p.id where p.id = $1`,
      [personId],
    );
    expect(rows).toEqual([{ phone: "+84912345678", gender: "female", told: true }]);
  });
});

describe("two who press at once", () => {
  it("commit once, undo once, and the other is told", async () => {
    const { officer, cell } = await cellWorld();
    const importId = await laidImport(
      officer,
      [HEAD, ["Vi Thị Hai Lần", "Nữ", "05/03/1992", "26/03/2012", "26/03/2012", null]],
      { kind: "members" },
    );
    const asked = await mapped(officer, importId, { branchId: cell });
    expect(asked.ok).toBe(true);
    await workAll();
    for (const press of [commitImport, undoImport]) {
      const answers = await Promise.all([1, 2, 3].map(() => press(officer, deed(), { importId })));
      expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
      expect(answers.filter(({ ok }) => !ok)).toEqual(
        Array(2).fill({ ok: false, refusal: "import_not_found" }),
      );
      await workAll();
    }
    expect(await countsOf(officer, importId)).toMatchObject({ written: 1, undone: 1, kept: 0 });
  });
});

describe("of an erased person", () => {
  it("no row of a file is left, and no remark of a referral in the history", async () => {
    const world = await referralWorld();
    const { officer, cell, provinceId } = world;
    const importId = await membersFrom(officer, cell, [
      ["Vi Thị Được Quên", "Nữ", "05/03/1992", "26/03/2012", "26/03/2012", null],
      ["Vi Thị Còn Lại", "Nữ", "06/03/1992", "26/03/2012", "26/03/2012", null],
    ]);
    const [gone] = await rowsOfImport(officer, importId);
    const personId = gone?.targetId ?? "";
    const { rows } = await owner.query("select id from membership where person_id = $1", [personId]);
    const asked = await requestReferral(
      officer,
      deed(),
      referring(world, { membershipId: rows[0]?.id, note: "Điều ghi về một người" }),
    );
    expect(asked).toMatchObject({ ok: true });
    const told = () =>
      withViewer(officer, (tx) =>
        tx.auditEntry.count({
          where: { tableName: "referral_step", after: { path: ["note"], string_contains: "Điều ghi" } },
        }),
      );
    expect(await told()).toBe(1);
    await owner.query("insert into erased_person (person_id, province_id, shown_name) values ($1, $2, 'x')", [
      ...[personId, provinceId],
    ]);
    expect(await told()).toBe(0);
    expect(await rowsOfImport(officer, importId)).toHaveLength(1);
    await undone(officer, importId);
    expect(await countsOf(officer, importId)).toMatchObject({ written: 1, undone: 1, kept: 0 });
  });
});

describe("what belongs to an import reaches no further", () => {
  it("a job's session opens no other job", async () => {
    const { officer } = await cellWorld();
    const importId = await laidImport(officer, [HEAD, ["Vi Thị Nối Dài", "Nữ", "1992", null, "2012", null]], {
      kind: "members",
    });
    const second = await laidImport(officer, [HEAD, ["Vi Thị Nối Dài", "Nữ", "1992", null, "2012", null]], {
      kind: "members",
    });
    const open = (by: typeof officer, id: string, token: string) =>
      withViewer(by, async (tx) => {
        await tx.$executeRaw`update import set state = 'checking' where id = ${id}::uuid`;
        const [opened] = await tx.$queryRaw<{ ok: boolean }[]>`
          select access.open_import_job(${id}::uuid, ${newId()}::uuid, ${hashToken(token)}, 'x') as ok`;
        return opened?.ok;
      });
    const token = newSessionToken();
    expect(await open(officer, importId, token)).toBe(true);
    const job = await mintViewer(token);
    if (!job) throw new Error("A job's session opened nothing");
    expect(await open(job, second, newSessionToken())).toBe(false);
  });

  it("a layout is laid before nobody of another unit", async () => {
    const { officer, districtA, districtB } = await cellWorld();
    const lay = (unitId: string) =>
      withViewer(officer, (tx) =>
        tx.importLayout.createMany({
          data: [
            {
              ...{ id: newId(), accountId: officer.accountId, unitId, kind: "members", fingerprint: newId() },
              ...{ name: "Mẫu lạ", columns: [] },
            },
          ],
        }),
      );
    await expect(lay(districtA)).resolves.toEqual({ count: 1 });
    await expect(lay(districtB)).rejects.toThrow(/another unit/);
  });

  it("a colleague's layout changes nothing of how somebody's own files are read", async () => {
    const { officer, provinceId, districtA } = await cellWorld();
    const colleague = await viewer({ role: "unit_officer", provinceId, unitId: districtA });
    const lines = [HEAD, ["Vi Thị Mẫu Cột", "Nữ", "05/03/1992", "26/03/2012", null, null]];
    const lay = async () => recordOf(officer, await laidImport(officer, lines, { kind: "members" }));
    const { id, layout } = await lay();
    await mapped(officer, id);
    const columns = layout?.columns.map(({ column, heading }) => ({ column, heading, field: null })) ?? [];
    await withViewer(colleague, (tx) =>
      tx.importLayout.createMany({
        data: [
          {
            ...{
              id: newId(),
              accountId: colleague.accountId,
              unitId: districtA,
              kind: "members",
              name: "Khác",
            },
            ...{ fingerprint: layout?.fingerprint ?? "", usedAt: new Date(Date.now() + 60_000), columns },
          },
        ],
      }),
    );
    const fields = (record: typeof layout) => record?.columns.map(({ field }) => field);
    expect(fields((await lay()).layout)).toEqual(fields(layout));
  });

  it("an address that names no refusal is answered like a broken file", () => {
    for (const refused of ["constructor", "__proto__", "toString"])
      expect(uploadRefusal(refused)).toBe(uploadRefusal("corrupt"));
  });
});
