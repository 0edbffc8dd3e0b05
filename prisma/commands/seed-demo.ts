import { mkdirSync } from "node:fs";
import { demoAccounts, printAccounts } from "./demo-accounts";
import { run } from "./surroundings";

await run(async ({ ownerUrl, dataDir }) => {
  mkdirSync(dataDir, { recursive: true });
  printAccounts(await demoAccounts(ownerUrl, dataDir));
});
