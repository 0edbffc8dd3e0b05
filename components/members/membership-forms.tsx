import {
  ActionForm,
  DateField,
  type Option,
  PartialDateField,
  RadioField,
  SelectField,
  SubmitButton,
  TextArea,
  TextField,
} from "@/components/ui/form";
import { formatPartialDate } from "@/lib/dates/partial-date";
import { formatDate, type PartialDate, type PlainDate } from "@/lib/dates/plain-date";
import type { FormAction } from "@/lib/forms/state";
import type { Line, MembershipEnd } from "@/lib/generated/prisma/enums";
import { END_LABELS, STRIKE_OFF_GROUNDS } from "@/lib/members/labels";
import { endKindsOf, recordableEndsOf } from "@/lib/members/rules";

type Base = { action: FormAction; requestId: string; membershipId: string };

const optionsOf = (kinds: readonly MembershipEnd[]): Option[] =>
  kinds.map((kind) => ({ value: kind, label: END_LABELS[kind] }));

/** One way out, chosen beforehand, asks for what it needs and no more: two taps from the list, this is the third. */
export const EndForm = ({
  action,
  requestId,
  membershipId,
  line,
  today,
  chosen,
}: Base & { line: Line; today: string; chosen: MembershipEnd | null }) => (
  <ActionForm
    action={action}
    requestId={requestId}
    hidden={{ membershipId, ...(chosen && { endKind: chosen }) }}
    className="max-w-2xl space-y-5"
  >
    {!chosen && <RadioField name="endKind" legend="Vì sao" options={optionsOf(recordableEndsOf(line))} />}
    <DateField
      name="on"
      label="Từ ngày"
      hint="Ngày quyết định; từ ngày này không còn tính là thành viên"
      required
      defaultValue={today}
    />
    {(!chosen || chosen === "matured") && line === "union" && (
      <DateField
        name="ceremonyOn"
        label="Ngày làm lễ trưởng thành, nếu có"
        defaultValue={chosen === "matured" ? today : null}
      />
    )}
    {chosen === "struck_off" ? (
      <RadioField
        name="reason"
        legend="Lý do xóa tên"
        options={STRIKE_OFF_GROUNDS.map((ground) => ({ value: ground, label: ground }))}
        defaultValue={STRIKE_OFF_GROUNDS[0]}
      />
    ) : (
      <TextArea
        name="reason"
        label="Lý do, số quyết định"
        hint={`${chosen ? "" : "Bắt buộc khi xóa tên. "}Không ghi sức khoẻ, tôn giáo.`}
        rows={2}
      />
    )}
    <SubmitButton>{chosen ? `Ghi: ${END_LABELS[chosen].toLocaleLowerCase("vi")}` : "Ghi nhận"}</SubmitButton>
  </ActionForm>
);

/** Puts somebody off for a time; half a year unless it is said otherwise. */
export const SuspensionForm = ({
  action,
  requestId,
  membershipId,
  from,
  until,
}: Base & { from: string; until: string }) => (
  <ActionForm action={action} requestId={requestId} hidden={{ membershipId }} className="max-w-2xl space-y-5">
    <DateField name="from" label="Hoãn từ ngày" required defaultValue={from} />
    <DateField
      name="until"
      label="Trở lại từ ngày"
      hint="Mỗi lần nhiều nhất một năm; còn hoãn thì gia hạn"
      required
      defaultValue={until}
    />
    <TextArea name="note" label="Lý do, nghị quyết" hint="Không ghi sức khoẻ, tôn giáo." rows={2} />
    <SubmitButton>Ghi hoãn sinh hoạt</SubmitButton>
  </ActionForm>
);

export const LostContactForm = ({ action, requestId, membershipId, today }: Base & { today: string }) => (
  <ActionForm action={action} requestId={requestId} hidden={{ membershipId }} className="max-w-2xl space-y-5">
    <DateField name="from" label="Mất liên lạc từ ngày" required defaultValue={today} />
    <TextArea name="note" label="Đã tìm bằng cách nào" rows={2} />
    <SubmitButton>Ghi mất liên lạc</SubmitButton>
  </ActionForm>
);

export const ReturnForm = ({ action, requestId, membershipId, today }: Base & { today: string }) => (
  <ActionForm action={action} requestId={requestId} hidden={{ membershipId }} className="max-w-2xl space-y-5">
    <DateField
      name="on"
      label="Trở lại từ ngày"
      hint="Ghi đúng ngày bắt đầu nếu ghi nhầm: coi như chưa có"
      required
      defaultValue={today}
    />
    <SubmitButton>Ghi trở lại sinh hoạt</SubmitButton>
  </ActionForm>
);

export const RestoreForm = ({ action, requestId, membershipId, today }: Base & { today: string }) => (
  <ActionForm action={action} requestId={requestId} hidden={{ membershipId }} className="max-w-2xl space-y-5">
    <DateField name="on" label="Khôi phục từ ngày" required defaultValue={today} />
    <TextArea name="reason" label="Lý do, số quyết định" required rows={2} />
    <SubmitButton>Khôi phục</SubmitButton>
  </ActionForm>
);

export type GivenMembership = {
  id: string;
  version: number;
  line: Line;
  validFrom: PlainDate;
  validTo: PlainDate | null;
  endKind: MembershipEnd | null;
  endReason: string | null;
  joined: PartialDate | null;
  cardNumber: string | null;
};

export const CorrectForm = ({
  action,
  requestId,
  given,
}: Omit<Base, "membershipId"> & { given: GivenMembership }) => (
  <ActionForm
    action={action}
    requestId={requestId}
    version={given.version}
    hidden={{ membershipId: given.id }}
    className="max-w-2xl space-y-5"
  >
    <DateField
      name="validFrom"
      label="Ngày vào tổ chức này"
      required
      defaultValue={formatDate(given.validFrom)}
    />
    {given.validTo && (
      <>
        <DateField
          name="validTo"
          label="Ngày ra"
          hint="Xóa trắng nếu người này chưa từng ra"
          defaultValue={formatDate(given.validTo)}
        />
        <SelectField
          name="endKind"
          label="Vì sao ra"
          options={optionsOf(
            given.endKind === "expelled" ? endKindsOf(given.line) : recordableEndsOf(given.line),
          )}
          empty="Không chọn"
          defaultValue={given.endKind}
        />
        <TextArea
          name="endReason"
          label="Lý do, số quyết định khi ra"
          rows={2}
          defaultValue={given.endReason}
        />
      </>
    )}
    <PartialDateField
      name="joined"
      label={
        given.line === "union"
          ? "Ngày vào Đoàn lần đầu, nếu ở nơi khác"
          : "Ngày vào Hội lần đầu, nếu ở nơi khác"
      }
      defaultValue={given.joined && formatPartialDate(given.joined)}
    />
    <TextField
      name="cardNumber"
      label={given.line === "union" ? "Số thẻ đoàn viên" : "Số thẻ hội viên"}
      maxLength={30}
      defaultValue={given.cardNumber}
    />
    <TextArea name="why" label="Vì sao sửa" required rows={2} />
    <SubmitButton>Lưu bản sửa</SubmitButton>
  </ActionForm>
);

export const TakeBackForm = ({ action, requestId, membershipId }: Base) => (
  <ActionForm action={action} requestId={requestId} hidden={{ membershipId }} className="max-w-2xl space-y-5">
    <TextArea name="why" label="Vì sao ghi nhầm" required rows={2} />
    <SubmitButton tone="danger">Bỏ lần vào này</SubmitButton>
  </ActionForm>
);

/** V12: one tap to say that somebody stays after 30, or no longer does. */
export const StayForm = ({ action, requestId, membershipId, stays }: Base & { stays: boolean }) => (
  <ActionForm
    action={action}
    requestId={requestId}
    hidden={{ membershipId, ...(stays ? {} : { stays: "on" }) }}
    className="inline-block"
  >
    <SubmitButton tone="quiet">{stays ? "Bỏ việc ở lại sau 30 tuổi" : "Ghi: ở lại sau 30 tuổi"}</SubmitButton>
  </ActionForm>
);

export const AwardForm = ({ action, requestId, membershipId, today }: Base & { today: string }) => (
  <ActionForm action={action} requestId={requestId} hidden={{ membershipId }} className="max-w-2xl space-y-5">
    <TextField
      name="title"
      label="Hình thức khen"
      hint="Ví dụ: Bằng khen của Tỉnh Đoàn"
      required
      maxLength={200}
    />
    <DateField name="on" label="Ngày quyết định" required defaultValue={today} />
    <TextField name="decisionNumber" label="Số quyết định" maxLength={60} />
    <SubmitButton>Ghi khen thưởng</SubmitButton>
  </ActionForm>
);

export const TakeBackAwardForm = ({
  action,
  requestId,
  awardId,
  title,
}: Omit<Base, "membershipId"> & { awardId: string; title: string }) => (
  <ActionForm action={action} requestId={requestId} hidden={{ awardId }} className="no-print inline-block">
    <SubmitButton tone="quiet">
      Bỏ<span className="sr-only"> khen thưởng ghi nhầm: {title}</span>
    </SubmitButton>
  </ActionForm>
);
