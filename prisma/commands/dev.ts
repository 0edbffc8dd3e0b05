import { migrate } from "@/lib/db/migrate";
import { DEMO_BUSINESS_DATE } from "@/prisma/demo/accounts";
import { loadReference } from "@/prisma/reference/load";
import { demoAccounts, printAccounts } from "./demo-accounts";
import { run } from "./surroundings";
import { claimPort, serve } from "./web";

await run(async (surroundings) => {
  const { ownerUrl, appUrl, port, dataDir } = surroundings;
  await claimPort(port);
  await migrate(ownerUrl, appUrl);
  await loadReference(ownerUrl);
  printAccounts(await demoAccounts(ownerUrl, dataDir));
  await serve("dev", surroundings, { BUSINESS_DATE: DEMO_BUSINESS_DATE });
});
