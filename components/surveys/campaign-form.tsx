import { ActionForm, CheckboxField, DateField, SubmitButton, TextField } from "@/components/ui/form";
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

export const CloseCampaignForm = ({
  action,
  requestId,
  campaignId,
  version,
  today,
  open,
}: {
  action: FormAction;
  requestId: string;
  campaignId: string;
  version: number;
  /** As it is typed: 15/12/2014. */
  today: string;
  /** Forms that are not accepted yet. */
  open: number;
}) => (
  <ActionForm
    action={action}
    requestId={requestId}
    version={version}
    hidden={{ campaignId }}
    className="max-w-2xl space-y-5"
  >
    <DateField name="closedOn" label="Đóng từ ngày" required defaultValue={today} />
    {open > 0 && (
      <CheckboxField name="confirmed" label={`Tôi đã xem ${open} phiếu chưa duyệt và vẫn đóng đợt`} />
    )}
    <SubmitButton tone="danger">Đóng đợt khảo sát</SubmitButton>
  </ActionForm>
);
