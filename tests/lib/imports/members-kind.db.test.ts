import { describe, expect, it } from "vitest";
import { addYears, formatDate } from "@/lib/dates/plain-date";
import { today } from "@/lib/dates/today";
import { withViewer } from "@/lib/db/scope";
import { readRow } from "@/lib/imports/cells";
import { FIELDS } from "@/lib/imports/fields";
import { membersKind } from "@/lib/imports/members-kind";
import { allMembers } from "@/lib/members/queries";
import { owner } from "@/tests/support/database";
import { branch, member } from "@/tests/support/factories";
import { cellWorld, membershipsOf } from "@/tests/support/factories-members";
import { type Given, importer, said } from "@/tests/support/imports";

const { plan, write, run } = importer("members", membersKind);

let count = 0;
const somebody = (given: Given = {}): Given => {
  count += 1;
  return {
    ...{
      fullName: `Hoàng Thị Nhập ${"abcdefghijklmnopqrstuvwxyz"[count % 26]}${"abcdefghij"[Math.floor(count / 26)]}`,
      birth: "05/03/1992",
    },
    ...{ gender: "Nữ", joined: "26/03/2012" },
    ...given,
  };
};
describe("members from a file", () => {
  it("come onto the register, and the same file again changes nothing", async () => {
    const { officer, cell } = await cellWorld();
    const file = [
      somebody({ validFrom: "01/06/2013", phone: "0912 345 678", education: "THPT", cardNumber: "12345" }),
      somebody({ birth: "1993", joined: "2013" }),
      somebody(),
    ];
    const planned = await run(officer, file, { branchId: cell });
    expect(said(planned)).toEqual(["create", "create", "create"]);
    const [first, second] = planned;
    if (first?.outcome !== "create" || second?.outcome !== "create") throw new Error("not created");
    expect(await membershipsOf(first.targetId)).toMatchObject([
      {
        branch_id: cell,
        start_kind: "on_record",
        valid_from: "2013-06-01",
        valid_to: null,
        card_number: "12345",
      },
    ]);
    // A year alone is kept as a year (V05), and the membership runs from its last day.
    const { rows } = await owner.query("select birth_date::text, birth_precision from person where id = $1", [
      second.targetId,
    ]);
    expect(rows).toEqual([{ birth_date: "1993-01-01", birth_precision: "year" }]);
    expect(await membershipsOf(second.targetId)).toMatchObject([{ valid_from: "2013-12-31" }]);
    expect(second.notices?.some(({ message }) => message.includes("tính từ 31/12/2013"))).toBe(true);

    expect(said(await plan(officer, file, { branchId: cell }))).toEqual([
      "identical",
      "identical",
      "identical",
    ]);
  });

  it("in chunks remember the rows before: one person twice is told, by the row", async () => {
    const { officer, cell } = await cellWorld();
    const one = somebody();
    const planned = await plan(officer, [one, somebody(), one], { branchId: cell }, 1);
    expect(said(planned)).toEqual([
      "create",
      "create",
      "conflict: Trùng với dòng 2: cùng họ tên, ngày sinh. Bỏ một dòng",
    ]);
  });

  it("of Đoàn and of Hội are one record", async () => {
    const { officer, cell, provinceId, districtA } = await cellWorld();
    const chapter = await branch({
      provinceId,
      unitId: districtA,
      line: "association",
      name: "Chi hội Thử một hồ sơ",
    });
    const { rows } = await owner.query("select name from branch where id = $1", [cell]);
    const one = somebody();
    const planned = await run(officer, [
      { ...one, branch: String(rows[0]?.name) },
      { ...one, branch: "Chi hội thử một hồ sơ", line: "Hội" },
    ]);
    expect(said(planned)).toEqual(["create", "create"]);
    const [first, second] = planned;
    if (first?.outcome !== "create" || second?.outcome !== "create") throw new Error("not created");
    expect(second.targetId).toBe(first.targetId);
    expect((await membershipsOf(first.targetId)).map(({ branch_id }) => branch_id).sort()).toEqual(
      [cell, chapter].sort(),
    );
  });

  it("V32: whoever needs a guardian's consent does not come in from a file", async () => {
    const { officer, provinceId, districtA } = await cellWorld();
    const chapter = await branch({ provinceId, unitId: districtA, line: "association" });
    const born = addYears(today(), -15);
    const young = somebody({ birth: formatDate(born), joined: formatDate(today()) });
    expect(said(await plan(officer, [young], { branchId: chapter }))).toEqual([
      expect.stringMatching(/^error: .*V32/),
    ]);
  });

  it("in two rows of one file, of Đoàn and of Hội, are one change; nothing of either row is lost", async () => {
    const { officer, cell, provinceId, districtA } = await cellWorld();
    const chapter = "Chi hội Thử hai dòng";
    await branch({ provinceId, unitId: districtA, line: "association", name: chapter });
    const { rows: cells } = await owner.query("select name from branch where id = $1", [cell]);
    const identity = "004192000123";
    const one = somebody({ identity });
    const file = [
      { ...one, branch: String(cells[0]?.name), phone: "0912 345 678", religion: "Không" },
      { ...one, branch: chapter, occupation: "Công nhân", ethnicity: "Tày" },
    ];
    const planned = await run(officer, file);
    expect(said(planned)).toEqual(["create", "create"]);
    const [first] = planned;
    if (first?.outcome !== "create") throw new Error("not created");
    const person = async () =>
      (await owner.query("select phone, occupation from person where id = $1", [first.targetId])).rows;
    expect(await person()).toEqual([{ phone: "+84912345678", occupation: "Công nhân" }]);
    expect(said(await plan(officer, file))).toEqual(["identical", "identical"]);

    // On record both rows change the same version of the record.
    const [cellRow = {}, chapterRow = {}] = file;
    const changed = await run(officer, [
      { ...cellRow, phone: "0912 345 679" },
      { ...chapterRow, phone: "0912 345 679", occupation: "Kế toán" },
    ]);
    expect(changed).toMatchObject([
      { outcome: "update", changes: [{ field: "phone", to: "+84912345679" }] },
      { outcome: "update", changes: [{ field: "occupation", to: "Kế toán" }] },
    ]);
    expect(await person()).toEqual([{ phone: "+84912345679", occupation: "Kế toán" }]);

    expect(
      said(await plan(officer, [cellRow, { ...chapterRow, phone: "0912 345 670", ethnicity: "Nùng" }])),
    ).toEqual(["update", expect.stringMatching(/^conflict: Dòng 2 ghi khác về cùng người này/)]);
  });

  it("in two batches of one file are what the check promised, also after a stop", async () => {
    const { officer, cell, provinceId, districtA } = await cellWorld();
    const chapter = "Chi hội Thử hai đợt";
    await branch({ provinceId, unitId: districtA, line: "association", name: chapter });
    const { rows: cells } = await owner.query("select name from branch where id = $1", [cell]);
    const one = somebody();
    const cellRow = { ...one, branch: String(cells[0]?.name) };
    const chapterRow = { ...one, branch: chapter, phone: "0912 345 678" };
    const [first] = await run(officer, [cellRow]);
    if (first?.outcome !== "create") throw new Error("not created");
    const { values } = readRow(
      FIELDS.members,
      Object.fromEntries(Object.entries(cellRow).map(([field, value]) => [field, { value }])),
    );
    const memory = new Map();
    const context = { importId: "", unitId: null, branchId: null, campaignId: null };
    const again = (rows: { number: number; values: typeof values; createdId?: string }[]) =>
      withViewer(officer, (tx) => membersKind.plan(officer, tx, context, rows, memory));
    await again([{ number: 2, values, createdId: first.targetId }]);
    const next = readRow(
      FIELDS.members,
      Object.fromEntries(Object.entries(chapterRow).map(([field, value]) => [field, { value }])),
    );
    const [second] = await again([{ number: 3, values: next.values }]);
    expect(second).toMatchObject({ outcome: "create", targetId: first.targetId });
    if (!second) throw new Error("nothing planned");
    await write(officer, [second]);
    expect(await membershipsOf(first.targetId)).toHaveLength(2);
    const { rows } = await owner.query("select phone from person where id = $1", [first.targetId]);
    expect(rows).toEqual([{ phone: "+84912345678" }]);
  });

  it("who could be one in the file are told apart by somebody, not by the program", async () => {
    const { officer, cell } = await cellWorld();
    const one = somebody({ birth: "05/03/1992" });
    expect(said(await plan(officer, [one, { ...one, birth: "1992" }], { branchId: cell }))).toEqual([
      "create",
      expect.stringMatching(/^conflict: Có thể là người ở dòng 2 \(sinh 05\/03\/1992\)/),
    ]);
    const year = somebody({ birth: "1992" });
    expect(said(await plan(officer, [year, year], { branchId: cell }))).toEqual([
      "create",
      expect.stringMatching(/nếu là hai người, ghi đủ ngày sinh$/),
    ]);
  });

  it("are judged like an admission by hand: V01, V02, V04, V26", async () => {
    const { officer, cell } = await cellWorld();
    const planned = await plan(
      officer,
      [
        somebody({ birth: "05/03/2000", joined: "26/03/2012" }),
        somebody({ birth: "05/03/1975", joined: "26/03/2012" }),
        somebody({ birth: "05/03/1975", joined: null, validFrom: "26/03/2012" }),
        somebody({ birth: "1901" }),
        somebody({ validFrom: "01/01/2090" }),
        somebody({ joined: "01/01/2014", validFrom: "01/01/2013" }),
        somebody({ validFrom: "01/01/2011" }),
        somebody({ joined: null }),
        somebody({ gender: null, birth: null }),
      ],
      { branchId: cell },
    );
    expect(said(planned).map((text) => text.slice(0, 60))).toEqual([
      expect.stringMatching(/^error: Chưa đủ tuổi/),
      expect.stringMatching(/^error: Quá 30 tuổi/),
      // Nobody knows when they were admitted: a notice.
      "create",
      expect.stringMatching(/^error: Ngày sinh 1901 không thể đúng/),
      expect.stringMatching(/^error: Ngày này chưa tới/),
      expect.stringMatching(/^error: Ngày vào Đoàn, Hội sau ngày về tổ chức/),
      expect.stringMatching(/không hoạt động từ ngày 01\/01\/2011/),
      expect.stringMatching(/^error: Ghi ngày vào Đoàn, Hội/),
      expect.stringMatching(/^error: Ghi ngày sinh/),
    ]);
    expect(planned[2]).toMatchObject({
      notices: expect.arrayContaining([{ field: "birth", message: "Quá 30 tuổi. (V02)" }]),
    });
  });

  it("already on record are found by name and birth, and by their code; an empty cell erases nothing", async () => {
    const { officer, cell } = await cellWorld();
    const { personId } = await member({
      branchId: cell,
      fullName: "Nông Thị Hoà Bình",
      birthDate: "1990-05-03",
    });
    const own = { fullName: "NÔNG THỊ HÒA BÌNH", birth: "03/05/1990", gender: null, joined: null };
    expect(said(await plan(officer, [own], { branchId: cell }))).toEqual(["identical"]);

    const planned = await run(
      officer,
      [{ ...own, phone: "0912345679", occupation: "Công nhân", joined: "26/03/2008" }],
      { branchId: cell },
    );
    expect(planned).toMatchObject([
      {
        ...{ outcome: "update", targetId: personId },
        changes: [
          { field: "phone", from: "", to: "+84912345679" },
          { field: "occupation", from: "", to: "Công nhân" },
          { field: "joined", from: "", to: "26/03/2008" },
        ],
      },
    ]);
    const { rows } = await owner.query("select full_name, phone, version from person where id = $1", [
      personId,
    ]);
    // Found by itself, a name keeps its spelling.
    expect(rows).toEqual([{ full_name: "Nông Thị Hoà Bình", phone: "+84912345679", version: 2 }]);
    const history = await owner.query(
      "select voided_at is not null as gone, joined_on::text from membership where person_id = $1 order by gone desc",
      [personId],
    );
    expect(history.rows).toEqual([
      { gone: true, joined_on: null },
      { gone: false, joined_on: "2008-03-26" },
    ]);

    const byCode = await run(officer, [{ id: personId, fullName: "Nông Thị Hòa Bình", phone: null }], {});
    expect(byCode).toMatchObject([
      {
        outcome: "update",
        changes: [{ field: "fullName", from: "Nông Thị Hoà Bình", to: "Nông Thị Hòa Bình" }],
      },
    ]);
    expect(said(await plan(officer, [{ ...own, validFrom: "01/01/2013" }], { branchId: cell }))[0]).toMatch(
      /^conflict: Trong sổ là từ ngày 01\/01\/2012/,
    );
  });

  it("of whom two could be meant are never guessed (V16)", async () => {
    const { officer, cell, otherCell } = await cellWorld();
    await member({ branchId: cell, fullName: "Lý Văn Đôi", birthDate: "1990-05-03" });
    await member({ branchId: otherCell, fullName: "Lý Văn Đôi", birthDate: "1990-06-04" });
    const third = await branch({
      provinceId: (await owner.query("select province_id from branch where id = $1", [cell])).rows[0]
        ?.province_id,
      unitId: (await owner.query("select unit_id from branch where id = $1", [cell])).rows[0]?.unit_id,
    });
    const [year] = await plan(officer, [somebody({ fullName: "Lý Văn Đôi", birth: "1990", gender: "Nam" })], {
      branchId: third,
    });
    expect(year).toMatchObject({ outcome: "conflict" });
    // In the very organisation there is only one: that one is meant.
    expect(
      said(
        await plan(officer, [{ fullName: "Lý Văn Đôi", birth: "1990", gender: null, joined: null }], {
          branchId: cell,
        }),
      ),
    ).toEqual(["identical"]);
  });

  it("of whom one is born that day elsewhere and one could be here are a conflict (V16)", async () => {
    const { officer, cell, otherCell } = await cellWorld();
    await member({ branchId: otherCell, fullName: "Lý Văn Hai", birthDate: "1990-05-03" });
    const here = await member({ branchId: cell, fullName: "Lý Văn Hai", birthDate: "1990-01-01" });
    await owner.query("update person set birth_precision = 'year' where id = $1", [here.personId]);
    expect(
      said(await plan(officer, [{ fullName: "Lý Văn Hai", birth: "03/05/1990" }], { branchId: cell })),
    ).toEqual([expect.stringMatching(/^conflict: Đã có 2 hồ sơ trùng họ tên/)]);
  });

  it("in several organisations keep in one cell what is on record there", async () => {
    const { officer, cell, provinceId, districtA } = await cellWorld();
    const chapter = "Chi hội Thử một ô";
    const association = await branch({
      provinceId,
      unitId: districtA,
      line: "association",
      name: chapter,
    });
    const { rows: cells } = await owner.query("select name from branch where id = $1", [cell]);
    const [first] = await run(officer, [somebody({ branch: String(cells[0]?.name), cardNumber: "12345" })]);
    if (first?.outcome !== "create") throw new Error("not created");
    await run(officer, [{ id: first.targetId, validFrom: "01/06/2013" }], { branchId: association });
    const given = { id: first.targetId, branch: `${cells[0]?.name}; ${chapter}`, cardNumber: "12345" };
    expect(said(await plan(officer, [{ ...given, validFrom: "26/03/2012; 01/06/2013" }]))).toEqual([
      "identical",
    ]);
    expect(said(await plan(officer, [{ ...given, cardNumber: "999" }]))).toEqual([
      expect.stringMatching(/^conflict: Khác số thẻ trong sổ/),
    ]);
  });

  it("are in one chi đoàn only (V14)", async () => {
    const { officer, cell, otherCell } = await cellWorld();
    await member({ branchId: otherCell, fullName: "Đàm Văn Một", birthDate: "1990-05-03" });
    const [planned] = await plan(
      officer,
      [
        somebody({
          fullName: "Đàm Văn Một",
          birth: "03/05/1990",
          gender: "Nam",
          joined: null,
          validFrom: "01/01/2014",
        }),
      ],
      { branchId: cell },
    );
    expect(planned).toMatchObject({
      outcome: "conflict",
      problems: [{ message: expect.stringContaining("V14") }],
    });
  });

  it("who died, or left and came not back, are not begun anew by an old list", async () => {
    const { officer, cell, provinceId, districtA } = await cellWorld();
    const chapter = await branch({ provinceId, unitId: districtA, line: "association" });
    const ended = async (branchId: string, fullName: string, endKind: string) => {
      const { membershipId } = await member({ branchId, fullName, birthDate: "1992-03-05" });
      await owner.query("update membership set valid_to = '2014-03-01', end_kind = $2 where id = $1", [
        ...[membershipId, endKind],
      ]);
    };
    await ended(cell, "Hoàng Thị Đã Mất", "deceased");
    await ended(cell, "Hoàng Thị Xin Thôi", "left");
    await ended(chapter, "Hoàng Thị Thôi Hội", "left");
    const again = (fullName: string, given: Given = {}) =>
      somebody({ fullName, joined: "01/01/2012", ...given });
    const late = { joined: "01/06/2014", validFrom: "01/06/2014" };
    expect(
      said(
        await plan(
          officer,
          [again("Hoàng Thị Đã Mất", late), again("Hoàng Thị Xin Thôi"), again("Hoàng Thị Xin Thôi", late)],
          { branchId: cell },
        ),
      ),
    ).toEqual([
      "conflict: Người này đã ghi là qua đời. Xem lại, hoặc bỏ dòng này",
      expect.stringMatching(/^conflict: Trong sổ người này đã thôi sinh hoạt ở “.+” từ 01\/03\/2014/),
      "update",
    ]);
    expect(said(await plan(officer, [again("Hoàng Thị Thôi Hội")], { branchId: chapter }))).toEqual([
      expect.stringMatching(/^conflict: Trong sổ người này đã thôi sinh hoạt ở “.+” từ 01\/03\/2014/),
    ]);
  });

  it("V32: below sixteen need a guardian's consent on record, as by hand", async () => {
    const { officer, provinceId, districtA } = await cellWorld();
    const chapter = await branch({ provinceId, unitId: districtA, line: "association" });
    const child = somebody({ birth: "01/06/2011", joined: "01/11/2026", validFrom: "01/11/2026" });
    expect(said(await plan(officer, [child], { branchId: chapter }))).toEqual([
      expect.stringMatching(/^error: .*người giám hộ đồng ý \(V32\)/),
    ]);
  });

  it("with sensitive fields keep them sealed in the plan, and one number has one person (V15)", async () => {
    const { officer, cell } = await cellWorld();
    const file = [somebody({ identity: "004192000999", religion: "Phật giáo", partyMember: "x" })];
    const planned = await plan(officer, file, { branchId: cell });
    expect(JSON.stringify(planned)).not.toContain("004192000999");
    await write(officer, planned, { branchId: cell });
    const [created] = planned;
    if (created?.outcome !== "create") throw new Error("not created");
    const { rows } = await owner.query(
      "select religion, party_member, identity_tail, identity_cipher from person_sensitive where person_id = $1",
      [created.targetId],
    );
    expect(rows).toMatchObject([{ religion: "buddhism", party_member: true, identity_tail: "999" }]);
    expect(rows[0]?.identity_cipher).not.toContain("004192000999");
    expect(said(await plan(officer, file, { branchId: cell }))).toEqual(["identical"]);
    expect(
      said(await plan(officer, [{ ...file[0], identity: "004192000111" }], { branchId: cell }))[0],
    ).toMatch(/^conflict: Hồ sơ đã có số khác \(… 999\)/);
    expect(
      said(await plan(officer, [somebody({ identity: "004192000999" })], { branchId: cell }))[0],
    ).toMatch(/V15/);
    const twice = [somebody({ identity: "004192000222" }), somebody({ identity: "004192000222" })];
    expect(said(await plan(officer, twice, { branchId: cell }))).toEqual([
      "create",
      expect.stringMatching(/Trùng số định danh với dòng 2/),
    ]);
  });

  it("look like somebody out of sight: a case is opened, as by hand (V16)", async () => {
    const { officer, cell, districtB, provinceId } = await cellWorld();
    const far = await branch({ provinceId, unitId: districtB });
    await member({ branchId: far, fullName: "Triệu Thị Xa", birthDate: "1991-02-03" });
    const planned = await run(officer, [somebody({ fullName: "Triệu Thị Xa", birth: "03/02/1991" })], {
      branchId: cell,
    });
    expect(planned).toMatchObject([
      {
        outcome: "create",
        notices: expect.arrayContaining([
          expect.objectContaining({ message: expect.stringContaining("V16") }),
        ]),
      },
    ]);
    const [created] = planned;
    const { rows } = await owner.query("select state from duplicate_case where person_id = $1", [
      created && "targetId" in created ? created.targetId : "",
    ]);
    expect(rows).toEqual([{ state: "open" }]);
  });

  it("of a secretary become proposals where the level above approves", async () => {
    const { secretary, cell } = await cellWorld();
    const file = [somebody()];
    const planned = await run(secretary, file, { branchId: cell });
    expect(planned).toMatchObject([
      {
        outcome: "create",
        notices: expect.arrayContaining([
          expect.objectContaining({ message: expect.stringContaining("chờ cấp trên chuẩn y") }),
        ]),
      },
    ]);
    const [created] = planned;
    const personId = created && "targetId" in created ? created.targetId : "";
    expect(await membershipsOf(personId)).toEqual([]);
    const { rows } = await owner.query("select state, branch_id from admission where person_id = $1", [
      personId,
    ]);
    expect(rows).toEqual([{ state: "proposed", branch_id: cell }]);
    expect(said(await plan(secretary, file, { branchId: cell }))).toEqual(["identical"]);
  });

  it("of others are out of reach, by the program and by the database", async () => {
    const { officer, cell, outsiders } = await cellWorld();
    const { personId } = await member({ branchId: cell, fullName: "Nông Văn Kín", birthDate: "1990-05-03" });
    const file = [somebody(), { id: personId, fullName: "Nông Văn Mở" }];
    const planned = await plan(officer, file, { branchId: cell });
    expect(said(planned)).toEqual(["create", "update"]);
    for (const [who, viewer] of Object.entries(outsiders)) {
      const theirs = await plan(viewer, file, { branchId: cell });
      expect(
        theirs.map(({ outcome }) => outcome),
        who,
      ).toEqual(["error", "error"]);
      // A plan that is not theirs writes nothing either.
      await expect(write(viewer, planned.slice(0, 1)), who).rejects.toThrow();
    }
    const { rows } = await owner.query("select count(*)::int as n from membership where branch_id = $1", [
      cell,
    ]);
    expect(rows).toEqual([{ n: 1 }]);
  });

  it("exported and given back are all the same", async () => {
    const { officer, cell } = await cellWorld();
    await run(officer, [somebody(), somebody({ birth: "1994", joined: "2013" })], { branchId: cell });
    const exported = await withViewer(officer, (tx) => allMembers(officer, tx, {}, 100));
    const file = exported.map(({ id, fullName, birth, memberships }) => ({
      ...{ id, fullName, birth: birth?.precision === "day" ? birth.date : String(birth?.date.slice(0, 4)) },
      ...{
        line: "Đoàn",
        branch: memberships.map(({ branchName }) => branchName).join("; "),
        validFrom: memberships[0]?.validFrom ?? null,
      },
    }));
    expect(file.length).toBeGreaterThanOrEqual(2);
    expect(said(await plan(officer, file))).toEqual(file.map(() => "identical"));
  });
});
