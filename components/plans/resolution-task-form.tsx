import { ActionForm, SubmitButton, TextArea } from "@/components/ui/form";
import type { FormAction } from "@/lib/forms/state";

/** Types in what the attachment says; whoever has the paper. */
export const ResolutionTaskForm = ({
  task,
  requestId,
  action,
}: {
  task: { id: string; order: number; version: number; text: string | null };
  requestId: string;
  action: FormAction;
}) => (
  <ActionForm action={action} requestId={requestId} version={task.version} hidden={{ taskId: task.id }}>
    <TextArea
      name="text"
      label={`Nội dung nhiệm vụ, giải pháp ${task.order}`}
      hint="Chép đúng lời văn bản gửi kèm. Để trống: chưa có văn bản gửi kèm"
      rows={8}
      defaultValue={task.text}
    />
    <SubmitButton>Lưu nội dung</SubmitButton>
  </ActionForm>
);
