import "server-only";
import { type Entry, openPromise, type ZipFile } from "yauzl";
import { LIMITS, Unreadable } from "@/lib/files/table";

const MB = 1024 * 1024;

/** A zip whose table of contents was found harmless; parts are unpacked one at a time, as a stream. */
export type Zip = {
  names: readonly string[];
  has: (name: string) => boolean;
  /** Fails with Unreadable("zip_bomb") when a part unpacks to more than it announced. */
  read: (name: string) => Promise<AsyncIterable<Buffer>>;
  close: () => void;
};

/**
 * Opens a zip. Its own table says how large each part is: too many parts, too much in all or in one, or one that grows
 * three hundredfold is refused before anything is unpacked; yauzl counts again while unpacking.
 */
export async function openZip(path: string): Promise<Zip> {
  const file = await openPromise(path, { autoClose: false, validateEntrySizes: true }).catch(() => {
    throw new Unreadable("corrupt");
  });
  try {
    const parts = await tableOfContents(file);
    return {
      names: [...parts.keys()],
      has: (name) => parts.has(name.toLowerCase()),
      read: async (name) => {
        const part = parts.get(name.toLowerCase());
        if (!part) throw new Unreadable("corrupt", name);
        return counted(file, part);
      },
      close: () => file.close(),
    };
  } catch (error) {
    file.close();
    throw error instanceof Unreadable ? error : new Unreadable("corrupt");
  }
}

/** By name in lower case: producers disagree about capitals. */
async function tableOfContents(file: ZipFile): Promise<Map<string, Entry>> {
  if (file.entryCount > LIMITS.parts) throw new Unreadable("zip_bomb");
  const parts = new Map<string, Entry>();
  let unpacked = 0;
  for await (const entry of file.eachEntry()) {
    if (entry.isEncrypted()) throw new Unreadable("password");
    const { uncompressedSize, compressedSize } = entry;
    unpacked += uncompressedSize;
    const grows = uncompressedSize > 10 * MB && uncompressedSize > compressedSize * LIMITS.ratio;
    if (uncompressedSize > LIMITS.partMb * MB || unpacked > LIMITS.unpackedMb * MB || grows) {
      throw new Unreadable("zip_bomb", entry.fileName);
    }
    parts.set(entry.fileName.replace(/^\//, "").toLowerCase(), entry);
  }
  return parts;
}

async function* counted(file: ZipFile, part: Entry): AsyncGenerator<Buffer> {
  try {
    const stream = await file.openReadStreamPromise(part);
    for await (const chunk of stream) yield chunk;
  } catch (error) {
    const lied = error instanceof Error && /too many bytes/i.test(error.message);
    throw new Unreadable(lied ? "zip_bomb" : "corrupt", part.fileName);
  }
}
