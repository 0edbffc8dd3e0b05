import { describe, expect, it } from "vitest";
import { withViewer } from "@/lib/db/scope";
import { changeEnterprise, recordVisit } from "@/lib/enterprises/commands";
import { findEnterprise } from "@/lib/enterprises/queries";
import { ImportKind } from "@/lib/generated/prisma/enums";
import { findImport, listImports } from "@/lib/imports/queries";
import { owner } from "@/tests/support/database";
import { deed } from "@/tests/support/factories";
import {
  checkedImport,
  committed,
  countsOf,
  laidImport,
  mapped,
  office,
  recordOf,
  registerHash,
  rowsOfImport,
  taxCode,
  undone,
  workAll,
} from "@/tests/support/factories-imports";

const HEAD = [
  "STT",
  "Tên doanh nghiệp",
  "Mã số thuế",
  "Loại hình",
  "Khu vực sở hữu",
  "Tình trạng",
  "Nơi đặt",
  "Điện thoại",
];

const { officer, neighbour, unit, places } = await office();
const [place = ""] = places;
let serial = 0;
const line = (
  name: string,
  given: { code?: string | null; status?: string; phone?: string; place?: string } = {},
) => [
  ++serial,
  name,
  given.code === undefined ? taxCode(serial * 7) : given.code,
  "Công ty TNHH một thành viên",
  "Ngoài nhà nước (trong nước)",
  given.status ?? "Đang hoạt động",
  given.place ?? place,
  given.phone ?? null,
];

describe("an import of enterprises", () => {
  it("says what would come of each row, writes nothing, then writes it once, with goals and trace (V18, V19)", async () => {
    const before = await registerHash();
    const table = [
      HEAD,
      line("Công ty TNHH Nhập Một"),
      line("Công ty TNHH Nhập Hai", { phone: "0912 345 678" }),
      line("Công ty TNHH Mã Sai", { code: "4899999018" }),
      line("Công ty TNHH Nơi Lạ", { place: "Xã Không Có" }),
    ];
    const importId = await checkedImport(officer, table);
    expect(await registerHash()).toEqual(before);
    const record = await recordOf(officer, importId);
    expect(record.state).toBe("checked");
    expect((await countsOf(officer, importId)).by).toMatchObject({
      create: 2,
      error: 2,
      update: 0,
      conflict: 0,
    });
    const rows = await rowsOfImport(officer, importId);
    expect(rows.map(({ number, outcome, problems }) => [number, outcome, problems[0]?.field])).toEqual([
      [2, "create", undefined],
      [3, "create", undefined],
      [4, "error", "taxCode"],
      [5, "error", "area"],
    ]);

    await committed(officer, importId);
    expect((await recordOf(officer, importId)).state).toBe("committed");
    const { rows: made } = await owner.query(
      `select e.name, e.phone, e.union_unit_id as unit, (select count(*)::int from enterprise_version v where v.enterprise_id = e.id) as versions,
         (select count(*)::int from enterprise_management m where m.enterprise_id = e.id) as managements
       from enterprise e where e.name like 'Công ty TNHH Nhập %' order by name`,
    );
    expect(made).toEqual([
      { name: "Công ty TNHH Nhập Hai", phone: "+84912345678", unit: unit.id, versions: 1, managements: 2 },
      { name: "Công ty TNHH Nhập Một", phone: null, unit: unit.id, versions: 1, managements: 2 },
    ]);
    const { rows: trace } = await owner.query(
      "select account_id as who, reason, count(*)::int as rows from audit_entry where deed = 'import.commit' and table_name = 'enterprise' group by 1, 2",
    );
    expect(trace).toEqual([{ who: officer.accountId, reason: "Tệp “thu.xlsx”", rows: 2 }]);

    // The same file again changes nothing.
    const again = await checkedImport(officer, table);
    expect((await countsOf(officer, again)).by).toMatchObject({ identical: 2, create: 0, update: 0 });

    await undone(officer, importId);
    expect(await countsOf(officer, importId)).toMatchObject({ written: 2, undone: 2, kept: 0 });
    expect(await registerHash()).toEqual(before);
  });

  it("shows an update cell by cell, keeps what the file leaves empty, and gives the old values back when undone", async () => {
    const code = taxCode(900);
    const first = await checkedImport(officer, [
      HEAD,
      line("Công ty TNHH Cũ", { code, phone: "0912 345 678" }),
    ]);
    await committed(officer, first);
    const [made] = await rowsOfImport(officer, first);
    const id = made?.targetId ?? "";
    const before = await registerHash();

    const second = await checkedImport(officer, [
      HEAD,
      line("Công ty TNHH Mới", { code, status: "Tạm ngừng" }),
    ]);
    const [row] = await rowsOfImport(officer, second);
    expect(row).toMatchObject({ outcome: "update", targetId: id });
    expect(row?.changes).toEqual([
      { field: "name", from: "Công ty TNHH Cũ", to: "Công ty TNHH Mới" },
      { field: "status", from: "Đang hoạt động", to: "Tạm ngừng" },
    ]);
    await committed(officer, second);
    const now = await withViewer(officer, (tx) => findEnterprise(officer, tx, id));
    expect(now).toMatchObject({
      name: "Công ty TNHH Mới",
      status: "suspended",
      phone: "+84912345678",
      version: 2,
    });

    await undone(officer, second);
    expect(await countsOf(officer, second)).toMatchObject({ undone: 1, kept: 0 });
    expect(await registerHash()).toEqual(before);
    // A form that was open on the imported version is stale now.
    expect(await withViewer(officer, (tx) => findEnterprise(officer, tx, id))).toMatchObject({ version: 3 });
  });

  it("keeps when undone what somebody changed or built upon since, and says why", async () => {
    const importId = await checkedImport(officer, [
      HEAD,
      line("Công ty TNHH Nguyên Vẹn"),
      line("Công ty TNHH Được Thăm"),
      line("Công ty TNHH Được Sửa"),
    ]);
    await committed(officer, importId);
    const [untouched, visited, changed] = (await rowsOfImport(officer, importId)).map(
      ({ targetId }) => targetId ?? "",
    );
    const visit = await recordVisit(officer, deed(), {
      ...{ enterpriseId: visited ?? "", on: "2026-01-05", met: "Giám đốc", purpose: "Gặp", result: "Được" },
      ...{ attitude: null, grants: [], grantNote: null },
    });
    expect(visit.ok).toBe(true);
    await owner.query("update enterprise set phone = '+84912345679' where id = $1", [changed]);

    await undone(officer, importId);
    expect((await rowsOfImport(officer, importId)).map(({ isUndone, kept }) => [isUndone, kept])).toEqual([
      [true, null],
      [false, "Đã có dữ liệu khác gắn vào sau khi nhập, nên giữ nguyên."],
      [false, "Đã có người sửa sau khi nhập, nên giữ nguyên."],
    ]);
    const left = await owner.query<{ id: string; versions: number }>(
      `select e.id, (select count(*)::int from enterprise_version v where v.enterprise_id = e.id) as versions
       from enterprise e where e.id = any ($1) order by e.name`,
      [[untouched, visited, changed]],
    );
    // Of a kept row everything stays, not a part.
    expect(left.rows).toEqual([
      { id: changed, versions: 1 },
      { id: visited, versions: 1 },
    ]);
  });

  it("does not write over what changed between the check and the commit", async () => {
    const code = taxCode(901);
    await committed(officer, await checkedImport(officer, [HEAD, line("Công ty TNHH Đua", { code })]));
    const table = [
      HEAD,
      line("Công ty TNHH Đua", { code, status: "Tạm ngừng" }),
      line("Công ty TNHH Không Đua"),
    ];
    const importId = await checkedImport(officer, table);
    const [row] = await rowsOfImport(officer, importId);
    const now = await withViewer(officer, (tx) => findEnterprise(officer, tx, row?.targetId ?? ""));
    if (!now) throw new Error("gone");
    const { id, version, phone: _, taxCode: _t, taxBranch: _b, ...facts } = now;
    const byHand = await changeEnterprise(officer, deed(), {
      ...facts,
      ...{
        enterpriseId: id,
        version,
        phone: null,
        taxCode: { code10: code, branch: null },
        hasNoTaxCode: false,
      },
      ...{ status: "dissolving", kind: "correction", validFrom: null, reason: null },
    });
    expect(byHand.ok).toBe(true);
    await committed(officer, importId);
    expect(
      (await rowsOfImport(officer, importId)).map(({ outcome, isWritten }) => [outcome, isWritten]),
    ).toEqual([
      ["conflict", false],
      ["create", true],
    ]);
    expect((await withViewer(officer, (tx) => findEnterprise(officer, tx, id)))?.status).toBe("dissolving");
  });

  it("finds rows of one file that speak of one enterprise, codes taken out of sight (V19), and names with two bearers", async () => {
    const code = taxCode(902);
    await committed(neighbour, await checkedImport(neighbour, [HEAD, line("Công ty Bên Kia", { code })]));
    const twice = taxCode(903);
    const importId = await checkedImport(officer, [
      HEAD,
      line("Công ty TNHH Trùng", { code: twice }),
      line("Công ty TNHH Trùng Nữa", { code: twice }),
      line("Công ty Bên Này", { code }),
    ]);
    const rows = await rowsOfImport(officer, importId);
    expect(rows.map(({ outcome, problems }) => [outcome, problems[0]?.message])).toEqual([
      ["create", undefined],
      ["conflict", "Trùng với dòng 2 của tệp: cùng một doanh nghiệp. Bỏ một dòng"],
      ["conflict", expect.stringContaining("đã được đăng ký trong tỉnh")],
    ]);
    // Nothing of the other unit's record is told.
    expect(JSON.stringify(rows)).not.toContain("Bên Kia");
  });
});

describe("an import belongs to the account that made it", () => {
  it("is not there for anybody else, in the program and in the database", async () => {
    const importId = await laidImport(officer, [HEAD, line("Công ty TNHH Kín")]);
    expect(await withViewer(neighbour, (tx) => findImport(neighbour, tx, importId))).toBeNull();
    expect(await withViewer(neighbour, (tx) => listImports(neighbour, tx))).not.toContainEqual(
      expect.objectContaining({ id: importId }),
    );
    const seen = await withViewer(
      neighbour,
      (tx) => tx.$queryRaw<{ count: number }[]>`
      select ((select count(*) from import where id = ${importId}::uuid) + (select count(*) from import_row where import_id = ${importId}::uuid))::int as count`,
    );
    expect(seen).toEqual([{ count: 0 }]);
    expect(await mapped(officer, importId)).toMatchObject({ ok: true });
    await workAll();
  });

  it("lies there sealed: nothing of the file can be read in the table", async () => {
    const importId = await checkedImport(officer, [HEAD, line("Công ty TNHH Niêm Phong", { code: "123" })]);
    const { rows } = await owner.query(
      "select to_jsonb(r)::text as text from import_row r where import_id = $1",
      [importId],
    );
    expect(rows).toHaveLength(2);
    expect(JSON.stringify(rows)).not.toMatch(/Niêm Phong|Tên doanh nghiệp|123/);
    expect(ImportKind.members).toBe("members");
  });
});
