import { migrate } from "@/lib/db/migrate";
import { checkEnv, commandEnv } from "@/lib/env";
import { finish, untilStopped } from "./stopping";
import { anchorFile, withSurroundings } from "./surroundings";
import { claimPort, serve } from "./web";

await finish(async () => {
  const given = commandEnv();
  const { DATABASE_URL, APP_DATABASE_URL, PORT } = given;
  await claimPort(PORT);
  if (DATABASE_URL || APP_DATABASE_URL) {
    // Your own PostgreSQL is migrated by you, when you choose; serving needs no owner's address.
    const {
      APP_DATABASE_URL: appUrl,
      NEXTAUTH_SECRET: authSecret,
      DATA_KEY: dataKey,
      OLD_DATA_KEYS: oldDataKeys,
      PUBLIC_URL,
    } = checkEnv();
    const publicUrl = PUBLIC_URL ?? `http://localhost:${PORT}`;
    return untilStopped(() =>
      serve("start", {
        ...{ appUrl, authSecret, dataKey, oldDataKeys, publicUrl },
        ...{ port: PORT, anchorFile: anchorFile(given) },
      }),
    );
  }
  await withSurroundings(async (surroundings) => {
    await migrate(surroundings.ownerUrl, surroundings.appUrl);
    await serve("start", surroundings);
  });
});
