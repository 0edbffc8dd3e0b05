import "server-only";
import { Prisma } from "@/lib/generated/prisma/client";

/**
 * The name of the constraint or index an error speaks of, if the database refused a row because of one; searched in the
 * whole error, because the shape of `meta` is not public API and changed with driver adapters.
 */
export function violatedConstraint(error: unknown, names: readonly string[]): string | undefined {
  if (!isKnown(error)) return undefined;
  const text = wording(error);
  return names.find((name) => text.includes(name));
}

/** Whether the database was asked for an id that is none: something typed into an address. */
export const isMalformedId = (error: unknown): boolean =>
  isKnown(error) && wording(error).includes("invalid input syntax for type uuid");

const isKnown = (error: unknown): error is Error =>
  error instanceof Prisma.PrismaClientKnownRequestError ||
  error instanceof Prisma.PrismaClientUnknownRequestError ||
  (error instanceof Error && error.name === "DriverAdapterError");

function wording(error: Error): string {
  const meta = error instanceof Prisma.PrismaClientKnownRequestError ? error.meta : undefined;
  return `${error.message} ${JSON.stringify(meta ?? {}, revealErrors)} ${JSON.stringify(error.cause ?? {}, revealErrors)}`;
}

/** JSON leaves an Error empty; its message and cause are what is looked for. */
const revealErrors = (_key: string, value: unknown) =>
  value instanceof Error ? { ...value, message: value.message, cause: value.cause } : value;
