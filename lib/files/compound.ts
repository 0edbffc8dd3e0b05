import "server-only";

export const COMPOUND_MAGIC = Buffer.from("d0cf11e0a1b11ae1", "hex");

const NO_SECTOR = 0xfffffff0;

/**
 * Names of the streams in an OLE compound file: what old Office files are, and what an encrypted new one is wrapped in.
 * Reads its directory and nothing else; a broken chain ends the list.
 */
export function compoundStreams(file: Buffer): string[] {
  const size = 2 ** Math.min(file.readUInt16LE(30), 12);
  const sector = (number: number) => file.subarray((number + 1) * size, (number + 2) * size);
  const names: string[] = [];
  const seen = new Set<number>();
  let at = file.readUInt32LE(48);
  while (at < NO_SECTOR && !seen.has(at) && seen.size < 1000) {
    seen.add(at);
    const entries = sector(at);
    for (let start = 0; start + 128 <= entries.length; start += 128) {
      const length = Math.min(entries.readUInt16LE(start + 64), 64);
      if (length > 2) names.push(entries.subarray(start, start + length - 2).toString("utf16le"));
    }
    // The header lists the sectors of the allocation table; the first 109 are enough for 7 MB of directory and more.
    const table = Math.floor((at * 4) / size);
    if (table >= 109) break;
    const next = sector(file.readUInt32LE(76 + table * 4));
    const offset = (at * 4) % size;
    if (next.length < offset + 4) break;
    at = next.readUInt32LE(offset);
  }
  return names;
}
