import { ReadWarnings } from "@/components/branches/founding-problems";
import { EndPresentHead, ExceptionReason } from "@/components/members/post-answers";
import {
  ActionForm,
  DateField,
  type Option,
  RadioField,
  SelectField,
  SubmitButton,
  TextArea,
} from "@/components/ui/form";
import type { FormAction } from "@/lib/forms/state";
import type { BranchKind, Line } from "@/lib/generated/prisma/enums";
import { postLabel } from "@/lib/members/labels";
import { titlesOf } from "@/lib/members/rules";

type Base = { action: FormAction; requestId: string; today: string };

export const PostForm = ({
  action,
  requestId,
  today,
  branch,
  people,
  chosen,
}: Base & {
  branch: { id: string; kind: BranchKind; line: Line };
  people: readonly Option[];
  chosen: string | null;
}) => (
  <ActionForm
    action={action}
    requestId={requestId}
    hidden={{ branchId: branch.id }}
    className="max-w-2xl space-y-5"
  >
    <SelectField
      name="personId"
      label="Người giữ chức vụ"
      options={people}
      empty="Chọn người"
      required
      defaultValue={chosen}
    />
    <RadioField
      name="title"
      legend="Chức vụ"
      options={titlesOf(branch.line).map((title) => ({ value: title, label: postLabel(title, branch.kind) }))}
    />
    <DateField name="from" label="Từ ngày" required defaultValue={today} />
    <ExceptionReason />
    <EndPresentHead />
    <ReadWarnings />
    <SubmitButton>Giao chức vụ</SubmitButton>
  </ActionForm>
);

export const PostEndForm = ({ action, requestId, today, postId }: Base & { postId: string }) => (
  <ActionForm action={action} requestId={requestId} hidden={{ postId }} className="max-w-2xl space-y-5">
    <DateField
      name="on"
      label="Thôi từ ngày"
      hint="Ghi đúng ngày nhận chức vụ nếu giao nhầm: coi như chưa giữ"
      required
      defaultValue={today}
    />
    <TextArea name="reason" label="Lý do, số quyết định" rows={2} />
    <SubmitButton>Ghi thôi chức vụ</SubmitButton>
  </ActionForm>
);
