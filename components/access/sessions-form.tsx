import { ProofFields } from "@/components/access/proof-fields";
import { ActionForm, SelectField, SubmitButton } from "@/components/ui/form";
import { deviceName } from "@/lib/access/labels";
import { formatMoment } from "@/lib/dates/plain-date";
import type { FormAction, ProofNeeded } from "@/lib/forms/state";

/** Ends the account's sessions on other devices, one or all; one that is open here by chance proves itself first. */
export const SessionsForm = ({
  action,
  requestId,
  needed,
  others,
}: {
  action: FormAction;
  requestId: string;
  needed: ProofNeeded;
  others: readonly { id: string; device: string; lastSeenAt: Date }[];
}) => (
  <ActionForm action={action} requestId={requestId} className="max-w-md space-y-4">
    <SelectField
      name="session"
      label="Đăng xuất thiết bị khác"
      options={[
        { value: "others", label: "Mọi thiết bị khác" },
        ...others.map(({ id, device, lastSeenAt }) => ({
          value: id,
          label: `${deviceName(device)}, dùng gần nhất ${formatMoment(lastSeenAt)}`,
        })),
      ]}
    />
    <ProofFields needed={needed} />
    <SubmitButton tone="quiet">Đăng xuất thiết bị đã chọn</SubmitButton>
  </ActionForm>
);
