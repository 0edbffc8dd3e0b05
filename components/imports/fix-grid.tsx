import { EditGrid } from "@/components/grid/edit-grid";
import { ActionForm, SubmitButton } from "@/components/ui/form";
import type { GridColumn, GridRow } from "@/lib/forms/grid";
import type { FormAction } from "@/lib/forms/state";

/** Rows that cannot be written yet, as the file has them: put right here, and everything is checked again. */
export const FixGrid = ({
  action,
  requestId,
  importId,
  columns,
  rows,
}: {
  action: FormAction;
  requestId: string;
  importId: string;
  columns: readonly GridColumn[];
  rows: readonly GridRow[];
}) => (
  <ActionForm action={action} requestId={requestId} hidden={{ importId }}>
    <EditGrid name="cells" caption="Các dòng cần sửa, theo số dòng của tệp" columns={columns} rows={rows} />
    <SubmitButton>Lưu và kiểm tra lại</SubmitButton>
  </ActionForm>
);
