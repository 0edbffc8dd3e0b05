import {
  ActionForm,
  CheckboxesField,
  CheckboxField,
  DateField,
  type Option,
  RadioField,
  SelectField,
  SubmitButton,
  TextArea,
  TextField,
} from "@/components/ui/form";
import { CLAUSE_MOVE_LABELS } from "@/lib/composing/labels";
import { CLAUSE_MOVES, wordsVersion } from "@/lib/composing/rules";
import { formatDate, type PlainDate } from "@/lib/dates/plain-date";
import { LEGAL_FORM_LABELS, OWNERSHIP_LABELS } from "@/lib/enterprises/labels";
import type { FormAction } from "@/lib/forms/state";
import { LegalForm, Ownership } from "@/lib/generated/prisma/enums";

type Base = { action: FormAction; requestId: string };
type NamedUnit = { id: string; name: string };

const FORM = "max-w-2xl space-y-5";
const optionsOf = (units: readonly NamedUnit[]): Option[] =>
  units.map(({ id, name }) => ({ value: id, label: name }));

/** A plan begun: the rest is written in its draft. */
export const BeginPlanForm = ({
  action,
  requestId,
  units,
  year,
}: Base & { units: readonly NamedUnit[]; year: number }) => (
  <ActionForm action={action} requestId={requestId} className={FORM}>
    <SelectField
      name="unitId"
      label="Đơn vị ban hành"
      required
      options={optionsOf(units)}
      {...(units.length > 1 && { empty: "Chọn đơn vị" })}
    />
    <TextArea
      name="title"
      label="Trích yếu"
      hint="Kế hoạch về việc gì, ví dụ: Củng cố tổ chức Đoàn, Hội trong doanh nghiệp năm 2015"
      required
      rows={3}
    />
    <TextField name="year" label="Năm" required defaultValue={year} inputMode="numeric" maxLength={4} />
    <SubmitButton>Bắt đầu soạn</SubmitButton>
  </ActionForm>
);

export type HeadView = {
  id: string;
  version: number;
  symbol: string;
  issuedOn: PlainDate | null;
  title: string;
  year: number;
  place: string;
  issuer: string;
  onBehalfOf: string | null;
  signatoryPost: string;
  signatoryName: string;
  preamble: string;
  specifics: string | null;
  setsGoals: boolean;
  isOfProvince: boolean;
  parent: { id: string } | null;
  scopeLegalForms: readonly LegalForm[];
  scopeOwnerships: readonly Ownership[];
  scopeSuspended: boolean;
};

/** Everything of the paper around its clauses. Nothing but the title is needed before it goes out. */
export const HeadForm = ({ action, requestId, draft }: Base & { draft: HeadView }) => (
  <ActionForm
    action={action}
    requestId={requestId}
    version={draft.version}
    hidden={{ planId: draft.id }}
    className={FORM}
  >
    <TextField
      name="symbol"
      label="Số, ký hiệu"
      hint="Ghi như trên văn bản, ví dụ 12-KH/TĐTN-TCKT. Có thể ghi sau, trước khi ban hành"
      defaultValue={draft.symbol}
      maxLength={60}
    />
    <DateField
      name="issuedOn"
      label="Ngày ban hành"
      hint="Ví dụ 23/10/2014. Có thể ghi sau"
      defaultValue={draft.issuedOn && formatDate(draft.issuedOn)}
    />
    <TextArea name="title" label="Trích yếu" required defaultValue={draft.title} />
    <TextField name="year" label="Năm" required defaultValue={draft.year} inputMode="numeric" maxLength={4} />
    <TextField
      name="issuer"
      label="Cơ quan ban hành"
      hint="Tên ghi ở đầu văn bản, đúng tên của ngày ban hành"
      required
      defaultValue={draft.issuer}
      maxLength={200}
    />
    <TextField name="place" label="Địa danh" defaultValue={draft.place} maxLength={100} />
    <TextArea name="preamble" label="Lời dẫn" defaultValue={draft.preamble} rows={4} />
    <TextArea
      name="specifics"
      label="Đặc thù của địa phương, đơn vị"
      hint="Đối tượng, điều kiện riêng mà kế hoạch này tính đến"
      defaultValue={draft.specifics}
      rows={4}
    />
    <TextField
      name="onBehalfOf"
      label="Ký thay mặt"
      hint="Ví dụ TM. BAN THƯỜNG VỤ"
      defaultValue={draft.onBehalfOf}
      maxLength={200}
    />
    <TextField
      name="signatoryPost"
      label="Chức vụ người ký"
      defaultValue={draft.signatoryPost}
      maxLength={100}
    />
    <TextField
      name="signatoryName"
      label="Họ tên người ký"
      defaultValue={draft.signatoryName}
      maxLength={100}
    />
    <CheckboxesField
      name="scopeLegalForms"
      legend="Loại hình doanh nghiệp được tính"
      defaultValues={draft.scopeLegalForms}
      options={Object.values(LegalForm).map((value) => ({ value, label: LEGAL_FORM_LABELS[value] }))}
    />
    <CheckboxesField
      name="scopeOwnerships"
      legend="Khu vực kinh tế được tính"
      defaultValues={draft.scopeOwnerships}
      options={Object.values(Ownership).map((value) => ({ value, label: OWNERSHIP_LABELS[value] }))}
    />
    <CheckboxField
      name="scopeSuspended"
      label="Tính cả doanh nghiệp tạm ngừng"
      defaultChecked={draft.scopeSuspended}
    />
    {draft.isOfProvince && (
      <CheckboxField
        name="setsGoals"
        label="Lập mục tiêu cho từng doanh nghiệp theo kế hoạch này"
        hint="Từ ngày ban hành, mục tiêu và số liệu của tỉnh tính theo kế hoạch này thay kế hoạch trước"
        defaultChecked={draft.setsGoals}
      />
    )}
    <SubmitButton>Lưu phần đầu</SubmitButton>
  </ActionForm>
);

type ClauseFields = {
  text?: string;
  isNumbered: boolean;
  isOutermost: boolean;
  unitIds: readonly string[];
  dueOn: PlainDate | null;
  units: readonly NamedUnit[];
};

const Clause = ({ text, isNumbered, isOutermost, unitIds, dueOn, units }: ClauseFields) => (
  <>
    <TextArea name="text" label="Nội dung" required rows={6} defaultValue={text ?? null} />
    {!isOutermost && (
      <CheckboxField
        name="isNumbered"
        label="Đánh số mục này"
        hint="Không chọn: ghi bằng gạch đầu dòng"
        defaultChecked={isNumbered}
      />
    )}
    <CheckboxesField
      name="unitIds"
      legend="Giao cho đơn vị"
      hint="Không chọn đơn vị nào nếu mục này không giao việc"
      defaultValues={unitIds}
      options={optionsOf(units)}
    />
    <DateField
      name="dueOn"
      label="Hạn xong"
      hint="Chỉ nhập khi kế hoạch có nêu. Để trống: chưa giao thời hạn"
      defaultValue={dueOn && formatDate(dueOn)}
    />
  </>
);

export const NewClauseForm = ({
  action,
  requestId,
  planId,
  parentId,
  units,
}: Base & { planId: string; parentId: string | null; units: readonly NamedUnit[] }) => (
  <ActionForm
    action={action}
    requestId={requestId}
    hidden={{ planId, ...(parentId && { parentId }), ...(!parentId && { isNumbered: "on" }) }}
    className={FORM}
  >
    <Clause isNumbered isOutermost={parentId === null} unitIds={[]} dueOn={null} units={units} />
    <SubmitButton>Thêm mục</SubmitButton>
  </ActionForm>
);

export const ClauseForm = ({
  action,
  requestId,
  taskId,
  ...clause
}: Base & { taskId: string; text: string } & ClauseFields) => (
  <ActionForm
    action={action}
    requestId={requestId}
    version={wordsVersion(clause.text)}
    hidden={{ taskId, ...(clause.isOutermost && { isNumbered: "on" }) }}
    className={FORM}
  >
    <Clause {...clause} />
    <SubmitButton>Lưu mục</SubmitButton>
  </ActionForm>
);

export const MoveClauseForm = ({ action, requestId, taskId }: Base & { taskId: string }) => (
  <ActionForm action={action} requestId={requestId} hidden={{ taskId }} className={FORM}>
    <RadioField
      name="move"
      legend="Đưa mục này, cùng mọi mục bên trong"
      options={CLAUSE_MOVES.map((value) => ({ value, label: CLAUSE_MOVE_LABELS[value] }))}
    />
    <SubmitButton>Xếp lại</SubmitButton>
  </ActionForm>
);

export const RemoveForm = ({
  action,
  requestId,
  hidden,
  label,
}: Base & { hidden: Record<string, string>; label: string }) => (
  <ActionForm action={action} requestId={requestId} hidden={hidden}>
    <SubmitButton tone="danger">{label}</SubmitButton>
  </ActionForm>
);

export const BasisForm = ({
  action,
  requestId,
  planId,
  basis,
  plans,
}: Base & {
  planId: string;
  basis: {
    id: string;
    symbol: string | null;
    issuedOn: PlainDate | null;
    issuer: string | null;
    abstract: string;
    relatedId: string | null;
  } | null;
  plans: readonly NamedUnit[];
}) => (
  <ActionForm
    action={action}
    requestId={requestId}
    hidden={{ planId, ...(basis && { basisId: basis.id }) }}
    className={FORM}
  >
    <TextField
      name="symbol"
      label="Số, ký hiệu"
      hint="Ghi như trên văn bản"
      defaultValue={basis?.symbol ?? null}
      maxLength={60}
    />
    <DateField
      name="issuedOn"
      label="Ngày ban hành"
      defaultValue={basis?.issuedOn ? formatDate(basis.issuedOn) : null}
    />
    <TextField name="issuer" label="Cơ quan ban hành" defaultValue={basis?.issuer ?? null} maxLength={200} />
    <TextArea name="abstract" label="Trích yếu" required defaultValue={basis?.abstract ?? null} />
    <SelectField
      name="relatedId"
      label="Là kế hoạch đã có trong phần mềm"
      empty="Không, văn bản của nơi khác"
      defaultValue={basis?.relatedId ?? null}
      options={optionsOf(plans)}
    />
    <SubmitButton>Lưu căn cứ</SubmitButton>
  </ActionForm>
);

export const RecipientsForm = ({
  action,
  requestId,
  planId,
  units,
  unitsText,
  unitIds,
  others,
}: Base & {
  planId: string;
  units: readonly NamedUnit[];
  unitsText: string | null;
  unitIds: readonly string[];
  others: string;
}) => (
  <ActionForm action={action} requestId={requestId} hidden={{ planId }} className={FORM}>
    <CheckboxesField
      name="unitIds"
      legend="Đơn vị nhận qua phần mềm"
      hint="Nhận ngay khi ban hành; đơn vị ghi đã xem, đã giao việc, đã triển khai"
      defaultValues={unitIds}
      options={optionsOf(units)}
    />
    <TextField
      name="unitsText"
      label="Các đơn vị này ghi trên văn bản là"
      hint="Ví dụ: Các huyện, thành Đoàn, Đoàn Khối Doanh nghiệp tỉnh"
      defaultValue={unitsText}
      maxLength={300}
    />
    <TextArea
      name="others"
      label="Nơi nhận khác"
      hint="Cơ quan ngoài hệ thống và nơi lưu, mỗi dòng một nơi"
      defaultValue={others}
      rows={5}
    />
    <SubmitButton>Lưu nơi nhận</SubmitButton>
  </ActionForm>
);

export const IssueForm = ({ action, requestId, planId }: Base & { planId: string }) => (
  <ActionForm action={action} requestId={requestId} hidden={{ planId }}>
    <p>
      Ban hành xong thì lời văn không sửa được nữa, chỉ đính chính kèm lý do. Các đơn vị nhận thấy ngay trong
      việc của mình.
    </p>
    <SubmitButton>Ban hành</SubmitButton>
  </ActionForm>
);

export const DropForm = ({ action, requestId, planId }: Base & { planId: string }) => (
  <ActionForm action={action} requestId={requestId} hidden={{ planId }} className={FORM}>
    <TextArea name="reason" label="Vì sao bỏ" required rows={2} />
    <SubmitButton tone="danger">Bỏ dự thảo</SubmitButton>
  </ActionForm>
);

export const CascadeForm = ({
  action,
  requestId,
  planId,
  unit,
}: Base & { planId: string; unit: NamedUnit }) => (
  <ActionForm action={action} requestId={requestId} hidden={{ planId, unitId: unit.id }}>
    <SubmitButton>{`Soạn kế hoạch triển khai của ${unit.name}`}</SubmitButton>
  </ActionForm>
);

export const CloneForm = ({ action, requestId, planId, year }: Base & { planId: string; year: number }) => (
  <ActionForm action={action} requestId={requestId} hidden={{ planId }}>
    <SubmitButton tone="quiet">{`Soạn kế hoạch năm ${year} từ kế hoạch này`}</SubmitButton>
  </ActionForm>
);

export const CorrectionForm = ({
  action,
  requestId,
  planId,
  clauses,
  taskId,
  today,
}: Base & { planId: string; clauses: readonly Option[]; taskId: string | null; today: string }) => (
  <ActionForm action={action} requestId={requestId} hidden={{ planId }} className={FORM}>
    <SelectField
      name="taskId"
      label="Mục cần đính chính"
      empty="Phần chung của văn bản"
      defaultValue={taskId}
      options={clauses}
    />
    <TextArea
      name="text"
      label="Nội dung đúng"
      hint="Với một mục: chép lại cả mục cho đúng; lời cũ vẫn xem được"
      required
      rows={6}
    />
    <TextArea name="reason" label="Lý do đính chính" required rows={2} />
    <TextField name="documentNumber" label="Số công văn đính chính" maxLength={60} />
    <DateField name="on" label="Ngày đính chính" required defaultValue={today} />
    <SubmitButton>Lưu đính chính</SubmitButton>
  </ActionForm>
);

export const ListingForm = ({
  action,
  requestId,
  planId,
  goals,
  needsReason,
}: Base & { planId: string; goals: readonly Option[]; needsReason: boolean }) => (
  <ActionForm action={action} requestId={requestId} hidden={{ planId }} className="space-y-5">
    <CheckboxesField name="goalIds" legend="Mục tiêu của đơn vị chưa có trong danh sách" options={goals} />
    {needsReason && <TextArea name="reason" label="Lý do thêm sau khi ban hành" required rows={2} />}
    <SubmitButton>Đưa vào danh sách</SubmitButton>
  </ActionForm>
);

export const UnlistingForm = ({
  action,
  requestId,
  items,
  needsReason,
}: Base & { items: readonly Option[]; needsReason: boolean }) => (
  <ActionForm action={action} requestId={requestId} className={FORM}>
    <SelectField
      name="itemId"
      label="Dòng bỏ khỏi danh sách"
      required
      empty="Chọn một dòng"
      options={items}
    />
    {needsReason && <TextArea name="reason" label="Lý do bỏ sau khi ban hành" required rows={2} />}
    <SubmitButton tone="danger">Bỏ khỏi danh sách</SubmitButton>
  </ActionForm>
);
