"use client";

import { useForm } from "@/components/ui/form";
import { cellOf } from "@/lib/forms/grid";

const WORDS = "Tôi đã đọc các điều cần xem lại ghi ở từng ô và vẫn lưu";

/**
 * Warnings of a grid are read once, by one tick: the form posts each that was shown, "V16.3" of the third row, so that one
 * that comes later is not taken for read.
 */
export function ReadRows({ grid }: { grid: string }) {
  const { state } = useForm();
  const shown = (state.warnings ?? []).flatMap(({ rule, field = "" }) => {
    const cell = cellOf(grid, field);
    return cell ? [`${rule}.${cell.row}`] : [];
  });
  const wasTicked = state.values?.["isConfirmed"] !== undefined;
  const before = wasTicked ? [state.values?.["confirmed"] ?? []].flat() : [];
  const keys = [...new Set([...before, ...shown])];
  if (keys.length === 0) return null;
  const isTicked = shown.length === 0;
  return (
    <div>
      {keys.map((key) => (
        <input key={key} type="hidden" name="confirmed" value={key} />
      ))}
      <label className="tick">
        <input type="checkbox" name="isConfirmed" key={String(isTicked)} defaultChecked={isTicked} />
        <span>{WORDS}</span>
      </label>
    </div>
  );
}
