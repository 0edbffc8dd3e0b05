import type { CorrectionInput, Founder, FoundingInput } from "@/lib/branches/schema";
import { newId } from "@/lib/db/id";
import { province, row, enterprise as someEnterprise, viewer } from "@/tests/support/factories";

/** A district with an enterprise and its officer, and everybody who has no business there. */
export async function foundingPlace() {
  const { provinceId, districtA, districtB, orgDepartment, associationDepartment } = await province();
  const elsewhere = await province();
  return {
    provinceId,
    unitId: districtA,
    otherUnitId: districtB,
    enterpriseId: await someEnterprise({ provinceId, unitId: districtA }),
    officer: await viewer({ role: "unit_officer", provinceId, unitId: districtA }),
    sibling: await viewer({ role: "unit_officer", provinceId, unitId: districtB }),
    hoiOfficer: await viewer({ role: "unit_officer", provinceId, unitId: districtA, line: "association" }),
    department: await viewer({ role: "org_department", provinceId, unitId: orgDepartment }),
    hoiDepartment: await viewer({
      role: "association_department",
      provinceId,
      unitId: associationDepartment,
      line: "association",
    }),
    board: await viewer({ role: "province_board", provinceId }),
    foreigner: await viewer({
      role: "unit_officer",
      provinceId: elsewhere.provinceId,
      unitId: elsewhere.districtA,
    }),
  };
}

let named = 0;
/** Somebody new on a founding list; no two of one name, so that V16 is quiet unless a test wants it. */
export function founder(number: number, changed: Partial<Founder> = {}): Founder {
  named += 1;
  const letters = [...String(named)].map((digit) => String.fromCharCode(97 + Number(digit))).join("");
  return {
    row: number,
    name: `Nông Văn Thử ${letters}`,
    gender: "male",
    birth: { date: "1990-01-01", precision: "year" },
    occupation: null,
    person: null,
    ...changed,
  };
}

/** A founding by the book: three members, a decision of the direct superior; steps V20 asks for are `stepsTaken`. */
export const founding = (enterpriseId: string, changed: Partial<FoundingInput> = {}): FoundingInput => ({
  enterpriseId,
  residenceAreaId: null,
  coveredIds: [],
  childIds: [],
  line: "union",
  kind: "cell",
  name: "Chi đoàn thử",
  beginning: "established",
  establishedOn: "2014-12-01",
  decisionNumber: "12 -QĐ/HĐ",
  decisionOn: "2014-11-28",
  decidedBy: "superior",
  provisional: true,
  parentId: null,
  meetingRhythm: "monthly",
  note: null,
  confirmed: [],
  skipReason: null,
  secretary: null,
  founders: [founder(0), founder(1), founder(2)],
  ...changed,
});

/** The survey and the report to the Party committee before a decision of November 2014. */
export async function stepsTaken(provinceId: string, enterpriseId: string, line = "union"): Promise<void> {
  const campaignId = await row("survey_campaign", {
    province_id: provinceId,
    name: "Đợt thử",
    reference_date: "2014-10-31",
    opens_on: "2014-10-25",
  });
  const recorder = newId();
  await row("survey", {
    campaign_id: campaignId,
    enterprise_id: enterpriseId,
    state: "submitted",
    surveyed_on: "2014-11-01",
    recorded_by_id: recorder,
    submitted_by_id: recorder,
    submitted_at: "2014-11-02T00:00:00Z",
  });
  await row("establishment_case", {
    enterprise_id: enterpriseId,
    line,
    opened_on: "2014-11-01",
    reported_to_party_on: "2014-11-10",
    recorded_by_id: recorder,
    closed_on: "2014-12-01",
    closing_reason: "Đã thành lập",
  });
}

/** A correction that changes nothing of an organisation made by `factories.branch`, but for what is given. */
export const correction = (branchId: string, changed: Partial<CorrectionInput> = {}): CorrectionInput => ({
  branchId,
  version: 1,
  kind: "cell",
  name: "Chi đoàn thử",
  beginning: "established",
  establishedOn: "2012-01-01",
  decisionNumber: "01 -QĐ/TN",
  decisionOn: "2012-01-01",
  decidedBy: "superior",
  provisional: true,
  parentId: null,
  meetingRhythm: "monthly",
  note: null,
  confirmed: [],
  skipReason: null,
  lastCongressOn: null,
  congressDueOn: null,
  congressExtendedTo: null,
  ...changed,
});

export const activity = (branchId: string, on: string): Promise<string> =>
  row("activity", {
    branch_id: branchId,
    kind: "meeting",
    on,
    title: "Sinh hoạt thử",
    recorded_by_id: newId(),
  });

export const measure = (branchId: string, changed: Record<string, unknown> = {}): Promise<string> =>
  row("consolidation_measure", {
    branch_id: branchId,
    kind: "add_members",
    weakness: "Ít đoàn viên",
    measure: "Kết nạp thêm",
    responsible: "Cán bộ thử",
    started_on: "2014-11-01",
    recorded_by_id: newId(),
    ...changed,
  });

export const post = (
  branchId: string,
  personId: string,
  changed: Record<string, unknown> = {},
): Promise<string> =>
  row("post", {
    branch_id: branchId,
    person_id: personId,
    title: "secretary",
    valid_from: "2012-01-01",
    recorded_by_id: newId(),
    ...changed,
  });
