"use server";

import { redirect } from "next/navigation";
import type { Viewer } from "@/lib/access/policy";
import {
  completeMeasure,
  correctBranch,
  coverEnterprise,
  dissolveBranch,
  endCoverage,
  foundBranch,
  startMeasure,
} from "@/lib/branches/commands";
import {
  BRANCH_KIND_LABELS,
  explainFinding,
  explainObstacles,
  MEETING_RHYTHM_LABELS,
} from "@/lib/branches/labels";
import { type BranchFacts, findBranch, matchFounders } from "@/lib/branches/queries";
import { type FoundingState, founderField } from "@/lib/branches/rules";
import {
  type CorrectionInput,
  correctionOverrideSchema,
  correctionSchema,
  coverageSchema,
  dissolutionSchema,
  founderSearchSchema,
  foundingOverrideSchema,
  foundingSchema,
  measureResultSchema,
  measureSchema,
} from "@/lib/branches/schema";
import { askOverride } from "@/lib/cases/commands";
import type { OverrideInput } from "@/lib/cases/schema";
import { formatDate, type PlainDate } from "@/lib/dates/plain-date";
import type { Deed } from "@/lib/db/command";
import { stableId } from "@/lib/db/id";
import { withViewer } from "@/lib/db/scope";
import { formAction, REQUEST_REUSED } from "@/lib/forms/action";
import { type FormState, readForm } from "@/lib/forms/state";

const BRANCH_NOT_FOUND: FormState = { message: "Không tìm thấy tổ chức trong phạm vi của bạn." };
const ENTERPRISE_NOT_FOUND: FormState = {
  message: "Không tìm thấy doanh nghiệp trong phạm vi bạn quản lý ở phần Đoàn, Hội này.",
};
const NOT_YET = "Ngày này chưa tới";
const MEMBER_ELSEWHERE =
  "Người này đang là đoàn viên của một chi đoàn khác. Làm thủ tục chuyển sinh hoạt hoặc cho thôi ở đó trước";

/** The same words at each of the fields. */
const atFields = (fields: readonly string[], message: string): FormState => ({
  errors: Object.fromEntries(fields.map((field) => [field, [message]])),
});

/**
 * The founding form has four ways to be sent, so that each works without JavaScript and nothing typed is lost: found the
 * organisation, look people up, show more rows, ask for an override.
 */
export async function foundBranchAction(previous: FoundingState, form: FormData): Promise<FoundingState> {
  switch (form.get("intent")) {
    case "rows":
      return { values: readForm(form), rowsAdded: true };
    case "find":
      return findFounders(previous, form);
    case "ask":
      return askFoundingOverride(previous, form);
    default:
      return found(previous, form);
  }
}

async function found(previous: FoundingState, form: FormData): Promise<FoundingState> {
  let more: Omit<FoundingState, keyof FormState> = {};
  const state = await formAction(foundingSchema, async (viewer, input, deed) => {
    const answer = await foundBranch(viewer, { ...deed, reason: input.skipReason ?? undefined }, input);
    if (answer.ok) redirect(`/branches/${answer.value.branchId}?done=founded`);
    switch (answer.refusal) {
      case "enterprise_not_found":
        return ENTERPRISE_NOT_FOUND;
      case "date_in_future":
        return atFields(answer.details.fields, NOT_YET);
      case "nucleus_unfit":
        return atFields(["residenceAreaId"], "Chỉ chi đoàn lập được theo nơi cư trú");
      case "nucleus_not_needed":
        return atFields(["residenceAreaId"], "Doanh nghiệp đã có tổ chức Đoàn: không lập theo nơi cư trú");
      case "area_not_found":
        return atFields(["residenceAreaId"], "Không có xã, phường này. Chọn lại trong danh sách");
      case "nucleus_too_small": {
        const { living, minimum } = answer.details;
        return atFields(
          ["residenceAreaId"],
          `Cần từ ${minimum} đoàn viên cùng làm ở đây và cùng cư trú tại xã này; hồ sơ cho biết ${living} người`,
        );
      }
      case "parent_unfit":
        return atFields(["parentId"], "Chỉ chi đoàn mới đặt dưới một đoàn cơ sở của cùng đơn vị");
      case "children_unfit":
        return atFields(
          ["childIds"],
          "Chỉ đoàn cơ sở nhận chi đoàn của cùng đơn vị, chưa thuộc đoàn cơ sở nào",
        );
      case "deciding_unit_not_found":
        return atFields(["decidedBy"], "Chọn cơ quan ra quyết định trong danh sách");
      case "birth_impossible":
        return atFields(
          answer.details.rows.map((row) => founderField(row, "birth")),
          "Ngày sinh không thể đúng: chưa tới, trước năm 1900 hoặc hơn 100 tuổi",
        );
      case "person_not_found":
        return atFields(answer.details.fields, "Không tìm thấy hồ sơ này trong phạm vi của bạn");
      case "founder_in_another_cell":
        return atFields(answer.details.fields, MEMBER_ELSEWHERE);
      case "founder_in_another_cell_meanwhile":
        return { message: `${MEMBER_ELSEWHERE}. Gửi lại để biết là dòng nào.` };
      case "founder_maybe_known": {
        const { matches } = answer.details;
        more = { matches };
        const rows = [...new Set(matches.map(({ row }) => row))];
        return atFields(
          rows.map((row) => founderField(row, "person")),
          "Đã có hồ sơ trùng tên: chọn đúng người đó, hoặc chọn “người khác”",
        );
      }
      case "rule_blocks":
        more = { blocked: answer.details.findings.map(({ rule }) => rule) };
        return { message: answer.details.findings.map(explainFinding).join(" ") };
      case "warnings_unread": {
        const { findings, secondOf, knownElsewhere } = answer.details;
        return {
          warnings: [
            ...findings.map((finding) => ({
              rule: finding.rule,
              message: explainFinding(finding),
              field: finding.rule === "V20" ? "skipReason" : "confirmed",
            })),
            ...secondOf.map((name) => ({
              rule: "second",
              field: "confirmed",
              message: `Doanh nghiệp này đã có tổ chức: ${name}.`,
            })),
            ...knownElsewhere.map((field) => ({
              rule: "V16",
              field,
              message: `Trong tỉnh đã có một hồ sơ trùng tên và ngày sinh với dòng ${rowNumber(field)}, ngoài phạm vi của bạn.`,
            })),
          ],
        };
      }
      case "request_reused":
        return REQUEST_REUSED;
    }
  })(previous, form);
  return { ...state, ...more };
}

/** "p3_name" is the fourth row to whoever reads it. */
const rowNumber = (field: string): number => Number(/^p(\d+)_/.exec(field)?.[1] ?? 0) + 1;

async function findFounders(previous: FoundingState, form: FormData): Promise<FoundingState> {
  let more: Omit<FoundingState, keyof FormState> = { searched: true };
  const state = await formAction(founderSearchSchema, async (viewer, { founders }) => {
    const matches = await withViewer(viewer, (tx) => matchFounders(viewer, tx, founders, { loosely: true }));
    more = { searched: true, matches };
    return {};
  })(previous, form);
  return { ...state, ...more };
}

async function askFoundingOverride(previous: FoundingState, form: FormData): Promise<FoundingState> {
  let more: Omit<FoundingState, keyof FormState> = {};
  const state = await formAction(foundingOverrideSchema, async (viewer, input, deed) => {
    const { enterpriseId, line, overrideReason: reason } = input;
    const subject = `Thành lập ${BRANCH_KIND_LABELS[input.kind].toLowerCase()} “${input.name}” ngày ${formatDate(input.establishedOn)}, danh sách ${input.founders} người`;
    for (const rule of input.blocked) {
      const asked = await ask(viewer, deed, { rule, enterpriseId, line, subject, reason });
      if (asked) return asked;
    }
    more = { asked: true };
    return {};
  })(previous, form);
  return { ...state, ...more };
}

/** Undefined when the request waits for its decision, now or since before. */
async function ask(viewer: Viewer, deed: Deed, request: OverrideInput): Promise<FormState | undefined> {
  // A request id of its own: the form's belongs to the founding or correction that will follow.
  const requestId = stableId(`${deed.requestId}:${request.rule}:${request.reason}`);
  const asked = await askOverride(viewer, { requestId, reason: request.reason }, request);
  if (asked.ok) return undefined;
  switch (asked.refusal) {
    case "override_already_asked":
      return undefined;
    case "subject_not_found":
      return BRANCH_NOT_FOUND;
    case "request_reused":
      return REQUEST_REUSED;
  }
}

async function askCorrectionOverride(previous: FoundingState, form: FormData): Promise<FoundingState> {
  let more: Omit<FoundingState, keyof FormState> = {};
  const state = await formAction(correctionOverrideSchema, async (viewer, input, deed) => {
    const { branchId, overrideReason: reason } = input;
    const branch = await withViewer(viewer, (tx) => findBranch(viewer, tx, branchId));
    if (!branch) return BRANCH_NOT_FOUND;
    const subject = `Ghi quyết định ${input.decisionNumber} ngày ${formatDate(input.decisionOn)} của “${input.name}”, không do cấp trên trực tiếp ký`;
    const asked = await ask(viewer, deed, { rule: "V21", branchId, line: branch.line, subject, reason });
    if (asked) return asked;
    more = { asked: true };
    return {};
  })(previous, form);
  return { ...state, ...more };
}

/** Two ways to be sent: save the correction, or ask for the override it needs. */
export async function correctBranchAction(previous: FoundingState, form: FormData): Promise<FoundingState> {
  return form.get("intent") === "ask" ? askCorrectionOverride(previous, form) : correct(previous, form);
}

async function correct(previous: FoundingState, form: FormData): Promise<FoundingState> {
  let more: Omit<FoundingState, keyof FormState> = {};
  const state = await formAction(correctionSchema, async (viewer, input, deed) => {
    const corrected = await correctBranch(viewer, deed, input);
    if (corrected.ok) redirect(`/branches/${input.branchId}?done=corrected`);
    switch (corrected.refusal) {
      case "branch_not_found":
        return BRANCH_NOT_FOUND;
      case "kind_of_other_line":
        return atFields(["kind"], "Loại này không thuộc Đoàn, Hội của tổ chức");
      case "date_in_future":
        return atFields(corrected.details.fields, NOT_YET);
      case "founded_after_end":
        return atFields(["establishedOn"], "Ngày thành lập phải trước ngày thôi hoạt động");
      case "parent_unfit":
        return atFields(["parentId"], "Chỉ chi đoàn mới đặt dưới một đoàn cơ sở của cùng đơn vị");
      case "children_left":
        return atFields(["kind"], "Còn chi đoàn trực thuộc: chỉ đoàn cơ sở có chi đoàn trực thuộc");
      case "deciding_unit_not_found":
        return atFields(["decidedBy"], "Chọn cơ quan ra quyết định trong danh sách");
      case "extension_too_long":
        return atFields(
          ["congressExtendedTo"],
          `Gia hạn quá nửa nhiệm kỳ: chậm nhất đến ${formatDate(corrected.details.until)}`,
        );
      case "extension_before_due":
        return atFields(["congressExtendedTo"], "Gia hạn phải sau hạn đại hội");
      case "rule_blocks":
        more = { blocked: corrected.details.findings.map(({ rule }) => rule) };
        return atFields(["decidedBy"], corrected.details.findings.map(explainFinding).join(" "));
      case "congress_date_unread":
        return {
          warnings: [
            {
              rule: "V22",
              field: "lastCongressOn",
              message: "Đại hội trước ngày thành lập, hoặc sau hạn đã gia hạn: xem lại ngày.",
            },
          ],
        };
      case "founder_in_another_cell_meanwhile":
        return atFields(
          ["establishedOn"],
          "Lùi ngày thành lập thì có người trùng thời gian với một chi đoàn khác",
        );
      case "fees_before_founding":
        return atFields(
          ["establishedOn"],
          "Đã thu đoàn phí, hội phí cho tháng trước ngày thành lập mới. Bỏ khoản đã thu trước, rồi sửa ngày",
        );
      case "branch_changed_meanwhile":
        return staleBranch(input, corrected.details.theirs);
      case "request_reused":
        return REQUEST_REUSED;
    }
  })(previous, form);
  return { ...state, ...more };
}

const day = (date: PlainDate | null) => (date ? formatDate(date) : "");

function staleBranch(yours: CorrectionInput, theirs: BranchFacts): FormState {
  const fields: [string, string, string, string][] = [
    ["name", "Tên tổ chức", yours.name, theirs.name],
    ["kind", "Loại tổ chức", BRANCH_KIND_LABELS[yours.kind], BRANCH_KIND_LABELS[theirs.kind]],
    ["establishedOn", "Ngày thành lập", day(yours.establishedOn), day(theirs.establishedOn)],
    ["decisionNumber", "Số quyết định", yours.decisionNumber ?? "", theirs.decisionNumber ?? ""],
    ["decisionOn", "Ngày quyết định", day(yours.decisionOn), day(theirs.decisionOn)],
    [
      "meetingRhythm",
      "Kỳ sinh hoạt",
      MEETING_RHYTHM_LABELS[yours.meetingRhythm],
      MEETING_RHYTHM_LABELS[theirs.meetingRhythm],
    ],
    ["lastCongressOn", "Đại hội gần nhất", day(yours.lastCongressOn), day(theirs.lastCongressOn)],
    ["congressDueOn", "Hạn đại hội", day(yours.congressDueOn), day(theirs.congressDueOn)],
    ["congressExtendedTo", "Gia hạn đến", day(yours.congressExtendedTo), day(theirs.congressExtendedTo)],
    ["note", "Ghi chú", yours.note ?? "", theirs.note ?? ""],
  ];
  return {
    message: "Người khác vừa sửa tổ chức này. So sánh rồi gửi lại nếu vẫn muốn lưu những gì bạn nhập.",
    stale: fields
      .filter(([, , mine, other]) => mine !== other)
      .map(([field, label, mine, other]) => ({ field, label, yours: mine, theirs: other })),
    newVersion: theirs.version,
  };
}

export const dissolveBranchAction = formAction(dissolutionSchema, async (viewer, input, deed) => {
  const dissolved = await dissolveBranch(viewer, { ...deed, reason: input.reason }, input);
  if (dissolved.ok) redirect(`/branches/${input.branchId}?done=ended`);
  switch (dissolved.refusal) {
    case "branch_still_in_use":
      return { message: explainObstacles(dissolved.details.obstacles, dissolved.details.kind).join(" ") };
    case "branch_not_found":
      return BRANCH_NOT_FOUND;
    case "date_in_future":
      return atFields(["on"], NOT_YET);
    case "branch_already_ended":
      return { message: "Tổ chức này đã được ghi là thôi hoạt động." };
    case "ended_before_founding":
      return atFields(["on"], "Ngày thôi hoạt động phải sau ngày thành lập");
    case "branch_changed_meanwhile":
      return { message: "Người khác vừa sửa tổ chức này. Tải lại trang, xem lại rồi gửi." };
    case "request_reused":
      return REQUEST_REUSED;
  }
});

export const coverEnterpriseAction = formAction(coverageSchema, async (viewer, input, deed) => {
  const covered = await coverEnterprise(viewer, deed, input);
  if (!covered.ok) return COVERAGE_REFUSALS[covered.refusal];
  redirect(`/branches/${input.branchId}?done=covered`);
});

export const endCoverageAction = formAction(coverageSchema, async (viewer, input, deed) => {
  const ended = await endCoverage(viewer, deed, input);
  if (!ended.ok) return COVERAGE_REFUSALS[ended.refusal];
  redirect(`/branches/${input.branchId}?done=uncovered`);
});

const COVERAGE_REFUSALS = {
  branch_not_found: BRANCH_NOT_FOUND,
  enterprise_not_found: ENTERPRISE_NOT_FOUND,
  date_in_future: atFields(["on"], NOT_YET),
  branch_not_alive_then: atFields(["on"], "Ngày này tổ chức chưa thành lập hoặc đã thôi hoạt động"),
  enterprise_already_covered: atFields(
    ["enterpriseId"],
    "Tổ chức đã bao gồm doanh nghiệp này trong thời gian đó",
  ),
  coverage_not_found: { message: "Tổ chức không còn bao gồm doanh nghiệp này." },
  ended_before_start: atFields(["on"], "Ngày thôi phải sau ngày bắt đầu"),
  request_reused: REQUEST_REUSED,
};

export const startMeasureAction = formAction(measureSchema, async (viewer, input, deed) => {
  const started = await startMeasure(viewer, deed, input);
  if (!started.ok) return MEASURE_REFUSALS[started.refusal];
  redirect(`/branches/${input.branchId}?done=measure-started`);
});

const MEASURE_REFUSALS = {
  branch_not_found: BRANCH_NOT_FOUND,
  date_in_future: atFields(["startedOn"], `${NOT_YET}; việc định làm thì ghi ở ô thời hạn`),
  branch_not_alive_then: atFields(["startedOn"], "Ngày này tổ chức chưa thành lập hoặc đã thôi hoạt động"),
  due_before_start: atFields(["dueOn"], "Thời hạn phải sau ngày bắt đầu"),
  request_reused: REQUEST_REUSED,
};

export const completeMeasureAction = formAction(measureResultSchema, async (viewer, input, deed) => {
  const completed = await completeMeasure(viewer, deed, input);
  if (completed.ok) redirect(`/branches/${completed.value.branchId}?done=measure-done`);
  switch (completed.refusal) {
    case "measure_not_found":
      return { message: "Không tìm thấy biện pháp trong phạm vi của bạn." };
    case "date_in_future":
      return atFields(["doneOn"], NOT_YET);
    case "done_before_start":
      return atFields(["doneOn"], "Ngày hoàn thành phải sau ngày bắt đầu");
    case "measure_changed_meanwhile": {
      const { doneOn, result } = completed.details;
      return {
        message: "Người khác vừa ghi kết quả cho biện pháp này.",
        stale: [
          { field: "doneOn", label: "Ngày hoàn thành", yours: day(input.doneOn), theirs: day(doneOn) },
          { field: "result", label: "Kết quả", yours: input.result, theirs: result ?? "" },
        ],
      };
    }
    case "request_reused":
      return REQUEST_REUSED;
  }
});
