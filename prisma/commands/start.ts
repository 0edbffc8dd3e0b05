import { migrate } from "@/lib/db/migrate";
import { run, type Surroundings } from "./surroundings";
import { claimPort, serve } from "./web";

await run(serveProduct, { evenAdopted: true });

async function serveProduct(surroundings: Surroundings): Promise<void> {
  await claimPort(surroundings.port);
  // Your own PostgreSQL is migrated by you, when you choose; the embedded one keeps itself in step.
  if (surroundings.isEmbedded) await migrate(surroundings.ownerUrl, surroundings.appUrl);
  await serve("start", surroundings);
}
