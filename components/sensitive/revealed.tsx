"use client";

import { useForm } from "@/components/ui/form";

/** What the form's answer shows, once. */
export function Revealed() {
  const { revealed } = useForm().state;
  if (!revealed) return null;
  return (
    <div className="notice" data-tone="accent" role="status">
      <dl className="space-y-2">
        {revealed.map(({ label, value }) => (
          <div key={label}>
            <dt className="text-(--ink-soft) text-sm">{label}</dt>
            <dd className="font-medium">{value}</dd>
          </div>
        ))}
      </dl>
      <p className="mt-2 text-sm">Lần xem này đã được ghi lại cùng lý do. Tải lại trang là ẩn đi.</p>
    </div>
  );
}
