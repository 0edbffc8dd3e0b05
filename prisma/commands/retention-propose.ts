import { Client } from "pg";
import { run, say } from "./surroundings";

/** Finds what the periods of keeping say is due and writes it down for each province's desk; deletes nothing. */
await run(async ({ ownerUrl }) => {
  const client = new Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    const { rows } = await client.query<{ name: string; added: number }>(
      `select v.name, upkeep.propose_retention(u.id, null) as added
       from unit u join unit_version v on v.unit_id = u.id and v.kind = 'province' and v.valid_to is null order by v.sort_key`,
    );
    for (const { name, added } of rows) {
      say(
        added === 0 ? `${name}: không có gì mới đến hạn.` : `${name}: thêm ${added} đề nghị chờ quyết định.`,
      );
    }
  } finally {
    await client.end();
  }
});
