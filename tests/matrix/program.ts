import type { Viewer } from "@/lib/access/policy";
import type { Deed } from "@/lib/db/command";
import type { Tx } from "@/lib/db/scope";
import type { Action } from "./table";
import type { Row } from "./tables";

/**
 * Every query, report and command of the program, and how the matrix calls it. To add one: name it under its file, say
 * whose record it reaches (`of`, a table) by which action of table.ts, and how it is called for such a record. What is
 * expected of each viewer follows from the table; nothing is listed cell by cell.
 */
export type Target = Row & { id: string };

type Answer = { ok: true } | { ok: false; refusal: string };

export type Reading = {
  /** The table whose records are asked for one by one; without it the answer is only searched for what must not be in it. */
  of?: string;
  by?: Action;
  /** Which of the rows; the others are not in a state for it. */
  rows?: (row: Row) => boolean;
  read: (viewer: Viewer, tx: Tx, target: Target) => Promise<unknown>;
  /** What in the answer shows that the record was reached, where its id does not: by default anything but null. */
  isReached?: (answer: unknown, target: Target) => boolean;
};
export type Writing = {
  of: string;
  by: Action;
  rows?: (row: Row) => boolean;
  write: (viewer: Viewer, deed: Deed, target: Target) => Promise<Answer>;
};
/** Not about anybody's records, or only part of another entry. */
export type Exempt = { because: string };
export type Entry = Reading | Writing | Exempt;

/** A column of the target that is an id or a name. */
export const said = (target: Target, column: string): string => String(target[column]);

export const reading = (
  of: string,
  by: Action,
  read: Reading["read"],
  given: Partial<Reading> = {},
): Reading => ({
  of,
  by,
  read,
  ...given,
});
/** A list, a count, a search: never anything of a record the viewer may not read. */
export const list = (read: Reading["read"]): Reading => ({ read });
/** The same for what hangs on one record, asked for each record of a table. */
export const listOf = (of: string, read: Reading["read"]): Reading => ({ of, read });
export const exempt = (because: string): Exempt => ({ because });
/** Counts and states of one account only. */
export const own = exempt("answers about the account that asks, whoever it is");
export const writing = (
  of: string,
  by: Action,
  write: Writing["write"],
  given: Pick<Writing, "rows"> = {},
): Writing => ({ of, by, write, ...given });
