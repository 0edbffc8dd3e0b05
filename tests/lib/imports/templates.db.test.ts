import { describe, expect, it, vi } from "vitest";
import { withViewer } from "@/lib/db/scope";
import { fileAnswer } from "@/lib/exports/queries";
import { FIELDS, IMPORT_KINDS } from "@/lib/imports/fields";
import { likelyKinds, likelySheets, rowReader } from "@/lib/imports/layout";
import { blankTemplate } from "@/lib/imports/reports";
import { branch, enterprise, province, viewer } from "@/tests/support/factories";
import { readBack } from "@/tests/support/files";

// Each file is made in a process of its own.
vi.setConfig({ testTimeout: 60_000 });

async function world() {
  const { provinceId, districtA, districtB } = await province();
  const firm = await enterprise({ provinceId, unitId: districtA, name: "Công ty Của Mình" });
  await enterprise({ provinceId, unitId: districtB, name: "Công ty Của Người Khác" });
  await branch({ provinceId, unitId: districtA, name: "Chi đoàn Của Mình", enterpriseIds: [firm] });
  await branch({ provinceId, unitId: districtB, name: "Chi đoàn Của Người Khác" });
  return {
    provinceId,
    officer: await viewer({ role: "unit_officer", provinceId, unitId: districtA }),
    board: await viewer({ role: "province_board", provinceId }),
  };
}

describe("a blank file", () => {
  it.each(IMPORT_KINDS)(
    "of %s is known by its import, has every column, and holds no record",
    async (kind) => {
      const { officer } = await world();
      const prepared = await withViewer(officer, (tx) => blankTemplate(officer, tx, kind));
      if (!prepared) throw new Error("no template");
      const { sheets } = await readBack(await fileAnswer(prepared, "xlsx"));
      const [best] = likelySheets(sheets, FIELDS[kind]);
      const sheet = sheets[best?.sheet ?? -1];
      if (!best || !sheet) throw new Error("its own heading is not found");
      expect(best.sheet).toBe(0);
      expect(best.layout.columns.map(({ field }) => field)).toEqual(
        FIELDS[kind].slice(1).map(({ name }) => name),
      );
      expect(likelyKinds(sheet.rows, sheet.merges)[0]?.kind).toBe(kind);
      const read = rowReader(best.layout, sheet.merges);
      const rows = sheet.rows.filter(({ number }) => number >= best.layout.firstRow);
      expect(rows.map(read)).toEqual([{ leftOut: "example" }]);
      expect(sheets.map(({ name }) => name)).toContain("Hướng dẫn");
      // Names of one's own to choose from, and nobody else's.
      const text = JSON.stringify(sheets);
      expect(text).not.toContain("Của Người Khác");
      if (kind !== "enterprises") expect(text).toContain("Của Mình");
    },
  );

  it("is given to whoever may do the same by hand, and there is none of another kind", async () => {
    const { officer, board } = await world();
    for (const kind of IMPORT_KINDS) {
      expect(await withViewer(board, (tx) => blankTemplate(board, tx, kind)), kind).toBeNull();
    }
    expect(await withViewer(officer, (tx) => blankTemplate(officer, tx, "nothing"))).toBeNull();
  });
});
