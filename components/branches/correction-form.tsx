import { FactsFields } from "@/components/branches/facts-fields";
import { OverrideRequest, ReadWarnings } from "@/components/branches/founding-problems";
import { Card } from "@/components/ui/basics";
import { ActionForm, DateField, SubmitButton } from "@/components/ui/form";
import type { CorrectionPage } from "@/lib/branches/queries";
import { SUPERIOR } from "@/lib/branches/rules";
import { formatDate, type PlainDate } from "@/lib/dates/plain-date";
import type { FormAction } from "@/lib/forms/state";

const shown = (date: PlainDate | null) => (date ? formatDate(date) : null);

/** Correcting what is recorded of an organisation, its congresses among it. */
export function CorrectionForm({
  page,
  action,
  requestId,
}: {
  page: CorrectionPage;
  action: FormAction;
  requestId: string;
}) {
  const isBySuperior = page.decisionUnitId === null || page.decisionUnitId === page.unitId;
  return (
    <ActionForm
      action={action}
      requestId={requestId}
      version={page.version}
      hidden={{ branchId: page.id }}
      className="max-w-3xl space-y-5"
    >
      <OverrideRequest />
      <Card title="Tổ chức">
        <div className="space-y-5">
          <FactsFields
            line={page.line}
            unitName={page.unitName}
            decidingUnits={page.decidingUnits}
            parents={page.line === "union" ? page.parents : []}
            given={{ ...page, decidedBy: isBySuperior ? SUPERIOR : (page.decisionUnitId ?? SUPERIOR) }}
          />
        </div>
      </Card>
      <Card title={page.line === "union" ? "Đại hội" : "Đại hội, hiệp thương"}>
        <div className="grid gap-5 sm:grid-cols-3">
          <DateField name="lastCongressOn" label="Lần gần nhất" defaultValue={shown(page.lastCongressOn)} />
          <DateField
            name="congressDueOn"
            label="Hạn lần tới"
            hint="Để trống: tự tính từ lần gần nhất"
            defaultValue={shown(page.congressDueOn)}
          />
          <DateField
            name="congressExtendedTo"
            label="Gia hạn đến"
            hint="Không quá nửa nhiệm kỳ"
            defaultValue={shown(page.congressExtendedTo)}
          />
        </div>
      </Card>
      <ReadWarnings />
      <SubmitButton>Lưu</SubmitButton>
    </ActionForm>
  );
}
