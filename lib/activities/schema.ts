import { z } from "zod";
import {
  checkbox,
  choice,
  choices,
  dong,
  headcount,
  optional,
  optionalText,
  plainDate,
  text,
  uuid,
} from "@/lib/forms/fields";
import { ActivityForm, ActivityKind, CareKind, Line } from "@/lib/generated/prisma/enums";
import { said, saidDay } from "@/lib/http/params";
import { NEEDS } from "@/lib/surveys/labels";

const MOST_DONG = 1_000_000_000_000;

/** Who did it: "branch:<id>", or "unit:<id>" where the unit itself did. */
const PLACE = /^(branch|unit):([0-9a-f-]{36})$/;
const place = z
  .string({ error: "Chọn nơi tổ chức" })
  .refine((typed) => PLACE.test(typed), "Chọn nơi tổ chức")
  .transform((typed) => {
    const [, kind, id = ""] = PLACE.exec(typed) ?? [];
    return kind === "unit" ? { branchId: null, unitId: id } : { branchId: id, unitId: null };
  });

const PARTS = ["unionParticipants", "associationParticipants", "youthParticipants"] as const;
const CARE = ["careKind", "beneficiaries", "careCash", "careInKind"] as const;

const base = z.object({
  place,
  /** The line a unit's own activity is done for; an organisation has its own. */
  line: choice(Object.values(Line)).catch("union"),
  kind: choice(Object.values(ActivityKind), { missing: "Chọn loại hoạt động" }),
  form: optional(choice(Object.values(ActivityForm))),
  on: plainDate({ missing: "Nhập ngày diễn ra, ví dụ 23/10/2014" }),
  title: text(200, { missing: "Nhập tên hoạt động" }),
  participants: optional(headcount()),
  unionParticipants: optional(headcount()),
  associationParticipants: optional(headcount()),
  youthParticipants: optional(headcount()),
  isJoint: checkbox(),
  benefitsYouth: checkbox(),
  benefitsEnterprise: checkbox(),
  benefitYouth: optionalText(500, { lines: true }),
  benefitEnterprise: optionalText(500, { lines: true }),
  result: optionalText(1000, { lines: true }),
  initiatives: optional(headcount()),
  savings: optional(dong(MOST_DONG)),
  youthProjects: optional(headcount()),
  careKind: optional(choice(Object.values(CareKind))),
  beneficiaries: optional(headcount()),
  careCash: optional(dong(MOST_DONG)),
  careInKind: optional(dong(MOST_DONG)),
  areaId: optional(uuid()),
  needs: choices(NEEDS),
  programmeItemId: optional(uuid()),
});

type Said = z.output<typeof base>;

function check(said: Said, context: z.RefinementCtx): void {
  const at = (field: string, message: string) => context.addIssue({ code: "custom", path: [field], message });
  const { participants, kind, careKind } = said;
  for (const part of PARTS) {
    const count = said[part];
    if (participants !== null && count !== null && count > participants)
      at(part, "Không thể nhiều hơn số người dự");
  }
  if (kind !== "care" && CARE.some((field) => said[field] !== null))
    at("kind", "Ghi chăm lo thì chọn loại “Chăm lo đời sống”");
  if (kind === "care" && careKind === null && CARE.some((field) => said[field] !== null))
    at("careKind", "Chọn hình thức chăm lo");
}

/** What was written of a benefit says that there is one. */
const whole = ({ place: { branchId, unitId }, ...said }: Said) => ({
  ...said,
  branchId,
  unitId,
  benefitsYouth: said.benefitsYouth || said.benefitYouth !== null,
  benefitsEnterprise: said.benefitsEnterprise || said.benefitEnterprise !== null,
});

export const activitySchema = base.superRefine(check).transform(whole);
export type ActivityInput = z.output<typeof activitySchema>;

const why = (missing: string) => text(300, { missing });

export const correctionSchema = base
  .extend({ activityId: uuid(), why: why("Nêu vì sao sửa, ví dụ: ghi nhầm số người") })
  .superRefine(check)
  .transform(({ activityId, why: reason, ...said }) => ({ ...whole(said), activityId, why: reason }));

export const takingBackSchema = z.object({
  activityId: uuid(),
  why: why("Nêu vì sao bỏ, ví dụ: ghi trùng"),
});

/** Where a page of activities ended: the day and the id of its last one. */
export const cursorSchema = z.tuple([z.iso.date(), z.uuid()]);

export const activityPageSchema = z.object({ after: said(z.string().max(500)) }).catch({});

/** What an address asks of the register. */
export const activityFilterSchema = z
  .object({
    unit: said(z.uuid()),
    branch: said(z.uuid()),
    kind: said(z.enum(ActivityKind)),
    form: said(z.enum(ActivityForm)),
    line: said(z.enum(Line)),
    joint: said(z.literal("yes")),
    need: said(z.enum(NEEDS)),
    item: said(z.uuid()),
    from: saidDay(),
    to: saidDay(),
    after: said(z.string().max(500)),
  })
  .catch({});
export type ActivityFilter = z.output<typeof activityFilterSchema>;
