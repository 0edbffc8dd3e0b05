import { ProofFields } from "@/components/access/proof-fields";
import { ActionForm, SubmitButton, TextField } from "@/components/ui/form";
import type { FormAction, ProofNeeded } from "@/lib/forms/state";

export const ExportForm = ({
  action,
  requestId,
  filter,
  needed,
}: {
  action: FormAction;
  requestId: string;
  filter: Record<string, string>;
  needed: ProofNeeded;
}) => (
  <ActionForm action={action} requestId={requestId} hidden={filter} className="max-w-2xl space-y-5">
    <TextField
      name="reason"
      label="Xuất, vì"
      hint="Ví dụ: lập danh sách triệu tập đại hội chi đoàn tháng 12"
      maxLength={500}
      required
    />
    <ProofFields needed={needed} />
    <SubmitButton>Chuẩn bị tệp</SubmitButton>
  </ActionForm>
);

/** A plain form: a file comes by POST, so that no address can be passed on that gives it to somebody. */
export const FetchForm = ({ exportId }: { exportId: string }) => (
  <form method="post" action="/members/export/file">
    <input type="hidden" name="exportId" value={exportId} />
    <div className="flex flex-wrap gap-3">
      <button type="submit" name="format" value="xlsx" className="btn">
        Tải tệp Excel
      </button>
      <button type="submit" name="format" value="csv" className="btn" data-tone="quiet">
        Tải tệp CSV
      </button>
    </div>
  </form>
);
