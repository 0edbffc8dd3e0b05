import "server-only";
import { type CsvError, parse } from "csv-parse";
import { type Cell, type Encoding, LIMITS, TableBuilder, Unreadable, type Workbook } from "@/lib/files/table";
import { fromCsvCell } from "@/lib/text/csv";
import { bestReading, vietnameseScore } from "@/lib/text/legacy-encodings";

/** A table written as text, whatever its encoding and its separator. */
export async function readCsv(file: Buffer): Promise<Workbook> {
  const { text, encoding } = decode(file);
  const { body, delimiter, skipped } = separated(text);
  const builder = new TableBuilder();
  const sheet = builder.sheet("CSV", false);
  const records = parse(body, {
    delimiter,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: false,
    // A quote that never closes would make one cell of all that follows.
    max_record_size: LIMITS.cellLength * 8,
  });
  let number = skipped;
  try {
    for await (const record of records) {
      // Without `columns` csv-parse gives lists of texts.
      const fields = record as string[];
      builder.row(sheet, ++number, false, fields.map(cell));
    }
  } catch (error) {
    if (error instanceof Unreadable) throw error;
    // csv-parse throws nothing else; it reads ahead, so that its own count says where.
    const { code, records: before } = error as CsvError & { records?: number };
    const isQuote = /QUOTE|MAX_RECORD/.test(code);
    throw new Unreadable(isQuote ? "open_quote" : "corrupt", `dòng ${skipped + (before ?? 0) + 1}`);
  }
  return { format: "csv", encoding, sheets: builder.sheets, notices: [] };
}

/** Texts all; the apostrophe that keeps a text from being run as a formula is taken off again. */
const cell = (field: string): Cell => ({ value: fromCsvCell(field).normalize("NFC") });

const DELIMITERS = [",", ";", "\t", "|"] as const;

/** Which sign separates: the one that cuts the first lines into the same number of fields, the more the better. */
function separated(text: string): { body: string; delimiter: string; skipped: number } {
  const said = /^sep=([,;\t|])\r?\n/i.exec(text);
  if (said?.[1]) return { body: text.slice(said[0].length), delimiter: said[1], skipped: 1 };
  const lines = text
    .slice(0, 100_000)
    .replace(/"(?:[^"]|"")*"/g, "")
    .split(/\r\n|\r|\n/)
    .filter((line) => line.trim() !== "")
    .slice(0, 50);
  let best: { delimiter: string; score: number } = { delimiter: ",", score: 0 };
  for (const delimiter of DELIMITERS) {
    const counts = new Map<number, number>();
    for (const line of lines) {
      const count = line.split(delimiter).length;
      if (count > 1) counts.set(count, (counts.get(count) ?? 0) + 1);
    }
    for (const [fields, agreeing] of counts) {
      const score = agreeing * agreeing * Math.min(fields, 20);
      if (score > best.score) best = { delimiter, score };
    }
  }
  return { body: text, delimiter: best.delimiter, skipped: 0 };
}

/** Bytes to text: by its mark, by being valid UTF-8, by its noughts, else by which reading gives Vietnamese words. */
function decode(file: Buffer): { text: string; encoding: Encoding } {
  const wide = wideEncoding(file);
  if (wide) return { text: new TextDecoder(wide).decode(file), encoding: wide };
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(file);
    if (text.includes("\0")) throw new Unreadable("not_a_table");
    return { text, encoding: "utf-8" };
  } catch (error) {
    if (error instanceof Unreadable) throw error;
  }
  if (file.includes(0)) throw new Unreadable("not_a_table");
  // The letters of the old fonts are those of windows-1252; what they mean is settled column by column.
  const read = (bytes: Buffer, label: string) => new TextDecoder(label).decode(bytes).normalize("NFC");
  const start = file.subarray(0, 200_000);
  const old = bestReading(read(start, "windows-1252"));
  return old.encoding && old.score > vietnameseScore(read(start, "windows-1258"))
    ? { text: read(file, "windows-1252"), encoding: old.encoding }
    : { text: read(file, "windows-1258"), encoding: "windows-1258" };
}

/** UTF-16, by its mark or, without one, by where the noughts of its plain letters stand. */
function wideEncoding(file: Buffer): "utf-16le" | "utf-16be" | undefined {
  if (file[0] === 0xff && file[1] === 0xfe) return "utf-16le";
  if (file[0] === 0xfe && file[1] === 0xff) return "utf-16be";
  const start = file.subarray(0, 4000);
  let even = 0;
  let odd = 0;
  for (const [at, byte] of start.entries()) {
    if (byte !== 0) continue;
    if (at % 2 === 0) even++;
    else odd++;
  }
  const many = start.length / 8;
  if (odd > many && even < odd / 20) return "utf-16le";
  return even > many && odd < even / 20 ? "utf-16be" : undefined;
}
