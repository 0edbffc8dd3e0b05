import "server-only";
import { appendFile, mkdir, open } from "node:fs/promises";
import path from "node:path";

/** The head of the sealed chain: the number of its last block and that block's hash in hexadecimal. */
export type Head = { number: number; hash: string };

/** A line of the anchor; what cannot be read as one is undefined, and for whoever checks it a finding. */
export const readAnchorLine = (line: string): Head | undefined => {
  const [, number, hash] = /^(\d{1,15}) ([0-9a-f]{64}) \S+$/.exec(line) ?? [];
  return number && hash ? { number: Number(number), hash } : undefined;
};

/**
 * Writes the head down outside the database, if it is not there yet. Blocks cut off the end of the chain are missed
 * only by somebody who remembers that they were. Processes that share the file may both write one head: harmless.
 */
export async function anchorHead(file: string, head: Head): Promise<void> {
  const last = await lastAnchored(file);
  if (last && last.number >= head.number) return;
  await mkdir(path.dirname(file), { recursive: true });
  await appendFile(file, `${head.number} ${head.hash} ${new Date().toISOString()}\n`, { mode: 0o600 });
}

const LINE_AT_MOST = 256;

async function lastAnchored(file: string): Promise<Head | undefined> {
  const handle = await open(file).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return undefined;
    throw error;
  });
  if (!handle) return undefined;
  try {
    const { size } = await handle.stat();
    const length = Math.min(size, LINE_AT_MOST);
    const { buffer } = await handle.read(Buffer.alloc(length), 0, length, size - length);
    return readAnchorLine(buffer.toString("utf8").trimEnd().split("\n").at(-1) ?? "");
  } finally {
    await handle.close();
  }
}
