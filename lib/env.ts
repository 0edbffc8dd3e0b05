import { z } from "zod";

const postgresUrl = z.url({ protocol: /^postgres(ql)?$/ });

/** What the program reads from its surroundings; nothing else reads `process.env`. */
const schema = z.object({
  APP_DATABASE_URL: postgresUrl,
  NEXTAUTH_SECRET: z.string().min(32),
  PUBLIC_URL: z.url().optional(),
  BUSINESS_DATE: z.iso.date().optional(),
});

type Env = z.output<typeof schema>;

let read: Env | undefined;

/** Read on first use: building the program needs no surroundings. */
export const env: Env = new Proxy({} as Env, {
  get: (_, name: keyof Env) => {
    read ??= schema.parse(process.env);
    return read[name];
  },
});
