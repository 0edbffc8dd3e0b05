import { ProofFields } from "@/components/access/proof-fields";
import {
  ActionForm,
  DateField,
  type Option,
  RadioField,
  SelectField,
  SubmitButton,
  TextArea,
  TextField,
} from "@/components/ui/form";
import { LINE_LABELS, LINE_SCOPE_LABELS, ROLE_LABELS } from "@/lib/access/labels";
import { LONGEST_DELEGATION_DAYS } from "@/lib/accounts/rules";
import { formatDate, type PlainDate } from "@/lib/dates/plain-date";
import type { FormAction, ProofNeeded } from "@/lib/forms/state";
import { type Line, LineScope, type Role, type UnitKind } from "@/lib/generated/prisma/enums";

type Sent = { action: FormAction; requestId: string; proof: ProofNeeded };

type Places = {
  roles: readonly Role[];
  units: readonly { id: string; name: string; kind: UnitKind }[];
  branches: readonly { id: string; name: string; line: Line }[];
  today: PlainDate;
};

const LINES: Option[] = Object.values(LineScope).map((line) => ({
  value: line,
  label: LINE_SCOPE_LABELS[line],
}));

const isOfProvince = (kind: UnitKind) => kind === "province" || kind === "department";

/** Role, place, line and period. A unit's officer gives one role only, so nothing is asked that has one answer. */
function AppointmentFields({ roles, units, branches, today }: Places) {
  const isSecretaryOnly = roles.length === 1 && roles[0] === "branch_secretary";
  const givesSecretaries = roles.includes("branch_secretary");
  return (
    <>
      {!isSecretaryOnly && (
        <>
          <SelectField
            name="role"
            label="Vai trò"
            empty="Chọn vai trò"
            options={roles.map((role) => ({ value: role, label: ROLE_LABELS[role] }))}
            required
          />
          <SelectField
            name="unitId"
            label="Đơn vị"
            hint="Cán bộ đơn vị: chọn huyện, thành, khối, xã. Vai trò khác: Tỉnh Đoàn hoặc ban."
            empty="Chọn đơn vị"
            options={units.map(({ id, name, kind }) => ({
              value: id,
              label: name,
              group: isOfProvince(kind) ? "Tỉnh Đoàn và các ban" : "Đơn vị trực thuộc",
            }))}
            required={!givesSecretaries}
          />
          <RadioField name="line" legend="Phụ trách" options={LINES} defaultValue="both" />
        </>
      )}
      {givesSecretaries && (
        <SelectField
          name="branchId"
          label="Tổ chức"
          {...(!isSecretaryOnly && { hint: "Chỉ khi vai trò là bí thư, chi hội trưởng." })}
          empty="Chọn tổ chức"
          options={branches.map(({ id, name, line }) => ({
            value: id,
            label: name,
            group: LINE_LABELS[line],
          }))}
          required={isSecretaryOnly}
        />
      )}
      <div className="grid gap-5 sm:grid-cols-2">
        <DateField name="validFrom" label="Từ ngày" defaultValue={formatDate(today)} required />
        <DateField name="validTo" label="Thôi từ ngày" hint="Để trống nếu chưa định" />
      </div>
    </>
  );
}

const roleHidden = (roles: readonly Role[]): Record<string, string> =>
  roles.length === 1 && roles[0] === "branch_secretary" ? { role: "branch_secretary" } : {};

export const AccountForm = ({ action, requestId, proof, places }: Sent & { places: Places }) => (
  <ActionForm action={action} requestId={requestId} hidden={roleHidden(places.roles)}>
    <TextField name="displayName" label="Họ và tên" maxLength={100} required />
    <TextField
      name="login"
      label="Tên đăng nhập hoặc số điện thoại"
      hint="Số điện thoại dễ nhớ nhất, ví dụ 0912 345 678. Hoặc tên không dấu, ví dụ hoa.nong"
      maxLength={60}
      required
    />
    <AppointmentFields {...places} />
    <ProofFields needed={proof} />
    <SubmitButton>Cấp tài khoản</SubmitButton>
  </ActionForm>
);

export const AppointmentForm = ({
  action,
  requestId,
  proof,
  places,
  accountId,
}: Sent & { places: Places; accountId: string }) => (
  <ActionForm action={action} requestId={requestId} hidden={{ accountId, ...roleHidden(places.roles) }}>
    <AppointmentFields {...places} />
    <ProofFields needed={proof} />
    <SubmitButton>Giao nhiệm vụ</SubmitButton>
  </ActionForm>
);

export const LinkForm = ({
  action,
  requestId,
  proof,
  accountId,
  label,
}: Sent & { accountId: string; label: string }) => (
  <ActionForm action={action} requestId={requestId} hidden={{ accountId }}>
    <ProofFields needed={proof} />
    <SubmitButton>{label}</SubmitButton>
  </ActionForm>
);

/** Locking asks for no proof: whoever sees misuse must be quick. Unlocking does. */
export const LockForm = ({
  action,
  requestId,
  proof,
  accountId,
  isLocked,
}: Sent & { accountId: string; isLocked: boolean }) => (
  <ActionForm action={action} requestId={requestId} hidden={{ accountId }}>
    <TextArea name="reason" label="Lý do" required />
    {isLocked && <ProofFields needed={proof} />}
    <SubmitButton tone={isLocked ? "quiet" : "danger"}>
      {isLocked ? "Mở khoá tài khoản" : "Khoá tài khoản"}
    </SubmitButton>
  </ActionForm>
);

export const ClearFactorForm = ({ action, requestId, proof, accountId }: Sent & { accountId: string }) => (
  <ActionForm action={action} requestId={requestId} hidden={{ accountId }}>
    <TextArea name="reason" label="Lý do" required />
    <ProofFields needed={proof} />
    <SubmitButton tone="danger">Gỡ bước xác thực thứ hai</SubmitButton>
  </ActionForm>
);

export const EndingForm = ({
  action,
  requestId,
  proof,
  appointmentId,
  today,
  label,
}: Sent & { appointmentId: string; today: PlainDate; label: string }) => (
  <ActionForm action={action} requestId={requestId} hidden={{ appointmentId }}>
    <DateField
      name="on"
      label="Thôi từ ngày"
      hint="Từ ngày này không còn quyền. Hôm nay: hết quyền ngay"
      defaultValue={formatDate(today)}
      required
    />
    <TextArea name="reason" label="Lý do" required />
    <ProofFields needed={proof} />
    <SubmitButton tone="danger">{label}</SubmitButton>
  </ActionForm>
);

export const PeriodForm = ({
  action,
  requestId,
  proof,
  appointmentId,
  validFrom,
  validTo,
}: Sent & { appointmentId: string; validFrom: PlainDate; validTo: PlainDate | null }) => (
  <ActionForm action={action} requestId={requestId} hidden={{ appointmentId }}>
    <div className="grid gap-5 sm:grid-cols-2">
      <DateField name="validFrom" label="Từ ngày" defaultValue={formatDate(validFrom)} required />
      <DateField
        name="validTo"
        label="Thôi từ ngày"
        hint="Để trống nếu chưa định"
        defaultValue={validTo && formatDate(validTo)}
      />
    </div>
    <TextArea name="reason" label="Lý do" required />
    <ProofFields needed={proof} />
    <SubmitButton>Sửa thời hạn</SubmitButton>
  </ActionForm>
);

export const DelegationForm = ({
  action,
  requestId,
  proof,
  held,
  today,
  latestEnd,
}: Sent & { held: readonly Option[]; today: PlainDate; latestEnd: PlainDate }) => (
  <ActionForm action={action} requestId={requestId}>
    <SelectField name="appointmentId" label="Nhiệm vụ của bạn" options={held} required />
    <TextField
      name="login"
      label="Người nhận"
      hint="Tên đăng nhập hoặc số điện thoại của một tài khoản đang làm việc trong tỉnh"
      maxLength={60}
      required
    />
    <RadioField name="line" legend="Ủy quyền" options={LINES} />
    <div className="grid gap-5 sm:grid-cols-2">
      <DateField name="validFrom" label="Từ ngày" defaultValue={formatDate(today)} required />
      <DateField
        name="validTo"
        label="Thôi từ ngày"
        hint={`Nhiều nhất ${LONGEST_DELEGATION_DAYS} ngày, nếu từ hôm nay thì đến ${formatDate(latestEnd)}`}
        required
      />
    </div>
    <TextArea name="reason" label="Lý do" required />
    <ProofFields needed={proof} />
    <SubmitButton>Ủy quyền</SubmitButton>
  </ActionForm>
);
