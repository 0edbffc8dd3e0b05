import type { PlainDate } from "@/lib/dates/plain-date";
import type { NamedUnit } from "@/lib/indicators/rules";

/** A figure or a word of a form, and the list that stands behind it where there is one. */
export type FormCell = { value: string | number | null; href?: string };

export type FormColumn = {
  label: string;
  kind?: "number" | "day";
  /** Why nothing stands in it: a register that is not kept yet, or a name that leaves by another way. Never a nought. */
  missing?: string;
  width?: number;
};

/** One of the eight forms of figures (biểu) of the report: columns, rows, and the whole below where there is one. */
export type ReturnForm = {
  number: number;
  title: string;
  columns: readonly FormColumn[];
  rows: readonly (readonly FormCell[])[];
  total?: readonly FormCell[];
  /** The whole list on a page of its own, where this is one. */
  listHref?: string;
  note?: string;
};

export type FormBook = {
  forms: readonly ReturnForm[];
  /** Whose figures, under its name on the day. */
  unitName: string;
  plan: string;
  times: string;
  from: PlainDate;
  asOf: PlainDate;
  knownAt: PlainDate | null;
  unit: string | null;
  /** Units to choose from. */
  units: readonly NamedUnit[];
  isDemo: boolean;
  /** Where the movements do not reconcile, in words: then the book does not leave (V24). */
  broken: readonly string[];
};

export const cell = (value: FormCell["value"], href?: string): FormCell =>
  href ? { value, href } : { value };

/** What a column without a register holds in every row. */
export const NOTHING: FormCell = { value: null };

/** A share in percent with one decimal; null where there is nothing to be a share of. */
export const percent = (part: number, whole: number): number | null =>
  whole === 0 ? null : Math.round((part / whole) * 1000) / 10;
