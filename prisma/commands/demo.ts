import { existsSync, rmSync } from "node:fs";
import path from "node:path";
import { migrate } from "@/lib/db/migrate";
import { commandEnv } from "@/lib/env";
import { DEMO_BUSINESS_DATE } from "@/prisma/demo/accounts";
import { loadReference } from "@/prisma/reference/load";
import { demoAccounts, printAccounts } from "./demo-accounts";
import { openSurroundings, run, type Surroundings, say } from "./surroundings";
import { buildIfNeeded, claimPort, serve } from "./web";

if (process.argv.includes("--reset")) await forget();

await run(serveDemo, { evenAdopted: true });

async function serveDemo(surroundings: Surroundings): Promise<void> {
  const { ownerUrl, appUrl, port, publicUrl, dataDir } = surroundings;
  await claimPort(port);
  await migrate(ownerUrl, appUrl);
  await loadReference(ownerUrl);
  const accounts = await demoAccounts(ownerUrl, dataDir);
  await buildIfNeeded();
  printAccounts(accounts);
  say(`\nMở ${publicUrl} · ngày làm việc minh hoạ 15/12/2014 · dừng bằng Ctrl-C\n`);
  await serve("start", surroundings, { BUSINESS_DATE: DEMO_BUSINESS_DATE });
}

/** Starts over: stops the embedded server of the folder and removes its data, and nothing else of the folder. */
async function forget(): Promise<void> {
  const dataDir = path.resolve(commandEnv().DATA_DIR);
  if (!existsSync(path.join(dataDir, "server.json"))) return;
  const { stop, isEmbedded } = await openSurroundings();
  if (!isEmbedded) throw new Error("--reset chỉ dùng với PostgreSQL kèm theo.");
  await stop({ evenAdopted: true });
  for (const name of ["postgres", "postgres.log", "server.json", "demo-accounts.json"]) {
    rmSync(path.join(dataDir, name), { recursive: true, force: true });
  }
}
