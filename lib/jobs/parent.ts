/**
 * The child's side of `inChild`: waits for the input, answers with what the work returns or says why there is none, and
 * ends. A child whose parent is gone ends too.
 */
export function answer<Input, Answer>(work: (input: Input) => Promise<Answer>): void {
  process.once("disconnect", () => process.exit());
  // The other end is lib/jobs/child.ts; both ends are written together.
  process.once("message", (input: Input) => {
    work(input).then(
      (value) => process.send?.({ value }),
      (error: unknown) => process.send?.({ error: error instanceof Error ? error.message : String(error) }),
    );
  });
}
