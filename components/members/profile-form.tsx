import { ReadWarnings } from "@/components/branches/founding-problems";
import { type GivenPerson, PersonFields } from "@/components/members/person-fields";
import { ActionForm, type Option, SelectField, SubmitButton, TextField } from "@/components/ui/form";
import type { FormAction } from "@/lib/forms/state";
import { PoliticalTheory } from "@/lib/generated/prisma/enums";
import { POLITICAL_THEORY_LABELS } from "@/lib/members/labels";

export const ProfileForm = ({
  action,
  requestId,
  communes,
  given,
}: {
  action: FormAction;
  requestId: string;
  communes: readonly Option[];
  given: GivenPerson & {
    id: string;
    version: number;
    joinedPlace: string | null;
    politicalTheory: PoliticalTheory | null;
  };
}) => (
  <ActionForm
    action={action}
    requestId={requestId}
    version={given.version}
    hidden={{ personId: given.id }}
    className="max-w-2xl space-y-5"
  >
    <PersonFields communes={communes} given={given} />
    <TextField
      name="joinedPlace"
      label="Nơi vào Đoàn"
      hint="Chi đoàn, trường hoặc đơn vị ghi trong sổ đoàn viên"
      maxLength={200}
      defaultValue={given.joinedPlace}
    />
    <SelectField
      name="politicalTheory"
      label="Lý luận chính trị"
      options={Object.values(PoliticalTheory).map((value) => ({
        value,
        label: POLITICAL_THEORY_LABELS[value],
      }))}
      empty="Chưa rõ"
      defaultValue={given.politicalTheory}
    />
    <ReadWarnings />
    <SubmitButton>Lưu hồ sơ</SubmitButton>
  </ActionForm>
);
