import { describe, expect, it } from "vitest";
import type { Viewer } from "@/lib/access/policy";
import type { ImportKind } from "@/lib/generated/prisma/enums";
import { FIELDS } from "@/lib/imports/fields";
import type { MappingInput } from "@/lib/imports/schema";
import { owner } from "@/tests/support/database";
import { branch, enterprise, member, province, row, viewer } from "@/tests/support/factories";
import { foundingPlace } from "@/tests/support/factories-branches";
import {
  checkedImport,
  committed,
  countsOf,
  laidImport,
  mapped,
  registerHash,
  rowsOfImport,
  undone,
  workAll,
} from "@/tests/support/factories-imports";
import { cellWorld } from "@/tests/support/factories-members";

type Line = Readonly<Record<string, string | number | null>>;

/** Checked, written, found the same, and undone: what the register is at the end and what it was before. */
async function thereAndBack(
  by: Viewer,
  kind: ImportKind,
  lines: readonly Line[],
  given: Partial<MappingInput> = {},
) {
  const names = [...new Set(lines.flatMap((line) => Object.keys(line)))];
  const label = (name: string) => FIELDS[kind].find((field) => field.name === name)?.label ?? name;
  const table = [names.map(label), ...lines.map((line) => names.map((name) => line[name] ?? null))];
  const check = async () => {
    const importId = await laidImport(by, table, { kind });
    const asked = await mapped(by, importId, given);
    if (!asked.ok) throw new Error(JSON.stringify(asked));
    await workAll();
    return importId;
  };
  const before = await registerHash();
  const importId = await check();
  const problems = (await rowsOfImport(by, importId)).flatMap((shown) => shown.problems);
  expect(problems).toEqual([]);
  await committed(by, importId);
  const written = await registerHash();
  const again = await check();
  expect((await countsOf(by, again)).by).toMatchObject({ identical: lines.length, create: 0, update: 0 });
  await undone(by, importId);
  const counts = await countsOf(by, importId);
  return { counts, before, written, after: await registerHash() };
}

describe("undone, the register is what it was before", () => {
  it("members, with sensitive fields of new people, and changes of those who were there", async () => {
    const { officer, cell } = await cellWorld();
    const base = { gender: "Nữ", joined: "26/03/2012", validFrom: "26/03/2012" };
    const one = {
      ...base,
      fullName: "Hoàng Thị Hoàn Tác",
      birth: "05/03/1992",
      identity: "004192000123",
      ethnicity: "Tày",
    };
    const two = { ...base, fullName: "Nông Thị Trở Lại", birth: "06/04/1993", phone: "0912 345 678" };
    const { counts, before, written, after } = await thereAndBack(officer, "members", [one, two], {
      branchId: cell,
    });
    expect(counts).toMatchObject({ written: 2, undone: 2, kept: 0 });
    expect(written).not.toEqual(before);
    expect(after).toEqual(before);
  });

  it("organisations, parents and children of one file", async () => {
    const { officer, provinceId, unitId } = await foundingPlace();
    const firm = await enterprise({ provinceId, unitId, name: "Công ty TNHH Hoàn Tác" });
    await owner.query("update enterprise set name_key = 'hoan tac' where id = $1", [firm]);
    const { counts, before, written, after } = await thereAndBack(officer, "organisations", [
      {
        ...{ name: "Chi đoàn Công ty TNHH Hoàn Tác", kind: "Chi đoàn", enterprise: "Công ty TNHH Hoàn Tác" },
        ...{ establishedOn: "26/03/2013", decisionNumber: "12 -QĐ/HĐ", decisionOn: "20/03/2013" },
      },
    ]);
    expect(counts).toMatchObject({ written: 1, undone: 1, kept: 0 });
    expect(written).not.toEqual(before);
    expect(after).toEqual(before);
  });

  it("a đoàn cơ sở and its chi đoàn, in whichever order the file has them", async () => {
    const { officer, provinceId, unitId } = await foundingPlace();
    const firm = await enterprise({ provinceId, unitId, name: "Công ty TNHH Hai Cấp" });
    await owner.query("update enterprise set name_key = 'hai cap' where id = $1", [firm]);
    const common = { enterprise: "Công ty TNHH Hai Cấp", establishedOn: "26/03/2013" };
    const { counts, before, after } = await thereAndBack(officer, "organisations", [
      { ...common, name: "Chi đoàn Hai Cấp", kind: "Chi đoàn", parent: "Đoàn cơ sở Hai Cấp" },
      { ...common, name: "Đoàn cơ sở Hai Cấp", kind: "Đoàn cơ sở", parent: null },
    ]);
    expect(counts).toMatchObject({ written: 2, undone: 2, kept: 0 });
    expect(after).toEqual(before);
  });

  it("but for what somebody hung on it since: no tie is cut", async () => {
    const { officer, provinceId, unitId } = await foundingPlace();
    const firm = await enterprise({ provinceId, unitId, name: "Công ty TNHH Có Bí thư" });
    await owner.query("update enterprise set name_key = 'co bi thu' where id = $1", [firm]);
    const names = ["name", "kind", "enterprise", "establishedOn"];
    const label = (name: string) => FIELDS.organisations.find((field) => field.name === name)?.label ?? name;
    const importId = await checkedImport(
      officer,
      [names.map(label), ["Chi đoàn Có Bí thư", "Chi đoàn", "Công ty TNHH Có Bí thư", "26/03/2013"]],
      { kind: "organisations" },
    );
    await committed(officer, importId);
    const { rows } = await owner.query("select id from branch where name = 'Chi đoàn Có Bí thư'");
    const branchId = String(rows[0]?.id);
    await viewer({ role: "branch_secretary", provinceId, unitId, branchId });
    await undone(officer, importId);
    expect(await countsOf(officer, importId)).toMatchObject({ written: 1, undone: 0, kept: 1 });
    const { rows: held } = await owner.query("select id from appointment where branch_id = $1", [branchId]);
    expect(held).toHaveLength(1);
  });

  it("posts handed over, and somebody in two rows of one file", async () => {
    const { officer, cell, provinceId, districtA } = await cellWorld();
    const chapter = "Chi hội Thử hoàn tác";
    await branch({ provinceId, unitId: districtA, line: "association", name: chapter });
    const { rows: cells } = await owner.query("select name from branch where id = $1", [cell]);
    const old = await member({ branchId: cell, fullName: "Nông Văn Trao" });
    await member({ branchId: cell, fullName: "Lý Thị Nhận" });
    await row("post", {
      ...{ branch_id: cell, person_id: old.personId, title: "secretary", valid_from: "2013-06-01" },
      recorded_by_id: old.personId,
    });
    const posts = await thereAndBack(
      officer,
      "posts",
      [
        { fullName: "Lý Thị Nhận", title: "Bí thư", from: "01/06/2014", to: null },
        { fullName: "Nông Văn Trao", title: "Bí thư", from: "01/06/2013", to: "01/06/2014" },
      ],
      { branchId: cell },
    );
    expect(posts.counts).toMatchObject({ written: 2, undone: 2, kept: 0 });
    expect(posts.written).not.toEqual(posts.before);
    expect(posts.after).toEqual(posts.before);

    const one = { fullName: "Nông Thị Hai Dòng", birth: "05/03/1992", gender: "Nữ", validFrom: "26/03/2012" };
    const members = await thereAndBack(officer, "members", [
      { ...one, branch: String(cells[0]?.name), phone: "0912 345 678", ethnicity: "Tày", occupation: null },
      { ...one, branch: chapter, phone: null, ethnicity: null, occupation: "Công nhân" },
    ]);
    expect(members.counts).toMatchObject({ written: 2, undone: 2, kept: 0 });
    expect(members.after).toEqual(members.before);
  });

  it("surveys, with their needs and steps", async () => {
    const { provinceId, districtA } = await province();
    await row("survey_campaign", {
      ...{
        province_id: provinceId,
        name: "Đợt hoàn tác",
        reference_date: "2014-10-31",
        opens_on: "2014-10-24",
      },
    });
    const firm = await enterprise({ provinceId, unitId: districtA, name: "Công ty TNHH Phiếu Về" });
    await owner.query("update enterprise set name_key = 'phieu ve' where id = $1", [firm]);
    const officer = await viewer({ role: "unit_officer", provinceId, unitId: districtA });
    const { counts, before, written, after } = await thereAndBack(officer, "surveys", [
      {
        enterprise: "Cty Phiếu Về",
        workers: 120,
        womenWorkers: 40,
        need_housing: 15,
        surveyedOn: "5/11/2014",
      },
    ]);
    expect(counts).toMatchObject({ written: 1, undone: 1, kept: 0 });
    expect(written).not.toEqual(before);
    expect(after).toEqual(before);
  });
});
