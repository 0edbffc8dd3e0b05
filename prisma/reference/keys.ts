import { stableId } from "@/lib/db/id";

/**
 * Reference rows are found by the textual key their file gives them ("cb/ha-quang"), never by an official code: codes are
 * given to other places in other years. The same key is the same uuid, however often and in whatever database it is loaded.
 */
export const unitId = (key: string): string => stableId(`unit:${key}`);
export const areaId = (key: string): string => stableId(`area:${key}`);
export const planId = (key: string): string => stableId(`plan:${key}`);
export const reorganisationId = (key: string): string => stableId(`reorganisation:${key}`);

/** A row that belongs to a keyed one: a version, a task, a line. */
export const partId = (kind: string, ...path: readonly (string | number)[]): string =>
  stableId([kind, ...path].join(":"));
