import { ActionForm, DateField, SubmitButton, TextField } from "@/components/ui/form";
import { formatDate } from "@/lib/dates/plain-date";
import type { FormAction } from "@/lib/forms/state";

type Given = {
  id: string;
  version: number;
  name: string;
  referenceDate: string;
  opensOn: string;
  dueOn: string | null;
  closedOn: string | null;
};

const written = (day: string | null | undefined) => (day ? formatDate(day) : null);

export const CampaignForm = ({
  action,
  requestId,
  given,
}: {
  action: FormAction;
  requestId: string;
  given?: Given;
}) => (
  <ActionForm
    action={action}
    requestId={requestId}
    {...(given && { version: given.version, hidden: { campaignId: given.id } })}
    className="max-w-2xl space-y-5"
  >
    <TextField
      name="name"
      label="Tên đợt khảo sát"
      required
      maxLength={200}
      defaultValue={given?.name ?? null}
    />
    <DateField
      name="referenceDate"
      label="Số liệu tính đến ngày"
      required
      defaultValue={written(given?.referenceDate)}
    />
    <DateField name="opensOn" label="Mở từ ngày" required defaultValue={written(given?.opensOn)} />
    <DateField
      name="dueOn"
      label="Hạn"
      hint="Để trống khi không có văn bản nào giao hạn"
      defaultValue={written(given?.dueOn)}
    />
    <DateField
      name="closedOn"
      label="Đóng từ ngày"
      hint="Để trống khi đợt còn mở"
      defaultValue={written(given?.closedOn)}
    />
    <SubmitButton>{given ? "Lưu" : "Mở đợt khảo sát"}</SubmitButton>
  </ActionForm>
);
