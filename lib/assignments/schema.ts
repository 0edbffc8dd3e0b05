import { z } from "zod";
import { SHOWS } from "@/lib/assignments/rules";
import { checkbox, optionalPlainDate, optionalText, text, uuid } from "@/lib/forms/fields";
import { said } from "@/lib/http/params";

/** Most enterprises that one deed hands over. */
export const MOST_AT_ONCE = 500;

const ticked = z.preprocess(
  (posted) => [posted].flat().filter(Boolean),
  z.array(z.uuid()).max(MOST_AT_ONCE, `Mỗi lần nhiều nhất ${MOST_AT_ONCE} doanh nghiệp`),
);

const NONE_TICKED = "Chọn ít nhất một doanh nghiệp";

export const assignSchema = z
  .object({
    campaignId: uuid(),
    enterprises: ticked,
    /** Everything by the list's filter that waits for somebody, ticked or not. */
    whole: checkbox(),
    unit: z.preprocess((posted) => posted || null, z.uuid().nullable()),
    area: z.preprocess((posted) => posted || null, z.uuid().nullable()),
    /** An officer's account, or "group:" and a working group. */
    surveyorId: z
      .string({ error: "Chọn người hoặc tổ khảo sát" })
      .regex(/^(?:group:)?[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i, "Chọn người hoặc tổ khảo sát"),
    dueOn: optionalPlainDate(),
    reason: optionalText(500),
  })
  .refine(({ enterprises, whole }) => whole || enterprises.length > 0, {
    path: ["enterprises"],
    error: NONE_TICKED,
  })
  .transform(({ surveyorId: chosen, ...said }) => {
    const group = chosen.startsWith("group:") ? chosen.slice("group:".length) : null;
    return { ...said, surveyorId: group ? null : chosen, workingGroupId: group };
  });
export type AssignInput = z.output<typeof assignSchema>;

export const releaseSchema = z.object({
  campaignId: uuid(),
  enterprises: ticked.refine((chosen) => chosen.length > 0, NONE_TICKED),
  reason: text(500, { missing: "Nêu vì sao thôi giao" }),
});
export type ReleaseInput = z.output<typeof releaseSchema>;

/** What an address asks of a campaign's enterprises; `person` is an account, or "me". */
export const assignmentFilterSchema = z
  .object({
    show: said(z.enum(SHOWS)),
    unit: said(z.uuid()),
    area: said(z.uuid()),
    person: said(z.union([z.literal("me"), z.uuid()])),
    after: said(z.string().max(600)),
  })
  .catch({});
export type AssignmentFilter = z.output<typeof assignmentFilterSchema>;

/** The last row of a page: its enterprise's sort key and id. */
export const assignmentCursor = z.tuple([z.string(), z.uuid()]);
