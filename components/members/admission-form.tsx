import { ReadWarnings } from "@/components/branches/founding-problems";
import { ExceptionField, SamePersons } from "@/components/members/admission-answers";
import { PersonFields } from "@/components/members/person-fields";
import { ActionForm, DateField, type Option, SubmitButton, TextArea } from "@/components/ui/form";
import { LiveHint } from "@/components/ui/live-hint";
import type { FormAction } from "@/lib/forms/state";

type Base = {
  action: FormAction;
  requestId: string;
  branchId: string;
  /** As it is typed: 15/12/2014. */
  today: string;
  decidesAlone: boolean;
};

/** Somebody without a record: who they are, and the admission. */
export const NewAdmissionForm = ({ communes, ...form }: Base & { communes: readonly Option[] }) => (
  <ActionForm
    action={form.action}
    requestId={form.requestId}
    hidden={{ branchId: form.branchId }}
    className="max-w-2xl space-y-5"
  >
    <LiveHint
      url="/api/suggest/persons"
      fields={["branchId", "fullName", "birth", "areaId"]}
      title="Có thể đã có hồ sơ:"
    >
      <PersonFields communes={communes} />
    </LiveHint>
    <Admission {...form} />
  </ActionForm>
);

/** Somebody whose record is there. */
export const KnownAdmissionForm = ({ personId, ...form }: Base & { personId: string }) => (
  <ActionForm
    action={form.action}
    requestId={form.requestId}
    hidden={{ branchId: form.branchId, personId }}
    className="max-w-2xl space-y-5"
  >
    <Admission {...form} />
  </ActionForm>
);

const Admission = ({ branchId, today, decidesAlone }: Pick<Base, "branchId" | "today" | "decidesAlone">) => (
  <>
    <DateField name="admitOn" label="Ngày kết nạp" required defaultValue={today} />
    <TextArea
      name="note"
      label="Ghi chú"
      hint="Người giới thiệu, nghị quyết chi đoàn. Không ghi dân tộc, tôn giáo, sức khoẻ, số giấy tờ."
      rows={2}
    />
    <SamePersons branchId={branchId} />
    <ExceptionField />
    <ReadWarnings />
    <SubmitButton>{decidesAlone ? "Kết nạp" : "Gửi đề nghị kết nạp"}</SubmitButton>
  </>
);
