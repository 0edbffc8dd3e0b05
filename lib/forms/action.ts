import "server-only";
import { z } from "zod";
import type { Viewer } from "@/lib/access/policy";
import { requireViewer } from "@/lib/access/viewer";
import type { Deed } from "@/lib/db/command";
import { newId } from "@/lib/db/id";
import { type FormState, readForm } from "@/lib/forms/state";

const requestId = z.uuid();

/** What every form says when its request id was already spent on other input (a page kept open, then changed). */
export const REQUEST_REUSED: FormState = {
  message: "Biểu mẫu này đã được gửi một lần với nội dung khác. Tải lại trang rồi nhập lại để gửi tiếp.",
};

/**
 * The one road from a form to a command: who is asking, is the input well formed, then the handler. What was typed
 * comes back with every refusal. The request id is rendered into the form, so that sending twice writes once.
 */
export const formAction =
  <Schema extends z.ZodType>(
    schema: Schema,
    handle: (viewer: Viewer, input: z.output<Schema>, deed: Deed) => Promise<FormState>,
  ) =>
  async (_previous: FormState, form: FormData): Promise<FormState> => {
    const viewer = await requireViewer();
    const values = readForm(form);
    const parsed = schema.safeParse(values);
    if (!parsed.success) return { values, errors: z.flattenError(parsed.error).fieldErrors };
    const given = requestId.safeParse(values["requestId"]);
    const state = await handle(viewer, parsed.data, { requestId: given.data ?? newId() });
    // A handler may put one value right, such as the version of a stale form: what was typed stays beside it.
    return { ...state, values: { ...values, ...state.values } };
  };
