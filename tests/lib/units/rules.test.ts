import { describe, expect, it } from "vitest";
import { periodInWords } from "@/lib/units/labels";
import { treeOf, type UnitFacts, type UnitNode } from "@/lib/units/rules";

const facts = (unitId: string, kind: UnitFacts["kind"], parentId: string | null): UnitFacts => ({
  ...{ unitId, kind, parentId, name: unitId, shortName: unitId, sortKey: unitId },
  ...{ validFrom: null, validTo: null, code: null, documentSymbol: null },
  ...{ ownsLine: null, inferred: false, note: null },
});

type Shape = { [unit: string]: Shape };
const shapeOf = (nodes: readonly UnitNode[]): Shape =>
  Object.fromEntries(nodes.map(({ unitId, children }) => [unitId, shapeOf(children)]));

describe("treeOf", () => {
  it("puts each unit under its parent, departments before those who answer for enterprises", () => {
    const tree = treeOf([
      facts("district", "district", "province"),
      facts("bloc", "enterprise_bloc", "province"),
      facts("city", "city", "province"),
      facts("department", "department", "province"),
      facts("province", "province", null),
    ]);
    expect(shapeOf(tree)).toEqual({ province: { department: {}, city: {}, district: {}, bloc: {} } });
    expect(tree[0]?.children.map(({ unitId }) => unitId)).toEqual(["department", "city", "district", "bloc"]);
  });

  it("loses nobody whose parent did not stand that day, and never turns in a circle", () => {
    expect(shapeOf(treeOf([facts("orphan", "commune", "gone")]))).toEqual({ orphan: {} });
    expect(shapeOf(treeOf([facts("self", "province", "self")]))).toEqual({});
  });
});

describe("periodInWords", () => {
  it("says what is not known instead of a day", () => {
    expect(periodInWords({ validFrom: null, validTo: null })).toBe(
      "không rõ từ bao giờ, đến nay chưa thấy kết thúc",
    );
    expect(periodInWords({ validFrom: "2020-03-01", validTo: "2025-07-01" })).toBe(
      "từ 01/03/2020, đến trước 01/07/2025",
    );
  });
});
