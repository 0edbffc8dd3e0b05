import { describe, expect, it } from "vitest";
import type { Viewer } from "@/lib/access/policy";
import { newId } from "@/lib/db/id";
import { withViewer } from "@/lib/db/scope";
import { writeSensitive } from "@/lib/sensitive/commands";
import { findByIdentity, readSensitive, sensitiveState } from "@/lib/sensitive/queries";
import type { SensitiveInput } from "@/lib/sensitive/schema";
import { owner } from "@/tests/support/database";
import { branch, deed, member, province, row, viewer } from "@/tests/support/factories";
import { cellWorld } from "@/tests/support/factories-members";

let numbers = 100_000;
/** A CCCD of somebody born in 1990, as the records of the tests are. */
const newNumber = () => {
  numbers += 1;
  return `004090${numbers}`;
};

const writing = (personId: string, given: Partial<SensitiveInput> = {}): SensitiveInput => ({
  ...{ personId, version: 0, ethnicity: null, religion: null, partyMember: null },
  ...{ identityNumber: null, forgetIdentity: false, confirmed: false, ...given },
});

const state = (who: Viewer, personId: string) => withViewer(who, (tx) => sensitiveState(who, tx, personId));
const ALL = ["ethnicity", "religion", "partyMember", "identity"] as const;
const reading = (who: Viewer, personId: string, fields: readonly (typeof ALL)[number][] = ALL) =>
  withViewer(who, (tx) => readSensitive(who, tx, { personId, fields, purpose: "Đối chiếu hồ sơ" }));
const finding = (who: Viewer, number: string) => withViewer(who, (tx) => findByIdentity(who, tx, number));

async function world() {
  const cell = await cellWorld();
  await owner.query(
    "insert into catalogue_entry (id, catalogue, code, label, \"order\") values ($1, 'ethnic_group', '02', 'Tày', 2) on conflict do nothing",
    [newId()],
  );
  const { personId } = await member({ branchId: cell.cell });
  return { ...cell, personId };
}

describe("sensitive fields", () => {
  it("are written by the secretary, corrected by the unit's officer, and read with a purpose", async () => {
    const { secretary, officer, personId } = await world();
    const number = newNumber();
    const full = { ethnicity: "02", religion: "none", partyMember: "yes" as const, identityNumber: number };
    expect(await writeSensitive(secretary, deed(), writing(personId, full))).toEqual({
      ok: true,
      value: { personId },
    });
    expect(await state(secretary, personId)).toEqual({
      ...{ canWrite: true, version: 1, identityTail: number.slice(-3) },
      filled: { ethnicity: true, religion: true, partyMember: true, identity: true },
    });

    const correction = writing(personId, { version: 1, religion: "forget", partyMember: "no" });
    expect((await writeSensitive(officer, deed(), correction)).ok).toBe(true);
    expect(await reading(secretary, personId)).toEqual({
      ...{ ethnicity: "02", religion: null, partyMember: false, identity: number },
    });
    expect(await reading(officer, personId, ["partyMember"])).toEqual({ partyMember: false, identity: null });
    const forgetting = writing(personId, { version: 2, forgetIdentity: true });
    expect((await writeSensitive(officer, deed(), forgetting)).ok).toBe(true);
    expect(await reading(officer, personId, ["identity"])).toEqual({ identity: null });
  });

  it("are kept so that the table alone tells no number, and sealed to their row", async () => {
    const { secretary, personId, cell } = await world();
    const number = newNumber();
    await writeSensitive(secretary, deed(), writing(personId, { identityNumber: number }));
    const { rows } = await owner.query("select * from person_sensitive where person_id = $1", [personId]);
    expect(JSON.stringify(rows[0])).not.toContain(number);
    expect(rows[0].identity_cipher).toMatch(/^[\w-]{8}\./);

    const other = await member({ branchId: cell });
    await owner.query(
      `insert into person_sensitive (person_id, identity_cipher, identity_hash, identity_tail, province_id)
       select $2, identity_cipher, '\\x00', identity_tail, province_id from person_sensitive where person_id = $1`,
      [personId, other.personId],
    );
    await expect(reading(secretary, other.personId)).rejects.toThrow();
  });

  it("never enter the trace, the receipt or the answer; who wrote and who read does", async () => {
    const { secretary, personId } = await world();
    const number = newNumber();
    const asked = deed();
    await writeSensitive(secretary, asked, writing(personId, { identityNumber: number, ethnicity: "02" }));
    await reading(secretary, personId, ["identity"]);

    const { rows } = await owner.query(
      "select * from audit_entry where person_id = $1 and table_name = 'person_sensitive' order by id",
      [personId],
    );
    expect(rows).toMatchObject([
      {
        operation: "INSERT",
        deed: "sensitive.write",
        account_id: secretary.accountId,
        before: null,
        after: null,
      },
      {
        ...{ operation: "READ", deed: "sensitive.read", account_id: secretary.accountId },
        ...{ reason: "Đối chiếu hồ sơ", after: { fields: ["identity"] } },
      },
    ]);
    const { rows: receipts } = await owner.query("select * from command_receipt where request_id = $1", [
      asked.requestId,
    ]);
    expect(JSON.stringify([rows, receipts])).not.toContain(number);
    expect(receipts[0].result).toEqual({ personId });
  });

  it("are read by the province's committee and its organisation department, not by the Hội department or outsiders", async () => {
    const { secretary, personId, outsiders } = await world();
    await writeSensitive(secretary, deed(), writing(personId, { ethnicity: "02" }));
    for (const [name, who] of Object.entries(outsiders)) {
      const mayRead = name === "the province's committee" || name === "the organisation department";
      const known = await reading(who, personId, ["ethnicity"]);
      expect([name, known]).toEqual([name, mayRead ? { ethnicity: "02", identity: null } : null]);
      expect([name, await state(who, personId)]).toEqual([
        name,
        mayRead ? expect.objectContaining({ canWrite: false }) : null,
      ]);
      expect(
        await writeSensitive(who, deed(), writing(personId, { version: 1, ethnicity: "02" })),
        name,
      ).toMatchObject({ refusal: "person_not_found" });
    }
  });

  it("stay closed where the program forgets to ask: no purpose, an old proof, a stranger, the bare table", async () => {
    const { secretary, personId, outsiders } = await world();
    await writeSensitive(secretary, deed(), writing(personId, { ethnicity: "02" }));
    const raw = (who: Viewer, purpose: string) =>
      withViewer(
        who,
        (tx) =>
          tx.$queryRaw`select access.read_sensitive(${personId}::uuid, array['ethnicity'], ${purpose})::text as known`,
      );
    await expect(raw(secretary, "  ")).rejects.toThrow(/purpose/);
    expect(await raw(outsiders["the Hội department"], "vì sao")).toEqual([{ known: null }]);
    expect(
      await withViewer(
        outsiders["another chi đoàn's secretary"],
        (tx) =>
          tx.$queryRaw`select access.write_sensitive(${personId}::uuid, 1, '{"religion":"none"}', null, '{}', null) as outcome`,
      ),
    ).toEqual([{ outcome: "not_found" }]);
    await expect(
      withViewer(secretary, (tx) => tx.$queryRaw`select ethnicity from person_sensitive`),
    ).rejects.toThrow(/permission denied/);
    await owner.query("update session set proved_at = now() - interval '11 minutes' where id = $1", [
      secretary.sessionId,
    ]);
    await expect(raw(secretary, "vì sao")).rejects.toThrow(/proof/);
  });

  it("are no longer the business of the organisation the person moved away from", async () => {
    const { secretary, cell, otherCell, secretaryOf } = await world();
    const { personId, membershipId } = await member({ branchId: cell });
    await writeSensitive(secretary, deed(), writing(personId, { ethnicity: "02" }));
    await owner.query("update membership set voided_at = now() where id = $1", [membershipId]);
    await row("membership", {
      ...{ person_id: personId, branch_id: cell, start_kind: "founding", recorded_by_id: newId() },
      ...{ valid_from: "2012-01-01", valid_to: "2014-01-01", end_kind: "transferred_out" },
    });
    await row("membership", {
      ...{ person_id: personId, branch_id: otherCell, start_kind: "transferred_in" },
      ...{ valid_from: "2014-01-01", recorded_by_id: newId() },
    });

    expect(await reading(secretary, personId)).toBeNull();
    expect(await reading(await secretaryOf(otherCell), personId, ["ethnicity"])).toMatchObject({
      ethnicity: "02",
    });
  });

  it("are refused when nothing was entered, when somebody else was quicker, and for a group that is none", async () => {
    const { secretary, personId } = await world();
    expect(await writeSensitive(secretary, deed(), writing(personId))).toMatchObject({
      refusal: "nothing_to_write",
    });
    expect(await writeSensitive(secretary, deed(), writing(personId, { ethnicity: "77" }))).toMatchObject({
      refusal: "ethnicity_unknown",
    });
    await writeSensitive(secretary, deed(), writing(personId, { ethnicity: "02" }));
    expect(await writeSensitive(secretary, deed(), writing(personId, { religion: "none" }))).toMatchObject({
      refusal: "sensitive_changed_meanwhile",
    });
  });

  it("a number that contradicts the record is taken when somebody says to have looked again", async () => {
    const { secretary, personId } = await world();
    const input = writing(personId, { identityNumber: "004185000123" });
    expect(await writeSensitive(secretary, deed(), input)).toMatchObject({
      refusal: "doubts_unread",
      details: { doubts: ["year"] },
    });
    expect((await writeSensitive(secretary, deed(), { ...input, confirmed: true })).ok).toBe(true);
  });
});

describe("V15: one number is one person", () => {
  it("of a number that is taken only that is said, whoever has it; another province's is not even that", async () => {
    const { secretary, personId, provinceId, districtB } = await world();
    const number = newNumber();
    await writeSensitive(secretary, deed(), writing(personId, { identityNumber: number }));
    const far = await branch({ provinceId, unitId: districtB });
    const farSecretary = await viewer({
      role: "branch_secretary",
      provinceId,
      unitId: districtB,
      branchId: far,
    });
    const twin = await member({ branchId: far });
    const input = writing(twin.personId, { identityNumber: number });
    expect(await writeSensitive(farSecretary, deed(), input)).toEqual({
      ...{ ok: false, refusal: "identity_taken", details: undefined },
    });
    expect(await state(farSecretary, twin.personId)).toMatchObject({ version: 0 });

    const abroad = await province();
    const cell = await branch({ provinceId: abroad.provinceId, unitId: abroad.districtA });
    const other = await member({ branchId: cell });
    const officer = await viewer({
      ...{ role: "unit_officer", provinceId: abroad.provinceId, unitId: abroad.districtA },
    });
    expect(
      (await writeSensitive(officer, deed(), writing(other.personId, { identityNumber: number }))).ok,
    ).toBe(true);
  });

  it("entered twice at the same moment, it is one's", async () => {
    const { secretary, personId, cell } = await world();
    const number = newNumber();
    const twin = await member({ branchId: cell });
    const answers = await Promise.all(
      [personId, twin.personId].map((id) =>
        writeSensitive(secretary, deed(), writing(id, { identityNumber: number })),
      ),
    );
    expect(answers.map(({ ok }) => ok).sort()).toEqual([false, true]);
  });
});

describe("searching by number", () => {
  it("finds whom one may see, writes that down, and tells nobody else anything", async () => {
    const { secretary, officer, personId, outsiders } = await world();
    const number = newNumber();
    await writeSensitive(secretary, deed(), writing(personId, { identityNumber: number }));

    expect(await finding(officer, number)).toBe(personId);
    expect(await finding(outsiders["the organisation department"], number)).toBe(personId);
    for (const name of [
      "the sibling district's officer",
      "another chi đoàn's secretary",
      "another province's officer",
      "the Hội department",
    ] as const) {
      expect([name, await finding(outsiders[name], number)]).toEqual([name, null]);
    }
    expect(await finding(officer, newNumber())).toBeNull();
    const { rows } = await owner.query(
      "select account_id, after from audit_entry where deed = 'sensitive.search' and person_id = $1 order by id",
      [personId],
    );
    expect(rows).toEqual([
      { account_id: officer.accountId, after: { fields: ["identity"] } },
      { account_id: outsiders["the organisation department"].accountId, after: { fields: ["identity"] } },
    ]);
  });
});
