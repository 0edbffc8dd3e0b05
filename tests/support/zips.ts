import { deflateRawSync } from "node:zlib";

/** A part of a zip made by hand; `announced` lies about its unpacked size. */
type Part = { name: string; content: string | Buffer; announced?: number; isEncrypted?: boolean };

/** A zip with exactly these parts, as no well-behaved program would write it. */
export function zipOf(parts: readonly Part[]): Buffer {
  const files: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, content, announced, isEncrypted } of parts) {
    const raw = Buffer.from(content);
    const packed = deflateRawSync(raw);
    const label = Buffer.from(name);
    const facts = Buffer.alloc(26);
    facts.writeUInt16LE(20, 0);
    facts.writeUInt16LE(isEncrypted ? 1 : 0, 2);
    facts.writeUInt16LE(8, 4);
    facts.writeUInt32LE(packed.length, 14);
    facts.writeUInt32LE(announced ?? raw.length, 18);
    facts.writeUInt16LE(label.length, 22);
    const local = Buffer.concat([Buffer.from("PK\x03\x04"), facts, label, packed]);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(offset, 10);
    directory.push(Buffer.concat([Buffer.from("PK\x01\x02\x14\0"), facts, tail, label]));
    files.push(local);
    offset += local.length;
  }
  const size = directory.reduce((sum, { length }) => sum + length, 0);
  const end = Buffer.alloc(22);
  end.write("PK\x05\x06", "latin1");
  end.writeUInt16LE(parts.length, 8);
  end.writeUInt16LE(parts.length, 10);
  end.writeUInt32LE(size, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...files, ...directory, end]);
}

const TYPES = "http://schemas.openxmlformats.org/officeDocument/2006";

/** The parts of a workbook with one sheet whose rows are written out as XML; `extra` adds parts or replaces them. */
export function xlsxParts(
  rows: string,
  {
    extra = {},
    after = "",
    workbook = "",
    sheet = "",
  }: { extra?: Record<string, string>; after?: string; workbook?: string; sheet?: string } = {},
): Part[] {
  const parts: Record<string, string> = {
    "[Content_Types].xml": `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>`,
    "_rels/.rels": relations([["officeDocument", "xl/workbook.xml"]]),
    "xl/_rels/workbook.xml.rels": relations([["worksheet", "worksheets/sheet1.xml"]]),
    "xl/workbook.xml": `<workbook xmlns:r="${TYPES}/relationships">${workbook}<sheets><sheet name="Danh sách" sheetId="1" r:id="rId1"${sheet}/></sheets></workbook>`,
    "xl/worksheets/sheet1.xml": `<?xml version="1.0"?><worksheet><sheetData>${rows}</sheetData>${after}</worksheet>`,
    ...extra,
  };
  return Object.entries(parts).map(([name, content]) => ({ name, content }));
}

const relations = (targets: [kind: string, target: string][]) =>
  `<Relationships>${targets
    .map(
      ([kind, target], index) =>
        `<Relationship Id="rId${index + 1}" Type="${TYPES}/relationships/${kind}" Target="${target}"/>`,
    )
    .join("")}</Relationships>`;

export const xlsxOf = (...given: Parameters<typeof xlsxParts>): Buffer => zipOf(xlsxParts(...given));

/** A spreadsheet of LibreOffice's, as far as the reader looks at it. */
export const odsOf = (tables: string, styles = "", extra: Part[] = []): Buffer =>
  zipOf([
    { name: "mimetype", content: "application/vnd.oasis.opendocument.spreadsheet" },
    {
      name: "content.xml",
      content: `<?xml version="1.0"?><office:document-content xmlns:office="o" xmlns:table="t" xmlns:text="x" xmlns:style="s"><office:automatic-styles>${styles}</office:automatic-styles><office:body><office:spreadsheet>${tables}</office:spreadsheet></office:body></office:document-content>`,
    },
    ...extra,
  ]);

/** An OLE compound file that holds nothing but streams of these names. */
export function compoundOf(names: readonly string[]): Buffer {
  const header = Buffer.alloc(512);
  Buffer.from("d0cf11e0a1b11ae1", "hex").copy(header);
  header.writeUInt16LE(9, 30);
  header.writeUInt32LE(1, 48);
  header.fill(0xff, 76);
  header.writeUInt32LE(0, 76);
  const table = Buffer.alloc(512, 0xff);
  table.writeUInt32LE(0xfffffffd, 0);
  table.writeUInt32LE(0xfffffffe, 4);
  const directory = Buffer.alloc(512);
  for (const [index, name] of ["Root Entry", ...names].slice(0, 4).entries()) {
    const label = Buffer.from(`${name}\0`, "utf16le");
    label.copy(directory, index * 128);
    directory.writeUInt16LE(label.length, index * 128 + 64);
  }
  return Buffer.concat([header, table, directory]);
}
