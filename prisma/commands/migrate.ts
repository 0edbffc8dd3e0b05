import { migrate } from "@/lib/db/migrate";
import { run, say } from "./surroundings";

await run(async ({ ownerUrl, appUrl }) => {
  const applied = await migrate(ownerUrl, appUrl);
  say(applied.length > 0 ? `Đã áp dụng: ${applied.join(", ")}` : "Cơ sở dữ liệu đã ở phiên bản mới nhất.");
});
