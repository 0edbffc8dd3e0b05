import { describe, expect, it } from "vitest";
import type { Viewer } from "@/lib/access/policy";
import { recordHistory } from "@/lib/audit/queries";
import { addYears } from "@/lib/dates/plain-date";
import { today } from "@/lib/dates/today";
import { withViewer } from "@/lib/db/scope";
import {
  correctProfile,
  endMembership,
  givePost,
  proposeAdmission,
  stayAfterThirty,
} from "@/lib/members/commands";
import {
  branchPosts,
  findMembership,
  findPerson,
  listMembers,
  listMembersOfBranch,
  personPage,
  searchPersons,
  waitingAdmissions,
} from "@/lib/members/queries";
import { membersWaiting, peopleOfEnterprise } from "@/lib/members/reports";
import type { MemberFilter } from "@/lib/members/schema";
import { branch, deed, enterprise, member, row } from "@/tests/support/factories";
import { admission, cellWorld, newcomer } from "@/tests/support/factories-members";

const none: MemberFilter = {
  q: undefined,
  state: undefined,
  line: undefined,
  unit: undefined,
  after: undefined,
};
const listOf = (who: Viewer, branchId: string, filter: Partial<MemberFilter> = {}) =>
  withViewer(who, (tx) => listMembersOfBranch(who, tx, branchId, { ...none, ...filter }));
const namesOf = (page: Awaited<ReturnType<typeof listOf>>) =>
  page && "rows" in page ? page.rows.map(({ person }) => person.fullName) : null;

describe("members of an organisation", () => {
  it("stand by given name, the Vietnamese way", async () => {
    const { cell, secretary } = await cellWorld();
    const names = ["Bế Đăng Khoa", "Nông Văn Ân", "Đàm Thị Hoà", "Lục Văn An", "Ngô Thị Ánh", "Đàm Thị Hòa"];
    for (const fullName of names) await member({ branchId: cell, fullName });
    expect(namesOf(await listOf(secretary, cell))).toEqual([
      ...["Lục Văn An", "Ngô Thị Ánh", "Nông Văn Ân", "Đàm Thị Hoà", "Đàm Thị Hòa", "Bế Đăng Khoa"],
    ]);
  });

  it("are found without marks, by every word", async () => {
    const { cell, secretary } = await cellWorld();
    for (const fullName of ["Đàm Thị Hoà", "Đàm Văn Hoàng", "Nông Văn Sỹ"])
      await member({ branchId: cell, fullName });
    const found = async (q: string) => namesOf(await listOf(secretary, cell, { q }));
    expect(await found("dam hoa")).toEqual(["Đàm Thị Hoà", "Đàm Văn Hoàng"]);
    expect(await found("Hòa thị")).toEqual(["Đàm Thị Hoà"]);
    expect(await found("si")).toEqual(["Nông Văn Sỹ"]);
    expect(await found("100%")).toEqual([]);
  });

  it("come in pages that lose and repeat nobody", async () => {
    const { cell, secretary } = await cellWorld();
    for (let count = 0; count < 53; count += 1)
      await member({ branchId: cell, fullName: `Nông Văn An${count % 3}` });
    const seen: string[] = [];
    let after: string | undefined;
    do {
      const page = await listOf(secretary, cell, { after });
      if (!page || !("rows" in page)) throw new Error("No page");
      seen.push(...page.rows.map(({ id }) => id));
      after = page.next ?? undefined;
      expect(page.total).toBe(53);
    } while (after);
    expect(new Set(seen).size).toBe(53);
    expect(seen).toHaveLength(53);
  });

  it("V12, V13: the work list has exactly those past 30 without a post or a decision, and past 35", async () => {
    const { cell, secretary } = await cellWorld();
    const years = (age: number) => addYears(today(), -age);
    const at = async (fullName: string, age: number) =>
      member({ branchId: cell, fullName, birthDate: years(age) });
    await at("Nông Văn Ba Mươi", 30);
    await at("Nông Văn Ba Mốt", 31);
    const cadre = await at("Nông Văn Cán Bộ", 36);
    await givePost(secretary, deed(), {
      ...{ branchId: cell, personId: cadre.personId, title: "secretary", from: "2014-01-01" },
      ...{ exceptionReason: null, endPresentHead: false, confirmed: [] },
    });
    const stays = await at("Nông Văn Ở Lại", 33);
    await stayAfterThirty(secretary, deed(), { membershipId: stays.membershipId, stays: true });
    const tooLong = await at("Nông Văn Ở Mãi", 36);
    await stayAfterThirty(secretary, deed(), { membershipId: tooLong.membershipId, stays: true });
    const page = await listOf(secretary, cell, { state: "over30" });
    expect(namesOf(page)).toEqual(["Nông Văn Ở Mãi", "Nông Văn Ba Mốt"]);
    expect(page && "rows" in page && page.rows.map(({ maturity }) => maturity)).toEqual(["overdue", "due"]);
    expect(page?.counts).toMatchObject({ active: 5, over30: 2 });
  });

  it("ended and proposed ones have their own lists; each count is the length of its list", async () => {
    const { cell, secretary } = await cellWorld();
    const { membershipId } = await member({ branchId: cell, fullName: "Nông Văn Đi" });
    await member({ branchId: cell, fullName: "Nông Văn Ở" });
    await endMembership(secretary, deed(), { membershipId, endKind: "left", on: "2014-12-01", reason: null });
    await proposeAdmission(secretary, deed(), admission(cell, newcomer({ fullName: "Nông Văn Chờ" })));
    const page = await listOf(secretary, cell);
    expect(page?.counts).toEqual({
      ...{ active: 1, over30: 1, suspended: 0, lost_contact: 0, ended: 1, proposed: 1 },
    });
    expect(namesOf(page)).toEqual(["Nông Văn Ở"]);
    expect(namesOf(await listOf(secretary, cell, { state: "ended" }))).toEqual(["Nông Văn Đi"]);
    const waiting = await listOf(secretary, cell, { state: "proposed" });
    expect(waiting && "proposals" in waiting && waiting.proposals).toMatchObject([
      { person: { fullName: "Nông Văn Chờ" }, isMine: true, canDecide: false, canWithdraw: true },
    ]);
  });

  it("a đoàn cơ sở lists the members of its chi đoàn, its secretary reads both", async () => {
    const { provinceId, districtA, secretaryOf } = await cellWorld();
    const above = await branch({ provinceId, unitId: districtA, kind: "grassroots_union" });
    const below = await branch({ provinceId, unitId: districtA, parentId: above });
    await member({ branchId: below, fullName: "Nông Văn Dưới" });
    const upper = await secretaryOf(above);
    const lower = await secretaryOf(below);
    expect(namesOf(await listOf(upper, above))).toEqual(["Nông Văn Dưới"]);
    expect(namesOf(await listOf(lower, below))).toEqual(["Nông Văn Dưới"]);
    expect(await listOf(lower, above)).toBeNull();
  });

  it("is not found by who does not read its people", async () => {
    const { cell, outsiders } = await cellWorld();
    await member({ branchId: cell });
    const readers = ["the province's committee", "the organisation department"];
    for (const [who, outsider] of Object.entries(outsiders)) {
      expect((await listOf(outsider, cell)) !== null, who).toBe(readers.includes(who));
    }
  });
});

describe("everybody in scope", () => {
  it("each person once, with the organisations of both lines", async () => {
    const world = await cellWorld();
    const { provinceId, districtA, districtB, cell, officer, outsiders } = world;
    const chapter = await branch({ provinceId, unitId: districtA, line: "association" });
    const { personId } = await member({ branchId: cell, fullName: "Nông Văn Hai" });
    const hoi = await proposeAdmission(officer, deed(), admission(chapter, { id: personId }));
    expect(hoi.ok).toBe(true);
    await row("membership", {
      ...{ person_id: personId, branch_id: chapter, start_kind: "admitted" },
      ...{ valid_from: "2014-01-01", recorded_by_id: personId },
    });
    const far = await branch({ provinceId, unitId: districtB });
    await member({ branchId: far, fullName: "Nông Văn Xa" });
    const seenBy = (who: Viewer, filter: Partial<MemberFilter> = {}) =>
      withViewer(who, async (tx) => {
        const page = await listMembers(who, tx, { ...none, ...filter });
        expect(page.total).toBe(page.rows.length);
        return page.rows.map(({ fullName, memberships }) => `${fullName} ${memberships.length}`);
      });
    expect(await seenBy(officer)).toEqual(["Nông Văn Hai 2"]);
    expect(await seenBy(outsiders["the province's committee"])).toEqual(["Nông Văn Hai 2", "Nông Văn Xa 1"]);
    expect(await seenBy(outsiders["the province's committee"], { unit: districtB })).toEqual([
      "Nông Văn Xa 1",
    ]);
    expect(await seenBy(outsiders["the Hội department"])).toEqual(["Nông Văn Hai 1"]);
    expect(await seenBy(outsiders["another province's officer"])).toEqual([]);
    expect(await seenBy(officer, { line: "association" })).toEqual(["Nông Văn Hai 2"]);
  });

  it("a person's page shows what the viewer may see, and who else sees it", async () => {
    const { cell, secretary, outsiders } = await cellWorld();
    const { personId } = await member({ branchId: cell, fullName: "Nông Văn Một" });
    const page = (who: Viewer) => withViewer(who, (tx) => personPage(who, tx, personId));
    expect(await page(secretary)).toMatchObject({
      fullName: "Nông Văn Một",
      canCorrect: true,
      memberships: [{ branchId: cell, canKeep: true }],
      seenBy: [{ branchId: cell }],
    });
    expect(await page(outsiders["the province's committee"])).toMatchObject({
      canCorrect: false,
      memberships: [{ canKeep: false }],
    });
    for (const who of [
      "another chi đoàn's secretary",
      "the sibling district's officer",
      "the Hội department",
    ] as const) {
      expect(await page(outsiders[who]), who).toBeNull();
    }
  });

  it("a person's history is one line a deed, with what was changed", async () => {
    const { cell, secretary, officer, outsiders } = await cellWorld();
    const { personId, membershipId } = await member({ branchId: cell, fullName: "Nông Văn Cũ" });
    const profile = { ...newcomer({ fullName: "Nông Văn Mới" }), personId, version: 1, confirmed: [] };
    await correctProfile(secretary, deed(), profile);
    await endMembership(secretary, deed("xin thôi"), {
      membershipId,
      endKind: "left",
      on: "2014-12-01",
      reason: null,
    });
    const history = async (who: Viewer) => {
      const told = await withViewer(who, (tx) => recordHistory(who, tx, { kind: "person", id: personId }));
      return told?.deeds;
    };
    const [ended, corrected] = (await history(officer)) ?? [];
    expect(ended).toMatchObject({
      deed: "Kết thúc sinh hoạt",
      reason: "xin thôi",
      who: { name: secretary.name },
    });
    expect(corrected).toMatchObject({ deed: "Sửa hồ sơ cá nhân" });
    expect(corrected?.rows[0]?.changes).toContainEqual({
      label: "Họ và tên",
      before: "Nông Văn Cũ",
      after: "Nông Văn Mới",
    });
    expect(await history(outsiders["the sibling district's officer"])).toBeUndefined();
  });

  it("finds persons in sight for a form, members of the organisation left out", async () => {
    const { cell, otherCell, officer, secretary } = await cellWorld();
    await member({ branchId: cell, fullName: "Nông Thị Tìm" });
    const other = await member({ branchId: otherCell, fullName: "Nông Thị Tìm" });
    const found = (who: Viewer, exceptBranchId?: string) =>
      withViewer(who, async (tx) =>
        (await searchPersons(who, tx, { q: "tim", exceptBranchId })).map(({ id }) => id),
      );
    expect(await found(officer, cell)).toEqual([other.personId]);
    expect(await found(officer)).toHaveLength(2);
    expect(await found(secretary, cell)).toEqual([]);
  });

  it("a membership's form finds the row that took the place of the one it was opened with", async () => {
    const { cell, secretary } = await cellWorld();
    const { membershipId } = await member({ branchId: cell, birthDate: "1980-01-01" });
    await stayAfterThirty(secretary, deed(), { membershipId, stays: true });
    const found = await withViewer(secretary, (tx) => findMembership(secretary, tx, cell, membershipId));
    expect(found).toMatchObject({ staysAfterThirty: true, version: 2 });
    expect(found?.id).not.toBe(membershipId);
  });
});

describe("what waits", () => {
  it("for the officer the proposals of others, for the secretary their own; nothing for the rest", async () => {
    const world = await cellWorld();
    const { cell, secretary, officer, outsiders } = world;
    await proposeAdmission(secretary, deed(), admission(cell));
    await proposeAdmission(secretary, deed(), admission(cell));
    await member({ branchId: cell, birthDate: addYears(today(), -32) });
    const counts = (who: Viewer) => withViewer(who, (tx) => membersWaiting(who, tx));
    const lists = (who: Viewer) =>
      withViewer(who, async (tx) => {
        const { branches, mine } = await waitingAdmissions(who, tx);
        return [branches.flatMap(({ admissions }) => admissions).length, mine.length];
      });
    const nobody = { suspensionsEnding: 0, lostContact: 0 };
    expect(await counts(officer)).toEqual({ admissionsToDecide: 2, ownProposals: 0, over30: 1, ...nobody });
    expect(await lists(officer)).toEqual([2, 0]);
    expect(await counts(secretary)).toEqual({ admissionsToDecide: 0, ownProposals: 2, over30: 1, ...nobody });
    expect(await lists(secretary)).toEqual([0, 2]);
    for (const [who, outsider] of Object.entries(outsiders)) {
      const none = { admissionsToDecide: 0, ownProposals: 0, over30: 0, ...nobody };
      expect(await counts(outsider), who).toEqual(none);
      expect(await lists(outsider), who).toEqual([0, 0]);
    }
  });

  it("counts an enterprise's members by line, and names them only to who reads them", async () => {
    const { provinceId, districtA, officer, outsiders } = await cellWorld();
    const enterpriseId = await enterprise({ provinceId, unitId: districtA });
    const cell = await branch({ provinceId, unitId: districtA, enterpriseIds: [enterpriseId] });
    const chapter = await branch({
      provinceId,
      unitId: districtA,
      line: "association",
      enterpriseIds: [enterpriseId],
    });
    await member({ branchId: cell, fullName: "Nông Văn Đoàn" });
    await member({ branchId: cell, fullName: "Nông Văn Viên" });
    await member({ branchId: chapter, fullName: "Nông Văn Hội" });
    const people = (who: Viewer) => withViewer(who, (tx) => peopleOfEnterprise(who, tx, enterpriseId));
    expect(await people(officer)).toMatchObject({
      union: { total: 2, people: [{ fullName: "Nông Văn Đoàn" }, { fullName: "Nông Văn Viên" }] },
      association: { total: 1, people: [{ fullName: "Nông Văn Hội" }] },
    });
    expect(await people(outsiders["the Hội department"])).toMatchObject({
      union: { total: 2, people: null },
      association: { total: 1, people: [{ fullName: "Nông Văn Hội" }] },
    });
    expect(await people(outsiders["the sibling district's officer"])).toMatchObject({
      union: { total: 0, people: [] },
    });
  });

  it("V08: a committee that is too small is told beside the posts", async () => {
    const { cell, secretary, outsiders } = await cellWorld();
    for (let count = 0; count < 9; count += 1) await member({ branchId: cell });
    const page = (who: Viewer) => withViewer(who, (tx) => branchPosts(who, tx, cell));
    expect(await page(secretary)).toMatchObject({ finding: { rule: "V08", finding: "too_few", posts: 0 } });
    expect(await page(outsiders["the Hội department"])).toBeNull();
  });

  it("a record is not found out of sight", async () => {
    const { cell, outsiders } = await cellWorld();
    const { personId } = await member({ branchId: cell });
    const who = outsiders["another chi đoàn's secretary"];
    expect(await withViewer(who, (tx) => findPerson(who, tx, personId))).toBeNull();
  });
});
