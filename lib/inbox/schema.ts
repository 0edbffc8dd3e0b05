import { z } from "zod";
import { uuid } from "@/lib/forms/fields";
import { NoticeKind } from "@/lib/generated/prisma/enums";

/** The inbox' address: what is not read and still matters, or everything of 90 days; and where the page begins. */
export const inboxFilterSchema = z.object({
  show: z.enum(["all"]).optional().catch(undefined),
  after: z.string().max(300).optional().catch(undefined),
});
export type InboxFilter = z.output<typeof inboxFilterSchema>;

/** The last notice of a page: when it was written, and its id. */
export const noticeCursor = z.tuple([z.iso.datetime(), z.uuid()]);

export const noticeSchema = z.object({ noticeId: uuid() });
export const allNoticesSchema = z.object({});

/** Kinds that are to come; and the address for the day's digest, none where it is left empty. */
export const choiceSchema = z.object({
  kinds: z.preprocess(
    (given) => (given === undefined ? [] : Array.isArray(given) ? given : [given]),
    z.array(z.enum(NoticeKind, "Chọn loại thông báo trong danh sách")),
  ),
  address: z.preprocess(
    (given) => (typeof given === "string" && given.trim() !== "" ? given.trim().toLowerCase() : null),
    z
      .email("Địa chỉ thư chưa đúng, ví dụ can-bo@example.vn")
      .max(200, "Địa chỉ dài quá 200 ký tự")
      .nullable(),
  ),
});
export type ChoiceInput = z.output<typeof choiceSchema>;
