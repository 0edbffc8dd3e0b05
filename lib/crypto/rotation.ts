import "server-only";
import type { ClientBase } from "pg";
import { decrypt, encrypt, keyedHash, sealedByCurrentKey } from "@/lib/crypto/cipher";

/** A column of encrypted text: the key (or what makes it up) that says where each value belongs, and the keyed hash beside it. */
type Sealed = {
  table: string;
  key: string;
  column: string;
  place: (key: string) => string;
  hash?: string;
  /** Where the value may still be sealed to another key than its row's: the column that says to which. */
  sealedFor?: string;
};

const IMPORT_ROW = { table: "import_row", key: "concat_ws('/', import_id, sheet, number)" };

const SEALED: readonly Sealed[] = [
  {
    ...{ table: "person_sensitive", key: "person_id", column: "identity_cipher", hash: "identity_hash" },
    sealedFor: "sealed_for",
    place: (personId) => `person_sensitive/identity/${personId}`,
  },
  {
    ...{ table: "second_factor", key: "account_id", column: "secret" },
    place: (accountId) => `second_factor/${accountId}`,
  },
  {
    ...{ table: "import", key: "id", column: "secret_cipher" },
    place: (importId) => `import/token/${importId}`,
  },
  { ...IMPORT_ROW, column: "cells_cipher", place: (row) => `import_row/cells/${row}` },
  { ...IMPORT_ROW, column: "result_cipher", place: (row) => `import_row/result/${row}` },
];

/**
 * Seals under the current key whatever another key still seals, in batches of one transaction each: it may be stopped and begun
 * again, and a second time finds nothing to do. Needs every key that is still in use. `client` is the owner's. Returns how
 * many values of each table were sealed anew.
 */
export async function rotateKeys(
  client: ClientBase,
  { batch = 200 }: { batch?: number } = {},
): Promise<{ table: string; rotated: number }[]> {
  const done: { table: string; rotated: number }[] = [];
  for (const sealed of SEALED) {
    let rotated = 0;
    for (;;) {
      const count = await rotateBatch(client, sealed, batch);
      if (count === 0) break;
      rotated += count;
    }
    done.push({ table: sealed.table, rotated });
  }
  return done;
}

async function rotateBatch(
  client: ClientBase,
  { table, key, column, place, hash, sealedFor }: Sealed,
  batch: number,
) {
  await client.query("begin");
  try {
    await client.query("select set_config('app.deed', 'keys.rotate', true)");
    // Locked, so that a value written meanwhile is neither lost nor overwritten.
    const { rows } = await client.query<{ at: string; key: string; sealedFor: string; stored: string }>(
      `select ctid::text as at, ${key} as key, ${sealedFor ? `coalesce(${sealedFor}, ${key})` : key} as "sealedFor", ${column} as stored from ${table}
       where not starts_with(${column}, $1) order by ${key} limit $2 for update`,
      [sealedByCurrentKey(), batch],
    );
    for (const row of rows) {
      const text = decrypt(row.stored, place(row.sealedFor));
      await client.query(
        `update ${table} set ${column} = $2 ${hash ? `, ${hash} = $3` : ""} where ctid = $1::tid`,
        [row.at, encrypt(text, place(row.key)), ...(hash ? [keyedHash(text)] : [])],
      );
    }
    await client.query("commit");
    return rows.length;
  } catch (error) {
    await client.query("rollback");
    throw error;
  }
}
