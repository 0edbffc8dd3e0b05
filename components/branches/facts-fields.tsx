import { CheckboxField, DateField, RadioField, SelectField, TextArea, TextField } from "@/components/ui/form";
import { BEGINNING_LABELS, BRANCH_KIND_LABELS, MEETING_RHYTHM_LABELS } from "@/lib/branches/labels";
import { KINDS_OF_LINE, SUPERIOR } from "@/lib/branches/rules";
import { formatDate, type PlainDate } from "@/lib/dates/plain-date";
import { optionsOf } from "@/lib/enterprises/labels";
import type { BranchBeginning, BranchKind, Line, MeetingRhythm } from "@/lib/generated/prisma/enums";

type Named = { id: string; name: string };

type Given = {
  name: string;
  kind: BranchKind;
  beginning: BranchBeginning;
  establishedOn: PlainDate;
  decisionNumber: string | null;
  decisionOn: PlainDate | null;
  decidedBy: string;
  provisional: boolean;
  parentId: string | null;
  meetingRhythm: MeetingRhythm;
  note: string | null;
};

const shown = (date: PlainDate | null | undefined) => (date ? formatDate(date) : null);

/** What is said of an organisation when it is founded and when that is corrected. */
export const FactsFields = ({
  line,
  unitName,
  decidingUnits,
  parents,
  suggestedName,
  given,
}: {
  line: Line;
  unitName: string;
  decidingUnits: readonly Named[];
  parents: readonly Named[];
  suggestedName?: string;
  given?: Given;
}) => (
  <>
    <RadioField
      name="kind"
      legend="Loại tổ chức"
      options={KINDS_OF_LINE[line].map((kind) => ({ value: kind, label: BRANCH_KIND_LABELS[kind] }))}
      defaultValue={given?.kind ?? KINDS_OF_LINE[line][0] ?? null}
    />
    <TextField
      name="name"
      label="Tên tổ chức"
      hint={`Viết đầy đủ, ví dụ ${line === "union" ? "Chi đoàn" : "Chi hội"} Công ty TNHH …`}
      required
      maxLength={200}
      defaultValue={given?.name ?? suggestedName ?? null}
    />
    <RadioField
      name="beginning"
      legend="Thành lập mới hay tổ chức lại"
      options={optionsOf(BEGINNING_LABELS)}
      defaultValue={given?.beginning ?? "established"}
    />
    <DateField
      name="establishedOn"
      label="Ngày thành lập"
      required
      defaultValue={shown(given?.establishedOn)}
    />
    <div className="grid gap-5 sm:grid-cols-2">
      <TextField
        name="decisionNumber"
        label="Số, ký hiệu quyết định"
        hint="Ghi đúng như trên giấy; chưa có thì để trống"
        maxLength={60}
        defaultValue={given?.decisionNumber ?? null}
      />
      <DateField name="decisionOn" label="Ngày quyết định" defaultValue={shown(given?.decisionOn)} />
    </div>
    <SelectField
      name="decidedBy"
      label="Cơ quan ra quyết định"
      hint="Chỉ cấp trên trực tiếp ra quyết định thành lập"
      required
      options={[
        {
          value: SUPERIOR,
          label: `Cấp trên trực tiếp: ${parents.length > 0 ? "đoàn cơ sở, hoặc " : ""}${unitName}`,
        },
        ...decidingUnits.map(({ id, name }) => ({ value: id, label: name })),
      ]}
      defaultValue={given?.decidedBy ?? SUPERIOR}
    />
    {parents.length > 0 && (
      <SelectField
        name="parentId"
        label="Đoàn cơ sở cấp trên"
        hint="Chỉ cho chi đoàn"
        empty={`Không có: trực thuộc ${unitName}`}
        options={parents.map(({ id, name }) => ({ value: id, label: name }))}
        defaultValue={given?.parentId ?? null}
      />
    )}
    <CheckboxField
      name="provisional"
      label="Ban chấp hành lâm thời"
      hint="Do cấp trên chỉ định, chưa đại hội"
      defaultChecked={given?.provisional ?? true}
    />
    <RadioField
      name="meetingRhythm"
      legend="Kỳ sinh hoạt"
      options={optionsOf(MEETING_RHYTHM_LABELS)}
      defaultValue={given?.meetingRhythm ?? "monthly"}
    />
    <TextArea name="note" label="Ghi chú" rows={2} defaultValue={given?.note ?? null} />
  </>
);
