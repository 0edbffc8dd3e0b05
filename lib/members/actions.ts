"use server";

import { redirect } from "next/navigation";
import type { Viewer } from "@/lib/access/policy";
import { askOverride } from "@/lib/cases/commands";
import { formatPartialDate } from "@/lib/dates/partial-date";
import { formatDate, type PlainDate } from "@/lib/dates/plain-date";
import type { Deed } from "@/lib/db/command";
import { stableId } from "@/lib/db/id";
import { formatPhone } from "@/lib/format";
import { formAction, REQUEST_REUSED } from "@/lib/forms/action";
import { cellName } from "@/lib/forms/grid";
import type { FormState, FormWarning, StaleField } from "@/lib/forms/state";
import {
  correctMembership,
  correctProfile,
  decideAdmissions,
  endMembership,
  endPost,
  givePost,
  loseContact,
  proposeAdmission,
  type RowRefusal,
  recordAward,
  registerCandidate,
  restoreMembership,
  returnMember,
  saveMemberGrid,
  stayAfterThirty,
  suspendMembership,
  takeBackAward,
  takeBackMembership,
  withdrawAdmission,
} from "@/lib/members/commands";
import {
  birthLabel,
  EDUCATION_LABELS,
  END_LABELS,
  explainCommittee,
  explainWarning,
  GENDER_LABELS,
  type GridField,
  gridCells,
  POLITICAL_THEORY_LABELS,
} from "@/lib/members/labels";
import type { FoundPerson } from "@/lib/members/queries";
import type { AdmissionState, AdmissionWarning } from "@/lib/members/rules";
import {
  type AdmissionInput,
  admissionIdSchema,
  awardRemovalSchema,
  awardSchema,
  type CorrectedRow,
  correctingGridSchema,
  decisionSchema,
  endingSchema,
  enteringGridSchema,
  knownAdmissionSchema,
  lostContactSchema,
  MEMBER_GRID,
  type MembershipInput,
  membershipSchema,
  newAdmissionSchema,
  type ProfileInput,
  postEndingSchema,
  postSchema,
  profileSchema,
  restorationSchema,
  returnSchema,
  stayingSchema,
  suspensionSchema,
  takingBackSchema,
} from "@/lib/members/schema";

const NOT_FOUND: FormState = { message: "Không tìm thấy trong phạm vi của bạn." };
const at = (field: string, message: string): FormState => ({ errors: { [field]: [message] } });

const NOT_ALIVE = "Tổ chức chưa hoạt động vào ngày này, hoặc đã thôi hoạt động";
const IN_A_CELL =
  "Người này đang sinh hoạt ở một chi đoàn khác. Chuyển sinh hoạt trước, rồi mới vào đây được.";
const HERE_ALREADY = "Người này đã là đoàn viên, hội viên ở đây trong thời gian này.";
const DECEASED = "Người này đã ghi là từ trần. Ghi nhầm thì sửa lần sinh hoạt đó trước.";
const GUARDIAN_NEEDED =
  "Chưa đủ 16 tuổi: phải ghi sự đồng ý của cha mẹ hoặc người giám hộ ở trang Quyền riêng tư của hồ sơ trước khi kết nạp";
const BIRTH_IMPOSSIBLE = "Ngày sinh không thể có: ở tương lai, trước năm 1900 hoặc quá 100 tuổi";
const AREA_UNKNOWN = at("areaId", "Không có xã, phường này. Chọn lại trong danh sách");

// Admission.

type Proposal = AdmissionInput & { overrideReason: string | null };

async function propose(viewer: Viewer, input: Proposal, deed: Deed): Promise<AdmissionState> {
  const { overrideReason, ...admission } = input;
  const proposed = await proposeAdmission(viewer, deed, admission);
  if (proposed.ok) {
    redirect(
      `/branches/${input.branchId}/members?${proposed.value.isDecided ? "done=admitted" : "state=proposed&done=proposed"}`,
    );
  }
  switch (proposed.refusal) {
    case "branch_not_found":
    case "person_not_found":
      return NOT_FOUND;
    case "admission_in_future":
      return at("admitOn", "Ngày kết nạp không được ở tương lai");
    case "branch_not_alive":
      return at("admitOn", NOT_ALIVE);
    case "birth_impossible":
      return at("birth", BIRTH_IMPOSSIBLE);
    case "too_young":
      return at(
        "admitOn",
        `Chưa đủ tuổi kết nạp: đủ tuổi từ ngày ${formatDate(proposed.details.allowedFrom)}`,
      );
    case "too_old":
      return overrideReason === null
        ? {
            exception: "V02",
            ...at(
              "admitOn",
              "Quá 30 tuổi vào ngày kết nạp. Muốn kết nạp, nêu lý do để xin phép ngoại lệ ở cuối biểu mẫu",
            ),
          }
        : askForException(viewer, { ...input, overrideReason }, deed, proposed.details);
    case "guardian_consent_needed":
      return "id" in input.person ? { message: `${GUARDIAN_NEEDED}.` } : registerMinor(viewer, input, deed);
    case "warnings_unread":
      return unread(proposed.details);
    case "deceased":
      return { message: DECEASED };
    case "already_member_here":
      return { message: HERE_ALREADY };
    case "already_in_a_cell":
      return { message: IN_A_CELL };
    case "already_proposed":
      return { message: "Đã có đề nghị kết nạp người này ở đây, đang chờ chuẩn y." };
    case "area_not_found":
      return AREA_UNKNOWN;
    case "request_reused":
      return REQUEST_REUSED;
  }
}

/** V32: somebody new has no record yet to write a consent on: it is made when that was read, and leads to where the consent is written. */
async function registerMinor(viewer: Viewer, input: Proposal, deed: Deed): Promise<AdmissionState> {
  const { branchId, person, confirmed } = input;
  if (!confirmed.includes("V32")) {
    const message = `${GUARDIAN_NEEDED}. Đánh dấu rồi gửi lại: hồ sơ được lập để ghi sự đồng ý, chưa kết nạp.`;
    return { warnings: [{ rule: "V32", message }] };
  }
  const registering = { requestId: stableId(`${deed.requestId} register`) };
  const registered = await registerCandidate(viewer, registering, { branchId, person, confirmed });
  if (registered.ok) redirect(`/members/${registered.value.personId}/privacy`);
  switch (registered.refusal) {
    case "branch_not_found":
    case "person_not_found":
      return NOT_FOUND;
    case "birth_impossible":
      return at("birth", BIRTH_IMPOSSIBLE);
    case "warnings_unread": {
      const state = unread(registered.details);
      return { ...state, warnings: [{ rule: "V32", message: GUARDIAN_NEEDED }, ...(state.warnings ?? [])] };
    }
    case "area_not_found":
      return AREA_UNKNOWN;
    case "request_reused":
      return REQUEST_REUSED;
  }
}

/** V02: enters the person, so that an answer finds them again, then asks; both under ids that follow from the form's. */
async function askForException(
  viewer: Viewer,
  input: Proposal,
  deed: Deed,
  { line, subject }: { line: "union" | "association"; subject: string },
): Promise<AdmissionState> {
  const { branchId, person, confirmed, admitOn } = input;
  const registering = { requestId: stableId(`${deed.requestId} register`) };
  const registered = await registerCandidate(viewer, registering, { branchId, person, confirmed });
  if (!registered.ok) {
    switch (registered.refusal) {
      case "branch_not_found":
      case "person_not_found":
        return NOT_FOUND;
      case "birth_impossible":
        return at("birth", BIRTH_IMPOSSIBLE);
      case "warnings_unread":
        return { exception: "V02", ...unread(registered.details) };
      case "area_not_found":
        return AREA_UNKNOWN;
      case "request_reused":
        return REQUEST_REUSED;
    }
  }
  const asking = { requestId: stableId(`${deed.requestId} ask`) };
  const reason = `Ngày kết nạp ${formatDate(admitOn)}. ${input.overrideReason ?? ""}`;
  const asked = await askOverride(viewer, asking, { rule: "V02", branchId, line, subject, reason });
  if (asked.ok) redirect(`/branches/${branchId}/members?done=exception`);
  switch (asked.refusal) {
    case "subject_not_found":
      return NOT_FOUND;
    case "override_already_asked":
      return { message: "Tổ chức này đang có một đề nghị ngoại lệ chờ trả lời. Đợi trả lời rồi xin tiếp." };
    case "request_reused":
      return REQUEST_REUSED;
  }
}

const unread = (details: {
  warnings: readonly AdmissionWarning[];
  duplicates?: readonly FoundPerson[];
}): AdmissionState => ({
  warnings: details.warnings.map(warned),
  duplicates: (details.duplicates ?? []).map(({ id, fullName, birth, branchNames }) => ({
    personId: id,
    text: [fullName, birthLabel(birth), ...branchNames].join(", "),
  })),
});

const warned = (warning: AdmissionWarning): FormWarning => ({
  rule: warning.rule,
  message: explainWarning(warning),
});

export const admitNewAction = formAction(newAdmissionSchema, (viewer, input, deed) => {
  const { branchId, admitOn, note, confirmed, overrideReason, ...person } = input;
  return propose(viewer, { branchId, admitOn, note, confirmed, overrideReason, person }, deed);
});

export const admitKnownAction = formAction(knownAdmissionSchema, (viewer, { personId, ...input }, deed) =>
  propose(viewer, { ...input, person: { id: personId } }, deed),
);

export const decideAdmissionsAction = formAction(decisionSchema, async (viewer, input, deed) => {
  const decided = await decideAdmissions(viewer, { ...deed, reason: input.reason ?? undefined }, input);
  if (decided.ok) redirect(`/admissions?done=${decided.value.verdict}&count=${decided.value.decided}`);
  const about = "details" in decided && decided.details ? `${decided.details.names.join(", ")}: ` : "";
  switch (decided.refusal) {
    case "admission_not_found":
      return NOT_FOUND;
    case "already_decided":
      return { message: `${about}đã được quyết định hoặc đã rút. Tải lại trang để xem danh sách mới.` };
    case "own_proposal":
      return { message: `${about}do chính bạn đề nghị, nên người khác ở cấp trên quyết định.` };
    case "branch_not_alive":
      return { message: `${about}tổ chức chưa hoạt động vào ngày kết nạp, hoặc đã thôi hoạt động.` };
    case "already_in_a_cell":
      return {
        message: `${about || "Một người trong danh sách "}đang sinh hoạt ở một chi đoàn khác. Bỏ chọn, hoặc không chuẩn y kèm lý do.`,
      };
    case "already_member_here":
      return { message: `${about || "Một người trong danh sách "}đã là đoàn viên, hội viên ở đó.` };
    case "duplicate_pending":
      return {
        message: `${about}có thể đã có hồ sơ ở nơi khác. Chờ cấp trên xác minh, hoặc không chuẩn y kèm lý do.`,
      };
    case "guardian_consent_needed":
      return { message: `${about}chưa đủ 16 tuổi và chưa có sự đồng ý của cha mẹ, người giám hộ.` };
    case "deceased":
      return { message: `${about}đã ghi là từ trần.` };
    case "too_young":
      return { message: `${about}chưa đủ tuổi vào ngày kết nạp (ngày sinh đã được sửa).` };
    case "too_old":
      return { message: `${about}quá 30 tuổi vào ngày kết nạp và chưa có phép ngoại lệ.` };
    case "request_reused":
      return REQUEST_REUSED;
  }
});

export const withdrawAdmissionAction = formAction(admissionIdSchema, async (viewer, input, deed) => {
  const withdrawn = await withdrawAdmission(viewer, deed, { admissionId: input.admissionId });
  if (withdrawn.ok) redirect(`/branches/${withdrawn.value.branchId}/members?state=proposed&done=withdrawn`);
  return {
    admission_not_found: NOT_FOUND,
    already_decided: { message: "Đề nghị này đã được quyết định hoặc đã rút." },
    request_reused: REQUEST_REUSED,
  }[withdrawn.refusal];
});

// Memberships.

const FEE_OUTSIDE =
  "Đã thu đoàn phí, hội phí của tháng nằm ngoài thời gian này. Xem lại ngày, hoặc bỏ khoản đã thu trước.";
const MOVED_BY_TRANSFER: FormState = {
  message:
    "Lần sinh hoạt này theo một việc chuyển sinh hoạt đã tiếp nhận; ngày và lý do không sửa riêng ở đây.",
};
const BY_DISCIPLINE = "Khai trừ chỉ theo quyết định kỷ luật: ghi ở sổ kỷ luật";

export const endMembershipAction = formAction(endingSchema, async (viewer, input, deed) => {
  const ended = await endMembership(viewer, { ...deed, reason: input.reason ?? undefined }, input);
  if (ended.ok) redirect(`/branches/${ended.value.branchId}/members?done=ended`);
  switch (ended.refusal) {
    case "membership_not_found":
      return NOT_FOUND;
    case "already_ended":
      return { message: "Người khác vừa ghi việc này. Tải lại trang để xem." };
    case "end_kind_of_other_line":
      return at("endKind", "Chọn lý do khác: lý do này không dùng cho hội viên");
    case "needs_discipline":
      return at("endKind", BY_DISCIPLINE);
    case "ceremony_in_future":
      return at("ceremonyOn", "Ngày làm lễ không được ở tương lai");
    case "end_in_future":
      return at("on", "Ngày này không được ở tương lai");
    case "end_before_start":
      return at("on", `Phải sau ngày vào, ${formatDate(ended.details.validFrom)}`);
    case "fee_outside":
      return at("on", FEE_OUTSIDE);
    case "request_reused":
      return REQUEST_REUSED;
  }
});

export const correctMembershipAction = formAction(membershipSchema, async (viewer, input, deed) => {
  const corrected = await correctMembership(viewer, { ...deed, reason: input.why }, input);
  if (corrected.ok) redirect(`/branches/${corrected.value.branchId}/members?done=corrected`);
  switch (corrected.refusal) {
    case "membership_not_found":
      return NOT_FOUND;
    case "membership_changed_meanwhile":
      return staleMembership(input, corrected.details);
    case "end_kind_missing":
      return at("endKind", "Chọn lý do kết thúc");
    case "end_kind_of_other_line":
      return at("endKind", "Chọn lý do khác: lý do này không dùng cho hội viên");
    case "needs_discipline":
      return at("endKind", BY_DISCIPLINE);
    case "expulsion_stands":
      return at("endKind", "Quyết định khai trừ còn hiệu lực: bỏ hoặc huỷ quyết định ở sổ kỷ luật trước");
    case "moved_by_transfer":
      return MOVED_BY_TRANSFER;
    case "fee_outside":
      return { message: FEE_OUTSIDE };
    case "guardian_consent_needed":
      return at("validFrom", GUARDIAN_NEEDED);
    case "joined_after_start":
      return at("joined", "Ngày vào lần đầu không được sau ngày vào tổ chức này");
    case "start_in_future":
      return at("validFrom", "Ngày vào không được ở tương lai");
    case "end_in_future":
      return at("validTo", "Ngày ra không được ở tương lai");
    case "end_before_start":
      return at("validTo", "Ngày ra phải sau ngày vào");
    case "branch_not_alive":
      return at("validFrom", "Tổ chức không hoạt động suốt thời gian này");
    case "too_young":
      return at("validFrom", "Chưa đủ tuổi kết nạp vào ngày này");
    case "too_old":
      return at("validFrom", "Quá 30 tuổi vào ngày này; muốn kết nạp phải xin phép ngoại lệ");
    case "post_outside":
      return {
        message: "Người này giữ chức vụ ở đây ngoài thời gian mới. Kết thúc chức vụ trước, rồi sửa ngày.",
      };
    case "already_in_a_cell":
      return { message: IN_A_CELL };
    case "already_member_here":
      return { message: HERE_ALREADY };
    case "request_reused":
      return REQUEST_REUSED;
  }
});

type TheirMembership = Pick<
  MembershipInput,
  "validFrom" | "validTo" | "endKind" | "endReason" | "joined" | "cardNumber"
> & {
  version: number;
};

const shownDay = (date: PlainDate | null) => (date ? formatDate(date) : "");

function staleMembership(input: MembershipInput, theirs: TheirMembership): FormState {
  const words = (membership: Omit<TheirMembership, "version">) => ({
    validFrom: formatDate(membership.validFrom),
    validTo: shownDay(membership.validTo),
    endKind: membership.endKind ? END_LABELS[membership.endKind] : "",
    endReason: membership.endReason ?? "",
    joined: membership.joined ? formatPartialDate(membership.joined) : "",
    cardNumber: membership.cardNumber ?? "",
  });
  return {
    message: "Người khác vừa sửa lần sinh hoạt này. So sánh; gửi lại thì giữ bản của bạn.",
    stale: differences(words(input), words(theirs), {
      ...{ validFrom: "Ngày vào", validTo: "Ngày ra", endKind: "Lý do ra", endReason: "Ghi chú lý do" },
      ...{ joined: "Ngày vào lần đầu", cardNumber: "Số thẻ" },
    }),
    newVersion: theirs.version,
  };
}

/** Fields in which two people's values differ, side by side. */
function differences<Field extends string>(
  yours: Record<Field, string>,
  theirs: Record<Field, string>,
  labels: Record<Field, string>,
): StaleField[] {
  // The keys of `labels` are exactly the fields; Object.keys only says string.
  const fields = Object.keys(labels) as Field[];
  return fields
    .filter((field) => yours[field] !== theirs[field])
    .map((field) => ({ field, label: labels[field], yours: yours[field], theirs: theirs[field] }));
}

export const takeBackMembershipAction = formAction(takingBackSchema, async (viewer, input, deed) => {
  const taken = await takeBackMembership(viewer, { ...deed, reason: input.why }, input);
  if (taken.ok) redirect(`/branches/${taken.value.branchId}/members?done=taken`);
  return {
    membership_not_found: NOT_FOUND,
    post_outside: { message: "Người này giữ chức vụ ở đây. Kết thúc chức vụ trước." },
    moved_by_transfer: MOVED_BY_TRANSFER,
    decision_stands: { message: "Sổ kỷ luật có quyết định về người này ở đây; lần sinh hoạt này phải giữ." },
    fee_outside: { message: FEE_OUTSIDE },
    request_reused: REQUEST_REUSED,
  }[taken.refusal];
});

export const suspendMembershipAction = formAction(suspensionSchema, async (viewer, input, deed) => {
  const suspended = await suspendMembership(viewer, { ...deed, reason: input.note ?? undefined }, input);
  if (suspended.ok) redirect(`/branches/${suspended.value.branchId}/members?done=suspended`);
  switch (suspended.refusal) {
    case "membership_not_found":
      return NOT_FOUND;
    case "not_possible":
    case "not_a_member_then":
      return at("from", "Vào ngày này người đó không đang sinh hoạt bình thường ở đây");
    case "status_standing":
      return at("from", "Thời gian này trùng một lần hoãn hoặc mất liên lạc đã ghi");
    case "start_in_future":
      return at("from", "Ngày bắt đầu không được ở tương lai; gia hạn thì bắt đầu từ ngày hết hạn");
    case "before_joined":
      return at("from", `Không được trước ngày vào, ${formatDate(suspended.details.validFrom)}`);
    case "until_before_from":
      return at("until", "Ngày trở lại phải sau ngày bắt đầu");
    case "too_long":
      return at("until", `Mỗi lần hoãn nhiều nhất một năm: đến ${formatDate(suspended.details.latest)}`);
    case "request_reused":
      return REQUEST_REUSED;
  }
});

export const loseContactAction = formAction(lostContactSchema, async (viewer, input, deed) => {
  const lost = await loseContact(viewer, { ...deed, reason: input.note ?? undefined }, input);
  if (lost.ok) redirect(`/branches/${lost.value.branchId}/members?done=lost`);
  switch (lost.refusal) {
    case "membership_not_found":
      return NOT_FOUND;
    case "not_possible":
    case "not_a_member_then":
      return at("from", "Vào ngày này người đó không đang sinh hoạt bình thường ở đây");
    case "status_standing":
      return at("from", "Thời gian này trùng một lần hoãn hoặc mất liên lạc đã ghi");
    case "start_in_future":
      return at("from", "Ngày này không được ở tương lai");
    case "before_joined":
      return at("from", `Không được trước ngày vào, ${formatDate(lost.details.validFrom)}`);
    case "request_reused":
      return REQUEST_REUSED;
  }
});

export const returnMemberAction = formAction(returnSchema, async (viewer, input, deed) => {
  const returned = await returnMember(viewer, deed, input);
  if (returned.ok) redirect(`/branches/${returned.value.branchId}/members?done=returned`);
  switch (returned.refusal) {
    case "membership_not_found":
      return NOT_FOUND;
    case "not_away":
      return { message: "Người này không hoãn sinh hoạt và không mất liên lạc. Tải lại trang để xem." };
    case "return_in_future":
      return at("on", "Ngày này không được ở tương lai");
    case "return_before_start":
      return at("on", `Không được trước ngày bắt đầu, ${formatDate(returned.details.validFrom)}`);
    case "request_reused":
      return REQUEST_REUSED;
  }
});

export const restoreMembershipAction = formAction(restorationSchema, async (viewer, input, deed) => {
  const restored = await restoreMembership(viewer, { ...deed, reason: input.reason }, input);
  if (restored.ok) redirect(`/members/${restored.value.personId}?done=restored`);
  switch (restored.refusal) {
    case "membership_not_found":
    case "not_allowed":
      return NOT_FOUND;
    case "not_possible":
      return { message: "Chỉ khôi phục người đã bị xóa tên, khai trừ, đã thôi hoặc trưởng thành." };
    case "expulsion_stands":
      return { message: "Quyết định khai trừ còn hiệu lực. Ghi bỏ kỷ luật ở sổ kỷ luật trước." };
    case "start_in_future":
      return at("on", "Ngày khôi phục không được ở tương lai");
    case "restored_before_end":
      return at("on", `Không được trước ngày ra, ${formatDate(restored.details.validTo)}`);
    case "branch_not_alive":
      return at("on", NOT_ALIVE);
    case "already_in_a_cell":
      return { message: IN_A_CELL };
    case "already_member_here":
      return { message: HERE_ALREADY };
    case "deceased":
      return { message: DECEASED };
    case "guardian_consent_needed":
      return { message: `${GUARDIAN_NEEDED}.` };
    case "request_reused":
      return REQUEST_REUSED;
  }
});

export const stayAfterThirtyAction = formAction(stayingSchema, async (viewer, input, deed) => {
  const stayed = await stayAfterThirty(viewer, deed, input);
  if (stayed.ok) redirect(`/members/${stayed.value.personId}?done=${input.stays ? "stays" : "leaves"}`);
  return {
    membership_not_found: NOT_FOUND,
    already_ended: { message: "Người này không còn sinh hoạt ở đây." },
    request_reused: REQUEST_REUSED,
  }[stayed.refusal];
});

// The record of a person.

export const correctProfileAction = formAction(profileSchema, async (viewer, input, deed) => {
  const corrected = await correctProfile(viewer, deed, input);
  if (corrected.ok) redirect(`/members/${input.personId}?done=corrected`);
  switch (corrected.refusal) {
    case "person_not_found":
      return NOT_FOUND;
    case "birth_impossible":
      return at("birth", BIRTH_IMPOSSIBLE);
    case "warnings_unread":
      return { warnings: corrected.details.warnings.map(warned) };
    case "person_changed_meanwhile":
      return staleProfile(input, corrected.details);
    case "area_not_found":
      return AREA_UNKNOWN;
    case "request_reused":
      return REQUEST_REUSED;
  }
});

type TheirProfile = Omit<ProfileInput, "personId" | "confirmed" | "gender" | "birth"> & {
  gender: ProfileInput["gender"] | null;
  birth: ProfileInput["birth"] | null;
};

function staleProfile(input: ProfileInput, theirs: TheirProfile): FormState {
  const words = (person: Omit<TheirProfile, "version">) => ({
    fullName: person.fullName,
    gender: person.gender ? GENDER_LABELS[person.gender] : "",
    birth: person.birth ? formatPartialDate(person.birth) : "",
    phone: person.phone ? formatPhone(person.phone) : "",
    education: person.education ? EDUCATION_LABELS[person.education] : "",
    occupation: person.occupation ?? "",
    joinedPlace: person.joinedPlace ?? "",
    politicalTheory: person.politicalTheory ? POLITICAL_THEORY_LABELS[person.politicalTheory] : "",
  });
  const stale = differences(words(input), words(theirs), {
    ...{ fullName: "Họ và tên", gender: "Giới tính", birth: "Ngày sinh", phone: "Điện thoại" },
    ...{ education: "Trình độ học vấn", occupation: "Nghề nghiệp" },
    ...{ joinedPlace: "Nơi vào Đoàn", politicalTheory: "Lý luận chính trị" },
  });
  const moved = {
    field: "areaId",
    label: "Nơi ở",
    yours: "bạn chọn nơi khác",
    theirs: "người khác chọn nơi khác",
  };
  return {
    message: "Người khác vừa sửa hồ sơ này. So sánh; gửi lại thì giữ bản của bạn.",
    stale: input.areaId === theirs.areaId ? stale : [...stale, moved],
    newVersion: theirs.version,
  };
}

// Many at once.

const gridAction = (schema: typeof enteringGridSchema | typeof correctingGridSchema) =>
  formAction(schema, async (viewer, { isConfirmed, confirmed, ...rows }, deed) => {
    const input = { ...rows, confirmed: isConfirmed ? confirmed : [] };
    const saved = await saveMemberGrid(viewer, deed, input);
    if (saved.ok) {
      const state = saved.value.proposed > 0 ? "&state=proposed" : "";
      redirect(`/branches/${saved.value.branchId}/members?done=grid&count=${saved.value.saved}${state}`);
    }
    switch (saved.refusal) {
      case "branch_not_found":
        return NOT_FOUND;
      case "nothing_entered":
        return { message: "Chưa có dòng nào được nhập hoặc sửa." };
      case "rows_refused":
        return refusedRows(saved.details.rows, rows.corrected);
      case "already_in_a_cell":
      case "already_member_here":
      case "guardian_consent_needed":
      case "area_not_found":
        return {
          message: "Trong lúc bạn nhập, người khác vừa ghi một người trong bảng. Gửi lại để xem dòng nào.",
        };
      case "request_reused":
        return REQUEST_REUSED;
    }
  });

export const enterMembersAction = gridAction(enteringGridSchema);
export const correctMembersAction = gridAction(correctingGridSchema);

/** What stands against each row, at its cells. */
function refusedRows(
  rows: readonly { number: number; refused: RowRefusal }[],
  corrected: readonly CorrectedRow[],
): FormState {
  const errors: Record<string, string[]> = {};
  const warnings: FormWarning[] = [];
  const values: Record<string, string> = {};
  for (const { number, refused } of rows) {
    const cell = (field: string) => cellName(MEMBER_GRID, number, field);
    if (refused.refusal === "warnings_unread") {
      const { details } = refused;
      const duplicates = "duplicates" in details ? details.duplicates : [];
      for (const warning of details.warnings) {
        const message =
          warning.finding === "known_here"
            ? `Đã có hồ sơ: ${duplicates.map(recordLine).join("; ")}. Nếu là cùng một người, xóa dòng này rồi kết nạp hoặc chuyển bằng hồ sơ ấy.`
            : explainWarning(warning);
        warnings.push({ rule: warning.rule, field: cell(WARNED_CELLS[warning.rule]), message });
      }
      continue;
    }
    const stale = staleCells(
      refused,
      corrected.find((row) => row.number === number),
    );
    if (stale) Object.assign(values, { [cell(stale.hidden)]: String(stale.version) });
    for (const [field, message] of stale?.cells ?? [rowProblem(refused)]) {
      errors[cell(field)] = [...(errors[cell(field)] ?? []), message];
    }
  }
  return { errors, warnings, values, message: "Chưa dòng nào được lưu: còn dòng cần xem lại." };
}

const WARNED_CELLS: Record<AdmissionWarning["rule"], GridField> = {
  V01: "birth",
  V02: "birth",
  V03: "education",
  V16: "fullName",
  V33: "fullName",
};

const recordLine = ({ fullName, birth, branchNames }: FoundPerson) =>
  [fullName, birthLabel(birth), ...branchNames].join(", ");

/** The other person's values, each at the cell where it differs; the version then shown is theirs. */
function staleCells(refused: RowRefusal, row: CorrectedRow | undefined) {
  if (!row) return undefined;
  const yours = gridCells(row);
  const differing = (theirs: ReturnType<typeof gridCells>) =>
    // The keys of the cells are exactly their fields; Object.entries only says string.
    (Object.entries(theirs) as [GridField, string][])
      .filter(([field, text]) => yours[field as keyof typeof yours] !== text)
      .map(([field, text]): [GridField, string] => [
        field,
        `Người khác vừa lưu: ${text || "(trống)"}. Gửi lại thì giữ bản của bạn.`,
      ]);
  if (refused.refusal === "record_changed_meanwhile") {
    const { version, facts, area } = refused.details;
    return {
      hidden: "version",
      version,
      cells: differing({ ...yours, ...gridCells({ ...row, ...facts, area }) }),
    };
  }
  if (refused.refusal !== "membership_changed_meanwhile") return undefined;
  const { version, joined, cardNumber } = refused.details;
  const cells = differing({ ...yours, ...gridCells({ ...row, joined, cardNumber }) });
  return { hidden: "membershipVersion", version, cells };
}

/** The cell a refusal is about, and what to say there. */
function rowProblem(refused: RowRefusal): [GridField, string] {
  switch (refused.refusal) {
    case "person_not_found":
      return ["fullName", "Không tìm thấy trong phạm vi của bạn"];
    case "already_ended":
      return ["fullName", "Người này không còn sinh hoạt ở đây. Tải lại trang để xem"];
    case "admission_in_future":
      return ["from", "Ngày kết nạp không được ở tương lai"];
    case "start_in_future":
      return ["from", "Ngày bắt đầu sinh hoạt không được ở tương lai"];
    case "branch_not_alive":
      return ["from", NOT_ALIVE];
    case "birth_impossible":
      return ["birth", BIRTH_IMPOSSIBLE];
    case "too_young":
      return ["from", `Chưa đủ tuổi: đủ tuổi từ ngày ${formatDate(refused.details.allowedFrom)}`];
    case "guardian_consent_needed":
      return ["birth", `${GUARDIAN_NEEDED}. Lập hồ sơ ở màn hình Kết nạp, từng người`];
    case "too_old":
      return ["from", "Quá 30 tuổi vào ngày kết nạp. Xin phép ngoại lệ ở màn hình Kết nạp, từng người"];
    case "area_not_found":
      return ["area", "Không có xã, phường này. Chọn trong danh sách"];
    case "area_ambiguous":
      return [
        "area",
        `Có nhiều nơi cùng tên: ${refused.details.one}; ${refused.details.other}. Ghi cả huyện`,
      ];
    case "recorded_by_level_above":
      return ["start", "Người đã là thành viên do cấp trên ghi. Ở đây chỉ đề nghị kết nạp"];
    case "joined_before_admission":
      return ["joined", "Kết nạp ở đây thì ngày vào là ngày kết nạp: để trống ô này"];
    case "joined_after_start":
      return ["joined", "Không được sau ngày bắt đầu sinh hoạt ở đây"];
    case "card_before_approval":
      return ["cardNumber", "Ghi số thẻ sau khi được chuẩn y"];
    case "record_changed_meanwhile":
    case "membership_changed_meanwhile":
    case "warnings_unread":
      return ["fullName", "Người khác vừa sửa. Tải lại trang để xem"];
  }
}

export const recordAwardAction = formAction(awardSchema, async (viewer, input, deed) => {
  const recorded = await recordAward(viewer, deed, input);
  if (recorded.ok) redirect(`/members/${recorded.value.personId}?done=awarded`);
  return {
    membership_not_found: NOT_FOUND,
    date_in_future: at("on", "Ngày quyết định không được ở tương lai"),
    already_recorded: at("title", "Khen thưởng này đã ghi"),
    request_reused: REQUEST_REUSED,
  }[recorded.refusal];
});

export const takeBackAwardAction = formAction(awardRemovalSchema, async (viewer, input, deed) => {
  const taken = await takeBackAward(viewer, deed, input);
  if (taken.ok) redirect(`/members/${taken.value.personId}?done=unawarded`);
  return { award_not_found: NOT_FOUND, request_reused: REQUEST_REUSED }[taken.refusal];
});

// Posts.

export const givePostAction = formAction(postSchema, async (viewer, input, deed) => {
  const given = await givePost(viewer, { ...deed, reason: input.exceptionReason ?? undefined }, input);
  if (given.ok) redirect(`/branches/${given.value.branchId}/posts?done=given`);
  switch (given.refusal) {
    case "branch_not_found":
      return NOT_FOUND;
    case "person_not_found":
      return at("personId", "Không tìm thấy người này trong phạm vi của bạn");
    case "title_of_other_line":
      return at("title", "Tổ chức này không có chức vụ đó");
    case "post_in_future":
      return at("from", "Ngày nhận chức vụ không được ở tương lai");
    case "branch_not_alive":
      return at("from", NOT_ALIVE);
    case "not_a_member":
      return at(
        "exceptionReason",
        "Người này không phải đoàn viên, hội viên ở đây vào ngày đó. Nếu được cấp trên chỉ định, nêu lý do",
      );
    case "post_already_held":
      return at("title", "Người này đang giữ chức vụ đó");
    case "head_taken":
      return at(
        "endPresentHead",
        `${given.details.name ?? "Người khác"} đang giữ chức vụ này từ ${formatDate(given.details.validFrom)}. Một tổ chức chỉ có một người đứng đầu: chọn ô dưới đây để người đó thôi cùng ngày`,
      );
    case "head_then":
      return at(
        "from",
        given.details.validTo
          ? `${given.details.name ?? "Người khác"} giữ chức vụ này đến ${formatDate(given.details.validTo)}. Chọn ngày từ đó trở đi`
          : `${given.details.name ?? "Người khác"} giữ chức vụ này từ ${formatDate(given.details.validFrom)}. Chọn ngày sau đó`,
      );
    case "warnings_unread": {
      const { finding } = given.details;
      return { warnings: [{ rule: finding.rule, message: explainCommittee(finding) }] };
    }
    case "posts_changed_meanwhile":
      return { message: "Người khác vừa sửa chức vụ của tổ chức này. Tải lại trang để xem." };
    case "request_reused":
      return REQUEST_REUSED;
  }
});

export const endPostAction = formAction(postEndingSchema, async (viewer, input, deed) => {
  const ended = await endPost(viewer, { ...deed, reason: input.reason ?? undefined }, input);
  if (ended.ok) redirect(`/branches/${ended.value.branchId}/posts?done=ended`);
  switch (ended.refusal) {
    case "post_not_found":
      return NOT_FOUND;
    case "already_ended":
      return { message: "Người khác vừa ghi việc này. Tải lại trang để xem." };
    case "end_in_future":
      return at("on", "Ngày này không được ở tương lai");
    case "end_before_start":
      return at("on", `Không được trước ngày nhận, ${formatDate(ended.details.validFrom)}`);
    case "request_reused":
      return REQUEST_REUSED;
  }
});
