import type { FormValues } from "@/lib/forms/state";
import { normalizeText } from "@/lib/text/normalize";

/** How a column's cells are typed; `lines` keeps line breaks, `choice` offers words and takes any. */
export type GridColumn = {
  name: string;
  label: string;
  type: "text" | "lines" | "day" | "number" | "choice";
  /** The words a choice offers. */
  options?: readonly string[];
  /** In rem, roughly: narrow, as most are, or wide. */
  width?: number;
  isRequired?: boolean;
  isReadOnly?: boolean;
};

export type GridRow = {
  /** From 1; of rows out of a file, the file's own number: it names the row to the person, and its fields. */
  number: number;
  values: Readonly<Record<string, string>>;
  /** Posted beside the cells, such as the record's key and version. */
  hidden?: Readonly<Record<string, string>>;
  /** What is wrong before anything was posted, by column. */
  errors?: Readonly<Record<string, readonly string[]>>;
};

/** The name, and id, of a cell's input: a plain field, so that the grid posts without JavaScript. */
export const cellName = (grid: string, row: number, column: string): string => `${grid}.${row}.${column}`;

/** Row and column of a cell's name; undefined for other fields. */
export function cellOf(grid: string, name: string): { row: number; column: string } | undefined {
  if (!name.startsWith(`${grid}.`)) return undefined;
  const [, row, column] = /^([1-9]\d{0,6})\.(.+)$/.exec(name.slice(grid.length + 1)) ?? [];
  return row && column ? { row: Number(row), column } : undefined;
}

/** What stands before a message of a cell in the form's summary, where the field's name alone says nothing. */
export function cellLead(grid: string, columns: readonly Pick<GridColumn, "name" | "label">[], name: string) {
  const cell = cellOf(grid, name);
  const column = cell && columns.find((candidate) => candidate.name === cell.column);
  return column ? `Dòng ${cell.row}, ${column.label}: ` : "";
}

/**
 * The rows a grid posted, with their numbers, in order. Rows whose cells are all blank are dropped; `hidden` fields are
 * read but do not make a row. A column that was not posted reads as "".
 */
export function readGrid<Column extends string, Hidden extends string = never>(
  values: FormValues,
  grid: string,
  columns: readonly Column[],
  hidden: readonly Hidden[] = [],
): { number: number; cells: Record<Column | Hidden, string> }[] {
  const numbers = new Set(Object.keys(values).flatMap((name) => cellOf(grid, name)?.row ?? []));
  const cell = (row: number, column: string) => {
    const name = cellName(grid, row, column);
    return Object.hasOwn(values, name) ? ([values[name]].flat()[0] ?? "") : "";
  };
  return [...numbers]
    .sort((one, other) => one - other)
    .filter((row) => columns.some((column) => normalizeText(cell(row, column)) !== ""))
    .map((number) => ({
      number,
      // The keys are exactly the columns; Object.fromEntries only says string.
      cells: Object.fromEntries(
        [...columns, ...hidden].map((column) => [column, cell(number, column)]),
      ) as Record<Column | Hidden, string>,
    }));
}

/** Where a block goes: into which cells, by index, how many rows that takes, and what found no place. */
export type BlockPlan = {
  writes: { row: number; column: number; text: string }[];
  rows: number;
  lostRows: number;
  lostColumns: number;
  hadHead: boolean;
};

/**
 * Lays a copied block onto the grid from a cell on: a head line that repeats the grid's own is left out, read-only cells
 * stay as they are, line ends become blanks where a cell holds one line.
 */
export function planBlock(
  block: readonly (readonly string[])[],
  at: { row: number; column: number },
  columns: readonly GridColumn[],
  mostRows: number,
): BlockPlan {
  const hadHead = isHead(block[0] ?? [], columns.slice(at.column));
  const lines = hadHead ? block.slice(1) : block;
  const room = Math.max(0, mostRows - at.row);
  const width = Math.max(0, ...lines.map((line) => line.length));
  const writes = lines.slice(0, room).flatMap((line, down) =>
    line.flatMap((text, right) => {
      const column = columns[at.column + right];
      if (!column || column.isReadOnly) return [];
      return [{ row: at.row + down, column: at.column + right, text: fitting(text, column) }];
    }),
  );
  return {
    writes,
    rows: at.row + Math.min(lines.length, room),
    lostRows: Math.max(0, lines.length - room),
    lostColumns: Math.max(0, at.column + width - columns.length),
    hadHead,
  };
}

const fitting = (text: string, { type }: GridColumn) =>
  type === "lines" ? text.replace(/\r\n?/g, "\n") : text.replace(/\s*[\r\n]\s*/g, " ").trim();

const words = (text: string) => normalizeText(text).toLowerCase();

/** At least two headings where the grid has the same. */
const isHead = (line: readonly string[], columns: readonly GridColumn[]) =>
  line.filter((text, index) => words(text) !== "" && words(text) === words(columns[index]?.label ?? ""))
    .length >= 2;
