import { existsSync } from "node:fs";
import { z } from "zod";

const postgresUrl = z.url({
  protocol: /^postgres(ql)?$/,
  error: "phải là địa chỉ dạng postgresql://người-dùng:mật-khẩu@máy:cổng/cơ-sở-dữ-liệu",
});
const port = z.coerce
  .number("phải là một số")
  .int("phải là số nguyên")
  .min(1, "phải từ 1 đến 65535")
  .max(65_535, "phải từ 1 đến 65535");

/** 32 random bytes in base64. */
const dataKey = z
  .base64("phải là 32 byte viết bằng base64")
  .refine((text) => Buffer.from(text, "base64").length === 32, "phải là 32 byte viết bằng base64");

/** Keys that were replaced and still open what they sealed; none once `npm run keys:rotate` is through. */
const oldDataKeys = z
  .string()
  .default("")
  .transform((list) =>
    list
      .split(",")
      .map((key) => key.trim())
      .filter((key) => key !== ""),
  )
  .pipe(z.array(dataKey).max(10, "có nhiều nhất 10 khóa"));

/** What the web process reads. The owner's URL is not among it. */
const webSchema = z.object({
  APP_DATABASE_URL: postgresUrl,
  NEXTAUTH_SECRET: z
    .string("phải có: chuỗi bí mật để niêm phong cookie")
    .min(32, "phải dài ít nhất 32 ký tự"),
  /** Encrypts what is stored encrypted, such as the secrets of second factors. */
  DATA_KEY: dataKey,
  OLD_DATA_KEYS: oldDataKeys,
  /** Where people reach the program; under https the session cookie is bound to its host. */
  PUBLIC_URL: z.url("phải là một địa chỉ http(s)").optional(),
  /** The header in which the proxy in front writes the client's address; without a proxy the socket knows. */
  TRUSTED_PROXY: z
    .string()
    .regex(/^[a-z0-9-]+$/i, "phải là tên một tiêu đề, ví dụ x-real-ip")
    .optional(),
  /** The demo's day; never set in production. */
  BUSINESS_DATE: z.iso.date("phải là ngày dạng 2014-12-15").optional(),
  /** Where the heads of the sealed trace are written down, outside the database. */
  AUDIT_ANCHOR_FILE: z.string().min(1).default(".data/audit-anchor.log"),
  /** The mail server that takes the day's digests, and whom they are from; without both they are only kept to be read. */
  SMTP_URL: z
    .url({ protocol: /^smtps?$/, error: "phải là địa chỉ dạng smtps://người-dùng:mật-khẩu@máy:cổng" })
    .optional(),
  MAIL_FROM: z.email("phải là một địa chỉ thư").optional(),
  LOG_LEVEL: z
    .enum(["debug", "info", "warn", "error"], "phải là debug, info, warn hoặc error")
    .default("info"),
});

/** What the commands (migrate, seed, demo, start) read. Without DATABASE_URL they use the embedded PostgreSQL. */
const commandSchema = z.object({
  DATABASE_URL: postgresUrl.optional(),
  APP_DATABASE_URL: postgresUrl.optional(),
  NEXTAUTH_SECRET: z.string().min(32, "phải dài ít nhất 32 ký tự").optional(),
  DATA_KEY: dataKey.optional(),
  OLD_DATA_KEYS: oldDataKeys,
  PUBLIC_URL: z.url("phải là một địa chỉ http(s)").optional(),
  PORT: port.default(3000),
  DATA_DIR: z.string().min(1).default(".data"),
  AUDIT_ANCHOR_FILE: z.string().min(1).optional(),
});

type WebEnv = z.output<typeof webSchema>;

let read: WebEnv | undefined;

/**
 * The web process' surroundings, the only place that reads them. Read on first use, because building the program needs
 * none; `checkEnv` reads them all at start, so that a missing one stops the server then and not a user later.
 */
export const env: WebEnv = new Proxy({} as WebEnv, {
  get: (_, name: keyof WebEnv) => checkEnv()[name],
});

/** Throws an Error whose message names each missing or wrong variable in a sentence. */
export function checkEnv(): WebEnv {
  read ??= parse(webSchema);
  return read;
}

/** The same for the commands; like the web process, they read what is not set from an .env file. */
export function commandEnv(): z.output<typeof commandSchema> {
  if (existsSync(".env")) process.loadEnvFile(".env");
  return parse(commandSchema);
}

function parse<Schema extends z.ZodType>(schema: Schema): z.output<Schema> {
  const given = Object.fromEntries(Object.entries(process.env).filter(([, value]) => value !== ""));
  const parsed = schema.safeParse(given);
  if (parsed.success) return parsed.data;
  const sentences = parsed.error.issues.map(
    ({ path, message }) => `Biến môi trường ${String(path[0])} ${message}.`,
  );
  throw new Error(`Không khởi động được. ${sentences.join(" ")}`);
}
