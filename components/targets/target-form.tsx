import {
  ActionForm,
  DateField,
  NumberField,
  SelectField,
  SubmitButton,
  TextArea,
  TextField,
} from "@/components/ui/form";
import { formatDate, type PlainDate } from "@/lib/dates/plain-date";
import type { FormAction } from "@/lib/forms/state";
import { metricTitle } from "@/lib/targets/labels";
import { lastDayOf, type Metric, metricKey, type Period } from "@/lib/targets/rules";
import { cellField, wasField } from "@/lib/targets/schema";

type Given = { id: string; value: number };

const MOST_WORDS = 70;
const short = (words: string) => (words.length > MOST_WORDS ? `${words.slice(0, MOST_WORDS)}…` : words);

/** The whole and its parts on one sheet with one save; a box left empty is no target. */
export const TargetForm = ({
  action,
  requestId,
  planId,
  metrics,
  fixed,
  unitId,
  whole,
  places,
  source,
  baseline,
  taskId,
  clauses,
  isCorrection,
}: {
  action: FormAction;
  requestId: string;
  planId: string;
  /** To choose from for a new target. */
  metrics: readonly Metric[];
  /** What and when, of a sheet that has targets. */
  fixed: { metric: Metric; period: Period } | null;
  /** The unit whose organisations are given parts. */
  unitId: string | null;
  /** The province's own box; none on a unit's sheet. */
  whole: { id: string; given: Given | null } | null;
  places: readonly { id: string; name: string; given: Given | null }[];
  source: { text: string; number: string | null; on: PlainDate | null } | null;
  baseline: number | null;
  taskId: string | null;
  clauses: readonly { id: string; section: string; text: string }[];
  isCorrection: boolean;
}) => {
  const boxes = [...(whole ? [{ ...whole, name: "Toàn tỉnh" }] : []), ...places];
  const hidden = {
    planId,
    ...(unitId && { unitId }),
    ...(fixed && {
      metric: metricKey(fixed.metric),
      from: fixed.period.from,
      until: lastDayOf(fixed.period),
    }),
    ...Object.fromEntries(boxes.map(({ id, given }) => [wasField(id), given?.id ?? ""])),
  };
  return (
    <ActionForm action={action} requestId={requestId} hidden={hidden} className="max-w-3xl space-y-5">
      {!fixed && (
        <>
          <SelectField
            name="metric"
            label="Việc được giao"
            required
            empty="Chọn một việc"
            options={metrics.map((metric) => ({ value: metricKey(metric), label: metricTitle(metric) }))}
          />
          <div className="grid gap-4 sm:grid-cols-2">
            <DateField name="from" label="Ngày đầu kỳ" required hint="Ví dụ 1/1/2015" />
            <DateField
              name="until"
              label="Ngày cuối kỳ"
              required
              hint="Ngày này còn được tính, ví dụ 31/12/2015"
            />
          </div>
        </>
      )}
      <TextField
        name="sourceText"
        label="Văn bản giao chỉ tiêu"
        hint="Con số được đọc ở đâu, ví dụ: Quyết định giao chỉ tiêu công tác Đoàn năm 2015"
        required
        defaultValue={source?.text ?? null}
      />
      <div className="grid gap-4 sm:grid-cols-2">
        <TextField name="sourceNumber" label="Số, ký hiệu" defaultValue={source?.number ?? null} />
        <DateField
          name="sourceOn"
          label="Ngày văn bản"
          defaultValue={source?.on ? formatDate(source.on) : null}
        />
      </div>
      {clauses.length > 0 && (
        <SelectField
          name="taskId"
          label="Thực hiện mục nào của kế hoạch"
          empty="Không rõ, không ghi"
          defaultValue={taskId}
          options={clauses.map(({ id, section, text }) => ({
            value: id,
            label: `${section}. ${short(text)}`,
          }))}
        />
      )}
      <fieldset>
        <legend className="mb-2 font-medium">
          Chỉ tiêu
          <span className="block font-normal text-(--ink-soft) text-sm">
            Để trống nơi chưa giao. Tổng các phần không bị ép bằng chỉ tiêu chung: lệch bao nhiêu, trang sẽ
            nói.
          </span>
        </legend>
        <ul className="divide-y divide-(--line)">
          {boxes.map(({ id, name, given }) => (
            <li key={id} className="py-2">
              <NumberField
                name={cellField(id)}
                label={<span>{name}</span>}
                defaultValue={given?.value ?? null}
                className="grid gap-x-4 sm:grid-cols-[1fr_9rem] sm:items-center"
              />
            </li>
          ))}
        </ul>
      </fieldset>
      {whole && (
        <NumberField
          name="baseline"
          label="Xuất phát từ"
          hint="Con số ban đầu, nếu văn bản có ghi"
          defaultValue={baseline}
          className="max-w-xs"
        />
      )}
      {isCorrection && (
        <TextArea
          name="reason"
          label="Lý do sửa"
          hint="Phải nêu khi sửa hoặc bỏ một số đã giao; số cũ vẫn giữ trong lịch sử"
          rows={2}
        />
      )}
      <SubmitButton>Lưu chỉ tiêu</SubmitButton>
    </ActionForm>
  );
};
