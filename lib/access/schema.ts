import { z } from "zod";

/** What is typed to sign in. Logins are user names or phone numbers, compared without case. */
export const credentialsSchema = z.object({
  login: z
    .string()
    .trim()
    .toLowerCase()
    .min(1, "Nhập tên đăng nhập hoặc số điện thoại")
    .max(100, "Tên đăng nhập dài quá 100 ký tự"),
  password: z.string().min(1, "Nhập mật khẩu").max(200, "Mật khẩu dài quá 200 ký tự"),
});
