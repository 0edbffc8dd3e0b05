import { findDrift } from "@/lib/db/drift";
import { run, say } from "./surroundings";

await run(async ({ ownerUrl, appUrl }) => {
  const drift = await findDrift(ownerUrl, appUrl);
  if (drift.length > 0) throw new Error(`Có ${drift.length} chỗ khác nhau:\n${drift.join("\n")}`);
  say("schema.prisma, migrations và cơ sở dữ liệu khớp nhau.");
});
