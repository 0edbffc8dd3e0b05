/** What a form posted, by field name; a name posted more than once has all its values. */
export type FormValues = Record<string, string | string[]>;

/** A field somebody else changed while this form was open; values as text, ready to be shown side by side. */
export type StaleField = { field: string; label: string; yours: string; theirs: string };

/** What deserves a second look but does not stop: `rule` is its id (V16), `field` where to show it. */
export type FormWarning = { rule: string; message: string; field?: string };

/** What somebody must type to prove whose session this is before a grave deed. */
export type ProofNeeded = "none" | "password" | "password_and_code";

/** What a form is told after it was posted; `{}` before. `values` gives back what was typed, so that nothing is lost. */
export type FormState = {
  values?: FormValues;
  errors?: Partial<Record<string, string[]>>;
  message?: string;
  stale?: StaleField[];
  /** After a stale save: the version now shown beside yours, which saving again replaces knowingly. */
  newVersion?: number;
  warnings?: FormWarning[];
  /** What was asked for and is shown in this answer only: in no address, no store and no later page. */
  revealed?: { label: string; value: string }[];
  /** On a form for a grave deed: what must be typed to prove oneself now, whatever the page said when it was made. */
  proof?: ProofNeeded;
};

export type FormAction = (previous: FormState, form: FormData) => Promise<FormState>;

/**
 * The name of the tick "không rõ" that stands beside a field: workers → workers__unknown. The two are read as one value
 * by `formObject` and `headcountOrUnknown` of lib/forms/fields.
 */
export const unknownName = (field: string): string => `${field}__unknown`;

/** Fields that are never given back: what proves somebody leaves the browser once and does not return. */
const SECRET_FIELDS = new Set([
  "password",
  "currentPassword",
  "newPassword",
  "proofPassword",
  "code",
  "proofCode",
  "token",
]);

/** What was typed, without what must not be sent back. */
export const withoutSecrets = (values: FormValues): FormValues =>
  Object.fromEntries(Object.entries(values).filter(([name]) => !SECRET_FIELDS.has(name)));

/**
 * The posted fields as a plain record, as they were typed. Left out are the fields that React adds for itself
 * ($ACTION…) and files, which no form of ours sends this way.
 */
export function readForm(form: FormData): FormValues {
  const names = [...new Set(form.keys())].filter((name) => !name.startsWith("$ACTION"));
  return Object.fromEntries(
    names.flatMap((name) => {
      const texts = form.getAll(name).filter((value) => typeof value === "string");
      const [first] = texts;
      return first === undefined ? [] : [[name, texts.length > 1 ? texts : first]];
    }),
  );
}
