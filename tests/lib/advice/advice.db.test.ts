import { beforeAll, describe, expect, it, vi } from "vitest";
import type { Viewer } from "@/lib/access/policy";
import { moveAdvice, recordAdvice, takeBackAdvice, takeBackAdviceStep } from "@/lib/advice/commands";
import { adviceAbout, adviceWork, findAdvice, listAdvice, writingDesks } from "@/lib/advice/queries";
import { surveyReport } from "@/lib/advice/reports";
import { MOVES } from "@/lib/advice/rules";
import { adviceMoveSchema, adviceSchema } from "@/lib/advice/schema";
import { newId } from "@/lib/db/id";
import { withViewer } from "@/lib/db/scope";
import { AdviceMove, AdviceState } from "@/lib/generated/prisma/enums";
import { listWork } from "@/lib/worklist/queries";
import { owner } from "@/tests/support/database";
import { branch, deed, enterprise, province, viewer } from "@/tests/support/factories";
import { adviceAt, advising, answering } from "@/tests/support/factories-advice";
import { openedCase, plan } from "@/tests/support/factories-plans";

vi.hoisted(() => {
  process.env["BUSINESS_DATE"] = "2014-12-15";
});

beforeAll(async () => {
  await owner.query("insert into setting (key, value) values ('business_date', '2014-12-15')");
});

async function world() {
  const home = await province();
  const { provinceId, districtA, districtB } = home;
  const enterpriseId = await enterprise({ provinceId, unitId: districtA });
  const branchId = await branch({ provinceId, unitId: districtA, enterpriseIds: [enterpriseId] });
  const officer = (unitId: string, line: "both" | "union" | "association" = "both") =>
    viewer({ role: "unit_officer", provinceId, unitId, line });
  const away = await province();
  return {
    ...{ ...home, enterpriseId, branchId },
    officer: await officer(districtA),
    people: {
      "the unit's officer": await officer(districtA),
      "the unit's officer for the Đoàn": await officer(districtA, "union"),
      "the unit's officer for the Hội": await officer(districtA, "association"),
      "the sibling's officer": await officer(districtB),
      "the organisation department": await viewer({ role: "org_department", provinceId }),
      "the Hội department": await viewer({ role: "association_department", provinceId, line: "association" }),
      "the committee": await viewer({ role: "province_board", provinceId }),
      "a clerk": await viewer({ role: "province_clerk", provinceId }),
      "a secretary": await viewer({ role: "branch_secretary", provinceId, unitId: districtA, branchId }),
      "another province's officer": await viewer({
        ...{ role: "unit_officer", provinceId: away.provinceId, unitId: away.districtA },
      }),
    } satisfies Record<string, Viewer>,
  };
}

const stateOf = async (id: string) =>
  (await owner.query("select state, waiting_since::text as since from advice where id = $1", [id])).rows[0];

const asProgram = async (who: Viewer, statement: string, values: unknown[]) => {
  const { rows } = await owner.query("select token_hash from session where id = $1", [who.sessionId]);
  expect(rows).toHaveLength(1);
  return withViewer(who, (tx) => tx.$queryRawUnsafe(statement, ...values)).then(
    (answer) => ({ answer }),
    (error: unknown) => ({ refused: String(error) }),
  );
};

describe("rows 47, 48: state × move × who", () => {
  it("every legal move is done by the desk that sent the paper, every other refused", async () => {
    const { districtA, people } = await world();
    const mayMove = new Set(["the unit's officer", "the unit's officer for the Đoàn"]);
    const wrong: string[] = [];
    let tried = 0;
    for (const state of Object.values(AdviceState)) {
      for (const [name, who] of Object.entries(people)) {
        // Whoever is no desk of it is refused wherever something could move: asked once, of what waits.
        if (!mayMove.has(name) && state !== "waiting") continue;
        // One paper for all that is refused; a fresh one where something may move.
        let id = await adviceAt(districtA, state);
        for (const move of Object.values(AdviceMove)) {
          const isLegal = mayMove.has(name) && MOVES[move].from.includes(state);
          const { ok } = await moveAdvice(who, deed(), answering(id, move));
          tried += 1;
          if (ok !== isLegal) wrong.push(`${name}: ${state} → ${move} ${ok ? "done" : "refused"}`);
          const now = await stateOf(id);
          if (now.state !== (ok ? MOVES[move].to : state))
            wrong.push(`${name}: ${state} → ${move} is ${now.state}`);
          if (ok) id = await adviceAt(districtA, state);
        }
      }
    }
    expect(wrong).toEqual([]);
    expect(tried).toBe((2 * 4 + 8) * 6);
  }, 60_000);

  it("the database refuses what goes around the command: a step, a state, a move that is none", async () => {
    const { districtA, people } = await world();
    const who = people["the unit's officer"];
    const id = await adviceAt(districtA, "refused");
    const insert = `insert into advice_step (id, advice_id, "order", move, "on", recorded_by_id)
      values ($1::uuid, $2::uuid, 9, 'agreed', '2014-11-20', $3::uuid) returning id`;
    expect(await asProgram(who, insert, [newId(), id, who.accountId])).toHaveProperty("refused");
    const update = "update advice set state = 'agreed' where id = $1::uuid returning id";
    expect(await asProgram(who, update, [id])).toHaveProperty("refused");
    const move =
      "select access.move_advice($1::uuid, $2::uuid, 'agreed', '2014-11-20', null, null, null) as outcome";
    expect(await asProgram(who, move, [newId(), id])).toEqual({ answer: [{ outcome: "not_possible" }] });
    const stranger = people["the sibling's officer"];
    expect(await asProgram(stranger, move, [newId(), id])).toEqual({ answer: [{ outcome: "not_found" }] });
    expect(await stateOf(id)).toMatchObject({ state: "refused" });
  });
});

describe("a paper from sending to its outcome", () => {
  it("waits, is supplemented, agreed to and brings money; each step may be taken back from the end", async () => {
    const { districtA, officer } = await world();
    const recorded = await recordAdvice(officer, deed(), advising(districtA, { category: "resources" }));
    if (!recorded.ok) throw new Error(recorded.refusal);
    const { adviceId } = recorded.value;
    expect(await stateOf(adviceId)).toEqual({ state: "waiting", since: "2014-11-01" });
    const go = (move: AdviceMove, given = {}) =>
      moveAdvice(officer, deed(), answering(adviceId, move, given));
    expect((await go("more_wanted", { on: "2014-11-05" })).ok).toBe(true);
    expect(await go("supplemented", { on: "2014-11-04" })).toMatchObject({ refusal: "before_last_step" });
    expect(await go("supplemented", { on: "2014-12-16" })).toMatchObject({ refusal: "in_future" });
    expect(await go("supplemented", { on: "2014-11-06", content: null })).toMatchObject({
      refusal: "words_missing",
    });
    expect((await go("supplemented", { on: "2014-11-06" })).ok).toBe(true);
    expect(await stateOf(adviceId)).toEqual({ state: "waiting", since: "2014-11-06" });
    expect((await go("agreed", { on: "2014-11-10", content: null })).ok).toBe(true);
    const nothing = { content: null, documentNumber: null, granted: null };
    expect(await go("outcome", nothing)).toMatchObject({ refusal: "outcome_empty" });
    expect((await go("outcome", { ...nothing, granted: 3_000_000_000 })).ok).toBe(true);
    const page = await withViewer(officer, (tx) => findAdvice(officer, tx, adviceId));
    expect(page).toMatchObject({ state: "agreed", moves: ["outcome"], isDesk: true });
    expect(page?.steps.at(-1)).toMatchObject({ move: "outcome", granted: 3_000_000_000 });

    const [first] = page?.steps ?? [];
    const back = (stepId: string) => takeBackAdviceStep(officer, deed("Nhầm"), { stepId, why: "Nhầm" });
    expect(await back(first?.id ?? "")).toMatchObject({ refusal: "not_last" });
    for (let left = 4; left > 0; left -= 1) {
      const now = await withViewer(officer, (tx) => findAdvice(officer, tx, adviceId));
      expect((await back(now?.steps.at(-1)?.id ?? "")).ok).toBe(true);
    }
    expect(await stateOf(adviceId)).toEqual({ state: "waiting", since: "2014-11-01" });
    const { rows } = await owner.query(
      "select count(*)::int as n, count(voided_at)::int as voided from advice_step where advice_id = $1",
      [adviceId],
    );
    expect(rows[0]).toEqual({ n: 4, voided: 4 });
  });

  it("is taken back only while nothing was answered, by its desk, and is then nowhere listed", async () => {
    const { districtA, officer, people } = await world();
    const answered = await adviceAt(districtA, "agreed");
    const fresh = await adviceAt(districtA, "waiting");
    const back = (who: Viewer, adviceId: string) =>
      takeBackAdvice(who, deed("Nhầm"), { adviceId, why: "Nhầm" });
    expect(await back(officer, answered)).toMatchObject({ refusal: "answered" });
    expect(await back(people["the committee"], fresh)).toMatchObject({ refusal: "advice_not_found" });
    const raw = "update advice set voided_at = now() where id = $1::uuid returning id";
    expect(await asProgram(officer, raw, [answered])).toEqual({ answer: [] });
    expect((await back(officer, fresh)).ok).toBe(true);
    expect(await moveAdvice(officer, deed(), answering(fresh, "agreed"))).toMatchObject({
      refusal: "advice_not_found",
    });
    const list = await withViewer(officer, (tx) => listAdvice(officer, tx, {}));
    expect(list.rows.map(({ id }) => id)).toEqual([answered]);
  });

  it("is written in the name of a unit or the province, on its line, about what is in sight", async () => {
    const { districtA, districtB, provinceId, enterpriseId, people } = await world();
    const planId = await plan({ provinceId });
    const caseId = await openedCase({ enterpriseId, on: "2014-11-03" });
    const unit = people["the unit's officer"];
    const send = (who: Viewer, unitId: string, given = {}) =>
      recordAdvice(who, deed(), advising(unitId, given));
    const hoi = people["the Hội department"];
    const department = people["the organisation department"];
    const answers = [
      await send(unit, districtA, { caseId, planId }),
      await send(department, provinceId),
      await send(hoi, provinceId, { line: "association" }),
      await send(unit, districtB),
      await send(unit, provinceId),
      await send(department, districtA),
      await send(hoi, provinceId),
      await send(people["the unit's officer for the Hội"], districtA),
      await send(people["a secretary"], districtA),
      await send(people["the committee"], provinceId),
    ];
    expect(answers.map((answer) => answer.ok)).toEqual([true, true, true, ...Array(7).fill(false)]);
    const elsewhere = await enterprise({ provinceId, unitId: districtB });
    expect(await send(unit, districtA, { enterpriseId: elsewhere })).toMatchObject({
      refusal: "subject_not_found",
    });
    expect(await send(unit, districtA, { sentOn: "2014-12-16" })).toMatchObject({ refusal: "in_future" });
    expect(await send(unit, districtA, { answerBy: "2014-11-01" })).toMatchObject({
      refusal: "answer_before_sent",
    });
    // Row 41: beside the enterprise whose case it is about.
    const about = await withViewer(unit, (tx) => adviceAbout(unit, tx, enterpriseId));
    expect(about).toHaveLength(1);
    expect(about[0]).toMatchObject({ caseId, enterprise: { id: enterpriseId } });
    const sibling = people["the sibling's officer"];
    expect(await withViewer(sibling, (tx) => adviceAbout(sibling, tx, enterpriseId))).toEqual([]);
    const desks = await withViewer(hoi, (tx) => writingDesks(hoi, tx));
    expect(desks).toMatchObject([{ id: provinceId, lines: ["association"] }]);
  });
});

describe("what waits", () => {
  it("is the same by the condition and by the rule, and is work of the desk alone", async () => {
    const { districtA, officer, people } = await world();
    const quiet = await adviceAt(districtA, "waiting", {
      sent_on: "2014-10-01",
      waiting_since: "2014-10-01",
    });
    const late = await adviceAt(districtA, "waiting", { answer_by: "2014-12-01" });
    const wanted = await adviceAt(districtA, "more_wanted");
    await adviceAt(districtA, "waiting", { sent_on: "2014-12-01", waiting_since: "2014-12-01" });
    await adviceAt(districtA, "waiting", {
      ...{ sent_on: "2014-01-01", waiting_since: "2014-01-01", category: "situation" },
    });
    await adviceAt(districtA, "agreed");
    const all = await withViewer(officer, (tx) => listAdvice(officer, tx, {}));
    const chased = await withViewer(officer, (tx) => listAdvice(officer, tx, { show: "chase" }));
    expect(new Set(chased.rows.map(({ id }) => id))).toEqual(new Set([quiet, late, wanted]));
    expect(all.rows.filter(({ chase }) => chase !== null).map(({ id }) => id)).toEqual(
      chased.rows.map(({ id }) => id),
    );
    const work = await withViewer(officer, (tx) => adviceWork(officer, tx));
    expect(Object.fromEntries(work.map(({ key, consequence }) => [key, consequence]))).toEqual({
      [`advice:${quiet}`]: "open",
      [`advice:${late}`]: "late",
      [`advice:${wanted}`]: "blocks_others",
    });
    const mine = await withViewer(officer, (tx) => listWork(officer, tx));
    expect(mine.filter(({ key }) => key.startsWith("advice:"))).toHaveLength(3);
    for (const name of ["the committee", "the sibling's officer", "a secretary", "a clerk"] as const) {
      const who = people[name];
      expect(await withViewer(who, (tx) => adviceWork(who, tx)), name).toEqual([]);
    }
  });
});

describe("row 36: the report made of the survey", () => {
  it("has the dashboard's numbers, each with its list, for who writes papers and nobody else", async () => {
    const { provinceId, districtA, people } = await world();
    await plan({ provinceId });
    const officer = people["the unit's officer"];
    const report = await withViewer(officer, (tx) => surveyReport(officer, tx, { unit: districtA }));
    const numbers = report?.lines.flat().filter(({ href }) => href);
    expect(numbers?.[0]).toMatchObject({ text: "1" });
    expect(numbers?.map(({ href }) => href?.slice(0, 11))).toEqual(
      ["K1", "K17", "K2", "K3", "K4", "K5", "K6", "K8"].map((name) => `/records/${name}`.slice(0, 11)),
    );
    expect(report?.text).toContain("báo cáo thực trạng");
    for (const name of ["a secretary", "a clerk", "the committee"] as const) {
      const who = people[name];
      expect(await withViewer(who, (tx) => surveyReport(who, tx, {})), name).toBe(null);
    }
  });
});

it("money is whole đồng and words are said where something is missing", () => {
  const form = { adviceId: newId(), move: "outcome", on: "1/12/2014", granted: "15.000.000 đ" };
  expect(adviceMoveSchema.parse(form).granted).toBe(15_000_000);
  for (const granted of ["1,5", "0", "-3", "9999999999999999", "mười triệu"])
    expect(adviceMoveSchema.safeParse({ ...form, granted }).success, granted).toBe(false);
  const empty = adviceSchema.safeParse({});
  expect(empty.error?.issues.map(({ message }) => message)).toContain("Chọn nơi nhận");
});
