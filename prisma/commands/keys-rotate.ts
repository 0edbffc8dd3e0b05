import { Client } from "pg";
import { rotateKeys } from "@/lib/crypto/rotation";
import { run, say } from "./surroundings";

/**
 * Seals anew under DATA_KEY what the keys of OLD_DATA_KEYS still seal. Run with both set, after every web process was restarted
 * with both; then OLD_DATA_KEYS may go. Begun again after it was stopped, it goes on; at the end it has nothing to do.
 */
await run(async ({ ownerUrl, appUrl, authSecret, dataKey }) => {
  // The cipher reads the web process' surroundings, which the embedded server and its kept secrets stand in for here.
  Object.assign(process.env, { APP_DATABASE_URL: appUrl, NEXTAUTH_SECRET: authSecret, DATA_KEY: dataKey });
  const client = new Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    for (const { table, rotated } of await rotateKeys(client))
      say(`${table}: ${rotated} giá trị đã đổi khóa`);
    say("Không còn giá trị nào dùng khóa cũ. Có thể bỏ OLD_DATA_KEYS.");
  } finally {
    await client.end();
  }
});
