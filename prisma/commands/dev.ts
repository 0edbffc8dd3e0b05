import { migrate } from "@/lib/db/migrate";
import { commandEnv } from "@/lib/env";
import { DEMO_BUSINESS_DATE } from "@/prisma/demo/accounts";
import { loadReference } from "@/prisma/reference/load";
import { demoAccounts, printAccounts } from "./demo-accounts";
import { finish } from "./stopping";
import { withSurroundings } from "./surroundings";
import { claimPort, serve } from "./web";

await finish(async () => {
  await claimPort(commandEnv().PORT);
  await withSurroundings(async (surroundings) => {
    const { ownerUrl, appUrl, dataDir } = surroundings;
    await migrate(ownerUrl, appUrl);
    await loadReference(ownerUrl);
    printAccounts(await demoAccounts(ownerUrl, dataDir));
    await serve("dev", surroundings, { businessDate: DEMO_BUSINESS_DATE });
  });
});
