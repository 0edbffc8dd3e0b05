import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { readUpload } from "@/lib/http/multipart";

const folder = mkdtempSync(path.join(tmpdir(), "multipart-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
let count = 0;
const next = () => path.join(folder, String(count++));

const LIMITS = { fileBytes: 1000, bodyBytes: 5000 };

const form = async (fields: Record<string, string>, content: Uint8Array | null, name = "tệp.xlsx") => {
  const data = new FormData();
  for (const [key, value] of Object.entries(fields)) data.set(key, value);
  if (content) data.set("file", new File([new Uint8Array(content)], name));
  const response = new Response(data);
  return { type: response.headers.get("content-type"), bytes: Buffer.from(await response.arrayBuffer()) };
};

async function* pieces(bytes: Buffer, size: number) {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

describe("readUpload", () => {
  it("reads fields and file however the body is cut into pieces", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ maxLength: 400 }),
        fc.integer({ min: 1, max: 200 }),
        async (content, size) => {
          // What looks like a boundary's beginning lies in the file too.
          const file = Buffer.concat([Buffer.from("\r\n--"), content, Buffer.from("\r\n------")]);
          const { type, bytes } = await form({ kind: "enterprises", note: "Xin chào" }, file);
          const target = next();
          expect(await readUpload(pieces(bytes, size), type, target, LIMITS)).toEqual({
            fields: { kind: "enterprises", note: "Xin chào" },
            file: { name: "tệp.xlsx", bytes: file.length },
            isTooLarge: false,
          });
          expect(readFileSync(target).equals(file)).toBe(true);
        },
      ),
      { numRuns: 60 },
    );
  });

  it("keeps no more of a file than is allowed, reads the rest to its end, and gives up beyond all measure", async () => {
    const { type, bytes } = await form({ kind: "members" }, new Uint8Array(3000));
    const target = next();
    const read = await readUpload(pieces(bytes, 100), type, target, LIMITS);
    expect(read).toMatchObject({ isTooLarge: true, fields: { kind: "members" } });
    expect(readFileSync(target).length).toBeLessThanOrEqual(1000);
    const huge = await form({}, new Uint8Array(20_000));
    expect(await readUpload(pieces(huge.bytes, 500), huge.type, next(), LIMITS)).toMatchObject({
      isTooLarge: true,
    });
  });

  it("is no form without a boundary, and no file where none was chosen", async () => {
    expect(await readUpload(pieces(Buffer.from("x"), 1), "text/plain", next(), LIMITS)).toBeNull();
    const { type, bytes } = await form({ kind: "members" }, new Uint8Array(0), "");
    expect(await readUpload(pieces(bytes, 50), type, next(), LIMITS)).toMatchObject({ file: null });
    expect(
      await readUpload(pieces(Buffer.alloc(9000, 65), 500), 'multipart/form-data; boundary="b"', next(), {
        ...LIMITS,
        bodyBytes: 20_000,
      }),
    ).toMatchObject({ fields: {}, file: null });
  });

  it("takes of a path its end, and never a folder", async () => {
    const { type, bytes } = await form({}, Buffer.from("a"), "C:\\Tài liệu\\..\\danh sách.csv");
    expect(await readUpload(pieces(bytes, 64), type, next(), LIMITS)).toMatchObject({
      file: { name: "danh sách.csv" },
    });
  });
});
