import { FactsFields } from "@/components/branches/facts-fields";
import { FounderRows } from "@/components/branches/founder-rows";
import { OverrideRequest, ReadWarnings, SkippedSteps } from "@/components/branches/founding-problems";
import { Card, Disclosure, Notice } from "@/components/ui/basics";
import { ActionForm, CheckboxesField, SelectField, SubmitButton } from "@/components/ui/form";
import { BRANCH_KIND_LABELS, HEAD_LABELS, MEMBER_LABELS } from "@/lib/branches/labels";
import type { FoundingPage } from "@/lib/branches/queries";
import { FOUNDER_ROWS, KINDS_OF_LINE } from "@/lib/branches/rules";
import type { FormAction } from "@/lib/forms/state";

/** Founding an organisation with its founding list, in one sending. */
export function FoundingForm({
  page,
  action,
  requestId,
  rows = FOUNDER_ROWS,
}: {
  page: FoundingPage;
  action: FormAction;
  requestId: string;
  rows?: number | undefined;
}) {
  const kind = KINDS_OF_LINE[page.line][0] ?? "cell";
  const minimum = page.minimum?.members ?? 0;
  return (
    <ActionForm
      action={action}
      requestId={requestId}
      hidden={{ enterpriseId: page.enterprise.id, line: page.line }}
      className="max-w-4xl space-y-5"
    >
      <OverrideRequest />
      {page.existing.length > 0 && (
        <Notice tone="warn" title="Doanh nghiệp này đã có tổ chức">
          {page.existing.map(({ name }) => name ?? "một tổ chức do đơn vị khác quản lý").join("; ")}
        </Notice>
      )}
      <Card title="Tổ chức">
        <div className="space-y-5">
          <FactsFields
            line={page.line}
            unitName={page.unitName}
            decidingUnits={page.decidingUnits}
            parents={page.line === "union" ? page.parents : []}
            suggestedName={`${BRANCH_KIND_LABELS[kind]} ${page.enterprise.name}`}
          />
          {page.others.length > 0 && (
            <Disclosure summary="Tổ chức ghép: phụ trách thêm doanh nghiệp khác">
              <CheckboxesField
                name="coveredIds"
                legend="Doanh nghiệp cùng đơn vị"
                hint="Thêm được cả sau khi thành lập"
                options={page.others.map(({ id, name, isOrganised }) => ({
                  value: id,
                  label: name,
                  ...(isOrganised && { hint: "đã có tổ chức" }),
                }))}
              />
            </Disclosure>
          )}
          {page.communes.length > 0 && page.existing.length === 0 && (
            <Disclosure summary="Lập chi đoàn hạt nhân theo nơi cư trú">
              <p className="mb-3 text-(--ink-soft)">
                {`Khi từ ${minimum} đoàn viên cùng làm ở doanh nghiệp chưa có Đoàn và cùng cư trú một địa bàn, Đoàn cơ sở nơi cư trú hoặc Đoàn cấp huyện lập được chi đoàn làm nòng cốt (Hướng dẫn 22HD). Người mới ghi trong danh sách được ghi cư trú tại đây.`}
              </p>
              <SelectField
                name="residenceAreaId"
                label="Nơi cùng cư trú"
                empty="Không lập theo nơi cư trú"
                options={page.communes.map(({ id, label }) => ({ value: id, label }))}
              />
            </Disclosure>
          )}
          {page.line === "union" && page.cells.length > 0 && (
            <Disclosure summary="Thành lập đoàn cơ sở: chọn các chi đoàn trực thuộc">
              <CheckboxesField
                name="childIds"
                legend="Chi đoàn của đơn vị, chưa thuộc đoàn cơ sở nào"
                options={page.cells.map(({ id, name }) => ({ value: id, label: name }))}
              />
            </Disclosure>
          )}
        </div>
      </Card>
      <Card title={`Danh sách ${MEMBER_LABELS[kind]} khi thành lập`}>
        <p className="mb-4 text-(--ink-soft)">
          {`Tính là ${MEMBER_LABELS[kind]} từ ngày thành lập.`}
          {minimum > 0 &&
            (page.minimum?.rule === "V06"
              ? ` Chi đoàn phải có từ ${minimum} người.`
              : ` Nên có từ ${minimum} người.`)}{" "}
          Mỗi người chỉ cần họ tên; ngày sinh ghi 5/3/1990, 3/1990 hoặc chỉ 1990. Dòng để trống không tính.
        </p>
        <FounderRows rows={Math.max(rows, minimum)} required={minimum} headLabel={HEAD_LABELS[kind]} />
      </Card>
      <ReadWarnings />
      <SkippedSteps />
      <SubmitButton>Thành lập</SubmitButton>
    </ActionForm>
  );
}
