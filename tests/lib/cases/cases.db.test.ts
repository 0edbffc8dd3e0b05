import { beforeAll, describe, expect, it } from "vitest";
import type { Viewer } from "@/lib/access/policy";
import { foundBranch } from "@/lib/branches/commands";
import { moveCase, setCaseScheme, tickPaper, voidCaseStep } from "@/lib/cases/commands";
import { casePage, casesWork, findCase, listCases } from "@/lib/cases/queries";
import { CASE_MOVES, MOVES, PAPERS, PLACES } from "@/lib/cases/rules";
import { newId } from "@/lib/db/id";
import { withViewer } from "@/lib/db/scope";
import type { CaseMove, Line } from "@/lib/generated/prisma/enums";
import { owner } from "@/tests/support/database";
import { branch, deed, enterprise, member, province, viewer } from "@/tests/support/factories";
import { founder, founding } from "@/tests/support/factories-branches";
import { allPapers, caseMove, caseStep, establishmentCase } from "@/tests/support/factories-cases";
import { acceptedSurvey, activity, campaign } from "@/tests/support/factories-plans";
import { communeOf } from "@/tests/support/factories-referrals";

async function world() {
  const { provinceId, districtA, districtB } = await province();
  const at = { provinceId, unitId: districtA };
  return {
    ...{ provinceId, districtA },
    officer: await viewer({ role: "unit_officer", ...at }),
    hoiOfficer: await viewer({ role: "unit_officer", line: "association", ...at }),
    sibling: await viewer({ role: "unit_officer", provinceId, unitId: districtB }),
    department: await viewer({ role: "org_department", provinceId }),
    hoiDepartment: await viewer({ role: "association_department", provinceId }),
    board: await viewer({ role: "province_board", provinceId }),
    clerk: await viewer({ role: "province_clerk", provinceId }),
    stranger: await viewer({ role: "org_department", provinceId: (await province()).provinceId }),
    campaignId: await campaign(provinceId),
  };
}
let given: Awaited<ReturnType<typeof world>>;
beforeAll(async () => {
  given = await world();
});

const newEnterprise = () => enterprise({ provinceId: given.provinceId, unitId: given.districtA });
const newCase = async (line: Line = "union") => {
  const enterpriseId = await newEnterprise();
  return { enterpriseId, caseId: await establishmentCase({ enterpriseId, line }) };
};
const see = (caseId: string, who: Viewer = given.officer) =>
  withViewer(who, async (tx) => {
    const found = await findCase(who, tx, caseId);
    if (!found) throw new Error("out of sight");
    return found;
  });
const go = async (caseId: string, move: CaseMove, who: Viewer = given.officer, changed = {}) =>
  moveCase(who, deed(), caseMove(caseId, move, { version: (await see(caseId)).version, ...changed }));
const survey = async (enterpriseId: string, unionMembersElsewhere: number | null = 4) => {
  const id = await acceptedSurvey({ campaignId: given.campaignId, enterpriseId, on: "2014-11-05" });
  await owner.query("update survey set union_members_elsewhere = $2 where id = $1", [
    id,
    unionMembersElsewhere,
  ]);
};
/** By hand, as a program that forgot its rules would. */
const byHand = async (who: Viewer, caseId: string, move: CaseMove, facts: object = {}) => {
  const { version } = await see(caseId);
  const written = JSON.stringify({ ...caseMove(caseId, move), fallbackId: newId(), ...facts });
  const [answer] = await withViewer(
    who,
    (tx) => tx.$queryRaw<{ outcome: string }[]>`
      select access.move_case(${caseId}::uuid, ${version}::int, ${newId()}::uuid, ${move}::case_move, '2014-12-01'::date,
        ${written}::jsonb) as outcome`,
  );
  return answer?.outcome;
};
const placeInDatabase = async (caseId: string) => {
  const { rows } = await owner.query(
    "select upkeep.case_place(c) as place from establishment_case c where c.id = $1",
    [caseId],
  );
  return rows[0]?.["place"];
};

describe("§1.10 (1): the database holds the same table", () => {
  it("from where each move goes", async () => {
    const cells = PLACES.flatMap((place) => CASE_MOVES.map((move) => ({ place, move })));
    const { rows } = await owner.query(
      `select upkeep.case_moves_from(c.place, c.move::case_move) as may
       from rows from (jsonb_to_recordset($1) as (place text, move text)) with ordinality as c (place, move, at) order by at`,
      [JSON.stringify(cells)],
    );
    expect(cells.map((cell, index) => ({ ...cell, may: rows[index]?.["may"] }))).toEqual(
      cells.map(({ place, move }) => ({ place, move, may: MOVES[move].from.includes(place) })),
    );
  });

  it("refuses an illegal move, and whoever's move it is not, where the program is gone round", async () => {
    const { caseId } = await newCase();
    expect(await byHand(given.officer, caseId, "launched")).toBe("not_possible");
    expect(await byHand(given.officer, caseId, "resumed")).toBe("not_possible");
    expect(await byHand(given.officer, caseId, "appraised")).toBe("not_found");
    expect(await byHand(given.department, caseId, "appraised")).toBe("not_possible");
    expect(await byHand(given.officer, caseId, "submitted")).toBe("dossier_incomplete");
    for (const who of [given.sibling, given.hoiOfficer, given.department, given.hoiDepartment, given.board]) {
      expect(await byHand(who, caseId, "mobilising")).toBe("not_found");
    }
    for (const who of [given.clerk, given.stranger]) {
      expect(await byHand(who, caseId, "mobilising")).toBe("not_found");
    }
  });

  it("takes neither steps nor papers nor changes of a case by statement", async () => {
    const { caseId } = await newCase();
    const statements = [
      `insert into case_step (id, case_id, "order", move, "on", recorded_by_id) values (gen_random_uuid(), '${caseId}', 1, 'mobilising', '2014-12-01', gen_random_uuid())`,
      `update establishment_case set difficulty = 'x' where id = '${caseId}'`,
      `insert into case_paper (id, case_id, kind, "on", recorded_by_id) values (gen_random_uuid(), '${caseId}', 'request', '2014-12-01', gen_random_uuid())`,
    ];
    for (const statement of statements) {
      await expect(withViewer(given.officer, (tx) => tx.$executeRawUnsafe(statement))).rejects.toThrow(
        /permission denied/,
      );
    }
  });
});

describe("§1.11: whose move it is", () => {
  const submitted = async (line: Line) => {
    const { caseId } = await newCase(line);
    await allPapers(caseId);
    await caseStep(caseId, 1, "submitted");
    return caseId;
  };
  it.each([
    ["union", "department", true],
    ["union", "hoiDepartment", false],
    ["union", "officer", false],
    ["union", "board", false],
    ["union", "stranger", false],
    ["association", "department", false],
    ["association", "hoiDepartment", true],
    ["association", "hoiOfficer", false],
  ] as const)("a dossier of the %s line is accepted by %s: %s", async (line, who, may) => {
    const caseId = await submitted(line);
    const appraised = await moveCase(given[who], deed(), caseMove(caseId, "appraised"));
    expect(appraised.ok).toBe(may);
    if (!may) expect(appraised).toMatchObject({ refusal: "case_not_found" });
    expect(await placeInDatabase(caseId)).toBe(may ? "appraised" : "submitted");
  });

  it("shows a dossier that waits to its department, and to nobody else", async () => {
    const caseId = await submitted("union");
    const waits = (who: Viewer) => withViewer(who, (tx) => casesWork(who, tx));
    expect(await waits(given.department)).toContainEqual(
      expect.objectContaining({ key: `case:${caseId}`, consequence: "blocks_others" }),
    );
    expect((await waits(given.hoiDepartment)).map(({ key }) => key)).not.toContain(`case:${caseId}`);
    expect((await waits(given.officer)).map(({ key }) => key)).not.toContain(`case:${caseId}`);
  });
});

describe("a case from its survey to a stable organisation", () => {
  it("walks the whole way, and the database agrees at every step", async () => {
    const { enterpriseId, caseId } = await newCase();
    const agree = async (place: string) => {
      expect((await see(caseId)).place).toBe(place);
      expect(await placeInDatabase(caseId)).toBe(place);
    };
    await agree("not_surveyed");
    await survey(enterpriseId, 2);
    await agree("surveyed");
    expect(await go(caseId, "eligible")).toMatchObject({
      ...{ refusal: "too_few_members", details: { known: 2, minimum: 3 } },
    });
    await owner.query("update survey set union_members_elsewhere = 4 where enterprise_id = $1", [
      enterpriseId,
    ]);
    expect((await go(caseId, "eligible", given.officer, { reason: null })).ok).toBe(true);
    await agree("eligible");
    expect(await go(caseId, "mobilising", given.officer, { reason: null })).toMatchObject({
      ...{ refusal: "reason_needed", details: { why: "skips" } },
    });
    expect((await go(caseId, "reported", given.officer, { answer: "waiting" })).ok).toBe(true);
    expect(await go(caseId, "mobilising", given.officer, { reason: null })).toMatchObject({
      ...{ refusal: "reason_needed", details: { why: "not_agreed" } },
    });
    expect((await go(caseId, "reported", given.officer, { answer: "agreed" })).ok).toBe(true);
    expect((await go(caseId, "mobilising", given.officer, { reason: null })).ok).toBe(true);
    await agree("mobilising");
    expect(await go(caseId, "submitted")).toMatchObject({ refusal: "dossier_incomplete" });
    for (const kind of PAPERS) {
      const input = { caseId, kind, on: "2014-12-01", note: "01-TTr" };
      expect((await tickPaper(given.officer, deed(), input)).ok).toBe(true);
    }
    expect((await go(caseId, "submitted", given.officer, { reason: null })).ok).toBe(true);
    await agree("submitted");
    const late = { caseId, kind: "request" as const, on: null, note: null };
    expect(await tickPaper(given.officer, deed(), late)).toMatchObject({ refusal: "not_possible" });
    expect((await go(caseId, "returned", given.department)).ok).toBe(true);
    await agree("mobilising");
    expect((await go(caseId, "submitted")).ok).toBe(true);
    expect((await go(caseId, "appraised", given.department)).ok).toBe(true);
    await agree("appraised");
    const input = founding(enterpriseId, {
      ...{ establishedOn: "2014-12-05", decisionOn: "2014-12-04", secretary: 0 },
    });
    const founded = await foundBranch(given.officer, deed(), input);
    expect(founded).toMatchObject({ ok: true });
    await agree("decided");
    expect(await go(caseId, "launched", given.officer, { on: "2014-12-04" })).toMatchObject({
      refusal: "before_founding",
    });
    expect((await go(caseId, "launched", given.officer, { on: "2014-12-08" })).ok).toBe(true);
    await agree("launched");
    await owner.query("update branch set last_congress_on = '2014-12-10' where id = $1", [
      founded.ok ? founded.value.branchId : "",
    ]);
    await agree("first_congress");
    expect((await go(caseId, "stable", given.officer, { on: "2014-12-10", reason: null })).ok).toBe(true);
    await agree("stable");
    expect((await go(caseId, "closed", given.officer, { on: "2014-12-11", outcome: "done" })).ok).toBe(true);
    await agree("closed");
    const page = await withViewer(given.officer, (tx) => casePage(given.officer, tx, caseId));
    expect(page?.reached.map(({ stage }) => stage)).toEqual([
      ...["not_surveyed", "surveyed", "eligible", "reported", "mobilising", "submitted", "appraised"],
      ...["decided", "launched", "first_congress", "stable"],
    ]);
  });

  it("one founding of a chi đoàn ghép brings the case of every enterprise to its decision", async () => {
    const [one, other] = [await newCase(), await newCase()];
    const input = founding(one.enterpriseId, { coveredIds: [other.enterpriseId], confirmed: ["V20"] });
    const founded = await foundBranch(given.officer, deed(), { ...input, skipReason: "Đã làm từ trước" });
    expect(founded).toMatchObject({ ok: true });
    expect((await see(one.caseId)).place).toBe("decided");
    expect((await see(other.caseId)).place).toBe("decided");
  });
});

describe("a step that was wrong", () => {
  it("is voided with its reason, the last one only, and takes along what it brought", async () => {
    const { caseId } = await newCase();
    await go(caseId, "reported", given.officer, { on: "2014-11-10" });
    await go(caseId, "hard", given.officer, { on: "2014-11-12" });
    const { steps, version, difficulty } = await see(caseId);
    expect(difficulty).not.toBeNull();
    const undo = (stepId: string, who = given.officer, at = version) =>
      voidCaseStep(who, deed(), { stepId, caseId, version: at, reason: "Ghi nhầm" });
    expect(await undo(steps[0]?.id ?? "")).toMatchObject({ refusal: "not_last" });
    expect(await undo(steps[1]?.id ?? "", given.department)).toMatchObject({ refusal: "case_not_found" });
    expect(await undo(steps[1]?.id ?? "")).toMatchObject({ ok: true });
    const after = await see(caseId);
    expect(after).toMatchObject({ place: "reported", difficulty: null });
    expect((await undo(steps[0]?.id ?? "", given.officer, after.version)).ok).toBe(true);
    expect(await see(caseId)).toMatchObject({ place: "not_surveyed", reportedToPartyOn: null });
    const { rows } = await owner.query(
      "select count(*)::int as kept from case_step where case_id = $1 and voided_at is not null and void_reason = 'Ghi nhầm'",
      [caseId],
    );
    expect(rows[0]).toEqual({ kept: 2 });
  });

  it("opens a closed case again, unless another is open by now", async () => {
    const { caseId, enterpriseId } = await newCase();
    await go(caseId, "closed");
    const { steps, version } = await see(caseId);
    const undo = { stepId: steps[0]?.id ?? "", caseId, version, reason: "Đóng nhầm" };
    const second = await establishmentCase({ enterpriseId });
    expect(await voidCaseStep(given.officer, deed(), undo)).toMatchObject({ refusal: "case_already_open" });
    await owner.query(
      "update establishment_case set closed_on = '2014-12-01', closing_reason = 'Thừa' where id = $1",
      [second],
    );
    expect((await voidCaseStep(given.officer, deed(), undo)).ok).toBe(true);
    expect((await see(caseId)).place).toBe("not_surveyed");
  });
});

describe("row 43, V35: the fallback", () => {
  it("is closed as done only after an activity of the organisation that stands in, on both sides", async () => {
    const { caseId, enterpriseId } = await newCase();
    expect((await go(caseId, "hard")).ok).toBe(true);
    const rows = await withViewer(given.hoiOfficer, (tx) =>
      listCases(given.hoiOfficer, tx, { enterpriseId }),
    );
    const fallback = rows.find(({ fallbackForId }) => fallbackForId === caseId);
    if (!fallback) throw new Error("no fallback was opened");
    const done = { outcome: "done" as const };
    expect(await go(caseId, "closed", given.officer, done)).toMatchObject({ refusal: "not_founded" });
    const club = {
      ...founding(enterpriseId),
      line: "association" as const,
      kind: "club" as const,
      name: "CLB thử",
    };
    const founded = await foundBranch(given.hoiOfficer, deed(), {
      ...club,
      confirmed: ["V20"],
      skipReason: "Gấp",
    });
    if (!founded.ok) throw new Error(founded.refusal);
    expect(await go(caseId, "closed", given.officer, done)).toMatchObject({ refusal: "no_activity" });
    expect(await go(fallback.id, "closed", given.hoiOfficer, done)).toMatchObject({ refusal: "no_activity" });
    expect(await byHand(given.hoiOfficer, fallback.id, "closed", done)).toBe("no_activity");
    await activity({ branchId: founded.value.branchId, on: "2014-12-01" });
    expect((await go(fallback.id, "closed", given.hoiOfficer, done)).ok).toBe(true);
    expect((await go(caseId, "closed", given.officer, done)).ok).toBe(true);
  });
});

describe("row 42: the province's own steps", () => {
  it("are the organisation department's; a case keeps the scheme of the day it was opened", async () => {
    const own = await world();
    const { provinceId, department } = own;
    const scheme = {
      provinceId,
      validFrom: "2014-11-10",
      stages: [],
      idleDays: { surveyed: 10 },
      reason: "Đổi",
    };
    for (const who of [own.officer, own.hoiDepartment, own.board, given.department]) {
      expect(await setCaseScheme(who, deed(), scheme)).toMatchObject({ refusal: "province_not_found" });
    }
    expect((await setCaseScheme(department, deed(), scheme)).ok).toBe(true);
    // The same day again corrects what was said of it.
    expect((await setCaseScheme(department, deed(), { ...scheme, idleDays: { surveyed: 20 } })).ok).toBe(
      true,
    );
    const at = { provinceId, unitId: own.districtA };
    const [before, after] = [await enterprise(at), await enterprise(at)];
    await establishmentCase({ enterpriseId: before, openedOn: "2014-11-09" });
    await establishmentCase({ enterpriseId: after, openedOn: "2014-11-10" });
    const rows = await withViewer(department, (tx) => listCases(department, tx));
    const of = (id: string) => rows.find(({ enterpriseId }) => enterpriseId === id)?.scheme;
    expect(of(before)?.stages).toContain("mobilising");
    expect(of(after)).toMatchObject({ stages: [], idleDays: { surveyed: 20 } });
  });
});

describe("a unit that is merged", () => {
  it("hands its cases over with their steps: the new unit goes on, the old one sees nothing", async () => {
    const { caseId, enterpriseId } = await newCase();
    await go(caseId, "mobilising");
    const unitB = given.sibling.appointments[0]?.unitId ?? "";
    await owner.query("update enterprise_management set unit_id = $2 where enterprise_id = $1", [
      enterpriseId,
      unitB,
    ]);
    expect(await withViewer(given.officer, (tx) => findCase(given.officer, tx, caseId))).toBeUndefined();
    expect(await see(caseId, given.sibling)).toMatchObject({
      place: "mobilising",
      moves: expect.arrayContaining(["reported"]),
    });
    const { rows } = await owner.query("select union_unit_id as unit from case_step where case_id = $1", [
      caseId,
    ]);
    expect(rows).toEqual([{ unit: unitB }]);
  });
});

it("is of no use to a row of another case: a step is voided in its own case only", async () => {
  const [one, other] = [await newCase(), await newCase()];
  const stepId = await caseStep(other.caseId, 1, "mobilising");
  const input = { stepId, caseId: one.caseId, version: 1, reason: "Thử" };
  expect(await voidCaseStep(given.officer, deed(), input)).toMatchObject({ refusal: "case_not_found" });
});

describe("§2.2, enterprise rule 2: a nucleus where its members live", () => {
  const residents = async (areaIds: readonly (string | null)[]) => {
    const branchId = await branch({ provinceId: given.provinceId, unitId: given.districtA });
    return Promise.all(
      areaIds.map(async (areaId, index) => {
        const { personId } = await member({ branchId, fullName: `Hoàng Văn Cư ${"ABC"[index]}` });
        await owner.query("update person set area_id = $2 where id = $1", [personId, areaId]);
        await owner.query(
          "update membership set valid_to = '2014-11-01', end_kind = 'left' where person_id = $1 and voided_at is null",
          [personId],
        );
        return personId;
      }),
    );
  };
  const nucleus = (enterpriseId: string, residenceAreaId: string, people: readonly string[], changed = {}) =>
    foundBranch(
      given.officer,
      deed(),
      founding(enterpriseId, {
        ...{ residenceAreaId, confirmed: ["V20"], skipReason: "Lập theo nơi cư trú" },
        founders: people.map((person, row) => ({ ...founder(row), person })),
        ...changed,
      }),
    );

  it("is founded by three who work there and live in one commune, for an enterprise without Đoàn", async () => {
    const areaId = await communeOf(given.districtA);
    const apart = await residents([areaId, areaId, null]);
    const enterpriseId = await newEnterprise();
    expect(await nucleus(enterpriseId, areaId, apart)).toMatchObject({
      ...{ refusal: "nucleus_too_small", details: { living: 2, minimum: 3 } },
    });
    const together = await residents([areaId, areaId, areaId]);
    expect(await nucleus(enterpriseId, areaId, together)).toMatchObject({ ok: true });
    const elsewhere = given.sibling.appointments[0]?.unitId ?? "";
    const home = await communeOf(elsewhere);
    const byResidence = { decidedBy: elsewhere };
    // V21: the Đoàn of the residence decides about a nucleus there, about nothing else.
    const other = await newEnterprise();
    expect(await nucleus(other, home, await residents([home, home, home]), byResidence)).toMatchObject({
      ok: true,
    });
    expect(
      await nucleus(await newEnterprise(), areaId, await residents([areaId, areaId, areaId]), byResidence),
    ).toMatchObject({
      ...{ refusal: "rule_blocks", details: { findings: [{ rule: "V21" }] } },
    });
    expect(await nucleus(enterpriseId, areaId, await residents([areaId, areaId, areaId]))).toMatchObject({
      refusal: "nucleus_not_needed",
    });
  });
});
