// What signing in costs, and that a login nobody has costs the same: medians on a database of its own, beside argon2 alone.
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { Client } from "pg";
import { hashPassword } from "@/lib/access/password";
import { openSession } from "@/lib/access/sign-in";
import { database } from "@/lib/db/client";
import { startEmbeddedServer } from "@/lib/db/embedded-server";
import { newId } from "@/lib/db/id";
import { migrate } from "@/lib/db/migrate";

const ROUNDS = 40;
const PASSWORD = "con suối nhỏ chảy qua bản";

const folder = mkdtempSync(path.join(tmpdir(), "doanhoi-bench-"));
// As root the server runs under another uid, which must be able to enter.
chmodSync(folder, 0o755);
const server = await startEmbeddedServer(folder);
process.env["APP_DATABASE_URL"] = server.appUrl;
process.env["NEXTAUTH_SECRET"] ??= "only for the benchmark: seals nothing real";
process.env["DATA_KEY"] ??= Buffer.alloc(32).toString("base64");
const owner = new Client({ connectionString: server.ownerUrl });
try {
  await migrate(server.ownerUrl, server.appUrl);
  await owner.connect();
  await owner.query(
    "insert into account (id, login, display_name, password_hash) values ($1, 'can-bo', 'Cán bộ', $2)",
    [newId(), await hashPassword(PASSWORD)],
  );
  const enter = (login: string, password: string) =>
    openSession({ login, password }, { device: "", address: "192.0.2.1" });
  const told: [string, () => Promise<unknown>][] = [
    ["argon2id alone", () => hashPassword(PASSWORD)],
    ["right password", () => enter("can-bo", PASSWORD)],
    ["wrong password", () => enter("can-bo", "sai")],
    ["login nobody has", () => enter("khong-co", "sai")],
  ];
  for (const [, once] of told) await once();
  const times = new Map<string, number[]>(told.map(([name]) => [name, []]));
  // In turns, so that a busy machine is busy for all of them.
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [name, once] of told) {
      await owner.query("delete from sign_in_attempt");
      const start = performance.now();
      await once();
      times.get(name)?.push(performance.now() - start);
    }
  }
  for (const [name, taken] of times) {
    const sorted = taken.sort((a, b) => a - b);
    const at = (share: number) => (sorted[Math.floor(sorted.length * share)] ?? 0).toFixed(1).padStart(7);
    console.log(`${name.padEnd(18)} median ${at(0.5)} ms   90 % ${at(0.9)} ms`);
  }
} finally {
  await owner.end();
  await database().$disconnect();
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
}
