import { describe, expect, it } from "vitest";
import type { Viewer } from "@/lib/access/policy";
import { withViewer } from "@/lib/db/scope";
import { inSession } from "@/lib/db/transaction";
import { personPage } from "@/lib/members/queries";
import { owner } from "@/tests/support/database";
import { branch, member, province, viewer } from "@/tests/support/factories";

const reads = async (personId: string) => {
  const { rows } = await owner.query(
    "select account_id, deed, reason, after, province_id, operation from audit_entry where person_id = $1 and operation = 'READ' order by id",
    [personId],
  );
  return rows;
};

async function cell() {
  const { provinceId, districtA, districtB } = await province();
  const cellId = await branch({ provinceId, unitId: districtA });
  const { personId } = await member({ branchId: cellId });
  const officer = await viewer({ role: "unit_officer", provinceId, unitId: districtA });
  return { provinceId, districtA, districtB, cellId, personId, officer };
}

describe("a reading that leaves a trace", () => {
  it("tells who read what and why, never the values", async () => {
    const { officer, personId, provinceId } = await cell();
    await withViewer(
      officer,
      (tx) =>
        tx.$queryRaw`select access.note_read('person_sensitive', ${personId}::uuid, 'Lập danh sách kết nạp Đảng', '{"deed": "sensitive.read", "fields": ["ethnicity"]}')::text`,
    );

    expect(await reads(personId)).toEqual([
      {
        account_id: officer.accountId,
        deed: "sensitive.read",
        reason: "Lập danh sách kết nạp Đảng",
        after: { fields: ["ethnicity"] },
        province_id: provinceId,
        operation: "READ",
      },
    ]);
  });

  it("is refused to somebody who is not signed in", async () => {
    const { personId } = await cell();
    await expect(
      inSession(
        "made-up",
        (tx) => tx.$queryRaw`select access.note_read('person', ${personId}::uuid, null, null)::text`,
      ),
    ).rejects.toThrow(/nobody is signed in/);
  });

  it("is seen by the organisation department and by nobody else, not even who sees the person", async () => {
    const { officer, personId, provinceId } = await cell();
    await withViewer(officer, (tx) => tx.$queryRaw`select access.note_profile_read(${personId}::uuid)`);
    const seen = (asker: typeof officer) =>
      withViewer(asker, (tx) => tx.auditEntry.count({ where: { personId, operation: "READ" } }));

    expect(await seen(await viewer({ role: "org_department", provinceId }))).toBe(1);
    expect(await seen(await viewer({ role: "province_board", provinceId }))).toBe(0);
    expect(await seen(officer)).toBe(0);
    const elsewhere = await province();
    expect(await seen(await viewer({ role: "org_department", provinceId: elsewhere.provinceId }))).toBe(0);
  });
});

describe("opening a person's record", () => {
  it("is noted once an hour for each who opens it, the officer and the province alike", async () => {
    const { officer, personId, provinceId } = await cell();
    const board = await viewer({ role: "province_board", provinceId });
    for (const who of [officer, officer, board]) await opened(who, personId);

    expect(await reads(personId)).toMatchObject([
      { account_id: officer.accountId, deed: "person.read" },
      { account_id: board.accountId, deed: "person.read" },
    ]);
  });

  it("is noted once when two pages are opened at the same moment", async () => {
    const { officer, personId } = await cell();
    await Promise.all([1, 2, 3, 4].map(() => opened(officer, personId)));

    expect(await reads(personId)).toHaveLength(1);
  });

  it("is not noted for the secretary who keeps it, nor for somebody who does not find it", async () => {
    const { personId, provinceId, districtA, districtB, cellId } = await cell();
    const secretary = await viewer({
      role: "branch_secretary",
      provinceId,
      unitId: districtA,
      branchId: cellId,
    });
    const neighbour = await viewer({ role: "unit_officer", provinceId, unitId: districtB });

    expect(await opened(secretary, personId)).not.toBeNull();
    expect(await opened(neighbour, personId)).toBeNull();
    expect(await reads(personId)).toEqual([]);
  });
});

const opened = (who: Viewer, personId: string) => withViewer(who, (tx) => personPage(who, tx, personId));
