import type { ReactNode } from "react";
import {
  ActionForm,
  CheckboxesField,
  CheckboxField,
  DateField,
  NumberField,
  NumberOrUnknownField,
  RadioField,
  SelectField,
  SubmitButton,
  TextArea,
  TextField,
} from "@/components/ui/form";
import { BRANCH_KIND_LABELS, MEETING_RHYTHM_LABELS } from "@/lib/branches/labels";
import { formatDate } from "@/lib/dates/plain-date";
import { ATTITUDE_LABELS, GRANT_LABELS, optionsOf } from "@/lib/enterprises/labels";
import type { FormAction } from "@/lib/forms/state";
import { FACT_FIELDS, NEED_LABELS, NEEDS, NUMBER_LABELS, YES_NO_LABELS } from "@/lib/surveys/labels";
import {
  ENOUGH_FOR_A_CELL,
  factField,
  NEED_NOTE_FIELD,
  NUMBER_FIELDS,
  type NumberField as NumberName,
  needField,
  needPersonsField,
  needUrgentField,
  ORGANISATION_ROWS,
  organisationField,
  REQUIRED_NUMBERS,
  type YesNoField,
} from "@/lib/surveys/rules";

type Organisation = {
  kind: string;
  name: string | null;
  foundedOn: string | null;
  committeeSize: number | null;
  members: number | null;
  meetingRhythm: string | null;
  lastActivityOn: string | null;
  paysFee: boolean | null;
  rating: string | null;
  difficulty: string | null;
};

export type GivenSurvey = {
  version: number;
  unknowns: readonly string[];
  facts: Record<string, string>;
  needs: readonly { need: string; persons: number | null; isUrgent: boolean; note: string | null }[];
  organisations: readonly Organisation[];
  hasPartyCell: boolean | null;
  hasTradeUnion: boolean | null;
  elsewhereNote: string | null;
  ownerAttitude: string | null;
  grants: readonly string[];
  grantNote: string | null;
  contactName: string | null;
  contactPhone: string | null;
  nucleusName: string | null;
  nucleusPhone: string | null;
  assessment: string | null;
  proposal: string | null;
  surveyedOn: string | null;
  surveyor: string | null;
  informant: string | null;
} & Record<NumberName, number | null>;

type Props = {
  action: FormAction;
  requestId: string;
  campaignId: string;
  enterpriseId: string;
  surveyId?: string;
  given?: GivenSurvey;
  /** What the register says of section A: the form starts from it. */
  registered: Record<string, string>;
  today: string;
};

const YES_NO = [
  { value: "yes", label: "Có" },
  { value: "no", label: "Không" },
  { value: "unknown", label: "Không rõ" },
];

const Section = ({
  letter,
  title,
  hint,
  children,
}: {
  letter: string;
  title: string;
  hint?: string;
  children: ReactNode;
}) => (
  <fieldset className="card space-y-5">
    <legend className="float-left mb-4 w-full">
      <h2>{`${letter}. ${title}`}</h2>
    </legend>
    {hint && <p className="clear-both text-(--ink-soft) text-sm">{hint}</p>}
    <div className="clear-both space-y-5">{children}</div>
  </fieldset>
);

/** The whole survey of an enterprise, A–H: a draft may have holes, what is sent may not. */
export function SurveyForm({
  action,
  requestId,
  campaignId,
  enterpriseId,
  surveyId,
  given,
  registered,
  today,
}: Props) {
  const facts = given?.facts ?? registered;
  const number = (field: NumberName) => (
    <NumberOrUnknownField
      key={field}
      name={field}
      label={NUMBER_LABELS[field]}
      required={REQUIRED_NUMBERS.includes(field)}
      defaultValue={given?.[field] ?? null}
      defaultUnknown={given?.unknowns.includes(field) ?? false}
    />
  );
  const labour = NUMBER_FIELDS.slice(0, NUMBER_FIELDS.indexOf("partyMembers"));
  return (
    <ActionForm
      action={action}
      requestId={requestId}
      version={given?.version ?? 0}
      hidden={{ campaignId, enterpriseId, ...(surveyId && { surveyId }) }}
      className="max-w-4xl space-y-5"
    >
      <Section
        letter="A"
        title="Doanh nghiệp"
        hint="Lấy từ hồ sơ đã đăng ký; thấy khác thực tế thì sửa ngay ở đây."
      >
        <div className="grid gap-5 sm:grid-cols-2">
          {FACT_FIELDS.map(({ key, label }) => (
            <TextField
              key={key}
              name={factField(key)}
              label={label}
              maxLength={300}
              defaultValue={facts[key] ?? null}
            />
          ))}
        </div>
      </Section>
      <Section
        letter="B"
        title="Lao động"
        hint="Số 0 khác với “không rõ”: không biết thì chọn “không rõ”, đừng ghi 0."
      >
        <div className="grid gap-5 sm:grid-cols-2">{labour.map(number)}</div>
      </Section>
      <Section letter="C" title="Tổ chức khác">
        {(
          [
            ["hasPartyCell", "partyMembers"],
            ["hasTradeUnion", "tradeUnionMembers"],
          ] as const
        ).map(([field, count]) => (
          <div key={field} className="grid gap-5 sm:grid-cols-2">
            <RadioField
              name={field}
              legend={YES_NO_LABELS[field]}
              options={YES_NO}
              defaultValue={yesNoOf(given, field)}
            />
            {number(count)}
          </div>
        ))}
      </Section>
      <Section
        letter="D"
        title="Tổ chức Đoàn, Hội hiện có"
        hint="Mỗi tổ chức một dòng; không có thì để trống. Số ở đây là số nghe được, không thay danh sách của tổ chức."
      >
        {Array.from({ length: ORGANISATION_ROWS }, (_, row) => row).map((row) => (
          <OrganisationRow key={row} row={row} given={given?.organisations[row]} />
        ))}
      </Section>
      <Section
        letter="E"
        title="Đoàn viên, hội viên làm ở đây mà chưa có tổ chức ở đây"
        hint={`Từ ${ENOUGH_FOR_A_CELL} đoàn viên TNCS trở lên thì có thể thành lập chi đoàn.`}
      >
        <div className="grid gap-5 sm:grid-cols-2">
          {number("unionMembersElsewhere")}
          {number("associationMembersElsewhere")}
        </div>
        <TextArea
          name="elsewhereNote"
          label="Đang sinh hoạt ở đâu"
          rows={2}
          defaultValue={given?.elsewhereNote ?? null}
        />
      </Section>
      <Section letter="F" title="Nhu cầu" hint="Chọn nhu cầu được nêu; biết bao nhiêu người nêu thì ghi số.">
        <div className="grid gap-x-5 sm:grid-cols-2">
          {NEEDS.map((need) => {
            const found = given?.needs.find((row) => row.need === need);
            return (
              <div key={need} className="flex flex-wrap items-end gap-x-4 border-(--line) border-b py-2">
                <div className="flex-1">
                  <CheckboxField
                    name={needField(need)}
                    label={NEED_LABELS[need]}
                    defaultChecked={Boolean(found)}
                  />
                </div>
                <NumberField
                  name={needPersonsField(need)}
                  label={
                    <>
                      Số người<span className="sr-only">{` nêu ${NEED_LABELS[need]}`}</span>
                    </>
                  }
                  className="w-28"
                  defaultValue={found?.persons ?? null}
                />
                <CheckboxField
                  name={needUrgentField(need)}
                  label={
                    <>
                      Gấp<span className="sr-only">{`: ${NEED_LABELS[need]}`}</span>
                    </>
                  }
                  defaultChecked={found?.isUrgent ?? false}
                />
              </div>
            );
          })}
        </div>
        <TextField
          name={NEED_NOTE_FIELD}
          label="Nhu cầu khác là"
          maxLength={300}
          defaultValue={given?.needs.find(({ need }) => need === "other")?.note ?? null}
        />
      </Section>
      <Section letter="G" title="Thái độ của chủ doanh nghiệp, điều kiện hỗ trợ">
        <RadioField
          name="ownerAttitude"
          legend="Thái độ"
          options={optionsOf(ATTITUDE_LABELS)}
          defaultValue={given?.ownerAttitude ?? null}
        />
        <CheckboxesField
          name="grants"
          legend="Tạo điều kiện về"
          options={optionsOf(GRANT_LABELS)}
          defaultValues={given?.grants ?? []}
        />
        <TextArea
          name="grantNote"
          label="Nói rõ điều kiện hỗ trợ"
          rows={2}
          defaultValue={given?.grantNote ?? null}
        />
        <div className="grid gap-5 sm:grid-cols-2">
          <TextField
            name="contactName"
            label="Người liên hệ"
            maxLength={120}
            defaultValue={given?.contactName ?? null}
          />
          <TextField
            name="contactPhone"
            label="Điện thoại người liên hệ"
            type="tel"
            inputMode="tel"
            defaultValue={given?.contactPhone ?? null}
          />
          <TextField
            name="nucleusName"
            label="Người có khả năng làm bí thư, chi hội trưởng"
            maxLength={120}
            defaultValue={given?.nucleusName ?? null}
          />
          <TextField
            name="nucleusPhone"
            label="Điện thoại người đó"
            type="tel"
            inputMode="tel"
            defaultValue={given?.nucleusPhone ?? null}
          />
        </div>
      </Section>
      <Section letter="H" title="Đánh giá của cán bộ khảo sát">
        <TextArea name="assessment" label="Đánh giá" defaultValue={given?.assessment ?? null} />
        <TextArea name="proposal" label="Kiến nghị" defaultValue={given?.proposal ?? null} />
        <div className="grid gap-5 sm:grid-cols-3">
          <DateField
            name="surveyedOn"
            label="Ngày khảo sát"
            required
            defaultValue={given?.surveyedOn ? formatDate(given.surveyedOn) : today}
          />
          <TextField
            name="surveyor"
            label="Người khảo sát"
            required
            maxLength={120}
            defaultValue={given?.surveyor ?? null}
          />
          <TextField
            name="informant"
            label="Người cung cấp thông tin"
            required
            maxLength={120}
            defaultValue={given?.informant ?? null}
          />
        </div>
      </Section>
      <div className="flex flex-wrap gap-3">
        <SubmitButton name="intent" value="submit">
          Gửi duyệt
        </SubmitButton>
        <SubmitButton name="intent" value="draft" tone="quiet">
          Lưu nháp
        </SubmitButton>
      </div>
    </ActionForm>
  );
}

function yesNoOf(given: GivenSurvey | undefined, field: YesNoField): string | null {
  if (!given) return null;
  if (given.unknowns.includes(field)) return "unknown";
  const answer = given[field];
  return answer === null ? null : answer ? "yes" : "no";
}

function OrganisationRow({ row, given }: { row: number; given: Organisation | undefined }) {
  const name = (field: string) => organisationField(row, field);
  return (
    <details className="rounded-lg border border-(--line)" open={row === 0 || given !== undefined}>
      <summary className="flex min-h-11 cursor-pointer items-center px-4 font-medium">{`Tổ chức thứ ${row + 1}`}</summary>
      <div className="grid gap-4 px-4 pb-4 sm:grid-cols-2 lg:grid-cols-3">
        <SelectField
          name={name("kind")}
          label="Loại tổ chức"
          empty="Không có"
          options={optionsOf(BRANCH_KIND_LABELS)}
          defaultValue={given?.kind ?? null}
        />
        <TextField name={name("name")} label="Tên" maxLength={200} defaultValue={given?.name ?? null} />
        <DateField
          name={name("foundedOn")}
          label="Ngày thành lập"
          defaultValue={given?.foundedOn ? formatDate(given.foundedOn) : null}
        />
        <NumberField
          name={name("committeeSize")}
          label="Số ủy viên BCH"
          defaultValue={given?.committeeSize ?? null}
        />
        <NumberField
          name={name("members")}
          label="Số đoàn viên TNCS hoặc hội viên"
          defaultValue={given?.members ?? null}
        />
        <SelectField
          name={name("meetingRhythm")}
          label="Sinh hoạt"
          empty="Không rõ"
          options={optionsOf(MEETING_RHYTHM_LABELS)}
          defaultValue={given?.meetingRhythm ?? null}
        />
        <DateField
          name={name("lastActivityOn")}
          label="Hoạt động gần nhất"
          defaultValue={given?.lastActivityOn ? formatDate(given.lastActivityOn) : null}
        />
        <SelectField
          name={name("paysFee")}
          label="Nộp đoàn phí, hội phí"
          empty="Không rõ"
          options={[
            { value: "yes", label: "Có" },
            { value: "no", label: "Không" },
          ]}
          defaultValue={given?.paysFee === null || given === undefined ? null : given.paysFee ? "yes" : "no"}
        />
        <TextField
          name={name("rating")}
          label="Xếp loại gần nhất"
          maxLength={100}
          defaultValue={given?.rating ?? null}
        />
        <TextArea
          name={name("difficulty")}
          label="Khó khăn"
          rows={2}
          defaultValue={given?.difficulty ?? null}
        />
      </div>
    </details>
  );
}
