import { demoAccounts, printAccounts } from "./demo-accounts";
import { run } from "./surroundings";

await run(async ({ ownerUrl, dataDir }) => printAccounts(await demoAccounts(ownerUrl, dataDir)));
