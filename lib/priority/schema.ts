import { z } from "zod";
import { headcount, optional, plainDate, text, uuid } from "@/lib/forms/fields";
import { Line } from "@/lib/generated/prisma/enums";
import { said, saidDay } from "@/lib/http/params";
import { NO_UNIT } from "@/lib/indicators/rules";
import { TOTAL_POINTS } from "@/lib/priority/rules";

const weight = () =>
  headcount({ missing: "Nhập số điểm từ 0 đến 100" }).refine(
    (points) => points <= TOTAL_POINTS,
    "Nhập số điểm từ 0 đến 100",
  );
const full = () =>
  headcount({ missing: "Nhập số người, ví dụ 100" }).refine(
    (people) => people > 0,
    "Nhập từ 1 người trở lên",
  );

/** Other weights from a day on, with the reason; `basedOn` is the row the form was filled from. */
export const weightsSchema = z
  .object({
    provinceId: uuid(),
    basedOn: optional(uuid()),
    entrepreneur: weight(),
    size: weight(),
    concentration: weight(),
    workersFull: full(),
    peopleFull: full(),
    validFrom: plainDate(),
    reason: text(1000, { lines: true, missing: "Nêu lý do đổi trọng số" }),
  })
  .superRefine(({ entrepreneur, size, concentration }, context) => {
    const sum = entrepreneur + size + concentration;
    if (sum === TOTAL_POINTS) return;
    context.addIssue({
      code: "custom",
      path: ["concentration"],
      message: `Ba số điểm cộng lại phải bằng 100, đang là ${sum}`,
    });
  });
export type WeightsInput = z.output<typeof weightsSchema>;

/** What of the enterprises without an organisation is shown: those to go to next, or those whose owner refuses. */
export const PRIORITY_LISTS = ["next", "refused"] as const;

export const priorityFilterSchema = z
  .object({
    asOf: saidDay(),
    /** As known at the end of this day. */
    knownAt: saidDay(),
    line: said(z.enum(Line)),
    unit: said(z.union([z.uuid(), z.literal(NO_UNIT)])),
    show: said(z.enum(PRIORITY_LISTS)),
    page: said(z.coerce.number().int().min(1).max(10_000)),
  })
  .catch({});
export type PriorityFilter = z.output<typeof priorityFilterSchema>;

/** The address of the list under these filters; what is not said is left out. */
export function priorityAddress(filter: PriorityFilter) {
  const given = Object.entries(filter).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, String(value)]],
  );
  return `/priority${given.length > 0 ? `?${new URLSearchParams(given)}` : ""}` as const;
}
