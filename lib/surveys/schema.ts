import { z } from "zod";
import {
  checkbox,
  choice,
  choices,
  formObject,
  headcount,
  headcountOrUnknown,
  optional,
  optionalPlainDate,
  optionalText,
  phone,
  plainDate,
  text,
  uuid,
} from "@/lib/forms/fields";
import {
  BranchKind,
  EnterpriseGrant,
  MeetingRhythm,
  OwnerAttitude,
  SurveyState,
} from "@/lib/generated/prisma/enums";
import { FACT_FIELDS, NEEDS, NUMBER_LABELS, sumProblemInWords, YES_NO_LABELS } from "@/lib/surveys/labels";
import {
  factField,
  NEED_NOTE_FIELD,
  NUMBER_FIELDS,
  needField,
  needPersonsField,
  needUrgentField,
  ORGANISATION_ROWS,
  organisationField,
  REQUIRED_NUMBERS,
  sumProblems,
  YES_NO_FIELDS,
} from "@/lib/surveys/rules";
import { normalizeText } from "@/lib/text/normalize";

const numbers = Object.fromEntries(NUMBER_FIELDS.map((field) => [field, headcountOrUnknown()])) as Record<
  // Object.fromEntries forgets the names it was given.
  (typeof NUMBER_FIELDS)[number],
  ReturnType<typeof headcountOrUnknown>
>;
const yesNo = z.preprocess(
  (value) => value || undefined,
  z.enum(["yes", "no", "unknown"], "Chọn một trả lời").optional(),
);

/** One row of section D; a row without a kind is an empty row. */
const organisation = z.object({
  kind: optional(choice(Object.values(BranchKind))),
  name: optionalText(200),
  foundedOn: optionalPlainDate(),
  committeeSize: optional(headcount()),
  members: optional(headcount()),
  meetingRhythm: optional(choice(Object.values(MeetingRhythm))),
  lastActivityOn: optionalPlainDate(),
  paysFee: optional(choice(["yes", "no"])),
  rating: optionalText(100),
  difficulty: optionalText(500, { lines: true }),
});

const base = formObject({
  surveyId: optional(uuid()),
  campaignId: uuid(),
  enterpriseId: uuid(),
  version: headcount(),
  intent: z.enum(["draft", "submit"]).catch("draft"),
  ...numbers,
  hasPartyCell: yesNo,
  hasTradeUnion: yesNo,
  elsewhereNote: optionalText(500, { lines: true }),
  ownerAttitude: optional(choice(Object.values(OwnerAttitude))),
  grants: choices(Object.values(EnterpriseGrant)),
  grantNote: optionalText(500, { lines: true }),
  contactName: optionalText(120),
  contactPhone: optional(phone()),
  nucleusName: optionalText(120),
  nucleusPhone: optional(phone()),
  assessment: optionalText(2000, { lines: true }),
  proposal: optionalText(2000, { lines: true }),
  surveyedOn: optionalPlainDate(),
  surveyor: optionalText(120),
  informant: optionalText(120),
});

/**
 * The whole form, A–H. A draft may have holes; what is sent for acceptance answers every required question and adds up
 * (V25). Rows of sections A, D and F are read from their own field names.
 */
export const surveySchema = z.record(z.string(), z.unknown()).transform((values, context) => {
  const parsed = base.safeParse(values);
  const organisations = readOrganisations(values, context);
  const needs = readNeeds(values, context);
  if (!parsed.success) {
    for (const issue of parsed.error.issues) context.addIssue({ ...issue, code: "custom" });
    return z.NEVER;
  }
  const answers = parsed.data;
  if (answers.intent === "submit") {
    for (const [field, message] of missing(answers)) {
      context.addIssue({ code: "custom", path: [field], message });
    }
    for (const problem of sumProblems(answers)) {
      context.addIssue({ code: "custom", path: [problem.at], message: sumProblemInWords(problem) });
    }
  }
  return { ...answers, organisations, needs, facts: readFacts(values) };
});
export type SurveyInput = z.output<typeof surveySchema>;

type Answers = z.output<typeof base>;

/** The questions left open, with what to say at each. */
function missing(answers: Answers): [string, string][] {
  const open: [string, string][] = REQUIRED_NUMBERS.filter((field) => answers[field] === undefined).map(
    (field) => [field, `${NUMBER_LABELS[field]}: nhập số, hoặc chọn “không rõ”`],
  );
  for (const field of YES_NO_FIELDS) {
    if (answers[field] === undefined)
      open.push([field, `${YES_NO_LABELS[field]}: chọn có, không hoặc không rõ`]);
  }
  if (!answers.surveyedOn) open.push(["surveyedOn", "Nhập ngày khảo sát"]);
  if (!answers.surveyor) open.push(["surveyor", "Ghi người khảo sát"]);
  if (!answers.informant) open.push(["informant", "Ghi người cung cấp thông tin"]);
  return open;
}

function readOrganisations(values: Record<string, unknown>, context: z.RefinementCtx) {
  return Array.from({ length: ORGANISATION_ROWS }, (_, row) => row).flatMap((row) => {
    const fields = Object.keys(organisation.shape);
    const posted = Object.fromEntries(fields.map((field) => [field, values[organisationField(row, field)]]));
    const parsed = organisation.safeParse(posted);
    if (!parsed.success) {
      for (const issue of parsed.error.issues) {
        context.addIssue({
          code: "custom",
          path: [organisationField(row, String(issue.path[0] ?? "kind"))],
          message: issue.message,
        });
      }
      return [];
    }
    const { kind, ...rest } = parsed.data;
    if (kind) return [{ kind, ...rest }];
    if (Object.values(rest).some((value) => value !== null)) {
      context.addIssue({
        code: "custom",
        path: [organisationField(row, "kind")],
        message: "Chọn loại tổ chức cho dòng này",
      });
    }
    return [];
  });
}

function readNeeds(values: Record<string, unknown>, context: z.RefinementCtx) {
  return NEEDS.flatMap((need) => {
    const parsed = optional(headcount()).safeParse(values[needPersonsField(need)]);
    if (!parsed.success) {
      for (const { message } of parsed.error.issues) {
        context.addIssue({ code: "custom", path: [needPersonsField(need)], message });
      }
      return [];
    }
    const isTicked = values[needField(need)] !== undefined;
    const isUrgent = values[needUrgentField(need)] !== undefined;
    const note = need === "other" ? factText.safeParse(values[NEED_NOTE_FIELD]).data : null;
    return isTicked || isUrgent || note || parsed.data !== null
      ? [{ need, persons: parsed.data, isUrgent, note: note ?? null }]
      : [];
  });
}

const factText = optionalText(300);

const readFacts = (values: Record<string, unknown>): Record<string, string> =>
  Object.fromEntries(
    FACT_FIELDS.flatMap(({ key }) => {
      const parsed = factText.safeParse(values[factField(key)]);
      return parsed.data ? [[key, parsed.data]] : [];
    }),
  );

export const returnSchema = z.object({
  surveyId: uuid(),
  version: headcount(),
  reason: text(1000, { lines: true, missing: "Nêu lý do trả lại để đơn vị biết cần sửa gì" }),
});
export type ReturnInput = z.output<typeof returnSchema>;

export const acceptSchema = z.object({ surveyId: uuid(), version: headcount() });
export type AcceptInput = z.output<typeof acceptSchema>;

/** Several at once, as ticked in the list. */
export const acceptManySchema = z.object({
  surveys: z.preprocess(
    (posted) => [posted].flat().filter(Boolean),
    z.array(z.uuid()).min(1, "Chọn ít nhất một phiếu").max(200),
  ),
});
export type AcceptManyInput = z.output<typeof acceptManySchema>;

export const campaignSchema = z
  .object({
    campaignId: optional(uuid()),
    version: optional(headcount()),
    name: text(200, { missing: "Nhập tên đợt khảo sát" }),
    referenceDate: plainDate(),
    opensOn: plainDate(),
    dueOn: optionalPlainDate(),
    closedOn: optionalPlainDate(),
  })
  .superRefine(({ opensOn, dueOn, closedOn }, context) => {
    const at = (field: string, message: string) =>
      context.addIssue({ code: "custom", path: [field], message });
    if (dueOn && dueOn < opensOn) at("dueOn", "Hạn không thể trước ngày mở");
    if (closedOn && closedOn < opensOn) at("closedOn", "Ngày đóng không thể trước ngày mở");
  });
export type CampaignInput = z.output<typeof campaignSchema>;

/** Closing names what is still open; it is done with the tick that this was seen. */
export const closingSchema = z.object({
  campaignId: uuid(),
  version: headcount(),
  closedOn: plainDate(),
  confirmed: checkbox(),
});
export type ClosingInput = z.output<typeof closingSchema>;

export const surveyFilterSchema = z.object({
  state: z.enum(SurveyState).optional().catch(undefined),
  unit: z.uuid().optional().catch(undefined),
  campaign: z.uuid().optional().catch(undefined),
  q: z.string().max(500).transform(normalizeText).optional().catch(undefined),
  after: z.string().max(600).optional().catch(undefined),
});
export type SurveyFilter = z.output<typeof surveyFilterSchema>;

/** The last row of a page: its enterprise's sort key and its id. */
export const surveyCursor = z.tuple([z.string(), z.uuid()]);
