import { loadReference } from "@/prisma/reference/load";
import { run, say } from "./surroundings";

await run(async ({ ownerUrl }) => {
  await loadReference(ownerUrl);
  say("Đã nạp dữ liệu tham chiếu.");
});
