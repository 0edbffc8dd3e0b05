import { describe, expect, it } from "vitest";
import { allBranches } from "@/lib/branches/queries";
import { withViewer } from "@/lib/db/scope";
import { organisationsKind } from "@/lib/imports/organisations-kind";
import { owner } from "@/tests/support/database";
import { branch, enterprise } from "@/tests/support/factories";
import { foundingPlace } from "@/tests/support/factories-branches";
import { type Given, importer, said } from "@/tests/support/imports";

const { plan, write, run } = importer("organisations", organisationsKind);

let count = 0;
async function place() {
  const world = await foundingPlace();
  count += 1;
  const name = `Công ty TNHH Nhập Thử ${"abcdefghij"[count % 10]}`;
  const firm = await enterprise({ provinceId: world.provinceId, unitId: world.unitId, name });
  await owner.query(
    "update enterprise set tax_code = $2, has_no_tax_code = false, name_key = $3 where id = $1",
    [
      ...[
        firm,
        ["4899999017", "4899999024", "4899999031", "4899999049", "4899999056", "4899999063", "4899999070"][
          count % 7
        ],
      ],
      `nhap thu ${"abcdefghij"[count % 10]}`,
    ],
  );
  return { ...world, firm, name };
}
const cell = (enterpriseName: string, given: Given = {}): Given => ({
  ...{
    name: `Chi đoàn ${enterpriseName}`,
    kind: "Chi đoàn",
    enterprise: enterpriseName,
    establishedOn: "26/03/2013",
  },
  meetingRhythm: "Hằng tháng",
  ...given,
});

describe("organisations from a file", () => {
  it("are put on record with their life and their enterprises, and the same file again changes nothing", async () => {
    const { officer, name, firm, unitId } = await place();
    const file = [
      cell(name.replace("Công ty", "Cty"), {
        name: `Chi đoàn ${name}`,
        decisionNumber: "12 -QĐ/HĐ",
        decisionOn: "20/03/2013",
        provisional: "x",
      }),
    ];
    const planned = await run(officer, file);
    expect(said(planned)).toEqual(["create"]);
    const [created] = planned;
    const { rows } = await owner.query(
      `select b.unit_id, b.line, b.kind, b.established_on::text, b.decision_unit_id, b.provisional, c.enterprise_id, l.valid_from::text
       from branch b join branch_life l on l.branch_id = b.id join coverage c on c.branch_id = b.id where b.id = $1`,
      [created && "targetId" in created ? created.targetId : ""],
    );
    expect(rows).toEqual([
      {
        ...{
          unit_id: unitId,
          line: "union",
          kind: "cell",
          established_on: "2013-03-26",
          decision_unit_id: unitId,
        },
        ...{ provisional: true, enterprise_id: firm, valid_from: "2013-03-26" },
      },
    ]);
    expect(created).toMatchObject({
      notices: [expect.objectContaining({ message: expect.stringContaining("V20") })],
    });
    expect(said(await plan(officer, file))).toEqual(["identical"]);
  });

  it("of two levels find each other in one file, in any order", async () => {
    const { officer, name } = await place();
    const file = [
      cell(name, { name: "Chi đoàn Phân xưởng 1", parent: "Đoàn cơ sở Nhập Thử" }),
      cell(name, { name: "Đoàn cơ sở Nhập Thử", kind: "Đoàn cơ sở" }),
      cell(name, { name: "Chi đoàn Phân xưởng 2", parent: "Đoàn cơ sở nhập thử" }),
      cell(name, { name: "Chi đoàn Lạc", parent: "Đoàn cơ sở Không có" }),
    ];
    const planned = await run(officer, file);
    expect(said(planned)).toEqual([
      "create",
      "create",
      "create",
      expect.stringMatching(/^error: Không có đoàn cơ sở “Đoàn cơ sở Không có”/),
    ]);
    const { rows } = await owner.query(
      "select b.name from branch b join branch p on p.id = b.parent_id where p.name = 'Đoàn cơ sở Nhập Thử' order by b.name",
    );
    expect(rows.map((row) => row.name)).toEqual(["Chi đoàn Phân xưởng 1", "Chi đoàn Phân xưởng 2"]);
  });

  it("find their enterprise by tax code, and refuse what nobody or more than one bears", async () => {
    const { officer, provinceId, unitId, name, firm } = await place();
    const { rows } = await owner.query("select tax_code from enterprise where id = $1", [firm]);
    await enterprise({ provinceId, unitId, name: "Công ty Trùng Tên" });
    await enterprise({ provinceId, unitId, name: "Công ty Trùng Tên" });
    await owner.query("update enterprise set name_key = 'trung ten' where name = 'Công ty Trùng Tên'");
    const planned = await plan(officer, [
      cell(name, { enterprise: null, taxCode: String(rows[0]?.tax_code) }),
      cell(name, { name: "Chi đoàn B", enterprise: "Công ty Trùng Tên" }),
      cell(name, { name: "Chi đoàn C", enterprise: "Công ty Không Có" }),
      cell(name, { name: "Chi đoàn D", enterprise: null }),
    ]);
    expect(said(planned)).toEqual([
      "create",
      expect.stringMatching(/^conflict: “Công ty Trùng Tên” có thể là nhiều nơi/),
      expect.stringMatching(/^error: Không tìm thấy “Công ty Không Có”/),
      expect.stringMatching(/^error: Ghi doanh nghiệp/),
    ]);
  });

  it("are judged like a founding by hand: half a decision, V21, V26, the line of the kind", async () => {
    const { officer, name, otherUnitId } = await place();
    const { rows } = await owner.query("select name from unit_version where unit_id = $1", [otherUnitId]);
    const decision = { decisionNumber: "1", decisionOn: "01/03/2013" };
    const planned = await plan(officer, [
      cell(name, { decisionNumber: "12" }),
      cell(name, { ...decision, decidedBy: String(rows[0]?.name) }),
      cell(name, { establishedOn: "01/01/2090" }),
      cell(name, { line: "Hội" }),
      cell(name, { unit: String(rows[0]?.name) }),
      cell(name, { kind: "Chi hội", name: "Chi hội X", parent: "Đoàn cơ sở" }),
      { name: "Chi đoàn thiếu" },
      cell(name),
      cell(name),
    ]);
    expect(said(planned)).toEqual([
      expect.stringMatching(/thiếu ngày/),
      expect.stringMatching(/V21/),
      expect.stringMatching(/chưa tới/),
      expect.stringMatching(/là tổ chức Đoàn/),
      expect.stringMatching(/do đơn vị khác quản lý/),
      expect.stringMatching(/Chỉ chi đoàn trực thuộc/),
      expect.stringMatching(/Ghi loại tổ chức.*Ghi ngày thành lập.*Ghi doanh nghiệp/),
      "create",
      expect.stringMatching(/^conflict: Trùng với dòng 9/),
    ]);
  });

  it("on record are spoken of by one row, and no row moves them under another đoàn cơ sở unheard", async () => {
    const { officer, provinceId, unitId, firm, name } = await place();
    const above = `Đoàn cơ sở ${name}`;
    const parentId = await branch({ provinceId, unitId, kind: "grassroots_union", name: above });
    const other = `Đoàn cơ sở khác ${name}`;
    await branch({ provinceId, unitId, kind: "grassroots_union", name: other });
    const id = await branch({
      ...{ provinceId, unitId, parentId, name: `Chi đoàn ${name}`, enterpriseIds: [firm] },
    });
    expect(
      said(
        await run(officer, [
          { id, note: "Một", parent: above },
          { id, note: "Hai" },
        ]),
      ),
    ).toEqual(["update", "conflict: Trùng với dòng 2: cùng một tổ chức. Bỏ một dòng"]);
    expect(said(await plan(officer, [{ id, parent: other }]))).toEqual([
      `conflict: Trên phần mềm trực thuộc ${above}. Nếu sai, sửa trên trang của tổ chức`,
    ]);
  });

  it("on record take what a file adds, keep what it leaves empty, and are not moved by it", async () => {
    const { officer, provinceId, unitId, firm, name } = await place();
    const id = await branch({ provinceId, unitId, name: `Chi đoàn ${name}`, enterpriseIds: [firm] });
    const planned = await run(officer, [
      { id, name: "Chi đoàn Tên Mới", kind: "Chi đoàn", note: "Ghi theo sổ", decisionNumber: null },
    ]);
    expect(planned).toMatchObject([
      {
        outcome: "update",
        changes: [
          { field: "name", from: `Chi đoàn ${name}`, to: "Chi đoàn Tên Mới" },
          { field: "note", from: "", to: "Ghi theo sổ" },
        ],
      },
    ]);
    const { rows } = await owner.query("select name, decision_number, version from branch where id = $1", [
      id,
    ]);
    expect(rows).toEqual([{ name: "Chi đoàn Tên Mới", decision_number: "01 -QĐ/TN", version: 2 }]);
    expect(
      said(
        await plan(officer, [
          { id, kind: "Chi đoàn cơ sở" },
          { id, establishedOn: "01/01/2013" },
          { id, enterprise: "Công ty Khác" },
        ]),
      ),
    ).toEqual([
      expect.stringMatching(/^conflict: Trên phần mềm là Chi đoàn/),
      expect.stringMatching(/^conflict: Trên phần mềm là 01\/01\/2012/),
      expect.stringMatching(/^conflict: Tổ chức này gắn với/),
    ]);
  });

  it("exported and given back are all the same", async () => {
    const { officer, provinceId, unitId, firm, name } = await place();
    await branch({ provinceId, unitId, name: `Chi đoàn ${name}`, enterpriseIds: [firm] });
    await branch({ provinceId, unitId, line: "association", name: "Câu lạc bộ Thử", kind: "club" });
    const exported = await withViewer(officer, (tx) => allBranches(officer, tx, {} as never));
    const labels = { cell: "Chi đoàn", club: "Câu lạc bộ, đội, nhóm" } as Record<string, string>;
    const file = exported.map((row) => ({
      ...{
        id: row.id,
        name: row.name,
        line: row.line === "union" ? "Đoàn" : "Hội",
        kind: labels[row.kind] ?? "",
      },
      ...{ unit: row.unitName, enterprise: row.enterprises.join("; ") },
    }));
    expect(file.length).toBe(2);
    expect(said(await plan(officer, file))).toEqual(["identical", "identical"]);
  });

  it("of others are out of reach, by the program and by the database", async () => {
    const { officer, sibling, hoiOfficer, board, foreigner, department, name } = await place();
    const planned = await plan(officer, [cell(name)]);
    expect(said(planned)).toEqual(["create"]);
    for (const [who, viewer] of Object.entries({ sibling, hoiOfficer, board, foreigner, department })) {
      expect((await plan(viewer, [cell(name)]))[0]?.outcome, who).toBe("error");
      if (viewer === hoiOfficer) continue;
      await expect(write(viewer, planned), who).rejects.toThrow();
    }
  });
});
