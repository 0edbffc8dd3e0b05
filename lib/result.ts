/** What a person can cause comes back as a value; what nobody can cause is thrown (house rule 7). */
export type Done<Value> = { readonly ok: true; readonly value: Value };

/** A refusal, with what the form needs to explain it: the other person's values, the ids of duplicates. */
export type Refused<Refusal extends string, Details = undefined> = {
  readonly ok: false;
  readonly refusal: Refusal;
  readonly details: Details;
};

/** `Details` is unknown unless the command says it: an inferred return type keeps each refusal's own details. */
export type Result<Value, Refusal extends string, Details = unknown> =
  | Done<Value>
  | Refused<Refusal, Details>;

export const done = <Value>(value: Value): Done<Value> => ({ ok: true, value });

export function refuse<const Refusal extends string>(refusal: Refusal): Refused<Refusal>;
export function refuse<const Refusal extends string, Details>(
  refusal: Refusal,
  details: Details,
): Refused<Refusal, Details>;
export function refuse(refusal: string, details?: unknown): Refused<string, unknown> {
  return { ok: false, refusal, details };
}
