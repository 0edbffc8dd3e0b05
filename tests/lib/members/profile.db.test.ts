import { describe, expect, it } from "vitest";
import { addDays } from "@/lib/dates/plain-date";
import { today } from "@/lib/dates/today";
import { withViewer } from "@/lib/db/scope";
import { correctProfile, recordAward, takeBackAward } from "@/lib/members/commands";
import { awardsOf, findPerson } from "@/lib/members/queries";
import { owner } from "@/tests/support/database";
import { deed, member } from "@/tests/support/factories";
import { cellWorld, newcomer } from "@/tests/support/factories-members";

const refusal = (answer: { ok: boolean; refusal?: string }) => (answer.ok ? "done" : answer.refusal);
const award = (membershipId: string, given: { on?: string } = {}) => ({
  ...{ membershipId, title: "Bằng khen của Tỉnh Đoàn", on: "2014-03-26", decisionNumber: "07 -QĐ/TĐ" },
  ...given,
});

describe("awards, a line each (§4.8)", () => {
  it("are written once by whoever keeps the member, and taken back when they were a mistake", async () => {
    const { secretary, outsiders, cell } = await cellWorld();
    const { personId, membershipId } = await member({ branchId: cell });
    expect(refusal(await recordAward(secretary, deed(), award(membershipId)))).toBe("done");
    expect(refusal(await recordAward(secretary, deed(), award(membershipId)))).toBe("already_recorded");
    const tomorrow = award(membershipId, { on: addDays(today(), 1) });
    expect(refusal(await recordAward(secretary, deed(), tomorrow))).toBe("date_in_future");
    const listed = () => withViewer(secretary, (tx) => awardsOf(secretary, tx, personId));
    const [written] = await listed();
    expect(written).toMatchObject({ title: "Bằng khen của Tỉnh Đoàn", on: "2014-03-26" });
    const awardId = written?.id ?? "";
    for (const [who, outsider] of Object.entries(outsiders)) {
      expect(refusal(await recordAward(outsider, deed(), award(membershipId))), who).toBe(
        "membership_not_found",
      );
      expect(refusal(await takeBackAward(outsider, deed(), { awardId })), who).toBe("award_not_found");
    }
    expect(refusal(await takeBackAward(secretary, deed(), { awardId }))).toBe("done");
    expect(refusal(await takeBackAward(secretary, deed(), { awardId }))).toBe("award_not_found");
    expect(await listed()).toEqual([]);
  });
});

describe("the book's minimum (§4.8)", () => {
  it("keeps where somebody joined and what they learned, and nothing of it once the person is erased", async () => {
    const { secretary, provinceId, cell } = await cellWorld();
    const { personId, membershipId } = await member({ branchId: cell });
    const facts = { ...newcomer(), joinedPlace: "Trường THPT (thử)", politicalTheory: "elementary" as const };
    const input = { ...facts, personId, version: 1, confirmed: [] };
    expect(refusal(await correctProfile(secretary, deed(), input))).toBe("done");
    await recordAward(secretary, deed(), award(membershipId));
    const found = () => withViewer(secretary, (tx) => findPerson(secretary, tx, personId));
    expect(await found()).toMatchObject({ joinedPlace: "Trường THPT (thử)", politicalTheory: "elementary" });
    await owner.query("insert into erased_person (person_id, province_id, shown_name) values ($1, $2, 'x')", [
      personId,
      provinceId,
    ]);
    expect(await found()).toMatchObject({ joinedPlace: null, politicalTheory: null });
    const [kept] = await withViewer(secretary, (tx) => awardsOf(secretary, tx, personId));
    expect(kept).toMatchObject({ title: expect.stringMatching(/^Đã xoá/), decisionNumber: null });
  });
});
