import { Disclosure } from "@/components/ui/basics";
import {
  ActionForm,
  CheckboxesField,
  CheckboxField,
  DateField,
  NumberField,
  type Option,
  RadioField,
  SelectField,
  SubmitButton,
  TextArea,
  TextField,
} from "@/components/ui/form";
import { LINE_LABELS } from "@/lib/access/labels";
import { ACTIVITY_FORM_LABELS, ACTIVITY_KIND_LABELS, CARE_KIND_LABELS } from "@/lib/activities/labels";
import type { ActivityRecord } from "@/lib/activities/queries";
import { formatDate } from "@/lib/dates/plain-date";
import { optionsOf } from "@/lib/enterprises/labels";
import type { FormAction } from "@/lib/forms/state";
import { NEED_LABELS } from "@/lib/surveys/labels";

type Given = Partial<
  Omit<ActivityRecord, "branch" | "isEditable" | "by" | "unitName" | "recordedBy" | "placeName">
>;

/** What an organisation or a unit did: a few words are enough, what there is more to say is below. */
export const ActivityForm = ({
  action,
  requestId,
  today,
  places,
  place,
  communes,
  given = {},
  item,
  correcting,
}: {
  action: FormAction;
  requestId: string;
  today: string;
  /** Where it may be written down; one place is no question. */
  places: readonly Option[];
  place?: string | undefined;
  communes: readonly Option[];
  given?: Given;
  /** The item of a programme that is done by it; whoever writes may say that it is not. */
  item?: { itemId: string; title: string } | null;
  /** The activity that is corrected. */
  correcting?: string;
}) => {
  const [only] = places;
  const isOne = places.length === 1 || correcting !== undefined;
  const asksLine = places.some(({ value }) => value.startsWith("unit:"));
  return (
    <ActionForm
      action={action}
      requestId={requestId}
      hidden={{
        ...(isOne && { place: place ?? only?.value ?? "" }),
        ...(correcting && { activityId: correcting }),
        ...(correcting && given.line && { line: given.line }),
      }}
      className="max-w-2xl space-y-5"
    >
      {!isOne && (
        <SelectField
          name="place"
          label="Nơi tổ chức"
          required
          empty="Chọn đơn vị hoặc tổ chức"
          options={places}
          defaultValue={place ?? null}
        />
      )}
      <TextField
        name="title"
        label="Tên hoạt động"
        hint="Ví dụ: Sinh hoạt chi đoàn tháng 11"
        required
        maxLength={200}
        defaultValue={given.title ?? null}
      />
      {item && (
        <SelectField
          name="programmeItemId"
          label="Trong chương trình"
          empty="Không thuộc chương trình"
          options={[{ value: item.itemId, label: item.title }]}
          defaultValue={item.itemId}
        />
      )}
      <DateField
        name="on"
        label="Ngày"
        required
        defaultValue={given.on && correcting ? formatDate(given.on) : today}
      />
      <SelectField
        name="kind"
        label="Loại"
        required
        options={optionsOf(ACTIVITY_KIND_LABELS)}
        defaultValue={given.kind ?? null}
      />
      <NumberField
        name="participants"
        label="Số người dự"
        hint="Không đếm thì để trống"
        defaultValue={given.participants ?? null}
      />
      <fieldset>
        <legend className="font-medium">Hoạt động này có lợi cho</legend>
        <CheckboxField
          name="benefitsYouth"
          label="Thanh niên"
          defaultChecked={given.benefitsYouth ?? false}
        />
        <CheckboxField
          name="benefitsEnterprise"
          label="Doanh nghiệp"
          defaultChecked={given.benefitsEnterprise ?? false}
        />
      </fieldset>
      <TextArea name="result" label="Kết quả" defaultValue={given.result ?? null} />
      <Disclosure summary="Nhu cầu, hình thức, người dự">
        <div className="space-y-5 pt-2">
          <CheckboxesField
            name="needs"
            legend="Đáp ứng nhu cầu nào của thanh niên"
            options={optionsOf(NEED_LABELS)}
            defaultValues={given.needs ?? []}
          />
          <SelectField
            name="form"
            label="Hình thức"
            empty="Không ghi"
            options={optionsOf(ACTIVITY_FORM_LABELS)}
            defaultValue={given.form ?? null}
          />
          <CheckboxField
            name="isJoint"
            label="Đoàn và Hội cùng tổ chức"
            defaultChecked={given.isJoint ?? false}
          />
          {asksLine && !correcting && (
            <RadioField
              name="line"
              legend="Đơn vị tổ chức với tư cách"
              options={optionsOf(LINE_LABELS)}
              defaultValue={given.line ?? "union"}
            />
          )}
          <NumberField
            name="unionParticipants"
            label="Trong đó đoàn viên"
            defaultValue={given.unionParticipants ?? null}
          />
          <NumberField
            name="associationParticipants"
            label="Trong đó hội viên"
            hint="Một người có thể vừa là đoàn viên vừa là hội viên"
            defaultValue={given.associationParticipants ?? null}
          />
          <NumberField
            name="youthParticipants"
            label="Trong đó thanh niên"
            defaultValue={given.youthParticipants ?? null}
          />
        </div>
      </Disclosure>
      <Disclosure summary="Lợi ích và kết quả đối với sản xuất">
        <div className="space-y-5 pt-2">
          <TextArea
            name="benefitYouth"
            label="Lợi ích cho thanh niên"
            rows={2}
            defaultValue={given.benefitYouth ?? null}
          />
          <TextArea
            name="benefitEnterprise"
            label="Lợi ích cho doanh nghiệp"
            rows={2}
            defaultValue={given.benefitEnterprise ?? null}
          />
          <NumberField name="initiatives" label="Số sáng kiến" defaultValue={given.initiatives ?? null} />
          <TextField
            name="savings"
            label="Giá trị làm lợi, đồng"
            inputMode="numeric"
            maxLength={20}
            defaultValue={given.savings ?? null}
          />
          <NumberField
            name="youthProjects"
            label="Số công trình thanh niên"
            defaultValue={given.youthProjects ?? null}
          />
        </div>
      </Disclosure>
      <Disclosure summary="Chăm lo thanh niên công nhân">
        <div className="space-y-5 pt-2">
          <SelectField
            name="careKind"
            label="Hình thức chăm lo"
            empty="Không phải chăm lo"
            options={optionsOf(CARE_KIND_LABELS)}
            defaultValue={given.careKind ?? null}
          />
          <NumberField
            name="beneficiaries"
            label="Số người được chăm lo"
            defaultValue={given.beneficiaries ?? null}
          />
          <TextField
            name="careCash"
            label="Tiền mặt, đồng"
            inputMode="numeric"
            maxLength={20}
            defaultValue={given.careCash ?? null}
          />
          <TextField
            name="careInKind"
            label="Hiện vật quy ra tiền, đồng"
            inputMode="numeric"
            maxLength={20}
            defaultValue={given.careInKind ?? null}
          />
          <SelectField
            name="areaId"
            label="Tại xã, phường"
            empty="Không ghi"
            options={communes}
            defaultValue={given.areaId ?? null}
          />
        </div>
      </Disclosure>
      {correcting && (
        <TextField name="why" label="Vì sao sửa" hint="Ví dụ: ghi nhầm số người" required maxLength={300} />
      )}
      <SubmitButton>{correcting ? "Lưu bản sửa" : "Ghi hoạt động"}</SubmitButton>
    </ActionForm>
  );
};

export const TakeBackForm = ({
  action,
  requestId,
  activityId,
}: {
  action: FormAction;
  requestId: string;
  activityId: string;
}) => (
  <ActionForm action={action} requestId={requestId} hidden={{ activityId }} className="max-w-2xl space-y-5">
    <TextField
      name="why"
      label="Vì sao bỏ"
      hint="Ví dụ: ghi trùng, ghi nhầm tổ chức"
      required
      maxLength={300}
    />
    <SubmitButton tone="danger">Bỏ hoạt động này</SubmitButton>
  </ActionForm>
);
