import { open } from "node:fs/promises";

export type Upload = {
  fields: Record<string, string>;
  /** The file of the form, by the name it had; null where none was chosen. */
  file: { name: string; bytes: number } | null;
  isTooLarge: boolean;
};

type Limits = {
  /** What of a file is kept; the rest is read and thrown away, so that the browser gets to hear the answer. */
  fileBytes: number;
  /** Beyond this nothing is read any more and the connection may break. */
  bodyBytes: number;
};

const MOST_FIELD = 10_000;
const MOST_HEAD = 8_000;
const MOST_PARTS = 30;

/**
 * Reads a form with one file (multipart/form-data, RFC 7578) as it comes: the file goes to `filePath` piece by piece and is
 * never in memory as a whole. Null for what is no such form.
 */
export async function readUpload(
  body: AsyncIterable<Uint8Array>,
  contentType: string | null,
  filePath: string,
  { fileBytes, bodyBytes }: Limits,
): Promise<Upload | null> {
  const boundary = /^multipart\/form-data;.*boundary="?([^";]{1,70})"?/i.exec(contentType ?? "")?.[1];
  if (!boundary) return null;
  const delimiter = Buffer.from(`\r\n--${boundary}`);
  const upload: Upload = { fields: {}, file: null, isTooLarge: false };
  // The first boundary has no line before it.
  let rest = Buffer.from("\r\n");
  let part: Part | undefined;
  let state: "outside" | "head" | "content" = "outside";
  let read = 0;
  let parts = 0;
  const file = await open(filePath, "wx", 0o600);
  try {
    const take = async (bytes: Buffer): Promise<void> => {
      if (!part || bytes.length === 0) return;
      if (part.fileName === undefined) {
        part.text = Buffer.concat([part.text, bytes.subarray(0, Math.max(0, MOST_FIELD - part.text.length))]);
        return;
      }
      upload.file ??= { name: part.fileName, bytes: 0 };
      upload.file.bytes += bytes.length;
      if (upload.file.bytes > fileBytes) upload.isTooLarge = true;
      else await file.write(bytes);
    };
    for await (const chunk of body) {
      read += chunk.length;
      if (read > bodyBytes) return { ...upload, isTooLarge: true };
      rest = Buffer.concat([rest, chunk]);
      for (;;) {
        if (state === "head") {
          const end = rest.indexOf("\r\n\r\n");
          if (end < 0) {
            if (rest.length > MOST_HEAD) return null;
            break;
          }
          part = partOf(rest.subarray(0, end).toString("utf8"));
          rest = rest.subarray(end + 4);
          state = "content";
        }
        const at = rest.indexOf(delimiter);
        if (at < 0) {
          // The boundary may have begun at the end of what is there.
          const sure = Math.max(0, rest.length - delimiter.length);
          if (state === "content") await take(rest.subarray(0, sure));
          rest = rest.subarray(sure);
          break;
        }
        if (rest.length < at + delimiter.length + 2) break;
        if (state === "content") {
          await take(rest.subarray(0, at));
          if (part?.fileName === undefined && part) upload.fields[part.name] = part.text.toString("utf8");
        }
        part = undefined;
        const isLast = rest.subarray(at + delimiter.length, at + delimiter.length + 2).toString() === "--";
        rest = rest.subarray(at + delimiter.length + 2);
        state = isLast || ++parts > MOST_PARTS ? "outside" : "head";
        if (state === "outside") rest = Buffer.alloc(0);
      }
    }
    return upload;
  } finally {
    await file.close();
  }
}

type Part = { name: string; fileName: string | undefined; text: Buffer };

function partOf(head: string): Part {
  const disposition = /^content-disposition:\s*form-data;(.*)$/im.exec(head)?.[1] ?? "";
  const fileName = /(?:^|;)\s*filename="([^"]*)"/i.exec(disposition)?.[1];
  return {
    name: /(?:^|;)\s*name="([^"]*)"/i.exec(disposition)?.[1] ?? "",
    // Browsers write a quotation mark in a name as %22; of a path only its end is the name.
    fileName: fileName
      ?.replaceAll("%22", '"')
      .normalize("NFC")
      .replace(/^.*[\\/]/, "")
      .slice(0, 200),
    text: Buffer.alloc(0),
  };
}
