import { createHash } from "node:crypto";
import type { Client } from "pg";
import { stableId } from "@/lib/db/id";

/** Writes demo rows as the owner; the same key always gives the same id, so that loading is deterministic. */
export type Writer = {
  insert(table: string, row: Record<string, unknown>): Promise<string>;
  id(key: string): string;
  client: Client;
};

export function demoWriter(client: Client): Writer {
  const id = (key: string) => stableId(`demo/${key}`);
  let serial = 0;
  return {
    client,
    id,
    async insert(table, row) {
      serial += 1;
      const whole = { id: id(`${table}/${serial}`), ...row };
      const columns = Object.keys(whole);
      await client.query(
        `insert into "${table}" (${columns.map((name) => `"${name}"`).join(", ")})
         values (${columns.map((_, index) => `$${index + 1}`).join(", ")})`,
        Object.values(whole),
      );
      return whole.id;
    },
  };
}

/** A repeatable stream of choices: the same seed tells the same story on every machine. */
export function choices(seed: string) {
  let state = createHash("sha256").update(seed).digest().readUInt32LE(0);
  const next = () => {
    // mulberry32: small, public domain, good enough to spread names and headcounts.
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  return {
    between: (least: number, most: number) => least + Math.floor(next() * (most - least + 1)),
    chance: (probability: number) => next() < probability,
    pick<Item>(items: readonly Item[]): Item {
      const item = items[Math.floor(next() * items.length)];
      if (item === undefined) throw new Error("Nothing to choose from");
      return item;
    },
  };
}

export type Choices = ReturnType<typeof choices>;

/** A moment of that day in Vietnam, mid-morning: when a paper of the day would have been entered. */
export const morningOf = (day: string): string => `${day}T09:00:00+07:00`;
