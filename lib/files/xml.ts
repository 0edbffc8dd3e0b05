import "server-only";
import { SaxesParser } from "saxes";
import { Unreadable } from "@/lib/files/table";

export type Attributes = Readonly<Record<string, string>>;

/** What to do at the beginning, within and at the end of an element; names come without their prefix. */
export type Handlers = {
  open?: (name: string, attributes: Attributes) => void;
  text?: (text: string) => void;
  close?: (name: string) => void;
};

/** Elements inside one another: a spreadsheet needs a dozen, a trap thousands. */
const DEEPEST = 100;

const local = (name: string) => name.slice(name.indexOf(":") + 1);

/**
 * Reads XML as it streams by. A DOCTYPE is refused unread, so there are no entities but XML's own five: nothing grows,
 * nothing is fetched. What is not well-formed is corrupt. `isWanted` may end the reading early.
 */
export async function readXml(
  chunks: AsyncIterable<Buffer>,
  { open, text, close }: Handlers,
  isWanted: () => boolean = () => true,
): Promise<void> {
  const parser = new SaxesParser({ position: false, xmlns: false });
  let depth = 0;
  parser.on("doctype", () => {
    throw new Unreadable("unsafe_xml");
  });
  parser.on("error", () => {
    throw new Unreadable("corrupt");
  });
  parser.on("opentag", ({ name, attributes }) => {
    if (++depth > DEEPEST) throw new Unreadable("unsafe_xml");
    open?.(local(name), attributes);
  });
  if (text) {
    parser.on("text", text);
    parser.on("cdata", text);
  }
  parser.on("closetag", ({ name }) => {
    depth--;
    close?.(local(name));
  });

  let decoder: TextDecoder | undefined;
  for await (const chunk of chunks) {
    const isFirst = decoder === undefined;
    decoder ??= new TextDecoder(encodingOf(chunk));
    const part = decoder.decode(chunk, { stream: true });
    // saxes reads a DOCTYPE to its end before it tells of it, however long.
    if (isFirst && part.includes("<!DOCTYPE")) throw new Unreadable("unsafe_xml");
    parser.write(part);
    if (!isWanted()) return;
  }
  if (!decoder) throw new Unreadable("corrupt");
  parser.write(decoder.decode()).close();
}

/** XML is UTF-8 unless its first two bytes say otherwise. */
function encodingOf(start: Buffer): string {
  if (start[0] === 0xff && start[1] === 0xfe) return "utf-16le";
  return start[0] === 0xfe && start[1] === 0xff ? "utf-16be" : "utf-8";
}
