import "server-only";
import { z } from "zod";
import type { Viewer } from "@/lib/access/policy";
import { proofNeeded, prove } from "@/lib/access/proof";
import { senderOfForm } from "@/lib/access/viewer";
import type { Deed } from "@/lib/db/command";
import { newId } from "@/lib/db/id";
import { type FormState, readForm, withoutSecrets } from "@/lib/forms/state";

const requestId = z.uuid();

/** What every form says when its request id was already spent on other input (a page kept open, then changed). */
export const REQUEST_REUSED: FormState = {
  message: "Biểu mẫu này đã được gửi một lần với nội dung khác. Tải lại trang rồi nhập lại để gửi tiếp.",
};

const SIGNED_OUT: FormState = {
  message:
    "Phiên làm việc đã kết thúc. Mở một thẻ khác của trình duyệt, đăng nhập lại, rồi về đây gửi: nội dung đã nhập còn nguyên.",
};

/** For a grave deed whose proof grew old between the form and the command. */
export const PROOF_NEEDED: FormState = {
  message: "Đã quá 10 phút từ lần xác nhận trước. Nhập lại mật khẩu rồi gửi lại.",
  proof: "password",
};

/**
 * The one road from a form to a command: who is asking, is the input well formed, then the handler. What was typed
 * comes back with every refusal. The request id is rendered into the form, so that sending twice writes once.
 * With `proof` the deed is grave: a session that did not prove itself lately does so by the same form (`ProofFields`);
 * its command is a `graveCommand`, which asks the database again.
 */
export const formAction =
  <Schema extends z.ZodType>(
    schema: Schema,
    handle: (viewer: Viewer, input: z.output<Schema>, deed: Deed) => Promise<FormState>,
    { proof = false }: { proof?: boolean } = {},
  ) =>
  async (_previous: FormState, form: FormData): Promise<FormState> => {
    const posted = readForm(form);
    const values = withoutSecrets(posted);
    const viewer = await senderOfForm();
    if (!viewer) return { ...SIGNED_OUT, values };
    const asked: FormState = proof ? { proof: proofNeeded(viewer) } : {};
    const parsed = schema.safeParse(posted);
    if (!parsed.success) return { ...asked, values, errors: z.flattenError(parsed.error).fieldErrors };
    if (proof) {
      const errors = await prove(viewer, posted);
      if (errors) return { ...asked, values, errors };
    }
    const given = requestId.safeParse(posted["requestId"]);
    const state = await handle(viewer, parsed.data, { requestId: given.data ?? newId() });
    const proven: FormState = proof ? { proof: "none" } : {};
    // A handler may put one value right, such as the version of a stale form: what was typed stays beside it.
    return { ...proven, ...state, values: { ...values, ...state.values } };
  };
