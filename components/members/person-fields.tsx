import { type Option, PartialDateField, RadioField, SelectField, TextField } from "@/components/ui/form";
import { formatPartialDate } from "@/lib/dates/partial-date";
import { type DatePrecision, formatDate, type PartialDate, type PlainDate } from "@/lib/dates/plain-date";
import { formatPhone } from "@/lib/format";
import { Education, Gender } from "@/lib/generated/prisma/enums";
import { EDUCATION_LABELS, GENDER_LABELS } from "@/lib/members/labels";

export type GivenPerson = {
  fullName: string;
  gender: Gender | null;
  birth: { date: PlainDate; precision: DatePrecision } | null;
  phone: string | null;
  areaId: string | null;
  education: Education | null;
  occupation: string | null;
};

const optionsOf = <Value extends string>(values: readonly Value[], labels: Record<Value, string>): Option[] =>
  values.map((value) => ({ value, label: labels[value] }));

/** What is kept of a person (domain §4.8): the least that the work needs, nothing sensitive. */
export const PersonFields = ({ communes, given }: { communes: readonly Option[]; given?: GivenPerson }) => (
  <>
    <TextField
      name="fullName"
      label="Họ và tên"
      hint="Viết thường, đủ dấu, theo giấy khai sinh"
      required
      maxLength={100}
      defaultValue={given?.fullName ?? null}
    />
    <RadioField
      name="gender"
      legend="Giới tính"
      options={optionsOf(Object.values(Gender), GENDER_LABELS)}
      defaultValue={given?.gender ?? null}
    />
    <PartialDateField name="birth" label="Ngày sinh" required defaultValue={typed(given?.birth ?? null)} />
    <TextField
      name="phone"
      label="Điện thoại"
      type="tel"
      inputMode="tel"
      maxLength={20}
      defaultValue={given?.phone ? formatPhone(given.phone) : null}
    />
    <SelectField
      name="areaId"
      label="Nơi ở (xã, phường, thị trấn)"
      options={communes}
      empty="Chưa rõ"
      defaultValue={given?.areaId ?? null}
    />
    <SelectField
      name="education"
      label="Trình độ học vấn, chuyên môn"
      options={optionsOf(Object.values(Education), EDUCATION_LABELS)}
      empty="Chưa rõ"
      defaultValue={given?.education ?? null}
    />
    <TextField
      name="occupation"
      label="Nghề nghiệp, bộ phận"
      maxLength={100}
      defaultValue={given?.occupation ?? null}
    />
  </>
);

/** A full date as it is typed; a partial one as far as it is known. */
const typed = (birth: PartialDate | null) =>
  birth && (birth.precision === "day" ? formatDate(birth.date) : formatPartialDate(birth));
