import { randomBytes } from "node:crypto";
import { beforeEach, expect, it, vi } from "vitest";
import { decrypt, encrypt } from "@/lib/crypto/cipher";
import { rotateKeys } from "@/lib/crypto/rotation";
import { withViewer } from "@/lib/db/scope";
import { firstRows } from "@/lib/imports/queries";
import { writeSensitive } from "@/lib/sensitive/commands";
import { findByIdentity, readSensitive } from "@/lib/sensitive/queries";
import { owner } from "@/tests/support/database";
import { deed, member } from "@/tests/support/factories";
import { laidImport, office, recordOf } from "@/tests/support/factories-imports";
import { cellWorld } from "@/tests/support/factories-members";

const keys = vi.hoisted(() => ({ DATA_KEY: "", OLD_DATA_KEYS: [] as string[] }));
vi.mock("@/lib/env", async (original) => {
  const { env } = await original<typeof import("@/lib/env")>();
  return {
    env: new Proxy(env, {
      get: (real, name) => (name in keys ? Reflect.get(keys, name) : Reflect.get(real, name)),
    }),
  };
});

const newKey = () => randomBytes(32).toString("base64");

beforeEach(async () => {
  await owner.query("delete from person_sensitive");
  await owner.query("delete from second_factor");
  keys.DATA_KEY = newKey();
  keys.OLD_DATA_KEYS = [];
});

async function numbered(count: number) {
  const { secretary, cell } = await cellWorld();
  const people: { personId: string; number: string }[] = [];
  for (let index = 0; index < count; index += 1) {
    const { personId } = await member({ branchId: cell });
    const number = `0040900${10_000 + index}`;
    const nothing = { ethnicity: null, religion: null, partyMember: null };
    const written = await writeSensitive(secretary, deed(), {
      ...{
        ...nothing,
        personId,
        version: 0,
        identityNumber: number,
        forgetIdentity: false,
        confirmed: false,
      },
    });
    expect(written.ok).toBe(true);
    people.push({ personId, number });
  }
  const second = `second_factor/${secretary.accountId}`;
  await owner.query(
    "insert into second_factor (account_id, secret, secret_digest) values ($1, $2, '\\x00')",
    [secretary.accountId, encrypt("BÍ MẬT CỦA ỨNG DỤNG", second)],
  );
  return { secretary, people, second };
}
type World = Awaited<ReturnType<typeof numbered>>;

const rotate = async (batch?: number) => {
  const client = await owner.connect();
  try {
    return await rotateKeys(client, { ...(batch && { batch }) });
  } finally {
    client.release();
  }
};

/** Rows of a file that wait: their places are made up of several columns. */
async function laid(): Promise<() => Promise<void>> {
  const { officer } = await office();
  const importId = await laidImport(officer, [
    ["Tên doanh nghiệp", "Mã số thuế"],
    ["Một", "1"],
    ["Hai", "2"],
  ]);
  return async () => {
    const record = await recordOf(officer, importId);
    const rows = await withViewer(officer, (tx) => firstRows(officer, tx, record, 0, { most: 5 }));
    expect(rows.map(({ cells }) => cells[1]?.value)).toEqual(["Mã số thuế", "1", "2"]);
  };
}

async function everythingOpens({ secretary, people, second }: World) {
  for (const { personId, number } of people) {
    const asked = { personId, fields: ["identity"] as const, purpose: "thử" };
    const read = await withViewer(secretary, (tx) => readSensitive(secretary, tx, asked));
    expect(read).toEqual({ identity: number });
    expect(await withViewer(secretary, (tx) => findByIdentity(secretary, tx, number))).toBe(personId);
  }
  const { rows } = await owner.query("select secret from second_factor where account_id = $1", [
    secretary.accountId,
  ]);
  expect(decrypt(rows[0].secret, second)).toBe("BÍ MẬT CỦA ỨNG DỤNG");
}

it("everything opens and is found before, between and after; then the old key may go", async () => {
  const world = await numbered(5);
  const rowsOpen = await laid();
  keys.OLD_DATA_KEYS = [keys.DATA_KEY];
  keys.DATA_KEY = newKey();
  await everythingOpens(world);

  expect(await rotate(2)).toEqual([
    { table: "person_sensitive", rotated: 5 },
    { table: "second_factor", rotated: 1 },
    { table: "import", rotated: 0 },
    { table: "import_row", rotated: 3 },
    { table: "import_row", rotated: 0 },
  ]);
  keys.OLD_DATA_KEYS = [];
  await everythingOpens(world);
  await rowsOpen();
  expect((await rotate()).map(({ rotated }) => rotated)).toEqual([0, 0, 0, 0, 0]);
  await owner.query("delete from import_row");
});

it("a number entered before is taken still while only some are sealed anew", async () => {
  const { secretary, people } = await numbered(1);
  keys.OLD_DATA_KEYS = [keys.DATA_KEY];
  keys.DATA_KEY = newKey();
  const { branchId } = (
    await owner.query<{ branchId: string }>(
      'select branch_id as "branchId" from membership where person_id = $1',
      [people[0]?.personId],
    )
  ).rows[0] ?? { branchId: "" };
  const twin = await member({ branchId });
  const nothing = { ethnicity: null, religion: null, partyMember: null };
  expect(
    await writeSensitive(secretary, deed(), {
      ...{ ...nothing, personId: twin.personId, version: 0, forgetIdentity: false, confirmed: false },
      identityNumber: people[0]?.number ?? "",
    }),
  ).toMatchObject({ refusal: "identity_taken" });
});

it("stopped half-way by a key that is missing, it keeps what it did and goes on later", async () => {
  const world = await numbered(3);
  const first = keys.DATA_KEY;
  const [, second] = world.people;
  // One value sealed with yet another key, which is not at hand at first.
  const missing = newKey();
  keys.DATA_KEY = missing;
  const place = `person_sensitive/identity/${second?.personId}`;
  await owner.query("update person_sensitive set identity_cipher = $2 where person_id = $1", [
    second?.personId,
    encrypt(second?.number ?? "", place),
  ]);
  keys.DATA_KEY = newKey();
  keys.OLD_DATA_KEYS = [first];
  await expect(rotate(1)).rejects.toThrow(/OLD_DATA_KEYS/);
  keys.OLD_DATA_KEYS = [first, missing];
  const [persons] = await rotate(1);
  expect(persons?.rotated).toBe(2);
  keys.OLD_DATA_KEYS = [];
  await everythingOpens(world);
});
