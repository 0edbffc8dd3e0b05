import { beforeAll, describe, expect, it } from "vitest";
import type { Viewer } from "@/lib/access/policy";
import { withViewer } from "@/lib/db/scope";
import { listUnits, reorganisationDays, unitNamesOn, unitPage, unitTree } from "@/lib/units/queries";
import { unitId } from "@/prisma/reference/keys";
import { branch, enterprise, province, viewer } from "@/tests/support/factories";

const CAO_BANG = unitId("cb");
const TRA_LINH = unitId("cb/tra-linh");
const QUANG_HOA = unitId("cb/quang-hoa");

let clerk: Viewer;
let stranger: Viewer;

beforeAll(async () => {
  clerk = await viewer({ role: "province_clerk", provinceId: CAO_BANG });
  const elsewhere = await province();
  stranger = await viewer({ role: "province_board", provinceId: elsewhere.provinceId });
});

const treeOn = async (asOf: string) => {
  const [top] = await withViewer(clerk, (tx) => unitTree(clerk, tx, asOf));
  return top?.children ?? [];
};

describe("the units of Cao Bằng", () => {
  it("were 13 huyện, thành Đoàn and Đoàn Khối doanh nghiệp in 2014, none of them inferred", async () => {
    const units = await treeOn("2014-10-23");
    const count = (kind: string) => units.filter((unit) => unit.kind === kind).length;
    expect([count("district"), count("city"), count("enterprise_bloc")]).toEqual([12, 1, 1]);
    expect(units.some(({ inferred }) => inferred)).toBe(false);
    expect(units.every(({ validFrom }) => validFrom === null)).toBe(true);
  });

  it("were 10 from March 2020 and are 56 communes since July 2025, all labelled as inferred", async () => {
    const in2020 = (await treeOn("2020-03-01")).filter(({ kind }) => kind === "district" || kind === "city");
    expect(in2020).toHaveLength(10);
    expect(in2020.every(({ inferred }) => inferred)).toBe(true);
    const in2025 = (await treeOn("2025-07-01")).filter(({ kind }) => kind === "commune" || kind === "ward");
    expect(in2025).toHaveLength(56);
    expect(in2025.every(({ inferred }) => inferred)).toBe(true);
  });

  it("keep the name of the day: a merged one is still called by its last", async () => {
    const names = await withViewer(clerk, (tx) => unitNamesOn(clerk, tx, "2026-01-01"));
    expect(names.get(TRA_LINH)?.name).toBe("Huyện Đoàn Trà Lĩnh");
    expect([...names.values()].map(({ sortKey }) => sortKey)).toEqual(
      [...names.values()].map(({ sortKey }) => sortKey).sort(),
    );
  });

  it("tell what became of one, and where another came from, with the basis and that it is inferred", async () => {
    const [from, to] = await withViewer(clerk, async (tx) => [
      await unitPage(clerk, tx, TRA_LINH),
      await unitPage(clerk, tx, QUANG_HOA),
    ]);
    expect(from?.successors).toMatchObject([
      {
        on: "2020-03-01",
        inferred: true,
        units: [
          { name: "Huyện Đoàn Quảng Hòa", note: "Riêng xã Quốc Toản" },
          { name: "Huyện Đoàn Trùng Khánh", note: "Cả huyện trừ xã Quốc Toản" },
        ],
      },
    ]);
    expect(from?.predecessors).toEqual([]);
    expect(to?.predecessors.flatMap(({ units }) => units.map(({ name }) => name))).toEqual([
      "Huyện Đoàn Phục Hoà",
      "Huyện Đoàn Quảng Uyên",
      "Huyện Đoàn Trà Lĩnh",
    ]);
    expect(to?.successors.map(({ on }) => on)).toEqual(["2025-07-01"]);
    expect(from?.charges.length).toBeGreaterThan(5);
    const days = await withViewer(clerk, (tx) => reorganisationDays(clerk, tx));
    expect(days.map(({ on }) => on)).toEqual(["2020-02-01", "2020-03-01", "2025-07-01"]);
  });

  it("are nobody else's: another province finds none, in the program and by the database", async () => {
    expect(await withViewer(stranger, (tx) => unitPage(stranger, tx, TRA_LINH))).toBeNull();
    const seen = await withViewer(stranger, (tx) => listUnits(stranger, tx, "2014-10-23"));
    expect(seen.some(({ unitId: id }) => id === TRA_LINH)).toBe(false);
    const rows = await withViewer(
      stranger,
      (tx) => tx.$queryRaw`select unit_id from unit_version where unit_id = ${TRA_LINH}::uuid`,
    );
    expect(rows).toEqual([]);
    expect(await withViewer(clerk, (tx) => unitPage(clerk, tx, "new"))).toBeNull();
  });
});

describe("what a unit answers for", () => {
  it("is counted for those who read enterprises, as far as they read; not at all for others", async () => {
    const place = await province();
    const held = { provinceId: place.provinceId };
    const mine = await enterprise({ ...held, unitId: place.districtA });
    await enterprise({ ...held, unitId: place.districtB, associationUnitId: place.districtA });
    await enterprise({ ...held, unitId: place.districtB });
    await branch({ ...held, unitId: place.districtA, enterpriseIds: [mine] });

    const ask = (who: Viewer, id: string) => withViewer(who, (tx) => unitPage(who, tx, id));
    const board = await viewer({ ...held, role: "province_board" });
    const officer = await viewer({ ...held, role: "unit_officer", unitId: place.districtB });
    const editor = await viewer({ ...held, role: "province_editor" });
    expect((await ask(board, place.districtA))?.counts).toEqual({ enterprises: 2, branches: 1 });
    expect((await ask(officer, place.districtB))?.counts).toEqual({ enterprises: 2, branches: 0 });
    // Of the neighbour's enterprises an officer sees the one the own unit manages on the other line.
    expect((await ask(officer, place.districtA))?.counts).toEqual({ enterprises: 1, branches: 0 });
    expect((await ask(editor, place.districtA))?.counts).toBeNull();
  });
});
