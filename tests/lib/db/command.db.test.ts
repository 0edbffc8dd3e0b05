import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { sessionTokenOf } from "@/lib/access/session";
import { mintViewer } from "@/lib/access/viewer";
import { command } from "@/lib/db/command";
import { newId } from "@/lib/db/id";
import { withViewer } from "@/lib/db/scope";
import { inSession } from "@/lib/db/transaction";
import { done, refuse } from "@/lib/result";
import { owner } from "@/tests/support/database";
import { branch, deed, enterprise, member, province, viewer } from "@/tests/support/factories";

const visit = command("visit.record", async (actor, tx, input: { enterpriseId: string; met: string }) => {
  if (input.met === "") return refuse("nobody_met");
  const row = await tx.visit.create({
    data: {
      id: newId(),
      enterpriseId: input.enterpriseId,
      on: new Date("2014-12-01"),
      met: input.met,
      purpose: "thử",
      result: "thử",
      recordedById: actor.accountId,
    },
    select: { id: true },
  });
  return done(row);
});

const visits = async (enterpriseId: string) => {
  const { rows } = await owner.query("select * from visit where enterprise_id = $1", [enterpriseId]);
  return rows;
};

async function district() {
  const { provinceId, districtA, districtB } = await province();
  const officer = await viewer({ role: "unit_officer", provinceId, unitId: districtA });
  const enterpriseId = await enterprise({ provinceId, unitId: districtA });
  return { provinceId, districtA, districtB, officer, enterpriseId };
}

describe("command", () => {
  it("keeps of its input a keyed hash only, which nobody turns back by trying short numbers", async () => {
    const { officer, enterpriseId } = await district();
    const asked = deed();
    const input = { enterpriseId, met: "Giám đốc" };
    await visit(officer, asked, input);

    const { rows } = await owner.query("select input_hash from command_receipt where request_id = $1", [
      asked.requestId,
    ]);
    const plain = createHash("sha256")
      .update(JSON.stringify(["visit.record", input]))
      .digest();
    expect(rows[0].input_hash).toHaveLength(32);
    expect(rows[0].input_hash.equals(plain)).toBe(false);
  });

  it("writes the deed, its scope and its trace in one transaction", async () => {
    const { officer, enterpriseId, districtA } = await district();
    const asked = deed("lý do thử");
    const answer = await visit(officer, asked, { enterpriseId, met: "Giám đốc" });

    expect(answer.ok).toBe(true);
    expect(await visits(enterpriseId)).toMatchObject([{ union_unit_id: districtA, met: "Giám đốc" }]);
    const { rows } = await owner.query("select * from audit_entry where request_id = $1", [asked.requestId]);
    expect(rows).toMatchObject([
      {
        table_name: "visit",
        operation: "INSERT",
        account_id: officer.accountId,
        deed: "visit.record",
        reason: "lý do thử",
        before: null,
        unit_id: districtA,
      },
    ]);
  });

  it("returns the first result when the same request comes again, and writes once", async () => {
    const { officer, enterpriseId } = await district();
    const asked = deed();
    const first = await visit(officer, asked, { enterpriseId, met: "Giám đốc" });

    expect(await visit(officer, asked, { enterpriseId, met: "Giám đốc" })).toEqual(first);
    expect(await visits(enterpriseId)).toHaveLength(1);
  });

  it("writes once when the same request comes twice at the same moment", async () => {
    const { officer, enterpriseId } = await district();
    const asked = deed();
    const answers = await Promise.all(
      [1, 2, 3, 4].map(() => visit(officer, asked, { enterpriseId, met: "Giám đốc" })),
    );

    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(await visits(enterpriseId)).toHaveLength(1);
  });

  it("tells when a request id comes again with other input", async () => {
    const { officer, enterpriseId } = await district();
    const asked = deed();
    await visit(officer, asked, { enterpriseId, met: "Giám đốc" });

    expect(await visit(officer, asked, { enterpriseId, met: "Kế toán" })).toMatchObject({
      ok: false,
      refusal: "request_reused",
    });
    expect(await visits(enterpriseId)).toHaveLength(1);
  });

  it("leaves nothing of a refused deed, so that the same request may be tried again", async () => {
    const { officer, enterpriseId } = await district();
    const asked = deed();

    expect(await visit(officer, asked, { enterpriseId, met: "" })).toMatchObject({ refusal: "nobody_met" });
    expect((await visit(officer, asked, { enterpriseId, met: "Giám đốc" })).ok).toBe(true);
  });
});

describe("the second fence", () => {
  it("refuses a write outside the scope even when the program forgets to ask", async () => {
    const { officer, provinceId, districtB } = await district();
    const elsewhere = await enterprise({ provinceId, unitId: districtB });

    await expect(visit(officer, deed(), { enterpriseId: elsewhere, met: "Giám đốc" })).rejects.toThrow();
    expect(await visits(elsewhere)).toHaveLength(0);
  });

  it("shows a forged session nothing, whatever variables are set by hand", async () => {
    const { officer, enterpriseId } = await district();
    const seen = (token: string) =>
      inSession(token, async (tx) => {
        await tx.$queryRaw`select set_config('app.account', ${officer.accountId}, true), set_config('app.level', 'province', true)`;
        return tx.enterprise.count({ where: { id: enterpriseId } });
      });

    expect(await seen("made-up")).toBe(0);
    expect(await seen("")).toBe(0);
    expect(await seen(sessionTokenOf(officer))).toBe(1);
  });

  it("keeps provinces, units and organisations apart by raw SQL", async () => {
    const here = await district();
    const there = await district();
    const cellA = await branch({
      provinceId: here.provinceId,
      unitId: here.districtA,
      enterpriseIds: [here.enterpriseId],
    });
    const cellB = await branch({ provinceId: here.provinceId, unitId: here.districtB });
    await member({ branchId: cellA });
    await member({ branchId: cellB });
    const secretary = await viewer({
      role: "branch_secretary",
      provinceId: here.provinceId,
      unitId: here.districtA,
      branchId: cellA,
    });
    const board = await viewer({ role: "province_board", provinceId: here.provinceId });
    const hoi = await viewer({ role: "association_department", provinceId: here.provinceId });
    const counts = (asker: typeof board) =>
      withViewer(asker, async (tx) => {
        const [row] = await tx.$queryRaw<Record<string, number>[]>`
          select (select count(*)::int from enterprise) as enterprises, (select count(*)::int from branch) as branches,
            (select count(*)::int from membership) as memberships, (select count(*)::int from person) as persons`;
        return row;
      });

    expect(await counts(board)).toEqual({ enterprises: 1, branches: 2, memberships: 2, persons: 2 });
    expect(await counts(here.officer)).toEqual({ enterprises: 1, branches: 1, memberships: 1, persons: 1 });
    expect(await counts(secretary)).toEqual({ enterprises: 1, branches: 1, memberships: 1, persons: 1 });
    expect(await counts(hoi)).toEqual({ enterprises: 1, branches: 2, memberships: 0, persons: 0 });
    expect(await counts(there.officer)).toEqual({ enterprises: 1, branches: 0, memberships: 0, persons: 0 });
  });

  it("gives the program no way to read password hashes, tokens or sensitive fields, nor to change the trace", async () => {
    const { officer } = await district();
    for (const statement of [
      "select password_hash from account",
      "select token_hash from session",
      "select * from person_sensitive",
      "select * from access.secret",
      "update audit_entry set deed = 'x'",
      "delete from audit_entry",
      "insert into person (id, full_name, search_key, sort_key) values (gen_random_uuid(), 'a', 'a', 'a')",
      "insert into person_scope select * from person_scope",
      "set role doanhoi_definer",
      "update setting set value = '2030-01-01'",
    ]) {
      await expect(
        withViewer(officer, (tx) => tx.$executeRawUnsafe(statement)),
        statement,
      ).rejects.toThrow(/permission denied/);
    }
  });

  it("opens nothing for a session that was revoked or whose account was disabled", async () => {
    const { officer } = await district();
    const token = sessionTokenOf(officer);
    await owner.query("update account set disabled_at = now() where id = $1", [officer.accountId]);
    expect(await mintViewer(token)).toBeUndefined();
    await owner.query("update account set disabled_at = null where id = $1", [officer.accountId]);
    expect(await mintViewer(token)).toBeDefined();
    await owner.query("update session set revoked_at = now() where id = $1", [officer.sessionId]);
    expect(await mintViewer(token)).toBeUndefined();
  });

  it("refuses a transaction inside a transaction", async () => {
    const { officer } = await district();
    await expect(withViewer(officer, () => withViewer(officer, async () => 1))).rejects.toThrow(
      /withViewer inside withViewer/,
    );
  });
});
