import { ActionForm, CheckboxesField, SubmitButton, TextField } from "@/components/ui/form";
import { optionsOf } from "@/lib/enterprises/labels";
import type { FormAction } from "@/lib/forms/state";
import type { NoticeKind } from "@/lib/generated/prisma/enums";
import { NOTICE_KIND_LABELS } from "@/lib/inbox/labels";

/** Which kinds come, and where the day's digest goes. */
export const ChoiceForm = ({
  action,
  requestId,
  kinds,
  address,
  sendsMail,
}: {
  action: FormAction;
  requestId: string;
  kinds: readonly NoticeKind[];
  address: string | null;
  /** Whether this installation has a mail server. */
  sendsMail: boolean;
}) => (
  <ActionForm action={action} requestId={requestId} className="max-w-2xl space-y-5">
    <CheckboxesField
      name="kinds"
      legend="Nhận thông báo về"
      options={optionsOf(NOTICE_KIND_LABELS)}
      defaultValues={kinds}
    />
    <TextField
      name="address"
      label="Gửi bản tin ngày đến địa chỉ thư"
      hint={
        sendsMail
          ? "08 giờ các ngày làm việc, chỉ khi có việc mới hoặc quá hạn. Để trống nếu không nhận thư."
          : "Máy chủ này chưa gửi được thư: bản tin ngày đọc tại hộp thông báo. Địa chỉ ghi ở đây dùng khi có máy chủ thư."
      }
      maxLength={200}
      defaultValue={address}
    />
    <SubmitButton>Lưu lựa chọn</SubmitButton>
  </ActionForm>
);
