import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Viewer } from "@/lib/access/policy";
import { recordHistory } from "@/lib/audit/queries";
import { addDays } from "@/lib/dates/plain-date";
import { newId } from "@/lib/db/id";
import { withViewer } from "@/lib/db/scope";
import { mergePersons, partPersons, undoPair } from "@/lib/duplicates/commands";
import { comparePair, duplicatePairs, pairsDecided } from "@/lib/duplicates/queries";
import type { TakenFact } from "@/lib/duplicates/schema";
import { endMembership } from "@/lib/members/commands";
import { personPage } from "@/lib/members/queries";
import { writeSensitive } from "@/lib/sensitive/commands";
import { readSensitive } from "@/lib/sensitive/queries";
import { owner } from "@/tests/support/database";
import { branch, deed, member, row } from "@/tests/support/factories";
import { cellWorld, membershipsOf } from "@/tests/support/factories-members";

const ask = <Answer>(
  who: Viewer,
  question: (tx: Parameters<Parameters<typeof withViewer>[1]>[0]) => Promise<Answer>,
) => withViewer(who, question);
const parting = (personId: string, otherId: string) => ({ personId, otherId, why: "Đã gặp cả hai người" });
const merging = (personId: string, otherId: string, take: TakenFact[] = []) => ({
  ...{ personId, otherId, take, reason: "Đã đối chiếu sổ đoàn viên" },
});

/** Two records of one name in two chi đoàn of one district: the second left before the first came. */
async function twins() {
  const world = await cellWorld();
  const fullName = `Lục Thị Trùng ${newId().slice(-6)}`;
  const kept = await member({
    branchId: world.cell,
    fullName,
    birthDate: "1990-05-03",
    validFrom: "2013-01-01",
  });
  const gone = await member({
    branchId: world.otherCell,
    fullName,
    birthDate: "1990-05-03",
    validFrom: "2010-01-01",
  });
  await owner.query("update membership set valid_to = '2012-12-31', end_kind = 'left' where id = $1", [
    gone.membershipId,
  ]);
  return {
    ...world,
    fullName,
    kept: kept.personId,
    gone: gone.personId,
    keptStay: kept.membershipId,
    goneStay: gone.membershipId,
  };
}

/** Every row of the tables that hold something about these persons, without versions and timestamps; but for the pair itself. */
async function fingerprint(persons: readonly string[]): Promise<string> {
  const { rows: tables } = await owner.query<{ name: string; columns: string }>(
    `select table_name::text as name, string_agg(quote_ident(column_name), ', ') as columns from information_schema.columns
     where table_schema = 'public' and column_name in ('person_id', 'other_id')
       and table_name not in ('person_pair', 'audit_entry') group by 1 order by 1`,
  );
  const told: string[] = [];
  for (const { name, columns } of [...tables, { name: "person", columns: "id" }]) {
    const { rows } = await owner.query<{ one: string }>(
      `select (to_jsonb(t) - array['version', 'updated_at'])::text as one from "${name}" t
       where array[${columns}] && $1::uuid[] order by 1`,
      [persons],
    );
    told.push(name, ...rows.map(({ one }) => one));
  }
  return told.join("\n");
}

describe("V16 in one's own scope", () => {
  it("proposes a pair by what both have in common, to those who answer for both, and to nobody else", async () => {
    const world = await twins();
    const pair = { person: { id: expect.any(String) }, keys: ["name_birth"] };
    const found = await ask(world.officer, (tx) => duplicatePairs(world.officer, tx));
    expect(found.filter(({ person }) => person.fullName === world.fullName)).toMatchObject([pair]);
    const department = world.outsiders["the organisation department"];
    expect(await ask(department, (tx) => duplicatePairs(department, tx))).toHaveLength(found.length);
    for (const who of [
      world.secretary,
      world.outsiders["the sibling district's officer"],
      world.outsiders["the province's committee"],
    ]) {
      expect(await ask(who, (tx) => duplicatePairs(who, tx))).toEqual([]);
      expect(await ask(who, (tx) => comparePair(who, tx, world.kept, world.gone))).toBeNull();
      expect(await mergePersons(who, deed(), merging(world.kept, world.gone))).toMatchObject({
        refusal: "pair_not_found",
      });
      expect(await partPersons(who, deed(), parting(world.kept, world.gone))).toMatchObject({
        refusal: "pair_not_found",
      });
    }
  });

  it.each([
    ["another birth year", "update person set birth_date = '1991-05-03' where id = $1", []],
    ["another commune", "update person set area_id = null where id = $1", ["name_birth"]],
    [
      "the same telephone under another name",
      "update person set search_key = 'khac', phone = '+84912000111' where id = $1",
      ["phone"],
    ],
    [
      "a birth date that is not known",
      "update person set birth_date = null, birth_precision = null where id = $1",
      [],
    ],
  ])("%s", async (_, change, keys) => {
    const world = await twins();
    await owner.query("update person set phone = '+84912000111' where id = $1", [world.kept]);
    await owner.query(change, [world.gone]);
    const found = await ask(world.officer, (tx) => duplicatePairs(world.officer, tx));
    expect(found.flatMap((pair) => pair.keys)).toEqual(keys);
  });

  it("remembers that two records are two people, until that is looked at again", async () => {
    const { officer, kept, gone } = await twins();
    const parted = await partPersons(officer, deed(), parting(kept, gone));
    expect(parted).toMatchObject({ ok: true });
    const pairs = () => ask(officer, (tx) => duplicatePairs(officer, tx));
    expect(await pairs()).toEqual([]);
    expect(await partPersons(officer, deed(), parting(gone, kept))).toMatchObject({
      refusal: "already_decided",
    });
    expect(await mergePersons(officer, deed(), merging(kept, gone))).toMatchObject({
      refusal: "already_decided",
    });
    const [decided] = await ask(officer, (tx) => pairsDecided(officer, tx));
    expect(decided?.verdict).toBe("distinct");
    expect(await undoPair(officer, deed(), { pairId: String(decided?.id), reason: "Xem lại" })).toMatchObject(
      { ok: true },
    );
    expect(await pairs()).toHaveLength(1);
  });
});

describe("merging two records of one person", () => {
  it("needs a fresh proof", async () => {
    const { officer, kept, gone } = await twins();
    await owner.query("update session set proved_at = now() - interval '11 minutes' where account_id = $1", [
      officer.accountId,
    ]);
    expect(await mergePersons(officer, deed(), merging(kept, gone))).toMatchObject({
      refusal: "proof_needed",
    });
  });

  it("keeps every reference, takes the facts chosen, leaves one record in sight and both histories in one", async () => {
    const { officer, kept, gone, goneStay, cell, otherCell } = await twins();
    await owner.query("update person set phone = '+84912345678', occupation = 'Thợ hàn' where id = $1", [
      gone,
    ]);
    await row("post", {
      branch_id: otherCell,
      person_id: gone,
      title: "committee_member",
      valid_from: "2011-01-01",
      valid_to: "2012-01-01",
      recorded_by_id: newId(),
    });
    expect(await mergePersons(officer, deed(), merging(kept, gone, ["phone"]))).toMatchObject({ ok: true });
    const page = await ask(officer, (tx) => personPage(officer, tx, kept));
    expect(page).toMatchObject({ phone: "+84912345678", occupation: null });
    expect(page?.memberships.map(({ branchId }) => branchId)).toEqual([cell, otherCell]);
    expect(page?.posts.map(({ branchId }) => branchId)).toEqual([otherCell]);
    expect(await ask(officer, (tx) => personPage(officer, tx, gone))).toBeNull();
    expect((await membershipsOf(kept)).map(({ id }) => id)).toContain(goneStay);
    const history = await ask(officer, (tx) => recordHistory(officer, tx, { kind: "person", id: kept }));
    expect(history?.deeds.length).toBeGreaterThan(0);
    const { rows } = await owner.query(
      "select deed from audit_entry where person_id = $1 and table_name = 'person_pair'",
      [kept],
    );
    expect(rows).toEqual([{ deed: "duplicate.merge" }]);
  });

  it("V14: is refused where one person would be in two chi đoàn at once, and nothing is written", async () => {
    const { officer, kept, gone, goneStay } = await twins();
    await owner.query("update membership set valid_to = null, end_kind = null where id = $1", [goneStay]);
    const before = await fingerprint([kept, gone]);
    expect(await mergePersons(officer, deed(), merging(kept, gone))).toMatchObject({
      refusal: "two_cells_at_once",
    });
    expect(await fingerprint([kept, gone])).toBe(before);
  });

  it("V15: is refused where there are two identity numbers; one number goes along", async () => {
    const { officer, kept, gone } = await twins();
    const none = {
      ethnicity: null,
      religion: null,
      partyMember: null,
      forgetIdentity: false,
      confirmed: true,
    };
    const write = (personId: string, version: number, identityNumber: string) =>
      writeSensitive(officer, deed(), { ...none, personId, version, identityNumber });
    const read = (personId: string) =>
      ask(officer, (tx) =>
        readSensitive(officer, tx, { personId, fields: ["identity"], purpose: "Đối chiếu" }),
      );
    const number = `004090${Date.now() % 1_000_000}`.padEnd(12, "7");
    expect(await write(gone, 0, number)).toMatchObject({ ok: true });
    const merged = await mergePersons(officer, deed(), merging(kept, gone));
    if (!merged.ok) throw new Error(merged.refusal);
    expect(await read(kept)).toMatchObject({ identity: number });
    expect(await undoPair(officer, deed(), { pairId: merged.value.pairId, reason: "Thử" })).toMatchObject({
      ok: true,
    });
    expect([await read(kept), await read(gone)]).toMatchObject([{ identity: null }, { identity: number }]);
    const second = `004190${number.slice(6)}`;
    expect(await write(kept, 0, second)).toMatchObject({ ok: true });
    expect(await mergePersons(officer, deed(), merging(kept, gone))).toMatchObject({
      refusal: "identity_differs",
    });
  });

  it("voids the shorter of two stays in one organisation, and is refused where neither lies within the other", async () => {
    const world = await cellWorld();
    const one = await member({ branchId: world.cell, validFrom: "2012-01-01" });
    const two = await member({ branchId: world.cell, validFrom: "2011-01-01" });
    expect(await mergePersons(world.officer, deed(), merging(one.personId, two.personId))).toMatchObject({
      ok: true,
    });
    expect((await membershipsOf(one.personId)).map(({ id }) => id)).toEqual([two.membershipId]);
    const three = await member({ branchId: world.cell, validFrom: "2009-01-01" });
    await owner.query("update membership set valid_to = '2013-01-01', end_kind = 'left' where id = $1", [
      three.membershipId,
    ]);
    expect(await mergePersons(world.officer, deed(), merging(one.personId, three.personId))).toMatchObject({
      refusal: "periods_cross",
    });
  });

  it("is undone row by row; refused once what it carried over was written anew", async () => {
    const world = await twins();
    const { officer, kept, gone } = world;
    const merged = await mergePersons(officer, deed(), merging(kept, gone));
    if (!merged.ok) throw new Error(merged.refusal);
    const { pairId } = merged.value;
    const outsider = world.outsiders["the sibling district's officer"];
    expect(await undoPair(outsider, deed(), { pairId, reason: "Thử" })).toMatchObject({
      refusal: "pair_not_found",
    });
    const ended = { membershipId: world.keptStay, endKind: "left", on: "2014-11-01", reason: null } as const;
    expect(await endMembership(officer, deed(), ended)).toMatchObject({ ok: true });
    expect(await undoPair(officer, deed(), { pairId, reason: "Thử" })).toMatchObject({
      refusal: "changed_since",
    });
  });

  it("forgets nothing of the second record when the person is erased", async () => {
    const { officer, kept, gone, provinceId } = await twins();
    await mergePersons(officer, deed(), merging(kept, gone));
    const client = await owner.connect();
    try {
      await client.query("select upkeep.anonymise_person($1, $2, 'Người đã xoá', 'nguoi da xoa', 'xoa')", [
        kept,
        provinceId,
      ]);
    } finally {
      client.release();
    }
    const { rows } = await owner.query("select full_name from person where id in ($1, $2)", [kept, gone]);
    expect(rows).toEqual([{ full_name: "Người đã xoá" }, { full_name: "Người đã xoá" }]);
    const pairs = await owner.query("select before, after, reason from person_pair where person_id = $1", [
      kept,
    ]);
    expect(pairs.rows).toEqual([{ before: {}, after: {}, reason: "Đã xoá" }]);
  });
});

it("owes the merge a right on every table that refers to a person, also on those yet to come", async () => {
  const { rows } = await owner.query<{ name: string }>(
    `select c.conrelid::regclass::text as name from pg_constraint c join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1]
     where c.contype = 'f' and c.confrelid = 'person'::regclass and c.conrelid <> 'person_scope'::regclass
       and not (has_column_privilege('doanhoi_definer', c.conrelid, a.attnum, 'update')
         and exists (select 1 from pg_attribute i where i.attrelid = c.conrelid and i.attname = 'id'))`,
  );
  expect(rows, "grant select, update on the table to doanhoi_definer").toEqual([]);
});

it("a merge that is undone leaves the domain's tables as they were, whatever the two records held", async () => {
  const world = await cellWorld();
  const held = fc.record({
    start: fc.integer({ min: 0, max: 2000 }),
    days: fc.option(fc.integer({ min: 1, max: 900 }), { nil: null }),
    isSameBranch: fc.boolean(),
    phone: fc.constantFrom(null, "+84912345678", "+84987654321"),
    ethnicity: fc.constantFrom(null, "Tày", "Nùng"),
    hasPost: fc.boolean(),
    hasBasis: fc.boolean(),
    isProposed: fc.boolean(),
  });
  const third = await branch({ provinceId: world.provinceId, unitId: world.districtA });
  let undone = 0;
  await fc.assert(
    fc.asyncProperty(
      held,
      held,
      fc.subarray<TakenFact>(["full_name", "phone", "birth_date"]),
      async (first, second, take) => {
        const ids: string[] = [];
        for (const [index, one] of [first, second].entries()) {
          const branchId = index === 0 || one.isSameBranch ? world.cell : world.otherCell;
          const validFrom = addDays("2008-01-01", one.start);
          const { personId, membershipId } = await member({ branchId, validFrom });
          ids.push(personId);
          const until = one.days && addDays(validFrom, one.days);
          await owner.query("update person set phone = $2 where id = $1", [personId, one.phone]);
          if (until)
            await owner.query("update membership set valid_to = $2, end_kind = 'left' where id = $1", [
              membershipId,
              until,
            ]);
          if (one.ethnicity)
            await owner.query("insert into person_sensitive (person_id, ethnicity) values ($1, $2)", [
              personId,
              one.ethnicity,
            ]);
          if (one.hasPost)
            await row("post", {
              branch_id: branchId,
              person_id: personId,
              title: "committee_member",
              valid_from: validFrom,
              valid_to: until,
              recorded_by_id: newId(),
            });
          if (one.hasBasis)
            await row("privacy_basis", {
              person_id: personId,
              purpose: "management",
              kind: "legal",
              ground: "agreement",
              article: "Điều 8",
              evidence: "Sổ",
              given_on: "2014-01-01",
              recorded_by_id: newId(),
            });
          if (one.isProposed)
            await row("admission", {
              person_id: personId,
              branch_id: third,
              admit_on: "2014-12-01",
              proposed_by_id: newId(),
            });
        }
        const [kept = "", gone = ""] = ids;
        const before = await fingerprint(ids);
        const merged = await mergePersons(world.officer, deed(), merging(kept, gone, take));
        if (merged.ok) {
          expect(await fingerprint(ids)).not.toBe(before);
          expect(
            await undoPair(world.officer, deed(), { pairId: merged.value.pairId, reason: "Thử" }),
          ).toMatchObject({ ok: true });
          undone += 1;
        }
        expect(await fingerprint(ids)).toBe(before);
      },
    ),
    { numRuns: 40 },
  );
  expect(undone).toBeGreaterThan(5);
}, 120_000);
