import { Badge, EmptyState } from "@/components/ui/basics";
import { ActionForm, DateField, NumberField, SubmitButton, TextArea } from "@/components/ui/form";
import { type Column, Table } from "@/components/ui/table";
import { formatDate, formatMoment, type PlainDate } from "@/lib/dates/plain-date";
import type { FormAction } from "@/lib/forms/state";
import { FACTOR_LABELS, weightsInWords } from "@/lib/priority/labels";
import { FACTORS, type Weights } from "@/lib/priority/rules";

const FULL_HINT = "Từ số này trở lên được đủ điểm; ít hơn thì được điểm theo tỷ lệ.";

/** Other weights from a day on, filled in with what holds now. */
export const WeightsForm = ({
  action,
  requestId,
  provinceId,
  basedOn,
  weights,
  today,
}: {
  action: FormAction;
  requestId: string;
  provinceId: string;
  /** The row the form was filled from; null where none was set. */
  basedOn: string | null;
  weights: Weights;
  today: PlainDate;
}) => (
  <ActionForm action={action} requestId={requestId} hidden={{ provinceId, basedOn: basedOn ?? "" }}>
    {FACTORS.map((name) => (
      <NumberField
        key={name}
        name={name}
        label={`Điểm: ${FACTOR_LABELS[name].toLocaleLowerCase("vi").replace("hội doanh nhân trẻ", "Hội Doanh nhân trẻ")}`}
        {...(name === "entrepreneur" && { hint: "Ba số điểm cộng lại bằng 100." })}
        defaultValue={weights[name]}
        required
      />
    ))}
    <NumberField
      name="workersFull"
      label="Số lao động để được đủ điểm quy mô"
      hint={FULL_HINT}
      defaultValue={weights.workersFull}
      required
    />
    <NumberField
      name="peopleFull"
      label="Số đoàn viên, hội viên, thanh niên công nhân để được đủ điểm"
      hint={FULL_HINT}
      defaultValue={weights.peopleFull}
      required
    />
    <DateField
      name="validFrom"
      label="Áp dụng từ ngày"
      hint="Từ ngày này về sau tính theo trọng số mới; trước đó vẫn theo trọng số cũ."
      defaultValue={formatDate(today)}
      required
    />
    <TextArea name="reason" label="Lý do đổi" required />
    <SubmitButton>Đặt trọng số</SubmitButton>
  </ActionForm>
);

export type WeightsRow = Weights & {
  id: string;
  validFrom: PlainDate;
  validTo: PlainDate | null;
  reason: string;
  recordedAt: Date;
  voidedAt: Date | null;
  recordedBy: string;
};

/** All that was ever set: what it was, since when, by whom and why; what was replaced stays readable. */
export const WeightsHistory = ({ rows }: { rows: readonly WeightsRow[] }) => (
  <Table
    caption="Các lần đặt trọng số, lần sau đứng trước"
    columns={COLUMNS}
    rows={rows}
    rowKey={({ id }) => id}
    empty={
      <EmptyState title="Tỉnh chưa đặt trọng số">
        Danh sách đang tính theo trọng số gợi ý 30/30/40.
      </EmptyState>
    }
  />
);

const COLUMNS: Column<WeightsRow>[] = [
  {
    key: "period",
    label: "Áp dụng",
    isName: true,
    cell: ({ validFrom, validTo }) =>
      `từ ${formatDate(validFrom)}${validTo ? ` đến trước ${formatDate(validTo)}` : ""}`,
  },
  { key: "weights", label: "Trọng số", cell: weightsInWords },
  { key: "reason", label: "Lý do", cell: ({ reason }) => reason },
  {
    key: "recorded",
    label: "Ghi lúc",
    cell: ({ recordedAt, recordedBy }) => `${formatMoment(recordedAt)}, ${recordedBy}`,
  },
  {
    key: "state",
    label: "Tình trạng",
    cell: ({ voidedAt }) =>
      voidedAt ? (
        <Badge>{`Đã thay lúc ${formatMoment(voidedAt)}`}</Badge>
      ) : (
        <Badge tone="good">Đang tính</Badge>
      ),
  },
];
