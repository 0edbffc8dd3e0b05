import {
  ActionForm,
  DateField,
  type Option,
  SelectField,
  SubmitButton,
  TextArea,
  TextField,
} from "@/components/ui/form";
import { optionsOf } from "@/lib/enterprises/labels";
import type { FormAction } from "@/lib/forms/state";
import { GROUP_ROLE_LABELS, MOVE_LABELS, PRODUCT_KIND_LABELS } from "@/lib/working-groups/labels";
import type { Move } from "@/lib/working-groups/rules";

type Base = {
  action: FormAction;
  requestId: string;
  /** As it is typed: 15/12/2014. */
  today: string;
};
type OfGroup = Base & { groupId: string };

const FORM = "max-w-2xl space-y-5 pt-2";

export const PlanGroupForm = ({ action, requestId, today, units }: Base & { units: readonly Option[] }) => {
  const [only] = units;
  const isOne = units.length === 1 && only !== undefined;
  return (
    <ActionForm
      action={action}
      requestId={requestId}
      {...(isOne && { hidden: { unitId: only.value } })}
      className={FORM}
    >
      {!isOne && <SelectField name="unitId" label="Đơn vị" required empty="Chọn đơn vị" options={units} />}
      <TextField
        name="name"
        label="Tên tổ công tác"
        hint="Ví dụ: Tổ công tác khảo sát doanh nghiệp ngoài nhà nước"
        required
        maxLength={200}
      />
      <TextArea name="purpose" label="Nhiệm vụ" rows={3} />
      <DateField name="on" label="Ngày dự kiến lập" hint="Ngày có chủ trương" required defaultValue={today} />
      <SubmitButton>Lập tổ công tác</SubmitButton>
    </ActionForm>
  );
};

const DAY_LABELS: Record<Move, string> = {
  established: "Ngày quyết định",
  surveying: "Ngày bắt đầu",
  reported: "Ngày báo cáo",
  dissolved: "Ngày giải thể",
};

export const MoveGroupForm = ({
  action,
  requestId,
  today,
  groupId,
  move,
  asksReason,
}: OfGroup & { move: Move; asksReason: boolean }) => (
  <ActionForm action={action} requestId={requestId} hidden={{ groupId }} className={FORM}>
    <DateField name="on" label={DAY_LABELS[move]} required defaultValue={today} />
    {move !== "surveying" && (
      <TextField
        name="documentNumber"
        label={move === "reported" ? "Số báo cáo" : "Số quyết định"}
        hint="Ghi như trên văn bản"
        required={move === "established"}
        maxLength={60}
      />
    )}
    <TextArea name="note" label={asksReason ? "Lý do" : "Ghi chú"} required={asksReason} rows={2} />
    <SubmitButton {...(move === "dissolved" && { tone: "danger" as const })}>
      {MOVE_LABELS[move]}
    </SubmitButton>
  </ActionForm>
);

export const UndoStepForm = ({ action, requestId, groupId }: Omit<OfGroup, "today">) => (
  <ActionForm action={action} requestId={requestId} hidden={{ groupId }} className={FORM}>
    <TextField name="why" label="Vì sao bỏ bước này" hint="Ví dụ: ghi nhầm" required maxLength={300} />
    <SubmitButton tone="danger">Bỏ bước ghi nhầm</SubmitButton>
  </ActionForm>
);

export const MemberForm = ({
  action,
  requestId,
  today,
  groupId,
  officers,
}: OfGroup & { officers: readonly Option[] }) => (
  <ActionForm action={action} requestId={requestId} hidden={{ groupId }} className={FORM}>
    <SelectField name="role" label="Vai trò" required options={optionsOf(GROUP_ROLE_LABELS)} />
    <SelectField
      name="accountId"
      label="Cán bộ có tài khoản"
      empty="Người khác, ghi tên dưới đây"
      options={officers}
    />
    <TextField
      name="name"
      label="Tên"
      hint="Người của cơ quan khác thì ghi tên; chọn tài khoản thì để trống"
      maxLength={120}
    />
    <TextField name="body" label="Cơ quan, chức vụ" maxLength={200} />
    <DateField name="validFrom" label="Từ ngày" required defaultValue={today} />
    <SubmitButton>Thêm thành viên</SubmitButton>
  </ActionForm>
);

export const EndMemberForm = ({
  action,
  requestId,
  today,
  members,
}: Base & { members: readonly Option[] }) => (
  <ActionForm action={action} requestId={requestId} className={FORM}>
    <SelectField name="memberId" label="Thành viên" required empty="Chọn thành viên" options={members} />
    <DateField name="on" label="Thôi từ ngày" required defaultValue={today} />
    <TextField name="why" label="Vì sao thôi" required maxLength={300} />
    <SubmitButton tone="quiet">Thôi tham gia</SubmitButton>
  </ActionForm>
);

export const VisitForm = ({
  action,
  requestId,
  today,
  groupId,
  enterprises,
}: OfGroup & { enterprises: readonly Option[] }) => (
  <ActionForm action={action} requestId={requestId} hidden={{ groupId }} className={FORM}>
    <DateField name="plannedOn" label="Ngày" required defaultValue={today} />
    <SelectField
      name="enterpriseId"
      label="Đến doanh nghiệp"
      empty="Không phải doanh nghiệp"
      options={enterprises}
    />
    <TextField
      name="content"
      label="Nội dung"
      hint="Ví dụ: khảo sát, gặp chủ doanh nghiệp"
      required
      maxLength={300}
    />
    <SubmitButton>Đưa vào lịch</SubmitButton>
  </ActionForm>
);

export const ProductForm = ({ action, requestId, today, groupId }: OfGroup) => (
  <ActionForm action={action} requestId={requestId} hidden={{ groupId }} className={FORM}>
    <SelectField name="kind" label="Loại" required options={optionsOf(PRODUCT_KIND_LABELS)} />
    <DateField name="on" label="Ngày" required defaultValue={today} />
    <TextArea name="text" label="Nội dung" required rows={3} />
    <TextField name="documentNumber" label="Số văn bản" maxLength={60} />
    <SubmitButton>Ghi sản phẩm</SubmitButton>
  </ActionForm>
);

export const RemoveLineForm = ({
  action,
  requestId,
  groupId,
  lines,
}: Omit<OfGroup, "today"> & { lines: readonly Option[] }) => (
  <ActionForm action={action} requestId={requestId} hidden={{ groupId }} className={FORM}>
    <SelectField name="line" label="Dòng ghi nhầm" required empty="Chọn dòng" options={lines} />
    <TextField name="why" label="Vì sao bỏ" required maxLength={300} />
    <SubmitButton tone="quiet">Bỏ dòng này</SubmitButton>
  </ActionForm>
);
