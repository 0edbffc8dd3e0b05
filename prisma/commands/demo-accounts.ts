import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { DemoAccount } from "@/prisma/demo/accounts";
import { loadDemo } from "@/prisma/demo/load";
import { say } from "./surroundings";

/** Loads the demo where it is not loaded yet and returns its accounts; passwords live in a file of their owner only. */
export async function demoAccounts(ownerUrl: string, dataDir: string): Promise<DemoAccount[]> {
  const file = path.join(dataDir, "demo-accounts.json");
  await loadDemo(ownerUrl, (accounts) =>
    writeFileSync(file, JSON.stringify(accounts, null, 2), { mode: 0o600 }),
  );
  return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : [];
}

export function printAccounts(accounts: readonly DemoAccount[]): void {
  if (accounts.length === 0) {
    say("\nMật khẩu của các tài khoản minh hoạ không còn ở đây; chạy lại với --reset để có tài khoản mới.");
    return;
  }
  say("\nTài khoản minh hoạ (tên đăng nhập · mật khẩu · vai trò):");
  const longest = Math.max(...accounts.map(({ login }) => login.length));
  for (const { login, password, name } of accounts) say(`  ${login.padEnd(longest)}  ${password}  ${name}`);
}
