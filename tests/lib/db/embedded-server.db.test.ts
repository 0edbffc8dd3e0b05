import {
  chmodSync,
  chownSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { Client } from "pg";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type EmbeddedServer, forgetEmbeddedServer, startEmbeddedServer } from "@/lib/db/embedded-server";

let folder: string;
const started: EmbeddedServer[] = [];

async function start(): Promise<EmbeddedServer> {
  const server = await startEmbeddedServer(folder);
  started.push(server);
  return server;
}

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "doanhoi-embedded-"));
  chmodSync(folder, 0o755);
});

afterEach(async () => {
  for (const server of started.splice(0)) await server.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function ask(url: string, sql: string): Promise<unknown[]> {
  const client = new Client({ connectionString: url });
  client.on("error", () => undefined);
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

const lockFile = () => path.join(folder, "postgres", "postmaster.pid");
const serverPid = () => Number(readFileSync(lockFile(), "utf8").split("\n")[0]);

describe("the embedded server", () => {
  it("keeps everything acknowledged when it is killed without warning, and starts again", async () => {
    const { ownerUrl } = await start();
    await ask(ownerUrl, "create table kept (n int)");
    await ask(ownerUrl, "insert into kept select generate_series(1, 1000)");
    process.kill(serverPid(), "SIGKILL");

    const again = await start();
    expect(await ask(again.ownerUrl, "select count(*)::int as n from kept")).toEqual([{ n: 1000 }]);
  }, 60_000);

  it("is shared by who comes later and stops with the last to leave, whoever started it", async () => {
    const first = await start();
    const second = await start();
    await first.stop();
    expect(await ask(second.ownerUrl, "select 1 as one")).toEqual([{ one: 1 }]);
    await second.stop();
    await expect(ask(second.ownerUrl, "select 1")).rejects.toThrow(/ECONNREFUSED/);
    expect(existsSync(lockFile())).toBe(false);
  }, 60_000);

  it("takes another port when somebody took its own meanwhile", async () => {
    const before = await start();
    const port = Number(new URL(before.ownerUrl).port);
    await before.stop();
    const squatter = createServer();
    await new Promise<void>((resolve) => squatter.listen(port, "127.0.0.1", resolve));
    try {
      const after = await start();
      expect(Number(new URL(after.ownerUrl).port)).not.toBe(port);
      expect(await ask(after.ownerUrl, "select 1 as one")).toEqual([{ one: 1 }]);
    } finally {
      squatter.close();
    }
  }, 60_000);

  it("starts in spite of a lock file whose process number belongs to another program by now", async () => {
    await (await start()).stop();
    const { uid, gid } = statSync(path.join(folder, "postgres"));
    writeFileSync(lockFile(), `${process.pid}\n${path.join(folder, "postgres")}\n1\n1\n`);
    chownSync(lockFile(), uid, gid);
    expect(await ask((await start()).ownerUrl, "select 1 as one")).toEqual([{ one: 1 }]);
  }, 60_000);

  it("tells its secrets to nobody else, and forgets nothing while somebody uses it", async () => {
    const server = await start();
    expect(statSync(path.join(folder, "server.json")).mode & 0o077).toBe(0);
    expect(statSync(path.join(folder, "postgres")).mode & 0o077).toBe(0);
    await expect(forgetEmbeddedServer(folder)).rejects.toThrow(/dừng nó trước/);
    await server.stop();
    await forgetEmbeddedServer(folder);
    expect(readdirSync(folder)).toEqual([]);
  }, 60_000);

  it("starts in spite of an empty lock file, left by a start that was killed while writing it", async () => {
    await (await start()).stop();
    const { uid, gid } = statSync(path.join(folder, "postgres"));
    writeFileSync(lockFile(), "");
    chownSync(lockFile(), uid, gid);
    expect(await ask((await start()).ownerUrl, "select 1 as one")).toEqual([{ one: 1 }]);
  }, 60_000);

  it("serves two that start it at the same moment from nothing", async () => {
    const starts = await Promise.allSettled([start(), start(), start()]);
    expect(starts.filter(({ status }) => status === "rejected")).toEqual([]);
    expect(new Set(started.map(({ ownerUrl }) => ownerUrl)).size).toBe(1);
    expect(await ask(started[0]?.ownerUrl ?? "", "select 1 as one")).toEqual([{ one: 1 }]);
  }, 60_000);
});
