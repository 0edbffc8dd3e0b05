import { ActionForm, type Option, SelectField, SubmitButton, TextField } from "@/components/ui/form";
import type { FormAction } from "@/lib/forms/state";

/** A remembered layout: its name, what its columns are read as; or it is forgotten. */
export const LayoutForm = ({
  action,
  requestId,
  layoutId,
  name,
  columns,
  fields,
}: {
  action: FormAction;
  requestId: string;
  layoutId: string;
  name: string | null;
  columns: readonly { column: number; letter: string; heading: string; field: string | null }[];
  fields: readonly Option[];
}) => (
  <ActionForm action={action} requestId={requestId} hidden={{ layoutId }}>
    <TextField
      name="name"
      label="Tên mẫu"
      hint="Có tên thì đồng nghiệp cùng đơn vị cũng dùng được"
      defaultValue={name}
    />
    <div className="grid gap-4 sm:grid-cols-2">
      {columns.map(({ column, letter, heading, field }) => (
        <SelectField
          key={column}
          name={`column.${column}`}
          label={
            <>
              <span className="text-(--ink-soft)">{letter}</span> {heading}
            </>
          }
          options={fields}
          empty="Bỏ qua cột này"
          defaultValue={field ?? ""}
        />
      ))}
    </div>
    <div className="flex flex-wrap gap-3">
      <SubmitButton name="way" value="save">
        Lưu mẫu
      </SubmitButton>
      <SubmitButton name="way" value="forget" tone="quiet">
        Quên mẫu này
      </SubmitButton>
    </div>
  </ActionForm>
);
