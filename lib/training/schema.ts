import { z } from "zod";
import { choice, dong, headcount, optional, optionalText, plainDate, text, uuid } from "@/lib/forms/fields";
import { Line, Ownership } from "@/lib/generated/prisma/enums";
import { said, saidDay } from "@/lib/http/params";
import { TRAINED_NUMBERS } from "@/lib/training/rules";

const day = (missing: string) => plainDate({ missing });

export const courseSchema = z.object({
  unitId: uuid({ missing: "Chọn đơn vị tổ chức" }),
  line: choice(Object.values(Line), { missing: "Chọn Đoàn hoặc Hội" }),
  topic: text(300, { missing: "Nhập nội dung tập huấn" }),
  fromOn: day("Nhập ngày đầu, ví dụ 15/11/2014"),
  toOn: day("Nhập ngày cuối, ví dụ 16/11/2014"),
  place: optionalText(200),
  lecturers: optionalText(500),
  budget: optional(dong()),
  result: optionalText(2000, { lines: true }),
});
export type CourseInput = z.output<typeof courseSchema>;

const why = text(300, { missing: "Nêu vì sao, ví dụ: ghi nhầm ngày" });
export const courseCorrectionSchema = courseSchema.extend({ courseId: uuid(), why });
export type CourseCorrectionInput = z.output<typeof courseCorrectionSchema>;
export const courseBackSchema = z.object({ courseId: uuid(), why });
export type CourseBackInput = z.output<typeof courseBackSchema>;

export const guestSchema = z.object({
  courseId: uuid(),
  description: text(200, { missing: "Ghi họ là ai, ví dụ: cán bộ công đoàn cơ sở" }),
  count: headcount({ missing: "Nhập số người" }).refine((count) => count > 0, { error: "Ít nhất một người" }),
});
export type GuestInput = z.output<typeof guestSchema>;
export const guestBackSchema = z.object({ guestId: uuid(), why });
export type GuestBackInput = z.output<typeof guestBackSchema>;

const MOST_AT_ONCE = 200;

/** Who was ticked: "<person>/<organisation>" each. */
export const participantsSchema = z.object({
  courseId: uuid(),
  chosen: z.preprocess(
    (posted) => [posted].flat().filter((value) => typeof value === "string" && value !== ""),
    z
      .array(
        z
          .string()
          .regex(/^[0-9a-f-]{36}\/[0-9a-f-]{36}$/, "Mục đã chọn không có trong danh sách")
          .transform((pair) => ({ personId: pair.slice(0, 36), branchId: pair.slice(37) })),
      )
      .min(1, "Chọn ít nhất một người")
      .max(MOST_AT_ONCE, `Mỗi lần nhiều nhất ${MOST_AT_ONCE} người`),
  ),
});
export type ParticipantsInput = z.output<typeof participantsSchema>;

export const certificateSchema = z.object({
  participantId: uuid(),
  certificateNumber: text(60, { missing: "Nhập số giấy chứng nhận" }),
});
export type CertificateInput = z.output<typeof certificateSchema>;
export const participantBackSchema = z.object({ participantId: uuid(), why });
export type ParticipantBackInput = z.output<typeof participantBackSchema>;

/** The list's address. */
export const courseFilterSchema = z
  .object({
    q: said(z.string().trim().min(1).max(100)),
    line: said(z.enum(Line)),
    unit: said(z.uuid()),
    year: said(z.coerce.number().int().min(2000).max(2100)),
    after: said(z.string().max(300)),
  })
  .catch({});
export type CourseFilter = z.output<typeof courseFilterSchema>;
export const courseCursor = z.tuple([z.iso.date(), z.uuid()]);

/** Whom to choose from: by name, by unit. */
export const candidateFilterSchema = z
  .object({ q: said(z.string().trim().min(1).max(100)), unit: said(z.uuid()) })
  .catch({});
export type CandidateFilter = z.output<typeof candidateFilterSchema>;

/** What an address of K21 asks for. */
export const trainedQuerySchema = z
  .object({
    asOf: saidDay(),
    from: saidDay(),
    knownAt: saidDay(),
    unit: said(z.uuid()),
    line: said(z.enum(Line)),
    heads: said(z.literal("only")),
    ownership: said(z.enum(Ownership)),
    show: said(z.enum(TRAINED_NUMBERS)),
    after: said(z.string().max(400)),
  })
  .catch({});
export type TrainedQuery = z.output<typeof trainedQuerySchema>;

export const personCursorSchema = z.tuple([z.string(), z.uuid()]);
