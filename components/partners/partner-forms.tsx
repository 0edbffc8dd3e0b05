import { type Desk, DeskFields } from "@/components/advice/advice-forms";
import {
  ActionForm,
  DateField,
  NumberField,
  type Option,
  SelectField,
  SubmitButton,
  TextArea,
  TextField,
} from "@/components/ui/form";
import { optionsOf } from "@/lib/enterprises/labels";
import type { FormAction } from "@/lib/forms/state";
import { PARTNER_KIND_LABELS } from "@/lib/partners/labels";

type Base = { action: FormAction; requestId: string };

const NameFields = ({ given }: { given?: { name: string; contact: string | null } }) => (
  <>
    <TextField
      name="name"
      label="Tên cơ quan"
      hint="Ví dụ: Liên đoàn Lao động huyện"
      maxLength={200}
      required
      defaultValue={given?.name ?? null}
    />
    <TextField
      name="contact"
      label="Đầu mối liên hệ"
      hint="Phòng, ban, điện thoại cơ quan; không ghi tên, số máy riêng của ai."
      maxLength={300}
      defaultValue={given?.contact ?? null}
    />
    <DateField name="validFrom" label="Tên này dùng từ ngày" required />
  </>
);

export const PartnerForm = ({ action, requestId, desks }: Base & { desks: readonly Desk[] }) => (
  <ActionForm action={action} requestId={requestId} className="max-w-2xl space-y-5">
    <SelectField name="kind" label="Loại cơ quan" required options={optionsOf(PARTNER_KIND_LABELS)} />
    <NameFields />
    <DeskFields desks={desks} />
    <SubmitButton>Thêm cơ quan</SubmitButton>
  </ActionForm>
);

export const RenameForm = ({
  action,
  requestId,
  partner,
}: Base & { partner: { id: string; name: string; contact: string | null } }) => (
  <ActionForm
    action={action}
    requestId={requestId}
    hidden={{ partnerId: partner.id }}
    className="max-w-2xl space-y-5"
  >
    <NameFields given={partner} />
    <SubmitButton>Lưu tên</SubmitButton>
  </ActionForm>
);

type OfPartner = Base & { partnerId: string; desks: readonly Desk[] };

export const AgreementForm = ({ action, requestId, partnerId, desks }: OfPartner) => (
  <ActionForm action={action} requestId={requestId} hidden={{ partnerId }} className="max-w-2xl space-y-4">
    <TextArea name="content" label="Nội dung phối hợp" required />
    <TextField name="documentNumber" label="Số, ký hiệu" maxLength={60} />
    <DateField name="signedOn" label="Ngày ký" required />
    <DateField name="untilOn" label="Hiệu lực đến hết ngày" hint="Để trống nếu không nêu. Ví dụ 31/12/2017" />
    <DeskFields desks={desks} />
    <SubmitButton tone="quiet">Ghi chương trình phối hợp</SubmitButton>
  </ActionForm>
);

export const JointForm = ({
  action,
  requestId,
  partnerId,
  desks,
  activities,
}: OfPartner & { activities: readonly Option[] }) => (
  <ActionForm action={action} requestId={requestId} hidden={{ partnerId }} className="max-w-2xl space-y-4">
    <TextArea name="content" label="Đã cùng làm gì" required rows={2} />
    <DateField name="on" label="Ngày" required />
    <NumberField name="participants" label="Số người tham gia" />
    {activities.length > 0 && (
      <SelectField
        name="activityId"
        label="Là hoạt động đã ghi của tổ chức"
        hint="Chọn nếu hoạt động này đã ghi ở một tổ chức."
        empty="Không"
        options={activities}
      />
    )}
    <DeskFields desks={desks} />
    <SubmitButton tone="quiet">Ghi việc đã cùng làm</SubmitButton>
  </ActionForm>
);
