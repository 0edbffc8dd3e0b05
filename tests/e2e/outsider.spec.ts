import { randomUUID } from "node:crypto";
import type { APIRequestContext, APIResponse, Browser } from "@playwright/test";
import type { Client } from "pg";
import { addresses, everyId, INSIDER, type Known, openDatabase } from "./known";
import { expect, passwordOf, signIn, test } from "./support";

/**
 * Somebody who knows the id of every record of a branch and its enterprise, and has no business with any, walks every address
 * of the product with them and posts every form: nothing is there, and no word of it comes back.
 */

/** An account of the database's own making, with nothing to do: signs in with the clerk's password. */
const IDLE = "khong-nhiem-vu";

/** Who walks, and whether the province's own plan, units and campaigns are theirs to read. */
type Outsider = {
  login?: string;
  /** Whose password it is, where the account is of this test's making. */
  password?: string;
  isOfProvince: boolean;
  /** Addresses that are this person's work after all. */
  works?: RegExp;
};

const OUTSIDERS: Readonly<Record<string, Outsider>> = {
  "somebody signed out": { isOfProvince: false },
  "another province's officer": { login: "minh-hoa-huyen-1", isOfProvince: false },
  "an account without appointment": { login: IDLE, password: "van-phong", isOfProvince: false },
  "a sibling unit's officer": { login: "huyen-046", isOfProvince: true },
  "another branch's secretary": { login: "bi-thu-co-so", isOfProvince: true },
  "the administrator": {
    login: "quan-tri",
    isOfProvince: true,
    works: /^\/(?:accounts|history\/account)\//,
  },
};

let database: Client;
let known: Known;

test.beforeAll(async () => {
  database = await openDatabase();
  known = await everyId(database);
  await database.query(
    `insert into account (id, login, display_name, password_hash, is_demo)
     select $1, $2, 'Không nhiệm vụ (minh hoạ)', password_hash, true from account where login = 'van-phong'
     on conflict do nothing`,
    [randomUUID(), IDLE],
  );
});
test.afterAll(() => database?.end());

const KINDS = ["enterprise", "survey", "case", "goal", "branch", "person", "account"];
const ID_OF_KIND: Readonly<Record<string, string>> = { case: "caseId", person: "personId" };

/** An address with ids for its brackets; several where a piece is a kind of record. Fails for a bracket nobody thought of. */
function guesses(address: string): string[] {
  if (address === "/history/[kind]/[id]") {
    return KINDS.map((kind) => `/history/${kind}/${known.ids[ID_OF_KIND[kind] ?? `${kind}Id`]}`);
  }
  const filled = address
    .replace("/records/[indicator]", "/records/K1")
    .replace("/indicators/[id]/", "/indicators/K1/")
    .replace("/exports/[list]", "/exports/enterprises?format=csv")
    .replace("/imports/templates/[kind]", "/imports/templates/members")
    .replace(/\/\[\.\.\.[a-z]+\]/, "/nothing")
    .replace("/invite/[token]", "/invite/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")
    .replace(/\[([a-zA-Z]+)\]/g, (piece, name: string) => known.ids[name] ?? piece);
  expect(filled, `${address}: name the id of its brackets in everyId()`).not.toContain("[");
  return [filled];
}

/** Everything that names a record by its id, searches for it, or narrows a list to it. */
const asking = () => [
  ...addresses()
    .filter((address) => address.includes("["))
    .flatMap(guesses),
  `/branches/new?enterprise=${known.ids["enterpriseId"]}`,
  `/enterprises?unit=${known.ids["unitId"]}`,
  `/exports/activities?format=csv&branch=${known.ids["branchId"]}`,
  ...["feedback", "goals", "surveys"].map((list) => `/exports/${list}?format=csv`),
  `/exports/branch-payments?format=csv&branch=${known.ids["branchId"]}`,
  ...["branch-members", "posts", "member-ratings", "branch-fees"].map(
    (list) => `/members/export?list=${list}&branch=${known.ids["branchId"]}`,
  ),
  ...known.words.flatMap((word) => [
    `/enterprises?q=${encodeURIComponent(word)}`,
    `/branches?q=${encodeURIComponent(word)}`,
    `/members?q=${encodeURIComponent(word)}`,
    `/api/v1/members?q=${encodeURIComponent(word)}`,
    `/api/v1/branches?q=${encodeURIComponent(word)}`,
    `/api/v1/enterprises?q=${encodeURIComponent(word)}`,
    `/api/suggest/enterprises?q=${encodeURIComponent(word)}&name=${encodeURIComponent(word)}`,
    `/api/suggest/persons?q=${encodeURIComponent(word)}&fullName=${encodeURIComponent(word)}`,
  ]),
];

/** Read by everybody of the province (domain.md §1.11), and addresses that are about no record. */
const OF_THE_PROVINCE =
  /^\/(?:(?:plans|campaigns|units|training|partners|directives)\/[^/]+|plans\/[^/]+\/(?:progress|lists))$/;
const ABOUT_NO_RECORD =
  /^\/(?:records\/K1|campaigns\/[^/]+\/enterprises$|needs\/|imports\/templates\/|invite\/|api\/auth|api\/v1\/indicators|branches\/new\?)/;

/** What was asked for, as the address itself says it, is no leak. */
const withoutQuestion = (text: string, address: string): string => {
  const asked = new URL(address, "http://localhost").searchParams;
  return [...asked.values()].reduce((rest, value) => rest.replaceAll(value, ""), text);
};

async function told(answer: APIResponse, address: string): Promise<string[]> {
  const text = `${withoutQuestion(await answer.text(), address)} ${JSON.stringify(answer.headers())}`;
  return known.words.filter((word) => word !== "" && text.includes(word));
}

async function requestOf(
  browser: Browser,
  who: Pick<Outsider, "login" | "password">,
): Promise<{ request: APIRequestContext; close: () => Promise<void> }> {
  const context = await browser.newContext();
  if (who.login) {
    const page = await context.newPage();
    if (who.password) {
      await page.goto("/login");
      await page.getByLabel("Tên đăng nhập").fill(who.login);
      await page.getByLabel("Mật khẩu").fill(passwordOf(who.password));
      await page.getByRole("button", { name: "Đăng nhập" }).click();
      await expect(page).not.toHaveURL(/login/);
    } else await signIn(page, who.login);
    await page.close();
  }
  return { request: context.request, close: () => context.close() };
}

for (const [name, who] of Object.entries(OUTSIDERS)) {
  test(`${name} finds nothing at any address`, async ({ browser }) => {
    const { request, close } = await requestOf(browser, who);
    let walked = 0;
    for (const address of asking()) {
      const answer = await request.get(address, { maxRedirects: 0 });
      walked += 1;
      if ((who.isOfProvince && OF_THE_PROVINCE.test(address)) || who.works?.test(address)) continue;
      expect.soft(await told(answer, address), address).toEqual([]);
      expect.soft(answer.status(), address).toBeLessThan(500);
      if (ABOUT_NO_RECORD.test(address) || address.includes("?")) continue;
      if (who.login) expect.soft(answer.status(), address).toBe(404);
      else expect.soft([303, 307, 401, 404], address).toContain(answer.status());
    }
    expect(walked).toBeGreaterThan(50);
    await close();
  });
}

test("a form posted by an outsider with the insider's ids changes nothing", async ({ browser, baseURL }) => {
  const insider = await browser.newContext();
  const page = await insider.newPage();
  await signIn(page, INSIDER);
  const forms: { address: string; fields: [string, string][] }[] = [];
  for (const address of addresses(["page.tsx"])
    .filter((one) => one.includes("["))
    .flatMap(guesses)) {
    await page.goto(address);
    const found = await page.evaluate(() =>
      [...document.querySelectorAll("form")]
        .filter((form) => form.method === "post" && form.closest("header, nav") === null)
        .map((form) =>
          [...new FormData(form)].map(([key, value]): [string, string] => [
            key,
            String(value) || (/on$|From$|Date$/.test(key) ? "1/12/2014" : "Thử"),
          ]),
        ),
    );
    forms.push(...found.map((fields) => ({ address, fields })));
  }
  await insider.close();
  expect(forms.length).toBeGreaterThan(10);

  for (const [name, who] of Object.entries(OUTSIDERS)) {
    const { request, close } = await requestOf(browser, who);
    const deeds = async () => {
      const { rows } = await database.query(
        `select count(*)::int as n from audit_entry e join account a on a.id = e.account_id
         where a.login = $1 and e.operation::text <> 'READ'`,
        [who.login ?? ""],
      );
      return rows[0].n;
    };
    const before = await deeds();
    for (const { address, fields } of forms) {
      if (who.works?.test(address)) continue;
      const body = new FormData();
      for (const [key, value] of fields) body.append(key, value);
      const answer = await request.post(address, {
        multipart: body,
        headers: { origin: baseURL ?? "" },
        maxRedirects: 0,
      });
      const leaked = (await told(answer, address)).filter(
        (word) => !fields.some(([, value]) => value.includes(word)),
      );
      expect.soft(leaked, `${name} posts to ${address}`).toEqual([]);
      expect.soft(answer.headers()["location"] ?? "", `${name} posts to ${address}`).not.toContain("done=");
    }
    expect.soft(await deeds(), name).toBe(before);
    await close();
  }
});
