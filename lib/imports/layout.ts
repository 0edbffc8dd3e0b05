import { createHash } from "node:crypto";
import { type Cell, LIMITS, type Merge, type Row, type Sheet } from "@/lib/files/table";
import { FIELDS, type Field, IMPORT_KINDS, type ImportKind, SILENT_HEADINGS } from "@/lib/imports/fields";
import { RESULT_HEADINGS } from "@/lib/imports/labels";
import { fromLegacy, legacyEncodingOf } from "@/lib/text/legacy-encodings";
import { searchKey } from "@/lib/text/search-key";

/** One of several columns that make up one field: two halves of a name, a date in three columns, a tick under "Nữ". */
export type Part = "family" | "given" | "day" | "month" | "year" | "male" | "female";

/** Why a column is not taken in: nothing fits, two fields fit as well, its field has another column, or it says nothing. */
export type Unmapped = "unknown" | "ambiguous" | "twice" | "silent";

export type Column = {
  /** Counted from 1. */
  column: number;
  /** Nobody who looks at the sheet sees it. */
  isHidden?: true;
  /** As written, merged parents first: "Lao động › Nữ". */
  heading: string;
  field: string | null;
  part?: Part;
  why?: Unmapped;
  score: number;
  /** What else it could be. */
  second: { field: string; score: number } | null;
};

export type Layout = {
  /** Numbers of the rows that are the heading, one to three. */
  headerRows: number[];
  /** The first row below the heading. */
  firstRow: number;
  columns: Column[];
  /** Names of required fields that no column holds. */
  missing: string[];
  /** How sure the heading is; compared between sheets and kinds. */
  score: number;
  /** The same headings in the same places again: what the mapping is remembered by. */
  fingerprint: string;
};

/** Why a row under the heading is no record. */
export type LeftOut = "total" | "numbering" | "heading" | "section" | "footer" | "example";

/** What the example row of a template begins with. */
export const EXAMPLE_MARK = "VÍ DỤ – xoá dòng này";

/** Rows in which the heading is looked for; `findLayout` needs no more of a sheet. */
export const HEAD_ROWS = 60;
const MOST_HEADER_ROWS = 3;
const MOST_MERGES = 2000;
const LONGEST_HEADING = 160;
/** A heading is taken for a field from this on, and only where no other field comes near. */
const SURE = 0.75;
const MARGIN = 0.1;

type Candidate = { field: string; score: number };

/** Words that may stand in a heading without changing what it asks for. */
const FILLERS = new Set([
  "cua",
  "ghi",
  "ro",
  "neu",
  "co",
  "theo",
  "trong",
  "do",
  "la",
  "hien",
  "nay",
  "thong",
  "tin",
  "ve",
]);

/** Alone these words say too little where another heading stands above them: "Đảng viên › Tổng số". */
const VAGUE = new Set([
  "tong so",
  "nu",
  "nam",
  "so",
  "ngay",
  "ten",
  "ho",
  "loai",
  "khac",
  "co",
  "khong",
  "thang",
  "huyen",
  "xa",
]);

const withoutBrackets = (text: string): string => text.replace(/\([^)]*\)|\[[^\]]*\]|\*/g, " ");
const withoutFillers = (key: string): string =>
  key
    .split(" ")
    .filter((word) => !FILLERS.has(word))
    .join(" ");

type Vocabulary = {
  /** Every known heading by its key. */
  exact: Map<string, Set<string>>;
  /** The same without fillers. */
  bare: Map<string, Set<string>>;
  keys: { field: string; key: string; words: string[] }[];
  silent: Set<string>;
  seen: Map<string, Candidate[]>;
};

const add = (map: Map<string, Set<string>>, key: string, field: string) =>
  map.set(key, (map.get(key) ?? new Set()).add(field));

function vocabularyOf(fields: readonly Field[]): Vocabulary {
  const words: Vocabulary = {
    ...{ exact: new Map(), bare: new Map(), keys: [], seen: new Map() },
    silent: new Set(SILENT_HEADINGS.map(searchKey)),
  };
  for (const { name, label, synonyms } of fields) {
    for (const heading of [label, ...synonyms]) {
      for (const key of new Set([searchKey(heading), searchKey(withoutBrackets(heading))])) {
        if (!key) continue;
        add(words.exact, key, name);
        add(words.bare, withoutFillers(key), name);
        words.keys.push({ field: name, key, words: key.split(" ") });
      }
    }
  }
  // A label names its field even where another field lists the same words as a synonym.
  for (const { name, label } of fields) words.exact.set(searchKey(label), new Set([name]));
  return words;
}

const VOCABULARIES = new WeakMap<readonly Field[], Vocabulary>();
function vocabulary(fields: readonly Field[]): Vocabulary {
  const known = VOCABULARIES.get(fields) ?? vocabularyOf(fields);
  VOCABULARIES.set(fields, known);
  return known;
}

/** Whether two keys differ by one letter written wrong, left out, put in or swapped with its neighbour. */
function isOneSlip(one: string, other: string): boolean {
  const [short, long] = one.length <= other.length ? [one, other] : [other, one];
  if (long.length - short.length > 1) return false;
  let at = 0;
  while (at < short.length && short[at] === long[at]) at++;
  const rest = (text: string, from: number) => text.slice(from);
  if (short.length < long.length) return rest(short, at) === rest(long, at + 1);
  const isSwapped =
    short[at] === long[at + 1] && short[at + 1] === long[at] && rest(short, at + 2) === rest(long, at + 2);
  return isSwapped || rest(short, at + 1) === rest(long, at + 1);
}

/** What a text without parents could be, best first. Less than SURE is only a suggestion. */
function candidatesOf(text: string, known: Vocabulary): Candidate[] {
  const seen = known.seen.get(text);
  if (seen) return seen;
  const best = new Map<string, number>();
  const note = (field: string, score: number) => best.set(field, Math.max(best.get(field) ?? 0, score));
  const all = (fields: Iterable<string> | undefined, score: number) => {
    for (const field of fields ?? []) note(field, score);
  };
  const key = searchKey(text);
  const plain = searchKey(withoutBrackets(text));
  all(known.exact.get(key), 1);
  all(known.exact.get(plain), 0.95);
  const bare = withoutFillers(plain);
  if (bare) all(known.bare.get(bare), 0.88);
  const words = new Set(plain.split(" "));
  for (const { field, key: other, words: theirs } of known.keys) {
    if (Math.min(plain.length, other.length) >= 8 && isOneSlip(plain, other)) note(field, 0.82);
    const shared = theirs.filter((word) => words.has(word)).length;
    if (shared > 0) note(field, Math.min(0.7, (0.7 * 2 * shared) / (theirs.length + words.size)));
  }
  const found = [...best]
    .map(([field, score]) => ({ field, score }))
    .filter(({ score }) => score >= 0.3)
    .sort((one, other) => other.score - one.score);
  if (known.seen.size < 20_000) known.seen.set(text, found);
  return found;
}

/** What a heading with its parents could be. */
function candidates(path: readonly string[], known: Vocabulary): Candidate[] {
  const last = path.at(-1);
  if (last === undefined || last.length > LONGEST_HEADING) return [];
  if (path.length === 1) return candidatesOf(last, known);
  const best = new Map<string, number>();
  const note = ({ field, score }: Candidate) => best.set(field, Math.max(best.get(field) ?? 0, score));
  const whole = path.join(" ");
  if (whole.length <= LONGEST_HEADING) candidatesOf(whole, known).forEach(note);
  const isVague = VAGUE.has(searchKey(withoutBrackets(last)));
  for (const { field, score } of candidatesOf(last, known)) {
    note({ field, score: isVague ? Math.min(score, 0.6) : score * 0.92 });
  }
  return [...best].map(([field, score]) => ({ field, score })).sort((one, other) => other.score - one.score);
}

const written = (cell: Cell | undefined): string =>
  typeof cell?.value === "string"
    ? cell.value
        .normalize("NFC")
        .replace(/[\s\u00a0\u200b]+/g, " ")
        .trim()
    : "";

/** A heading typed in an old font reads as it was meant. */
function headingText(cell: Cell): string {
  const text = written(cell);
  if (text.length > LONGEST_HEADING || !/[\u00a1-\u00ff]/.test(text)) return text;
  const encoding = cell.font ?? legacyEncodingOf(text);
  return encoding ? fromLegacy(text, encoding) : text;
}

type Grid = {
  numbers: number[];
  /** Rows that go on with a cell merged from above. */
  continued: Set<number>;
  text(row: number, column: number): string;
  width: number;
};

/** The first rows as texts, every cell of a merge with what its corner says. */
function gridOf(rows: readonly Row[], merges: readonly Merge[]): Grid {
  const head = rows.slice(0, HEAD_ROWS);
  const texts = new Map<number, string[]>(head.map(({ number, cells }) => [number, cells.map(headingText)]));
  const first = head[0]?.number ?? 1;
  const last = head.at(-1)?.number ?? 0;
  const continued = new Set<number>();
  let width = Math.max(0, ...head.map(({ cells }) => cells.length));
  // No heading has more merged cells than this; a file made to keep us busy has.
  const near = merges.filter(({ from, to }) => from[0] <= last && to[0] >= first).slice(0, MOST_MERGES);
  for (const { from, to } of near) {
    const corner = texts.get(from[0])?.[from[1] - 1];
    if (!corner) continue;
    const right = Math.min(to[1], LIMITS.columns);
    width = Math.max(width, right);
    for (let row = from[0]; row <= Math.min(to[0], last, from[0] + HEAD_ROWS); row++) {
      if (row > from[0]) continued.add(row);
      const line = texts.get(row) ?? [];
      for (let column = from[1]; column <= right; column++) line[column - 1] ||= corner;
      texts.set(row, line);
    }
  }
  return {
    numbers: head.map(({ number }) => number),
    continued,
    text: (row, column) => texts.get(row)?.[column - 1] ?? "",
    width,
  };
}

/** The heading of a column over some rows: its parents first, each once. A parent that was not merged reaches right. */
function pathOf(grid: Grid, rows: readonly number[], column: number): string[] {
  const path: string[] = [];
  for (const [index, row] of rows.entries()) {
    let text = grid.text(row, column);
    const below = rows[index + 1];
    if (!text && below !== undefined && grid.text(below, column)) {
      for (let left = column - 1; left > 0 && !text && grid.text(below, left); left--)
        text = grid.text(row, left);
    }
    // Our own result file writes parents and children into one cell.
    for (const part of text.split(" › ")) if (part && path.at(-1) !== part) path.push(part);
  }
  return path;
}

const isMarked = (text: string, word: string) => text.toLowerCase().normalize("NFC").trim() === word;

/** Columns that make up one field together, by the paths around them. */
function partOf(
  path: readonly string[],
  siblings: readonly string[],
  fields: readonly Field[],
  known: Vocabulary,
) {
  const last = path.at(-1) ?? "";
  const key = searchKey(last);
  const above = path.length > 1 ? candidates(path.slice(0, -1), known)[0] : undefined;
  const parent = above && above.score >= SURE ? fields.find(({ name }) => name === above.field) : undefined;
  const type = parent?.type.type;
  const beside = new Set(siblings.map(searchKey));
  if (parent && (type === "day" || type === "partial_date")) {
    const isSexed = beside.has("nu") || (!beside.has("thang") && isMarked(last, "nữ"));
    if (parent.name === "birth" && isSexed && (key === "nam" || key === "nu")) {
      return { field: parent.name, part: key === "nu" ? ("female" as const) : ("male" as const) };
    }
    const part = ({ ngay: "day", thang: "month", nam: "year" } as const)[key];
    if (part && beside.has("nam") && (beside.has("thang") || part === "year"))
      return { field: parent.name, part };
  }
  // "Nữ", with or without "Nam" beside it, in a list of persons: a tick in it.
  const isSexAlone = path.length === 1 && fields.some(({ name }) => name === "gender");
  const isTick = key === "nu" || (key === "nam" && !isMarked(last, "năm") && beside.has("nu"));
  if ((parent?.name === "gender" || isSexAlone) && isTick) {
    return { field: "gender", part: key === "nu" ? ("female" as const) : ("male" as const) };
  }
  const name = fields.find((field) => field.type.type === "person_name");
  if (
    name &&
    /^ho(?: va)?(?: (?:ten )?(?:dem|lot))(?: va chu lot)?$|^ho$|^ho chu lot$|^ho va chu (?:lot|dem)$/.test(
      key,
    )
  ) {
    return { field: name.name, part: "family" as const };
  }
  return undefined;
}

function mapColumns(grid: Grid, rows: readonly number[], fields: readonly Field[]): Column[] {
  const known = vocabulary(fields);
  const paths = Array.from({ length: grid.width }, (_, index) => pathOf(grid, rows, index + 1));
  const lastRow = rows.at(-1) ?? 0;
  const columns = paths.flatMap((path, index): Column[] => {
    if (path.length === 0) return [];
    const base = { column: index + 1, heading: path.join(" › ") };
    const parent = path.slice(0, -1).join("›");
    const siblings = paths.filter((other) => other.slice(0, -1).join("›") === parent);
    const part = partOf(
      path,
      siblings.map((other) => other.at(-1) ?? ""),
      fields,
      known,
    );
    if (part) return [{ ...base, ...part, score: 0.95, second: null }];
    if (
      [path.join(" "), path.at(-1) ?? ""].some((text) => known.silent.has(searchKey(withoutBrackets(text))))
    ) {
      const [own] = candidatesOf(path.at(-1) ?? "", known);
      if (!own || own.score < 1) return [{ ...base, field: null, why: "silent", score: 0, second: null }];
    }
    const [first, second = null] = candidates(path, known);
    if (!first) return [{ ...base, field: null, why: "unknown", score: 0, second: null }];
    const isSure =
      first.score >= SURE && (!second || first.score - second.score >= MARGIN || first.score === 1);
    const isTied = second !== null && second.score === first.score;
    return isSure && !isTied
      ? [{ ...base, field: first.field, score: first.score, second }]
      : [
          {
            ...{ ...base, field: null, score: first.score, second: first },
            why: isTied || first.score >= SURE || first.score >= 0.5 ? "ambiguous" : "unknown",
          },
        ];
  });
  joinNames(columns, fields, grid, lastRow);
  return settleTwice(columns);
}

/** "Họ đệm" beside "Tên", or one heading "Họ và tên" merged over two columns: halves of one name. */
function joinNames(columns: Column[], fields: readonly Field[], grid: Grid, lastRow: number): void {
  const name = fields.find((field) => field.type.type === "person_name")?.name;
  if (!name) return;
  for (const [index, column] of columns.entries()) {
    const next = columns[index + 1];
    if (!next || next.column !== column.column + 1) continue;
    const given = searchKey(next.heading.split(" › ").at(-1) ?? "");
    if (column.part === "family" && /^ten(?: goi)?$/.test(given)) {
      Object.assign(next, { field: name, part: "given", score: 0.95, second: null, why: undefined });
    }
    const isOneHeading =
      column.heading === next.heading &&
      grid.text(lastRow, column.column) === grid.text(lastRow, next.column);
    if (column.field === name && next.field === name && !column.part && !next.part && isOneHeading) {
      column.part = "family";
      next.part = "given";
    }
  }
  // Half a name is no name.
  const halves = columns.filter(({ part }) => part === "family" || part === "given");
  if (halves.length === 1 && halves[0]) {
    Object.assign(halves[0], {
      field: null,
      part: undefined,
      why: "ambiguous",
      second: { field: name, score: 0.6 },
    });
  }
}

/** A field is taken from one column; where two claim it alike, from none. */
function settleTwice(columns: Column[]): Column[] {
  const claims = new Map<string, Column[]>();
  for (const column of columns) {
    if (!column.field) continue;
    const key = `${column.field}/${column.part ?? ""}`;
    claims.set(key, [...(claims.get(key) ?? []), column]);
  }
  for (const column of columns) {
    // A whole name, day or sex of its own beats the same in halves.
    if (column.field && column.part && claims.has(`${column.field}/`)) giveUp(column);
  }
  for (const claimed of claims.values()) {
    if (claimed.length < 2) continue;
    const best = Math.max(...claimed.map(({ score }) => score));
    const winners = claimed.filter(({ score }) => score > best - 0.02);
    for (const column of claimed) if (winners.length > 1 || column !== winners[0]) giveUp(column);
  }
  return columns;
}

function giveUp(column: Column): void {
  const { field, score } = column;
  Object.assign(column, { field: null, why: "twice", second: field ? { field, score } : null });
  delete column.part;
}

const scoreOf = (columns: readonly Column[], fields: readonly Field[], height: number): number => {
  const required = new Set(fields.filter(({ isRequired }) => isRequired).map(({ name }) => name));
  let score = -0.15 * (height - 1);
  for (const { field, score: own } of columns) if (field) score += own * (required.has(field) ? 1.5 : 1);
  // A line of text with one cell that happens to be a heading is no heading.
  return columns.filter(({ field, why }) => field || why === "silent" || why === "twice").length <
    Math.min(2, columns.length)
    ? 0
    : score;
};

/**
 * Finds the heading of a table under titles and merged cells, and what each column holds. A heading of up to three rows is
 * read with its parents; what could be two things stays unmapped rather than guessed. Null where nothing looks like one.
 */
export function findLayout(
  rows: readonly Row[],
  merges: readonly Merge[],
  fields: readonly Field[],
  hiddenColumns: readonly number[] = [],
): Layout | null {
  const grid = gridOf(rows, merges);
  let best: Layout | null = null;
  for (let start = 0; start < grid.numbers.length; start++) {
    if (grid.continued.has(grid.numbers[start] ?? 0)) continue;
    for (let height = 1; height <= MOST_HEADER_ROWS && start + height <= grid.numbers.length; height++) {
      const headerRows = grid.numbers.slice(start, start + height);
      // Rows of one heading stand together.
      if ((headerRows.at(-1) ?? 0) - (headerRows[0] ?? 0) !== height - 1) break;
      const columns = mapColumns(grid, headerRows, fields);
      const score = scoreOf(columns, fields, height);
      if (score > (best?.score ?? 0.9)) {
        best = {
          ...{ headerRows, columns, score },
          firstRow: (headerRows.at(-1) ?? 0) + 1,
          missing: missingOf(columns, fields),
          fingerprint: fingerprintOf(columns),
        };
      }
    }
  }
  for (const column of best?.columns ?? []) if (hiddenColumns.includes(column.column)) column.isHidden = true;
  return best;
}

function missingOf(columns: readonly Column[], fields: readonly Field[]): string[] {
  const held = new Set(columns.map(({ field }) => field));
  // A birth date under "Nam" or "Nữ" says the sex too.
  if (columns.some(({ field, part }) => field && part === "female")) held.add("gender");
  return fields.filter(({ name, isRequired }) => isRequired && !held.has(name)).map(({ name }) => name);
}

/** What the result workbook puts before the columns of the file it is about. */
const ADDED = new Set(RESULT_HEADINGS.map(searchKey));

/** The columns that are the file's own, in their order: also of a result workbook that is uploaded again. */
export const ownColumns = <Titled extends { heading: string }>(columns: readonly Titled[]): Titled[] =>
  columns.filter(({ heading }) => !ADDED.has(searchKey(heading)));

/** By its headings in their order, wherever the table stands. */
const fingerprintOf = (columns: readonly Column[]): string =>
  createHash("sha256")
    .update(
      ownColumns(columns)
        .map(({ heading }) => searchKey(heading))
        .join("\n"),
    )
    .digest("hex")
    .slice(0, 32);

/** The layout with columns given to other fields by a person, or by what was remembered of this fingerprint. */
export function withMapping(
  layout: Layout,
  fields: readonly Field[],
  chosen: ReadonlyMap<number, string | null>,
): Layout {
  const known = new Set(fields.map(({ name }) => name));
  const columns = layout.columns.map((column): Column => {
    const field = chosen.get(column.column);
    if (field === undefined || field === column.field || (field !== null && !known.has(field))) return column;
    const { part: _, why: __, ...rest } = column;
    return { ...rest, field, ...(field === null && { why: "silent" as const }) };
  });
  return { ...layout, columns, missing: missingOf(columns, fields) };
}

/** The sheets that look like a kind, best first; a hidden sheet comes after every visible one. */
export function likelySheets(
  sheets: readonly (Pick<Sheet, "isHidden" | "merges" | "hiddenColumns"> & { rows: readonly Row[] })[],
  fields: readonly Field[],
): { sheet: number; layout: Layout }[] {
  return sheets
    .flatMap(({ rows, merges, hiddenColumns }, sheet) => {
      const layout = findLayout(rows, merges, fields, hiddenColumns);
      return layout ? [{ sheet, layout }] : [];
    })
    .sort((one, other) => {
      const hidden = (index: number) => Number(sheets[index]?.isHidden ?? false);
      return hidden(one.sheet) - hidden(other.sheet) || other.layout.score - one.layout.score;
    });
}

/** Which kinds a sheet could be, best first: what share of what a kind must know stands in its heading. */
export function likelyKinds(
  rows: readonly Row[],
  merges: readonly Merge[],
): { kind: ImportKind; score: number }[] {
  return IMPORT_KINDS.flatMap((kind) => {
    const layout = findLayout(rows, merges, FIELDS[kind]);
    if (!layout) return [];
    const required = FIELDS[kind].filter(({ isRequired }) => isRequired).length;
    return [{ kind, score: layout.score - 2 * (required > 0 ? layout.missing.length / required : 0) }];
  }).sort((one, other) => other.score - one.score);
}

export type ReadRow =
  | { leftOut: LeftOut }
  /** By the names of fields; a field of several columns is joined already. */
  | { cells: Readonly<Record<string, Cell>> };

/**
 * Reads one row after another, in the order of the file: what is no record is left out by a reason, blanks of cells
 * merged downwards get what stands above, and fields of several columns are joined. Holds what it needs of rows before.
 */
export function rowReader(layout: Layout, merges: readonly Merge[]): (row: Row) => ReadRow {
  const mapped = layout.columns.filter(({ field }) => field);
  const down = downwardFiller(layout, merges);
  const wide = wideMerges(layout, merges);
  let isFooter = false;
  let afterHeading = true;
  return (row) => {
    const cells = down(row);
    const filled = mapped.filter(({ column }) => !isBlank(cells[column - 1])).length;
    const leftOut = leftOutOf({ ...row, cells }, layout, mapped, {
      isFooter,
      afterHeading,
      filled,
      isWide: wide.has(row.number),
    });
    if (leftOut !== "numbering" && leftOut !== "example") afterHeading = false;
    isFooter = leftOut === "footer";
    return leftOut ? { leftOut } : { cells: joined(mapped, cells) };
  };
}

const isBlank = (cell: Cell | undefined): boolean =>
  cell === undefined ||
  (cell.value === null && !cell.isFormula) ||
  (typeof cell.value === "string" && written(cell) === "");

type Downward = { from: number; to: number; cell?: Cell };

/** Merges over several rows below the heading, by their first column and in the order of the rows. */
function downwardMerges(layout: Layout, merges: readonly Merge[]): Map<number, Downward[]> {
  const found = new Map<number, Downward[]>();
  for (const { from, to } of merges) {
    if (from[0] < layout.firstRow || to[0] === from[0]) continue;
    const spans = found.get(from[1]) ?? [];
    spans.push({ from: from[0], to: to[0] });
    found.set(from[1], spans);
  }
  // Read from the end: what a row has passed is taken off.
  for (const spans of found.values()) spans.sort((one, other) => other.from - one.from);
  return found;
}

/** Fills cells merged downwards with what stands above, one row after another in the order of the file. */
export function downwardFiller(layout: Layout, merges: readonly Merge[]): (row: Row) => Cell[] {
  const downwards = downwardMerges(layout, merges);
  return (row) => filledDown(row, downwards);
}

function filledDown(row: Row, downwards: Map<number, Downward[]>): Cell[] {
  if (downwards.size === 0) return row.cells;
  const cells = [...row.cells];
  for (const [column, spans] of downwards) {
    while ((spans.at(-1)?.to ?? Number.POSITIVE_INFINITY) < row.number) spans.pop();
    const span = spans.at(-1);
    if (!span || span.from > row.number) continue;
    const own = cells[column - 1];
    if (row.number === span.from && own && !isBlank(own)) span.cell = own;
    else if (span.cell && isBlank(own)) cells[column - 1] = span.cell;
  }
  for (let index = 0; index < cells.length; index++) cells[index] ??= { value: null };
  return cells;
}

/** Rows below the heading with one text merged over three columns or more. */
function wideMerges(layout: Layout, merges: readonly Merge[]): Set<number> {
  return new Set(
    merges.flatMap(({ from, to }) => (from[0] >= layout.firstRow && to[1] - from[1] >= 2 ? [from[0]] : [])),
  );
}

const TOTAL =
  /^(?:tong|tong cong|tong so|cong|cong don|tong hop|luy ke)(?: (?:\d.*|(?:so |danh sach )?(?:co|doan vien|hoi vien|nguoi|doanh nghiep|chi doan|chi hoi|lao dong|toan|so)\b.*))?$/;
const COULD_BE_TOTAL = /^[^\p{L}]*[tcl]/iu;
const FOOTER =
  /^(?:nguoi lap|lap bieu|ke toan|thu truong|tm (?:ban|bch|btv|doan|chi doan|chi hoi)|t m |noi nhan|xac nhan|ki ten|ki (?:va )?ghi ro|ghi chu (?:\S+ ){2}|luu y|duyet$|bi thu$|chi hoi truong$|nguoi tong hop|phu trach$|giam doc$)|(?:^| )ngay (?:\d{1,2} )?thang (?:\d{1,2} )?nam(?: \d{0,4})?$/;
const SECTION = /^(?:[ivx]+|[a-h]|\d{1,2})[.)/ -]/i;

function leftOutOf(
  { cells }: Row,
  layout: Layout,
  mapped: readonly Column[],
  {
    isFooter,
    afterHeading,
    filled,
    isWide,
  }: { isFooter: boolean; afterHeading: boolean; filled: number; isWide: boolean },
): LeftOut | null {
  const texts = cells.map(written);
  const full = cells.filter((cell) => !isBlank(cell));
  if (texts.some((text) => text.startsWith(EXAMPLE_MARK))) return "example";
  if (afterHeading && isNumbering(full)) return "numbering";
  if (isHeadingAgain(texts, layout)) return "heading";
  const first = texts.find((text) => text !== "") ?? "";
  const key = COULD_BE_TOTAL.test(first) ? searchKey(first) : "";
  const few = full.length <= Math.max(3, mapped.length / 3);
  if (TOTAL.test(key) && !isSomebodysName(texts, first)) return "total";
  if (few && isSigned(texts, mapped)) return "footer";
  // After the signatures stand names; only what fills a good part of the columns is a record again.
  if (isFooter && filled * 2 < mapped.length) return "footer";
  if (filled === 0) return "section";
  const isAlone = full.length === 1 || (full.length === 2 && /^[IVX\d]+\.?$/.test(first));
  if (mapped.length >= 3 && isAlone && (isWide || SECTION.test(first) || /^[IVX]+\.?$/.test(first)))
    return "section";
  return null;
}

/** "Tống" or "Công Toàn" is a name where further words stand beside it; beside a sum stand numbers. */
const isSomebodysName = (texts: readonly string[], first: string): boolean =>
  texts.filter((text) => text !== first && /\p{L}/u.test(text)).length >= 2;

/** Fields whose own values are words that stand under a table too: "Bí thư", "Giám đốc", "Kế toán". */
const OFFICES = new Set(["title", "occupation"]);

/** Whether signatures or a note begin here. An office in the column of offices, beside a name, belongs to a record. */
function isSigned(texts: readonly string[], mapped: readonly Column[]): boolean {
  const found = texts.flatMap((text, index) =>
    text !== "" && text.length < 300 && FOOTER.test(searchKey(text)) ? [index + 1] : [],
  );
  const isNamed = mapped.some(
    ({ column, field }) => field === "fullName" && texts[column - 1] && !found.includes(column),
  );
  const offices = mapped.flatMap(({ column, field }) => (field && OFFICES.has(field) ? [column] : []));
  return found.some((column) => !isNamed || !offices.includes(column));
}

/** "1 2 3 …", "(1) (2) …" or "A B 1 2 …": the line of numbers under a heading. */
function isNumbering(cells: readonly Cell[]): boolean {
  if (cells.length < 3) return false;
  let before = 0;
  for (const { value } of cells) {
    const text = String(value).replace(/[\s()[\]]/g, "");
    if (/^[A-Z]$/i.test(text) && before === 0) continue;
    const number = Number(/^(\d{1,3})(?:=.*)?$/.exec(text)?.[1]);
    if (!(number > before && number <= before + 2)) return false;
    before = number;
  }
  return before > 0;
}

function isHeadingAgain(texts: readonly string[], { columns }: Layout): boolean {
  let same = 0;
  let filled = 0;
  for (const { column, heading } of columns) {
    const text = texts[column - 1];
    if (!text) continue;
    filled++;
    // Most cells differ in their first letter or their length, which costs nothing to see.
    if (text.length <= heading.length && heading.toLowerCase().includes(text.toLowerCase())) {
      if (text.length > 1 && heading.split(" › ").some((part) => part.toLowerCase() === text.toLowerCase()))
        same++;
    }
  }
  return same >= 2 && same >= filled * 0.6;
}

const shown = (cell: Cell | undefined): string =>
  cell?.value === null || cell === undefined ? "" : String(cell.value).trim();

const UNTICKED = /^(?:[-–—−./\\…_*'"]+|0|k|ko|không|khong|chưa|no|n|false|sai|☐|✗)$/i;
const TICKED = /^(?:x|v|có|co|1|đúng|yes|y|true|rồi|[✓✔☑☒√×])$/i;

/** Something stands there, and it is no dash, nought or "không" for "not this one". */
const isTicked = (cell: Cell | undefined): boolean =>
  !isBlank(cell) && cell?.value !== false && !UNTICKED.test(shown(cell).normalize("NFC"));

/** A word under "Nam" or "Nữ" that is neither a tick nor its absence: not to be taken for one. */
const isNoTick = (cell: Cell | undefined): boolean =>
  isTicked(cell) && cell?.value !== true && !TICKED.test(shown(cell).normalize("NFC"));

/** The cells by their fields; halves and parts made into one cell as somebody would have written it. */
function joined(mapped: readonly Column[], cells: readonly Cell[]): Record<string, Cell> {
  const found: Record<string, Cell> = {};
  const parts = new Map<string, Partial<Record<Part, Cell>>>();
  for (const { field, part, column } of mapped) {
    if (!field) continue;
    const cell = cells[column - 1] ?? { value: null };
    if (part) parts.set(field, { ...parts.get(field), [part]: cell });
    else found[field] = cell;
  }
  for (const [field, of] of parts) {
    if (of.family || of.given) {
      const name = [shown(of.family), shown(of.given)].filter(Boolean).join(" ");
      const font = of.family?.font ?? of.given?.font;
      found[field] = { value: name || null, ...(font && { font }) };
    } else if (of.male || of.female) {
      const isSexColumn = field === "gender";
      const odd = isSexColumn ? [of.male, of.female].find(isNoTick) : undefined;
      if (odd) {
        // "Nam" under "Nữ": the word says it, or is told to be none.
        found.gender = odd;
        continue;
      }
      const [male, female] = [isTicked(of.male), isTicked(of.female)];
      const both = male && female;
      if (!isSexColumn)
        found[field] = both
          ? { value: `${shown(of.male)} / ${shown(of.female)}` }
          : ((male ? of.male : of.female) ?? { value: null });
      if (isSexColumn || !("gender" in found)) {
        // Where there is a column "Nữ" and none for men, who is not ticked in it is a man.
        const isMan = male || (isSexColumn && !of.male && !female);
        found.gender = { value: both ? "Nam / Nữ" : isMan ? "Nam" : female ? "Nữ" : null };
      }
    } else if (of.year) {
      const [day, month, year] = [shown(of.day), shown(of.month), shown(of.year)];
      found[field] = { value: [day || (month && "0"), month, year].filter(Boolean).join("/") || null };
    }
  }
  return found;
}
