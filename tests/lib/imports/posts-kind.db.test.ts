import { describe, expect, it } from "vitest";
import { postsKind } from "@/lib/imports/posts-kind";
import { branch, member, row } from "@/tests/support/factories";
import { cellWorld, postsOf } from "@/tests/support/factories-members";
import { importer, said } from "@/tests/support/imports";

const { plan, write, run } = importer("posts", postsKind);

describe("posts from a file", () => {
  it("are given to members by name, and the same file again changes nothing", async () => {
    const { officer, secretary, cell } = await cellWorld();
    const one = await member({ branchId: cell, fullName: "Nông Văn Bí", birthDate: "1990-05-03" });
    await member({ branchId: cell, fullName: "Lý Thị Phó", birthDate: "1991-05-03" });
    const file = [
      { fullName: "NÔNG VĂN BÍ", title: "BT", from: "01/06/2013" },
      { fullName: "Lý Thị Phó", birth: "1991", title: "Phó bí thư", from: "01/06/2013" },
    ];
    expect(said(await run(officer, file, { branchId: cell }))).toEqual(["create", "create"]);
    expect(await postsOf(cell)).toMatchObject([
      { title: "secretary", person_id: one.personId, valid_from: "2013-06-01", valid_to: null },
      { title: "deputy_secretary", valid_from: "2013-06-01" },
    ]);
    // The organisation's own secretary keeps them too.
    expect(said(await plan(secretary, file, { branchId: cell }))).toEqual(["identical", "identical"]);
  });

  it("end where the file says so, as a new row beside the voided one", async () => {
    const { officer, cell } = await cellWorld();
    await member({ branchId: cell, fullName: "Nông Văn Thôi" });
    const given = { fullName: "Nông Văn Thôi", title: "Bí thư", from: "01/06/2013" };
    await run(officer, [given], { branchId: cell });
    const planned = await run(officer, [{ ...given, to: "01/06/2014" }], { branchId: cell });
    expect(planned).toMatchObject([
      { outcome: "update", changes: [{ field: "to", from: "", to: "01/06/2014" }] },
    ]);
    expect(await postsOf(cell)).toMatchObject([{ valid_from: "2013-06-01", valid_to: "2014-06-01" }]);
    expect(
      said(
        await plan(
          officer,
          [
            { ...given, to: "01/06/2014" },
            { ...given, to: "01/07/2014" },
          ],
          { branchId: cell },
        ),
      ),
    ).toEqual(["identical", expect.stringMatching(/^conflict: Trên phần mềm thôi giữ từ 01\/06\/2014/)]);
  });

  it("have one head at a time, on record and in the file (V11)", async () => {
    const { officer, cell } = await cellWorld();
    const head = await member({ branchId: cell, fullName: "Nông Văn Đầu" });
    await member({ branchId: cell, fullName: "Lý Thị Sau" });
    await member({ branchId: cell, fullName: "Hoàng Văn Nữa" });
    await row("post", {
      branch_id: cell,
      person_id: head.personId,
      title: "secretary",
      valid_from: "2013-01-01",
      recorded_by_id: head.personId,
    });
    const planned = await plan(
      officer,
      [
        { fullName: "Lý Thị Sau", title: "Bí thư", from: "01/06/2013" },
        { fullName: "Lý Thị Sau", title: "Bí thư", from: "01/06/2012", to: "01/01/2013" },
        { fullName: "Hoàng Văn Nữa", title: "Bí thư", from: "01/09/2012", to: "01/12/2012" },
        { fullName: "Nông Văn Đầu", title: "Ủy viên BCH", from: "01/06/2013" },
      ],
      { branchId: cell },
    );
    expect(said(planned)).toEqual([
      expect.stringMatching(/^conflict: Bí thư của .* khi đó là Nông Văn Đầu, từ 01\/01\/2013 \(V11\)/),
      "create",
      expect.stringMatching(/ở dòng 3 \(V11\)/),
      expect.stringMatching(/^conflict: Người này đã giữ chức vụ Bí thư từ 01\/01\/2013/),
    ]);
  });

  it("are handed over in one file, in any order, and end once however often the file says so", async () => {
    const { officer, cell } = await cellWorld();
    const old = await member({ branchId: cell, fullName: "Nông Văn Trao" });
    const next = await member({ branchId: cell, fullName: "Lý Thị Nhận" });
    const given = { fullName: "Nông Văn Trao", title: "Bí thư", from: "01/06/2013" };
    await run(officer, [given], { branchId: cell });
    const ending = { ...given, to: "01/06/2014" };
    const planned = await run(
      officer,
      [{ fullName: "Lý Thị Nhận", title: "Bí thư", from: "01/06/2014" }, ending, ending],
      { branchId: cell },
    );
    expect(said(planned)).toEqual(["create", "update", expect.stringMatching(/^conflict: Trùng với dòng 3/)]);
    expect(await postsOf(cell)).toMatchObject([
      { person_id: old.personId, valid_from: "2013-06-01", valid_to: "2014-06-01" },
      { person_id: next.personId, valid_from: "2014-06-01", valid_to: null },
    ]);
  });

  it("are held by members, or with a reason by somebody appointed (V10); V26 and the line hold", async () => {
    const { officer, cell, otherCell } = await cellWorld();
    await member({ branchId: cell, fullName: "Nông Văn Muộn", validFrom: "2014-01-01" });
    await member({ branchId: otherCell, fullName: "Triệu Thị Ngoài", birthDate: "1989-02-03" });
    const outside = {
      fullName: "Triệu Thị Ngoài",
      birth: "03/02/1989",
      title: "Phó bí thư",
      from: "01/06/2014",
    };
    const planned = await plan(
      officer,
      [
        { fullName: "Nông Văn Muộn", title: "Bí thư", from: "01/06/2013" },
        { fullName: "Triệu Thị Ngoài", title: "Phó bí thư", from: "01/06/2014" },
        outside,
        { ...outside, exceptionReason: "Cấp trên chỉ định" },
        { fullName: "Nông Văn Muộn", title: "Chi hội trưởng", from: "01/06/2014" },
        { fullName: "Nông Văn Muộn", title: "Bí thư", from: "01/06/2090" },
        { fullName: "Nông Văn Muộn", title: "Bí thư", from: null },
        { fullName: "Nông Văn Muộn", title: "Bí thư", from: "01/06/2011" },
      ],
      { branchId: cell },
    );
    expect(said(planned)).toEqual([
      expect.stringMatching(/V10/),
      expect.stringMatching(/không có ai tên “Triệu Thị Ngoài”/),
      expect.stringMatching(/V10/),
      "create",
      expect.stringMatching(/không có chức vụ này/),
      expect.stringMatching(/chưa tới/),
      expect.stringMatching(/Ghi ngày nhận chức vụ/),
      expect.stringMatching(/không hoạt động suốt/),
    ]);
  });

  it("tell a committee that is too large (V09), and count members of chi đoàn below a đoàn cơ sở", async () => {
    const { officer, provinceId, districtA } = await cellWorld();
    const above = await branch({
      provinceId,
      unitId: districtA,
      kind: "grassroots_union",
      name: "Đoàn cơ sở Chức vụ",
    });
    const below = await branch({ provinceId, unitId: districtA, parentId: above, name: "Chi đoàn Chức vụ" });
    for (const name of ["Một", "Hai", "Ba"]) await member({ branchId: below, fullName: `Nông Văn ${name}` });
    const file = ["Một", "Hai", "Ba"].map((name, index) => ({
      ...{ fullName: `Nông Văn ${name}`, branch: "Chi đoàn Chức vụ", from: "01/06/2013" },
      title: ["Bí thư", "Phó bí thư", "Ủy viên"][index] ?? "",
    }));
    const planned = await plan(officer, [
      ...file,
      { fullName: "Nông Văn Một", branch: "Đoàn cơ sở Chức vụ", title: "Bí thư", from: "01/06/2013" },
    ]);
    expect(said(planned)).toEqual(["create", "create", "create", "create"]);
    expect(planned[2]).toMatchObject({
      notices: [{ field: "title", message: expect.stringContaining("V09") }],
    });
  });

  it("of others are out of reach, by the program and by the database", async () => {
    const { officer, cell, outsiders } = await cellWorld();
    await member({ branchId: cell, fullName: "Nông Văn Kín" });
    const file = [{ fullName: "Nông Văn Kín", title: "Bí thư", from: "01/06/2013" }];
    const planned = await plan(officer, file, { branchId: cell });
    expect(said(planned)).toEqual(["create"]);
    for (const [who, viewer] of Object.entries(outsiders)) {
      expect((await plan(viewer, file, { branchId: cell }))[0]?.outcome, who).toBe("error");
      await expect(write(viewer, planned), who).rejects.toThrow();
    }
    expect(await postsOf(cell)).toEqual([]);
  });
});
