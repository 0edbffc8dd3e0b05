import { ProofFields } from "@/components/access/proof-fields";
import {
  ActionForm,
  CheckboxField,
  DateField,
  NumberField,
  type Option,
  RadioField,
  SubmitButton,
  TextArea,
  TextField,
} from "@/components/ui/form";
import type { FormAction, ProofNeeded } from "@/lib/forms/state";
import type { PrivacyTextKind, RetentionClass } from "@/lib/generated/prisma/enums";
import {
  BASIS_END_LABELS,
  HOW_LABELS,
  REQUEST_HOW_LABELS,
  REQUEST_LABELS,
  STEP_LABELS,
} from "@/lib/privacy/labels";

type Base = { action: FormAction; requestId: string };
type Grave = Base & { proof: ProofNeeded };

const optionsOf = (labels: Readonly<Record<string, string>>): Option[] =>
  Object.entries(labels).map(([value, label]) => ({ value, label }));

export const TextForm = ({
  kind,
  title,
  body,
  basis,
  ...form
}: Base & { kind: PrivacyTextKind; title: string; body: string; basis: string }) => (
  <ActionForm {...form} hidden={{ kind }}>
    <TextField name="title" label="Tên văn bản" required defaultValue={title} />
    <TextArea name="body" label="Nội dung" required rows={12} defaultValue={body} />
    <TextField name="basis" label="Căn cứ: luật, nghị định, điều" required defaultValue={basis} />
    <DateField name="validFrom" label="Có hiệu lực từ ngày" required />
    <SubmitButton>Ban hành bản mới</SubmitButton>
  </ActionForm>
);

export const ContactForm = (form: Base) => (
  <ActionForm {...form}>
    <TextField name="name" label="Đơn vị, bộ phận phụ trách" required />
    <TextField name="phone" label="Điện thoại" inputMode="tel" />
    <TextField name="email" label="Thư điện tử" />
    <TextField name="address" label="Địa chỉ" />
    <DateField name="validFrom" label="Từ ngày" required />
    <SubmitButton>Ghi đầu mối</SubmitButton>
  </ActionForm>
);

export const HolidayForm = (form: Base) => (
  <ActionForm {...form} className="max-w-xl space-y-5">
    <DateField
      name="day"
      label="Ngày nghỉ"
      required
      hint="Tết Nguyên đán, Giỗ Tổ, nghỉ bù: mỗi ngày một dòng"
    />
    <TextField name="name" label="Tên ngày nghỉ" required />
    <TextField name="source" label="Văn bản cho nghỉ" required />
    <SubmitButton>Thêm ngày nghỉ</SubmitButton>
  </ActionForm>
);

export const RemoveHolidayForm = ({ holidayId, ...form }: Base & { holidayId: string }) => (
  <ActionForm {...form} hidden={{ holidayId }} className="inline">
    <SubmitButton tone="quiet">Bỏ</SubmitButton>
  </ActionForm>
);

export const ConsentForm = ({
  personId,
  purpose,
  isMinor,
  ...form
}: Base & { personId: string; purpose: string; isMinor: boolean }) => (
  <ActionForm {...form} hidden={{ personId, purpose }}>
    <RadioField name="how" legend="Đồng ý bằng cách nào" options={optionsOf(HOW_LABELS)} />
    <DateField name="givenOn" label="Ngày đồng ý" required />
    <TextField name="evidence" label="Bằng chứng" hint="Số giấy, nơi lưu, ai chứng kiến" required />
    {isMinor && (
      <>
        <TextField
          name="guardianName"
          label="Họ tên cha, mẹ hoặc người giám hộ"
          hint="Dưới 16 tuổi, người đồng ý là cha, mẹ hoặc người giám hộ (V32)"
          required
        />
        <TextField name="guardianRelation" label="Quan hệ" required />
      </>
    )}
    <SubmitButton>Ghi sự đồng ý</SubmitButton>
  </ActionForm>
);

export const LegalBasisForm = ({
  personId,
  purpose,
  grounds,
  ...form
}: Base & { personId: string; purpose: string; grounds: readonly Option[] }) => (
  <ActionForm {...form} hidden={{ personId, purpose }}>
    <RadioField name="ground" legend="Căn cứ của luật" options={grounds} />
    <TextField name="article" label="Điều, khoản, văn bản" required />
    <TextField name="evidence" label="Ai quyết định dùng căn cứ này" required />
    <DateField name="givenOn" label="Từ ngày" required />
    <SubmitButton tone="quiet">Ghi căn cứ của luật</SubmitButton>
  </ActionForm>
);

export const EndBasisForm = ({ basisId, ...form }: Base & { basisId: string }) => (
  <ActionForm {...form} hidden={{ basisId }}>
    <RadioField name="endKind" legend="Vì sao kết thúc" options={optionsOf(BASIS_END_LABELS)} />
    <DateField name="endedOn" label="Từ ngày" required />
    <TextField name="endReason" label="Lý do, số yêu cầu" required />
    <SubmitButton tone="danger">Kết thúc căn cứ này</SubmitButton>
  </ActionForm>
);

export const RequestForm = ({ person, ...form }: Base & { person: { id: string; name: string } | null }) => (
  <ActionForm {...form} className="max-w-2xl space-y-5" {...(person && { hidden: { personId: person.id } })}>
    {!person && (
      <TextField
        name="subjectName"
        label="Họ tên người yêu cầu"
        hint="Nếu người đó có hồ sơ, mở hồ sơ rồi bấm Quyền riêng tư để ghi ở đó"
        required
      />
    )}
    <TextField name="contact" label="Trả lời cho người đó bằng cách nào" hint="Điện thoại, địa chỉ" />
    <RadioField name="kind" legend="Yêu cầu gì" options={optionsOf(REQUEST_LABELS)} />
    <RadioField name="how" legend="Nhận bằng cách nào" options={optionsOf(REQUEST_HOW_LABELS)} />
    <DateField name="receivedOn" label="Ngày nhận" required hint="Thời hạn của luật tính từ ngày này" />
    <TextArea name="content" label="Nội dung yêu cầu" required />
    <CheckboxField name="hasThirdParty" label="Nơi khác cũng đang giữ dữ liệu này và phải được báo" />
    <SubmitButton>Ghi yêu cầu</SubmitButton>
  </ActionForm>
);

export const StepForm = ({
  dataRequestId,
  today,
  ...form
}: Base & { dataRequestId: string; today: string }) => (
  <ActionForm {...form} hidden={{ dataRequestId }}>
    <RadioField name="kind" legend="Đã làm gì" options={optionsOf(STEP_LABELS)} />
    <DateField name="on" label="Ngày" required defaultValue={today} />
    <TextArea name="note" label="Nội dung trả lời, hoặc lý do gia hạn, từ chối" required />
    <SubmitButton>Ghi lại</SubmitButton>
  </ActionForm>
);

export const ErasureForm = ({ dataRequestId, proof, ...form }: Grave & { dataRequestId: string }) => (
  <ActionForm {...form} hidden={{ dataRequestId }}>
    <TextArea name="reason" label="Vì sao phải xoá" required rows={2} />
    <ProofFields needed={proof} />
    <SubmitButton tone="danger">Đề nghị xoá hồ sơ người này</SubmitButton>
  </ActionForm>
);

export const ErasureDecisionForm = ({ erasureId, proof, ...form }: Grave & { erasureId: string }) => (
  <ActionForm {...form} hidden={{ erasureId }}>
    <RadioField
      name="decision"
      legend="Quyết định"
      options={[
        { value: "done", label: "Xoá: không lấy lại được" },
        { value: "refused", label: "Không xoá" },
      ]}
    />
    <TextArea name="decisionNote" label="Ý kiến" required rows={2} />
    <ProofFields needed={proof} />
    <SubmitButton tone="danger">Quyết định</SubmitButton>
  </ActionForm>
);

export const KeepOrderForm = ({ personId, ...form }: Base & { personId: string }) => (
  <ActionForm {...form} hidden={{ personId }}>
    <TextArea name="reason" label="Vì sao phải giữ hồ sơ này" required rows={2} />
    <TextField name="article" label="Văn bản, điều khoản buộc giữ" required />
    <DateField name="until" label="Giữ đến ngày" hint="Để trống: đến khi bỏ" />
    <SubmitButton tone="quiet">Ghi nghĩa vụ phải giữ</SubmitButton>
  </ActionForm>
);

export const LiftKeepingForm = ({ keepOrderId, ...form }: Base & { keepOrderId: string }) => (
  <ActionForm {...form} hidden={{ keepOrderId }} className="inline">
    <SubmitButton tone="quiet">Bỏ nghĩa vụ giữ</SubmitButton>
  </ActionForm>
);

export const ExportForm = ({ personId, proof, ...form }: Grave & { personId: string }) => (
  <ActionForm {...form} hidden={{ personId }}>
    <TextArea
      name="reason"
      label="Xuất để làm gì, theo yêu cầu nào"
      hint="Việc xuất được ghi vào nhật ký; bản xuất mở được trong một giờ và mang tên bạn"
      required
      rows={2}
    />
    <ProofFields needed={proof} />
    <SubmitButton>Xuất mọi dữ liệu về người này</SubmitButton>
  </ActionForm>
);

export const RetentionRuleForm = ({
  name,
  label,
  ...form
}: Base & { name: RetentionClass; label: string }) => (
  <ActionForm {...form} hidden={{ class: name }}>
    <NumberField
      name="months"
      label={`Giữ ${label.toLowerCase()} bao nhiêu tháng`}
      hint="Để trống: giữ mãi"
    />
    <CheckboxField name="mustKeep" label="Trong thời hạn này buộc phải giữ, kể cả khi người đó yêu cầu xoá" />
    <TextField name="basis" label="Căn cứ" required />
    <DateField name="validFrom" label="Áp dụng từ ngày" required />
    <SubmitButton>Ghi quy định mới</SubmitButton>
  </ActionForm>
);

export const FindDueForm = (form: Base) => (
  <ActionForm {...form} className="inline">
    <SubmitButton>Tìm dữ liệu đã đến hạn</SubmitButton>
  </ActionForm>
);

export const RetentionDecisionForm = ({
  proposalId,
  canCarryOut,
  proof,
  ...form
}: Grave & { proposalId: string; canCarryOut: boolean }) => (
  <ActionForm {...form} hidden={{ proposalId }}>
    <RadioField
      name="decision"
      legend="Quyết định"
      options={[
        ...(canCarryOut ? [{ value: "executed", label: "Xoá, không lấy lại được" }] : []),
        { value: "refused", label: "Giữ lại" },
      ]}
    />
    <TextArea name="decisionNote" label="Ý kiến" required rows={2} />
    <ProofFields needed={proof} />
    <SubmitButton tone="danger">Quyết định</SubmitButton>
  </ActionForm>
);

const MOMENT = "Giờ rồi ngày, ví dụ 14:05 23/10/2026";

export const BreachForm = (form: Base) => (
  <ActionForm {...form} className="max-w-2xl space-y-5">
    <TextField name="discoveredAt" label="Phát hiện lúc" hint={MOMENT} required maxLength={20} />
    <TextArea name="what" label="Việc gì đã xảy ra, dữ liệu nào" required />
    <TextArea name="measures" label="Đã làm gì ngay" />
    <SubmitButton>Ghi vi phạm</SubmitButton>
  </ActionForm>
);

export const MeasuresForm = ({
  breachId,
  version,
  measures,
  noticeDraft,
  ...form
}: Base & { breachId: string; version: number; measures: string | null; noticeDraft: string | null }) => (
  <ActionForm {...form} version={version} hidden={{ breachId }}>
    <TextArea name="measures" label="Biện pháp đã và sẽ làm" required defaultValue={measures} />
    <TextArea name="noticeDraft" label="Dự thảo thông báo" rows={10} defaultValue={noticeDraft} />
    <SubmitButton tone="quiet">Lưu</SubmitButton>
  </ActionForm>
);

export const NoticeForm = ({
  breachId,
  version,
  isLate,
  ...form
}: Base & { breachId: string; version: number; isLate: boolean }) => (
  <ActionForm {...form} version={version} hidden={{ breachId }}>
    <TextField name="notifiedAt" label="Đã báo lúc" hint={MOMENT} required maxLength={20} />
    <TextField name="notifiedTo" label="Báo cho cơ quan nào" required />
    <TextArea name="lateReason" label="Lý do báo quá thời hạn" required={isLate} rows={2} />
    <SubmitButton>Ghi đã báo</SubmitButton>
  </ActionForm>
);

/** Asked by the address: who may be affected. */
export const AFFECTED_OPTIONS: readonly Option[] = [
  { value: "unit", label: "Người của một đơn vị" },
  { value: "branch", label: "Người của một tổ chức" },
  { value: "export", label: "Người trong một lần xuất" },
  { value: "account", label: "Mọi hồ sơ một tài khoản đã đọc, đã sửa" },
];
