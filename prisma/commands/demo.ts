import { migrate } from "@/lib/db/migrate";
import { commandEnv } from "@/lib/env";
import { DEMO_BUSINESS_DATE } from "@/prisma/demo/accounts";
import { loadReference } from "@/prisma/reference/load";
import { demoAccounts, printAccounts } from "./demo-accounts";
import { finish } from "./stopping";
import { forgetData, type Surroundings, say, withSurroundings } from "./surroundings";
import { buildIfNeeded, claimPort, serve } from "./web";

await finish(async () => {
  await claimPort(commandEnv().PORT);
  if (process.argv.includes("--reset")) await forgetData();
  await withSurroundings(serveDemo);
});

async function serveDemo(surroundings: Surroundings): Promise<void> {
  const { ownerUrl, appUrl, publicUrl, dataDir } = surroundings;
  await migrate(ownerUrl, appUrl);
  await loadReference(ownerUrl);
  const accounts = await demoAccounts(ownerUrl, dataDir);
  await buildIfNeeded();
  await serve("start", surroundings, {
    businessDate: DEMO_BUSINESS_DATE,
    announce: () => {
      printAccounts(accounts);
      say(`\nMở ${publicUrl} · ngày làm việc minh hoạ 15/12/2014 · dừng bằng Ctrl-C\n`);
    },
  });
}
