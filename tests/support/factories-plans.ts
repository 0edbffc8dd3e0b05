import { newId } from "@/lib/db/id";
import type { BranchKind, GoalKind, LegalForm, Line, Ownership } from "@/lib/generated/prisma/enums";
import { row } from "@/tests/support/factories";

/** What plans and goals are made of and judged by, written as the owner; known since the day it happened. */

const morningOf = (day: string) => `${day}T02:00:00Z`;

/** A plan of a province, issued and with its baseline on 23/10/2014 unless said. */
export async function plan(given: {
  provinceId: string;
  issuedOn?: string;
  baselineOn?: string;
  dueOn?: string;
  legalForms?: LegalForm[];
  ownerships?: Ownership[];
  countsSuspended?: boolean;
  associationKinds?: BranchKind[];
  idleDays?: number;
}): Promise<string> {
  const id = newId();
  const issuedOn = given.issuedOn ?? "2014-10-23";
  return row("plan", {
    id,
    province_id: given.provinceId,
    number: "1",
    symbol: `1 -KH/${id}`,
    symbol_key: `1kh/${id}`,
    type: "KH",
    title: "Củng cố và phát triển tổ chức Đoàn, Hội trong các doanh nghiệp ngoài nhà nước",
    year: 2014,
    place: "Nơi thử",
    issued_on: issuedOn,
    issuer: "Đơn vị thử",
    signatory_post: "BÍ THƯ",
    signatory_name: "Người thử",
    preamble: "Kế hoạch thử.",
    baseline_on: given.baselineOn ?? issuedOn,
    due_on: given.dueOn ?? null,
    scope_legal_forms: given.legalForms ?? ["llc_one_member", "joint_stock"],
    scope_ownerships: given.ownerships ?? ["non_state"],
    scope_suspended: given.countsSuspended ?? false,
    association_kinds: given.associationKinds ?? ["chapter", "club"],
    idle_days: given.idleDays ?? 60,
    is_demo: true,
  });
}

export const goal = (given: {
  planId: string;
  enterpriseId: string;
  line?: Line;
  kind?: GoalKind;
  fixedOn?: string;
}): Promise<string> =>
  row("goal", {
    plan_id: given.planId,
    enterprise_id: given.enterpriseId,
    line: given.line ?? "union",
    kind: given.kind ?? "establish",
    fixed_on: given.fixedOn ?? "2014-10-23",
  });

export const campaign = (provinceId: string): Promise<string> =>
  row("survey_campaign", {
    province_id: provinceId,
    name: "Đợt thử",
    reference_date: "2014-10-31",
    opens_on: "2014-10-24",
  });

export const acceptedSurvey = (given: {
  campaignId: string;
  enterpriseId: string;
  on: string;
}): Promise<string> =>
  row("survey", {
    campaign_id: given.campaignId,
    enterprise_id: given.enterpriseId,
    state: "accepted",
    surveyed_on: given.on,
    recorded_by_id: newId(),
    submitted_by_id: newId(),
    submitted_at: morningOf(given.on),
    accepted_by_id: newId(),
    accepted_at: morningOf(given.on),
  });

export const openedCase = (given: {
  enterpriseId: string;
  line?: Line;
  on: string;
  difficulty?: string;
}): Promise<string> =>
  row("establishment_case", {
    enterprise_id: given.enterpriseId,
    line: given.line ?? "union",
    opened_on: given.on,
    difficulty: given.difficulty ?? null,
    recorded_by_id: newId(),
    recorded_at: morningOf(given.on),
  });

export const measure = (given: { branchId: string; on: string; doneOn?: string }): Promise<string> =>
  row("consolidation_measure", {
    branch_id: given.branchId,
    kind: "renew_committee",
    weakness: "Khuyết bí thư",
    measure: "Kiện toàn ban chấp hành",
    responsible: "Cán bộ thử",
    started_on: given.on,
    done_on: given.doneOn ?? null,
    result: given.doneOn ? "Đã xong" : null,
    recorded_by_id: newId(),
    recorded_at: morningOf(given.on),
    done_recorded_at: given.doneOn ? morningOf(given.doneOn) : null,
  });

export const activity = (given: { branchId: string; on: string }): Promise<string> =>
  row("activity", {
    branch_id: given.branchId,
    kind: "meeting",
    on: given.on,
    title: "Sinh hoạt thử",
    recorded_by_id: newId(),
    recorded_at: morningOf(given.on),
  });

export const head = (given: { branchId: string; personId: string; line?: Line }): Promise<string> =>
  row("post", {
    branch_id: given.branchId,
    person_id: given.personId,
    title: given.line === "association" ? "chapter_head" : "secretary",
    valid_from: "2013-01-01",
    recorded_by_id: newId(),
    recorded_at: "2013-01-01T00:00:00Z",
  });
