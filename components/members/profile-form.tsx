import { ReadWarnings } from "@/components/branches/founding-problems";
import { type GivenPerson, PersonFields } from "@/components/members/person-fields";
import { ActionForm, type Option, SubmitButton } from "@/components/ui/form";
import type { FormAction } from "@/lib/forms/state";

export const ProfileForm = ({
  action,
  requestId,
  communes,
  given,
}: {
  action: FormAction;
  requestId: string;
  communes: readonly Option[];
  given: GivenPerson & { id: string; version: number };
}) => (
  <ActionForm
    action={action}
    requestId={requestId}
    version={given.version}
    hidden={{ personId: given.id }}
    className="max-w-2xl space-y-5"
  >
    <PersonFields communes={communes} given={given} />
    <ReadWarnings />
    <SubmitButton>Lưu hồ sơ</SubmitButton>
  </ActionForm>
);
