import { createHash, randomBytes } from "node:crypto";

/** A new uuid v7 (RFC 9562): ordered by time, made here because `uuidv7()` exists only from PostgreSQL 18. */
export function newId(): string {
  const bytes = randomBytes(16);
  bytes.writeUIntBE(Date.now(), 0, 6);
  return formatUuid(bytes, 7);
}

/** The same uuid for the same key, always: reference rows keep their identity however often they are loaded. */
export const stableId = (key: string): string =>
  formatUuid(createHash("sha256").update(key, "utf8").digest().subarray(0, 16), 8);

function formatUuid(bytes: Buffer, version: 7 | 8): string {
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | (version << 4), 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  const hex = bytes.toString("hex");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}
