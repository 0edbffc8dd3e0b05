import { z } from "zod";
import { SHOWN_LABELS, type Shown } from "@/lib/congresses/labels";
import { MOST_SEATS, seatField, termEndOf, termLabel } from "@/lib/congresses/rules";
import {
  checkbox,
  choice,
  headcount,
  optionalPlainDate,
  optionalText,
  plainDate,
  text,
  uuid,
} from "@/lib/forms/fields";
import { Line, PostTitle } from "@/lib/generated/prisma/enums";
import { said } from "@/lib/http/params";

const posted = (values: unknown) =>
  [values].flat().filter((value) => typeof value === "string" && value !== "");
const confirmed = z.preprocess(posted, z.array(z.string().max(10)).max(20));
const day = () => plainDate({ missing: "Nhập ngày, ví dụ 23/10/2014" });
const note = () => optionalText(1000, { lines: true });
const number = (missing: string) => text(60, { missing });

export const planSchema = z
  .object({
    branchId: uuid(),
    plannedOn: plainDate({ missing: "Nhập ngày dự kiến, ví dụ 23/10/2014" }),
    term: text(20, { missing: "Nhập nhiệm kỳ, ví dụ 2014–2017" }).transform((typed, context) => {
      const label = termLabel(typed);
      if (label) return label;
      context.addIssue("Viết năm đầu và năm cuối của nhiệm kỳ, ví dụ 2014–2017");
      return z.NEVER;
    }),
    /** Where a decision names the last day of the term. */
    termEndOn: optionalPlainDate(),
    on: day(),
    note: note(),
    confirmed,
  })
  .transform((given) => ({ ...given, termEndOn: given.termEndOn ?? termEndOf(given.term) }))
  .refine(({ plannedOn, termEndOn }) => plannedOn < termEndOn, {
    path: ["term"],
    error: "Nhiệm kỳ phải kết thúc sau ngày đại hội",
  });
export type PlanInput = z.output<typeof planSchema>;

const move = { congressId: uuid(), on: day() };

export const tickSchema = z.object({
  congressId: uuid(),
  code: z.string().regex(/^[a-z_]{1,40}$/, "Việc này không còn trong danh sách, hãy tải lại trang"),
  isDone: checkbox(),
  on: day(),
  note: optionalText(300),
});
export type TickInput = z.output<typeof tickSchema>;

/** What the organisation does by itself. */
export const advanceSchema = z.object({
  ...move,
  move: choice(["prepare", "ask", "submit", "cancel"]),
  documentNumber: optionalText(60),
  note: note(),
  confirmed,
});
export type AdvanceInput = z.output<typeof advanceSchema>;

/** What the level above answers; each kind asks for its own reason or paper. */
export const answerSchema = z.discriminatedUnion(
  "move",
  [
    z.object({
      ...move,
      move: z.literal("permit"),
      documentNumber: number("Nhập số văn bản cho phép"),
      note: note(),
    }),
    z.object({
      ...move,
      move: z.literal("send_back"),
      note: text(1000, { lines: true, missing: "Nêu vì sao trả lại" }),
    }),
    z.object({
      ...move,
      move: z.literal("postpone"),
      documentNumber: number("Nhập số quyết định cho hoãn"),
      movedTo: plainDate({ missing: "Nhập ngày dự kiến mới, ví dụ 23/10/2014" }),
      note: text(1000, { lines: true, missing: "Nêu lý do hoãn" }),
      confirmed,
    }),
  ],
  { error: "Việc này không có, hãy tải lại trang" },
);
export type AnswerInput = z.output<typeof answerSchema>;

const seat = z.object({
  title: choice(Object.values(PostTitle), { missing: "Chọn chức vụ" }),
  person: uuid({ missing: "Chọn người" }),
  reason: optionalText(300),
});
export type Seat = z.output<typeof seat> & { row: number };

const result = z.object({
  ...move,
  called: headcount({ missing: "Nhập số được triệu tập" }).refine((count) => count > 0, {
    error: "Phải có người được triệu tập",
  }),
  present: headcount({ missing: "Nhập số có mặt" }),
  note: note(),
  confirmed,
});

/** Rows in which a post or a person was chosen, by their number: s0_title, s0_person, s0_reason. */
function filledSeats(values: Readonly<Record<string, unknown>>): Map<number, Record<string, unknown>> {
  const rows = new Map<number, Record<string, unknown>>();
  for (const [name, value] of Object.entries(values)) {
    const [, row, field] = /^s(\d{1,2})_(title|person|reason)$/.exec(name) ?? [];
    if (!row || !field || typeof value !== "string" || value.trim() === "") continue;
    rows.set(Number(row), { ...rows.get(Number(row)), [field]: value });
  }
  return new Map([...rows].sort(([one], [other]) => one - other));
}

/** Who came and whom the congress chose; read in one step, so that all mistakes are told at once, each at its field. */
export const resultSchema = z.record(z.string(), z.unknown()).transform((values, context) => {
  let clean = true;
  const complain = (field: string, message: string) => {
    clean = false;
    context.addIssue({ code: "custom", path: [field], message });
  };
  const head = result.safeParse(values);
  for (const { path, message } of head.error?.issues ?? []) complain(String(path[0]), message);
  if (head.data && head.data.present > head.data.called) complain("present", "Nhiều hơn số được triệu tập");
  const seats: Seat[] = [];
  for (const [row, cells] of filledSeats(values)) {
    const read = seat.safeParse(cells);
    for (const { path, message } of read.error?.issues ?? []) complain(`s${row}_${String(path[0])}`, message);
    if (!read.success) continue;
    const earlier = seats.find(({ person }) => person === read.data.person);
    if (earlier) complain(seatField(row, "person"), `Trùng với dòng ${earlier.row + 1}`);
    seats.push({ ...read.data, row });
  }
  if (seats.length === 0 && clean) complain(seatField(0, "title"), "Ghi ít nhất người đứng đầu");
  if (seats.length > MOST_SEATS) complain(seatField(0, "title"), `Nhiều nhất ${MOST_SEATS} người`);
  return clean && head.success ? { ...head.data, seats } : z.NEVER;
});
export type ResultInput = z.output<typeof resultSchema>;

export const recognitionSchema = z.object({
  ...move,
  documentNumber: number("Nhập số quyết định công nhận"),
  note: note(),
});
export type RecognitionInput = z.output<typeof recognitionSchema>;

export const extensionSchema = z.object({
  branchId: uuid(),
  extendedTo: plainDate({ missing: "Nhập hạn mới, ví dụ 23/10/2014" }),
  decisionNumber: number("Nhập số quyết định"),
  decidedOn: plainDate({ missing: "Nhập ngày của quyết định, ví dụ 23/10/2014" }),
  reason: text(1000, { lines: true, missing: "Nêu lý do" }),
});
export type ExtensionInput = z.output<typeof extensionSchema>;

const shown = Object.keys(SHOWN_LABELS) as [Shown, ...Shown[]];

/** What the list is narrowed to, in its address. */
export const congressFilterSchema = z.object({
  unit: said(z.uuid()),
  line: said(z.enum(Line)),
  state: said(z.enum(shown)),
});
export type CongressFilter = z.output<typeof congressFilterSchema>;
