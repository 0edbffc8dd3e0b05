/**
 * What the first load of each page sends of JavaScript, beside an empty page of the same Next build: the sum of the
 * gzipped scripts its HTML asks for. Fails when a page sends more than the allowance above the empty one. The empty page
 * is put into the build for the measurement and taken out again.
 */
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { setTimeout as wait } from "node:timers/promises";
import { gzipSync } from "node:zlib";

const ALLOWANCE_KB = 30;
const PORT = 3290;
const DATA_DIR = ".data/bench";
const BASE = `http://localhost:${PORT}`;
const EMPTY = "app/empty-for-bench";

const say = (text: string) => console.log(text);

/** Pages and the demo account that opens them; a `*` is replaced by the first record's address found on `from`. */
const PAGES: { account?: string; path: string; from?: string; link?: RegExp }[] = [
  { path: "/login" },
  { account: "huyen-045", path: "/" },
  { account: "huyen-045", path: "/enterprises" },
  { account: "huyen-045", path: "/enterprises/new" },
  { account: "huyen-045", path: "*", from: "/enterprises", link: /href="(\/enterprises\/[0-9a-f-]{36})"/ },
  {
    account: "huyen-042",
    path: "*/edit",
    from: "/surveys?state=draft",
    link: /href="(\/surveys\/[0-9a-f-]{36})"/,
  },
  {
    account: "huyen-045",
    path: "*/visits/new",
    from: "/enterprises",
    link: /href="(\/enterprises\/[0-9a-f-]{36})"/,
  },
  { account: "huyen-045", path: "/branches/new" },
  { account: "huyen-045", path: "/surveys" },
  { account: "bi-thu", path: "/" },
  { account: "bi-thu", path: "/members" },
  { account: "bi-thu", path: "*", from: "/branches", link: /href="(\/branches\/[0-9a-f-]{36})"/ },
  {
    account: "bi-thu",
    path: "*/admissions/new",
    from: "/branches",
    link: /href="(\/branches\/[0-9a-f-]{36})"/,
  },
  {
    account: "bi-thu",
    path: "*/members/grid",
    from: "/branches",
    link: /href="(\/branches\/[0-9a-f-]{36})"/,
  },
  { account: "thuong-vu", path: "/dashboard" },
  { account: "thuong-vu", path: "/records/K1" },
  { account: "thuong-vu", path: "/goals" },
  { account: "thuong-vu", path: "/plans" },
  { account: "thuong-vu", path: "/units" },
  { account: "to-chuc", path: "/surveys?state=submitted" },
  { account: "to-chuc", path: "/overrides" },
  { account: "to-chuc", path: "/accounts" },
  { account: "to-chuc", path: "/accounts/new" },
  { account: "to-chuc", path: "/audit" },
  { account: "to-chuc", path: "/duplicates" },
  { account: "to-chuc", path: "/privacy" },
  { account: "to-chuc", path: "/members/export" },
  { account: "huyen-045", path: "/account" },
];

async function main(): Promise<void> {
  let server: ChildProcess | undefined;
  try {
    mkdirSync(EMPTY, { recursive: true });
    writeFileSync(`${EMPTY}/page.tsx`, "export default function Empty() {\n  return <p>trống</p>;\n}\n");
    server = spawn(
      "node_modules/.bin/tsx",
      ["--conditions=react-server", "prisma/commands/demo.ts", "--reset"],
      {
        env: { ...process.env, PORT: String(PORT), DATA_DIR },
        stdio: ["ignore", "ignore", "inherit"],
      },
    );
    await ready();
    process.exitCode = (await measure()) ? 0 : 1;
  } finally {
    rmSync(EMPTY, { recursive: true, force: true });
    if (server && server.exitCode === null) {
      const ended = new Promise((resolve) => server?.once("exit", resolve));
      server.kill("SIGTERM");
      await ended;
    }
    // The build held a page that is no part of the product: the next start makes a clean one.
    rmSync(".next", { recursive: true, force: true });
    spawnSync("npx", ["next", "typegen"], { stdio: "ignore" });
  }
}

async function ready(): Promise<void> {
  for (let tries = 0; tries < 600; tries += 1) {
    const answer = await fetch(`${BASE}/api/ready`).catch(() => undefined);
    if (answer?.ok) return;
    await wait(1000);
  }
  throw new Error("The server did not become ready");
}

async function measure(): Promise<boolean> {
  const cookies = new Map<string, string>();
  const open = async (path: string, account?: string) => {
    if (account && !cookies.has(account)) cookies.set(account, await signIn(account));
    const cookie = account ? cookies.get(account) : undefined;
    const answer = await fetch(BASE + path, { headers: cookie ? { cookie } : {}, redirect: "manual" });
    if (!answer.ok) throw new Error(`${path} answered ${answer.status}`);
    return answer.text();
  };
  const empty = await weightOf(await open("/empty-for-bench", "huyen-045"));
  say(`empty page: ${kb(empty)} kB of JavaScript, gzipped`);
  let isGood = true;
  for (const { account, path, from, link } of PAGES) {
    const found = from && link ? (link.exec(await open(from, account))?.[1] ?? "") : "";
    const address = path.replace("*", found);
    const weight = await weightOf(await open(address, account));
    const above = weight - empty;
    const isHeavy = above > ALLOWANCE_KB * 1000;
    if (isHeavy) isGood = false;
    say(
      `${isHeavy ? "✗" : "✓"} ${path.replace("*", from ? `${from}/…` : "")}: ${kb(weight)} kB, ${kb(above)} above empty (×${(weight / empty).toFixed(2)})`,
    );
  }
  return isGood;
}

const kb = (bytes: number) => (bytes / 1000).toFixed(1);

/** Gzipped bytes of every script the HTML asks for (legacy `nomodule` ones are not fetched by today's browsers). */
async function weightOf(html: string): Promise<number> {
  const addresses = new Set(
    [...html.matchAll(/<(?:script|link)\b[^>]*?(?:src|href)="([^"]+\.js[^"]*)"[^>]*>/g)]
      .filter(([tag]) => !/nomodule/i.test(tag))
      .map(([, address = ""]) => address),
  );
  let sum = 0;
  for (const address of addresses) {
    const script = await fetch(new URL(address, BASE));
    sum += gzipSync(Buffer.from(await script.arrayBuffer())).length;
  }
  return sum;
}

/** A session cookie by next-auth's own endpoint: no browser needed. */
async function signIn(login: string): Promise<string> {
  const accounts: { login: string; password: string }[] = JSON.parse(
    readFileSync(`${DATA_DIR}/demo-accounts.json`, "utf8"),
  );
  const password = accounts.find((account) => account.login === login)?.password ?? "";
  const csrf = await fetch(`${BASE}/api/auth/csrf`);
  const { csrfToken }: { csrfToken: string } = await csrf.json();
  const jar = csrf.headers.getSetCookie().map((cookie) => cookie.split(";")[0]);
  const answer = await fetch(`${BASE}/api/auth/callback/credentials`, {
    method: "POST",
    redirect: "manual",
    headers: {
      cookie: jar.join("; "),
      origin: BASE,
      "content-type": "application/x-www-form-urlencoded",
    },
    body: new URLSearchParams({ csrfToken, login, password }),
  });
  const session = answer.headers.getSetCookie().find((cookie) => cookie.startsWith("session="));
  if (!session) throw new Error(`${login} could not sign in`);
  return session.split(";")[0] ?? "";
}

await main();
