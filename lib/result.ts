/** What a person can cause comes back as a value; what nobody can cause is thrown (house rule 7). */
export type Done<Value> = { readonly ok: true; readonly value: Value };

/** A refusal, with what the form needs to explain it: the other person's values, the ids of duplicates. */
export type Refused<Refusal extends string, Details = undefined> = {
  readonly ok: false;
  readonly refusal: Refusal;
  readonly details: Details;
};

export const done = <Value>(value: Value): Done<Value> => ({ ok: true, value });

export function refuse<const Refusal extends string>(refusal: Refusal): Refused<Refusal>;
export function refuse<const Refusal extends string, Details>(
  refusal: Refusal,
  details: Details,
): Refused<Refusal, Details>;
export function refuse(refusal: string, details?: unknown): Refused<string, unknown> {
  return { ok: false, refusal, details };
}
