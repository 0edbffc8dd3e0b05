import { GridForm } from "@/components/grid/edit-grid";
import { ReadRows } from "@/components/grid/read-rows";
import { SubmitButton } from "@/components/ui/form";
import type { GridColumn, GridRow } from "@/lib/forms/grid";
import type { FormAction } from "@/lib/forms/state";
import {
  EDUCATION_LABELS,
  ENTRY_LABELS,
  GENDER_LABELS,
  GRID_LABELS,
  type GridField,
} from "@/lib/members/labels";
import { MEMBER_GRID, MOST_GRID_ROWS } from "@/lib/members/schema";

type Given = {
  action: FormAction;
  requestId: string;
  branchId: string;
  /** Places to choose from, by their names with the district. */
  places: readonly string[];
};

const column = (
  name: GridField,
  width: number,
  more: Pick<Partial<GridColumn>, "type" | "options" | "isRequired"> = {},
): GridColumn => ({ name, label: GRID_LABELS[name], type: "text", width, ...more });

const choice = (labels: Readonly<Record<string, string>>) =>
  ({ type: "choice", options: Object.values(labels) }) as const;

const whoColumns = [
  column("fullName", 14, { isRequired: true }),
  column("gender", 6, { ...choice(GENDER_LABELS), isRequired: true }),
  column("birth", 8, { type: "day", isRequired: true }),
];
const moreColumns = (places: readonly string[]) => [
  column("phone", 9),
  column("area", 16, { type: "choice", options: places }),
  column("education", 16, choice(EDUCATION_LABELS)),
  column("occupation", 11),
  column("cardNumber", 8),
  column("joined", 9, { type: "day" }),
];

/** New people, a row each. */
export const EnteringGrid = ({ places, branchId, canRecord, ...form }: Given & { canRecord: boolean }) => (
  <GridForm
    {...form}
    hidden={{ branchId }}
    name={MEMBER_GRID}
    caption={`Mỗi dòng một người. Dòng để trống thì bỏ qua. Nhiều nhất ${MOST_GRID_ROWS} dòng mỗi lần.`}
    columns={[
      ...whoColumns,
      column("start", 9, {
        ...{ type: "choice", isRequired: true },
        options: canRecord ? Object.values(ENTRY_LABELS) : [ENTRY_LABELS.admitted],
      }),
      column("from", 8, { type: "day", isRequired: true }),
      ...moreColumns(places),
    ]}
    rows={NO_ROWS}
    blankRows={10}
    mostRows={MOST_GRID_ROWS}
  >
    <ReadRows grid={MEMBER_GRID} />
    <SubmitButton>Lưu cả bảng</SubmitButton>
  </GridForm>
);

const NO_ROWS: readonly GridRow[] = [];

/** Present members, to be corrected where they stand. */
export const CorrectingGrid = ({ places, branchId, rows, ...form }: Given & { rows: readonly GridRow[] }) => (
  <GridForm
    {...form}
    hidden={{ branchId }}
    name={MEMBER_GRID}
    caption="Sửa ngay trong ô. Dòng không sửa thì không đụng đến. Ngày vào, ngày ra sửa ở từng người."
    columns={[...whoColumns, ...moreColumns(places)]}
    rows={rows}
  >
    <ReadRows grid={MEMBER_GRID} />
    <SubmitButton>Lưu cả bảng</SubmitButton>
  </GridForm>
);
