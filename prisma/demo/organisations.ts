import type { BranchKind, Line, PostTitle } from "@/lib/generated/prisma/enums";
import { searchKey } from "@/lib/text/search-key";
import { personSortKey, textSortKey } from "@/lib/text/sort-key";
import { inventPerson } from "./names";
import { type Choices, morningOf, type Writer } from "./rows";

type Birth = { on: string; precision?: "day" | "month" | "year" };

export type DemoPerson = { id: string; fullName: string };
export type DemoBranch = {
  id: string;
  line: Line;
  kind: BranchKind;
  members: DemoPerson[];
  establishedOn: string;
  unitId: string;
};

type Founding = {
  provinceId: string;
  unitId: string;
  officerId: string;
  line: Line;
  kind: BranchKind;
  name: string;
  establishedOn: string;
  decision: string | null;
  enterpriseIds: readonly string[];
  members: number;
  parentId?: string;
  rhythm?: "monthly" | "quarterly";
  congress?: { last: string; due: string; extendedTo?: string };
  endedOn?: string;
};

/** Builds organisations and the invented people in them. */
export function organisations(write: Writer, chance: Choices) {
  async function person(given: { fullName?: string; birth?: Birth } = {}): Promise<DemoPerson> {
    const invented = inventPerson(chance);
    const fullName = given.fullName ?? invented.fullName;
    const birth = given.birth ?? {
      on: `${chance.between(1985, 1996)}-${String(chance.between(1, 12)).padStart(2, "0")}-${String(chance.between(1, 28)).padStart(2, "0")}`,
    };
    const id = await write.insert("person", {
      full_name: fullName,
      search_key: searchKey(fullName),
      sort_key: personSortKey(fullName),
      gender: invented.gender,
      birth_date: birth.on,
      birth_precision: birth.precision ?? "day",
      education: chance.pick(["lower_secondary", "upper_secondary", "vocational", "college", "university"]),
      occupation: chance.pick(["Công nhân", "Lái xe", "Kế toán", "Kỹ thuật viên", "Nhân viên bán hàng"]),
      is_demo: true,
    });
    return { id, fullName };
  }

  async function join(
    branch: DemoBranch,
    who: DemoPerson,
    given: { from?: string; start?: string; to?: string; end?: string; stays?: boolean } = {},
  ) {
    const from = given.from ?? branch.establishedOn;
    await write.insert("membership", {
      person_id: who.id,
      branch_id: branch.id,
      start_kind: given.start ?? "founding",
      valid_from: from,
      valid_to: given.to ?? null,
      end_kind: given.end ?? null,
      end_reason: given.end ? "Minh hoạ" : null,
      stays_after_thirty: given.stays ?? false,
      recorded_at: morningOf(from),
      recorded_by_id: write.id("account/recorder"),
      is_demo: true,
    });
    branch.members.push(who);
  }

  async function post(
    branch: DemoBranch,
    who: DemoPerson,
    title: PostTitle,
    given: { from?: string; to?: string } = {},
  ) {
    const from = given.from ?? branch.establishedOn;
    await write.insert("post", {
      person_id: who.id,
      branch_id: branch.id,
      title,
      valid_from: from,
      valid_to: given.to ?? null,
      recorded_at: morningOf(given.to ?? from),
      recorded_by_id: write.id("account/recorder"),
      is_demo: true,
    });
  }

  async function found(given: Founding): Promise<DemoBranch> {
    const id = await write.insert("branch", {
      province_id: given.provinceId,
      unit_id: given.unitId,
      parent_id: given.parentId ?? null,
      line: given.line,
      kind: given.kind,
      name: given.name,
      search_key: searchKey(given.name),
      sort_key: textSortKey(given.name),
      established_on: given.establishedOn,
      decision_number: given.decision,
      decision_on: given.decision ? given.establishedOn : null,
      decision_unit_id: given.decision ? given.unitId : null,
      provisional: !given.congress,
      meeting_rhythm: given.rhythm ?? "monthly",
      last_congress_on: given.congress?.last ?? null,
      congress_due_on: given.congress?.due ?? null,
      congress_extended_to: given.congress?.extendedTo ?? null,
      created_by_id: given.officerId,
      created_at: morningOf(given.establishedOn),
      updated_at: morningOf(given.establishedOn),
      is_demo: true,
    });
    const branch: DemoBranch = {
      id,
      line: given.line,
      kind: given.kind,
      members: [],
      establishedOn: given.establishedOn,
      unitId: given.unitId,
    };
    // An ended organisation leaves two rows: open as it was known while it lived, closed as it is known since.
    const open = { valid_from: given.establishedOn, recorded_at: morningOf(given.establishedOn) };
    const periods = given.endedOn
      ? [
          { ...open, voided_at: morningOf(given.endedOn) },
          { valid_from: given.establishedOn, valid_to: given.endedOn, recorded_at: morningOf(given.endedOn) },
        ]
      : [open];
    for (const period of periods) {
      await write.insert("branch_life", {
        branch_id: id,
        ...period,
        ...("valid_to" in period && { ending: "dissolved", reason: "Đoàn viên thôi việc hết (minh hoạ)" }),
      });
      for (const enterpriseId of given.enterpriseIds) {
        await write.insert("coverage", { branch_id: id, enterprise_id: enterpriseId, ...period });
      }
    }
    for (let count = 0; count < given.members; count += 1) {
      await join(branch, await person(), given.endedOn ? { to: given.endedOn, end: "left" } : {});
    }
    const [head] = branch.members;
    if (head && !given.endedOn)
      await post(branch, head, given.line === "union" ? "secretary" : "chapter_head");
    return branch;
  }

  const activity = (branch: DemoBranch, on: string, title: string) =>
    write.insert("activity", {
      branch_id: branch.id,
      kind: "cultural",
      on,
      title,
      participants: chance.between(5, 30),
      benefits_youth: true,
      benefits_enterprise: chance.chance(0.4),
      result: "Hoạt động minh hoạ",
      recorded_by_id: write.id("account/recorder"),
      recorded_at: morningOf(on),
      is_demo: true,
    });

  const measure = (branch: DemoBranch, startedOn: string, doneOn?: string) =>
    write.insert("consolidation_measure", {
      branch_id: branch.id,
      kind: "renew_committee",
      weakness: "Khuyết bí thư, sinh hoạt không đều",
      measure: "Kiện toàn Ban Chấp hành, giúp nội dung sinh hoạt",
      responsible: "Cán bộ đơn vị (minh hoạ)",
      started_on: startedOn,
      done_on: doneOn ?? null,
      done_recorded_at: doneOn ? morningOf(doneOn) : null,
      result: doneOn ? "Đã kiện toàn, sinh hoạt lại hằng tháng" : null,
      rating_before: "Yếu kém",
      rating_after: doneOn ? "Khá" : null,
      recorded_by_id: write.id("account/recorder"),
      recorded_at: morningOf(startedOn),
      is_demo: true,
    });

  return { person, join, post, found, activity, measure };
}

export type Organisations = ReturnType<typeof organisations>;
