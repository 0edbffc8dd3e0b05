import { z } from "zod";
import { loginKey } from "@/lib/text/login";

/** Enough for any sentence somebody can remember, and little enough for argon2. */
const LONGEST_PASSWORD = 200;

/** What is typed to sign in. Logins are user names or phone numbers, compared without case. */
export const credentialsSchema = z.object({
  login: z
    .string()
    .trim()
    .min(1, "Nhập tên đăng nhập hoặc số điện thoại")
    .max(100, "Tên đăng nhập dài quá 100 ký tự")
    .transform(loginKey),
  password: z
    .string()
    .min(1, "Nhập mật khẩu")
    .max(LONGEST_PASSWORD, `Mật khẩu dài quá ${LONGEST_PASSWORD} ký tự`),
});

export type Credentials = z.output<typeof credentialsSchema>;

/** The random token of a one-time link, as the address carries it. */
export const linkToken = z.string().regex(/^[A-Za-z0-9_-]{43}$/);

const newPassword = z
  .string("Nhập mật khẩu mới")
  .min(1, "Nhập mật khẩu mới")
  .max(LONGEST_PASSWORD, `Mật khẩu dài quá ${LONGEST_PASSWORD} ký tự`);

export const redemptionSchema = z.object({ token: linkToken, newPassword });

export const passwordChangeSchema = z.object({
  currentPassword: z
    .string("Nhập mật khẩu đang dùng")
    .min(1, "Nhập mật khẩu đang dùng")
    .max(LONGEST_PASSWORD, `Mật khẩu dài quá ${LONGEST_PASSWORD} ký tự`),
  newPassword,
});

/** A code of the authenticator app or a recovery code, however its groups were written. */
export const codeSchema = z.object({
  code: z.string("Nhập mã").trim().min(1, "Nhập mã").max(60, "Mã dài quá 60 ký tự"),
});

/** Which of the account's other sessions to end. */
export const sessionChoiceSchema = z.object({
  session: z.union([z.literal("others"), z.uuid()], "Chọn thiết bị cần đăng xuất"),
});
