import { describe, expect, it } from "vitest";
import type { Viewer } from "@/lib/access/policy";
import { assignSurveys } from "@/lib/assignments/commands";
import { assignmentsWork } from "@/lib/assignments/queries";
import { campaignTasks } from "@/lib/assignments/reports";
import { newId } from "@/lib/db/id";
import { type Tx, withViewer } from "@/lib/db/scope";
import { WorkingGroupState } from "@/lib/generated/prisma/enums";
import {
  addGroupMember,
  addGroupProduct,
  dissolveWorkingGroup,
  endGroupMember,
  establishWorkingGroup,
  planGroupVisit,
  planWorkingGroup,
  removeGroupLine,
  reportWorkingGroup,
  sendWorkingGroup,
  undoGroupStep,
} from "@/lib/working-groups/commands";
import { groupPage, listGroups, workingGroupsWork } from "@/lib/working-groups/queries";
import { MOVES, type Move, movesFor } from "@/lib/working-groups/rules";
import { owner } from "@/tests/support/database";
import { deed, row } from "@/tests/support/factories";
import { foundingPlace } from "@/tests/support/factories-branches";
import { acceptedSurvey, campaign, plan } from "@/tests/support/factories-plans";
import { groupStep, workingGroup } from "@/tests/support/factories-working-groups";

const GO: Record<Move, typeof establishWorkingGroup> = {
  established: establishWorkingGroup,
  surveying: sendWorkingGroup,
  reported: reportWorkingGroup,
  dissolved: dissolveWorkingGroup,
};
const MOVE_NAMES = Object.keys(MOVES) as Move[];
const WHO = [
  "officer",
  "hoiOfficer",
  "sibling",
  "department",
  "hoiDepartment",
  "board",
  "foreigner",
] as const;
const KEEPERS: readonly string[] = ["officer", "hoiOfficer"];

const refusal = (answer: { ok: true } | { ok: false; refusal: string }) =>
  answer.ok ? "done" : answer.refusal;
const stateOf = async (id: string) =>
  (await owner.query("select state from working_group where id = $1", [id])).rows[0].state;

describe("state × move × who (§1.10 (12)): the program and the database hold one table", () => {
  it("every legal move is done, every other refused, for each role; a statement around the command is refused", async () => {
    const place = await foundingPlace();
    const wrong: string[] = [];
    let tried = 0;
    for (const state of Object.values(WorkingGroupState)) {
      for (const who of WHO) {
        const id = await workingGroup(place.unitId, state);
        for (const move of MOVE_NAMES) {
          const viewer: Viewer = place[who];
          const isLegal = movesFor(state, KEEPERS.includes(who)).includes(move);
          const { ok } = await GO[move](viewer, deed(), groupStep(id));
          tried += 1;
          if (ok !== isLegal) wrong.push(`${who}: ${state} → ${move} ${ok ? "done" : "refused"}`);
          if (!ok && (await stateOf(id)) !== state)
            wrong.push(`${who}: ${state} → ${move} refused and moved`);
          // Back to where it was, for the next move.
          if (ok) {
            await owner.query(
              "delete from working_group_step where group_id = $1 and \"on\" = '2014-12-01'",
              [id],
            );
            await owner.query("update working_group set state = $2::working_group_state where id = $1", [
              id,
              state,
            ]);
          }
        }
      }
    }
    expect(wrong).toEqual([]);
    expect(tried).toBe(5 * WHO.length * 4);
    const { officer, unitId } = place;
    const id = await workingGroup(unitId, "planned");
    const around = [
      (tx: Tx) => tx.$executeRaw`update working_group set state = 'reported' where id = ${id}::uuid`,
      (
        tx: Tx,
      ) => tx.$executeRaw`insert into working_group_step (id, group_id, "order", state, "on", recorded_by_id)
          values (${newId()}::uuid, ${id}::uuid, 9, 'reported', '2014-12-01', ${officer.accountId}::uuid)`,
      (tx: Tx) => tx.$executeRaw`insert into working_group (id, unit_id, name, state, created_by_id)
          values (${newId()}::uuid, ${unitId}::uuid, 'x', 'reported', ${officer.accountId}::uuid)`,
    ];
    // One after another: a refusal that nobody waits for yet would be an error of nobody's.
    for (const statement of around) {
      await expect(withViewer(officer, statement)).rejects.toThrow(/permission denied/);
    }
  }, 120_000);
});

describe("a working group from plan to end (row 57)", () => {
  it("needs a head and a decision, goes out, reports, goes back with a reason, and each step stays told", async () => {
    const { officer, unitId } = await foundingPlace();
    const planned = await planWorkingGroup(officer, deed(), {
      ...{ unitId, name: "Tổ công tác số 1", purpose: "Khảo sát", on: "2014-11-01" },
    });
    if (!planned.ok) throw new Error(planned.refusal);
    const { groupId } = planned.value;
    const step = groupStep(groupId);
    expect(refusal(await establishWorkingGroup(officer, deed(), step))).toBe("head_needed");
    const head = {
      ...{ groupId, accountId: officer.accountId, name: null, body: null, role: "head" as const },
      ...{ validFrom: "2014-11-10", validTo: null },
    };
    expect(refusal(await addGroupMember(officer, deed(), head))).toBe("done");
    const second = { ...head, accountId: null, name: "Người của Liên đoàn Lao động" };
    expect(refusal(await addGroupMember(officer, deed(), second))).toBe("head_there_is");
    expect(refusal(await addGroupMember(officer, deed(), { ...second, role: "member" }))).toBe("done");
    expect(refusal(await establishWorkingGroup(officer, deed(), { ...step, documentNumber: null }))).toBe(
      "document_needed",
    );
    expect(refusal(await establishWorkingGroup(officer, deed(), { ...step, on: "2014-10-31" }))).toBe(
      "before_last_step",
    );
    for (const move of ["established", "surveying", "reported"] as const)
      expect(refusal(await GO[move](officer, deed(), step)), move).toBe("done");
    expect(refusal(await sendWorkingGroup(officer, deed(), { ...step, note: null }))).toBe("reason_needed");
    expect(refusal(await sendWorkingGroup(officer, deed(), step))).toBe("done");
    const page = await withViewer(officer, (tx) => groupPage(officer, tx, groupId));
    expect(page?.steps.map(({ state }) => state)).toEqual([
      "planned",
      "established",
      "surveying",
      "reported",
      "surveying",
    ]);
    expect(page).toMatchObject({
      state: "surveying",
      decision: "15 -QĐ/ĐTN",
      members: [{ role: "head" }, {}],
    });
  });

  it("a step entered by mistake is voided and the group is where it was; the first one stays", async () => {
    const { officer, sibling, unitId } = await foundingPlace();
    const groupId = await workingGroup(unitId, "surveying");
    expect(refusal(await undoGroupStep(sibling, deed("x"), { groupId }))).toBe("group_not_found");
    expect(refusal(await undoGroupStep(officer, deed("Ghi nhầm"), { groupId }))).toBe("done");
    expect(await stateOf(groupId)).toBe("established");
    const { rows } = await owner.query(
      'select state, voided_at is null as stands from working_group_step where group_id = $1 order by "order"',
      [groupId],
    );
    expect(rows.map(({ stands }) => stands)).toEqual([true, true, false]);
    await undoGroupStep(officer, deed("x"), { groupId });
    expect(refusal(await undoGroupStep(officer, deed("x"), { groupId }))).toBe("not_possible");
  });

  it("its enterprises are work of its members, its surveys follow from them, and go free when it is dissolved", async () => {
    const place = await foundingPlace();
    const { officer, hoiOfficer, department, provinceId, unitId, enterpriseId } = place;
    await plan({ provinceId });
    const campaignId = await campaign(provinceId);
    const groupId = await workingGroup(unitId, "surveying", { headId: hoiOfficer.accountId });
    const handing = {
      ...{ campaignId, enterprises: [enterpriseId], whole: false, unit: null, area: null },
      ...{ surveyorId: null, workingGroupId: groupId, dueOn: null, reason: null },
    };
    const other = await workingGroup(place.otherUnitId, "surveying");
    expect(refusal(await assignSurveys(officer, deed(), { ...handing, workingGroupId: other }))).toBe(
      "surveyor_elsewhere",
    );
    expect(refusal(await assignSurveys(officer, deed(), handing))).toBe("done");
    expect(await withViewer(hoiOfficer, (tx) => assignmentsWork(hoiOfficer, tx))).toHaveLength(1);
    expect(await withViewer(officer, (tx) => assignmentsWork(officer, tx))).toEqual([]);
    const mine = await withViewer(hoiOfficer, (tx) =>
      campaignTasks(hoiOfficer, tx, campaignId, { person: "me" }),
    );
    expect(mine?.rows).toMatchObject([{ id: enterpriseId, surveyor: "Tổ công tác thử" }]);
    await row("survey_assignment", {
      ...{ campaign_id: await campaign(provinceId), enterprise_id: enterpriseId, working_group_id: groupId },
      ...{ valid_from: "2014-11-05", recorded_by_id: officer.accountId },
    });
    await acceptedSurvey({ campaignId, enterpriseId, on: "2014-11-10" });
    const [listed] = await withViewer(department, (tx) => listGroups(department, tx, { unit: unitId }));
    expect(listed).toMatchObject({ enterprises: 2 });
    expect(refusal(await dissolveWorkingGroup(officer, deed("x"), groupStep(groupId)))).toBe("done");
    const { rows } = await owner.query(
      "select end_reason from survey_assignment where working_group_id = $1 and voided_at is null",
      [groupId],
    );
    expect(rows).toEqual([{ end_reason: "Tổ công tác giải thể" }]);
    const free = await withViewer(officer, (tx) =>
      campaignTasks(officer, tx, campaignId, { show: "assigned" }),
    );
    expect(free?.rows).toEqual([]);
  });

  it("a planned visit waits until somebody was there; what it made is a line that can be taken back", async () => {
    const { officer, unitId, enterpriseId } = await foundingPlace();
    const groupId = await workingGroup(unitId, "surveying");
    const visit = { groupId, enterpriseId, plannedOn: "2014-11-20", content: "Gặp chủ doanh nghiệp" };
    expect(refusal(await planGroupVisit(officer, deed(), visit))).toBe("done");
    const work = () => withViewer(officer, (tx) => workingGroupsWork(officer, tx));
    expect(await work()).toMatchObject([{ consequence: "late", href: `/working-groups/${groupId}` }]);
    await row("visit", {
      ...{ enterprise_id: enterpriseId, on: "2014-11-21", met: "Giám đốc", purpose: "x", result: "x" },
      recorded_by_id: officer.accountId,
    });
    expect(await work()).toEqual([]);
    const advice = {
      groupId,
      kind: "advice" as const,
      on: "2014-12-01",
      text: "Tham mưu",
      documentNumber: null,
    };
    expect(refusal(await addGroupProduct(officer, deed(), { ...advice, on: "2999-01-01" }))).toBe(
      "in_future",
    );
    expect(refusal(await addGroupProduct(officer, deed(), advice))).toBe("done");
    const page = () => withViewer(officer, (tx) => groupPage(officer, tx, groupId));
    const id = (await page())?.products[0]?.id ?? "";
    const removing = { groupId, line: { kind: "product", id }, why: "Nhầm" };
    expect(refusal(await removeGroupLine(officer, deed("Nhầm"), removing))).toBe("done");
    expect((await page())?.products).toEqual([]);
    expect(refusal(await removeGroupLine(officer, deed("Nhầm"), removing))).toBe("line_not_found");
  });

  it("somebody who leaves stays told until that day, and a dissolved group takes nobody, by raw SQL neither", async () => {
    const { officer, unitId } = await foundingPlace();
    const groupId = await workingGroup(unitId, "established");
    const page = () => withViewer(officer, (tx) => groupPage(officer, tx, groupId));
    const memberId = (await page())?.members[0]?.id ?? "";
    const leaving = { memberId, on: "2014-12-01", why: "Chuyển công tác" };
    expect(refusal(await endGroupMember(officer, deed(leaving.why), leaving))).toBe("done");
    expect((await page())?.members).toMatchObject([{ validFrom: "2014-11-01", validTo: "2014-12-01" }]);
    await dissolveWorkingGroup(officer, deed("x"), groupStep(groupId));
    const around = withViewer(
      officer,
      (
        tx,
      ) => tx.$executeRaw`insert into working_group_member (id, group_id, name, role, valid_from, recorded_by_id)
        values (${newId()}::uuid, ${groupId}::uuid, 'x', 'member', '2014-12-01', ${officer.accountId}::uuid)`,
    );
    await expect(around).rejects.toThrow(/row-level security/);
  });
});
