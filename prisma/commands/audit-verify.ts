import { readFile } from "node:fs/promises";
import { Client } from "pg";
import { anchorHead } from "@/lib/audit/anchor";
import { verifyTrace } from "@/lib/audit/verification";
import { run, say } from "./surroundings";

/** Seals what waits, compares the whole trace with its seals, prints what was found; code 1 when anything is wrong. */
await run(async ({ ownerUrl, anchorFile }) => {
  const client = new Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    await client.query("select from access.seal_audit()");
    const anchor = await readFile(anchorFile, "utf8").catch((error: NodeJS.ErrnoException) => {
      if (error.code === "ENOENT") return null;
      throw error;
    });
    const started = performance.now();
    await client.query("begin isolation level repeatable read read only");
    const { blocks, rows, waiting, head, anchored, findings } = await verifyTrace(client, anchor);
    say(`Khối: ${blocks} · dòng đã niêm phong: ${rows} · dòng chờ niêm phong: ${waiting}`);
    say(head ? `Đầu chuỗi: khối ${head.number} ${head.hash}` : "Chưa có khối nào.");
    say(`Neo: ${anchorFile}, ${anchored} dòng khớp`);
    say(`Đối chiếu trong ${((performance.now() - started) / 1000).toFixed(2)} giây.`);
    if (findings.length > 0) throw new Error(`Vết KHÔNG nguyên vẹn:\n- ${findings.join("\n- ")}`);
    if (head) await anchorHead(anchorFile, head);
    say("Vết nguyên vẹn.");
  } finally {
    await client.end();
  }
});
