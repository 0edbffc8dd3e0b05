import Link from "next/link";
import type { ReactNode } from "react";
import type { Option } from "@/components/ui/form";
import { hrefOf } from "@/components/ui/place";

/** Filters live in the address: a plain GET form, shareable, printable, working before JavaScript. */
export const FilterBar = ({
  action,
  hidden = {},
  children,
  isFiltered,
}: {
  action: `/${string}`;
  /** Parameters that stay while filters change (a tab, a plan). */
  hidden?: Record<string, string | undefined>;
  children: ReactNode;
  isFiltered: boolean;
}) => (
  <form action={action} method="get" className="no-print card flex flex-wrap items-end gap-3">
    {Object.entries(hidden).map(
      ([name, value]) => value !== undefined && <input key={name} type="hidden" name={name} value={value} />,
    )}
    {children}
    <button type="submit" className="btn">
      Lọc
    </button>
    {isFiltered && (
      <Link href={hrefOf(action)} className="btn" data-tone="quiet" prefetch={false}>
        Bỏ lọc
      </Link>
    )}
  </form>
);

export const FilterText = ({
  name,
  label,
  value,
  placeholder,
}: {
  name: string;
  label: string;
  value: string | undefined;
  placeholder?: string;
}) => (
  <label className="min-w-48 flex-1">
    <span className="mb-1 block font-medium text-sm">{label}</span>
    <input type="search" name={name} defaultValue={value} className="input" placeholder={placeholder} />
  </label>
);

export const FilterSelect = ({
  name,
  label,
  value,
  options,
  empty = "Tất cả",
}: {
  name: string;
  label: string;
  value: string | undefined;
  options: readonly Option[];
  empty?: string;
}) => (
  <label className="min-w-40 flex-1 sm:max-w-64">
    <span className="mb-1 block font-medium text-sm">{label}</span>
    <select name={name} defaultValue={value ?? ""} className="input">
      <option value="">{empty}</option>
      {options.map((option) => (
        <option key={option.value} value={option.value}>
          {option.label}
        </option>
      ))}
    </select>
  </label>
);
