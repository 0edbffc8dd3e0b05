import { z } from "zod";
import { isPlainDate } from "@/lib/dates/plain-date";
import { BranchKind, LegalForm, Line, Ownership, UnitKind } from "@/lib/generated/prisma/enums";

/**
 * The shapes of the reference files. A province is a folder: province.json, units.json, areas.json,
 * area-successions.json, reorganisations.json and, when it works under one, plan.json. Another province is another
 * folder of the same files; nothing in the program names Cao Bằng.
 *
 * Long lists are tables, one row a line, so that a change of one fact is a change of one line: `columns` says what stands
 * where and is checked, cells at the end of a row that are empty may be left out. Periods are half-open: `from` is the
 * first day, `to` the first day after; an empty `from` says that the beginning is not known, an empty `to` is open.
 * What holds in the whole country has its shapes in format-national.ts.
 */

export const day = z.string().refine(isPlainDate, "must be a day, YYYY-MM-DD");
/** One line as it will be stored: NFC, no blanks around it. */
export const line = z
  .string()
  .min(1)
  .refine((value) => value === value.normalize("NFC"), "must be NFC")
  .refine((value) => value === value.trim(), "must have no blanks around it");
/** "cb/ha-quang": stable for ever, whatever becomes of names and codes; its first part is the province. */
export const key = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*(\/[a-z0-9]+(-[a-z0-9]+)*)*$/, "must be a key");
const notes = z.record(z.string(), line).default({});

/** A table of cells in the order of `names`; gives a list of objects. Missing cells at the end are null. */
const table = <Shape extends Record<string, z.ZodType>>(shape: Shape) => {
  const names = Object.keys(shape);
  const record = z.strictObject(shape);
  return {
    columns: z.array(z.string()).refine((columns) => columns.join() === names.join(), {
      error: `must be ${names.join(", ")}`,
    }),
    // A cell too many keeps its number for a name, which the record refuses.
    rows: z.array(
      z.preprocess(
        (cells) =>
          Array.isArray(cells)
            ? {
                ...Object.fromEntries(names.map((name) => [name, null])),
                ...Object.fromEntries(cells.map((cell, index) => [names[index] ?? index, cell])),
              }
            : cells,
        record,
      ),
    ),
  };
};

export const provinceFile = z.strictObject({
  /** The province's key: the first part of all its keys. */
  key,
  name: line,
  /** Demo provinces are marked as such on every row. */
  isDemo: z.boolean(),
  /** What an unknown beginning means here; for the reader. */
  beginnings: line.optional(),
  sources: z.record(z.string(), line),
});

export const unitsFile = z.strictObject({
  /** Why a row is inferred and by what: the explanation becomes the version's note. */
  inferences: z.record(z.string(), line).default({}),
  /** What is said once for all versions of a unit. `ownsLine`: the line a department answers for (rows 54, 55). */
  details: z
    .record(
      key,
      z.strictObject({
        shortName: line.optional(),
        symbol: line.optional(),
        ownsLine: z.enum(Line).optional(),
        note: line.optional(),
      }),
    )
    .default({}),
  ...table({
    key,
    from: day.nullable(),
    to: day.nullable(),
    kind: z.enum(UnitKind),
    name: line,
    parent: key.nullable(),
    /** The official code of the place it answers for. */
    code: line.nullable(),
    /** Empty: a source states it. Else the key of the inference. */
    inferred: z.string().nullable(),
  }),
});

export const areasFile = z.strictObject({
  notes,
  ...table({
    key,
    from: day.nullable(),
    to: day.nullable(),
    /** Two characters: a province; three: a district; five: a commune. */
    code: z.string().regex(/^(\d{2}|\d{3}|\d{5})$/, "must have 2, 3 or 5 digits"),
    /** With its type in front: "Xã Quốc Toản". */
    name: line,
    in: key.nullable(),
    /** Key of a note. */
    note: z.string().nullable(),
  }),
});

/**
 * What became of a place that ended. One that lived on (renamed, moved under another district, given another code, grown
 * by another place) has no row for itself: it is the same place with a further version.
 */
export const areaSuccessionsFile = z.strictObject({
  notes,
  ...table({
    from: key,
    to: key,
    on: day,
    /** `part`: addresses there cannot be converted by themselves, somebody must say. */
    kind: z.enum(["whole", "part"]),
    note: z.string().nullable(),
  }),
});

export const reorganisationsFile = z.strictObject({
  reorganisations: z.array(
    z.strictObject({
      key,
      on: day,
      name: line,
      legalBasis: line,
      inferred: z.boolean(),
      /** From unit, to unit, and a note where one unit went several ways. */
      lines: z.array(
        z
          .union([z.tuple([key, key]), z.tuple([key, key, line])])
          .transform(([from, to, note]) => ({ from, to, note })),
      ),
    }),
  ),
});

/** Units by key, or by group as the paper names them: the units of the group that live on the day of the plan. */
const charged = z.union([z.enum(["@reporting_units", "@districts"]), key]);

export type TaskNode = {
  /** The paper's own number: "II.3"; a bullet has its section's. */
  section: string;
  /** Verbatim, without the number or dash in front. */
  text: string;
  charges: z.output<typeof charged>[];
  children: TaskNode[];
};

const taskNode: z.ZodType<TaskNode> = z.lazy(() =>
  z.strictObject({
    section: line,
    text: line,
    charges: z.array(charged).default([]),
    children: z.array(taskNode).default([]),
  }),
);

export const planFile = z.strictObject({
  key,
  number: line,
  /** As written, odd blanks and dashes included. */
  symbol: line,
  type: line,
  title: line,
  year: z.int(),
  place: line,
  issuedOn: day,
  issuer: line,
  signature: z.strictObject({ onBehalfOf: line, post: line, name: line, mark: line.optional() }),
  preamble: line,
  bases: z.array(
    z.strictObject({
      symbol: line.optional(),
      issuedOn: day.optional(),
      issuer: line.optional(),
      abstract: line,
    }),
  ),
  tasks: z.array(taskNode),
  recipients: z.array(z.strictObject({ text: line, units: z.array(charged).default([]) })),
  /** How many tasks the attached resolution has; their texts are typed in by whoever has the paper. */
  resolutionTasks: z.int().min(0),
  /** The province's to change: loaded once, then left as the province set them. */
  settings: z.strictObject({
    baselineOn: day,
    baselineNote: line,
    dueOn: day.nullable(),
    scopeLegalForms: z.array(z.enum(LegalForm)),
    scopeOwnerships: z.array(z.enum(Ownership)),
    scopeSuspended: z.boolean(),
    scopeNote: line,
    associationKinds: z.array(z.enum([BranchKind.chapter, BranchKind.club])),
    idleDays: z.int().min(1),
  }),
});
