import { describe, expect, it } from "vitest";
import type { Viewer } from "@/lib/access/policy";
import { withViewer } from "@/lib/db/scope";
import { BranchPaperState } from "@/lib/generated/prisma/enums";
import { beginPaper, movePaper, writePaper } from "@/lib/papers/commands";
import { branchPapers, paperPage, papersInSight, papersWork } from "@/lib/papers/queries";
import { PAPER_MOVES, type PaperMove, type PaperParty, paperMovesFor, quarterOf } from "@/lib/papers/rules";
import { owner } from "@/tests/support/database";
import { deed, member, row } from "@/tests/support/factories";
import { around } from "@/tests/support/factories-composing";
import { activity } from "@/tests/support/factories-plans";
import { referralWorld } from "@/tests/support/factories-referrals";
import { value } from "@/tests/support/factories-transfers";

const CONTENT = {
  fromOn: "2014-10-01",
  toOn: "2014-12-31",
  words: "Sinh hoạt, ngày 5 hằng tháng, 3 lần",
} as const;

const paperAt = (branchId: string, state: BranchPaperState, kind: "plan" | "report" = "plan") =>
  row("branch_paper", {
    ...{ branch_id: branchId, kind, state, from_on: "2014-10-01", to_on: "2014-12-31", words: "Việc" },
    created_by_id: branchId,
  });

describe("state × move × who (row 38): the program and the database hold one table", () => {
  it("the organisation sends, the level above notes or returns, nobody else anything", async () => {
    const { cell, secretary, officer, outsiders } = await referralWorld();
    const people: Record<string, { who: Viewer; parties: readonly PaperParty[] }> = {
      "the secretary": { who: secretary, parties: ["keeper"] },
      "the unit's officer": { who: officer, parties: ["keeper", "above"] },
      "another chi đoàn's secretary": { who: outsiders["another chi đoàn's secretary"], parties: [] },
      "another province's officer": { who: outsiders["another province's officer"], parties: [] },
      "the organisation department": { who: outsiders["the organisation department"], parties: [] },
      "the province's committee": { who: outsiders["the province's committee"], parties: [] },
    };
    const wrong: string[] = [];
    for (const state of Object.values(BranchPaperState)) {
      for (const [name, { who, parties }] of Object.entries(people)) {
        for (const [move, { from, by }] of Object.entries(PAPER_MOVES)) {
          const paperId = await paperAt(cell, state);
          // The keys of PAPER_MOVES are exactly the moves.
          const { ok } = await movePaper(who, deed(), { paperId, move: move as PaperMove, note: "Ghi chú" });
          const isLegal = from.includes(state) && by.some((party) => parties.includes(party));
          if (ok !== isLegal) wrong.push(`${name}: ${state} → ${move} ${ok ? "done" : "refused"}`);
          const offered = paperMovesFor(state, parties, { isSender: false });
          if (offered.includes(move as PaperMove) !== isLegal) wrong.push(`${name}: ${move} offered wrongly`);
        }
      }
    }
    expect(wrong).toEqual([]);
  }, 60_000);

  it("the fence repeats it for what is sent around the commands, and a sent paper's words stand", async () => {
    const { cell, secretary, outsiders } = await referralWorld();
    const paperId = await paperAt(cell, "sent");
    const draftId = await paperAt(cell, "draft");
    const stranger = outsiders["another chi đoàn's secretary"];
    expect(await around(secretary, `update branch_paper set words = 'x' where id = '${paperId}'`)).toBe(
      false,
    );
    expect(await around(secretary, `update branch_paper set state = 'noted' where id = '${paperId}'`)).toBe(
      false,
    );
    expect(await around(stranger, `update branch_paper set words = 'x' where id = '${draftId}'`)).toBe(false);
    expect(await around(secretary, `update branch_paper set words = 'y' where id = '${draftId}'`)).toBe(true);
  });
});

it("a plan is written on a phone, sent, returned with the reason, put right, sent again and noted by another", async () => {
  const { cell, secretary, officer } = await referralWorld();
  const { paperId } = value(
    await beginPaper(secretary, deed(), { ...CONTENT, branchId: cell, kind: "plan" }),
  );
  const move = (who: Viewer, to: PaperMove, note: string | null = null) =>
    movePaper(who, deed(), { paperId, move: to, note });
  value(await move(secretary, "sent"));
  expect(await writePaper(secretary, deed(), { ...CONTENT, paperId, version: 2 })).toMatchObject({
    refusal: "not_possible",
  });
  const keys = (who: Viewer) =>
    withViewer(who, async (tx) => (await papersWork(who, tx)).map(({ key }) => key));
  expect(await keys(officer)).toEqual([`branch-paper:${paperId}`]);
  expect(await move(officer, "returned")).toMatchObject({ refusal: "reason_missing" });
  value(await move(officer, "returned", "Thiếu số lần"));
  expect(await keys(secretary)).toEqual([`branch-paper:${paperId}`]);
  expect(await writePaper(secretary, deed(), { ...CONTENT, paperId, version: 1 })).toMatchObject({
    refusal: "paper_changed_meanwhile",
  });
  value(await writePaper(secretary, deed(), { ...CONTENT, paperId, version: 3 }));
  // The officer may send it for them, and then does not note it.
  value(await move(officer, "sent"));
  expect(await move(officer, "noted")).toMatchObject({ refusal: "own_paper" });
  const page = await withViewer(officer, (tx) => paperPage(officer, tx, paperId));
  expect(page).toMatchObject({ state: "sent", moves: [] });
  expect(page?.steps.map(({ state }) => state)).toEqual(["sent", "returned", "sent"]);
  const listed = await withViewer(officer, (tx) => papersInSight(officer, tx));
  expect([listed.waiting.length, listed.others.length]).toEqual([0, 1]);
});

it("a report starts from the records, and its numbers freeze when it is sent", async () => {
  const { cell, secretary, officer, outsiders } = await referralWorld();
  const { personId } = await member({ branchId: cell });
  await activity({ branchId: cell, on: "2014-11-05" });
  await activity({ branchId: cell, on: "2014-09-05" });
  await row("fee", {
    ...{
      person_id: personId,
      branch_id: cell,
      month: "2014-11-01",
      amount: 4000,
      collected_on: "2014-11-20",
    },
    recorded_by_id: secretary.accountId,
  });
  const { paperId } = value(
    await beginPaper(secretary, deed(), { ...CONTENT, branchId: cell, kind: "report" }),
  );
  const figures = async (who: Viewer) =>
    (await withViewer(who, (tx) => paperPage(who, tx, paperId)))?.figures;
  expect(await figures(secretary)).toMatchObject({ meetings: 1, activities: 0, feePayers: 1, feeSum: 4000 });
  value(await movePaper(secretary, deed(), { paperId, move: "sent", note: null }));
  await activity({ branchId: cell, on: "2014-12-05" });
  expect(await figures(officer)).toMatchObject({ meetings: 1 });
  const stranger = outsiders["another chi đoàn's secretary"];
  expect(await figures(stranger)).toBeUndefined();
  expect(await withViewer(stranger, (tx) => branchPapers(stranger, tx, cell))).toBeNull();
  // The organisation comes under another unit: its papers go along.
  const other = outsiders["another chi đoàn's secretary"].appointments[0]?.unitId ?? "";
  await owner.query("update branch set unit_id = $2 where id = $1", [cell, other]);
  const { rows } = await owner.query("select unit_id from branch_paper_step where paper_id = $1", [paperId]);
  expect(rows).toEqual([{ unit_id: other }]);
});

it("the quarter of a day ends where the next begins", () => {
  expect(quarterOf("2014-12-15")).toEqual({ fromOn: "2014-10-01", toOn: "2014-12-31" });
  expect(quarterOf("2015-01-01")).toEqual({ fromOn: "2015-01-01", toOn: "2015-03-31" });
});
